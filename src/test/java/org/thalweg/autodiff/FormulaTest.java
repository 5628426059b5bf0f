package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FormulaTest {
    private static final Formula ROSENBROCK = Formula.of(2, x -> {
        Expr u = x.at(1).minus(x.at(0).square());
        Expr v = x.at(0).minus(1);
        return u.square().times(100).plus(v.square());
    });

    private static Formula chained(int n) {
        return Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
    }

    @Test
    void rosenbrockInTwoVariables() {
        double[] x = {-1.2, 1};
        double[] g = new double[2];
        Evaluator e = ROSENBROCK.evaluator();
        assertEquals(24.2, e.valueAndGradient(x, g), 1e-14);
        assertArrayEquals(new double[] {-215.6, -88.0}, g, 1e-12);
        assertEquals(24.2, e.value(x), 1e-14);
        assertEquals(-215.6 * 2 + -88.0 * 3, e.directionalDerivative(x, new double[] {2, 3}), 1e-10);
        double[] hv = new double[2];
        e.hessianVector(x, new double[] {1, 0}, hv);
        assertArrayEquals(new double[] {1330, 480}, hv, 1e-10);
    }

    @Test
    void chainedRosenbrockAcrossBlocks() {
        for (int n : new int[] {2, 3, 31, 32, 33, 255, 256, 257, 258, 1000}) {
            double[] x = new double[n];
            double[] want = new double[n];
            double f = 0;
            for (int i = 0; i < n; i++) {
                x[i] = i % 2 == 0 ? -1.2 : 1 + 0.001 * i;
            }
            for (int i = 0; i + 1 < n; i++) {
                double u = x[i + 1] - x[i] * x[i];
                double v = x[i] - 1;
                f += 100 * u * u + v * v;
                want[i] += -400 * u * x[i] + 2 * v;
                want[i + 1] += 200 * u;
            }
            double[] g = new double[n];
            assertEquals(f, chained(n).valueAndGradient(x, g), 1e-12 * f);
            assertArrayEquals(want, g, 1e-11);
        }
    }

    @Test
    void decayFitWithData() {
        Formula decay = Formula.model(3, m -> {
            Expr x = m.x();
            Expr t = m.data("t", 64);
            Expr y = m.data("y", 64);
            Expr r = x.at(0).times(t.times(x.at(1)).negate().exp()).plus(x.at(2)).minus(y);
            return r.squaredNorm().times(0.5);
        });
        double[] t = new double[64];
        double[] y = new double[64];
        double[] x = {1.5, 0.7, 0.1};
        double f = 0;
        double[] want = new double[3];
        for (int i = 0; i < 64; i++) {
            t[i] = 0.1 * i;
            y[i] = 2 * Math.exp(-0.5 * t[i]) + 0.01 * Math.sin(i);
            double e = Math.exp(-x[1] * t[i]);
            double r = x[0] * e + x[2] - y[i];
            f += 0.5 * r * r;
            want[0] += r * e;
            want[1] -= r * x[0] * t[i] * e;
            want[2] += r;
        }
        double[] g = new double[3];
        Evaluator e = decay.evaluator().bind("t", t).bind("y", y);
        assertEquals(f, e.valueAndGradient(x, g), 1e-13 * f);
        assertArrayEquals(want, g, 1e-12);
    }

    @Test
    void logisticRegressionWithMatrix() {
        int rows = 300;
        int d = 7;
        double lambda = 0.1;
        Formula logistic = Formula.model(d, m -> {
            Expr z = m.matrix("X", rows, d).times(m.x());
            Expr y = m.data("y", rows);
            return z.softplus().minus(y.times(z)).sum().plus(m.x().squaredNorm().times(0.5 * lambda));
        });
        double[] data = new double[rows * d];
        double[] y = new double[rows];
        for (int i = 0; i < data.length; i++) {
            data[i] = Math.sin(3.7 * i);
        }
        double[] w = new double[d];
        for (int j = 0; j < d; j++) {
            w[j] = 0.3 * Math.cos(j);
        }
        double f = 0;
        double[] want = new double[d];
        for (int i = 0; i < rows; i++) {
            y[i] = i % 3 == 0 ? 1 : 0;
            double z = 0;
            for (int j = 0; j < d; j++) {
                z += data[i * d + j] * w[j];
            }
            f += Math.log1p(Math.exp(z)) - y[i] * z;
            for (int j = 0; j < d; j++) {
                want[j] += data[i * d + j] * (1 / (1 + Math.exp(-z)) - y[i]);
            }
        }
        for (int j = 0; j < d; j++) {
            f += 0.5 * lambda * w[j] * w[j];
            want[j] += lambda * w[j];
        }
        double[] g = new double[d];
        Evaluator e = logistic.evaluator().bind("X", data).bind("y", y);
        assertEquals(f, e.valueAndGradient(w, g), 1e-12 * f);
        assertArrayEquals(want, g, 1e-11);
    }
}
