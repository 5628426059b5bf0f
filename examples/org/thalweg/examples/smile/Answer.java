package org.thalweg.examples.smile;

import org.thalweg.optimize.Status;

/// What became of a job.
sealed interface Answer {
    /// The best smile found, whatever ended the solve.
    ///
    /// @param smile the parameters
    /// @param status how the solve ended
    /// @param error root of the weighted mean square of the residuals, in total variance
    /// @param iterations of the solver
    /// @param evaluations of the loss and its gradient
    /// @param solveNanos time of the solve, without the waiting
    record Calibrated(Svi smile, Status status, double error, int iterations, int evaluations, long solveNanos)
            implements Answer {}

    /// The deadline passed before the first evaluation: there is no best point.
    record Late() implements Answer {}

    /// The solve threw; the worker lives on.
    ///
    /// @param reason what was thrown
    record Broken(Throwable reason) implements Answer {}
}
