package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Coefficients.*;

/// Sine, cosine and tangent, from exactly rounded operations alone; `docs/elementary-functions.md` derives them.
///
/// ```
/// |x| = k·π/2 + r + c,  k = round(2x/π),  |r| ≤ π/4
/// sin r = r + r³·sinTail(r²),  cos r = 1 − r²/2 + r⁴·cosTail(r²)
/// ```
///
/// Up to `2¹⁷` the product of k with π/2 is taken in three parts by [Math#fma]; beyond, [LargeAngles] reduces the argument.
/// Constants come from [Coefficients].
///
/// **Allocation**: none. **Threads**: stateless.
public final class Trigonometry {
    private Trigonometry() {}

    /// `(sin r/r − 1)/z` with `z = r²`, for `|r| ≤ π/4`.
    static double sinTail(double z) {
        double p = Math.fma(z, SIN6, SIN5);
        p = Math.fma(p, z, SIN4);
        p = Math.fma(p, z, SIN3);
        p = Math.fma(p, z, SIN2);
        p = Math.fma(p, z, SIN1);
        p = Math.fma(p, z, SIN0);
        return p;
    }

    /// `(cos r − 1 + z/2)/z²` with `z = r²`, for `|r| ≤ π/4`.
    static double cosTail(double z) {
        double p = Math.fma(z, COS6, COS5);
        p = Math.fma(p, z, COS4);
        p = Math.fma(p, z, COS3);
        p = Math.fma(p, z, COS2);
        p = Math.fma(p, z, COS1);
        p = Math.fma(p, z, COS0);
        return p;
    }

    /// `sin(r + c)` for `|r| ≤ π/4` and a c below the last place of r.
    static double sinNear(double r, double c) {
        double z = r * r;
        double s = Math.fma(r * z, sinTail(z), c * Math.fma(-0.5, z, 1));
        return r + s;
    }

    /// `cos(r + c)` for `|r| ≤ π/4` and a c below the last place of r.
    static double cosNear(double r, double c) {
        double z = r * r;
        double half = 0.5 * z;
        double w = 1 - half;
        double v = 1 - w - half + Math.fma(z * z, cosTail(z), -(r * c));
        return w + v;
    }

    /// `sin(k·π/2 + r + c)`, where k stands in the low bits of m.
    static double sinFrom(double m, double r, double c) {
        boolean odd = (Double.doubleToRawLongBits(m) & 1) == 1;
        double y = odd ? cosNear(r, c) : sinNear(r, c);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ ((Double.doubleToRawLongBits(m) << 62) & SIGN));
    }

    /// `cos(k·π/2 + r + c)`, where k stands in the low bits of m.
    static double cosFrom(double m, double r, double c) {
        boolean odd = (Double.doubleToRawLongBits(m) & 1) == 1;
        double y = odd ? sinNear(r, c) : cosNear(r, c);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ (((Double.doubleToRawLongBits(m)
                + 1) << 62) & SIGN));
    }

    /// `tan(k·π/2 + r + c)`, where k stands in the low bits of m: the quotient of sine and cosine with their errors.
    static double tanFrom(double m, double r, double c) {
        double z = r * r;
        double s = Math.fma(r * z, sinTail(z), c * Math.fma(-0.5, z, 1));
        double sh = r + s;
        double sl = r - sh + s;
        double half = 0.5 * z;
        double w = 1 - half;
        double v = 1 - w - half + Math.fma(z * z, cosTail(z), -(r * c));
        double ch = w + v;
        double cl = w - ch + v;
        boolean odd = (Double.doubleToRawLongBits(m) & 1) == 1;
        double nh = odd ? ch : sh;
        double nl = odd ? cl : sl;
        double dh = odd ? sh : ch;
        double dl = odd ? sl : cl;
        // (nh + nl)/(dh + dl): the rounded quotient, corrected by its remainder
        double w2 = 1 / dh;
        double y = nh * w2;
        double e = Math.fma(-y, dh, nh) + Math.fma(-y, dl, nl);
        double q = Math.fma(e, w2, y);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(q) ^ (Double.doubleToRawLongBits(m) << 63));
    }

    /// `sin x`.
    public static double sin(double x) {
        if (!(Math.abs(x) < ANGLE_LIMIT)) {
            return LargeAngles.sin(x);
        }
        double x2 = Math.abs(x);
        // |x| = k·π/2 + r + c: the first fma is exact, d is the rounding error of the second, without error as well
        double m = Math.fma(x2, TWO_OVER_PI, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -PIO2_HI, x2);
        double s = Math.fma(k, -PIO2_MID, e);
        double d = Math.fma(k, -PIO2_LO, Math.fma(k, -PIO2_MID, e - s));
        double r = s + d;
        double c = s - r + d;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(sinFrom(m, r,
                c)) ^ (Double.doubleToRawLongBits(x) & SIGN));
    }

    /// `cos x`.
    public static double cos(double x) {
        if (!(Math.abs(x) < ANGLE_LIMIT)) {
            return LargeAngles.cos(x);
        }
        double x2 = Math.abs(x);
        // |x| = k·π/2 + r + c: the first fma is exact, d is the rounding error of the second, without error as well
        double m = Math.fma(x2, TWO_OVER_PI, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -PIO2_HI, x2);
        double s = Math.fma(k, -PIO2_MID, e);
        double d = Math.fma(k, -PIO2_LO, Math.fma(k, -PIO2_MID, e - s));
        double r = s + d;
        double c = s - r + d;
        return cosFrom(m, r, c);
    }

    /// `tan x`.
    public static double tan(double x) {
        if (!(Math.abs(x) < ANGLE_LIMIT)) {
            return LargeAngles.tan(x);
        }
        double x2 = Math.abs(x);
        // |x| = k·π/2 + r + c: the first fma is exact, d is the rounding error of the second, without error as well
        double m = Math.fma(x2, TWO_OVER_PI, ROUND);
        double k = m - ROUND;
        double e = Math.fma(k, -PIO2_HI, x2);
        double s = Math.fma(k, -PIO2_MID, e);
        double d = Math.fma(k, -PIO2_LO, Math.fma(k, -PIO2_MID, e - s));
        double r = s + d;
        double c = s - r + d;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(tanFrom(m, r,
                c)) ^ (Double.doubleToRawLongBits(x) & SIGN));
    }
}
