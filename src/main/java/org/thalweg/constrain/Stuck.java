package org.thalweg.constrain;

import org.thalweg.internal.kernel.Kernels;

/// Whether rounds have come to rest at a point that violates constraints, and that no step leads away from.
///
/// The violation has not fallen for some rounds, each of which ended at a minimum under a greater weight; and to first
/// order no step as long as x lessens `Φ = ½Σ excess²` by more than a little: `‖∇Φ‖·max(1, ‖x‖) ≤ Φ/50`.
///
/// **Allocation**: none. **Threads**: one at a time.
final class Stuck {
    private static final double SAME_VIOLATION = 0.9;
    private static final int REST = 3;
    private static final double LITTLE = 0.02;

    private double violationThen = Double.NaN;
    private int rest;

    /// Takes note of the end of a round.
    ///
    /// @param x where it ended
    /// @param violation the largest violation, positive
    /// @param squares `Φ`
    /// @param slope `∇Φ`
    /// @return whether this is the end
    boolean at(double[] x, double violation, double squares, double[] slope) {
        if (violation > SAME_VIOLATION * violationThen) {
            rest++;
        } else {
            rest = 0;
            violationThen = violation;
        }
        double length = Math.max(1, Kernels.normInf(x, 0, x.length));
        double norm = Math.sqrt(Kernels.dot(slope, 0, slope, 0, slope.length));
        return rest >= REST && squares >= Double.MIN_NORMAL && norm * length <= LITTLE * squares;
    }

    /// Forgets, because a round found no minimum.
    void reset() {
        rest = 0;
        violationThen = Double.NaN;
    }
}
