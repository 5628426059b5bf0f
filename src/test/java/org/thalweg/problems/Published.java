package org.thalweg.problems;

import java.util.Arrays;
import org.thalweg.autodiff.Formula;

/// A published problem: the function, the standard start, and every value published for a local minimum.
///
/// @param name the number in the collection and the name
/// @param formula the function, recorded
/// @param start the standard starting point; take a clone
/// @param minima the published values, the lowest first; to six digits where the source prints six
@SuppressWarnings("ArrayRecordComponent") // test data, compared by nobody
public record Published(String name, Formula formula, double[] start, double... minima) {
    /// Published values have six digits, some of them not quite.
    private static final double DIGITS = 1e-5;

    /// The number of variables.
    ///
    /// @return n
    public int n() {
        return start.length;
    }

    /// Whether a value is that of a published minimum.
    ///
    /// @param value f at a point where the gradient is small
    /// @param slack what the gradient there leaves to be gained at most
    /// @return true if it agrees with one of them to the digits published, or is above by no more than the slack
    public boolean isMinimum(double value, double slack) {
        return Arrays.stream(minima)
                .anyMatch(m -> value - m >= -DIGITS * Math.abs(m) && value - m <= DIGITS * Math.abs(m) + slack);
    }

    @Override
    public String toString() {
        return name + " (n = " + n() + ")";
    }
}
