package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Coefficients.*;

/// Sine, cosine and tangent of arguments from `2¹⁷` on, after the reduction of Payne and Hanek (1983).
///
/// `x = M·2ᵉ` with an integer M. The bits of 2/π whose product with x is a multiple of 4 do not matter; the next 192 times
/// M, modulo `2¹⁹²`, are the quadrant (two bits) and the fraction of `2x/π` (190 bits). No double comes closer than about
/// `2⁻⁶²` to a multiple of π/2 other than 0, so that more than a hundred bits of the fraction are significant.
///
/// Integer arithmetic and exactly rounded operations alone: about ten times the time of a small argument, and the same bits
/// everywhere.
///
/// **Allocation**: none. **Threads**: stateless.
final class LargeAngles {
    private static final int SINE = 0;
    private static final int COSINE = 1;
    private static final int TANGENT = 2;

    /// One word of zeros, then the binary fraction of 2/π.
    private static final long[] TWO_OVER_PI_BITS = {
        0, 0xa2f9836e4e441529L, 0xfc2757d1f534ddc0L, 0xdb6295993c439041L,
        0xfe5163abdebbc561L, 0xb7246e3a424dd2e0L, 0x06492eea09d1921cL, 0xfe1deb1cb129a73eL,
        0xe88235f52ebb4484L, 0xe99c7026b45f7e41L, 0x3991d639835339f4L, 0x9c845f8bbdf9283bL,
        0x1ff897ffde05980fL, 0xef2f118b5a0a6d1fL, 0x6d367ecf27cb09b7L, 0x4f463f669e5fea2dL,
        0x7527bac7ebe5f17bL, 0x3d0739f78a5292eaL, 0x6bfb5fb11f8d5d08L, 0x56033046fc7b6babL,
        0xf0cfbc209af4361dL
    };

    private LargeAngles() {}

    static double sin(double x) {
        return Math.copySign(1.0, x) * of(Math.abs(x), SINE);
    }

    static double cos(double x) {
        return of(Math.abs(x), COSINE);
    }

    static double tan(double x) {
        return Math.copySign(1.0, x) * of(Math.abs(x), TANGENT);
    }

    private static double of(double x, int function) {
        if (!(x <= MAX_VALUE)) {
            return Double.NaN;
        }
        long bits = Double.doubleToRawLongBits(x);
        long m = (bits & MANTISSA) | (MANTISSA + 1);
        int at = (int) (bits >>> 52) - 1075 + 62;
        long f0 = word(at + 128), f1 = word(at + 64), f2 = word(at);
        long p0 = m * f0;
        long carry = Math.unsignedMultiplyHigh(m, f0);
        long p1 = m * f1 + carry;
        long above = Math.unsignedMultiplyHigh(m, f1) + (Long.compareUnsigned(p1, carry) < 0 ? 1 : 0);
        long p2 = m * f2 + above;
        long quadrant = (p2 + (1L << 61)) >>> 62;
        return near(p2 - (quadrant << 62), p1, p0, ROUND + quadrant, function);
    }

    /// 64 bits of 2/π.
    private static long word(int at) {
        int i = at >> 6;
        int shift = at & 63;
        long high = TWO_OVER_PI_BITS[i] << shift;
        return shift == 0 ? high : high | (TWO_OVER_PI_BITS[i + 1] >>> (64 - shift));
    }

    /// The function at `quadrant·π/2 + p·2⁻¹⁹⁰·π/2`, p being a signed number of 192 bits.
    private static double near(long p2, long p1, long p0, double quadrant, int function) {
        double sign = 1;
        if (p2 < 0) {
            sign = -1;
            p0 = -p0;
            p1 = ~p1 + (p0 == 0 ? 1 : 0);
            p2 = ~p2 + (p0 == 0 && p1 == 0 ? 1 : 0);
        }
        int zeros = p2 != 0 ? Long.numberOfLeadingZeros(p2) : 64 + Long.numberOfLeadingZeros(p1);
        long a = shifted(p2, p1, p0, zeros);
        long b = shifted(p1, p0, 0, zeros);
        double high = (a >>> 11) * Math.scalb(sign, -51 - zeros);
        double low = (((a << 53) | (b >>> 11)) >>> 11) * Math.scalb(sign, -104 - zeros);
        double r = high * PIO2_HI;
        double c = Math.fma(high, PIO2_HI, -r) + Math.fma(high, PIO2_MID, Math.fma(high, PIO2_LO, low * PIO2_HI));
        double h = r + c;
        double l = (r - h) + c;
        return switch (function) {
            case SINE -> Trigonometry.sinFrom(quadrant, h, l);
            case COSINE -> Trigonometry.cosFrom(quadrant, h, l);
            default -> Trigonometry.tanFrom(quadrant, h, l);
        };
    }

    /// The first word of `(high, middle, low)` moved left by 0 to 127 bits.
    private static long shifted(long high, long middle, long low, int by) {
        if (by >= 64) {
            return shifted(middle, low, 0, by - 64);
        }
        return by == 0 ? high : (high << by) | (middle >>> (64 - by));
    }
}
