package org.thalweg.problems;

import static org.thalweg.problems.KanzowSteck.of;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;
import org.thalweg.autodiff.Operation;

/// Problems whose variables are the entries of a matrix.
final class MatrixProblems {
    private MatrixProblems() {}

    static List<Scalable> all() {
        return List.of(
                of("EIGENALS", 2550, MatrixProblems::identity, m -> eigen(m, (i, j) -> i == j ? i : 0)),
                of("EIGENBLS", 2550, MatrixProblems::identity,
                        m -> eigen(m, (i, j) -> i == j ? 2 : Math.abs(i - j) == 1 ? -1 : 0)),
                of("EIGENCLS", 2652, MatrixProblems::identity, m -> eigen(m, wilkinson(side(m.x().length())))),
                of("MSQRTALS", 1024, n -> rootStart(n, false), m -> root(m, false)),
                of("MSQRTBLS", 1024, n -> rootStart(n, true), m -> root(m, true)),
                of("YATP1LS", 123200, n -> stochasticStart(n, 6), MatrixProblems::stochastic),
                of("YATP2LS", 123200, n -> stochasticStart(n, 10), MatrixProblems::stochastic2));
    }

    private static int side(int n) {
        return (int) Math.sqrt(n);
    }

    private static Expr product(Expr a, Expr b) {
        return a.concat(b).apply(new MatrixProduct(side(a.length())), a.length());
    }

    // QᵀDQ = A and QᵀQ = I; x has D₁, then the first column of Q, then D₂ …

    private static IntBinaryOperator wilkinson(int n) {
        int m = n / 2;
        return (i, j) -> i == j ? m + 1 - i : Math.abs(i - j) == 1 ? 1 : 0;
    }

    private static double[] identity(int length) {
        int n = side(length);
        double[] x = new double[length];
        for (int j = 0; j < n; j++) {
            x[j * (n + 1)] = 1;
            x[j * (n + 1) + 1 + j] = 1;
        }
        return x;
    }

    private static Expr eigen(Model m, IntBinaryOperator matrix) {
        int n = side(m.x().length());
        Expr x = m.x();
        Expr transposed = x.gather(entries(n, (i, k) -> i * (n + 1) + 1 + k));
        Expr q = x.gather(entries(n, (k, j) -> j * (n + 1) + 1 + k));
        Expr d = x.gather(entries(n, (i, k) -> k * (n + 1)));
        int[] upper = IntStream.range(0, n * n).filter(e -> e / n <= e % n).toArray();
        Expr a = m.constant(Arrays.stream(upper).mapToDouble(e -> matrix.applyAsInt(e / n + 1, e % n + 1)).toArray());
        Expr unit = m.constant(Arrays.stream(upper).mapToDouble(e -> e / n == e % n ? 1 : 0).toArray());
        return MoreGarbowHillstrom.squares(
                product(transposed.times(d), q).gather(upper).minus(a),
                product(transposed, q).gather(upper).minus(unit));
    }

    /// Indices of all entries row by row.
    private static int[] entries(int n, IntBinaryOperator index) {
        return IntStream.range(0, n * n).map(e -> index.applyAsInt(e / n, e % n)).toArray();
    }

    // X² = B², with sin(k²) as the k-th entry of B, in the second problem but for b₃₁ = 0

    private static double[] rootMatrix(int n, boolean holed) {
        double[] b = MoreGarbowHillstrom.each(n, k -> Math.sin((double) k * k));
        if (holed) {
            b[2 * side(n)] = 0;
        }
        return b;
    }

    private static double[] rootStart(int n, boolean holed) {
        double[] x = rootMatrix(n, holed);
        Arrays.setAll(x, k -> x[k] - 0.8 * Math.sin((k + 1.0) * (k + 1.0)));
        return x;
    }

    private static Expr root(Model m, boolean holed) {
        Expr b = m.constant(rootMatrix(m.x().length(), holed));
        return product(m.x(), m.x()).minus(product(b, b)).squaredNorm();
    }

    // Pseudo-stochastic matrices: x has the matrix by rows, then y₁, z₁, y₂, z₂ …

    private static double[] stochasticStart(int length, double entry) {
        int n = side(length + 1) - 1;
        double[] x = new double[length];
        Arrays.fill(x, 0, n * n, entry);
        return x;
    }

    private static int matrixSide(Model m) {
        return side(m.x().length() + 1) - 1;
    }

    /// `yᵢ + zₖ` for every entry; the first problem of the file has zᵢ, whatever the column.
    private static Expr multipliers(Model m, boolean byColumn) {
        int n = matrixSide(m);
        Expr y = m.x().gather(entries(n, (i, j) -> n * n + 2 * i));
        return y.plus(m.x().gather(entries(n, (i, j) -> n * n + 2 * (byColumn ? j : i) + 1)));
    }

    private static Expr sums(Expr entries) {
        int n = side(entries.length());
        return entries.apply(new LineSums(n), 2 * n);
    }

    private static Expr stochastic(Model m) {
        int n = matrixSide(m);
        Expr x = m.x().slice(0, n * n);
        Expr sin = x.sin();
        Expr turned = x.times(x.cos()).minus(sin);
        Expr rows = x.minus(10).times(x.square()).minus(multipliers(m, false).times(turned));
        return MoreGarbowHillstrom.squares(rows, sums(sin.div(x)).minus(1));
    }

    /// In the file the sums of columns are those of the sines alone; x itself is summed by rows there too.
    private static Expr stochastic2(Model m) {
        int n = matrixSide(m);
        Expr x = m.x().slice(0, n * n);
        Expr turned = multipliers(m, false).times(x.cos());
        Expr rows = x.minus(multipliers(m, true)).minus(turned).minus(1);
        Expr linear = sums(x).slice(0, n);
        return MoreGarbowHillstrom.squares(rows, sums(x.sin()).plus(linear.concat(linear)).minus(1));
    }

    /// `AB` for two square matrices behind each other, row by row.
    private record MatrixProduct(int n) implements Operation {
        @Override
        public void value(double[] a, double[] out) {
            Arrays.fill(out, 0);
            add(a, 0, a, n * n, out);
        }

        @Override
        public void tangent(double[] a, double[] t, double[] out) {
            Arrays.fill(out, 0);
            add(t, 0, a, n * n, out);
            add(a, 0, t, n * n, out);
        }

        private void add(double[] a, int fromA, double[] b, int fromB, double[] out) {
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < n; k++) {
                    double factor = a[fromA + i * n + k];
                    for (int j = 0; j < n; j++) {
                        out[i * n + j] += factor * b[fromB + k * n + j];
                    }
                }
            }
        }

        /// `W·Bᵀ`, and `Aᵀ·W` behind it.
        @Override
        public void adjoint(double[] a, double[] w, double[] out) {
            int second = n * n;
            Arrays.fill(out, 0);
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < n; k++) {
                    double factor = a[i * n + k];
                    double sum = 0;
                    for (int j = 0; j < n; j++) {
                        sum += w[i * n + j] * a[second + k * n + j];
                        out[second + k * n + j] += factor * w[i * n + j];
                    }
                    out[i * n + k] = sum;
                }
            }
        }
    }

    /// Sums of the rows of a square matrix, then of its columns.
    private record LineSums(int n) implements Operation {
        @Override
        public void value(double[] a, double[] out) {
            Arrays.fill(out, 0);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    out[i] += a[i * n + j];
                    out[n + j] += a[i * n + j];
                }
            }
        }

        @Override
        public void tangent(double[] a, double[] t, double[] out) {
            value(t, out);
        }

        @Override
        public void adjoint(double[] a, double[] w, double[] out) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    out[i * n + j] = w[i] + w[n + j];
                }
            }
        }
    }
}
