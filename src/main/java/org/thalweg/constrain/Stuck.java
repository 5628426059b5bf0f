package org.thalweg.constrain;

import org.thalweg.internal.kernel.Kernels;

/// Whether rounds have come to rest at a point that violates constraints, and that no force moves.
///
/// At the end of a round `∇f + Σ λᵢ∇cᵢ` is small. If x stands still, so does ∇f; if meanwhile λ grows a thousandfold, then
/// `Σ λᵢ∇cᵢ/‖λ‖` has fallen to a thousandth: to first order no direction lessens what is violated.
///
/// **Allocation**: one array of length n at the start. **Threads**: one at a time.
final class Stuck {
    private static final double STILL = 1e-3;
    private static final double SAME_VIOLATION = 0.9;
    private static final double GROWN = 1e3;

    private final double[] xThen;
    private double violationThen = Double.NaN;
    private double forceThen = Double.NaN;

    Stuck(int n) {
        xThen = new double[n];
    }

    /// Takes note of the end of a round.
    ///
    /// @param violation the largest violation, positive
    /// @param force the largest multiplier
    /// @return whether this is the end
    boolean at(double[] x, double violation, double force) {
        boolean rest = violation > SAME_VIOLATION * violationThen && forceThen > 0 && hasNotMoved(x);
        if (!rest) {
            System.arraycopy(x, 0, xThen, 0, x.length);
            violationThen = violation;
            forceThen = force;
        }
        return rest && force > GROWN * forceThen;
    }

    /// Forgets, because a round found no minimum.
    void reset() {
        violationThen = Double.NaN;
    }

    private boolean hasNotMoved(double[] x) {
        double largest = STILL * Math.max(1, Kernels.normInf(x, 0, x.length));
        for (int i = 0; i < x.length; i++) {
            if (!(Math.abs(x[i] - xThen[i]) <= largest)) {
                return false;
            }
        }
        return true;
    }
}
