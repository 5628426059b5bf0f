package org.thalweg.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.thalweg.internal.kernel.Coefficients.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [Trigonometry] in the Vector API: the same operations in the same order on each lane, hence the same bits.
///
/// A vector with a lane outside the range of the straight path goes to the scalar definition lane by lane, and so does the
/// remainder of a block. Every method takes `n` elements from offset `ao` and writes them from `oo`; the output range may be
/// exactly the input range.
///
/// **Allocation**: none once C2 has compiled the method. **Threads**: stateless.
public final class SimdTrigonometry {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    private SimdTrigonometry() {}

    /// [Trigonometry#sin], element by element.
    public static void sin(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, ANGLE_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Trigonometry.sin(a[ao + j]);
                }
                continue;
            }
            DoubleVector x2 = x.abs();
            DoubleVector m = x2.fma(broadcast(S, TWO_OVER_PI), broadcast(S, ROUND));
            DoubleVector k = m.sub(ROUND);
            DoubleVector e = k.fma(broadcast(S, -PIO2_HI), x2);
            DoubleVector s = k.fma(broadcast(S, -PIO2_MID), e);
            DoubleVector d = k.fma(broadcast(S, -PIO2_LO), k.fma(broadcast(S, -PIO2_MID), e.sub(s)));
            DoubleVector r = s.add(d);
            DoubleVector c = s.sub(r).add(d);
            VectorMask<Double> odd = m.reinterpretAsLongs().and(1).compare(EQ, 1).cast(S);
            DoubleVector z = r.mul(r);
            DoubleVector half = z.mul(0.5);
            DoubleVector w = broadcast(S, 1).sub(half);
            DoubleVector p = z.fma(broadcast(S, COS6), broadcast(S, COS5));
            p = p.fma(z, broadcast(S, COS4));
            p = p.fma(z, broadcast(S, COS3));
            p = p.fma(z, broadcast(S, COS2));
            p = p.fma(z, broadcast(S, COS1));
            p = p.fma(z, broadcast(S, COS0));
            DoubleVector v = broadcast(S, 1).sub(w).sub(half).add(z.mul(z).fma(p, r.mul(c).neg()));
            DoubleVector z2 = r.mul(r);
            DoubleVector p2 = z2.fma(broadcast(S, SIN6), broadcast(S, SIN5));
            p2 = p2.fma(z2, broadcast(S, SIN4));
            p2 = p2.fma(z2, broadcast(S, SIN3));
            p2 = p2.fma(z2, broadcast(S, SIN2));
            p2 = p2.fma(z2, broadcast(S, SIN1));
            p2 = p2.fma(z2, broadcast(S, SIN0));
            DoubleVector s2 = r.mul(z2).fma(p2, c.mul(z2.fma(broadcast(S, -0.5), broadcast(S, 1))));
            DoubleVector y = r.add(s2).blend(w.add(v), odd);
            y.reinterpretAsLongs().lanewise(XOR, m.reinterpretAsLongs().lanewise(LSHL, 62)
                    .and(SIGN)).reinterpretAsDoubles().reinterpretAsLongs().lanewise(XOR, x.reinterpretAsLongs()
                    .and(SIGN)).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Trigonometry.sin(a[ao + i]);
        }
    }

    /// [Trigonometry#cos], element by element.
    public static void cos(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, ANGLE_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Trigonometry.cos(a[ao + j]);
                }
                continue;
            }
            DoubleVector x2 = x.abs();
            DoubleVector m = x2.fma(broadcast(S, TWO_OVER_PI), broadcast(S, ROUND));
            DoubleVector k = m.sub(ROUND);
            DoubleVector e = k.fma(broadcast(S, -PIO2_HI), x2);
            DoubleVector s = k.fma(broadcast(S, -PIO2_MID), e);
            DoubleVector d = k.fma(broadcast(S, -PIO2_LO), k.fma(broadcast(S, -PIO2_MID), e.sub(s)));
            DoubleVector r = s.add(d);
            DoubleVector c = s.sub(r).add(d);
            VectorMask<Double> odd = m.reinterpretAsLongs().and(1).compare(EQ, 1).cast(S);
            DoubleVector z = r.mul(r);
            DoubleVector p = z.fma(broadcast(S, SIN6), broadcast(S, SIN5));
            p = p.fma(z, broadcast(S, SIN4));
            p = p.fma(z, broadcast(S, SIN3));
            p = p.fma(z, broadcast(S, SIN2));
            p = p.fma(z, broadcast(S, SIN1));
            p = p.fma(z, broadcast(S, SIN0));
            DoubleVector s2 = r.mul(z).fma(p, c.mul(z.fma(broadcast(S, -0.5), broadcast(S, 1))));
            DoubleVector z2 = r.mul(r);
            DoubleVector half = z2.mul(0.5);
            DoubleVector w = broadcast(S, 1).sub(half);
            DoubleVector p2 = z2.fma(broadcast(S, COS6), broadcast(S, COS5));
            p2 = p2.fma(z2, broadcast(S, COS4));
            p2 = p2.fma(z2, broadcast(S, COS3));
            p2 = p2.fma(z2, broadcast(S, COS2));
            p2 = p2.fma(z2, broadcast(S, COS1));
            p2 = p2.fma(z2, broadcast(S, COS0));
            DoubleVector v = broadcast(S, 1).sub(w).sub(half).add(z2.mul(z2).fma(p2, r.mul(c).neg()));
            DoubleVector y = w.add(v).blend(r.add(s2), odd);
            y.reinterpretAsLongs().lanewise(XOR, m.reinterpretAsLongs().add(1).lanewise(LSHL, 62)
                    .and(SIGN)).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Trigonometry.cos(a[ao + i]);
        }
    }

    /// [Trigonometry#tan], element by element.
    public static void tan(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, ANGLE_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Trigonometry.tan(a[ao + j]);
                }
                continue;
            }
            DoubleVector x2 = x.abs();
            DoubleVector m = x2.fma(broadcast(S, TWO_OVER_PI), broadcast(S, ROUND));
            DoubleVector k = m.sub(ROUND);
            DoubleVector e = k.fma(broadcast(S, -PIO2_HI), x2);
            DoubleVector s = k.fma(broadcast(S, -PIO2_MID), e);
            DoubleVector d = k.fma(broadcast(S, -PIO2_LO), k.fma(broadcast(S, -PIO2_MID), e.sub(s)));
            DoubleVector r = s.add(d);
            DoubleVector c = s.sub(r).add(d);
            DoubleVector z = r.mul(r);
            DoubleVector p = z.fma(broadcast(S, SIN6), broadcast(S, SIN5));
            p = p.fma(z, broadcast(S, SIN4));
            p = p.fma(z, broadcast(S, SIN3));
            p = p.fma(z, broadcast(S, SIN2));
            p = p.fma(z, broadcast(S, SIN1));
            p = p.fma(z, broadcast(S, SIN0));
            DoubleVector s2 = r.mul(z).fma(p, c.mul(z.fma(broadcast(S, -0.5), broadcast(S, 1))));
            DoubleVector sh = r.add(s2);
            DoubleVector sl = r.sub(sh).add(s2);
            DoubleVector half = z.mul(0.5);
            DoubleVector w = broadcast(S, 1).sub(half);
            DoubleVector p2 = z.fma(broadcast(S, COS6), broadcast(S, COS5));
            p2 = p2.fma(z, broadcast(S, COS4));
            p2 = p2.fma(z, broadcast(S, COS3));
            p2 = p2.fma(z, broadcast(S, COS2));
            p2 = p2.fma(z, broadcast(S, COS1));
            p2 = p2.fma(z, broadcast(S, COS0));
            DoubleVector v = broadcast(S, 1).sub(w).sub(half).add(z.mul(z).fma(p2, r.mul(c).neg()));
            DoubleVector ch = w.add(v);
            DoubleVector cl = w.sub(ch).add(v);
            VectorMask<Double> odd = m.reinterpretAsLongs().and(1).compare(EQ, 1).cast(S);
            DoubleVector nh = sh.blend(ch, odd);
            DoubleVector nl = sl.blend(cl, odd);
            DoubleVector dh = ch.blend(sh, odd);
            DoubleVector dl = cl.blend(sl, odd);
            DoubleVector w2 = broadcast(S, 1).div(dh);
            DoubleVector y = nh.mul(w2);
            DoubleVector e2 = y.neg().fma(dh, nh).add(y.neg().fma(dl, nl));
            DoubleVector q = e2.fma(w2, y);
            q.reinterpretAsLongs().lanewise(XOR, m.reinterpretAsLongs()
                    .lanewise(LSHL, 63)).reinterpretAsDoubles().reinterpretAsLongs()
                    .lanewise(XOR, x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(out, oo
                    + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Trigonometry.tan(a[ao + i]);
        }
    }
}
