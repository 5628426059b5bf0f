package org.thalweg.check;

import java.util.Objects;
import org.thalweg.Objective;

/// Compares a gradient with differences of the function, and names the coordinate that fits worst.
///
/// For each coordinate the slope of f is estimated from six neighbours,
///
/// ```
/// d = (45·(f₊₁ − f₋₁) − 9·(f₊₂ − f₋₂) + (f₊₃ − f₋₃)) / 60h,    f₊ₖ = f(x + k·h·eᵢ),    h = ε^⅐·max(1, │xᵢ│)
/// ```
///
/// which is exact for polynomials up to degree 6; with this h, about 0.006, truncation and rounding error are of equal
/// size, some 10⁻¹³ of the scale of f. The relative error is
///
/// ```
/// max(0, │∂f/∂xᵢ − d│ − noise) / max(│∂f/∂xᵢ│, │d│, v)
/// ```
///
/// where `noise` is what the rounding of the neighbours alone can do to d, and `v = max│f₊ₖ − f₋ₗ│/6h` over all
/// neighbours is the slope by which f varies among them: so a zero in the gradient is judged by the scale of f, and the
/// verdict does not change when f is multiplied by a constant.
///
/// ```java
/// GradientCheck check = GradientCheck.at(Demo::byHand, 0.3, -0.7);
/// assertTrue(check.passes(1e-7), check::toString);
/// ```
///
/// The function should be smooth within 3h of x in every coordinate. Where it is not finite at x or a neighbour, the
/// check does not pass and says which coordinate it is.
///
/// **Allocation**: a few arrays of length n. **Threads**: the result is immutable.
///
/// @param worst the coordinate that fits worst; the first one that could not be checked, if there is one
/// @param analytic `∂f/∂xᵢ` there, from the objective
/// @param difference `d` there; NaN if f is not finite at x or a neighbour
/// @param relativeError the relative error there; NaN if it could not be checked
public record GradientCheck(int worst, double analytic, double difference, double relativeError) {
    /// ε^⅐: truncation, of order h⁶, and rounding, of order ε/h, meet here.
    private static final double RELATIVE_STEP = Math.pow(Math.ulp(1.0), 1.0 / 7);

    /// The weights of f₊₁, f₊₂, f₊₃, over 60h.
    private static final double[] WEIGHTS = {45, -9, 1};

    /// Checks the gradient of f at a point, with 6n + 1 evaluations.
    ///
    /// @param objective f
    /// @param x the point, length n ≥ 1, finite; not changed
    /// @return the verdict
    /// @throws IllegalArgumentException if x is empty, or a coordinate NaN or infinite
    public static GradientCheck at(Objective objective, double... x) {
        Objects.requireNonNull(objective, "objective");
        if (x.length == 0) {
            throw new IllegalArgumentException("x: length must be at least 1, was 0");
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
                throw new IllegalArgumentException("x[" + i + "]: must be finite, was " + x[i]);
            }
        }
        Objective f = objective.confined();
        double[] gradient = new double[x.length];
        double[] scratch = new double[x.length];
        double value = f.valueAndGradient(x.clone(), gradient);
        GradientCheck worst = coordinate(f, x, 0, value, gradient[0], scratch);
        for (int i = 1; i < x.length && !Double.isNaN(worst.relativeError); i++) {
            GradientCheck next = coordinate(f, x, i, value, gradient[i], scratch);
            if (!(next.relativeError <= worst.relativeError)) {
                worst = next;
            }
        }
        return worst;
    }

    private static GradientCheck coordinate(
            Objective f, double[] x, int i, double value, double analytic, double[] scratch) {
        double h = RELATIVE_STEP * Math.max(1, Math.abs(x[i]));
        double[] z = x.clone();
        double sum = 0;
        double lowest = value;
        double highest = value;
        for (int k = 1; k <= WEIGHTS.length; k++) {
            z[i] = x[i] + k * h;
            double above = f.valueAndGradient(z, scratch);
            z[i] = x[i] - k * h;
            double below = f.valueAndGradient(z, scratch);
            sum += WEIGHTS[k - 1] * (above - below);
            lowest = Math.min(lowest, Math.min(above, below));
            highest = Math.max(highest, Math.max(above, below));
        }
        double difference = sum / (60 * h);
        if (!Double.isFinite(lowest) || !Double.isFinite(highest)) {
            return new GradientCheck(i, analytic, Double.NaN, Double.NaN);
        }
        double noise = 110 * Math.ulp(Math.max(Math.abs(lowest), Math.abs(highest))) / (60 * h);
        double variation = (highest - lowest) / (6 * h);
        double error = Math.abs(analytic - difference) - noise;
        double scale = Math.max(Math.max(Math.abs(analytic), Math.abs(difference)), variation);
        return new GradientCheck(i, analytic, difference, error <= 0 ? 0 : error / scale);
    }

    /// Whether every coordinate agrees.
    ///
    /// @param tolerance bound on the relative error, for example 1e-7
    /// @return true if the worst relative error is at most the tolerance
    /// @throws IllegalArgumentException if the tolerance is not positive and finite
    public boolean passes(double tolerance) {
        if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance: must be positive and finite, was " + tolerance);
        }
        return relativeError <= tolerance;
    }

    /// The verdict in one line.
    @Override
    public String toString() {
        String head = "GradientCheck[worst x[" + worst + "]: analytic " + analytic;
        if (Double.isNaN(difference)) {
            return head + ", no central difference: f is not finite at x or within 3h of it in this coordinate]";
        }
        return head + ", central difference " + difference + ", relative error "
                + String.format(java.util.Locale.ROOT, "%.1e", relativeError) + "]";
    }
}
