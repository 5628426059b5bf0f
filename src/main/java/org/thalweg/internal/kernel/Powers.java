package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Coefficients.*;

/// The power `xʸ = exp(y·ln x)`, from exactly rounded operations alone; `docs/elementary-functions.md` derives it.
///
/// The logarithm and its product with y are sums of two numbers, so that an exponent of 700 leaves enough of them.
///
/// **Allocation**: none. **Threads**: stateless.
public final class Powers {
    private Powers() {}

    /// `(2·artanh s − 2s − ⅔s³)/s⁵` with `z = s²`, for `|s| ≤ 3 − 2√2`.
    static double powTail(double z) {
        double p = Math.fma(z, POW7, POW6);
        p = Math.fma(p, z, POW5);
        p = Math.fma(p, z, POW4);
        p = Math.fma(p, z, POW3);
        p = Math.fma(p, z, POW2);
        p = Math.fma(p, z, POW1);
        p = Math.fma(p, z, POW0);
        return p;
    }

    /// `xʸ`, with the special cases of [Math#pow].
    public static double pow(double x, double y) {
        double ax = Math.abs(x);
        if (!(ax >= MIN_NORMAL && ax <= MAX_VALUE && Math.abs(y) <= MAX_VALUE)) {
            return rare(x, y);
        }
        if (x < 0 && Math.rint(y) != y) {
            return Double.NaN;
        }
        return signed(x, y, power(ax, y, 0));
    }

    /// `xʸ` for a normal `x·2^shift`.
    private static double power(double ax, double y, double shift) {
        // x = 2ᵏ·(1 + f), √½ ≤ 1 + f < √2; ln(1 + f) = 2s + ⅔s³ + s⁵·powTail(s²) with s = f/(2 + f) in two parts
        long bx = Double.doubleToRawLongBits(ax) + (ONE - SQRT_HALF);
        double k = Double.longBitsToDouble((bx >>> 52) | TWO52_BITS) - TWO52_AND_BIAS - shift;
        double f = Double.longBitsToDouble((bx & MANTISSA) + SQRT_HALF) - 1;
        double dh = f + 2;
        double dl = 2 - dh + f;
        double w = 1 / dh;
        double sh = f * w;
        double sl = (Math.fma(-sh, dh, f) - sh * dl) * w;
        double zh = sh * sh;
        double zl = Math.fma(sh, sh, -zh) + 2 * sh * sl;
        double ch = zh * sh;
        double cl = Math.fma(zh, sh, -ch) + (zl * sh + zh * sl);
        double th = TWO_THIRDS_HI * ch;
        double tl = Math.fma(TWO_THIRDS_HI, ch, -th) + (TWO_THIRDS_HI * cl + TWO_THIRDS_LO * ch);
        double fh = ch * zh;
        double fl = Math.fma(ch, zh, -fh) + (ch * zl + cl * zh);
        double q = powTail(zh);
        double tail = Math.fma(fh, q, Math.fma(fl, q, tl));
        // ln x = lh + ll; each term is larger than the next, so that the sums leave their errors
        double g0 = k * LN2_SHORT_HI;
        double g1 = g0 + 2 * sh;
        double g2 = g1 + th;
        double rest = g0 - g1 + 2 * sh + (g1 - g2 + th);
        double l0 = rest + Math.fma(k, LN2_SHORT_LO, 2 * sl + tail);
        double lh = g2 + l0;
        double ll = g2 - lh + l0;
        double ph = y * lh;
        double pl = Math.fma(y, lh, -ph) + y * ll;
        return exp(ph, pl);
    }

    /// `e^(ph + pl)`, scaled in two steps where it may leave the normal numbers.
    private static double exp(double ph, double pl) {
        if (!(Math.abs(ph) < 746)) {
            return ph > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        // e^(ph + pl) = 2ʲ·(p + q)
        double m = Math.fma(ph, LOG2E, ROUND);
        double j = m - ROUND;
        double e = Math.fma(j, -LN2_HI, ph);
        double r0 = Math.fma(j, -LN2_LO, e);
        double c0 = Math.fma(j, -LN2_LO, e - r0) + pl;
        double r = r0 + c0;
        double c = r0 - r + c0;
        double t = Math.fma(0.5 * r, r, Math.fma(r * r * r, Exponentials.expTail(r), c));
        double p = 1 + r;
        double p2 = p + (1 - p + r + t);
        int half = (int) j / 2;
        return Math.abs(ph) < EXP_LIMIT
                ? Double.longBitsToDouble(Double.doubleToRawLongBits(p2) + (Double.doubleToRawLongBits(m) << 52))
                : p2 * Exponentials.power(half) * Exponentials.power((int) j - half);
    }

    /// The sign of xʸ: that of x if y is odd.
    private static double signed(double x, double y, double magnitude) {
        boolean odd = Math.abs(y) < 0x1p53 && ((long) y & 1) != 0 && Math.rint(y) == y;
        return odd ? Math.copySign(magnitude, x) : magnitude;
    }

    /// Zeros, subnormal numbers, infinities and NaN.
    private static double rare(double x, double y) {
        if (y == 0) {
            return 1;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double ax = Math.abs(x);
        if (Double.isInfinite(y)) {
            return ax == 1 ? Double.NaN : ax > 1 == y > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        if (x == 0 || Double.isInfinite(x)) {
            return signed(x, y, (x == 0) == (y > 0) ? 0 : Double.POSITIVE_INFINITY);
        }
        return x < 0 && Math.rint(y) != y ? Double.NaN : signed(x, y, power(ax * 0x1p54, y, 54));
    }
}
