package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Coefficients.*;

/// Arc sine and arc cosine, from exactly rounded operations alone; `docs/elementary-functions.md` derives them.
///
/// ```
/// arcsin t = t + t³·asinTail(t²) for 0 ≤ t ≤ ½,  arcsin x = π/2 − 2·arcsin √((1 − x)/2)
/// ```
///
/// Roots carry their rounding errors, found by [Math#fma]. Constants come from [Coefficients].
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

    private static double asinRare(double x) {
        return Math.abs(x) == 1 ? Math.copySign(PIO2_HI, x) : Double.NaN;
    }

    private static double acosRare(double x) {
        return x == 1 ? 0 : x == -1 ? PI_HI : Double.NaN;
    }
}
