package org.thalweg.problems;

import static org.thalweg.problems.ConstrainedProblem.of;
import static org.thalweg.problems.HockSchittkowski.cube;
import static org.thalweg.problems.HockSchittkowski.fourth;
import static org.thalweg.problems.HockSchittkowski.linear;
import static org.thalweg.problems.HockSchittkowski.product;
import static org.thalweg.problems.HockSchittkowski.sixth;
import static org.thalweg.problems.HockSchittkowski.squares;
import static org.thalweg.problems.HockSchittkowski.start;
import static org.thalweg.problems.HockSchittkowski.sum;

import java.util.List;
import java.util.stream.Stream;
import org.thalweg.autodiff.Expr;

/// Problems with five variables and more.
final class HsLarger {
    private HsLarger() {}

    static List<ConstrainedProblem> problems() {
        return Stream.of(huang(), mieleLinear(), seven(), five(), large()).flatMap(List::stream).toList();
    }

    private static List<ConstrainedProblem> huang() {
        return List.of(
                of("46", 0, start(Math.sqrt(0.5), 1.75, 0.5, 2, 2), x -> sum(x[0].minus(x[1]).square(),
                                x[2].minus(1).square(), fourth(x[3].minus(1)), sixth(x[4].minus(1))))
                        .zero(x -> x[0].square().times(x[3]).plus(x[3].minus(x[4]).sin()).minus(1))
                        .zero(x -> x[1].plus(fourth(x[2]).times(x[3].square())).minus(2)),
                of("48", 0, start(3, 5, -3, 2, -2), x -> sum(x[0].minus(1).square(), x[1].minus(x[2]).square(),
                                x[3].minus(x[4]).square()))
                        .zero(x -> linear(x, 1, 1, 1, 1, 1).minus(5))
                        .zero(x -> linear(x, 0, 0, 1, -2, -2).plus(3)),
                of("49", 0, start(10, 7, 2, -3, 0.8), x -> sum(x[0].minus(x[1]).square(), x[2].minus(1).square(),
                                fourth(x[3].minus(1)), sixth(x[4].minus(1))))
                        .zero(x -> linear(x, 1, 1, 1, 4).minus(7))
                        .zero(x -> linear(x, 0, 0, 1, 0, 5).minus(6)),
                of("50", 0, start(35, -31, 11, 5, -5), x -> sum(x[0].minus(x[1]).square(), x[1].minus(x[2]).square(),
                                fourth(x[2].minus(x[3])), x[3].minus(x[4]).square()))
                        .zero(x -> linear(x, 1, 2, 3).minus(6))
                        .zero(x -> linear(x, 0, 1, 2, 3).minus(6))
                        .zero(x -> linear(x, 0, 0, 1, 2, 3).minus(6)));
    }

    private static Expr miele(Expr[] x, double a) {
        return sum(x[0].times(a).minus(x[1]).square(), x[1].plus(x[2]).minus(2).square(), x[3].minus(1).square(),
                x[4].minus(1).square());
    }

    private static List<ConstrainedProblem> mieleLinear() {
        return List.of(
                onPlanes(of("51", 0, start(2.5, 0.5, 2, -1, 0.5), x -> miele(x, 1)), 4),
                onPlanes(of("52", 1859.0 / 349, start(2, 2, 2, 2, 2), x -> miele(x, 4)), 0),
                onPlanes(of("53", 176.0 / 43, start(2, 2, 2, 2, 2), x -> miele(x, 1)), 0)
                        .above(-10, 1, 2, 3, 4, 5).below(10, 1, 2, 3, 4, 5));
    }

    private static ConstrainedProblem onPlanes(ConstrainedProblem problem, double right) {
        return problem.zero(x -> linear(x, 1, 3).minus(right))
                .zero(x -> linear(x, 0, 0, 1, 1, -2))
                .zero(x -> linear(x, 0, 1, 0, 0, -1));
    }

    private static List<ConstrainedProblem> seven() {
        double a = Math.asin(Math.sqrt(1 / 4.2));
        double b = Math.asin(Math.sqrt(5 / 7.2));
        return List.of(
                of("55", 19.0 / 3, start(1, 2, 0, 0, 0, 2), x -> linear(x, 1, 2, 0, 0, 4).plus(
                                x[0].times(x[3]).exp()))
                        .zero(x -> linear(x, 1, 2, 0, 0, 5).minus(6))
                        .zero(x -> linear(x, 1, 1, 1).minus(3))
                        .zero(x -> linear(x, 0, 0, 0, 1, 1, 1).minus(2))
                        .zero(x -> linear(x, 1, 0, 0, 1).minus(1))
                        .zero(x -> linear(x, 0, 1, 0, 0, 1).minus(2))
                        .zero(x -> linear(x, 0, 0, 1, 0, 0, 1).minus(2))
                        .above(0, 1, 2, 3, 4, 5, 6).below(1, 1, 4),
                of("56", -3.456, start(1, 1, 1, a, a, a, b), x -> product(x[0], x[1], x[2]).negate())
                        .zero(x -> x[0].minus(x[3].sin().square().times(4.2)))
                        .zero(x -> x[1].minus(x[4].sin().square().times(4.2)))
                        .zero(x -> x[2].minus(x[5].sin().square().times(4.2)))
                        .zero(x -> linear(x, 1, 2, 2).minus(x[6].sin().square().times(7.2))));
    }

    private static ConstrainedProblem onSphere(ConstrainedProblem problem) {
        return problem.zero(x -> squares(x, 1, 1, 1, 1, 1).minus(10))
                .zero(x -> x[1].times(x[2]).minus(x[3].times(x[4]).times(5)))
                .zero(x -> cube(x[0]).plus(cube(x[1])).plus(1));
    }

    private static ConstrainedProblem inBox(ConstrainedProblem problem) {
        return problem.above(-2.3, 1, 2).below(2.3, 1, 2).above(-3.2, 3, 4, 5).below(3.2, 3, 4, 5);
    }

    private static List<ConstrainedProblem> five() {
        double r = Math.sqrt(2);
        return List.of(
                of("77", 0.24150513, start(2, 2, 2, 2, 2), x -> sum(x[0].minus(1).square(), x[0].minus(x[1]).square(),
                                x[2].minus(1).square(), fourth(x[3].minus(1)), sixth(x[4].minus(1))))
                        .zero(x -> x[0].square().times(x[3]).plus(x[3].minus(x[4]).sin()).minus(2 * r))
                        .zero(x -> x[1].plus(fourth(x[2]).times(x[3].square())).minus(8 + r)),
                onSphere(of("78", -2.91970041, start(-2, 1.5, 2, -1, -1), x -> product(x))),
                of("79", 0.0787768209, start(2, 2, 2, 2, 2), x -> sum(x[0].minus(1).square(),
                                x[0].minus(x[1]).square(), x[1].minus(x[2]).square(), fourth(x[2].minus(x[3])),
                                fourth(x[3].minus(x[4]))))
                        .zero(x -> sum(x[0], x[1].square(), cube(x[2])).minus(2 + 3 * r))
                        .zero(x -> x[1].minus(x[2].square()).plus(x[3]).plus(2 - 2 * r))
                        .zero(x -> x[0].times(x[4]).minus(2)),
                inBox(onSphere(of("80", 0.0539498478, start(-2, 2, 2, -1, -1), x -> product(x).exp()))),
                inBox(onSphere(of("81", 0.0539498478, start(-2, 2, 2, -1, -1), x -> product(x).exp()
                        .minus(cube(x[0]).plus(cube(x[1])).plus(1).square().times(0.5))))));
    }

    private static List<ConstrainedProblem> large() {
        return List.of(
                of("100", 680.6300573, start(1, 2, 0, 4, 0, 1, 1), x -> sum(x[0].minus(10).square(),
                                x[1].minus(12).square().times(5), fourth(x[2]), x[3].minus(11).square().times(3),
                                sixth(x[4]).times(10), x[5].square().times(7), fourth(x[6]),
                                x[5].times(x[6]).times(-4), linear(x, 0, 0, 0, 0, 0, -10, -8)))
                        .atLeastZero(x -> sum(squares(x, -2, 0, 0, -4), fourth(x[1]).times(-3),
                                linear(x, 0, 0, -1, 0, -5)).plus(127))
                        .atLeastZero(x -> squares(x, 0, 0, -10).plus(linear(x, -7, -3, 0, -1, 1)).plus(282))
                        .atLeastZero(x -> squares(x, 0, -1, 0, 0, 0, -6).plus(
                                linear(x, -23, 0, 0, 0, 0, 0, 8)).plus(196))
                        .atLeastZero(x -> sum(squares(x, -4, -1, -2), x[0].times(x[1]).times(3),
                                linear(x, 0, 0, 0, 0, 0, -5, 11))),
                wong());
    }

    private static ConstrainedProblem wong() {
        return of("113", 24.3062091, start(2, 3, 5, 5, 1, 2, 7, 3, 6, 10), x -> sum(squares(x, 1, 1),
                        x[0].times(x[1]), linear(x, -14, -16), x[2].minus(10).square(),
                        x[3].minus(5).square().times(4), x[4].minus(3).square(), x[5].minus(1).square().times(2),
                        x[6].square().times(5), x[7].minus(11).square().times(7), x[8].minus(10).square().times(2),
                        x[9].minus(7).square()).plus(45))
                .atLeastZero(x -> linear(x, -4, -5, 0, 0, 0, 0, 3, -9).plus(105))
                .atLeastZero(x -> linear(x, -10, 8, 0, 0, 0, 0, 17, -2))
                .atLeastZero(x -> linear(x, 8, -2, 0, 0, 0, 0, 0, 0, -5, 2).plus(12))
                .atLeastZero(x -> sum(x[0].minus(2).square().times(-3), x[1].minus(3).square().times(-4),
                        squares(x, 0, 0, -2), linear(x, 0, 0, 0, 7)).plus(120))
                .atLeastZero(x -> sum(squares(x, -5), linear(x, 0, -8, 0, 2), x[2].minus(6).square().negate()).plus(40))
                .atLeastZero(x -> sum(x[0].minus(8).square().times(-0.5), x[1].minus(4).square().times(-2),
                        squares(x, 0, 0, 0, 0, -3), x[5]).plus(30))
                .atLeastZero(x -> sum(squares(x, -1), x[1].minus(2).square().times(-2), x[0].times(x[1]).times(2),
                        linear(x, 0, 0, 0, 0, -14, 6)))
                .atLeastZero(x -> sum(linear(x, 3, -6), x[8].minus(8).square().times(-12),
                        linear(x, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7)));
    }
}
