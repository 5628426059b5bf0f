package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Four rows of a matrix at once times a vector, with vectors of 512 bits and the bits of [Reductions512#dot].
///
/// A row has four accumulators: `a0` the lanes from 0 on of the first, `b8` those from 8 on of the second, and so on. Every load
/// of the vector serves four rows, and the tree adds the lanes of four rows at once. The accumulators move up by one place
/// after each vector, as in [Reductions512]; C2 unrolls the loop over columns by a whole round, after which nothing moves.
///
/// The last, incomplete vector of a row is loaded with what stands behind it, since masks cost more than a blend. Behind the
/// last row there may be nothing: it and its neighbours are left to the caller.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class MatrixRows512 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;
    /// Lanes that are 4, 2 and 1 apart change places.
    private static final VectorShuffle<Double> BY_4 = VectorShuffle.fromOp(S, i -> i ^ 4);
    private static final VectorShuffle<Double> BY_2 = VectorShuffle.fromOp(S, i -> i ^ 2);
    private static final VectorShuffle<Double> BY_1 = VectorShuffle.fromOp(S, i -> i ^ 1);

    private MatrixRows512() {}

    /// `outᵢ ← Mᵢv`, four rows at a time from the first on.
    ///
    /// @return how many rows are done
    static int times(double[] m, int mo, int rows, int columns, double[] v, int vo, double[] out, int oo) {
        int whole = columns & -8;
        VectorMask<Double> there = VectorMask.fromLong(S, (1L << (columns - whole)) - 1);
        VectorMask<Double> beyond = there.not();
        DoubleVector last = DoubleVector.fromArray(S, v, vo + whole, there);
        VectorMask<Double> upperHalf = VectorMask.fromLong(S, 0xf0), upperPairs = VectorMask.fromLong(S, 0xcc);
        boolean ragged = whole < columns;
        int reach = ragged ? whole + 8 : whole;
        int i = 0;
        for (; i <= rows - 4; i += 4) {
            int p = mo + i * columns, q = p + columns, r = q + columns, s = r + columns;
            if (s > m.length - reach) {
                break;
            }
            DoubleVector a0 = DoubleVector.zero(S), a8 = a0, a16 = a0, a24 = a0;
            DoubleVector b0 = a0, b8 = a0, b16 = a0, b24 = a0;
            DoubleVector c0 = a0, c8 = a0, c16 = a0, c24 = a0;
            DoubleVector d0 = a0, d8 = a0, d16 = a0, d24 = a0;
            for (int j = 0; j < whole; j += 8) {
                DoubleVector x = DoubleVector.fromArray(S, v, vo + j);
                DoubleVector a = DoubleVector.fromArray(S, m, p + j).fma(x, a0);
                DoubleVector b = DoubleVector.fromArray(S, m, q + j).fma(x, b0);
                DoubleVector c = DoubleVector.fromArray(S, m, r + j).fma(x, c0);
                DoubleVector d = DoubleVector.fromArray(S, m, s + j).fma(x, d0);
                a0 = a8;
                a8 = a16;
                a16 = a24;
                a24 = a;
                b0 = b8;
                b8 = b16;
                b16 = b24;
                b24 = b;
                c0 = c8;
                c8 = c16;
                c16 = c24;
                c24 = c;
                d0 = d8;
                d8 = d16;
                d16 = d24;
                d24 = d;
            }
            if (ragged) {
                a0 = DoubleVector.fromArray(S, m, p + whole).fma(last, a0).blend(a0, beyond);
                b0 = DoubleVector.fromArray(S, m, q + whole).fma(last, b0).blend(b0, beyond);
                c0 = DoubleVector.fromArray(S, m, r + whole).fma(last, c0).blend(c0, beyond);
                d0 = DoubleVector.fromArray(S, m, s + whole).fma(last, d0).blend(d0, beyond);
            }
            DoubleVector ta, tb, tc, td;
            if ((whole & 8) == 0) {
                ta = a0.add(a8).add(a16.add(a24));
                tb = b0.add(b8).add(b16.add(b24));
                tc = c0.add(c8).add(c16.add(c24));
                td = d0.add(d8).add(d16.add(d24));
            } else {
                ta = a8.add(a16).add(a24.add(a0));
                tb = b8.add(b16).add(b24.add(b0));
                tc = c8.add(c16).add(c24.add(c0));
                td = d8.add(d16).add(d24.add(d0));
            }
            ta = ta.add(ta.rearrange(BY_4)).blend(tb.add(tb.rearrange(BY_4)), upperHalf);
            tc = tc.add(tc.rearrange(BY_4)).blend(td.add(td.rearrange(BY_4)), upperHalf);
            ta = ta.add(ta.rearrange(BY_2)).blend(tc.add(tc.rearrange(BY_2)), upperPairs);
            ta = ta.add(ta.rearrange(BY_1));
            out[oo + i] = ta.lane(0);
            out[oo + i + 1] = ta.lane(4);
            out[oo + i + 2] = ta.lane(2);
            out[oo + i + 3] = ta.lane(6);
        }
        return i;
    }
}
