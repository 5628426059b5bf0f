package org.thalweg.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.thalweg.internal.kernel.Coefficients.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [ErrorFunctions] in the Vector API: the same operations in the same order on each lane, hence the
/// same bits.
///
/// A vector with a lane outside the range of the straight path goes to the scalar definition lane by lane, and so does
/// the remainder of a block. Every method takes `n` elements from each input and writes them from `oo`; the output
/// range may be exactly an input range.
///
/// **Allocation**: none once C2 has compiled the method. **Threads**: stateless.
public final class SimdErrorFunctions {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    private SimdErrorFunctions() {}

    /// [ErrorFunctions#erf], element by element.
    public static void erf(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            DoubleVector ax = x.abs();
            DoubleVector ah = ax.blend(6, ax.compare(GT, 6));
            DoubleVector s = ah.mul(ah);
            DoubleVector sl = ah.fma(ah, s.neg());
            DoubleVector m = s.fma(broadcast(S, -LOG2E), broadcast(S, ROUND));
            DoubleVector k = m.sub(ROUND);
            DoubleVector e = k.fma(broadcast(S, -LN2_HI), s.neg());
            DoubleVector r0 = k.fma(broadcast(S, -LN2_LO), e);
            DoubleVector c0 = k.fma(broadcast(S, -LN2_LO), e.sub(r0)).sub(sl);
            DoubleVector r = r0.add(c0);
            DoubleVector c = r0.sub(r).add(c0);
            DoubleVector f1 = r.fma(broadcast(S, EXP9), broadcast(S, EXP8));
            f1 = f1.fma(r, broadcast(S, EXP7));
            f1 = f1.fma(r, broadcast(S, EXP6));
            f1 = f1.fma(r, broadcast(S, EXP5));
            f1 = f1.fma(r, broadcast(S, EXP4));
            f1 = f1.fma(r, broadcast(S, EXP3));
            f1 = f1.fma(r, broadcast(S, EXP2));
            f1 = f1.fma(r, broadcast(S, EXP1));
            f1 = f1.fma(r, broadcast(S, EXP0));
            DoubleVector t = r.mul(0.5).fma(r, r.mul(r).mul(r).fma(f1, c));
            DoubleVector u = r.add(1);
            DoubleVector v = broadcast(S, 1).sub(u).add(r).add(t);
            DoubleVector p = u.add(v);
            DoubleVector q = u.sub(p).add(v);
            DoubleVector xh = ah.add(4);
            DoubleVector xl = broadcast(S, 4).sub(xh).add(ah);
            DoubleVector dh = ah.fma(broadcast(S, 2), broadcast(S, 1));
            DoubleVector dl = ah.fma(broadcast(S, 2), broadcast(S, 1).sub(dh));
            DoubleVector both = broadcast(S, 1).div(xh.mul(dh));
            DoubleVector ra = both.mul(dh);
            DoubleVector rd = both.mul(xh);
            DoubleVector w0 = ah.mul(ra);
            DoubleVector w = w0.neg().fma(xh, ah).sub(w0.mul(xl)).fma(ra, w0);
            DoubleVector i2 = w.fma(broadcast(S, 2), broadcast(S, -1));
            DoubleVector f2 = i2.fma(broadcast(S, ERFC22), broadcast(S, ERFC21));
            f2 = f2.fma(i2, broadcast(S, ERFC20));
            f2 = f2.fma(i2, broadcast(S, ERFC19));
            f2 = f2.fma(i2, broadcast(S, ERFC18));
            f2 = f2.fma(i2, broadcast(S, ERFC17));
            f2 = f2.fma(i2, broadcast(S, ERFC16));
            f2 = f2.fma(i2, broadcast(S, ERFC15));
            f2 = f2.fma(i2, broadcast(S, ERFC14));
            f2 = f2.fma(i2, broadcast(S, ERFC13));
            f2 = f2.fma(i2, broadcast(S, ERFC12));
            f2 = f2.fma(i2, broadcast(S, ERFC11));
            f2 = f2.fma(i2, broadcast(S, ERFC10));
            f2 = f2.fma(i2, broadcast(S, ERFC9));
            f2 = f2.fma(i2, broadcast(S, ERFC8));
            f2 = f2.fma(i2, broadcast(S, ERFC7));
            f2 = f2.fma(i2, broadcast(S, ERFC6));
            f2 = f2.fma(i2, broadcast(S, ERFC5));
            f2 = f2.fma(i2, broadcast(S, ERFC4));
            f2 = f2.fma(i2, broadcast(S, ERFC3));
            f2 = f2.fma(i2, broadcast(S, ERFC2));
            f2 = f2.fma(i2, broadcast(S, ERFC1));
            f2 = f2.fma(i2, broadcast(S, ERFC0));
            DoubleVector v2 = p.fma(w.mul(f2), q);
            DoubleVector nh = p.add(v2);
            DoubleVector nl = p.sub(nh).add(v2);
            DoubleVector y0 = nh.mul(rd);
            DoubleVector y = y0.neg().fma(dh, nh).add(y0.neg().fma(dl, nl)).fma(rd, y0);
            DoubleVector tail = y.mul(m.reinterpretAsLongs().lanewise(LSHL, 52).add(ONE).reinterpretAsDoubles());
            VectorMask<Double> near = ah.compare(LT, 0.75);
            DoubleVector f3 = s.fma(broadcast(S, ERF11), broadcast(S, ERF10));
            f3 = f3.fma(s, broadcast(S, ERF9));
            f3 = f3.fma(s, broadcast(S, ERF8));
            f3 = f3.fma(s, broadcast(S, ERF7));
            f3 = f3.fma(s, broadcast(S, ERF6));
            f3 = f3.fma(s, broadcast(S, ERF5));
            f3 = f3.fma(s, broadcast(S, ERF4));
            f3 = f3.fma(s, broadcast(S, ERF3));
            f3 = f3.fma(s, broadcast(S, ERF2));
            f3 = f3.fma(s, broadcast(S, ERF1));
            f3 = f3.fma(s, broadcast(S, ERF0));
            DoubleVector series = ax.fma(f3, ax);
            DoubleVector far = broadcast(S, 1).sub(tail);
            DoubleVector r2 = far.blend(series, near);
            r2.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(out,
                    oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = ErrorFunctions.erf(a[ao + i]);
        }
    }

    /// [ErrorFunctions#erfc], element by element.
    public static void erfc(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.compare(LT, ERFC_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = ErrorFunctions.erfc(a[ao + j]);
                }
                continue;
            }
            DoubleVector ah = x.abs().blend(ERFC_LIMIT, x.abs().compare(GT, ERFC_LIMIT));
            DoubleVector s = ah.mul(ah);
            DoubleVector sl = ah.fma(ah, s.neg());
            DoubleVector m = s.fma(broadcast(S, -LOG2E), broadcast(S, ROUND));
            DoubleVector k = m.sub(ROUND);
            DoubleVector e = k.fma(broadcast(S, -LN2_HI), s.neg());
            DoubleVector r0 = k.fma(broadcast(S, -LN2_LO), e);
            DoubleVector c0 = k.fma(broadcast(S, -LN2_LO), e.sub(r0)).sub(sl);
            DoubleVector r = r0.add(c0);
            DoubleVector c = r0.sub(r).add(c0);
            DoubleVector f1 = r.fma(broadcast(S, EXP9), broadcast(S, EXP8));
            f1 = f1.fma(r, broadcast(S, EXP7));
            f1 = f1.fma(r, broadcast(S, EXP6));
            f1 = f1.fma(r, broadcast(S, EXP5));
            f1 = f1.fma(r, broadcast(S, EXP4));
            f1 = f1.fma(r, broadcast(S, EXP3));
            f1 = f1.fma(r, broadcast(S, EXP2));
            f1 = f1.fma(r, broadcast(S, EXP1));
            f1 = f1.fma(r, broadcast(S, EXP0));
            DoubleVector t = r.mul(0.5).fma(r, r.mul(r).mul(r).fma(f1, c));
            DoubleVector u = r.add(1);
            DoubleVector v = broadcast(S, 1).sub(u).add(r).add(t);
            DoubleVector p = u.add(v);
            DoubleVector q = u.sub(p).add(v);
            DoubleVector xh = ah.add(4);
            DoubleVector xl = broadcast(S, 4).sub(xh).add(ah);
            DoubleVector dh = ah.fma(broadcast(S, 2), broadcast(S, 1));
            DoubleVector dl = ah.fma(broadcast(S, 2), broadcast(S, 1).sub(dh));
            DoubleVector both = broadcast(S, 1).div(xh.mul(dh));
            DoubleVector ra = both.mul(dh);
            DoubleVector rd = both.mul(xh);
            DoubleVector w0 = ah.mul(ra);
            DoubleVector w = w0.neg().fma(xh, ah).sub(w0.mul(xl)).fma(ra, w0);
            DoubleVector i2 = w.fma(broadcast(S, 2), broadcast(S, -1));
            DoubleVector f2 = i2.fma(broadcast(S, ERFC22), broadcast(S, ERFC21));
            f2 = f2.fma(i2, broadcast(S, ERFC20));
            f2 = f2.fma(i2, broadcast(S, ERFC19));
            f2 = f2.fma(i2, broadcast(S, ERFC18));
            f2 = f2.fma(i2, broadcast(S, ERFC17));
            f2 = f2.fma(i2, broadcast(S, ERFC16));
            f2 = f2.fma(i2, broadcast(S, ERFC15));
            f2 = f2.fma(i2, broadcast(S, ERFC14));
            f2 = f2.fma(i2, broadcast(S, ERFC13));
            f2 = f2.fma(i2, broadcast(S, ERFC12));
            f2 = f2.fma(i2, broadcast(S, ERFC11));
            f2 = f2.fma(i2, broadcast(S, ERFC10));
            f2 = f2.fma(i2, broadcast(S, ERFC9));
            f2 = f2.fma(i2, broadcast(S, ERFC8));
            f2 = f2.fma(i2, broadcast(S, ERFC7));
            f2 = f2.fma(i2, broadcast(S, ERFC6));
            f2 = f2.fma(i2, broadcast(S, ERFC5));
            f2 = f2.fma(i2, broadcast(S, ERFC4));
            f2 = f2.fma(i2, broadcast(S, ERFC3));
            f2 = f2.fma(i2, broadcast(S, ERFC2));
            f2 = f2.fma(i2, broadcast(S, ERFC1));
            f2 = f2.fma(i2, broadcast(S, ERFC0));
            DoubleVector v2 = p.fma(w.mul(f2), q);
            DoubleVector nh = p.add(v2);
            DoubleVector nl = p.sub(nh).add(v2);
            DoubleVector y0 = nh.mul(rd);
            DoubleVector y = y0.neg().fma(dh, nh).add(y0.neg().fma(dl, nl)).fma(rd, y0);
            DoubleVector tail = y.mul(m.reinterpretAsLongs().lanewise(LSHL, 52).add(ONE).reinterpretAsDoubles());
            tail.blend(broadcast(S, 2).sub(tail), x.compare(LT, 0)).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = ErrorFunctions.erfc(a[ao + i]);
        }
    }

    /// [ErrorFunctions#normalCdf], element by element.
    public static void normalCdf(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.compare(GT, -NORMAL_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = ErrorFunctions.normalCdf(a[ao + j]);
                }
                continue;
            }
            DoubleVector ax = x.abs();
            DoubleVector v0 = ax.blend(NORMAL_LIMIT, ax.compare(GT, NORMAL_LIMIT));
            DoubleVector ah = v0.mul(ROOT_HALF_HI);
            DoubleVector al = v0.fma(broadcast(S, ROOT_HALF_HI), ah.neg()).add(v0.mul(ROOT_HALF_LO));
            DoubleVector s0 = v0.mul(v0);
            DoubleVector s = s0.mul(0.5);
            DoubleVector sl = v0.fma(v0, s0.neg()).mul(0.5);
            DoubleVector m = s.fma(broadcast(S, -LOG2E), broadcast(S, ROUND));
            DoubleVector k = m.sub(ROUND);
            DoubleVector e = k.fma(broadcast(S, -LN2_HI), s.neg());
            DoubleVector r0 = k.fma(broadcast(S, -LN2_LO), e);
            DoubleVector c0 = k.fma(broadcast(S, -LN2_LO), e.sub(r0)).sub(sl);
            DoubleVector r = r0.add(c0);
            DoubleVector c = r0.sub(r).add(c0);
            DoubleVector f1 = r.fma(broadcast(S, EXP9), broadcast(S, EXP8));
            f1 = f1.fma(r, broadcast(S, EXP7));
            f1 = f1.fma(r, broadcast(S, EXP6));
            f1 = f1.fma(r, broadcast(S, EXP5));
            f1 = f1.fma(r, broadcast(S, EXP4));
            f1 = f1.fma(r, broadcast(S, EXP3));
            f1 = f1.fma(r, broadcast(S, EXP2));
            f1 = f1.fma(r, broadcast(S, EXP1));
            f1 = f1.fma(r, broadcast(S, EXP0));
            DoubleVector t = r.mul(0.5).fma(r, r.mul(r).mul(r).fma(f1, c));
            DoubleVector u = r.add(1);
            DoubleVector v = broadcast(S, 1).sub(u).add(r).add(t);
            DoubleVector p = u.add(v);
            DoubleVector q = u.sub(p).add(v);
            DoubleVector xh = ah.add(4);
            DoubleVector xl = broadcast(S, 4).sub(xh).add(ah).add(al);
            DoubleVector dh = ah.fma(broadcast(S, 2), broadcast(S, 1));
            DoubleVector dl = ah.fma(broadcast(S, 2), broadcast(S, 1).sub(dh)).add(al.mul(2));
            DoubleVector both = broadcast(S, 1).div(xh.mul(dh));
            DoubleVector ra = both.mul(dh);
            DoubleVector rd = both.mul(xh);
            DoubleVector w0 = ah.mul(ra);
            DoubleVector w = w0.neg().fma(xh, ah).sub(w0.mul(xl)).add(al).fma(ra, w0);
            DoubleVector i2 = w.fma(broadcast(S, 2), broadcast(S, -1));
            DoubleVector f2 = i2.fma(broadcast(S, ERFC22), broadcast(S, ERFC21));
            f2 = f2.fma(i2, broadcast(S, ERFC20));
            f2 = f2.fma(i2, broadcast(S, ERFC19));
            f2 = f2.fma(i2, broadcast(S, ERFC18));
            f2 = f2.fma(i2, broadcast(S, ERFC17));
            f2 = f2.fma(i2, broadcast(S, ERFC16));
            f2 = f2.fma(i2, broadcast(S, ERFC15));
            f2 = f2.fma(i2, broadcast(S, ERFC14));
            f2 = f2.fma(i2, broadcast(S, ERFC13));
            f2 = f2.fma(i2, broadcast(S, ERFC12));
            f2 = f2.fma(i2, broadcast(S, ERFC11));
            f2 = f2.fma(i2, broadcast(S, ERFC10));
            f2 = f2.fma(i2, broadcast(S, ERFC9));
            f2 = f2.fma(i2, broadcast(S, ERFC8));
            f2 = f2.fma(i2, broadcast(S, ERFC7));
            f2 = f2.fma(i2, broadcast(S, ERFC6));
            f2 = f2.fma(i2, broadcast(S, ERFC5));
            f2 = f2.fma(i2, broadcast(S, ERFC4));
            f2 = f2.fma(i2, broadcast(S, ERFC3));
            f2 = f2.fma(i2, broadcast(S, ERFC2));
            f2 = f2.fma(i2, broadcast(S, ERFC1));
            f2 = f2.fma(i2, broadcast(S, ERFC0));
            DoubleVector v2 = p.fma(w.mul(f2), q);
            DoubleVector nh = p.add(v2);
            DoubleVector nl = p.sub(nh).add(v2);
            DoubleVector y0 = nh.mul(rd);
            DoubleVector y = y0.neg().fma(dh, nh).add(y0.neg().fma(dl, nl)).fma(rd, y0);
            DoubleVector tail = y.mul(m.reinterpretAsLongs().lanewise(LSHL, 52).add(ONE).reinterpretAsDoubles());
            DoubleVector half = tail.mul(0.5);
            half.blend(broadcast(S, 1).sub(half), x.compare(GT, 0)).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = ErrorFunctions.normalCdf(a[ao + i]);
        }
    }
}
