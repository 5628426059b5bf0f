package org.thalweg.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.thalweg.internal.kernel.Coefficients.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [InverseTrigonometry] in the Vector API: the same operations in the same order on each lane, hence the
/// same bits.
///
/// A vector with a lane outside the range of the straight path goes to the scalar definition lane by lane, and so does
/// the remainder of a block. Every method takes `n` elements from each input and writes them from `oo`; the output
/// range may be exactly an input range.
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

    /// [InverseTrigonometry#atan], element by element.
    public static void atan(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            DoubleVector ax = x.abs();
            DoubleVector v = ax.blend(0x1p64, ax.compare(GT, 0x1p64));
            VectorMask<Double> half = v.compare(GE, 0.4375);
            VectorMask<Double> one = v.compare(GE, 0.6875);
            VectorMask<Double> more = v.compare(GE, 1.1875);
            VectorMask<Double> far = v.compare(GE, 2.4375);
            DoubleVector c = broadcast(S, 0).blend(0.5, half).blend(1, one).blend(1.5, more);
            DoubleVector d = v.fma(c, broadcast(S, 1));
            DoubleVector num = v.sub(c).blend(-1, far);
            DoubleVector den = d.blend(v, far);
            DoubleVector low = v.fma(c, broadcast(S, 1).sub(d)).blend(0, far);
            DoubleVector w = broadcast(S, 1).div(den);
            DoubleVector q = num.mul(w);
            DoubleVector e = q.neg().fma(den, num).sub(q.mul(low)).mul(w);
            DoubleVector z = q.mul(q);
            DoubleVector zz = z.mul(z);
            DoubleVector even = zz.fma(broadcast(S, ATAN10), broadcast(S, ATAN8));
            DoubleVector odd = zz.fma(broadcast(S, ATAN9), broadcast(S, ATAN7));
            even = even.fma(zz, broadcast(S, ATAN6));
            odd = odd.fma(zz, broadcast(S, ATAN5));
            even = even.fma(zz, broadcast(S, ATAN4));
            odd = odd.fma(zz, broadcast(S, ATAN3));
            even = even.fma(zz, broadcast(S, ATAN2));
            odd = odd.fma(zz, broadcast(S, ATAN1));
            even = even.fma(zz, broadcast(S, ATAN0));
            DoubleVector u = q.mul(z).fma(odd.fma(z, even), e);
            DoubleVector ch = broadcast(S, 0).blend(ATAN_HALF_HI, half).blend(ATAN_ONE_HI, one)
                    .blend(ATAN_THREE_HALVES_HI, more);
            DoubleVector cl = broadcast(S, 0).blend(ATAN_HALF_LO, half).blend(ATAN_ONE_LO, one)
                    .blend(ATAN_THREE_HALVES_LO, more);
            DoubleVector base = ch.blend(PIO2_HI, far);
            DoubleVector rest = cl.blend(PIO2_REST, far);
            DoubleVector h = base.add(q);
            DoubleVector l = base.sub(h).add(q).add(rest.add(u));
            DoubleVector y = h.add(l);
            y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = InverseTrigonometry.atan(a[ao + i]);
        }
    }

    /// [InverseTrigonometry#atan2], element by element.
    public static void atan2(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector y = DoubleVector.fromArray(S, a, ao + i);
            DoubleVector x = DoubleVector.fromArray(S, b, bo + i);
            DoubleVector ay = y.abs();
            DoubleVector ax = x.abs();
            VectorMask<Double> steep = ay.compare(GT, ax);
            DoubleVector d = ax.blend(ay, steep);
            DoubleVector s = ay.blend(ax, steep);
            VectorMask<Double> special = d.compare(GE, ANGLE_MIN).and(d.compare(LE,
                    ANGLE_MAX)).and(s.compare(GE, ANGLE_MIN).or(s.compare(EQ, 0))).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = InverseTrigonometry.atan2(a[ao + j], b[bo + j]);
                }
                continue;
            }
            VectorMask<Double> left = x.compare(LT, 0);
            VectorMask<Double> near = s.compare(GE, d.mul(0.4375));
            VectorMask<Double> close = s.compare(GE, d.mul(0.6875));
            DoubleVector c = broadcast(S, 0).blend(0.5, near).blend(1, close);
            DoubleVector num = c.neg().fma(d, s);
            DoubleVector den = c.fma(s, d);
            DoubleVector low = c.fma(s, d.sub(den));
            DoubleVector w = broadcast(S, 1).div(den);
            DoubleVector q = num.mul(w);
            DoubleVector e = q.neg().fma(den, num).sub(q.mul(low)).mul(w);
            DoubleVector z = q.mul(q);
            DoubleVector ch = broadcast(S, 0).blend(ATAN_HALF_HI, near).blend(ATAN_ONE_HI, close);
            DoubleVector cl = broadcast(S, 0).blend(ATAN_HALF_LO, near).blend(ATAN_ONE_LO, close);
            DoubleVector zz = z.mul(z);
            DoubleVector even = zz.fma(broadcast(S, ATAN10), broadcast(S, ATAN8));
            DoubleVector odd = zz.fma(broadcast(S, ATAN9), broadcast(S, ATAN7));
            even = even.fma(zz, broadcast(S, ATAN6));
            odd = odd.fma(zz, broadcast(S, ATAN5));
            even = even.fma(zz, broadcast(S, ATAN4));
            odd = odd.fma(zz, broadcast(S, ATAN3));
            even = even.fma(zz, broadcast(S, ATAN2));
            odd = odd.fma(zz, broadcast(S, ATAN1));
            even = even.fma(zz, broadcast(S, ATAN0));
            DoubleVector u = cl.add(q.mul(z).fma(odd.fma(z, even), e));
            DoubleVector base = broadcast(S, 0).blend(PI_HI, left).blend(PIO2_HI, steep);
            DoubleVector rest = broadcast(S, 0).blend(PI_REST, left).blend(PIO2_REST, steep);
            VectorMask<Double> minus = steep.xor(left);
            DoubleVector c2 = ch.blend(ch.neg(), minus);
            DoubleVector q2 = q.blend(q.neg(), minus);
            DoubleVector u2 = u.blend(u.neg(), minus);
            DoubleVector h0 = base.add(c2);
            DoubleVector l0 = base.sub(h0).add(c2).add(rest);
            DoubleVector h = h0.add(q2);
            DoubleVector l = h0.sub(h).add(q2).add(l0.add(u2));
            DoubleVector r = h.add(l);
            r.reinterpretAsLongs().or(y.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = InverseTrigonometry.atan2(a[ao + i], b[bo + i]);
        }
    }
}
