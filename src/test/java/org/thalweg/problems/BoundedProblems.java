package org.thalweg.problems;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.Model;
import org.thalweg.optimize.Box;

/// Problems with bounds whose solutions are published.
///
/// **Source**: HS: W. Hock, K. Schittkowski, *Test Examples for Nonlinear Programming Codes*, Springer 1981, of which the
/// ones with bounds alone; the others as in CUTEst, N. I. M. Gould, D. Orban, P. L. Toint, *Comput. Optim. Appl.* 60 (2015)
/// 545–557. The published evaluations are those of L-BFGS-B 3.0 in the runs of github.com/yixuan/cutest-lbfgs.
public final class BoundedProblems {
    private static final double INF = Double.POSITIVE_INFINITY;

    private BoundedProblems() {}

    /// All of them.
    ///
    /// @return 19 problems
    public static List<Bounded> all() {
        return List.of(
                of("HS1", rosenbrock(), new double[] {-INF, -1.5}, new double[] {INF, INF}, 45, start(-2, 1), 0),
                of("HS2", rosenbrock(), new double[] {-INF, 1.5}, new double[] {INF, INF}, 25, start(-2, 1),
                        0.0504261879, 4.94122932),
                of("HS3", m -> at(m, 1).plus(at(m, 1).minus(at(m, 0)).square().times(1e-5)), new double[] {-INF, 0},
                        new double[] {INF, INF}, 17, start(10, 1), 0),
                of("HS4", m -> at(m, 0).plus(1).pow(3).div(3).plus(at(m, 1)), new double[] {1, 0},
                        new double[] {INF, INF}, 0, start(1.125, 0.125), 8.0 / 3),
                of("HS5", hs5(), new double[] {-1.5, -3}, new double[] {4, 3}, 7, start(0, 0),
                        -Math.sqrt(3) / 2 - Math.PI / 3),
                of("HS25", hs25(), new double[] {0.1, 0, 0}, new double[] {100, 25.6, 5}, 1, start(100, 12.5, 3), 0,
                        32.835),
                of("HS38", wood(), each(4, -10), each(4, 10), 34, start(-3, -1, -3, -1), 0),
                of("HS45", m -> product(m.x(), 5).times(-1.0 / 120).plus(2), each(5, 0), new double[] {1, 2, 3, 4, 5}, 2,
                        each(5, 2), 1, 2),
                of("HS110", hs110(), each(10, 2.001), each(10, 9.999), 6, each(10, 9), -45.77846971),
                of("CAMEL6", camel(), new double[] {-3, -1.5}, new double[] {3, 1.5}, 7, start(1.1, 1.1), -1.031628453,
                        -0.2154638244, 2.1042503, 2.2294709),
                of("HATFLDA", hatfld(), each(4, 1e-7), each(4, INF), 13, each(4, 0.1), 0),
                of("HATFLDB", hatfld(), each(4, 1e-7), new double[] {INF, 0.8, INF, INF}, 16, each(4, 0.1), 0.005572809),
                of("PSPDOC", pspdoc(), each(4, -INF), new double[] {-1, INF, INF, INF}, 81, each(4, 3),
                        1 + Math.sqrt(2)),
                of("LOGROS", m -> at(m, 1).minus(at(m, 0).square()).square().times(10000)
                        .plus(at(m, 0).minus(1).square()).log1p(), each(2, 0), each(2, INF), 11, start(-1.2, 1), 0),
                of("MDHOLE", m -> at(m, 0).sin().minus(at(m, 1)).square().times(100).plus(at(m, 0)),
                        new double[] {0, -INF}, each(2, INF), 95, start(10, 1), 0),
                of("ALLINIT", allinit(), new double[] {-INF, 1, -1e10, 2}, new double[] {INF, INF, 1, 2}, 17, each(4, 0),
                        16.7059684),
                of("NONSCOMP", nonscomp(1000), nonscompLower(1000), each(1000, 100), 97, each(1000, 3), 0),
                of("BIGGSB1", biggs(1000), lowerButLast(1000, 0), upperButLast(1000, 0.9), 33, each(1000, 0), 0.015),
                of("HART6", Hartmann.SIX, each(6, 0), each(6, 1), 0, each(6, 0.2), -3.32236801, -3.20316191));
    }

    private static Bounded of(String name, Function<Model, Expr> f, double[] lower, double[] upper, int published,
            double[] start, double... minima) {
        Published problem = new Published(name, Formula.model(start.length, f), start, minima);
        return new Bounded(problem, Box.of(lower, upper), published);
    }

    private static double[] start(double... x) {
        return x;
    }

    private static double[] each(int n, double value) {
        double[] x = new double[n];
        Arrays.fill(x, value);
        return x;
    }

    private static double[] upperButLast(int n, double value) {
        double[] x = each(n, value);
        x[n - 1] = INF;
        return x;
    }

    private static double[] lowerButLast(int n, double value) {
        double[] x = each(n, value);
        x[n - 1] = -INF;
        return x;
    }

    private static Expr at(Model m, int i) {
        return m.x().at(i);
    }

    private static Expr product(Expr x, int n) {
        return IntStream.range(1, n).mapToObj(x::at).reduce(x.at(0), Expr::times);
    }

    private static Function<Model, Expr> rosenbrock() {
        return m -> at(m, 1).minus(at(m, 0).square()).square().times(100).plus(at(m, 0).minus(1).square());
    }

    private static Function<Model, Expr> hs5() {
        return m -> at(m, 0).plus(at(m, 1)).sin().plus(at(m, 0).minus(at(m, 1)).square())
                .minus(at(m, 0).times(1.5)).plus(at(m, 1).times(2.5)).plus(1);
    }

    /// Flat to the last bit around its start: the start is a published result of most codes.
    private static Function<Model, Expr> hs25() {
        double[] u = IntStream.rangeClosed(1, 99).mapToDouble(i -> 25 + Math.pow(-50 * Math.log(0.01 * i), 2.0 / 3))
                .toArray();
        double[] level = IntStream.rangeClosed(1, 99).mapToDouble(i -> 0.01 * i).toArray();
        return m -> m.constant(u).minus(at(m, 1)).pow(at(m, 2)).div(at(m, 0)).negate().exp().minus(m.constant(level))
                .squaredNorm();
    }

    private static Function<Model, Expr> wood() {
        return m -> {
            Expr x1 = at(m, 0), x2 = at(m, 1), x3 = at(m, 2), x4 = at(m, 3);
            return x2.minus(x1.square()).square().times(100).plus(x1.minus(1).square())
                    .plus(x4.minus(x3.square()).square().times(90)).plus(x3.minus(1).square())
                    .plus(x2.minus(1).square().plus(x4.minus(1).square()).times(10.1))
                    .plus(x2.minus(1).times(x4.minus(1)).times(19.8));
        };
    }

    private static Function<Model, Expr> hs110() {
        return m -> m.x().minus(2).log().squaredNorm().plus(m.x().negate().plus(10).log().squaredNorm())
                .minus(product(m.x(), 10).pow(0.2));
    }

    private static Function<Model, Expr> camel() {
        return m -> {
            Expr a = at(m, 0).square(), b = at(m, 1).square();
            return a.times(4).minus(a.square().times(2.1)).plus(a.pow(3).div(3)).plus(at(m, 0).times(at(m, 1)))
                    .minus(b.times(4)).plus(b.square().times(4));
        };
    }

    private static Function<Model, Expr> hatfld() {
        return m -> m.x().slice(0, 3).minus(m.x().slice(1, 4).sqrt()).squaredNorm().plus(at(m, 0).minus(1).square());
    }

    private static Function<Model, Expr> pspdoc() {
        return m -> at(m, 0).square().plus(at(m, 1).minus(at(m, 2)).square()).plus(1).sqrt()
                .plus(at(m, 1).square().plus(at(m, 2).minus(at(m, 3)).square()).plus(1).sqrt());
    }

    private static Function<Model, Expr> allinit() {
        return m -> {
            Expr x1 = at(m, 0), x2 = at(m, 1), x3 = at(m, 2), x4 = at(m, 3);
            return x3.plus(x1.square()).plus(x2.square()).plus(x3.plus(x4).square()).plus(x3.sin().square())
                    .plus(x1.square().times(x2.square())).plus(x4).plus(x3.sin().square()).plus(x4.minus(1).square())
                    .plus(x2.square().square()).plus(x3.square().plus(x4.plus(x1).square()).square())
                    .plus(x1.minus(4).plus(x4.sin().square()).plus(x2.square().times(x3.square())).square())
                    .plus(x4.sin().square().square()).minus(4);
        };
    }

    private static Function<Model, Expr> nonscomp(int n) {
        return m -> m.x().slice(1, n).minus(m.x().slice(0, n - 1).square()).squaredNorm().times(4)
                .plus(at(m, 0).minus(1).square());
    }

    private static double[] nonscompLower(int n) {
        return IntStream.range(0, n).mapToDouble(i -> i % 2 == 0 ? 1 : -100).toArray();
    }

    private static Function<Model, Expr> biggs(int n) {
        return m -> m.x().slice(1, n).minus(m.x().slice(0, n - 1)).squaredNorm().plus(at(m, 0).minus(1).square())
                .plus(at(m, n - 1).negate().plus(1).square());
    }
}
