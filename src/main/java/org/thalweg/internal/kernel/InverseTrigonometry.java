package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Coefficients.*;

/// Arc sine, arc cosine and arc tangents, from exactly rounded operations alone; `docs/elementary-functions.md`
/// derives them.
///
/// ```
/// arcsin t = t + t³·asinTail(t²) for 0 ≤ t ≤ ½,  arcsin x = π/2 − 2·arcsin √((1 − x)/2)
/// arctan t = t + t³·atanTail(t²) for |t| < 7/16,  arctan v = arctan c + arctan((v − c)/(1 + cv))
/// ```
///
/// Roots and quotients carry their rounding errors, found by [Math#fma]. Constants come from [Coefficients].
///
/// **Allocation**: none. **Threads**: stateless.
public final class InverseTrigonometry {
    private InverseTrigonometry() {}

    /// `(arcsin t/t − 1)/z` with `z = t²`, for `0 ≤ t ≤ 1/2`.
    static double asinTail(double z) {
        double p = Math.fma(z, ASIN13, ASIN12);
        p = Math.fma(p, z, ASIN11);
        p = Math.fma(p, z, ASIN10);
        p = Math.fma(p, z, ASIN9);
        p = Math.fma(p, z, ASIN8);
        p = Math.fma(p, z, ASIN7);
        p = Math.fma(p, z, ASIN6);
        p = Math.fma(p, z, ASIN5);
        p = Math.fma(p, z, ASIN4);
        p = Math.fma(p, z, ASIN3);
        p = Math.fma(p, z, ASIN2);
        p = Math.fma(p, z, ASIN1);
        p = Math.fma(p, z, ASIN0);
        return p;
    }

    /// `arcsin|x|`, above 1/2 as `π/2 − 2·arcsin √((1 − |x|)/2)`.
    public static double asin(double x) {
        if (!(Math.abs(x) < 1)) {
            return asinRare(x);
        }
        double a = Math.abs(x);
        boolean big = a > 0.5;
        // from 1/2 on, with t + e = √((1 − a)/2): the angle is π/2 − 2·arcsin(t + e)
        double v = Math.fma(-0.5, a, 0.5);
        double s = Math.sqrt(v);
        double e = Math.fma(-s, s, v) * (0.5 / s);
        double t = big ? s : a;
        double z = big ? v : a * a;
        double u = t * z * asinTail(z);
        double q = big ? t + t : t;
        double g = big ? u + e + (u + e) : u;
        double base = big ? PIO2_HI : 0;
        double low = big ? PIO2_REST : 0;
        double s2 = big ? -q : q;
        double v2 = big ? -g : g;
        // base is 0 or larger than s, so that h + (base − h + s) is their sum without error
        double h = base + s2;
        double l = base - h + s2 + (low + v2);
        double y = h + l;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) | (Double.doubleToRawLongBits(x) & SIGN));
    }

    /// `π/2 − arcsin x` for `|x| ≤ 1/2`; beyond, `2·arcsin √((1 − |x|)/2)`, from π if x is negative.
    public static double acos(double x) {
        if (!(Math.abs(x) < 1)) {
            return acosRare(x);
        }
        double a = Math.abs(x);
        boolean big = a > 0.5;
        // from 1/2 on, with t + e = √((1 − a)/2): the angle is π/2 − 2·arcsin(t + e)
        double v = Math.fma(-0.5, a, 0.5);
        double s = Math.sqrt(v);
        double e = Math.fma(-s, s, v) * (0.5 / s);
        double t = big ? s : a;
        double z = big ? v : a * a;
        double u = t * z * asinTail(z);
        double q = big ? t + t : t;
        double g = big ? u + e + (u + e) : u;
        boolean left = x < 0;
        double high = big ? (left ? PI_HI : 0) : PIO2_HI;
        double low = big ? (left ? PI_REST : 0) : PIO2_REST;
        boolean plus = (big && !left) || (!big && left);
        double s2 = plus ? q : -q;
        double v2 = plus ? g : -g;
        // base is 0 or larger than s, so that h + (base − h + s) is their sum without error
        double h = high + s2;
        double l = high - h + s2 + (low + v2);
        double r = h + l;
        return r;
    }

    /// `(arctan t/t − 1)/z` with `z = t²`, for `|t| < 7/16`.
    static double atanTail(double z) {
        // even and odd powers apart, so that each step waits for half as many
        double zz = z * z;
        double even = Math.fma(zz, ATAN10, ATAN8);
        double odd = Math.fma(zz, ATAN9, ATAN7);
        even = Math.fma(even, zz, ATAN6);
        odd = Math.fma(odd, zz, ATAN5);
        even = Math.fma(even, zz, ATAN4);
        odd = Math.fma(odd, zz, ATAN3);
        even = Math.fma(even, zz, ATAN2);
        odd = Math.fma(odd, zz, ATAN1);
        even = Math.fma(even, zz, ATAN0);
        return Math.fma(odd, z, even);
    }

    /// `arctan x`, from the nearest of five angles whose tangent is short.
    public static double atan(double x) {
        double ax = Math.abs(x);
        // from 2⁶⁴ on the angle is π/2 to within rounding
        double v = ax > 0x1p64 ? 0x1p64 : ax;
        boolean half = v >= 0.4375;
        boolean one = v >= 0.6875;
        boolean more = v >= 1.1875;
        boolean far = v >= 2.4375;
        // arctan v = arctan c + arctan t with t = (v − c)/(1 + cv); far out, c is ∞ and t = −1/v
        double c = more ? 1.5 : one ? 1 : half ? 0.5 : 0;
        double d = Math.fma(v, c, 1);
        double num = far ? -1 : v - c;
        double den = far ? v : d;
        double low = far ? 0 : Math.fma(v, c, 1 - d);
        double w = 1 / den;
        double q = num * w;
        double e = (Math.fma(-q, den, num) - q * low) * w;
        double z = q * q;
        double u = Math.fma(q * z, atanTail(z), e);
        double ch = more ? ATAN_THREE_HALVES_HI : one ? ATAN_ONE_HI : half ? ATAN_HALF_HI : 0;
        double cl = more ? ATAN_THREE_HALVES_LO : one ? ATAN_ONE_LO : half ? ATAN_HALF_LO : 0;
        double base = far ? PIO2_HI : ch;
        double rest = far ? PIO2_REST : cl;
        // base is 0 or larger than q, so that h + (base − h + q) is their sum without error
        double h = base + q;
        double l = base - h + q + (rest + u);
        double y = h + l;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) | (Double.doubleToRawLongBits(x) & SIGN));
    }

    /// The angle of the point (x, y), from −π to π.
    public static double atan2(double y, double x) {
        double ay = Math.abs(y);
        double ax = Math.abs(x);
        boolean steep = ay > ax;
        double d = steep ? ay : ax;
        double s = steep ? ax : ay;
        if (!(d >= ANGLE_MIN && d <= ANGLE_MAX && (s >= ANGLE_MIN || s == 0))) {
            return atan2Rare(y, x);
        }
        return angle(y, x, d, s);
    }

    /// The same, with the larger coordinate d and the smaller one s.
    private static double angle(double y, double x, double d, double s) {
        boolean steep = Math.abs(y) > Math.abs(x);
        boolean left = x < 0;
        boolean near = s >= 0.4375 * d;
        boolean close = s >= 0.6875 * d;
        // arctan(s/d) = arctan c + arctan t with t = (s − cd)/(d + cs), the divisor with its rounding error
        double c = close ? 1 : near ? 0.5 : 0;
        double num = Math.fma(-c, d, s);
        double den = Math.fma(c, s, d);
        double low = Math.fma(c, s, d - den);
        double w = 1 / den;
        double q = num * w;
        double e = (Math.fma(-q, den, num) - q * low) * w;
        double z = q * q;
        double ch = close ? ATAN_ONE_HI : near ? ATAN_HALF_HI : 0;
        double cl = close ? ATAN_ONE_LO : near ? ATAN_HALF_LO : 0;
        double u = cl + Math.fma(q * z, atanTail(z), e);
        // the angle is base ± arctan(s/d)
        double base = steep ? PIO2_HI : left ? PI_HI : 0;
        double rest = steep ? PIO2_REST : left ? PI_REST : 0;
        boolean minus = steep ^ left;
        double c2 = minus ? -ch : ch;
        double q2 = minus ? -q : q;
        double u2 = minus ? -u : u;
        double h0 = base + c2;
        double l0 = base - h0 + c2 + rest;
        double h = h0 + q2;
        double l = h0 - h + q2 + (l0 + u2);
        double r = h + l;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(r) | (Double.doubleToRawLongBits(y) & SIGN));
    }

    private static double asinRare(double x) {
        return Math.abs(x) == 1 ? Math.copySign(PIO2_HI, x) : Double.NaN;
    }

    private static double acosRare(double x) {
        return x == 1 ? 0 : x == -1 ? PI_HI : Double.NaN;
    }

    /// The angle for zeros, infinities, NaN and what is too large or too small to divide: scaling changes no angle.
    private static double atan2Rare(double y, double x) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double v = y;
        double u = x;
        if (Double.isInfinite(y) || Double.isInfinite(x)) {
            v = Double.isInfinite(y) ? Math.copySign(1, y) : Math.copySign(0, y);
            u = Double.isInfinite(x) ? Math.copySign(1, x) : Math.copySign(0, x);
        } else if (y == 0 && x == 0) {
            u = Math.copySign(1, x);
        }
        double scale = Math.max(Math.abs(v), Math.abs(u)) > 0x1p700 ? 0x1p-200 : 0x1p200;
        v *= scale;
        u *= scale;
        return angle(v, u, Math.max(Math.abs(v), Math.abs(u)), Math.min(Math.abs(v), Math.abs(u)));
    }
}
