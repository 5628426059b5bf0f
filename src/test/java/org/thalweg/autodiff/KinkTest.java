package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The published convention at points without a derivative, and that what is not chosen leaves no trace.
class KinkTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static double[] gradient(Function<Expr, Expr> f, double... x) {
        double[] g = new double[x.length];
        Formula.of(x.length, f).valueAndGradient(x, g);
        return withoutNegativeZeros(g);
    }

    private static double[] withoutNegativeZeros(double[] g) {
        return Arrays.stream(g).map(v -> v + 0.0).toArray();
    }

    private static double slope(Function<Expr, Expr> f, double x) {
        double reverse = gradient(y -> f.apply(y.at(0)), x)[0];
        double forward = Formula.of(1, y -> f.apply(y.at(0)))
                .evaluator()
                .directionalDerivative(new double[] {x}, new double[] {1});
        assertEquals(reverse + 0.0, forward + 0.0, "forward and reverse must follow one convention");
        return reverse + 0.0;
    }

    private static double curvature(Function<Expr, Expr> f, double x) {
        double[] hv = new double[1];
        Formula.of(1, y -> f.apply(y.at(0))).evaluator().hessianVector(new double[] {x}, new double[] {1}, hv);
        return hv[0] + 0.0;
    }

    @Test
    void convexKinksTakeTheSubgradientOfLeastNorm() {
        assertEquals(0, slope(Expr::abs, 0));
        assertEquals(0, slope(Expr::abs, -0.0));
        assertEquals(0.5, slope(x -> x.max(0), 0));
        assertArrayEquals(new double[] {0, 0, 0}, gradient(Expr::norm, 0, 0, 0));
        assertArrayEquals(new double[] {0, 0}, gradient(x -> x.at(0).hypot(x.at(1)), 0, 0));
    }

    @Test
    void tiesShareEqually() {
        assertArrayEquals(new double[] {0.5, 0.5}, gradient(x -> x.at(0).max(x.at(1)), 3, 3));
        assertArrayEquals(new double[] {0.5, 0.5}, gradient(x -> x.at(0).min(x.at(1)), 3, 3));
        assertArrayEquals(new double[] {1.0 / 3, 0, 1.0 / 3, 1.0 / 3}, gradient(Expr::max, 2, 1, 2, 2), 1e-16);
        assertArrayEquals(new double[] {0, 1, 0, 0}, gradient(Expr::min, 2, 1, 2, 2));
        Evaluator max = Formula.of(2, x -> x.at(0).max(x.at(1))).evaluator();
        assertEquals(2, max.directionalDerivative(new double[] {3, 3}, new double[] {1, 3}));
    }

    @Test
    void continuityDecidesWhereNothingElseDoes() {
        assertEquals(INF, slope(Expr::sqrt, 0));
        assertEquals(INF, slope(Expr::cbrt, 0));
        assertEquals(INF, slope(x -> x.pow(0.5), 0));
    }

    @Test
    void whatHasNoLimitIsNaN() {
        assertArrayEquals(new double[] {Double.NaN, Double.NaN}, gradient(x -> x.at(0).atan2(x.at(1)), 0, 0));
    }

    @Test
    void powersAtZero() {
        assertEquals(0, slope(x -> x.pow(0), 0));
        assertEquals(1, slope(x -> x.pow(1), 0));
        assertEquals(0, slope(x -> x.pow(2), 0));
        assertEquals(-2, slope(x -> x.pow(2), -1));
        assertArrayEquals(new double[] {0, 0}, gradient(x -> x.at(0).pow(x.at(1)), 0, 2));
        assertArrayEquals(new double[] {12, 8 * Math.log(2)}, gradient(x -> x.at(0).pow(x.at(1)), 2, 3), 1e-14);
    }

    @Test
    void branchNotTakenLeavesNoTrace() {
        Function<Expr, Expr> safeRoot = x -> x.greaterThan(0).select(x.sqrt(), 0);
        assertEquals(0, slope(safeRoot, 0));
        assertEquals(0, slope(safeRoot, -1));
        assertEquals(0, curvature(safeRoot, -1));
        assertEquals(0.25, slope(safeRoot, 4));
        Function<Expr, Expr> deep = x -> x.greaterThan(1).select(x.minus(1).log().square().exp().sqrt(), x.times(3));
        assertEquals(3, slope(deep, 0.5));
        assertEquals(3, slope(deep, 1));
        assertEquals(0, curvature(deep, 1));
        Function<Expr, Expr> nested =
                x -> x.greaterThan(0).select(x.greaterThan(1).select(x.minus(1).sqrt(), x.sqrt()), x.negate());
        assertEquals(-1, slope(nested, -2));
        assertEquals(-1, slope(nested, 0));
        assertEquals(0.5, slope(nested, 1));
    }

    @Test
    void extremaLeaveNoTraceOfTheLoser() {
        assertEquals(0, slope(x -> x.sqrt().max(1), 0));
        assertEquals(0, slope(x -> x.sqrt().minus(1).min(-1.5), 0));
    }

    @Test
    void masksTravelThroughStructure() {
        Function<Expr, Expr> sliced = x -> x.greaterThan(0).select(x.sqrt(), 0).slice(0, 2).sum();
        assertArrayEquals(new double[] {0.25, 0, 0}, gradient(sliced, 4, -1, -1));
        Function<Expr, Expr> unread = x -> x.sqrt().slice(0, 1).sum();
        assertArrayEquals(new double[] {0.25, 0, 0}, gradient(unread, 4, -1, 0));
        Function<Expr, Expr> element = x -> x.log().at(1);
        assertArrayEquals(new double[] {0, 0.5}, gradient(element, 0, 2));
        Function<Expr, Expr> gathered = x -> x.sqrt().gather(2, 0, 2).sum();
        assertArrayEquals(new double[] {0.25, 0, 2}, gradient(gathered, 4, -1, 0.25), 1e-15);
        Function<Expr, Expr> joined = x -> {
            Expr both = x.slice(0, 1).sqrt().concat(x.slice(1, 2).log());
            return both.lessThan(INF).select(both, 0).sum();
        };
        assertArrayEquals(new double[] {0.25, 0}, gradient(joined, 4, -1));
    }

    @Test
    void scalarThatFeedsVectorBranches() {
        Function<Expr, Expr> f = x -> {
            Expr root = x.at(0).sqrt();
            return x.lessThan(100).select(x.times(2), root.times(x)).sum();
        };
        assertArrayEquals(new double[] {2, 2}, gradient(f, 0, 5));
    }

    @Test
    void maskedCurvatureSurvivesAnAdjointThatHappensToBeZero() {
        // (ln x)² has the adjoint 2·ln x of ln x, which is 0 at x = 1, where the curvature is 2.
        assertEquals(2, curvature(x -> x.greaterThan(0).select(x.log().square(), 0), 1));
    }

    @Test
    void slopesOfTheErrorFunctionsAreBells() {
        assertEquals(2 / Math.sqrt(Math.PI), slope(Expr::erf, 0), 1e-15);
        assertEquals(-2 / Math.sqrt(Math.PI) * Math.exp(-4), slope(Expr::erfc, 2), 1e-16);
        assertEquals(Math.exp(-4.5) / Math.sqrt(2 * Math.PI), slope(Expr::normalCdf, -3), 1e-17);
    }

    @Test
    void composedFunctionsDoNotOverflow() {
        assertEquals(1, slope(Expr::softplus, 1000));
        assertEquals(0, slope(Expr::softplus, -1000));
        assertEquals(0, slope(Expr::logistic, 1000));
        assertEquals(0, slope(Expr::erf, 1e300));
        assertEquals(0, slope(Expr::normalCdf, -INF));
        assertArrayEquals(new double[] {0.5, 0.5, 0}, gradient(Expr::logSumExp, 1000, 1000, -1000), 1e-15);
        assertEquals(-INF, Formula.of(2, Expr::logSumExp).value(-INF, -INF));
        assertEquals(INF, Formula.of(2, Expr::logSumExp).value(INF, 0));
    }
}
