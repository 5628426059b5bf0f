package org.thalweg.optimize;

/// How a minimisation ended, as a sentence, and of which kind.
///
/// Whatever the status, x holds the best point found, and value and gradient belong to it.
public enum Status {
    /// The gradient is small.
    GRADIENT_TOLERANCE(Kind.CONVERGED, "‖∇f(x)‖∞ is at most gradientTolerance; nothing is left to be done."),
    /// Double precision gives no better.
    ATTAINABLE_ACCURACY(
            Kind.CONVERGED,
            "The remaining decrease of f is below the error of f; double precision gives no better, so take x, or compute f"
                    + " with less cancellation."),
    /// The value stagnates.
    VALUE_TOLERANCE(
            Kind.BUDGET,
            "f changed by at most valueTolerance in one iteration; if gradientNorm is still too large, lower it."),
    /// The steps stagnate.
    STEP_TOLERANCE(
            Kind.BUDGET,
            "x moved by at most stepTolerance in one iteration; if gradientNorm is still too large, lower it."),
    /// Enough iterations.
    ITERATION_LIMIT(Kind.BUDGET, "maxIterations reached; raise it, or scale the problem."),
    /// Enough evaluations.
    EVALUATION_LIMIT(Kind.BUDGET, "maxEvaluations reached; raise it, or scale the problem."),
    /// The time is up.
    DEADLINE(Kind.BUDGET, "The deadline passed; give more time, or go on from x, the best point found in time."),
    /// Another thread cancelled.
    CANCELLED(Kind.BUDGET, "cancel() was called; to go on, begin again at x, the best point found until then."),
    /// The thread was interrupted.
    INTERRUPTED(Kind.BUDGET, "The solving thread was interrupted; its interrupt flag is still set: clear it to go on from x."),
    /// The observer stopped.
    STOPPED(Kind.BUDGET, "The observer asked to stop; to go on, begin again at x."),
    /// No finite start.
    NOT_FINITE_AT_START(Kind.FAILED, "f or ∇f is NaN or infinite at the starting point; start inside the domain."),
    /// An optimiser without a search left the domain.
    NOT_FINITE(
            Kind.FAILED,
            "f or ∇f became NaN or infinite; use a line search, a smaller step, or stay inside the domain."),
    /// The search found no step.
    LINE_SEARCH_FAILED(
            Kind.FAILED,
            "No step decreases f enough; f has a kink or noise here, or its gradient is not quite right: see lastSearch() and"
                    + " noise(), and try GradientCheck."),
    /// The gradient is not that of f.
    GRADIENT_INCONSISTENT(
            Kind.FAILED,
            "No step decreases f enough, and f does not follow its gradient; find the coordinate with GradientCheck."),
    /// No minimum.
    UNBOUNDED(Kind.FAILED, "f falls without bound; the problem has no minimum: add what holds it, bounds or a penalty."),
    /// Constraints stay violated.
    INFEASIBLE(
            Kind.FAILED,
            "A constraint is still violated after maxRounds; raise maxRounds or growth, or no point satisfies all.");

    private final Kind kind;
    private final String message;

    Status(Kind kind, String message) {
        this.kind = kind;
        this.message = message;
    }

    /// What the outcome means for a caller that does not care why.
    ///
    /// @return the kind
    public Kind kind() {
        return kind;
    }

    /// The outcome as a sentence that says what to do next.
    ///
    /// @return the sentence
    public String message() {
        return message;
    }

    /// Whether x is a stationary point as well as could be asked.
    ///
    /// @return true for the kind [Kind#CONVERGED]
    public boolean converged() {
        return kind == Kind.CONVERGED;
    }

    /// The three kinds of outcome.
    public enum Kind {
        /// x is a stationary point as well as could be asked.
        CONVERGED,
        /// A limit set by the caller ended the solve.
        BUDGET,
        /// The method could not go on.
        FAILED
    }
}
