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

/// The twin of [Powers] in the Vector API: the same operations in the same order on each lane, hence the
/// same bits.
///
/// A vector with a lane outside the range of the straight path goes to the scalar definition lane by lane, and so does
/// the remainder of a block. Every method takes `n` elements from each input and writes them from `oo`; the output
/// range may be exactly an input range.
///
/// **Allocation**: none once C2 has compiled the method. **Threads**: stateless.
public final class SimdPowers {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    private SimdPowers() {}

    /// [Powers#pow], element by element.
    public static void pow(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            DoubleVector y = DoubleVector.fromArray(S, b, bo + i);
            DoubleVector ax = x.abs();
            DoubleVector n2 = y.abs().add(TWO52);
            VectorMask<Double> whole = n2.sub(TWO52).compare(EQ, y.abs());
            LongVector bx = ax.reinterpretAsLongs().add(ONE - SQRT_HALF);
            DoubleVector k = bx.lanewise(LSHR, 52).or(TWO52_BITS).reinterpretAsDoubles().sub(TWO52_AND_BIAS);
            DoubleVector f = bx.and(MANTISSA).add(SQRT_HALF).reinterpretAsDoubles().sub(1);
            DoubleVector dh = f.add(2);
            DoubleVector dl = broadcast(S, 2).sub(dh).add(f);
            DoubleVector w = broadcast(S, 1).div(dh);
            DoubleVector sh = f.mul(w);
            DoubleVector sl = sh.neg().fma(dh, f).sub(sh.mul(dl)).mul(w);
            DoubleVector zh = sh.mul(sh);
            DoubleVector zl = sh.fma(sh, zh.neg()).add(sh.mul(2).mul(sl));
            DoubleVector ch = zh.mul(sh);
            DoubleVector cl = zh.fma(sh, ch.neg()).add(zl.mul(sh).add(zh.mul(sl)));
            DoubleVector th = ch.mul(TWO_THIRDS_HI);
            DoubleVector tl = ch.fma(broadcast(S, TWO_THIRDS_HI), th.neg()).add(cl
                    .mul(TWO_THIRDS_HI).add(ch.mul(TWO_THIRDS_LO)));
            DoubleVector f1 = zh.fma(broadcast(S, POW7), broadcast(S, POW6));
            f1 = f1.fma(zh, broadcast(S, POW5));
            f1 = f1.fma(zh, broadcast(S, POW4));
            f1 = f1.fma(zh, broadcast(S, POW3));
            f1 = f1.fma(zh, broadcast(S, POW2));
            f1 = f1.fma(zh, broadcast(S, POW1));
            f1 = f1.fma(zh, broadcast(S, POW0));
            DoubleVector fh = ch.mul(zh);
            DoubleVector fl = ch.fma(zh, fh.neg()).add(ch.mul(zl).add(cl.mul(zh)));
            DoubleVector tail = fh.fma(f1, fl.fma(f1, tl));
            DoubleVector g0 = k.mul(LN2_SHORT_HI);
            DoubleVector g1 = g0.add(sh.mul(2));
            DoubleVector g2 = g1.add(th);
            DoubleVector rest = g0.sub(g1).add(sh.mul(2)).add(g1.sub(g2).add(th));
            DoubleVector l0 = rest.add(k.fma(broadcast(S, LN2_SHORT_LO), sl.mul(2).add(tail)));
            DoubleVector lh = g2.add(l0);
            DoubleVector ll = g2.sub(lh).add(l0);
            DoubleVector ph = y.mul(lh);
            DoubleVector pl = y.fma(lh, ph.neg()).add(y.mul(ll));
            VectorMask<Double> special = ax.compare(GE, MIN_NORMAL).and(ax.compare(LE,
                    MAX_VALUE)).and(y.abs().compare(LT, POW_LIMIT)).and(x.compare(GT, 0)
                            .or(whole)).and(ph.abs().compare(LT, EXP_LIMIT)).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Powers.pow(a[ao + j], b[bo + j]);
                }
                continue;
            }
            DoubleVector m = ph.fma(broadcast(S, LOG2E), broadcast(S, ROUND));
            DoubleVector j = m.sub(ROUND);
            DoubleVector e = j.fma(broadcast(S, -LN2_HI), ph);
            DoubleVector r0 = j.fma(broadcast(S, -LN2_LO), e);
            DoubleVector c0 = j.fma(broadcast(S, -LN2_LO), e.sub(r0)).add(pl);
            DoubleVector r = r0.add(c0);
            DoubleVector c = r0.sub(r).add(c0);
            DoubleVector f2 = r.fma(broadcast(S, EXP9), broadcast(S, EXP8));
            f2 = f2.fma(r, broadcast(S, EXP7));
            f2 = f2.fma(r, broadcast(S, EXP6));
            f2 = f2.fma(r, broadcast(S, EXP5));
            f2 = f2.fma(r, broadcast(S, EXP4));
            f2 = f2.fma(r, broadcast(S, EXP3));
            f2 = f2.fma(r, broadcast(S, EXP2));
            f2 = f2.fma(r, broadcast(S, EXP1));
            f2 = f2.fma(r, broadcast(S, EXP0));
            DoubleVector t = r.mul(0.5).fma(r, r.mul(r).mul(r).fma(f2, c));
            DoubleVector p = r.add(1);
            DoubleVector p2 = p.add(broadcast(S, 1).sub(p).add(r).add(t));
            DoubleVector v = p2.reinterpretAsLongs().add(m.reinterpretAsLongs().lanewise(LSHL, 52))
                    .reinterpretAsDoubles();
            v.reinterpretAsLongs().or(n2.reinterpretAsLongs().lanewise(LSHL, 63).and(x
                    .reinterpretAsLongs())).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Powers.pow(a[ao + i], b[bo + i]);
        }
    }
}
