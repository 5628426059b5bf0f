package org.thalweg.optimize;

import java.util.Objects;
import org.thalweg.Objective;

/// A first-order method: a fixed rule makes the next point of the last gradient, without looking at the value.
///
/// ```
/// x ← x − step(∇f(x), memory)
/// ```
///
/// Call [#minimize(Objective, double...)] for a result, or [#start(double...)] to take the steps yourself, one
/// evaluation each. Definitions and defaults are torch's, so a run of torch in double precision is repeated to rounding.
///
/// Nothing here searches: a learning rate too large leaves the domain or swings for ever. [Lbfgs] is the better choice
/// wherever f is smooth and its gradient exact.
///
/// **Allocation**: a run takes a few arrays of length n at its start, and nothing per step. **Threads**: settings are
/// immutable, to be shared by any number; a run belongs to one thread at a time.
public sealed interface FirstOrder permits GradientDescent, Adam, AdamW, RmsProp {
    /// The number of updates [#minimize(Objective, double...)] makes at most.
    ///
    /// @return steps, at least 1
    int maxIterations();

    /// The bound on `‖∇f(x)‖∞` at which [#minimize(Objective, double...)] stops.
    ///
    /// @return at least 0; at 0 only a gradient that is exactly zero ends the descent
    double gradientTolerance();

    /// Begins a run, to be taken step by step.
    ///
    /// @param x0 the start, length n ≥ 1, finite; not changed
    /// @return a run that has evaluated nothing yet
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    FirstOrderRun start(double... x0);

    /// Minimises: evaluates at the start and after each step, N steps making N + 1 evaluations.
    ///
    /// The result is the stationary point if the status is GRADIENT_TOLERANCE, otherwise the lowest point evaluated,
    /// always finite and with value and gradient norm of its own. The other statuses are ITERATION_LIMIT, NOT_FINITE (a
    /// step left the domain), NOT_FINITE_AT_START (then value and norm are NaN) and INTERRUPTED, looked at before each
    /// evaluation but the first. An exception of the objective reaches the caller.
    ///
    /// @param objective f
    /// @param x0 the start, length n ≥ 1, finite; not changed
    /// @return the best point found, and how the descent ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    default Solution minimize(Objective objective, double... x0) {
        Objects.requireNonNull(objective, "objective");
        return start(x0).minimize(objective, maxIterations(), gradientTolerance());
    }
}
