package org.thalweg.problems;

import static org.thalweg.problems.ConstrainedProblem.of;
import static org.thalweg.problems.HockSchittkowski.linear;
import static org.thalweg.problems.HockSchittkowski.sum;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.thalweg.autodiff.Expr;

/// The chemical equilibrium, in logarithms of the amounts and in the amounts themselves.
///
/// The book prints −47.707579 for the latter, although it is the former; this is the value that codes have found since.
final class HsChemistry {
    private static final double[] ENERGY = {
        -6.089, -17.164, -34.054, -5.914, -24.721, -14.986, -24.1, -10.708, -26.662, -22.179
    };

    private HsChemistry() {}

    static List<ConstrainedProblem> problems() {
        int[] all = IntStream.rangeClosed(1, 10).toArray();
        return List.of(
                balanced(of("111", -47.76109026, start(-2.3), x -> freeEnergy(exponentials(x), x)),
                        HsChemistry::exponentials).above(-100, all).below(100, all),
                balanced(of("112", -47.76109026, start(0.1), x -> freeEnergy(x, logarithms(x))),
                        Function.identity()).above(1e-6, all));
    }

    private static double[] start(double each) {
        double[] x = new double[10];
        Arrays.fill(x, each);
        return x;
    }

    private static Expr[] exponentials(Expr[] x) {
        return Arrays.stream(x).map(Expr::exp).toArray(Expr[]::new);
    }

    private static Expr[] logarithms(Expr[] x) {
        return Arrays.stream(x).map(Expr::log).toArray(Expr[]::new);
    }

    private static Expr freeEnergy(Expr[] amounts, Expr[] logarithms) {
        Expr total = sum(amounts).log();
        return sum(IntStream.range(0, 10)
                .mapToObj(i -> amounts[i].times(logarithms[i].plus(ENERGY[i]).minus(total)))
                .toArray(Expr[]::new));
    }

    private static ConstrainedProblem balanced(ConstrainedProblem problem, Function<Expr[], Expr[]> amounts) {
        return problem.zero(x -> linear(amounts.apply(x), 1, 2, 2, 0, 0, 1, 0, 0, 0, 1).minus(2))
                .zero(x -> linear(amounts.apply(x), 0, 0, 0, 1, 2, 1, 1).minus(1))
                .zero(x -> linear(amounts.apply(x), 0, 0, 1, 0, 0, 0, 1, 1, 2, 1).minus(1));
    }
}
