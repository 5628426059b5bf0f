package org.thalweg.optimize;

import java.util.Arrays;

/// Bounds on each variable: `lowerᵢ ≤ xᵢ ≤ upperᵢ`.
///
/// An infinite bound is none; equal bounds fix a variable.
///
/// ```java
/// Solution s = Lbfgs.DEFAULT.minimize(rosenbrock, Box.of(lower, upper), -1.2, 1);
/// ```
///
/// **Allocation**: bounds are copied. **Threads**: immutable.
public final class Box {
    private final double[] lower;
    private final double[] upper;

    private Box(double[] lower, double[] upper) {
        this.lower = lower;
        this.upper = upper;
    }

    /// Bounds on both sides.
    ///
    /// @param lower the smallest values, length n ≥ 1, below +∞; −∞ for none; copied
    /// @param upper the largest values, length n, above −∞, each at least the lower one; +∞ for none; copied
    /// @return the box
    /// @throws IllegalArgumentException if the lengths differ or are 0, if a bound is NaN or an infinity that no number
    ///     satisfies, or if a lower bound exceeds the upper one
    public static Box of(double[] lower, double[] upper) {
        if (lower.length == 0) {
            throw new IllegalArgumentException("lower: length must be at least 1, was 0");
        }
        Require.length("upper", upper, lower.length);
        Box box = new Box(lower.clone(), upper.clone());
        for (int i = 0; i < lower.length; i++) {
            if (!(box.lower[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("lower[" + i + "]: must be a number or −∞, was " + box.lower[i]);
            }
            if (!(box.upper[i] > Double.NEGATIVE_INFINITY)) {
                throw new IllegalArgumentException("upper[" + i + "]: must be a number or +∞, was " + box.upper[i]);
            }
            if (!(box.lower[i] <= box.upper[i])) {
                throw new IllegalArgumentException("lower[" + i + "]: must be at most upper[" + i + "] = "
                        + box.upper[i] + ", was " + box.lower[i]);
            }
        }
        return box;
    }

    /// The same bounds on every variable.
    ///
    /// @param n number of variables, at least 1
    /// @param lower the smallest value, below +∞; −∞ for none
    /// @param upper the largest value, above −∞, at least `lower`; +∞ for none
    /// @return the box
    /// @throws IllegalArgumentException as [#of(double[], double[])]
    public static Box of(int n, double lower, double upper) {
        Require.atLeastOne("n", n);
        double[] low = new double[n];
        double[] high = new double[n];
        Arrays.fill(low, lower);
        Arrays.fill(high, upper);
        return of(low, high);
    }

    /// The number of variables.
    ///
    /// @return n
    public int n() {
        return lower.length;
    }

    /// The smallest value of a variable.
    ///
    /// @param i its number, from 0
    /// @return the bound, −∞ if there is none
    public double lower(int i) {
        return lower[i];
    }

    /// The largest value of a variable.
    ///
    /// @param i its number, from 0
    /// @return the bound, +∞ if there is none
    public double upper(int i) {
        return upper[i];
    }

    /// Whether a point satisfies all bounds.
    ///
    /// @param x the point, length n
    /// @return true if it does; false if a coordinate is NaN
    /// @throws IllegalArgumentException if the length of x is not n
    public boolean contains(double[] x) {
        Require.length("x", x, n());
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] >= lower[i] && x[i] <= upper[i])) {
                return false;
            }
        }
        return true;
    }

    /// Moves a point to the nearest one that satisfies all bounds.
    void project(double[] x) {
        for (int i = 0; i < lower.length; i++) {
            x[i] = clamp(i, x[i]);
        }
    }

    /// The nearest value that a variable may take.
    double clamp(int i, double value) {
        return value < lower[i] ? lower[i] : value > upper[i] ? upper[i] : value;
    }

    /// The largest coordinate of `x − P(x − g)`, P the projection, without forming `x − g`, which would lose a small g.
    double projectedNorm(double[] x, double[] g) {
        double largest = 0;
        for (int i = 0; i < lower.length; i++) {
            largest = Math.max(largest, Math.abs(projected(i, x[i], g[i])));
        }
        return largest;
    }

    /// One coordinate of it, with the sign of g.
    double projected(int i, double x, double g) {
        return g < 0 ? Math.max(x - upper[i], g) : Math.min(x - lower[i], g);
    }

    @Override
    public String toString() {
        return "Box[lower=" + Arrays.toString(lower) + ", upper=" + Arrays.toString(upper) + "]";
    }
}
