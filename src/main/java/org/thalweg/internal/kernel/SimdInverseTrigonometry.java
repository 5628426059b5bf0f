package org.thalweg.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.thalweg.internal.kernel.Coefficients.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [InverseTrigonometry] in the Vector API: the same operations in the same order on each lane, hence the
/// same bits.
///
/// A vector with a lane outside the range of the straight path goes to the scalar definition lane by lane, and so does the
/// remainder of a block. Every method takes `n` elements from offset `ao` and writes them from `oo`; the output range may
/// be exactly the input range.
///
/// **Allocation**: none once C2 has compiled the method. **Threads**: stateless.
public final class SimdInverseTrigonometry {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    private SimdInverseTrigonometry() {}

    /// [InverseTrigonometry#asin], element by element.
    public static void asin(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, 1).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = InverseTrigonometry.asin(a[ao + j]);
                }
                continue;
            }
            DoubleVector a2 = x.abs();
            VectorMask<Double> big = a2.compare(GT, 0.5);
            DoubleVector v = a2.fma(broadcast(S, -0.5), broadcast(S, 0.5));
            DoubleVector s = v.sqrt();
            DoubleVector e = s.neg().fma(s, v).mul(broadcast(S, 0.5).div(s));
            DoubleVector t = a2.blend(s, big);
            DoubleVector z = a2.mul(a2).blend(v, big);
            DoubleVector p = z.fma(broadcast(S, ASIN13), broadcast(S, ASIN12));
            p = p.fma(z, broadcast(S, ASIN11));
            p = p.fma(z, broadcast(S, ASIN10));
            p = p.fma(z, broadcast(S, ASIN9));
            p = p.fma(z, broadcast(S, ASIN8));
            p = p.fma(z, broadcast(S, ASIN7));
            p = p.fma(z, broadcast(S, ASIN6));
            p = p.fma(z, broadcast(S, ASIN5));
            p = p.fma(z, broadcast(S, ASIN4));
            p = p.fma(z, broadcast(S, ASIN3));
            p = p.fma(z, broadcast(S, ASIN2));
            p = p.fma(z, broadcast(S, ASIN1));
            p = p.fma(z, broadcast(S, ASIN0));
            DoubleVector u = t.mul(z).mul(p);
            DoubleVector q = t.blend(t.add(t), big);
            DoubleVector g = u.blend(u.add(e).add(u.add(e)), big);
            DoubleVector base = broadcast(S, 0).blend(PIO2_HI, big);
            DoubleVector low = broadcast(S, 0).blend(PIO2_REST, big);
            DoubleVector s2 = q.blend(q.neg(), big);
            DoubleVector v2 = g.blend(g.neg(), big);
            DoubleVector h = base.add(s2);
            DoubleVector l = base.sub(h).add(s2).add(low.add(v2));
            DoubleVector y = h.add(l);
            y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = InverseTrigonometry.asin(a[ao + i]);
        }
    }

    /// [InverseTrigonometry#acos], element by element.
    public static void acos(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, 1).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = InverseTrigonometry.acos(a[ao + j]);
                }
                continue;
            }
            DoubleVector a2 = x.abs();
            VectorMask<Double> big = a2.compare(GT, 0.5);
            DoubleVector v = a2.fma(broadcast(S, -0.5), broadcast(S, 0.5));
            DoubleVector s = v.sqrt();
            DoubleVector e = s.neg().fma(s, v).mul(broadcast(S, 0.5).div(s));
            DoubleVector t = a2.blend(s, big);
            DoubleVector z = a2.mul(a2).blend(v, big);
            DoubleVector p = z.fma(broadcast(S, ASIN13), broadcast(S, ASIN12));
            p = p.fma(z, broadcast(S, ASIN11));
            p = p.fma(z, broadcast(S, ASIN10));
            p = p.fma(z, broadcast(S, ASIN9));
            p = p.fma(z, broadcast(S, ASIN8));
            p = p.fma(z, broadcast(S, ASIN7));
            p = p.fma(z, broadcast(S, ASIN6));
            p = p.fma(z, broadcast(S, ASIN5));
            p = p.fma(z, broadcast(S, ASIN4));
            p = p.fma(z, broadcast(S, ASIN3));
            p = p.fma(z, broadcast(S, ASIN2));
            p = p.fma(z, broadcast(S, ASIN1));
            p = p.fma(z, broadcast(S, ASIN0));
            DoubleVector u = t.mul(z).mul(p);
            DoubleVector q = t.blend(t.add(t), big);
            DoubleVector g = u.blend(u.add(e).add(u.add(e)), big);
            VectorMask<Double> left = x.compare(LT, 0);
            DoubleVector high = broadcast(S, PIO2_HI).blend(broadcast(S, 0).blend(PI_HI, left), big);
            DoubleVector low = broadcast(S, PIO2_REST).blend(broadcast(S, 0).blend(PI_REST, left), big);
            VectorMask<Double> plus = big.and(left.not()).or(big.not().and(left));
            DoubleVector s2 = q.neg().blend(q, plus);
            DoubleVector v2 = g.neg().blend(g, plus);
            DoubleVector h = high.add(s2);
            DoubleVector l = high.sub(h).add(s2).add(low.add(v2));
            DoubleVector r = h.add(l);
            r.intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = InverseTrigonometry.acos(a[ao + i]);
        }
    }
}
