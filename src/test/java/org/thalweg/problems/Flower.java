package org.thalweg.problems;

import org.thalweg.Objective;

/// A flower with four petals, `‖x‖ + sin(4·atan2(x₂, x₁))`: not differentiable at the origin, where its infimum is.
public final class Flower implements Objective {
    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        double r = Math.hypot(x[0], x[1]);
        double angle = 4 * Math.atan2(x[1], x[0]);
        double turn = 4 * Math.cos(angle) / (r * r);
        gradient[0] = x[0] / r - turn * x[1];
        gradient[1] = x[1] / r + turn * x[0];
        return r + Math.sin(angle);
    }

    /// `2 − ‖x‖²`, at most 0 outside the circle of radius √2.
    ///
    /// @param x the point, length 2
    /// @param gradient overwritten
    /// @return the value
    public static double insideCircle(double[] x, double[] gradient) {
        gradient[0] = -2 * x[0];
        gradient[1] = -2 * x[1];
        return 2 - x[0] * x[0] - x[1] * x[1];
    }
}
