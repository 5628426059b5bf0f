package org.thalweg.bench.work;

import static org.thalweg.bench.work.Lanes.S;
import static org.thalweg.bench.work.Lanes.W;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// Logistic regression: `Σ softplus(zᵢ) − yᵢzᵢ + ½λ‖x‖²` with `z = M·x`.
final class Logistic implements Work {
    private static final double LAMBDA = 0.01;
    private static final int BLOCK = 256;

    private final int rows;
    private final int columns;
    private final double[] matrix;
    private final double[] y;
    private final double[] z = new double[BLOCK];
    private final double[] e = new double[BLOCK];

    Logistic(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        Numbers numbers = new Numbers(rows);
        this.matrix = numbers.next(rows * columns, -1, 1);
        this.y = numbers.next(rows, 0, 1);
        for (int i = 0; i < rows; i++) {
            y[i] = y[i] < 0.5 ? 0 : 1;
        }
    }

    @Override
    public Formula formula() {
        return Formula.model(columns, m -> {
            Expr logits = m.matrix("M", rows, columns).times(m.x());
            Expr labels = m.data("y", rows);
            return logits.softplus().minus(labels.times(logits)).sum().plus(m.x().squaredNorm().times(0.5 * LAMBDA));
        });
    }

    @Override
    public Evaluator bind(Formula formula) {
        return formula.evaluator().bind("M", matrix).bind("y", y);
    }

    @Override
    public double[] point() {
        return new Numbers(7).next(columns, -0.2, 0.2);
    }

    /// Row block by row block: products, elementary functions on the block, and the transposed product while the rows are
    /// in cache.
    @Override
    public double vectors(double[] x, double[] g) {
        double f = 0;
        double norm = 0;
        for (int j = 0; j < columns; j++) {
            g[j] = LAMBDA * x[j];
            norm += x[j] * x[j];
        }
        for (int first = 0; first < rows; first += BLOCK) {
            int n = Math.min(BLOCK, rows - first);
            for (int i = 0; i < n; i++) {
                z[i] = dot((first + i) * columns, x);
            }
            Kernels.unary(Elementwise.SOFTPLUS, z, 0, e, 0, n);
            for (int i = 0; i < n; i++) {
                f += e[i] - y[first + i] * z[i];
            }
            Kernels.unary(Elementwise.LOGISTIC, z, 0, e, 0, n);
            for (int i = 0; i < n; i++) {
                add(e[i] - y[first + i], (first + i) * columns, g);
            }
        }
        return f + 0.5 * LAMBDA * norm;
    }

    private double dot(int row, double[] x) {
        DoubleVector a = DoubleVector.zero(S);
        DoubleVector b = DoubleVector.zero(S);
        int j = 0;
        for (; j <= columns - 2 * W; j += 2 * W) {
            a = DoubleVector.fromArray(S, matrix, row + j).fma(DoubleVector.fromArray(S, x, j), a);
            b = DoubleVector.fromArray(S, matrix, row + j + W).fma(DoubleVector.fromArray(S, x, j + W), b);
        }
        double sum = a.add(b).reduceLanes(VectorOperators.ADD);
        for (; j < columns; j++) {
            sum = Math.fma(matrix[row + j], x[j], sum);
        }
        return sum;
    }

    private void add(double weight, int row, double[] g) {
        DoubleVector w = DoubleVector.broadcast(S, weight);
        int j = 0;
        for (; j <= columns - W; j += W) {
            DoubleVector.fromArray(S, matrix, row + j).fma(w, DoubleVector.fromArray(S, g, j)).intoArray(g, j);
        }
        for (; j < columns; j++) {
            g[j] = Math.fma(matrix[row + j], weight, g[j]);
        }
    }

    @Override
    public double loops(double[] x, double[] g) {
        double f = 0;
        for (int j = 0; j < columns; j++) {
            g[j] = LAMBDA * x[j];
            f += 0.5 * LAMBDA * x[j] * x[j];
        }
        for (int i = 0; i < rows; i++) {
            double logit = 0;
            for (int j = 0; j < columns; j++) {
                logit += matrix[i * columns + j] * x[j];
            }
            double small = Math.exp(-Math.abs(logit));
            f += Math.max(logit, 0) + Math.log1p(small) - y[i] * logit;
            double w = (logit > 0 ? 1 / (1 + small) : small / (1 + small)) - y[i];
            for (int j = 0; j < columns; j++) {
                g[j] += w * matrix[i * columns + j];
            }
        }
        return f;
    }
}
