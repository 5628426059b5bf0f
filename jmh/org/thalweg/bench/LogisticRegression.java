package org.thalweg.bench;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.Matrix;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// Logistic regression with labels 0 and 1 and a ridge: `Σ softplus(zᵢ) − yᵢzᵢ + ½λ‖x‖²` with `z = Mx`.
final class LogisticRegression implements Workload {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();
    private static final double RIDGE = 1e-3;
    /// Rows per block: 100 columns of them stay in the first-level cache between the two products.
    private static final int BLOCK = 32;

    private final int rows;
    private final int columns;
    private final double[] m;
    private final double[] y;
    private final double[] z = new double[BLOCK];
    private final double[] e = new double[BLOCK];
    private final double[] logs = new double[BLOCK];

    LogisticRegression(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        Lcg random = new Lcg(6);
        m = random.next(rows * columns, -1, 1);
        y = random.next(rows, 0, 1);
        for (int i = 0; i < rows; i++) {
            y[i] = y[i] < 0.5 ? 0 : 1;
        }
    }

    @Override
    public double[] point() {
        return new Lcg(7).next(columns, -0.3, 0.3);
    }

    @Override
    public Evaluator formula() {
        return Formula.model(columns, model -> {
            Matrix matrix = model.matrix("M", rows, columns);
            Expr z = matrix.times(model.x());
            Expr label = model.data("y", rows);
            return z.softplus().minus(label.times(z)).sum().plus(model.x().squaredNorm().times(0.5 * RIDGE));
        }).evaluator().bind("M", m).bind("y", y);
    }

    /// Block by block: product, one exponential and one logarithm for value and derivative, transposed product.
    @Override
    public double vector(double[] x, double[] gradient) {
        double f = 0;
        for (int j = 0; j < columns; j++) {
            f += 0.5 * RIDGE * x[j] * x[j];
            gradient[j] = RIDGE * x[j];
        }
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(rows - from, BLOCK);
            int i = 0;
            for (; i <= count - 4; i += 4) {
                products(x, (from + i) * columns, i);
            }
            for (; i < count; i++) {
                z[i] = Kernels.dot(m, (from + i) * columns, x, 0, columns);
            }
            f += residuals(from, count);
            for (i = 0; i <= count - 4; i += 4) {
                pullBack(gradient, (from + i) * columns, i);
            }
            for (; i < count; i++) {
                Kernels.axpy(z[i], m, (from + i) * columns, gradient, 0, columns);
            }
        }
        return f;
    }

    /// Four rows at once, each load of x serving all of them.
    private void products(double[] x, int at, int i) {
        DoubleVector a = DoubleVector.zero(S), b = a, c = a, d = a;
        int p = at, q = p + columns, r = q + columns, s = r + columns;
        int j = 0;
        for (; j <= columns - W; j += W) {
            DoubleVector v = fromArray(S, x, j);
            a = v.fma(fromArray(S, m, p + j), a);
            b = v.fma(fromArray(S, m, q + j), b);
            c = v.fma(fromArray(S, m, r + j), c);
            d = v.fma(fromArray(S, m, s + j), d);
        }
        double z0 = a.reduceLanes(VectorOperators.ADD), z1 = b.reduceLanes(VectorOperators.ADD);
        double z2 = c.reduceLanes(VectorOperators.ADD), z3 = d.reduceLanes(VectorOperators.ADD);
        for (; j < columns; j++) {
            z0 += x[j] * m[p + j];
            z1 += x[j] * m[q + j];
            z2 += x[j] * m[r + j];
            z3 += x[j] * m[s + j];
        }
        z[i] = z0;
        z[i + 1] = z1;
        z[i + 2] = z2;
        z[i + 3] = z3;
    }

    /// The loss of a block; z becomes its derivative `logistic(z) − y`. With `e = exp(−|z|)` softplus is `max(z, 0) +
    /// ln(1 + e)`, and the logistic function is `1/(1 + e)` or, for negative z, `e/(1 + e)`.
    private double residuals(int from, int count) {
        for (int i = 0; i < count; i++) {
            e[i] = -Math.abs(z[i]);
        }
        Kernels.unary(Elementwise.EXP, e, 0, e, 0, count);
        Kernels.unary(Elementwise.LOG1P, e, 0, logs, 0, count);
        DoubleVector f = DoubleVector.zero(S);
        int i = 0;
        for (; i <= count - W; i += W) {
            DoubleVector zi = fromArray(S, z, i), ei = fromArray(S, e, i), yi = fromArray(S, y, from + i);
            f = f.add(zi.max(0).sub(yi.mul(zi)).add(fromArray(S, logs, i)));
            DoubleVector top = ei.blend(1, zi.compare(VectorOperators.GE, 0));
            top.div(ei.add(1)).sub(yi).intoArray(z, i);
        }
        double sum = f.reduceLanes(VectorOperators.ADD);
        for (; i < count; i++) {
            sum += Math.max(z[i], 0) + logs[i] - y[from + i] * z[i];
            z[i] = (z[i] >= 0 ? 1 : e[i]) / (1 + e[i]) - y[from + i];
        }
        return sum;
    }

    private void pullBack(double[] gradient, int at, int i) {
        double z0 = z[i], z1 = z[i + 1], z2 = z[i + 2], z3 = z[i + 3];
        int p = at, q = p + columns, r = q + columns, s = r + columns;
        int j = 0;
        for (; j <= columns - W; j += W) {
            DoubleVector g = fromArray(S, m, p + j).fma(DoubleVector.broadcast(S, z0), fromArray(S, gradient, j));
            DoubleVector h = fromArray(S, m, q + j).mul(z1);
            g = fromArray(S, m, r + j).fma(DoubleVector.broadcast(S, z2), g);
            h = fromArray(S, m, s + j).fma(DoubleVector.broadcast(S, z3), h);
            g.add(h).intoArray(gradient, j);
        }
        for (; j < columns; j++) {
            gradient[j] += z0 * m[p + j] + z1 * m[q + j] + z2 * m[r + j] + z3 * m[s + j];
        }
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        double f = 0;
        for (int j = 0; j < columns; j++) {
            f += 0.5 * RIDGE * x[j] * x[j];
            gradient[j] = RIDGE * x[j];
        }
        for (int i = 0; i < rows; i++) {
            int row = i * columns;
            double margin = 0;
            for (int j = 0; j < columns; j++) {
                margin += m[row + j] * x[j];
            }
            double power = Math.exp(-Math.abs(margin));
            f += Math.max(margin, 0) + Math.log1p(power) - y[i] * margin;
            double r = (margin >= 0 ? 1 : power) / (1 + power) - y[i];
            for (int j = 0; j < columns; j++) {
                gradient[j] += r * m[row + j];
            }
        }
        return f;
    }
}
