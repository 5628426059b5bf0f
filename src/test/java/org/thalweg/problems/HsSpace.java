package org.thalweg.problems;

import static org.thalweg.problems.ConstrainedProblem.of;
import static org.thalweg.problems.HockSchittkowski.cube;
import static org.thalweg.problems.HockSchittkowski.fourth;
import static org.thalweg.problems.HockSchittkowski.linear;
import static org.thalweg.problems.HockSchittkowski.product;
import static org.thalweg.problems.HockSchittkowski.squares;
import static org.thalweg.problems.HockSchittkowski.start;
import static org.thalweg.problems.HockSchittkowski.sum;

import java.util.List;
import java.util.stream.Stream;

/// Problems with three variables.
final class HsSpace {
    private HsSpace() {}

    static List<ConstrainedProblem> problems() {
        return Stream.of(curved(), boxed(), later()).flatMap(List::stream).toList();
    }

    private static List<ConstrainedProblem> curved() {
        return List.of(
                of("26", 0, start(-2.6, 2, 2), x -> x[0].minus(x[1]).square().plus(fourth(x[1].minus(x[2]))))
                        .zero(x -> x[1].square().plus(1).times(x[0]).plus(fourth(x[2])).minus(3)),
                of("27", 0.04, start(2, 2, 2), x -> x[0].minus(1).square().times(0.01)
                                .plus(x[1].minus(x[0].square()).square()))
                        .zero(x -> x[0].plus(x[2].square()).plus(1)),
                of("28", 0, start(-4, 1, 1), x -> x[0].plus(x[1]).square().plus(x[1].plus(x[2]).square()))
                        .zero(x -> linear(x, 1, 2, 3).minus(1)),
                of("29", -16 * Math.sqrt(2), start(1, 1, 1), x -> product(x).negate())
                        .atLeastZero(x -> squares(x, -1, -2, -4).plus(48)),
                of("30", 1, start(1, 1, 1), x -> squares(x, 1, 1, 1))
                        .atLeastZero(x -> squares(x, 1, 1).minus(1))
                        .above(1, 1).above(-10, 2, 3).below(10, 1, 2, 3),
                of("31", 6, start(1, 1, 1), x -> squares(x, 9, 1, 9))
                        .atLeastZero(x -> x[0].times(x[1]).minus(1))
                        .above(-10, 1, 3).above(1, 2).below(10, 1, 2).below(1, 3),
                of("32", 1, start(0.1, 0.7, 0.2), x -> linear(x, 1, 3, 1).square()
                                .plus(x[0].minus(x[1]).square().times(4)))
                        .atLeastZero(x -> linear(x, 0, 6, 4).minus(cube(x[0])).minus(3))
                        .zero(x -> linear(x, -1, -1, -1).plus(1))
                        .above(0, 1, 2, 3));
    }

    private static List<ConstrainedProblem> boxed() {
        return List.of(
                of("33", Math.sqrt(2) - 6, start(0, 0, 3), x -> product(x[0].minus(1), x[0].minus(2), x[0].minus(3))
                                .plus(x[2]))
                        .atLeastZero(x -> squares(x, -1, -1, 1))
                        .atLeastZero(x -> squares(x, 1, 1, 1).minus(4))
                        .above(0, 1, 2, 3).below(5, 3),
                of("34", -Math.log(Math.log(10)), start(0, 1.05, 2.9), x -> x[0].negate())
                        .atLeastZero(x -> x[1].minus(x[0].exp()))
                        .atLeastZero(x -> x[2].minus(x[1].exp()))
                        .above(0, 1, 2, 3).below(100, 1, 2).below(10, 3),
                of("35", 1.0 / 9, start(0.5, 0.5, 0.5), x -> sum(squares(x, 2, 2, 1), linear(x, -8, -6, -4).plus(9),
                                x[0].times(x[1].plus(x[2])).times(2)))
                        .atLeastZero(x -> linear(x, -1, -1, -2).plus(3))
                        .above(0, 1, 2, 3),
                of("36", -3300, start(10, 10, 10), x -> product(x).negate())
                        .atLeastZero(x -> linear(x, -1, -2, -2).plus(72))
                        .above(0, 1, 2, 3).below(20, 1).below(11, 2).below(42, 3),
                of("37", -3456, start(10, 10, 10), x -> product(x).negate())
                        .atLeastZero(x -> linear(x, -1, -2, -2).plus(72))
                        .atLeastZero(x -> linear(x, 1, 2, 2))
                        .above(0, 1, 2, 3).below(42, 1, 2, 3));
    }

    private static List<ConstrainedProblem> later() {
        return List.of(
                of("60", 0.03256820025, start(2, 2, 2), x -> sum(x[0].minus(1).square(), x[0].minus(x[1]).square(),
                                fourth(x[1].minus(x[2]))))
                        .zero(x -> x[1].square().plus(1).times(x[0]).plus(fourth(x[2])).minus(4 + 3 * Math.sqrt(2)))
                        .above(-10, 1, 2, 3).below(10, 1, 2, 3),
                of("61", -143.6461422, start(0, 0, 0), x -> squares(x, 4, 2, 2).plus(linear(x, -33, 16, -24)))
                        .zero(x -> x[0].times(3).minus(x[1].square().times(2)).minus(7))
                        .zero(x -> x[0].times(4).minus(x[2].square()).minus(11)),
                of("63", 961.7151721, start(2, 2, 2), x -> squares(x, -1, -2, -1).plus(1000)
                                .minus(x[0].times(x[1].plus(x[2]))))
                        .zero(x -> linear(x, 8, 14, 7).minus(56))
                        .zero(x -> squares(x, 1, 1, 1).minus(25))
                        .above(0, 1, 2, 3),
                of("64", 6299.842428, start(1, 1, 1), x -> sum(linear(x, 5, 20, 10), x[0].reciprocal().times(50_000),
                                x[1].reciprocal().times(72_000), x[2].reciprocal().times(144_000)))
                        .atLeastZero(x -> sum(x[0].reciprocal().times(-4), x[1].reciprocal().times(-32),
                                x[2].reciprocal().times(-120)).plus(1))
                        .above(1e-5, 1, 2, 3),
                of("65", 0.9535288567, start(-5, 5, 0), x -> sum(x[0].minus(x[1]).square(),
                                linear(x, 1, 1).minus(10).square().div(9), x[2].minus(5).square()))
                        .atLeastZero(x -> squares(x, -1, -1, -1).plus(48))
                        .above(-4.5, 1, 2).below(4.5, 1, 2).above(-5, 3).below(5, 3),
                of("66", 0.5181632741, start(0, 1.05, 2.9), x -> linear(x, -0.8, 0, 0.2))
                        .atLeastZero(x -> x[1].minus(x[0].exp()))
                        .atLeastZero(x -> x[2].minus(x[1].exp()))
                        .above(0, 1, 2, 3).below(100, 1, 2).below(10, 3));
    }
}
