package org.thalweg.internal.kernel;

/// The one door through which elementary functions enter: scalar kernels, block kernels and constant folding all call
/// these and nothing else, so a function has the same bits wherever it is computed.
///
/// They come from [StrictMath], whose results are fixed by specification. [Math] and the Vector API's own functions may
/// change by an ulp when a method is compiled, and with them the path of a solve.
///
/// **Allocation**: none. **Threads**: stateless.
public final class Elementary {
    private Elementary() {}

    static double exp(double x) {
        return StrictMath.exp(x);
    }

    static double expm1(double x) {
        return StrictMath.expm1(x);
    }

    static double log(double x) {
        return StrictMath.log(x);
    }

    static double log1p(double x) {
        return StrictMath.log1p(x);
    }

    static double sin(double x) {
        return StrictMath.sin(x);
    }

    static double cos(double x) {
        return StrictMath.cos(x);
    }

    static double tan(double x) {
        return StrictMath.tan(x);
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
        return StrictMath.tanh(x);
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

    /// The logistic function `1/(1 + e⁻ˣ)`, without overflow on either side.
    static double logistic(double x) {
        if (x >= 0) {
            return 1 / (1 + exp(-x));
        }
        double e = exp(x);
        return e / (1 + e);
    }

    /// Softplus `log(1 + eˣ)`, written as `max(x, 0) + log1p(e^−|x|)` so that nothing overflows or cancels.
    static double softplus(double x) {
        return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
    }
}
