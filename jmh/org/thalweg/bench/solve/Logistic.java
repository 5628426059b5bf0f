package org.thalweg.bench.solve;

import java.util.Arrays;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// Logistic regression: `1/N·Σ ln(1 + exp(−yᵢ·aᵢᵀw)) + λ/2·‖w‖²`, λ = 10⁻³, labels −1 and 1.
///
/// SplitMix64 with seed 42 draws hidden weights, then row by row the features and a noise of half weight that may
/// turn the label.
record Logistic(int rows, int columns, double[] a, double[] y) implements Valued {
    private static final double RIDGE = 1e-3;

    static Logistic of(int rows, int columns) {
        SplitMix random = new SplitMix(42);
        double[] hidden = new double[columns];
        for (int j = 0; j < columns; j++) {
            hidden[j] = random.next();
        }
        double[] a = new double[rows * columns];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            double margin = 0;
            for (int j = 0; j < columns; j++) {
                double p = random.next();
                a[i * columns + j] = p;
                margin += p * hidden[j];
            }
            y[i] = margin + 0.5 * random.next() > 0 ? 1 : -1;
        }
        return new Logistic(rows, columns, a, y);
    }

    @Override
    public double value(double[] w) {
        double f = 0;
        for (int i = 0; i < rows; i++) {
            double t = -y[i] * product(w, i * columns);
            f += Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
        }
        double square = 0;
        for (int j = 0; j < columns; j++) {
            square += w[j] * w[j];
        }
        return f / rows + 0.5 * RIDGE * square;
    }

    @Override
    public double valueAndGradient(double[] w, double[] g) {
        double f = 0;
        Arrays.fill(g, 0);
        for (int i = 0; i < rows; i++) {
            double t = -y[i] * product(w, i * columns);
            double e = Math.exp(-Math.abs(t));
            f += Math.max(t, 0) + Math.log1p(e);
            pullBack(g, i * columns, -y[i] * (t >= 0 ? 1 : e) / (1 + e));
        }
        double square = 0;
        for (int j = 0; j < columns; j++) {
            square += w[j] * w[j];
            g[j] = g[j] / rows + RIDGE * w[j];
        }
        return f / rows + 0.5 * RIDGE * square;
    }

    private double product(double[] w, int row) {
        double z = 0;
        for (int j = 0; j < columns; j++) {
            z += a[row + j] * w[j];
        }
        return z;
    }

    private void pullBack(double[] g, int row, double weight) {
        for (int j = 0; j < columns; j++) {
            g[j] += weight * a[row + j];
        }
    }

    Evaluator formula() {
        return Formula.model(columns, m -> {
            Expr margin = m.matrix("A", rows, columns).times(m.x());
            Expr loss = m.data("y", rows).times(margin).negate().softplus();
            return loss.sum().div(rows).plus(m.x().squaredNorm().times(0.5 * RIDGE));
        }).evaluator().bind("A", a).bind("y", y);
    }
}
