package org.thalweg.optimize;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a minimisation found, and what it cost.
///
/// `value` and `gradientNorm` belong to `x`, whatever the status.
///
/// @param x the best point found, length n; the array belongs to the caller
/// @param value `f(x)`
/// @param gradientNorm `‖∇f(x)‖∞`
/// @param status how the minimisation ended
/// @param iterations steps taken
/// @param evaluations evaluations of value and gradient together
/// @param elapsed wall-clock time
@SuppressWarnings("ArrayRecordComponent") // x is handed over, not shared; equals, hashCode and toString are written for it
public record Solution(
        double[] x,
        double value,
        double gradientNorm,
        Status status,
        int iterations,
        int evaluations,
        Duration elapsed) {

    /// This solution if it converged, for callers who want failure to be loud.
    ///
    /// @return this
    /// @throws IllegalStateException if the status is not of kind [Status.Kind#CONVERGED]; the message is the status'
    ///     sentence and this solution
    public Solution orThrow() {
        if (!status.converged()) {
            throw new IllegalStateException(status.message() + " " + this);
        }
        return this;
    }

    /// Two solutions are equal if all components are, x element by element.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Solution(var x2, var value2, var norm2, var status2, var it2, var ev2, var elapsed2)
                && Arrays.equals(x, x2)
                && Double.compare(value, value2) == 0
                && Double.compare(gradientNorm, norm2) == 0
                && status == status2
                && iterations == it2
                && evaluations == ev2
                && elapsed.equals(elapsed2);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Double.hashCode(value);
    }

    @Override
    public String toString() {
        String point = x.length <= 8
                ? Arrays.toString(x)
                : "[%s, %s, …, %s] (n = %d)".formatted(x[0], x[1], x[x.length - 1], x.length);
        return "Solution[x=%s, value=%s, gradientNorm=%.3g, status=%s, iterations=%d, evaluations=%d, elapsed=%.3f ms]"
                .formatted(point, value, gradientNorm, status, iterations, evaluations, elapsed.toNanos() * 1e-6);
    }
}
