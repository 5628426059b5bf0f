package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Coefficients.*;

/// Cube root and hypotenuse, from exactly rounded operations alone; `docs/elementary-functions.md` derives them.
///
/// ```
/// y = x·z² with z ≈ 1/∛x by two iterations without division,  ∛x = y + (x − y³)·z²/3
/// ```
///
/// **Allocation**: none. **Threads**: stateless.
public final class Roots {
    private Roots() {}

    /// `∛x`.
    public static double cbrt(double x) {
        double v = Math.abs(x);
        if (!(v >= CBRT_MIN && v <= MAX_VALUE)) {
            return cbrtRare(x);
        }
        // the bits are nearly linear in the logarithm: z = 1/∛v to 4 bits, then to 19, then to 52
        double t = Double.longBitsToDouble((Double.doubleToRawLongBits(v) >>> 11) | TWO52_BITS) - TWO52;
        double z0 = Double.longBitsToDouble((Double.doubleToRawLongBits(Math.fma(t, MINUS_THIRD,
                INVERSE_CBRT_BITS) + TWO52) & MANTISSA) << 11);
        double e0 = 1 - v * z0 * z0 * z0;
        double s0 = Math.fma(Math.fma(Math.fma(e0, CBRT4, CBRT3), e0, CBRT2), e0, CBRT1);
        double z1 = Math.fma(z0 * e0, s0, z0);
        double e1 = 1 - v * z1 * z1 * z1;
        double z = Math.fma(z1 * e1, Math.fma(e1, CBRT2, CBRT1), z1);
        // ∛v = v·z², corrected by the remainder v − y³
        double y = v * z * z;
        double p = y * y;
        double q = Math.fma(y, y, -p);
        double e = Math.fma(-p, y, v) - q * y;
        double r = Math.fma(e * CBRT1, z * z, y);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(r) | (Double.doubleToRawLongBits(x) & SIGN));
    }

    /// `√(x² + y²)` without intermediate overflow.
    public static double hypot(double x, double y) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        boolean flip = ax < ay;
        double u = flip ? ay : ax;
        double v = flip ? ax : ay;
        if (!(u >= HYPOT_MIN && u <= HYPOT_MAX && v <= u)) {
            return hypotRare(u, v);
        }
        return root(u, v);
    }

    /// `√(u² + v²)` for `u ≥ v ≥ 0` whose squares are normal numbers or do not matter.
    private static double root(double u, double v) {
        // u² + v² = h + l with all rounding errors
        double p = u * u;
        double q = v * v;
        double h = p + q;
        double l = p - h + q + (Math.fma(u, u, -p) + Math.fma(v, v, -q));
        double r = Math.sqrt(h);
        double e = Math.fma(-r, r, h) + l;
        return Math.fma(e, 0.5 / r, r);
    }

    /// Small numbers are scaled by a cube.
    private static double cbrtRare(double x) {
        return Math.abs(x) < CBRT_MIN && x != 0 ? cbrt(x * 0x1p600) * 0x1p-200 : x;
    }

    private static double hypotRare(double u, double v) {
        if (Double.isInfinite(u) || Double.isInfinite(v)) {
            return Double.POSITIVE_INFINITY;
        }
        if (u == 0 || !(v <= u)) {
            return u + v;
        }
        return u > 1 ? root(u * 0x1p-600, v * 0x1p-600) * 0x1p600 : root(u * 0x1p600, v * 0x1p600) * 0x1p-600;
    }
}
