package org.thalweg.problems;

import static org.thalweg.problems.ConstrainedProblem.of;
import static org.thalweg.problems.HockSchittkowski.cube;
import static org.thalweg.problems.HockSchittkowski.linear;
import static org.thalweg.problems.HockSchittkowski.product;
import static org.thalweg.problems.HockSchittkowski.squares;
import static org.thalweg.problems.HockSchittkowski.start;
import static org.thalweg.problems.HockSchittkowski.sum;

import java.util.List;
import java.util.stream.Stream;

/// Problems with four variables.
final class HsFour {
    private HsFour() {}

    static List<ConstrainedProblem> problems() {
        return Stream.of(early(), later()).flatMap(List::stream).toList();
    }

    private static List<ConstrainedProblem> early() {
        return List.of(
                of("39", -1, start(2, 2, 2, 2), x -> x[0].negate())
                        .zero(x -> x[1].minus(cube(x[0])).minus(x[2].square()))
                        .zero(x -> x[0].square().minus(x[1]).minus(x[3].square())),
                of("40", -0.25, start(0.8, 0.8, 0.8, 0.8), x -> product(x).negate())
                        .zero(x -> cube(x[0]).plus(x[1].square()).minus(1))
                        .zero(x -> x[0].square().times(x[3]).minus(x[2]))
                        .zero(x -> x[3].square().minus(x[1])),
                of("41", 52.0 / 27, start(2, 2, 2, 2), x -> product(x[0], x[1], x[2]).negate().plus(2))
                        .zero(x -> linear(x, 1, 2, 2, -1))
                        .above(0, 1, 2, 3, 4).below(1, 1, 2, 3).below(2, 4),
                of("42", 28 - 10 * Math.sqrt(2), start(1, 1, 1, 1), x -> sum(x[0].minus(1).square(),
                                x[1].minus(2).square(), x[2].minus(3).square(), x[3].minus(4).square()))
                        .zero(x -> x[0].minus(2))
                        .zero(x -> squares(x, 0, 0, 1, 1).minus(2)),
                of("43", -44, start(0, 0, 0, 0), x -> squares(x, 1, 1, 2, 1).plus(linear(x, -5, -5, -21, 7)))
                        .atLeastZero(x -> squares(x, -1, -1, -1, -1).plus(linear(x, -1, 1, -1, 1)).plus(8))
                        .atLeastZero(x -> squares(x, -1, -2, -1, -2).plus(linear(x, 1, 0, 0, 1)).plus(10))
                        .atLeastZero(x -> squares(x, -2, -1, -1).plus(linear(x, -2, 1, 0, 1)).plus(5)),
                of("44", -15, start(0, 0, 0, 0), x -> linear(x, 1, -1, -1).plus(
                                x[0].minus(x[1]).times(x[3].minus(x[2]))))
                        .atLeastZero(x -> linear(x, -1, -2).plus(8))
                        .atLeastZero(x -> linear(x, -4, -1).plus(12))
                        .atLeastZero(x -> linear(x, -3, -4).plus(12))
                        .atLeastZero(x -> linear(x, 0, 0, -2, -1).plus(8))
                        .atLeastZero(x -> linear(x, 0, 0, -1, -2).plus(8))
                        .atLeastZero(x -> linear(x, 0, 0, -1, -1).plus(5))
                        .above(0, 1, 2, 3, 4));
    }

    private static List<ConstrainedProblem> later() {
        return List.of(
                of("71", 17.0140173, start(1, 5, 5, 1), x -> product(x[0], x[3], linear(x, 1, 1, 1)).plus(x[2]))
                        .atLeastZero(x -> product(x).minus(25))
                        .zero(x -> squares(x, 1, 1, 1, 1).minus(40))
                        .above(1, 1, 2, 3, 4).below(5, 1, 2, 3, 4),
                of("72", 727.67937, start(1, 1, 1, 1), x -> linear(x, 1, 1, 1, 1).plus(1))
                        .atLeastZero(x -> sum(x[0].reciprocal().times(-4), x[1].reciprocal().times(-2.25),
                                x[2].reciprocal().negate(), x[3].reciprocal().times(-0.25)).plus(0.0401))
                        .atLeastZero(x -> sum(x[0].reciprocal().times(-0.16), x[1].reciprocal().times(-0.36),
                                x[2].reciprocal().times(-0.64), x[3].reciprocal().times(-0.64)).plus(0.010085))
                        .above(0.001, 1, 2, 3, 4)
                        .below(4e5, 1).below(3e5, 2).below(2e5, 3).below(1e5, 4),
                of("73", 29.894378, start(1, 1, 1, 1), x -> linear(x, 24.55, 26.75, 39, 40.5))
                        .atLeastZero(x -> linear(x, 2.3, 5.6, 11.1, 1.3).minus(5))
                        .atLeastZero(x -> linear(x, 12, 11.9, 41.8, 52.1).minus(21)
                                .minus(squares(x, 0.28, 0.19, 20.5, 0.62).sqrt().times(1.645)))
                        .zero(x -> linear(x, 1, 1, 1, 1).minus(1))
                        .above(0, 1, 2, 3, 4),
                of("76", -4.681818182, start(0.5, 0.5, 0.5, 0.5), x -> sum(squares(x, 1, 0.5, 1, 0.5),
                                x[2].times(x[3].minus(x[0])), linear(x, -1, -3, 1, -1)))
                        .atLeastZero(x -> linear(x, -1, -2, -1, -1).plus(5))
                        .atLeastZero(x -> linear(x, -3, -1, -2, 1).plus(4))
                        .atLeastZero(x -> linear(x, 0, 1, 4).minus(1.5))
                        .above(0, 1, 2, 3, 4));
    }
}
