package org.thalweg.optimize;

/// Watches a minimisation from inside, once per iteration, and may end it.
///
/// ```java
/// IterationObserver everyTenth = (iteration, evaluations, x, value, gradientNorm) -> {
///     if (iteration % 10 == 0) {
///         System.out.printf("%5d %12.5g %10.3g%n", iteration, value, gradientNorm);
///     }
///     return true;
/// };
/// ```
///
/// **Allocation**: the call allocates nothing; what the observer does is its own affair. **Threads**: called by the
/// thread that solves. An exception ends the solve and reaches its caller.
@FunctionalInterface
public interface IterationObserver {
    /// Called after each step that was taken.
    ///
    /// @param iteration steps taken so far, 1 for the first call
    /// @param evaluations evaluations so far
    /// @param x the point reached, length n; read only, and only until this call returns
    /// @param value `f(x)`
    /// @param gradientNorm `‖∇f(x)‖∞`
    /// @return whether to go on; false ends the solve with [Status#STOPPED]
    boolean goOn(int iteration, int evaluations, double[] x, double value, double gradientNorm);
}
