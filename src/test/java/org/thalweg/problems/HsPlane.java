package org.thalweg.problems;

import static org.thalweg.problems.ConstrainedProblem.of;
import static org.thalweg.problems.HockSchittkowski.cube;
import static org.thalweg.problems.HockSchittkowski.linear;
import static org.thalweg.problems.HockSchittkowski.squares;
import static org.thalweg.problems.HockSchittkowski.start;

import java.util.List;
import java.util.stream.Stream;
import org.thalweg.autodiff.Expr;

/// Problems with two variables.
final class HsPlane {
    private HsPlane() {}

    static List<ConstrainedProblem> problems() {
        return Stream.of(smooth(), valleys(), others()).flatMap(List::stream).toList();
    }

    private static List<ConstrainedProblem> smooth() {
        return List.of(
                of("6", 0, start(-1.2, 1), x -> x[0].negate().plus(1).square())
                        .zero(x -> x[1].minus(x[0].square()).times(10)),
                of("7", -Math.sqrt(3), start(2, 2), x -> x[0].square().plus(1).log().minus(x[1]))
                        .zero(x -> x[0].square().plus(1).square().plus(x[1].square()).minus(4)),
                of("8", -1, start(2, 1), x -> x[0].constant(-1))
                        .zero(x -> squares(x, 1, 1).minus(25))
                        .zero(x -> x[0].times(x[1]).minus(9)),
                of("9", -0.5, start(0, 0), x -> x[0].times(Math.PI / 12).sin().times(x[1].times(Math.PI / 16).cos()))
                        .zero(x -> linear(x, 4, -3)),
                of("10", -1, start(-10, 10), x -> x[0].minus(x[1]))
                        .atLeastZero(x -> squares(x, -3, -1).plus(x[0].times(x[1]).times(2)).plus(1)),
                of("11", -8.498464223, start(4.9, 0.1), x -> x[0].minus(5).square().plus(x[1].square()).minus(25))
                        .atLeastZero(x -> x[1].minus(x[0].square())),
                of("12", -30, start(0, 0), x -> squares(x, 0.5, 1).minus(x[0].times(x[1])).plus(linear(x, -7, -7)))
                        .atLeastZero(x -> squares(x, -4, -1).plus(25)),
                of("13", 1, start(-2, -2), x -> x[0].minus(2).square().plus(x[1].square()))
                        .atLeastZero(x -> cube(x[0].negate().plus(1)).minus(x[1]))
                        .above(0, 1, 2),
                of("14", 9 - 2.875 * Math.sqrt(7), start(2, 2), x -> x[0].minus(2).square()
                                .plus(x[1].minus(1).square()))
                        .atLeastZero(x -> squares(x, -0.25, -1).plus(1))
                        .zero(x -> linear(x, 1, -2).plus(1)));
    }

    private static Expr rosenbrock(Expr[] x) {
        return x[1].minus(x[0].square()).square().times(100).plus(x[0].negate().plus(1).square());
    }

    private static List<ConstrainedProblem> valleys() {
        return List.of(
                of("15", 306.5, start(-2, 1), HsPlane::rosenbrock)
                        .atLeastZero(x -> x[0].times(x[1]).minus(1))
                        .atLeastZero(x -> x[0].plus(x[1].square()))
                        .below(0.5, 1),
                of("16", 0.25, start(-2, 1), HsPlane::rosenbrock)
                        .atLeastZero(x -> x[0].plus(x[1].square()))
                        .atLeastZero(x -> x[0].square().plus(x[1]))
                        .above(-0.5, 1).below(0.5, 1).below(1, 2),
                of("17", 1, start(-2, 1), HsPlane::rosenbrock)
                        .atLeastZero(x -> x[1].square().minus(x[0]))
                        .atLeastZero(x -> x[0].square().minus(x[1]))
                        .above(-0.5, 1).below(0.5, 1).below(1, 2),
                of("20", 81.5 - 25 * Math.sqrt(3), start(-2, 1), HsPlane::rosenbrock)
                        .atLeastZero(x -> x[0].plus(x[1].square()))
                        .atLeastZero(x -> x[0].square().plus(x[1]))
                        .atLeastZero(x -> squares(x, 1, 1).minus(1))
                        .above(-0.5, 1).below(0.5, 1));
    }

    private static List<ConstrainedProblem> others() {
        return List.of(
                of("18", 5, start(2, 2), x -> squares(x, 0.01, 1))
                        .atLeastZero(x -> x[0].times(x[1]).minus(25))
                        .atLeastZero(x -> squares(x, 1, 1).minus(25))
                        .above(2, 1).above(0, 2).below(50, 1, 2),
                of("19", -6961.81381, start(20.1, 5.84), x -> cube(x[0].minus(10)).plus(cube(x[1].minus(20))))
                        .atLeastZero(x -> x[0].minus(5).square().plus(x[1].minus(5).square()).minus(100))
                        .atLeastZero(x -> x[1].minus(5).square().plus(x[0].minus(6).square()).negate().plus(82.81))
                        .above(13, 1).above(0, 2).below(100, 1, 2),
                of("21", -99.96, start(-1, -1), x -> squares(x, 0.01, 1).minus(100))
                        .atLeastZero(x -> linear(x, 10, -1).minus(10))
                        .above(2, 1).above(-50, 2).below(50, 1, 2),
                of("22", 1, start(2, 2), x -> x[0].minus(2).square().plus(x[1].minus(1).square()))
                        .atLeastZero(x -> linear(x, -1, -1).plus(2))
                        .atLeastZero(x -> x[1].minus(x[0].square())),
                of("23", 2, start(3, 1), x -> squares(x, 1, 1))
                        .atLeastZero(x -> linear(x, 1, 1).minus(1))
                        .atLeastZero(x -> squares(x, 1, 1).minus(1))
                        .atLeastZero(x -> squares(x, 9, 1).minus(9))
                        .atLeastZero(x -> x[0].square().minus(x[1]))
                        .atLeastZero(x -> x[1].square().minus(x[0]))
                        .above(-50, 1, 2).below(50, 1, 2),
                of("24", -1, start(1, 0.5), x -> x[0].minus(3).square().minus(9).times(cube(x[1]))
                                .div(27 * Math.sqrt(3)))
                        .atLeastZero(x -> linear(x, 1 / Math.sqrt(3), -1))
                        .atLeastZero(x -> linear(x, 1, Math.sqrt(3)))
                        .atLeastZero(x -> linear(x, -1, -Math.sqrt(3)).plus(6))
                        .above(0, 1, 2));
    }
}
