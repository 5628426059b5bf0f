package org.thalweg.problems;

import static org.thalweg.problems.ConstrainedProblem.of;
import static org.thalweg.problems.HockSchittkowski.cube;
import static org.thalweg.problems.HockSchittkowski.linear;
import static org.thalweg.problems.HockSchittkowski.product;
import static org.thalweg.problems.HockSchittkowski.squares;
import static org.thalweg.problems.HockSchittkowski.start;
import static org.thalweg.problems.HockSchittkowski.sum;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.thalweg.autodiff.Expr;

/// Problems that come from plants, networks, inspection and geometry, with the numbers of their trades.
final class HsEngineering {
    private HsEngineering() {}

    static List<ConstrainedProblem> problems() {
        return Stream.of(
                        List.of(refinery(), inspection("68", -0.920425026, 1e-4, 1, 24),
                                inspection("69", -956.71288, 0.1, 1000, 4), network("74", 5126.4981, 0.55),
                                network("75", 5174.4129, 0.48), colville3(), transformer()),
                        List.of(biochemical("95", 0.01561952514, 4.97, -1.88, -29.08, -78.02),
                                biochemical("96", 0.01561951327, 4.97, -1.88, -69.08, -118.02),
                                biochemical("97", 3.135809104, 32.97, 25.12, -29.08, -78.02),
                                biochemical("98", 3.135809104, 32.97, 25.12, -124.08, -173.02),
                                reactor(), heatExchanger(), hexagon(), powerPlants()))
                .flatMap(List::stream)
                .toList();
    }

    private static ConstrainedProblem refinery() {
        return of("62", -26272.51448, start(0.7, 0.2, 0.1), x -> {
            Expr c = x[2].plus(0.03);
            Expr bc = x[1].plus(c);
            Expr abc = x[0].plus(bc);
            return sum(
                    abc.div(x[0].times(0.09).plus(bc)).log().times(255),
                    bc.div(x[1].times(0.07).plus(c)).log().times(280),
                    c.div(x[2].times(0.13).plus(0.03)).log().times(290)).times(-32.174);
        }).zero(x -> linear(x, 1, 1, 1).minus(1)).above(0, 1, 2, 3).below(1, 1, 2, 3);
    }

    private static ConstrainedProblem inspection(String name, double minimum, double a, double b, double samples) {
        double shift = Math.sqrt(samples);
        return of(name, minimum, start(1, 1, 1, 1), x -> {
            Expr e = x[0].expm1();
            return e.times(b).minus(x[2]).times(x[3]).div(e.plus(x[3])).negate().plus(a * samples).div(x[0]);
        })
                .zero(x -> x[2].minus(x[1].negate().normalCdf().times(2)))
                .zero(x -> sum(x[3], x[1].negate().plus(shift).normalCdf().negate(),
                        x[1].negate().minus(shift).normalCdf().negate()))
                .above(1e-4, 1).above(0, 2, 3, 4).below(100, 1, 2).below(2, 3, 4);
    }

    private static ConstrainedProblem network(String name, double minimum, double angle) {
        return of(name, minimum, start(0, 0, 0, 0), x -> sum(x[0].times(3), cube(x[0]).times(1e-6), x[1].times(2),
                        cube(x[1]).times(2e-6 / 3)))
                .atLeastZero(x -> x[3].minus(x[2]).plus(angle))
                .atLeastZero(x -> x[2].minus(x[3]).plus(angle))
                .zero(x -> sum(x[2].plus(0.25).sin().negate(), x[3].plus(0.25).sin().negate()).times(1000)
                        .plus(894.8).minus(x[0]))
                .zero(x -> x[2].minus(0.25).sin().plus(x[2].minus(x[3]).minus(0.25).sin()).times(1000)
                        .plus(894.8).minus(x[1]))
                .zero(x -> x[3].minus(0.25).sin().plus(x[3].minus(x[2]).minus(0.25).sin()).times(1000).plus(1294.8))
                .above(0, 1, 2).below(1200, 1, 2).above(-angle, 3, 4).below(angle, 3, 4);
    }

    private static ConstrainedProblem between(
            ConstrainedProblem problem, double lower, double upper, Function<Expr[], Expr> g) {
        return problem.atLeastZero(x -> g.apply(x).minus(lower)).atLeastZero(x -> g.apply(x).negate().plus(upper));
    }

    private static ConstrainedProblem colville3() {
        ConstrainedProblem p = of("83", -30665.53867, start(78, 33, 27, 27, 27), x -> sum(
                x[2].square().times(5.3578547), x[0].times(x[4]).times(0.8356891), x[0].times(37.293239))
                .minus(40792.141));
        p = between(p, 0, 92, x -> sum(x[1].times(x[4]).times(0.0056858), x[0].times(x[3]).times(0.0006262),
                x[2].times(x[4]).times(-0.0022053)).plus(85.334407));
        p = between(p, 90, 110, x -> sum(x[1].times(x[4]).times(0.0071317), x[0].times(x[1]).times(0.0029955),
                x[2].square().times(0.0021813)).plus(80.51249));
        p = between(p, 20, 25, x -> sum(x[2].times(x[4]).times(0.0047026), x[0].times(x[2]).times(0.0012547),
                x[2].times(x[3]).times(0.0019085)).plus(9.300961));
        return p.above(78, 1).below(102, 1).above(33, 2).below(45, 2).above(27, 3, 4, 5).below(45, 3, 4, 5);
    }

    private static ConstrainedProblem transformer() {
        Function<Expr[], Expr> iron = x -> product(x[0], x[3], linear(x, 1, 1, 1));
        Function<Expr[], Expr> copper = x -> product(x[1], x[2], linear(x, 1, 1.57, 0, 1));
        return of("93", 135.075961, start(5.54, 4.4, 12.02, 11.82, 0.702, 0.852), x -> sum(
                        iron.apply(x).times(x[4].square().times(0.0607).plus(0.0204)),
                        copper.apply(x).times(x[5].square().times(0.0437).plus(0.0187))))
                .atLeastZero(x -> product(x).times(0.001).minus(2.07))
                .atLeastZero(x -> sum(iron.apply(x).times(x[4].square()).times(-0.00062),
                        copper.apply(x).times(x[5].square()).times(-0.00058)).plus(1))
                .above(0, 1, 2, 3, 4, 5, 6);
    }

    private static ConstrainedProblem biochemical(
            String name, double minimum, double b1, double b2, double b3, double b4) {
        return of(name, minimum, start(0, 0, 0, 0, 0, 0), x -> linear(x, 4.3, 31.8, 63.3, 15.8, 68.5, 4.7))
                .atLeastZero(x -> sum(linear(x, 17.1, 38.2, 204.2, 212.3, 623.4, 1495.5),
                        x[2].times(linear(x, -169, 0, 0, 0, -3580)), x[3].times(linear(x, 0, 0, 0, 0, -3810, -18500)),
                        x[4].times(x[5]).times(-24300)).minus(b1))
                .atLeastZero(x -> sum(linear(x, 17.9, 36.8, 113.9, 169.7, 337.8, 1385.2), x[0].times(x[2]).times(-139),
                        x[3].times(linear(x, 0, 0, 0, 0, -2450, -16600)), x[4].times(x[5]).times(-17200)).minus(b2))
                .atLeastZero(x -> linear(x, 0, -273, 0, -70, -819).plus(x[3].times(x[4]).times(26000)).minus(b3))
                .atLeastZero(x -> linear(x, 159.9, -311, 0, 587, 391, 2198).minus(x[0].times(x[5]).times(14000))
                        .minus(b4))
                .above(0, 1, 2, 3, 4, 5, 6)
                .below(0.31, 1).below(0.046, 2).below(0.068, 3).below(0.042, 4).below(0.028, 5).below(0.0134, 6);
    }

    private static Expr reactorCost(Expr[] x) {
        return sum(x[0].div(x[6]).pow(0.67).times(0.4), x[1].div(x[7]).pow(0.67).times(0.4), linear(x, -1, -1))
                .plus(10);
    }

    private static Expr reactorLimit(Expr a, Expr b, Expr c) {
        return sum(a.div(b).times(-4), a.pow(-0.71).div(b).times(-2), a.pow(-1.3).times(c).times(-0.0588)).plus(1);
    }

    private static ConstrainedProblem reactor() {
        return between(of("104", 3.9511634396, start(6, 3, 0.4, 0.2, 6, 6, 1, 0.5), HsEngineering::reactorCost), 1, 4.2,
                        HsEngineering::reactorCost)
                .atLeastZero(x -> x[4].times(x[6]).times(-0.0588).plus(linear(x, -0.1)).plus(1))
                .atLeastZero(x -> x[5].times(x[7]).times(-0.0588).plus(linear(x, -0.1, -0.1)).plus(1))
                .atLeastZero(x -> reactorLimit(x[2], x[4], x[6]))
                .atLeastZero(x -> reactorLimit(x[3], x[5], x[7]))
                .above(0.1, 1, 2, 3, 4, 5, 6, 7, 8).below(10, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    /// The book prints 7049.330923, which is 10⁻⁵ above the minimum that codes have found since.
    private static ConstrainedProblem heatExchanger() {
        return of("106", 7049.248021, start(5000, 5000, 5000, 200, 350, 150, 225, 425), x -> linear(x, 1, 1, 1))
                .atLeastZero(x -> linear(x, 0, 0, 0, -0.0025, 0, -0.0025).plus(1))
                .atLeastZero(x -> linear(x, 0, 0, 0, 0.0025, -0.0025, 0, -0.0025).plus(1))
                .atLeastZero(x -> linear(x, 0, 0, 0, 0, 0.01, 0, 0, -0.01).plus(1))
                .atLeastZero(x -> x[0].times(x[5]).plus(linear(x, -100, 0, 0, -833.33252)).plus(83333.333))
                .atLeastZero(x -> x[1].times(x[6].minus(x[3])).plus(linear(x, 0, 0, 0, 1250, -1250)))
                .atLeastZero(x -> x[2].times(x[7].minus(x[4])).plus(linear(x, 0, 0, 0, 0, 2500)).minus(1_250_000))
                .above(100, 1).above(1000, 2, 3).above(10, 4, 5, 6, 7, 8)
                .below(10_000, 1, 2, 3).below(1000, 4, 5, 6, 7, 8);
    }

    private static Expr within(Expr a, Expr b) {
        return a.square().plus(b.square()).negate().plus(1);
    }

    private static ConstrainedProblem hexagon() {
        return of("108", -Math.sqrt(0.75), start(1, 1, 1, 1, 1, 1, 1, 1, 1), x -> sum(x[0].times(x[3]),
                        x[1].times(x[2]).negate(), x[2].times(x[8]), x[4].times(x[8]).negate(), x[4].times(x[7]),
                        x[5].times(x[6]).negate()).times(-0.5))
                .atLeastZero(x -> within(x[2], x[3]))
                .atLeastZero(x -> x[8].square().negate().plus(1))
                .atLeastZero(x -> within(x[4], x[5]))
                .atLeastZero(x -> within(x[0], x[1].minus(x[8])))
                .atLeastZero(x -> within(x[0].minus(x[4]), x[1].minus(x[5])))
                .atLeastZero(x -> within(x[0].minus(x[6]), x[1].minus(x[7])))
                .atLeastZero(x -> within(x[2].minus(x[4]), x[3].minus(x[5])))
                .atLeastZero(x -> within(x[2].minus(x[6]), x[3].minus(x[7])))
                .atLeastZero(x -> within(x[6], x[7].minus(x[8])))
                .atLeastZero(x -> x[0].times(x[3]).minus(x[1].times(x[2])))
                .atLeastZero(x -> x[2].times(x[8]))
                .atLeastZero(x -> x[4].times(x[8]).negate())
                .atLeastZero(x -> x[4].times(x[7]).minus(x[5].times(x[6])))
                .above(0, 9);
    }

    private static ConstrainedProblem powerPlants() {
        double[] cost = {2.3, 1.7, 2.2, 2.3, 1.7, 2.2, 2.3, 1.7, 2.2, 2.3, 1.7, 2.2, 2.3, 1.7, 2.2};
        double[] more = new double[15];
        for (int i = 0; i < 15; i++) {
            more[i] = i % 3 == 2 ? 1.5e-4 : 1e-4;
        }
        double[] x0 = {20, 55, 15, 20, 60, 20, 20, 60, 20, 20, 60, 20, 20, 60, 20};
        double[] demand = {60, 50, 70, 85, 100};
        double[] rise = {6, 7, 6};
        double[] capacity = {90, 120, 60};
        ConstrainedProblem p = of("118", 664.82045, x0, x -> linear(x, cost).plus(squares(x, more)));
        for (int i = 0; i < 5; i++) {
            int day = 3 * i;
            double wanted = demand[i];
            p = p.atLeastZero(x -> sum(x[day], x[day + 1], x[day + 2]).minus(wanted));
            for (int k = day; k < day + 3 && day > 0; k++) {
                int plant = k;
                p = between(p, -7, rise[k % 3], x -> x[plant].minus(x[plant - 3]))
                        .above(0, k + 1).below(capacity[k % 3], k + 1);
            }
        }
        return p.above(8, 1).below(21, 1).above(43, 2).below(57, 2).above(3, 3).below(16, 3);
    }
}
