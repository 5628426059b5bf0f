package org.thalweg.constrain;

import java.util.Objects;
import org.thalweg.Objective;

/// A condition on x: `c(x) ≤ 0` or `c(x) = 0`, with c smooth.
///
/// ```java
/// Constraint outside = Constraint.atMostZero(Demo::insideCircle);      // 2 − ‖x‖² ≤ 0
/// ```
///
/// **Allocation**: none after construction. **Threads**: immutable; as shareable as its function.
///
/// @param function c, with its gradient
/// @param equality whether c is to be zero, not just at most zero
public record Constraint(Objective function, boolean equality) {
    /// Checks that there is a function.
    public Constraint {
        Objects.requireNonNull(function, "function");
    }

    /// The condition `c(x) ≤ 0`.
    ///
    /// @param function c, with its gradient
    /// @return the constraint
    public static Constraint atMostZero(Objective function) {
        return new Constraint(function, false);
    }

    /// The condition `h(x) = 0`.
    ///
    /// @param function h, with its gradient
    /// @return the constraint
    public static Constraint equalToZero(Objective function) {
        return new Constraint(function, true);
    }

    /// How far a value of the function is from what is allowed, with its sign.
    ///
    /// @param c a value of the function
    /// @return c for an equality, otherwise `max(c, 0)`; NaN for NaN
    double excess(double c) {
        return equality ? c : Math.max(c, 0);
    }
}
