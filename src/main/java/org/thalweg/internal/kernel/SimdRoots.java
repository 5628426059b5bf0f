package org.thalweg.internal.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.thalweg.internal.kernel.Coefficients.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [Roots] in the Vector API: the same operations in the same order on each lane, hence the
/// same bits.
///
/// A vector with a lane outside the range of the straight path goes to the scalar definition lane by lane, and so does
/// the remainder of a block. Every method takes `n` elements from each input and writes them from `oo`; the output
/// range may be exactly an input range.
///
/// **Allocation**: none once C2 has compiled the method. **Threads**: stateless.
public final class SimdRoots {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    private SimdRoots() {}

    /// [Roots#cbrt], element by element.
    public static void cbrt(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            DoubleVector v = x.abs();
            VectorMask<Double> special = v.compare(GE, CBRT_MIN).and(v.compare(LE, MAX_VALUE)).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Roots.cbrt(a[ao + j]);
                }
                continue;
            }
            DoubleVector t = v.reinterpretAsLongs().lanewise(LSHR, 11).or(TWO52_BITS)
                    .reinterpretAsDoubles().sub(TWO52);
            DoubleVector z0 = t.fma(broadcast(S, MINUS_THIRD), broadcast(S,
                    INVERSE_CBRT_BITS)).add(TWO52).reinterpretAsLongs().and(MANTISSA).lanewise(LSHL,
                            11).reinterpretAsDoubles();
            DoubleVector e0 = broadcast(S, 1).sub(v.mul(z0).mul(z0).mul(z0));
            DoubleVector s0 = e0.fma(broadcast(S, CBRT4), broadcast(S, CBRT3)).fma(e0, broadcast(S,
                    CBRT2)).fma(e0, broadcast(S, CBRT1));
            DoubleVector z1 = z0.mul(e0).fma(s0, z0);
            DoubleVector e1 = broadcast(S, 1).sub(v.mul(z1).mul(z1).mul(z1));
            DoubleVector z = z1.mul(e1).fma(e1.fma(broadcast(S, CBRT2), broadcast(S, CBRT1)), z1);
            DoubleVector y = v.mul(z).mul(z);
            DoubleVector p = y.mul(y);
            DoubleVector q = y.fma(y, p.neg());
            DoubleVector e = p.neg().fma(y, v).sub(q.mul(y));
            DoubleVector r = e.mul(CBRT1).fma(z.mul(z), y);
            r.reinterpretAsLongs().or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Roots.cbrt(a[ao + i]);
        }
    }

    /// [Roots#hypot], element by element.
    public static void hypot(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector x = DoubleVector.fromArray(S, a, ao + i);
            DoubleVector y = DoubleVector.fromArray(S, b, bo + i);
            DoubleVector ax = x.abs();
            DoubleVector ay = y.abs();
            VectorMask<Double> flip = ax.compare(LT, ay);
            DoubleVector u = ax.blend(ay, flip);
            DoubleVector v = ay.blend(ax, flip);
            VectorMask<Double> special = u.compare(GE, HYPOT_MIN).and(u.compare(LE,
                    HYPOT_MAX)).and(v.compare(LE, u)).not();
            if (special.anyTrue()) {
                for (int j = i; j < i + W; j++) {
                    out[oo + j] = Roots.hypot(a[ao + j], b[bo + j]);
                }
                continue;
            }
            DoubleVector p = u.mul(u);
            DoubleVector q = v.mul(v);
            DoubleVector h = p.add(q);
            DoubleVector l = p.sub(h).add(q).add(u.fma(u, p.neg()).add(v.fma(v, q.neg())));
            DoubleVector r = h.sqrt();
            DoubleVector e = r.neg().fma(r, h).add(l);
            e.fma(broadcast(S, 0.5).div(r), r).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Roots.hypot(a[ao + i], b[bo + i]);
        }
    }
}
