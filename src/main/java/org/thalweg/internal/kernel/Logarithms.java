package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Coefficients.*;

/// Logarithms, from exactly rounded operations alone; `docs/elementary-functions.md` derives them.
///
/// ```
/// x = 2ᵏ·(1 + f),  √½ ≤ 1 + f < √2,  t = f/(2 + f)
/// ln x = k·ln 2 + f − f²/2 + t·(f²/2 + t²·tail(t²))
/// ```
///
/// Constants come from [Coefficients].
///
/// **Allocation**: none. **Threads**: stateless.
public final class Logarithms {
    private Logarithms() {}

    /// `(2·artanh(t)/t − 2)/z` with `z = t²`, for `|t| ≤ 3 − 2√2`.
    static double logTail(double z) {
        double p = Math.fma(z, LOG6, LOG5);
        p = Math.fma(p, z, LOG4);
        p = Math.fma(p, z, LOG3);
        p = Math.fma(p, z, LOG2);
        p = Math.fma(p, z, LOG1);
        p = Math.fma(p, z, LOG0);
        return p;
    }

    /// The same function for `|t| ≤ 1/3`.
    static double wideTail(double z) {
        double p = Math.fma(z, WIDE10, WIDE9);
        p = Math.fma(p, z, WIDE8);
        p = Math.fma(p, z, WIDE7);
        p = Math.fma(p, z, WIDE6);
        p = Math.fma(p, z, WIDE5);
        p = Math.fma(p, z, WIDE4);
        p = Math.fma(p, z, WIDE3);
        p = Math.fma(p, z, WIDE2);
        p = Math.fma(p, z, WIDE1);
        p = Math.fma(p, z, WIDE0);
        return p;
    }

    /// `ln x = k·ln 2 + ln(1 + f)` with `√½ ≤ 1 + f < √2`.
    public static double log(double x) {
        if (!(x >= MIN_NORMAL && x <= MAX_VALUE)) {
            return logRare(x);
        }
        long b = Double.doubleToRawLongBits(x) + (ONE - SQRT_HALF);
        double k = Double.longBitsToDouble((b >>> 52) | TWO52_BITS) - TWO52_AND_BIAS;
        double f = Double.longBitsToDouble((b & MANTISSA) + SQRT_HALF) - 1;
        // ln(1 + f) = f − f²/2 + t·(f²/2 + z·tail(z)) with t = f/(2 + f), z = t²
        double t = f / (2 + f);
        double z = t * t;
        double half = 0.5 * f * f;
        // k·LN2_SHORT_HI is exact; h + (a − h + f) is its sum with f without error
        double a = k * LN2_SHORT_HI;
        double h = a + f;
        double l = Math.fma(k, LN2_SHORT_LO, a - h + f);
        return h + Math.fma(-0.5 * f, f, Math.fma(t, Math.fma(z, logTail(z), half), l));
    }

    /// `ln(1 + x)`: as [#log] of `u + c = 1 + x`, where c is the rounding error of u; f is x itself while k is 0.
    public static double log1p(double x) {
        if (!(x > -1 && x < LOG1P_LIMIT)) {
            return log1pRare(x);
        }
        double u = 1 + x;
        double d = u - 1;
        double e = 1 - (u - d) + (x - d);
        long b = Double.doubleToRawLongBits(u) + (ONE - SQRT_HALF);
        double k = Double.longBitsToDouble((b >>> 52) | TWO52_BITS) - TWO52_AND_BIAS;
        boolean near = k == 0;
        double f = near ? x : Double.longBitsToDouble((b & MANTISSA) + SQRT_HALF) - 1;
        double c = near ? 0 : e * Double.longBitsToDouble(TWICE_BIAS - (b & EXPONENT));
        // ln(1 + f) = f − f²/2 + t·(f²/2 + z·tail(z)) with t = f/(2 + f), z = t²
        double t = f / (2 + f);
        double z = t * t;
        double half = 0.5 * f * f;
        double a = k * LN2_SHORT_HI;
        double h = a + f;
        double l = Math.fma(k, LN2_SHORT_LO, a - h + f);
        // 1/(1 + f) = (1 − t)/(1 + t) = (1 − t)²(1 + t² + …)
        double g = (1 - t) * (1 - t);
        double s = Math.fma(c, Math.fma(g, z, g), l);
        double y = h + Math.fma(-0.5 * f, f, Math.fma(t, Math.fma(z, logTail(z), half), s));
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) | (Double.doubleToRawLongBits(x) & SIGN));
    }

    /// `ln(1 + eˣ) = max(x, 0) + ln(1 + e)` with `e = e^−|x|` and its rounding error.
    public static double softplus(double x) {
        if (!(Math.abs(x) < SOFT_LIMIT)) {
            return softplusRare(x);
        }
        double x2 = -Math.abs(x);
        // x = k·ln 2 + r + c with |r| ≤ ln 2/2; the first fma is exact, the second leaves its rounding error
        // in c; eʳ⁺ᶜ = 1 + r + t
        double m = Math.fma(x2, LOG2E, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -LN2_HI, x2);
        double r = Math.fma(k, -LN2_LO, e);
        double c = Math.fma(k, -LN2_LO, e - r);
        double t = Math.fma(0.5 * r, r, Math.fma(r * r * r, Exponentials.expTail(r), c));
        // eʳ = p + q with |q| ≤ ulp(p)/2
        double u = 1 + r;
        double v = 1 - u + r + t;
        double p = u + v;
        double q = u - p + v;
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + ONE);
        double eh = scale * p;
        double el = scale * q;
        // ln(1 + e) = 2t + t·z·tail(z) with t + s = e/(2 + e), z = t²
        double dh = 2 + eh;
        double dl = 2 - dh + eh + el;
        double w = 1 / dh;
        double t2 = eh * w;
        double s = (Math.fma(-t2, dh, eh) + Math.fma(-t2, dl, el)) * w;
        double z = t2 * t2;
        double l = Math.fma(t2 * z, wideTail(z), s + s);
        double y = t2 + t2;
        double p2 = x > 0 ? x : 0;
        // p + y = h + r without error
        double h = p2 + y;
        double d = h - p2;
        double r2 = p2 - (h - d) + (y - d);
        return h + (r2 + l);
    }

    /// `ln x` for zeros, subnormal and negative numbers, +∞ and NaN.
    private static double logRare(double x) {
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (x > 0 && x < MIN_NORMAL) {
            return subnormalLog(x);
        }
        return x > 0 ? x : Double.NaN;
    }

    /// As [#log] for `2⁵⁴x`, with 54 less in the exponent.
    private static double subnormalLog(double x) {
        long b = Double.doubleToRawLongBits(x * 0x1p54) + (ONE - SQRT_HALF);
        double k = (b >>> 52) - 1077;
        double f = Double.longBitsToDouble((b & MANTISSA) + SQRT_HALF) - 1;
        double t = f / (2 + f);
        double z = t * t;
        double a = k * LN2_SHORT_HI;
        double h = a + f;
        double l = Math.fma(k, LN2_SHORT_LO, a - h + f);
        return h + Math.fma(-0.5 * f, f, Math.fma(t, Math.fma(z, logTail(z), 0.5 * f * f), l));
    }

    private static double log1pRare(double x) {
        return x == -1 ? Double.NEGATIVE_INFINITY : log(x);
    }

    private static double softplusRare(double x) {
        return x < 0 ? Exponentials.exp(x) : x;
    }
}
