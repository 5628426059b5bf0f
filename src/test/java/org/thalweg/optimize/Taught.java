package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Pairs whose steps end where the curvature is not what it was on the way.
final class Taught {
    private Taught() {}

    /// Adds a pair with some τ from ½ to 2.
    static void add(History history, double[] s, double[] y, double tau) {
        double[] zero = new double[s.length];
        double sy = 0;
        for (int i = 0; i < s.length; i++) {
            sy += s[i] * y[i];
        }
        assertTrue(history.add(s, zero, y, zero, Math.abs(sy), promised(sy, Math.abs(sy), tau)));
        assertEquals(tau, history.tau(history.slot(history.count() - 1)), 1e-12);
    }

    /// The slope times the step with which a decrease shows a curvature of `sᵀy/τ`.
    static double promised(double sy, double decrease, double tau) {
        return (sy / tau - 4 * sy) / 6 - decrease;
    }
}
