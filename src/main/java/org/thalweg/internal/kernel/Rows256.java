package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Many rows and one vector, with vectors of 256 bits: two accumulators hold the eight lanes of a row,
/// and five or two rows at once keep the adders busy without more registers than there are, of sums in floats ten or two.
/// Lengths are multiples of 8.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class Rows256 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_256;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_128;

    private Rows256() {}

    /// Products of five rows with v, added to the lanes of each.
    static void dotFive(float[] rows, int[] at, int first, int from, double[] v, int vo, int n,
            double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from, r2 = at[first + 2] + from, r3 = at[first + 3] + from;
        int r4 = at[first + 4] + from;
        DoubleVector a0 = DoubleVector.fromArray(S, lanes, lo), a1 = DoubleVector.fromArray(S, lanes, lo + 8);
        DoubleVector a2 = DoubleVector.fromArray(S, lanes, lo + 16), a3 = DoubleVector.fromArray(S, lanes, lo + 24);
        DoubleVector a4 = DoubleVector.fromArray(S, lanes, lo + 32);
        DoubleVector b0 = DoubleVector.fromArray(S, lanes, lo + 4), b1 = DoubleVector.fromArray(S, lanes, lo + 12);
        DoubleVector b2 = DoubleVector.fromArray(S, lanes, lo + 20), b3 = DoubleVector.fromArray(S, lanes, lo + 28);
        DoubleVector b4 = DoubleVector.fromArray(S, lanes, lo + 36);
        for (int i = 0; i < n; i += 8) {
            DoubleVector v0 = DoubleVector.fromArray(S, v, vo + i), v1 = DoubleVector.fromArray(S, v, vo + i + 4);
            a0 = v0.fma(FloatVector.fromArray(F, rows, r0 + i).castShape(S, 0), a0);
            b0 = v1.fma(FloatVector.fromArray(F, rows, r0 + i + 4).castShape(S, 0), b0);
            a1 = v0.fma(FloatVector.fromArray(F, rows, r1 + i).castShape(S, 0), a1);
            b1 = v1.fma(FloatVector.fromArray(F, rows, r1 + i + 4).castShape(S, 0), b1);
            a2 = v0.fma(FloatVector.fromArray(F, rows, r2 + i).castShape(S, 0), a2);
            b2 = v1.fma(FloatVector.fromArray(F, rows, r2 + i + 4).castShape(S, 0), b2);
            a3 = v0.fma(FloatVector.fromArray(F, rows, r3 + i).castShape(S, 0), a3);
            b3 = v1.fma(FloatVector.fromArray(F, rows, r3 + i + 4).castShape(S, 0), b3);
            a4 = v0.fma(FloatVector.fromArray(F, rows, r4 + i).castShape(S, 0), a4);
            b4 = v1.fma(FloatVector.fromArray(F, rows, r4 + i + 4).castShape(S, 0), b4);
        }
        a0.intoArray(lanes, lo);
        b0.intoArray(lanes, lo + 4);
        a1.intoArray(lanes, lo + 8);
        b1.intoArray(lanes, lo + 12);
        a2.intoArray(lanes, lo + 16);
        b2.intoArray(lanes, lo + 20);
        a3.intoArray(lanes, lo + 24);
        b3.intoArray(lanes, lo + 28);
        a4.intoArray(lanes, lo + 32);
        b4.intoArray(lanes, lo + 36);
    }

    /// Products of two rows with v, added to the lanes of each.
    static void dotTwo(float[] rows, int[] at, int first, int from, double[] v, int vo, int n,
            double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from;
        DoubleVector a0 = DoubleVector.fromArray(S, lanes, lo), a1 = DoubleVector.fromArray(S, lanes, lo + 8);
        DoubleVector b0 = DoubleVector.fromArray(S, lanes, lo + 4), b1 = DoubleVector.fromArray(S, lanes, lo + 12);
        for (int i = 0; i < n; i += 8) {
            DoubleVector v0 = DoubleVector.fromArray(S, v, vo + i), v1 = DoubleVector.fromArray(S, v, vo + i + 4);
            a0 = v0.fma(FloatVector.fromArray(F, rows, r0 + i).castShape(S, 0), a0);
            b0 = v1.fma(FloatVector.fromArray(F, rows, r0 + i + 4).castShape(S, 0), b0);
            a1 = v0.fma(FloatVector.fromArray(F, rows, r1 + i).castShape(S, 0), a1);
            b1 = v1.fma(FloatVector.fromArray(F, rows, r1 + i + 4).castShape(S, 0), b1);
        }
        a0.intoArray(lanes, lo);
        b0.intoArray(lanes, lo + 4);
        a1.intoArray(lanes, lo + 8);
        b1.intoArray(lanes, lo + 12);
    }

    /// `out ← βv + Σcᵣ·row`, over two rows, backwards, with `outᵀz`, the largest element and `zᵀz` added to lanes.
    static void combineTwo(float[] rows, int[] at, int first, double[] c, double beta, double[] v, double[] out,
            double[] z, int from, int n, double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from;
        DoubleVector vb = DoubleVector.broadcast(S, beta), c0 = DoubleVector.broadcast(S, c[first]);
        DoubleVector c1 = DoubleVector.broadcast(S, c[first + 1]);
        DoubleVector d0 = DoubleVector.fromArray(S, lanes, lo), d1 = DoubleVector.fromArray(S, lanes, lo + 4);
        LongVector m0 = DoubleVector.fromArray(S, lanes, lo + 8).reinterpretAsLongs();
        LongVector m1 = DoubleVector.fromArray(S, lanes, lo + 12).reinterpretAsLongs();
        DoubleVector s0 = DoubleVector.fromArray(S, lanes, lo + 16), s1 = DoubleVector.fromArray(S, lanes, lo + 20);
        for (int i = n - 8; i >= 0; i -= 8) {
            DoubleVector q0 = DoubleVector.fromArray(S, v, from + i).mul(vb);
            DoubleVector q1 = DoubleVector.fromArray(S, v, from + i + 4).mul(vb);
            q0 = c1.fma(FloatVector.fromArray(F, rows, r1 + i).castShape(S, 0), q0);
            q1 = c1.fma(FloatVector.fromArray(F, rows, r1 + i + 4).castShape(S, 0), q1);
            q0 = c0.fma(FloatVector.fromArray(F, rows, r0 + i).castShape(S, 0), q0);
            q1 = c0.fma(FloatVector.fromArray(F, rows, r0 + i + 4).castShape(S, 0), q1);
            q0.intoArray(out, from + i);
            DoubleVector z0 = DoubleVector.fromArray(S, z, from + i);
            d0 = z0.fma(q0, d0);
            s0 = z0.fma(z0, s0);
            m0 = q0.abs().reinterpretAsLongs().max(m0);
            q1.intoArray(out, from + i + 4);
            DoubleVector z1 = DoubleVector.fromArray(S, z, from + i + 4);
            d1 = z1.fma(q1, d1);
            s1 = z1.fma(z1, s1);
            m1 = q1.abs().reinterpretAsLongs().max(m1);
        }
        d0.intoArray(lanes, lo);
        d1.intoArray(lanes, lo + 4);
        s0.intoArray(lanes, lo + 16);
        s1.intoArray(lanes, lo + 20);
        m0.reinterpretAsDoubles().intoArray(lanes, lo + 8);
        m1.reinterpretAsDoubles().intoArray(lanes, lo + 12);
    }

    /// `out ← βv + κ·Σcᵣ·row`, over ten rows, the sum in floats, else as [#combineTwo].
    static void addTen(float[] rows, int[] at, int first, float[] c, double kappa, double beta, double[] v, double[] out,
            double[] z, int from, int n, double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from, r2 = at[first + 2] + from;
        int r3 = at[first + 3] + from, r4 = at[first + 4] + from, r5 = at[first + 5] + from;
        int r6 = at[first + 6] + from, r7 = at[first + 7] + from, r8 = at[first + 8] + from;
        int r9 = at[first + 9] + from;
        DoubleVector vb = DoubleVector.broadcast(S, beta), vk = DoubleVector.broadcast(S, kappa);
        FloatVector c0 = FloatVector.broadcast(F, c[first]), c1 = FloatVector.broadcast(F, c[first + 1]);
        FloatVector c2 = FloatVector.broadcast(F, c[first + 2]), c3 = FloatVector.broadcast(F, c[first + 3]);
        FloatVector c4 = FloatVector.broadcast(F, c[first + 4]), c5 = FloatVector.broadcast(F, c[first + 5]);
        FloatVector c6 = FloatVector.broadcast(F, c[first + 6]), c7 = FloatVector.broadcast(F, c[first + 7]);
        FloatVector c8 = FloatVector.broadcast(F, c[first + 8]), c9 = FloatVector.broadcast(F, c[first + 9]);
        DoubleVector d0 = DoubleVector.fromArray(S, lanes, lo), d1 = DoubleVector.fromArray(S, lanes, lo + 4);
        LongVector m0 = DoubleVector.fromArray(S, lanes, lo + 8).reinterpretAsLongs();
        LongVector m1 = DoubleVector.fromArray(S, lanes, lo + 12).reinterpretAsLongs();
        DoubleVector s0 = DoubleVector.fromArray(S, lanes, lo + 16);
        DoubleVector s1 = DoubleVector.fromArray(S, lanes, lo + 20);
        for (int i = n - 8; i >= 0; i -= 8) {
            FloatVector t0 = FloatVector.fromArray(F, rows, r9 + i).mul(c9);
            FloatVector u0 = FloatVector.fromArray(F, rows, r4 + i).mul(c4);
            t0 = FloatVector.fromArray(F, rows, r8 + i).fma(c8, t0);
            u0 = FloatVector.fromArray(F, rows, r3 + i).fma(c3, u0);
            t0 = FloatVector.fromArray(F, rows, r7 + i).fma(c7, t0);
            u0 = FloatVector.fromArray(F, rows, r2 + i).fma(c2, u0);
            t0 = FloatVector.fromArray(F, rows, r6 + i).fma(c6, t0);
            u0 = FloatVector.fromArray(F, rows, r1 + i).fma(c1, u0);
            t0 = FloatVector.fromArray(F, rows, r5 + i).fma(c5, t0);
            u0 = FloatVector.fromArray(F, rows, r0 + i).fma(c0, u0);
            DoubleVector q0 = DoubleVector.fromArray(S, v, from + i).mul(vb);
            q0 = vk.fma(t0.add(u0).castShape(S, 0), q0);
            q0.intoArray(out, from + i);
            DoubleVector z0 = DoubleVector.fromArray(S, z, from + i);
            d0 = z0.fma(q0, d0);
            s0 = z0.fma(z0, s0);
            m0 = q0.abs().reinterpretAsLongs().max(m0);
            FloatVector t1 = FloatVector.fromArray(F, rows, r9 + i + 4).mul(c9);
            FloatVector u1 = FloatVector.fromArray(F, rows, r4 + i + 4).mul(c4);
            t1 = FloatVector.fromArray(F, rows, r8 + i + 4).fma(c8, t1);
            u1 = FloatVector.fromArray(F, rows, r3 + i + 4).fma(c3, u1);
            t1 = FloatVector.fromArray(F, rows, r7 + i + 4).fma(c7, t1);
            u1 = FloatVector.fromArray(F, rows, r2 + i + 4).fma(c2, u1);
            t1 = FloatVector.fromArray(F, rows, r6 + i + 4).fma(c6, t1);
            u1 = FloatVector.fromArray(F, rows, r1 + i + 4).fma(c1, u1);
            t1 = FloatVector.fromArray(F, rows, r5 + i + 4).fma(c5, t1);
            u1 = FloatVector.fromArray(F, rows, r0 + i + 4).fma(c0, u1);
            DoubleVector q1 = DoubleVector.fromArray(S, v, from + i + 4).mul(vb);
            q1 = vk.fma(t1.add(u1).castShape(S, 0), q1);
            q1.intoArray(out, from + i + 4);
            DoubleVector z1 = DoubleVector.fromArray(S, z, from + i + 4);
            d1 = z1.fma(q1, d1);
            s1 = z1.fma(z1, s1);
            m1 = q1.abs().reinterpretAsLongs().max(m1);
        }
        d0.intoArray(lanes, lo);
        d1.intoArray(lanes, lo + 4);
        s0.intoArray(lanes, lo + 16);
        s1.intoArray(lanes, lo + 20);
        m0.reinterpretAsDoubles().intoArray(lanes, lo + 8);
        m1.reinterpretAsDoubles().intoArray(lanes, lo + 12);
    }

    /// `out ← βv + κ·Σcᵣ·row`, over two rows, the sum in floats, else as [#combineTwo].
    static void addTwo(float[] rows, int[] at, int first, float[] c, double kappa, double beta, double[] v, double[] out,
            double[] z, int from, int n, double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from;
        DoubleVector vb = DoubleVector.broadcast(S, beta), vk = DoubleVector.broadcast(S, kappa);
        FloatVector c0 = FloatVector.broadcast(F, c[first]), c1 = FloatVector.broadcast(F, c[first + 1]);
        DoubleVector d0 = DoubleVector.fromArray(S, lanes, lo), d1 = DoubleVector.fromArray(S, lanes, lo + 4);
        LongVector m0 = DoubleVector.fromArray(S, lanes, lo + 8).reinterpretAsLongs();
        LongVector m1 = DoubleVector.fromArray(S, lanes, lo + 12).reinterpretAsLongs();
        DoubleVector s0 = DoubleVector.fromArray(S, lanes, lo + 16);
        DoubleVector s1 = DoubleVector.fromArray(S, lanes, lo + 20);
        for (int i = n - 8; i >= 0; i -= 8) {
            FloatVector t0 = FloatVector.fromArray(F, rows, r1 + i).mul(c1);
            t0 = FloatVector.fromArray(F, rows, r0 + i).fma(c0, t0);
            DoubleVector q0 = DoubleVector.fromArray(S, v, from + i).mul(vb);
            q0 = vk.fma(t0.castShape(S, 0), q0);
            q0.intoArray(out, from + i);
            DoubleVector z0 = DoubleVector.fromArray(S, z, from + i);
            d0 = z0.fma(q0, d0);
            s0 = z0.fma(z0, s0);
            m0 = q0.abs().reinterpretAsLongs().max(m0);
            FloatVector t1 = FloatVector.fromArray(F, rows, r1 + i + 4).mul(c1);
            t1 = FloatVector.fromArray(F, rows, r0 + i + 4).fma(c0, t1);
            DoubleVector q1 = DoubleVector.fromArray(S, v, from + i + 4).mul(vb);
            q1 = vk.fma(t1.castShape(S, 0), q1);
            q1.intoArray(out, from + i + 4);
            DoubleVector z1 = DoubleVector.fromArray(S, z, from + i + 4);
            d1 = z1.fma(q1, d1);
            s1 = z1.fma(z1, s1);
            m1 = q1.abs().reinterpretAsLongs().max(m1);
        }
        d0.intoArray(lanes, lo);
        d1.intoArray(lanes, lo + 4);
        s0.intoArray(lanes, lo + 16);
        s1.intoArray(lanes, lo + 20);
        m0.reinterpretAsDoubles().intoArray(lanes, lo + 8);
        m1.reinterpretAsDoubles().intoArray(lanes, lo + 12);
    }
}
