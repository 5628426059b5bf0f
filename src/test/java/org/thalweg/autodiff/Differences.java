package org.thalweg.autodiff;

import java.util.function.ToDoubleFunction;

/// Derivatives along a line by central differences, with an estimate of their own error.
final class Differences {
    private Differences() {}

    /// A derivative by differences.
    ///
    /// @param derivative the estimate with the smaller step
    /// @param error how far the estimates with two steps are apart
    record Estimate(double derivative, double error) {}

    /// The derivative of `t ↦ f(x + t·v)` at 0, of sixth order: weights 45, −9, 1 over 60h.
    static Estimate along(ToDoubleFunction<double[]> f, double[] x, double[] v) {
        double coarse = sixPoints(f, x, v, 2e-3);
        double fine = sixPoints(f, x, v, 1e-3);
        return new Estimate(fine, Math.abs(coarse - fine));
    }

    private static double sixPoints(ToDoubleFunction<double[]> f, double[] x, double[] v, double h) {
        double sum = 0;
        double[] weights = {45, -9, 1};
        for (int k = 1; k <= 3; k++) {
            sum += weights[k - 1] * (f.applyAsDouble(at(x, k * h, v)) - f.applyAsDouble(at(x, -k * h, v)));
        }
        return sum / (60 * h);
    }

    private static double[] at(double[] x, double t, double[] v) {
        double[] y = x.clone();
        for (int i = 0; i < x.length; i++) {
            y[i] += t * v[i];
        }
        return y;
    }
}
