package org.thalweg.constrain;

/// Watches a constrained minimisation, once per round, and may end it.
///
/// **Allocation**: the call allocates nothing. **Threads**: called by the thread that solves. An exception ends the
/// solve and reaches its caller.
@FunctionalInterface
public interface RoundObserver {
    /// Called after each round.
    ///
    /// @param round rounds so far, 1 for the first call
    /// @param weight the weight ρ of this round
    /// @param x the point reached, length n; read only, and only until this call returns
    /// @param value the objective itself at x, without penalty
    /// @param violation the largest violation of a constraint at x: `max(c, 0)` or `│h│`
    /// @return whether to go on; false ends the solve with the status STOPPED
    boolean goOn(int round, double weight, double[] x, double value, double violation);
}
