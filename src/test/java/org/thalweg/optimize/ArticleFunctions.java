package org.thalweg.optimize;

import org.thalweg.Objective;
import org.thalweg.support.RoundedTrig;

/// The article's functions with the roundings that torch's double precision makes: which products are fused, in which
/// order terms are added, and functions rounded to the nearest. With them a run can be followed bit by bit, where
/// otherwise the smallest difference would grow.
final class ArticleFunctions {
    private ArticleFunctions() {}

    /// `(1 − x₁)² + 5(x₂ − x₁²)²`.
    static double rosenbrock(double[] x, double[] g) {
        double u = x[1] - x[0] * x[0];
        double v = 1 - x[0];
        g[0] = -2 * v - 20 * u * x[0];
        g[1] = 10 * u;
        return v * v + 5 * u * u;
    }

    /// `‖x‖ + sin(4·atan2(x₂, x₁))`.
    static double flower(double[] x, double[] g) {
        double r = Math.sqrt(Math.fma(x[1], x[1], x[0] * x[0]));
        double angle = 4 * RoundedTrig.atan2(x[1], x[0]);
        double turn = 4 * RoundedTrig.cos(angle);
        double inverse = 1 / (x[0] * x[0] + x[1] * x[1]);
        g[0] = x[0] / r - turn * x[1] * inverse;
        g[1] = x[1] / r + turn * x[0] * inverse;
        return r + RoundedTrig.sin(angle);
    }

    /// `flower(x) + ρ·max(2 − ‖x‖², 0)²`.
    static Objective penalised(double rho) {
        return (x, g) -> {
            double f = flower(x, g);
            double c = Math.max(2 - (x[0] * x[0] + x[1] * x[1]), 0);
            double slope = -rho * (2 * c);
            g[0] += slope * (2 * x[0]);
            g[1] += slope * (2 * x[1]);
            return f + rho * (c * c);
        };
    }
}
