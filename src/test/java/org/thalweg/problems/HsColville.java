package org.thalweg.problems;

import static org.thalweg.problems.ConstrainedProblem.of;
import static org.thalweg.problems.HockSchittkowski.cube;
import static org.thalweg.problems.HockSchittkowski.linear;
import static org.thalweg.problems.HockSchittkowski.start;
import static org.thalweg.problems.HockSchittkowski.sum;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.thalweg.autodiff.Expr;

/// Colville's first problem and its dual, the second.
final class HsColville {
    private static final double[] E = {-15, -27, -36, -18, -12};
    private static final double[] D = {4, 8, 10, 6, 2};
    private static final double[] B = {-40, -2, -0.25, -4, -4, -1, -40, -60, 5, 1};
    private static final double[][] C = {
        {30, -20, -10, 32, -10}, {-20, 39, -6, -31, 32}, {-10, -6, 10, -6, -10}, {32, -31, -6, 39, -20},
        {-10, 32, -10, -20, 30}
    };
    private static final double[][] A = {
        {-16, 2, 0, 1, 0}, {0, -2, 0, 0.4, 2}, {-3.5, 0, 2, 0, 0}, {0, -2, 0, -4, -1}, {0, -9, -2, 1, -2.8},
        {2, 0, -4, 0, 0}, {-1, -1, -1, -1, -1}, {-1, -2, -3, -2, -1}, {1, 2, 3, 4, 5}, {1, 1, 1, 1, 1}
    };

    private HsColville() {}

    static List<ConstrainedProblem> problems() {
        return List.of(first(), second());
    }

    private static ConstrainedProblem first() {
        ConstrainedProblem p = of("86", -32.34867897, start(0, 0, 0, 0, 1), x -> sum(linear(x, E), form(x), cubes(x)));
        for (int i = 0; i < B.length; i++) {
            double[] row = A[i];
            double right = B[i];
            p = p.atLeastZero(x -> linear(x, row).minus(right));
        }
        return p.above(0, 1, 2, 3, 4, 5);
    }

    private static ConstrainedProblem second() {
        double[] x0 = new double[15];
        Arrays.fill(x0, 0.001);
        x0[6] = 60;
        ConstrainedProblem p = of("117", 32.34867897, x0, x -> sum(linear(x, B).negate(), form(last(x)),
                cubes(last(x)).times(2)));
        for (int j = 0; j < 5; j++) {
            int column = j;
            double[] a = Arrays.stream(A).mapToDouble(row -> row[column]).toArray();
            p = p.atLeastZero(x -> sum(linear(last(x), C[column]).times(2),
                    last(x)[column].square().times(3 * D[column]), linear(x, a).negate()).plus(E[column]));
        }
        return p.above(0, IntStream.rangeClosed(1, 15).toArray());
    }

    private static Expr[] last(Expr[] x) {
        return Arrays.copyOfRange(x, 10, 15);
    }

    private static Expr form(Expr[] x) {
        return sum(IntStream.range(0, 5).mapToObj(i -> x[i].times(linear(x, C[i]))).toArray(Expr[]::new));
    }

    private static Expr cubes(Expr[] x) {
        return sum(IntStream.range(0, 5).mapToObj(i -> cube(x[i]).times(D[i])).toArray(Expr[]::new));
    }
}
