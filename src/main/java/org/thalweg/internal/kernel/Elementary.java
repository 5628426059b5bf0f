package org.thalweg.internal.kernel;

/// The one door through which elementary functions enter: scalar kernels, block kernels and constant folding all call
/// these and nothing else, so a function has the same bits wherever it is computed.
///
/// They are our own, made of exactly rounded operations alone, so that interpreter, compilers and vectors of every width
/// agree: [Math] and the Vector API's own functions may change by an ulp when a method is compiled, and with them the path
/// of a solve. `docs/elementary-functions.md` has derivations and measured errors.
///
/// **Allocation**: none. **Threads**: stateless.
public final class Elementary {
    private Elementary() {}

    static double exp(double x) {
        return Exponentials.exp(x);
    }

    static double expm1(double x) {
        return Exponentials.expm1(x);
    }

    static double log(double x) {
        return Logarithms.log(x);
    }

    static double log1p(double x) {
        return Logarithms.log1p(x);
    }

    static double sin(double x) {
        return Trigonometry.sin(x);
    }

    static double cos(double x) {
        return Trigonometry.cos(x);
    }

    static double tan(double x) {
        return Trigonometry.tan(x);
    }

    static double asin(double x) {
        return StrictMath.asin(x);
    }

    static double acos(double x) {
        return StrictMath.acos(x);
    }

    static double atan(double x) {
        return StrictMath.atan(x);
    }

    static double sinh(double x) {
        return StrictMath.sinh(x);
    }

    static double cosh(double x) {
        return StrictMath.cosh(x);
    }

    static double tanh(double x) {
        return Exponentials.tanh(x);
    }

    static double cbrt(double x) {
        return StrictMath.cbrt(x);
    }

    static double pow(double x, double y) {
        return StrictMath.pow(x, y);
    }

    static double atan2(double y, double x) {
        return StrictMath.atan2(y, x);
    }

    static double hypot(double x, double y) {
        return StrictMath.hypot(x, y);
    }

    /// The logistic function `1/(1 + e⁻ˣ)`.
    static double logistic(double x) {
        return Exponentials.logistic(x);
    }

    /// Softplus `ln(1 + eˣ)`.
    static double softplus(double x) {
        return Logarithms.softplus(x);
    }
}
