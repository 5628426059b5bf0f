package org.thalweg.constrain;

/// Whether rounds have come to rest at a point that violates constraints, and that no step leads away from.
///
/// The violation has not fallen for some rounds, each of which ended at a minimum under a greater weight; and the slope
/// of `Φ = ½Σ excess²` is next to nothing beside its parts: what is violated pulls in opposite directions, or not at
/// all.
///
/// **Allocation**: none. **Threads**: one at a time.
final class Stuck {
    private static final double SAME_VIOLATION = 0.9;
    private static final int REST = 3;
    private static final double NOTHING = 1e-6;

    private double violationThen = Double.NaN;
    private int rest;

    /// Takes note of the end of a round.
    ///
    /// @param violation the largest violation, positive
    /// @param slope `‖∇Φ‖∞`
    /// @param parts `Σ │excess│·‖∇c‖∞`, with the steepest gradients measured so far
    /// @return whether this is the end
    boolean at(double violation, double slope, double parts) {
        if (violation > SAME_VIOLATION * violationThen) {
            rest++;
        } else {
            rest = 0;
            violationThen = violation;
        }
        return rest >= REST && slope <= NOTHING * parts;
    }

    /// Forgets, because a round found no minimum.
    void reset() {
        rest = 0;
        violationThen = Double.NaN;
    }
}
