package org.thalweg.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.thalweg.internal.kernel.Coefficients.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [Logarithms] in the Vector API: the same operations in the same order on each lane, hence the same bits.
///
/// A vector with a lane outside the range of the straight path goes to the scalar definition lane by lane, and so does the
/// remainder of a block. Every method takes `n` elements from offset `ao` and writes them from `oo`; the output range may be
/// exactly the input range.
///
/// **Allocation**: none once C2 has compiled the method. **Threads**: stateless.
public final class SimdLogarithms {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> L = VectorSpecies.of(long.class, S.vectorShape());
    private static final int W = S.length();

    private SimdLogarithms() {}

    /// [Logarithms#log], element by element.
    public static void log(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.compare(GE, MIN_NORMAL).and(x.compare(LE, MAX_VALUE)).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Logarithms.log(a[ao + j]);
                }
                continue;
            }
            LongVector b2 = x.reinterpretAsLongs().add(ONE - SQRT_HALF);
            DoubleVector k = b2.lanewise(LSHR, 52).or(TWO52_BITS).reinterpretAsDoubles().sub(TWO52_AND_BIAS);
            DoubleVector f = b2.and(MANTISSA).add(SQRT_HALF).reinterpretAsDoubles().sub(1);
            DoubleVector t = f.div(f.add(2));
            DoubleVector z = t.mul(t);
            DoubleVector half = f.mul(0.5).mul(f);
            DoubleVector a2 = k.mul(LN2_SHORT_HI);
            DoubleVector h = a2.add(f);
            DoubleVector l = k.fma(broadcast(S, LN2_SHORT_LO), a2.sub(h).add(f));
            DoubleVector p = z.fma(broadcast(S, LOG6), broadcast(S, LOG5));
            p = p.fma(z, broadcast(S, LOG4));
            p = p.fma(z, broadcast(S, LOG3));
            p = p.fma(z, broadcast(S, LOG2));
            p = p.fma(z, broadcast(S, LOG1));
            p = p.fma(z, broadcast(S, LOG0));
            h.add(f.mul(-0.5).fma(f, t.fma(z.fma(p, half), l))).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Logarithms.log(a[ao + i]);
        }
    }

    /// [Logarithms#log1p], element by element.
    public static void log1p(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.compare(GT, -1).and(x.compare(LT, LOG1P_LIMIT)).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Logarithms.log1p(a[ao + j]);
                }
                continue;
            }
            DoubleVector u = x.add(1);
            DoubleVector d = u.sub(1);
            DoubleVector e = broadcast(S, 1).sub(u.sub(d)).add(x.sub(d));
            LongVector b2 = u.reinterpretAsLongs().add(ONE - SQRT_HALF);
            DoubleVector k = b2.lanewise(LSHR, 52).or(TWO52_BITS).reinterpretAsDoubles().sub(TWO52_AND_BIAS);
            VectorMask<Double> near = k.compare(EQ, 0);
            DoubleVector f = b2.and(MANTISSA).add(SQRT_HALF).reinterpretAsDoubles().sub(1).blend(x, near);
            DoubleVector c = e.mul(LongVector.broadcast(L, TWICE_BIAS).sub(b2.and(EXPONENT)).reinterpretAsDoubles())
                    .blend(0, near);
            DoubleVector t = f.div(f.add(2));
            DoubleVector z = t.mul(t);
            DoubleVector half = f.mul(0.5).mul(f);
            DoubleVector a2 = k.mul(LN2_SHORT_HI);
            DoubleVector h = a2.add(f);
            DoubleVector l = k.fma(broadcast(S, LN2_SHORT_LO), a2.sub(h).add(f));
            DoubleVector g = broadcast(S, 1).sub(t).mul(broadcast(S, 1).sub(t));
            DoubleVector s = c.fma(g.fma(z, g), l);
            DoubleVector p = z.fma(broadcast(S, LOG6), broadcast(S, LOG5));
            p = p.fma(z, broadcast(S, LOG4));
            p = p.fma(z, broadcast(S, LOG3));
            p = p.fma(z, broadcast(S, LOG2));
            p = p.fma(z, broadcast(S, LOG1));
            p = p.fma(z, broadcast(S, LOG0));
            DoubleVector y = h.add(f.mul(-0.5).fma(f, t.fma(z.fma(p, half), s)));
            y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Logarithms.log1p(a[ao + i]);
        }
    }

    /// [Logarithms#softplus], element by element.
    public static void softplus(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, SOFT_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Logarithms.softplus(a[ao + j]);
                }
                continue;
            }
            DoubleVector x2 = x.abs().neg();
            DoubleVector m = x2.fma(broadcast(S, LOG2E), broadcast(S, ROUND));
            DoubleVector k = m.sub(ROUND);
            DoubleVector e = k.fma(broadcast(S, -LN2_HI), x2);
            DoubleVector r = k.fma(broadcast(S, -LN2_LO), e);
            DoubleVector c = k.fma(broadcast(S, -LN2_LO), e.sub(r));
            DoubleVector p = r.fma(broadcast(S, EXP9), broadcast(S, EXP8));
            p = p.fma(r, broadcast(S, EXP7));
            p = p.fma(r, broadcast(S, EXP6));
            p = p.fma(r, broadcast(S, EXP5));
            p = p.fma(r, broadcast(S, EXP4));
            p = p.fma(r, broadcast(S, EXP3));
            p = p.fma(r, broadcast(S, EXP2));
            p = p.fma(r, broadcast(S, EXP1));
            p = p.fma(r, broadcast(S, EXP0));
            DoubleVector t = r.mul(0.5).fma(r, r.mul(r).mul(r).fma(p, c));
            DoubleVector u = r.add(1);
            DoubleVector v = broadcast(S, 1).sub(u).add(r).add(t);
            DoubleVector p2 = u.add(v);
            DoubleVector q = u.sub(p2).add(v);
            DoubleVector scale = m.reinterpretAsLongs().lanewise(LSHL, 52).add(ONE).reinterpretAsDoubles();
            DoubleVector eh = scale.mul(p2);
            DoubleVector el = scale.mul(q);
            DoubleVector dh = eh.add(2);
            DoubleVector dl = broadcast(S, 2).sub(dh).add(eh).add(el);
            DoubleVector w = broadcast(S, 1).div(dh);
            DoubleVector t2 = eh.mul(w);
            DoubleVector s = t2.neg().fma(dh, eh).add(t2.neg().fma(dl, el)).mul(w);
            DoubleVector z = t2.mul(t2);
            DoubleVector p3 = z.fma(broadcast(S, WIDE10), broadcast(S, WIDE9));
            p3 = p3.fma(z, broadcast(S, WIDE8));
            p3 = p3.fma(z, broadcast(S, WIDE7));
            p3 = p3.fma(z, broadcast(S, WIDE6));
            p3 = p3.fma(z, broadcast(S, WIDE5));
            p3 = p3.fma(z, broadcast(S, WIDE4));
            p3 = p3.fma(z, broadcast(S, WIDE3));
            p3 = p3.fma(z, broadcast(S, WIDE2));
            p3 = p3.fma(z, broadcast(S, WIDE1));
            p3 = p3.fma(z, broadcast(S, WIDE0));
            DoubleVector l = t2.mul(z).fma(p3, s.add(s));
            DoubleVector y = t2.add(t2);
            DoubleVector p4 = broadcast(S, 0).blend(x, x.compare(GT, 0));
            DoubleVector h = p4.add(y);
            DoubleVector d = h.sub(p4);
            DoubleVector r2 = p4.sub(h.sub(d)).add(y.sub(d));
            h.add(r2.add(l)).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Logarithms.softplus(a[ao + i]);
        }
    }
}
