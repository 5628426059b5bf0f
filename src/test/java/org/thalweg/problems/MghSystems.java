package org.thalweg.problems;

import static org.thalweg.problems.MoreGarbowHillstrom.each;
import static org.thalweg.problems.MoreGarbowHillstrom.of;
import static org.thalweg.problems.MoreGarbowHillstrom.squares;

import java.util.List;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Systems of equations of variable size, [28] to [35].
final class MghSystems {
    /// Rows of the linear problems.
    private static final int ROWS = 20;

    private MghSystems() {}

    static List<Published> problems() {
        return List.of(
                of("28 Discrete boundary value", MghSystems::boundaryValue, sagging(10), 0),
                of("29 Discrete integral equation", MghSystems::integralEquation, sagging(10), 0),
                of("30 Broyden tridiagonal", MghSystems::tridiagonal, each(10, i -> -1), 0),
                of("31 Broyden banded", MghSystems::banded, each(10, i -> -1), 0),
                of("32 Linear, full rank", MghSystems::fullRank, each(10, i -> 1), ROWS - 10),
                of("33 Linear, rank 1", MghSystems::rank1, each(10, i -> 1),
                        ROWS * (ROWS - 1) / (2.0 * (2 * ROWS + 1))),
                of("34 Linear, rank 1, zero columns and rows", MghSystems::rank1Zero, each(10, i -> 1),
                        (ROWS * ROWS + 3 * ROWS - 6) / (2.0 * (2 * ROWS - 3))),
                of("35 Chebyquad", MghSystems::chebyquad, each(7, j -> j / 8.0), 0),
                of("35 Chebyquad", MghSystems::chebyquad, each(8, j -> j / 9.0), 3.51687e-3),
                of("35 Chebyquad", MghSystems::chebyquad, each(9, j -> j / 10.0), 0),
                of("35 Chebyquad", MghSystems::chebyquad, each(10, j -> j / 11.0), 6.50395e-3));
    }

    private static double[] sagging(int n) {
        return each(n, i -> i / (n + 1.0) * (i / (n + 1.0) - 1));
    }

    /// `(xᵢ + tᵢ + 1)³` with `tᵢ = i/(n + 1)`.
    private static Expr cubes(Model m) {
        int n = m.x().length();
        Expr u = m.x().plus(m.constant(each(n, i -> i / (n + 1.0) + 1)));
        return u.square().times(u);
    }

    private static Expr boundaryValue(Model m) {
        int n = m.x().length();
        double h = 1.0 / (n + 1);
        return squares(m.x().times(2).minus(before(m)).minus(after(m)).plus(cubes(m).times(h * h / 2)));
    }

    private static Expr integralEquation(Model m) {
        int n = m.x().length();
        double h = 1.0 / (n + 1);
        Expr cubes = cubes(m);
        Expr[] rows = new Expr[n];
        for (int k = 1; k <= n; k++) {
            int i = k;
            Expr kernel = m.constant(each(n, j -> j <= i ? (1 - i * h) * j * h : i * h * (1 - j * h)));
            rows[k - 1] = m.x().at(k - 1).plus(kernel.dot(cubes).times(h / 2));
        }
        return squares(rows);
    }

    static Expr tridiagonal(Model m) {
        return squares(broyden(m));
    }

    /// `(3 − 2xᵢ)xᵢ − xᵢ₋₁ − 2xᵢ₊₁ + 1`
    static Expr broyden(Model m) {
        Expr x = m.x();
        return x.times(-2).plus(3).times(x).minus(before(m)).minus(after(m).times(2)).plus(1);
    }

    private static Expr banded(Model m) {
        int n = m.x().length();
        Expr x = m.x();
        Expr u = x.times(x.plus(1));
        Expr diagonal = x.square().times(5).plus(2).times(x).plus(1);
        Expr[] rows = new Expr[n];
        for (int i = 0; i < n; i++) {
            Expr row = diagonal.at(i).plus(u.at(i));
            rows[i] = row.minus(u.slice(Math.max(0, i - 5), Math.min(n, i + 2)).sum());
        }
        return squares(rows);
    }

    private static Expr fullRank(Model m) {
        Expr mean = m.x().sum().times(2.0 / ROWS);
        Expr rest = mean.plus(1).times(Math.sqrt(ROWS - m.x().length()));
        return squares(m.x().minus(mean).minus(1), rest);
    }

    private static Expr rank1(Model m) {
        Expr sum = m.x().dot(m.constant(each(m.x().length(), j -> j)));
        return squares(m.constant(each(ROWS, i -> i)).times(sum).minus(1));
    }

    /// The first and last rows are −1, and neither the first nor the last variable takes part.
    private static Expr rank1Zero(Model m) {
        int n = m.x().length();
        Expr sum = m.x().dot(m.constant(each(n, j -> j == 1 || j == n ? 0 : j)));
        return squares(m.constant(each(ROWS, i -> i == ROWS ? 0 : i - 1)).times(sum).minus(1));
    }

    /// Means of the shifted Chebyshev polynomials against their integrals, 0 for odd and `−1/(i² − 1)` for even degree.
    private static Expr chebyquad(Model m) {
        int n = m.x().length();
        Expr z = m.x().times(2).minus(1);
        Expr earlier = m.constant(each(n, j -> 1));
        Expr t = z;
        Expr[] rows = new Expr[n];
        for (int i = 1; i <= n; i++) {
            double integral = i % 2 == 0 ? -1.0 / (i * i - 1) : 0;
            rows[i - 1] = t.mean().minus(integral);
            Expr next = z.times(t).times(2).minus(earlier);
            earlier = t;
            t = next;
        }
        return squares(rows);
    }

    /// `xᵢ₋₁`, with 0 before the first.
    private static Expr before(Model m) {
        return m.constant(0).concat(m.x().slice(0, m.x().length() - 1));
    }

    /// `xᵢ₊₁`, with 0 behind the last.
    private static Expr after(Model m) {
        return m.x().slice(1, m.x().length()).concat(m.constant(0));
    }
}
