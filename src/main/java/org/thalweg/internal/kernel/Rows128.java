package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Many rows and one vector, with vectors of 128 bits: four accumulators hold the eight lanes of a row,
/// and two rows at once keep the adders busy without more registers than there are. Lengths are multiples of 8.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class Rows128 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_128;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_64;

    private Rows128() {}

    /// Products of two rows with v, added to the lanes of each.
    static void dotTwo(float[] rows, int[] at, int first, int from, double[] v, int vo, int n,
            double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from;
        DoubleVector a0 = DoubleVector.fromArray(S, lanes, lo), a1 = DoubleVector.fromArray(S, lanes, lo + 8);
        DoubleVector b0 = DoubleVector.fromArray(S, lanes, lo + 2), b1 = DoubleVector.fromArray(S, lanes, lo + 10);
        DoubleVector c0 = DoubleVector.fromArray(S, lanes, lo + 4), c1 = DoubleVector.fromArray(S, lanes, lo + 12);
        DoubleVector d0 = DoubleVector.fromArray(S, lanes, lo + 6), d1 = DoubleVector.fromArray(S, lanes, lo + 14);
        for (int i = 0; i < n; i += 8) {
            DoubleVector v0 = DoubleVector.fromArray(S, v, vo + i), v1 = DoubleVector.fromArray(S, v, vo + i + 2);
            DoubleVector v2 = DoubleVector.fromArray(S, v, vo + i + 4), v3 = DoubleVector.fromArray(S, v, vo + i + 6);
            a0 = v0.fma(FloatVector.fromArray(F, rows, r0 + i).castShape(S, 0), a0);
            b0 = v1.fma(FloatVector.fromArray(F, rows, r0 + i + 2).castShape(S, 0), b0);
            c0 = v2.fma(FloatVector.fromArray(F, rows, r0 + i + 4).castShape(S, 0), c0);
            d0 = v3.fma(FloatVector.fromArray(F, rows, r0 + i + 6).castShape(S, 0), d0);
            a1 = v0.fma(FloatVector.fromArray(F, rows, r1 + i).castShape(S, 0), a1);
            b1 = v1.fma(FloatVector.fromArray(F, rows, r1 + i + 2).castShape(S, 0), b1);
            c1 = v2.fma(FloatVector.fromArray(F, rows, r1 + i + 4).castShape(S, 0), c1);
            d1 = v3.fma(FloatVector.fromArray(F, rows, r1 + i + 6).castShape(S, 0), d1);
        }
        a0.intoArray(lanes, lo);
        b0.intoArray(lanes, lo + 2);
        c0.intoArray(lanes, lo + 4);
        d0.intoArray(lanes, lo + 6);
        a1.intoArray(lanes, lo + 8);
        b1.intoArray(lanes, lo + 10);
        c1.intoArray(lanes, lo + 12);
        d1.intoArray(lanes, lo + 14);
    }

    /// `out ← βv + Σcᵣ·row`, over two rows, backwards, with `outᵀz`, the largest element and `zᵀz` added to lanes.
    static void combineTwo(float[] rows, int[] at, int first, double[] c, double beta, double[] v, double[] out,
            double[] z, int from, int n, double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from;
        DoubleVector vb = DoubleVector.broadcast(S, beta), c0 = DoubleVector.broadcast(S, c[first]);
        DoubleVector c1 = DoubleVector.broadcast(S, c[first + 1]);
        DoubleVector d0 = DoubleVector.fromArray(S, lanes, lo), d1 = DoubleVector.fromArray(S, lanes, lo + 2);
        DoubleVector d2 = DoubleVector.fromArray(S, lanes, lo + 4), d3 = DoubleVector.fromArray(S, lanes, lo + 6);
        LongVector m0 = DoubleVector.fromArray(S, lanes, lo + 8).reinterpretAsLongs();
        LongVector m1 = DoubleVector.fromArray(S, lanes, lo + 10).reinterpretAsLongs();
        LongVector m2 = DoubleVector.fromArray(S, lanes, lo + 12).reinterpretAsLongs();
        LongVector m3 = DoubleVector.fromArray(S, lanes, lo + 14).reinterpretAsLongs();
        DoubleVector s0 = DoubleVector.fromArray(S, lanes, lo + 16), s1 = DoubleVector.fromArray(S, lanes, lo + 18);
        DoubleVector s2 = DoubleVector.fromArray(S, lanes, lo + 20), s3 = DoubleVector.fromArray(S, lanes, lo + 22);
        for (int i = n - 8; i >= 0; i -= 8) {
            DoubleVector q0 = DoubleVector.fromArray(S, v, from + i).mul(vb);
            DoubleVector q1 = DoubleVector.fromArray(S, v, from + i + 2).mul(vb);
            DoubleVector q2 = DoubleVector.fromArray(S, v, from + i + 4).mul(vb);
            DoubleVector q3 = DoubleVector.fromArray(S, v, from + i + 6).mul(vb);
            q0 = c1.fma(FloatVector.fromArray(F, rows, r1 + i).castShape(S, 0), q0);
            q1 = c1.fma(FloatVector.fromArray(F, rows, r1 + i + 2).castShape(S, 0), q1);
            q2 = c1.fma(FloatVector.fromArray(F, rows, r1 + i + 4).castShape(S, 0), q2);
            q3 = c1.fma(FloatVector.fromArray(F, rows, r1 + i + 6).castShape(S, 0), q3);
            q0 = c0.fma(FloatVector.fromArray(F, rows, r0 + i).castShape(S, 0), q0);
            q1 = c0.fma(FloatVector.fromArray(F, rows, r0 + i + 2).castShape(S, 0), q1);
            q2 = c0.fma(FloatVector.fromArray(F, rows, r0 + i + 4).castShape(S, 0), q2);
            q3 = c0.fma(FloatVector.fromArray(F, rows, r0 + i + 6).castShape(S, 0), q3);
            q0.intoArray(out, from + i);
            DoubleVector z0 = DoubleVector.fromArray(S, z, from + i);
            d0 = z0.fma(q0, d0);
            s0 = z0.fma(z0, s0);
            m0 = q0.abs().reinterpretAsLongs().max(m0);
            q1.intoArray(out, from + i + 2);
            DoubleVector z1 = DoubleVector.fromArray(S, z, from + i + 2);
            d1 = z1.fma(q1, d1);
            s1 = z1.fma(z1, s1);
            m1 = q1.abs().reinterpretAsLongs().max(m1);
            q2.intoArray(out, from + i + 4);
            DoubleVector z2 = DoubleVector.fromArray(S, z, from + i + 4);
            d2 = z2.fma(q2, d2);
            s2 = z2.fma(z2, s2);
            m2 = q2.abs().reinterpretAsLongs().max(m2);
            q3.intoArray(out, from + i + 6);
            DoubleVector z3 = DoubleVector.fromArray(S, z, from + i + 6);
            d3 = z3.fma(q3, d3);
            s3 = z3.fma(z3, s3);
            m3 = q3.abs().reinterpretAsLongs().max(m3);
        }
        d0.intoArray(lanes, lo);
        d1.intoArray(lanes, lo + 2);
        d2.intoArray(lanes, lo + 4);
        d3.intoArray(lanes, lo + 6);
        s0.intoArray(lanes, lo + 16);
        s1.intoArray(lanes, lo + 18);
        s2.intoArray(lanes, lo + 20);
        s3.intoArray(lanes, lo + 22);
        m0.reinterpretAsDoubles().intoArray(lanes, lo + 8);
        m1.reinterpretAsDoubles().intoArray(lanes, lo + 10);
        m2.reinterpretAsDoubles().intoArray(lanes, lo + 12);
        m3.reinterpretAsDoubles().intoArray(lanes, lo + 14);
    }
}
