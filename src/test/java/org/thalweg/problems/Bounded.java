package org.thalweg.problems;

import org.thalweg.optimize.Box;

/// A published problem with bounds on its variables.
///
/// @param problem the function, the start, which may lie outside, and the published values of local minima in the box
/// @param box the bounds
/// @param published evaluations that L-BFGS-B took in the published runs, 0 if it was not among them
public record Bounded(Published problem, Box box, int published) {
    @Override
    public String toString() {
        return problem.toString();
    }
}
