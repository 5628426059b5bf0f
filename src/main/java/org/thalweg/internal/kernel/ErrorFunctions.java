package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Coefficients.*;

/// The error function, its complement and the normal distribution, from exactly rounded operations alone;
/// `docs/elementary-functions.md` derives them.
///
/// ```
/// erfc x = e^−x²·(1 + w·T(2w − 1))/(1 + 2x),  w = x/(x + 4), for x ≥ 0
/// ```
///
/// `x²` is a sum of two numbers, by [Math#fma], and so are the exponential and the divisors.
///
/// **Allocation**: none. **Threads**: stateless.
public final class ErrorFunctions {
    private ErrorFunctions() {}

    /// `erf x/x − 1` with `z = x²`, for `|x| < 3/4`.
    static double erfTail(double z) {
        double p = Math.fma(z, ERF11, ERF10);
        p = Math.fma(p, z, ERF9);
        p = Math.fma(p, z, ERF8);
        p = Math.fma(p, z, ERF7);
        p = Math.fma(p, z, ERF6);
        p = Math.fma(p, z, ERF5);
        p = Math.fma(p, z, ERF4);
        p = Math.fma(p, z, ERF3);
        p = Math.fma(p, z, ERF2);
        p = Math.fma(p, z, ERF1);
        p = Math.fma(p, z, ERF0);
        return p;
    }

    /// `((1 + 2x)·e^x²·erfc x − 1)/w` with `w = x/(x + 4)` and `t = 2w − 1`.
    static double erfcTail(double t) {
        double p = Math.fma(t, ERFC22, ERFC21);
        p = Math.fma(p, t, ERFC20);
        p = Math.fma(p, t, ERFC19);
        p = Math.fma(p, t, ERFC18);
        p = Math.fma(p, t, ERFC17);
        p = Math.fma(p, t, ERFC16);
        p = Math.fma(p, t, ERFC15);
        p = Math.fma(p, t, ERFC14);
        p = Math.fma(p, t, ERFC13);
        p = Math.fma(p, t, ERFC12);
        p = Math.fma(p, t, ERFC11);
        p = Math.fma(p, t, ERFC10);
        p = Math.fma(p, t, ERFC9);
        p = Math.fma(p, t, ERFC8);
        p = Math.fma(p, t, ERFC7);
        p = Math.fma(p, t, ERFC6);
        p = Math.fma(p, t, ERFC5);
        p = Math.fma(p, t, ERFC4);
        p = Math.fma(p, t, ERFC3);
        p = Math.fma(p, t, ERFC2);
        p = Math.fma(p, t, ERFC1);
        p = Math.fma(p, t, ERFC0);
        return p;
    }

    /// `2/√π·∫₀ˣ e^−t² dt`.
    public static double erf(double x) {
        double ax = Math.abs(x);
        double ah = ax > 6 ? 6 : ax;
        double s = ah * ah;
        double r = ah < 0.75 ? Math.fma(ax, erfTail(s), ax) : 1 - tail(ah, 0, s, Math.fma(ah, ah, -s), 0);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(r) | (Double.doubleToRawLongBits(x) & SIGN));
    }

    /// `1 − erf x`, with all its digits where that is small.
    public static double erfc(double x) {
        double ax = Math.abs(x);
        double limit = x > 0 ? 28 : ERFC_LIMIT;
        double ah = ax > limit ? limit : ax;
        double s = ah * ah;
        double tail = tail(ah, 0, s, Math.fma(ah, ah, -s), 0);
        return x < 0 ? 2 - tail : tail;
    }

    /// The probability `½·erfc(−x/√2)` that a normally distributed number is at most x.
    public static double normalCdf(double x) {
        double ax = Math.abs(x);
        double limit = x < 0 ? 39 : NORMAL_LIMIT;
        double v = ax > limit ? limit : ax;
        double ah = v * ROOT_HALF_HI;
        double al = Math.fma(v, ROOT_HALF_HI, -ah) + v * ROOT_HALF_LO;
        double s = v * v;
        double half = tail(ah, al, 0.5 * s, 0.5 * Math.fma(v, v, -s), -1);
        return x > 0 ? 1 - half : half;
    }

    /// `2^shift·erfc(ah + al)` for `ah ≥ 0`, with the square `s + sl` of the argument.
    private static double tail(double ah, double al, double s, double sl, int shift) {
        // e^−(s + sl) = 2ᵏ·(p + q)
        double m = Math.fma(s, -LOG2E, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -LN2_HI, -s);
        double r0 = Math.fma(k, -LN2_LO, e);
        double c0 = Math.fma(k, -LN2_LO, e - r0) - sl;
        double r = r0 + c0;
        double c = r0 - r + c0;
        double t = Math.fma(0.5 * r, r, Math.fma(r * r * r, Exponentials.expTail(r), c));
        double u = 1 + r;
        double v = 1 - u + r + t;
        double p = u + v;
        double q = u - p + v;
        // w = x/(x + 4), and both divisors with their rounding errors under one division
        double xh = ah + 4;
        double xl = 4 - xh + ah + al;
        double dh = Math.fma(2, ah, 1);
        double dl = Math.fma(2, ah, 1 - dh) + 2 * al;
        double both = 1 / (xh * dh);
        double ra = both * dh;
        double rd = both * xh;
        double w0 = ah * ra;
        double w = Math.fma(Math.fma(-w0, xh, ah) - w0 * xl + al, ra, w0);
        double i2 = Math.fma(2, w, -1);
        // (p + q)·(1 + w·T)/(1 + 2x): the rounded quotient, corrected by its remainder
        double v2 = Math.fma(p, w * erfcTail(i2), q);
        double nh = p + v2;
        double nl = p - nh + v2;
        double y0 = nh * rd;
        double y = Math.fma(Math.fma(-y0, dh, nh) + Math.fma(-y0, dl, nl), rd, y0);
        int j = (int) k + shift;
        int half = j < -1000 ? j / 2 : 0;
        return y * Exponentials.power(half) * Exponentials.power(j - half);
    }
}
