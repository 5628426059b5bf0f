package org.thalweg;

/// A differentiable function `f : ℝⁿ → ℝ`, evaluated together with its gradient.
///
/// This is the one thing that differentiation, solvers, constraints and checks agree on. A method of the right shape
/// is an objective:
///
/// ```java
/// static double sphere(double[] x, double[] gradient) {
///     double f = 0;
///     for (int i = 0; i < x.length; i++) {
///         f += x[i] * x[i];
///         gradient[i] = 2 * x[i];
///     }
///     return f;
/// }
/// ```
///
/// **Outside the domain** return NaN or an infinity: every line search steps back from there, and no such value ever
/// becomes part of a result. An exception ends the solve and reaches the caller of the solver.
///
/// **Allocation**: a solve is free of allocation only if its objective is. **Threads**: an objective is called by the
/// thread that solves, one call at a time.
@FunctionalInterface
public interface Objective {
    /// Computes `f(x)` and `∇f(x)`.
    ///
    /// @param x the point, length n, read only
    /// @param gradient overwritten with `∇f(x)`, length n, never the same array as `x`
    /// @return `f(x)`
    double valueAndGradient(double[] x, double[] gradient);

    /// The form of this objective that one thread evaluates again and again, with memory of its own.
    ///
    /// Solvers ask for it once per objective. An objective without working memory is its own confined form; one that
    /// can be shared by threads only because it takes fresh memory per call returns something that keeps it.
    ///
    /// @return an objective with the same values, to be used by one thread at a time
    default Objective confined() {
        return this;
    }
}
