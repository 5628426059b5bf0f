package org.thalweg.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.thalweg.internal.kernel.Coefficients.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [Exponentials] in the Vector API: the same operations in the same order on each lane, hence the same bits.
///
/// A vector with a lane outside the range of the straight path goes to the scalar definition lane by lane, and so does the
/// remainder of a block. Every method takes `n` elements from offset `ao` and writes them from `oo`; the output range may be
/// exactly the input range.
///
/// **Allocation**: none once C2 has compiled the method. **Threads**: stateless.
public final class SimdExponentials {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    private SimdExponentials() {}

    /// [Exponentials#exp], element by element.
    public static void exp(double[] a, int ao, double[] out, int oo, int n) {
        LongVector first = LongVector.fromArray(LONGS, EXP_EIGHTHS, 0);
        LongVector last = LongVector.fromArray(LONGS, EXP_EIGHTHS, 8 - W);
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, EXP_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Exponentials.exp(a[ao + j]);
                }
                continue;
            }
            DoubleVector m = x.fma(broadcast(S, EIGHTHS), broadcast(S, ROUND));
            DoubleVector k = m.sub(ROUND);
            DoubleVector e = k.fma(broadcast(S, -LN2_8_HI), x);
            DoubleVector w = k.fma(broadcast(S, -LN2_8_LO), broadcast(S, EXP_SHIFT));
            DoubleVector r = e.add(w);
            DoubleVector z = r.mul(r);
            DoubleVector high = r.fma(broadcast(S, EXPQ5), broadcast(S, EXPQ4));
            DoubleVector middle = r.fma(broadcast(S, EXPQ3), broadcast(S, EXPQ2));
            DoubleVector low = r.fma(broadcast(S, EXPQ1), broadcast(S, EXPQ0));
            DoubleVector quotient = z.fma(z.fma(high, middle), low);
            DoubleVector rest = e.add(z.fma(quotient, w));
            LongVector bits = m.reinterpretAsLongs();
            // eight lanes hold the table, four a half of it, and two are looked up one by one
            LongVector eighth = W == 8 ? bits.selectFrom(first)
                    : W == 4 ? bits.selectFrom(first, last)
                    : first.withLane(0, EXP_EIGHTHS[(int) bits.lane(0) & 7])
                            .withLane(W - 1, EXP_EIGHTHS[(int) bits.lane(W - 1) & 7]);
            DoubleVector scale = eighth.add(bits.lanewise(LSHL, 49)).reinterpretAsDoubles();
            rest.fma(scale, scale).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Exponentials.exp(a[ao + i]);
        }
    }

    /// [Exponentials#expm1], element by element.
    public static void expm1(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, EXP_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Exponentials.expm1(a[ao + j]);
                }
                continue;
            }
            DoubleVector m = x.fma(broadcast(S, LOG2E), broadcast(S, ROUND));
            DoubleVector k = m.sub(ROUND);
            DoubleVector e = k.fma(broadcast(S, -LN2_HI), x);
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
            DoubleVector scale = m.reinterpretAsLongs().lanewise(LSHL, 52).add(ONE).reinterpretAsDoubles();
            DoubleVector below = scale.sub(1);
            DoubleVector h = scale.fma(r, below);
            DoubleVector l = scale.fma(t, scale.fma(r, below.sub(h)).add(scale.sub(below).sub(1)));
            h.add(l).reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(out, oo
                    + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Exponentials.expm1(a[ao + i]);
        }
    }

    /// [Exponentials#logistic], element by element.
    public static void logistic(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, EXP_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Exponentials.logistic(a[ao + j]);
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
            DoubleVector dh = eh.add(1);
            DoubleVector dl = broadcast(S, 1).sub(dh).add(eh).add(el);
            DoubleVector nh = broadcast(S, 1).blend(eh, x.compare(LT, 0));
            DoubleVector nl = broadcast(S, 0).blend(el, x.compare(LT, 0));
            DoubleVector w = broadcast(S, 1).div(dh);
            DoubleVector y = nh.mul(w);
            DoubleVector e2 = y.neg().fma(dh, nh).add(y.neg().fma(dl, nl));
            e2.fma(w, y).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Exponentials.logistic(a[ao + i]);
        }
    }

    /// [Exponentials#tanh], element by element.
    public static void tanh(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            DoubleVector ax = x.abs();
            DoubleVector w = ax.blend(22, ax.compare(GT, 22));
            DoubleVector x2 = w.add(w);
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
            DoubleVector scale = m.reinterpretAsLongs().lanewise(LSHL, 52).add(ONE).reinterpretAsDoubles();
            DoubleVector below = scale.sub(1);
            DoubleVector h = scale.fma(r, below);
            DoubleVector l = scale.fma(t, scale.fma(r, below.sub(h)).add(scale.sub(below).sub(1)));
            DoubleVector eh = h.add(l);
            DoubleVector el = h.sub(eh).add(l);
            DoubleVector dh = eh.add(2);
            DoubleVector t2 = dh.sub(eh);
            DoubleVector dl = eh.sub(dh.sub(t2)).add(broadcast(S, 2).sub(t2)).add(el);
            DoubleVector w2 = broadcast(S, 1).div(dh);
            DoubleVector y = eh.mul(w2);
            DoubleVector e2 = y.neg().fma(dh, eh).add(y.neg().fma(dl, el));
            DoubleVector y2 = e2.fma(w2, y);
            y2.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Exponentials.tanh(a[ao + i]);
        }
    }

    /// [Exponentials#sinh], element by element.
    public static void sinh(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, EXP_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Exponentials.sinh(a[ao + j]);
                }
                continue;
            }
            DoubleVector x2 = x.abs();
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
            DoubleVector scale = m.reinterpretAsLongs().lanewise(LSHL, 52).add(ONE).reinterpretAsDoubles();
            DoubleVector below = scale.sub(1);
            DoubleVector h = scale.fma(r, below);
            DoubleVector l = scale.fma(t, scale.fma(r, below.sub(h)).add(scale.sub(below).sub(1)));
            DoubleVector eh = h.add(l);
            DoubleVector el = h.sub(eh).add(l);
            DoubleVector dh = eh.add(1);
            DoubleVector t2 = dh.sub(eh);
            DoubleVector dl = eh.sub(dh.sub(t2)).add(broadcast(S, 1).sub(t2)).add(el);
            DoubleVector w = broadcast(S, 1).div(dh);
            DoubleVector y = eh.mul(w);
            DoubleVector e2 = y.neg().fma(dh, eh).add(y.neg().fma(dl, el)).mul(w);
            DoubleVector s = eh.add(y);
            DoubleVector r2 = eh.sub(s).add(y).add(el.add(e2));
            s.add(r2).mul(0.5).reinterpretAsLongs().or(x.reinterpretAsLongs()
                    .and(SIGN)).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Exponentials.sinh(a[ao + i]);
        }
    }

    /// [Exponentials#cosh], element by element.
    public static void cosh(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> special = x.abs().compare(LT, EXP_LIMIT).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Exponentials.cosh(a[ao + j]);
                }
                continue;
            }
            DoubleVector x2 = x.abs();
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
            DoubleVector w = broadcast(S, 1).div(eh);
            DoubleVector e2 = w.neg().fma(eh, broadcast(S, 1)).sub(w.mul(el)).mul(w);
            DoubleVector s = eh.add(w);
            DoubleVector r2 = eh.sub(s).add(w).add(el.add(e2));
            s.add(r2).mul(0.5).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Exponentials.cosh(a[ao + i]);
        }
    }
}
