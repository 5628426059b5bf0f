package org.thalweg.problems;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.thalweg.autodiff.Expr;

/// Problems of Hock and Schittkowski with equalities and inequalities, from their starts, bounds as inequalities.
///
/// The numbers were entered from memory, not copied from the book, and have not been held against it; minima known in closed
/// form are computed here.
///
/// **Source**: W. Hock, K. Schittkowski, *Test Examples for Nonlinear Programming Codes*, Lecture Notes in Economics
/// and Mathematical Systems 187, Springer 1981.
public final class HockSchittkowski {
    private HockSchittkowski() {}

    /// All of them, in order.
    ///
    /// @return the problems
    public static List<ConstrainedProblem> all() {
        return Stream.of(HsPlane.problems(), HsSpace.problems(), HsFour.problems(),
                        HsLarger.problems(), HsEngineering.problems(), HsColville.problems(), HsChemistry.problems())
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(p -> Integer.parseInt(p.name())))
                .toList();
    }

    static double[] start(double... x) {
        return x;
    }

    /// `Σ tᵢ`.
    static Expr sum(Expr... terms) {
        return Stream.of(terms).reduce(Expr::plus).orElseThrow();
    }

    /// `Π tᵢ`.
    static Expr product(Expr... factors) {
        return Stream.of(factors).reduce(Expr::times).orElseThrow();
    }

    /// `Σ aᵢxᵢ`, for as many as there are coefficients.
    static Expr linear(Expr[] x, double... a) {
        Expr sum = x[0].times(a[0]);
        for (int i = 1; i < a.length; i++) {
            sum = a[i] == 0 ? sum : sum.plus(x[i].times(a[i]));
        }
        return sum;
    }

    /// `Σ aᵢxᵢ²`, for as many as there are coefficients.
    static Expr squares(Expr[] x, double... a) {
        return linear(Stream.of(x).map(Expr::square).toArray(Expr[]::new), a);
    }

    static Expr cube(Expr e) {
        return e.square().times(e);
    }

    static Expr fourth(Expr e) {
        return e.square().square();
    }

    static Expr sixth(Expr e) {
        return cube(e).square();
    }
}
