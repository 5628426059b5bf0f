package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Coefficients.*;

/// The exponential and its kin, from exactly rounded operations alone; `docs/elementary-functions.md` derives them.
///
/// ```
/// x = k·ln 2 + r + c,  k = round(x/ln 2),  |r| ≤ ln 2/2,  eˣ = 2ᵏ·(1 + r + r²/2 + r³·tail(r) + c)
/// ```
///
/// r is exact but for the rounding error c, by [Math#fma]. The exponential itself, which is the one that loops are full of,
/// needs no digits of `eˣ − 1`: it is reduced to eighths of ln 2, and gets by with fewer multiplications. Constants come from
/// [Coefficients].
///
/// **Allocation**: none. **Threads**: stateless.
public final class Exponentials {
    private Exponentials() {}

    /// `(eʳ − 1 − r − r²/2)/r³` on `|r| ≤ ln 2/2`.
    static double expTail(double r) {
        double p = Math.fma(r, EXP9, EXP8);
        p = Math.fma(p, r, EXP7);
        p = Math.fma(p, r, EXP6);
        p = Math.fma(p, r, EXP5);
        p = Math.fma(p, r, EXP4);
        p = Math.fma(p, r, EXP3);
        p = Math.fma(p, r, EXP2);
        p = Math.fma(p, r, EXP1);
        p = Math.fma(p, r, EXP0);
        return p;
    }

    /// `e^(x − k·ln 2/8)` divided by the common factor of [Coefficients#EXP_EIGHTHS], less 1.
    private static double expRest(double x, double k) {
        // the argument is e + w: e is exact, w is tiny, and their rounded sum r only where it does not matter
        double e = Math.fma(k, -LN2_8_HI, x);
        double w = Math.fma(k, -LN2_8_LO, EXP_SHIFT);
        double r = e + w;
        double z = r * r;
        double high = Math.fma(r, EXPQ5, EXPQ4);
        double middle = Math.fma(r, EXPQ3, EXPQ2);
        double low = Math.fma(r, EXPQ1, EXPQ0);
        double quotient = Math.fma(z, Math.fma(z, high, middle), low);
        return e + Math.fma(z, quotient, w);
    }

    /// `eˣ = 2^(k/8)·e^(x − k·ln 2/8)`, with the eighths of k from a table.
    public static double exp(double x) {
        if (!(Math.abs(x) < EXP_LIMIT)) {
            return expRare(x);
        }
        double m = Math.fma(x, EIGHTHS, ROUND);
        double rest = expRest(x, m - ROUND);
        long bits = Double.doubleToRawLongBits(m);
        double scale = Double.longBitsToDouble(EXP_EIGHTHS[(int) bits & 7] + (bits << 49));
        return Math.fma(rest, scale, scale);
    }

    /// `eˣ − 1 = (2ᵏ − 1 + 2ᵏr) + 2ᵏ(eʳ − 1 − r)`, the bracket with its rounding error.
    public static double expm1(double x) {
        if (!(Math.abs(x) < EXP_LIMIT)) {
            return expm1Rare(x);
        }
        // x = k·ln 2 + r + c with |r| ≤ ln 2/2; the first fma is exact, the second leaves its rounding error
        // in c; eʳ⁺ᶜ = 1 + r + t
        double m = Math.fma(x, LOG2E, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -LN2_HI, x);
        double r = Math.fma(k, -LN2_LO, e);
        double c = Math.fma(k, -LN2_LO, e - r);
        double t = Math.fma(0.5 * r, r, Math.fma(r * r * r, expTail(r), c));
        // 2ᵏeʳ − 1 = h + l: 2ᵏ − 1 + 2ᵏr without error, and the small rest
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + ONE);
        double below = scale - 1;
        double h = Math.fma(scale, r, below);
        double l = Math.fma(scale, t, Math.fma(scale, r, below - h) + (scale - below - 1));
        return Double.longBitsToDouble(Double.doubleToRawLongBits(h + l) | (Double.doubleToRawLongBits(x) & SIGN));
    }

    /// `1/(1 + e⁻ˣ)` for `x ≥ 0`, `eˣ/(1 + eˣ)` below; e^−|x| and the quotient carry their rounding errors.
    public static double logistic(double x) {
        if (!(Math.abs(x) < EXP_LIMIT)) {
            return logisticRare(x);
        }
        double x2 = -Math.abs(x);
        // x = k·ln 2 + r + c with |r| ≤ ln 2/2; the first fma is exact, the second leaves its rounding error
        // in c; eʳ⁺ᶜ = 1 + r + t
        double m = Math.fma(x2, LOG2E, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -LN2_HI, x2);
        double r = Math.fma(k, -LN2_LO, e);
        double c = Math.fma(k, -LN2_LO, e - r);
        double t = Math.fma(0.5 * r, r, Math.fma(r * r * r, expTail(r), c));
        // eʳ = p + q with |q| ≤ ulp(p)/2
        double u = 1 + r;
        double v = 1 - u + r + t;
        double p = u + v;
        double q = u - p + v;
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + ONE);
        double eh = scale * p;
        double el = scale * q;
        double dh = 1 + eh;
        double dl = 1 - dh + eh + el;
        double nh = x < 0 ? eh : 1;
        double nl = x < 0 ? el : 0;
        // (nh + nl)/(dh + dl): the rounded quotient, corrected by its remainder
        double w = 1 / dh;
        double y = nh * w;
        double e2 = Math.fma(-y, dh, nh) + Math.fma(-y, dl, nl);
        return Math.fma(e2, w, y);
    }

    /// `tanh|x| = E/(E + 2)` with `E = e^{2|x|} − 1`; from 22 on the value is 1 to within rounding.
    public static double tanh(double x) {
        double ax = Math.abs(x);
        double w = ax > 22 ? 22 : ax;
        double x2 = w + w;
        // x = k·ln 2 + r + c with |r| ≤ ln 2/2; the first fma is exact, the second leaves its rounding error
        // in c; eʳ⁺ᶜ = 1 + r + t
        double m = Math.fma(x2, LOG2E, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -LN2_HI, x2);
        double r = Math.fma(k, -LN2_LO, e);
        double c = Math.fma(k, -LN2_LO, e - r);
        double t = Math.fma(0.5 * r, r, Math.fma(r * r * r, expTail(r), c));
        // 2ᵏeʳ − 1 = h + l: 2ᵏ − 1 + 2ᵏr without error, and the small rest
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + ONE);
        double below = scale - 1;
        double h = Math.fma(scale, r, below);
        double l = Math.fma(scale, t, Math.fma(scale, r, below - h) + (scale - below - 1));
        double eh = h + l;
        double el = h - eh + l;
        double dh = eh + 2;
        double t2 = dh - eh;
        double dl = eh - (dh - t2) + (2 - t2) + el;
        // (nh + nl)/(dh + dl): the rounded quotient, corrected by its remainder
        double w2 = 1 / dh;
        double y = eh * w2;
        double e2 = Math.fma(-y, dh, eh) + Math.fma(-y, dl, el);
        double y2 = Math.fma(e2, w2, y);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y2) | (Double.doubleToRawLongBits(x) & SIGN));
    }

    /// `(E + E/(1 + E))/2` with `E = e^|x| − 1`.
    public static double sinh(double x) {
        if (!(Math.abs(x) < EXP_LIMIT)) {
            return sinhRare(x);
        }
        double x2 = Math.abs(x);
        // x = k·ln 2 + r + c with |r| ≤ ln 2/2; the first fma is exact, the second leaves its rounding error
        // in c; eʳ⁺ᶜ = 1 + r + t
        double m = Math.fma(x2, LOG2E, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -LN2_HI, x2);
        double r = Math.fma(k, -LN2_LO, e);
        double c = Math.fma(k, -LN2_LO, e - r);
        double t = Math.fma(0.5 * r, r, Math.fma(r * r * r, expTail(r), c));
        // 2ᵏeʳ − 1 = h + l: 2ᵏ − 1 + 2ᵏr without error, and the small rest
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + ONE);
        double below = scale - 1;
        double h = Math.fma(scale, r, below);
        double l = Math.fma(scale, t, Math.fma(scale, r, below - h) + (scale - below - 1));
        double eh = h + l;
        double el = h - eh + l;
        double dh = 1 + eh;
        double t2 = dh - eh;
        double dl = eh - (dh - t2) + (1 - t2) + el;
        double w = 1 / dh;
        double y = eh * w;
        double e2 = (Math.fma(-y, dh, eh) + Math.fma(-y, dl, el)) * w;
        double s = eh + y;
        double r2 = eh - s + y + (el + e2);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(0.5 * (s
                + r2)) | (Double.doubleToRawLongBits(x) & SIGN));
    }

    /// `(e^|x| + 1/e^|x|)/2`.
    public static double cosh(double x) {
        if (!(Math.abs(x) < EXP_LIMIT)) {
            return coshRare(x);
        }
        double x2 = Math.abs(x);
        // x = k·ln 2 + r + c with |r| ≤ ln 2/2; the first fma is exact, the second leaves its rounding error
        // in c; eʳ⁺ᶜ = 1 + r + t
        double m = Math.fma(x2, LOG2E, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -LN2_HI, x2);
        double r = Math.fma(k, -LN2_LO, e);
        double c = Math.fma(k, -LN2_LO, e - r);
        double t = Math.fma(0.5 * r, r, Math.fma(r * r * r, expTail(r), c));
        // eʳ = p + q with |q| ≤ ulp(p)/2
        double u = 1 + r;
        double v = 1 - u + r + t;
        double p = u + v;
        double q = u - p + v;
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + ONE);
        double eh = scale * p;
        double el = scale * q;
        double w = 1 / eh;
        double e2 = (Math.fma(-w, eh, 1) - w * el) * w;
        double s = eh + w;
        double r2 = eh - s + w + (el + e2);
        return 0.5 * (s + r2);
    }

    /// `eˣ` where it is not a normal number, or nearly so.
    static double expRare(double x) {
        return scaledExp(x, 0);
    }

    /// `2ⁿeˣ` for an n of 0 or −1: scaled in two steps, of which only the last one rounds.
    private static double scaledExp(double x, int n) {
        if (!(x < 711)) {
            return x + Double.POSITIVE_INFINITY;
        }
        if (x < -745.2) {
            return 0;
        }
        double m = Math.fma(x, EIGHTHS, ROUND);
        double k = m - ROUND;
        double rest = expRest(x, k);
        long eighths = (int) k & 7;
        double mantissa = Double.longBitsToDouble(EXP_EIGHTHS[(int) eighths] + (eighths << 49));
        int whole = (int) k >> 3;
        int half = whole / 2;
        return Math.fma(rest, mantissa, mantissa) * power(half) * power(whole + n - half);
    }

    /// `2ᵏ` for a k of at most 1000 in magnitude.
    static double power(int k) {
        return Double.longBitsToDouble((1023L + k) << 52);
    }

    private static double expm1Rare(double x) {
        return x < 0 ? -1 : expRare(x);
    }

    private static double sinhRare(double x) {
        return Math.copySign(scaledExp(Math.abs(x), -1), x);
    }

    private static double coshRare(double x) {
        return scaledExp(Math.abs(x), -1);
    }

    private static double logisticRare(double x) {
        return x < 0 ? expRare(x) : x > 0 ? 1 : x;
    }
}
