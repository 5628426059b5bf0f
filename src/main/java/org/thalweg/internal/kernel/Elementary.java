package org.thalweg.internal.kernel;

/// The one door through which elementary functions enter: scalar kernels, block kernels and constant folding all call
/// these and nothing else, so a function has the same bits wherever it is computed.
///
/// All are our own, made of exactly rounded operations alone: [Math] and the Vector API's own functions may change by
/// an ulp when a method is compiled, and with them the path of a solve.
/// `docs/elementary-functions.md` has derivations and measured errors.
///
/// **Allocation**: none. **Threads**: stateless.
public final class Elementary {
    private Elementary() {}

    /// `eˣ`.
    public static double exp(double x) {
        return Exponentials.exp(x);
    }

    /// `eˣ − 1`.
    public static double expm1(double x) {
        return Exponentials.expm1(x);
    }

    /// `ln x`.
    public static double log(double x) {
        return Logarithms.log(x);
    }

    /// `ln(1 + x)`.
    public static double log1p(double x) {
        return Logarithms.log1p(x);
    }

    /// `sin x`.
    public static double sin(double x) {
        return Trigonometry.sin(x);
    }

    /// `cos x`.
    public static double cos(double x) {
        return Trigonometry.cos(x);
    }

    /// `tan x`.
    public static double tan(double x) {
        return Trigonometry.tan(x);
    }

    /// `arcsin x`.
    public static double asin(double x) {
        return InverseTrigonometry.asin(x);
    }

    /// `arccos x`.
    public static double acos(double x) {
        return InverseTrigonometry.acos(x);
    }

    /// `arctan x`.
    public static double atan(double x) {
        return InverseTrigonometry.atan(x);
    }

    /// `sinh x`.
    public static double sinh(double x) {
        return Exponentials.sinh(x);
    }

    /// `cosh x`.
    public static double cosh(double x) {
        return Exponentials.cosh(x);
    }

    /// `tanh x`.
    public static double tanh(double x) {
        return Exponentials.tanh(x);
    }

    /// `∛x`.
    public static double cbrt(double x) {
        return Roots.cbrt(x);
    }

    /// `xʸ`.
    public static double pow(double x, double y) {
        return Powers.pow(x, y);
    }

    /// The angle of the point (x, y).
    public static double atan2(double y, double x) {
        return InverseTrigonometry.atan2(y, x);
    }

    /// `√(x² + y²)`.
    public static double hypot(double x, double y) {
        return Roots.hypot(x, y);
    }

    /// The logistic function `1/(1 + e⁻ˣ)`, without overflow on either side.
    public static double logistic(double x) {
        return Exponentials.logistic(x);
    }

    /// Softplus `ln(1 + eˣ)`, without overflow or cancellation.
    public static double softplus(double x) {
        return Logarithms.softplus(x);
    }

    /// The error function `2/√π·∫₀ˣ e^−t² dt`.
    public static double erf(double x) {
        return ErrorFunctions.erf(x);
    }

    /// `1 − erf x`, with all its digits where that is small.
    public static double erfc(double x) {
        return ErrorFunctions.erfc(x);
    }

    /// The standard normal distribution function `½·erfc(−x/√2)`.
    public static double normalCdf(double x) {
        return ErrorFunctions.normalCdf(x);
    }

    /// `1/x`.
    public static double reciprocal(double x) {
        return 1 / x;
    }

    /// 1 if `x < y`, else 0.
    public static double less(double x, double y) {
        return x < y ? 1 : 0;
    }

    /// 1 if `x ≤ y`, else 0.
    public static double lessOrEqual(double x, double y) {
        return x <= y ? 1 : 0;
    }

    /// 1 if `x = y`, else 0.
    public static double equal(double x, double y) {
        return x == y ? 1 : 0;
    }

    /// `a` where the condition is not 0, else `b`.
    public static double select(double condition, double a, double b) {
        return condition != 0 ? a : b;
    }
}
