package org.thalweg.problems;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.Model;

/// The 35 problems of Moré, Garbow and Hillstrom, from their standard starts, as sums of squares.
///
/// The numbers are theirs. Problems of variable size come in the sizes for which they print a minimum, else with ten
/// variables.
///
/// **Source**: J. J. Moré, B. S. Garbow, K. E. Hillstrom, "Testing unconstrained optimization software", *ACM TOMS* 7
/// (1981) 17–41. Box [12] is taken with ten terms. In Gulf [11] the residual is that of the original problem,
/// `exp(−│yᵢ − x₂│^x₃/x₁) − tᵢ`; the printed one has no zero.
public final class MoreGarbowHillstrom {
    private MoreGarbowHillstrom() {}

    /// All of them, in order.
    ///
    /// @return 35 problems, some in several sizes
    public static List<Published> all() {
        return Stream.of(MghPlane.problems(), MghData.problems(), MghScalable.problems(), MghSystems.problems())
                .flatMap(List::stream)
                .toList();
    }

    /// `Σ rᵢ²` over residual vectors and scalars.
    static Expr squares(Expr... residuals) {
        return Stream.of(residuals).map(MoreGarbowHillstrom::square).reduce(Expr::plus).orElseThrow();
    }

    private static Expr square(Expr residual) {
        return residual.isScalar() ? residual.square() : residual.squaredNorm();
    }

    static Published of(String name, Function<Model, Expr> f, double[] start, double... minima) {
        return new Published(name, Formula.model(start.length, f), start, minima);
    }

    static double[] start(double... x) {
        return x;
    }

    /// `f(1), …, f(n)`.
    static double[] each(int n, IntToDoubleFunction f) {
        return IntStream.rangeClosed(1, n).mapToDouble(f).toArray();
    }
}
