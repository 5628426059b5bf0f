package org.thalweg.problems;

import org.thalweg.Objective;

/// Rosenbrock's valley, `(a − x₁)² + b·(x₂ − x₁²)²`, with its minimum 0 at (a, a²).
///
/// @param a where the minimum is
/// @param b how steep the walls are
public record Rosenbrock(double a, double b) implements Objective {
    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        double u = x[1] - x[0] * x[0];
        double v = a - x[0];
        gradient[0] = -4 * b * x[0] * u - 2 * v;
        gradient[1] = 2 * b * u;
        return v * v + b * u * u;
    }
}
