package org.thalweg.problems;

import static org.thalweg.problems.KanzowSteck.constants;
import static org.thalweg.problems.KanzowSteck.each;
import static org.thalweg.problems.KanzowSteck.filled;
import static org.thalweg.problems.KanzowSteck.fourth;
import static org.thalweg.problems.KanzowSteck.of;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Problems in which a variable meets several neighbours.
final class BandProblems {
    /// In Broyden's banded function a row reaches five back and one ahead.
    private static final int BACK = 5;

    private BandProblems() {}

    static List<Scalable> all() {
        return List.of(
                of("BROYDN7D", 5000, filled(1), BandProblems::sevenDiagonal),
                of("BROYDNBDLS", 5000, filled(1), m -> banded(m, m.x())),
                of("BRYBND", 5000, filled(1), m -> banded(m, m.x())),
                of("CURLY10", 10000, curlyStart(), m -> curly(m, 10)),
                of("CURLY20", 10000, curlyStart(), m -> curly(m, 20)),
                of("NCB20", 5010, n -> each(i -> i <= n - 10 ? 0 : 1).apply(n), BandProblems::negativeCurvature),
                of("NCB20B", 5000, filled(0), BandProblems::negativeCurvatureB),
                of("SPMSRTLS", 4999, each(i -> 0.2 * Math.sin((double) i * i)), BandProblems::sparseRoot),
                of("SSBRYBND", 5000, n -> each(i -> 1 / scale(n).applyAsDouble(i)).apply(n),
                        BandProblems::scaledBanded));
    }

    private static IntFunction<double[]> curlyStart() {
        return n -> each(i -> 1e-4 * i / (n + 1)).apply(n);
    }

    private static Expr zeros(Model m, int count) {
        return constants(m, 1, count, i -> 0);
    }

    private static Expr sevenDiagonal(Model m) {
        int n = m.x().length();
        Expr x = m.x();
        Expr far = x.slice(0, n / 2).plus(x.slice(n / 2, n));
        return MghSystems.broyden(m).abs().pow(7.0 / 3).sum().plus(far.abs().pow(7.0 / 3).sum());
    }

    /// In the SIF file the rows in the middle have the square of their own variable and the cubes of those before it,
    /// where those at the ends have the cube and the squares; and no row has a constant, so that x = 0 is a solution.
    private static Expr banded(Model m, Expr z) {
        int n = z.length();
        Expr square = z.square();
        Expr cube = square.times(z);
        Expr ends = constants(m, 1, n, i -> i <= BACK || i >= n - 1 ? 1 : 0);
        Expr middle = constants(m, 1, n, i -> i <= BACK || i >= n - 1 ? 0 : 1);
        Expr rows = z.times(2).minus(before(m, z)).minus(next(m, z.plus(square)))
                .plus(middle.times(square.times(5).minus(before(m, cube))))
                .plus(ends.times(cube.times(5).minus(before(m, square))));
        return rows.squaredNorm();
    }

    private static Expr before(Model m, Expr v) {
        return window(zeros(m, BACK).concat(v.slice(0, v.length() - 1)), BACK);
    }

    private static Expr next(Model m, Expr v) {
        return v.slice(1, v.length()).concat(m.constant(0));
    }

    private static IntToDoubleFunction scale(int n) {
        return i -> Math.exp(6.0 * (i - 1) / (n - 1));
    }

    private static Expr scaledBanded(Model m) {
        int n = m.x().length();
        return banded(m, m.x().times(constants(m, 1, n, scale(n))));
    }

    private static Expr curly(Model m, int reach) {
        Expr q = window(m.x().concat(zeros(m, reach)), reach + 1);
        Expr square = q.square();
        return square.minus(20).times(square).minus(q.times(0.1)).sum();
    }

    /// Sums of so many adjacent elements.
    private static Expr window(Expr v, int width) {
        int count = v.length() - width + 1;
        Expr sum = v.slice(0, count);
        for (int k = 1; k < width; k++) {
            sum = sum.plus(v.slice(k, k + count));
        }
        return sum;
    }

    /// `Σ (10/i)·(Σ u)² − 0.2·Σ x` over windows of twenty, with `u = x/(1 + x²)`.
    private static Expr windows(Model m, Expr x, int count) {
        Expr part = x.slice(0, count + 19);
        Expr inner = window(part.div(part.square().plus(1)), 20).square();
        return inner.dot(constants(m, 1, count, i -> 10.0 / i)).minus(window(part, 20).sum().times(0.2));
    }

    private static Expr negativeCurvature(Model m) {
        int n = m.x().length();
        int inner = n - 10;
        Expr x = m.x().slice(0, inner);
        Expr y = m.x().slice(inner, n);
        Expr products = x.slice(0, 10).times(x.slice(10, 20)).times(y).plus(y.square().times(2));
        return windows(m, x, inner - 20).plus(fourth(x).sum()).plus(2.0 * inner + 2).plus(products.sum().times(1e-4));
    }

    private static Expr negativeCurvatureB(Model m) {
        int n = m.x().length();
        return windows(m, m.x(), n - 19).plus(fourth(m.x()).sum().times(100)).plus(2.0 * n);
    }

    /// Entries of `X² − B²` for tridiagonal X, stored row by row, and B with `sin(k²)` as its k-th entry.
    private static Expr sparseRoot(Model m) {
        int n = m.x().length();
        Expr known = constants(m, 1, n, i -> Math.sin((double) i * i));
        return pentadiagonal(m, m.x()).minus(pentadiagonal(m, known)).squaredNorm();
    }

    /// The five diagonals of the square of a tridiagonal matrix, one behind the other.
    private static Expr pentadiagonal(Model m, Expr entries) {
        int n = entries.length();
        Expr d = entries.slice(0, n, 3);
        Expr u = entries.slice(1, n, 3);
        Expr l = entries.slice(2, n, 3);
        int rows = d.length();
        Expr cross = u.times(l);
        Expr main = d.square().plus(m.constant(0).concat(cross)).plus(cross.concat(m.constant(0)));
        Expr pairs = d.slice(0, rows - 1).plus(d.slice(1, rows));
        return main.concat(
                u.times(pairs),
                l.times(pairs),
                u.slice(0, rows - 2).times(u.slice(1, rows - 1)),
                l.slice(0, rows - 2).times(l.slice(1, rows - 1)));
    }
}
