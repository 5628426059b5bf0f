package org.thalweg.problems;

import org.thalweg.Objective;

/// A classic test problem: a function with a gradient by hand, its standard start and its known minimum.
///
/// @param name as in the literature
/// @param objective value and gradient
/// @param start the standard starting point; take a clone
/// @param minimum the known lowest value
public record Problem(String name, Objective objective, double[] start, double minimum) {
    /// The number of variables.
    ///
    /// @return n
    public int n() {
        return start.length;
    }

    @Override
    public String toString() {
        return name + " (n = " + n() + ")";
    }
}
