package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Many rows and one vector, with vectors of 512 bits: one accumulator holds the eight lanes of a row,
/// and ten or two rows at once keep the adders busy without more registers than there are, of sums in floats also twenty.
/// Lengths are multiples of 8.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class Rows512 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_256;

    private Rows512() {}

    /// Products of ten rows with v, added to the lanes of each.
    static void dotTen(float[] rows, int[] at, int first, int from, double[] v, int vo, int n,
            double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from, r2 = at[first + 2] + from, r3 = at[first + 3] + from;
        int r4 = at[first + 4] + from, r5 = at[first + 5] + from, r6 = at[first + 6] + from;
        int r7 = at[first + 7] + from, r8 = at[first + 8] + from, r9 = at[first + 9] + from;
        DoubleVector a0 = DoubleVector.fromArray(S, lanes, lo), a1 = DoubleVector.fromArray(S, lanes, lo + 8);
        DoubleVector a2 = DoubleVector.fromArray(S, lanes, lo + 16), a3 = DoubleVector.fromArray(S, lanes, lo + 24);
        DoubleVector a4 = DoubleVector.fromArray(S, lanes, lo + 32), a5 = DoubleVector.fromArray(S, lanes, lo + 40);
        DoubleVector a6 = DoubleVector.fromArray(S, lanes, lo + 48), a7 = DoubleVector.fromArray(S, lanes, lo + 56);
        DoubleVector a8 = DoubleVector.fromArray(S, lanes, lo + 64), a9 = DoubleVector.fromArray(S, lanes, lo + 72);
        for (int i = 0; i < n; i += 8) {
            DoubleVector v0 = DoubleVector.fromArray(S, v, vo + i);
            a0 = v0.fma(FloatVector.fromArray(F, rows, r0 + i).castShape(S, 0), a0);
            a1 = v0.fma(FloatVector.fromArray(F, rows, r1 + i).castShape(S, 0), a1);
            a2 = v0.fma(FloatVector.fromArray(F, rows, r2 + i).castShape(S, 0), a2);
            a3 = v0.fma(FloatVector.fromArray(F, rows, r3 + i).castShape(S, 0), a3);
            a4 = v0.fma(FloatVector.fromArray(F, rows, r4 + i).castShape(S, 0), a4);
            a5 = v0.fma(FloatVector.fromArray(F, rows, r5 + i).castShape(S, 0), a5);
            a6 = v0.fma(FloatVector.fromArray(F, rows, r6 + i).castShape(S, 0), a6);
            a7 = v0.fma(FloatVector.fromArray(F, rows, r7 + i).castShape(S, 0), a7);
            a8 = v0.fma(FloatVector.fromArray(F, rows, r8 + i).castShape(S, 0), a8);
            a9 = v0.fma(FloatVector.fromArray(F, rows, r9 + i).castShape(S, 0), a9);
        }
        a0.intoArray(lanes, lo);
        a1.intoArray(lanes, lo + 8);
        a2.intoArray(lanes, lo + 16);
        a3.intoArray(lanes, lo + 24);
        a4.intoArray(lanes, lo + 32);
        a5.intoArray(lanes, lo + 40);
        a6.intoArray(lanes, lo + 48);
        a7.intoArray(lanes, lo + 56);
        a8.intoArray(lanes, lo + 64);
        a9.intoArray(lanes, lo + 72);
    }

    /// Products of two rows with v, added to the lanes of each.
    static void dotTwo(float[] rows, int[] at, int first, int from, double[] v, int vo, int n,
            double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from;
        DoubleVector a0 = DoubleVector.fromArray(S, lanes, lo), a1 = DoubleVector.fromArray(S, lanes, lo + 8);
        for (int i = 0; i < n; i += 8) {
            DoubleVector v0 = DoubleVector.fromArray(S, v, vo + i);
            a0 = v0.fma(FloatVector.fromArray(F, rows, r0 + i).castShape(S, 0), a0);
            a1 = v0.fma(FloatVector.fromArray(F, rows, r1 + i).castShape(S, 0), a1);
        }
        a0.intoArray(lanes, lo);
        a1.intoArray(lanes, lo + 8);
    }

    /// `out ← βv + Σcᵣ·row`, over two rows, backwards, with `outᵀz`, the largest element and `zᵀz` added to lanes.
    static void combineTwo(float[] rows, int[] at, int first, double[] c, double beta, double[] v, double[] out,
            double[] z, int from, int n, double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from;
        DoubleVector vb = DoubleVector.broadcast(S, beta), c0 = DoubleVector.broadcast(S, c[first]);
        DoubleVector c1 = DoubleVector.broadcast(S, c[first + 1]);
        DoubleVector d0 = DoubleVector.fromArray(S, lanes, lo);
        LongVector m0 = DoubleVector.fromArray(S, lanes, lo + 8).reinterpretAsLongs();
        DoubleVector s0 = DoubleVector.fromArray(S, lanes, lo + 16);
        for (int i = n - 8; i >= 0; i -= 8) {
            DoubleVector q0 = DoubleVector.fromArray(S, v, from + i).mul(vb);
            q0 = c1.fma(FloatVector.fromArray(F, rows, r1 + i).castShape(S, 0), q0);
            q0 = c0.fma(FloatVector.fromArray(F, rows, r0 + i).castShape(S, 0), q0);
            q0.intoArray(out, from + i);
            DoubleVector z0 = DoubleVector.fromArray(S, z, from + i);
            d0 = z0.fma(q0, d0);
            s0 = z0.fma(z0, s0);
            m0 = q0.abs().reinterpretAsLongs().max(m0);
        }
        d0.intoArray(lanes, lo);
        s0.intoArray(lanes, lo + 16);
        m0.reinterpretAsDoubles().intoArray(lanes, lo + 8);
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
        DoubleVector d0 = DoubleVector.fromArray(S, lanes, lo);
        LongVector m0 = DoubleVector.fromArray(S, lanes, lo + 8).reinterpretAsLongs();
        DoubleVector s0 = DoubleVector.fromArray(S, lanes, lo + 16);
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
        }
        d0.intoArray(lanes, lo);
        s0.intoArray(lanes, lo + 16);
        m0.reinterpretAsDoubles().intoArray(lanes, lo + 8);
    }

    /// `out ← βv + κ·Σcᵣ·row`, over two rows, the sum in floats, else as [#combineTwo].
    static void addTwo(float[] rows, int[] at, int first, float[] c, double kappa, double beta, double[] v, double[] out,
            double[] z, int from, int n, double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from;
        DoubleVector vb = DoubleVector.broadcast(S, beta), vk = DoubleVector.broadcast(S, kappa);
        FloatVector c0 = FloatVector.broadcast(F, c[first]), c1 = FloatVector.broadcast(F, c[first + 1]);
        DoubleVector d0 = DoubleVector.fromArray(S, lanes, lo);
        LongVector m0 = DoubleVector.fromArray(S, lanes, lo + 8).reinterpretAsLongs();
        DoubleVector s0 = DoubleVector.fromArray(S, lanes, lo + 16);
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
        }
        d0.intoArray(lanes, lo);
        s0.intoArray(lanes, lo + 16);
        m0.reinterpretAsDoubles().intoArray(lanes, lo + 8);
    }

    /// As [#addTen], over twice as many rows.
    static void addTwenty(float[] rows, int[] at, int first, float[] c, double kappa, double beta, double[] v, double[] out,
            double[] z, int from, int n, double[] lanes, int lo) {
        int r0 = at[first] + from, r1 = at[first + 1] + from, r2 = at[first + 2] + from;
        int r3 = at[first + 3] + from, r4 = at[first + 4] + from, r5 = at[first + 5] + from;
        int r6 = at[first + 6] + from, r7 = at[first + 7] + from, r8 = at[first + 8] + from;
        int r9 = at[first + 9] + from, r10 = at[first + 10] + from, r11 = at[first + 11] + from;
        int r12 = at[first + 12] + from, r13 = at[first + 13] + from, r14 = at[first + 14] + from;
        int r15 = at[first + 15] + from, r16 = at[first + 16] + from, r17 = at[first + 17] + from;
        int r18 = at[first + 18] + from, r19 = at[first + 19] + from;
        DoubleVector vb = DoubleVector.broadcast(S, beta), vk = DoubleVector.broadcast(S, kappa);
        FloatVector c0 = FloatVector.broadcast(F, c[first]), c1 = FloatVector.broadcast(F, c[first + 1]);
        FloatVector c2 = FloatVector.broadcast(F, c[first + 2]), c3 = FloatVector.broadcast(F, c[first + 3]);
        FloatVector c4 = FloatVector.broadcast(F, c[first + 4]), c5 = FloatVector.broadcast(F, c[first + 5]);
        FloatVector c6 = FloatVector.broadcast(F, c[first + 6]), c7 = FloatVector.broadcast(F, c[first + 7]);
        FloatVector c8 = FloatVector.broadcast(F, c[first + 8]), c9 = FloatVector.broadcast(F, c[first + 9]);
        FloatVector c10 = FloatVector.broadcast(F, c[first + 10]);
        FloatVector c11 = FloatVector.broadcast(F, c[first + 11]);
        FloatVector c12 = FloatVector.broadcast(F, c[first + 12]);
        FloatVector c13 = FloatVector.broadcast(F, c[first + 13]);
        FloatVector c14 = FloatVector.broadcast(F, c[first + 14]);
        FloatVector c15 = FloatVector.broadcast(F, c[first + 15]);
        FloatVector c16 = FloatVector.broadcast(F, c[first + 16]);
        FloatVector c17 = FloatVector.broadcast(F, c[first + 17]);
        FloatVector c18 = FloatVector.broadcast(F, c[first + 18]);
        FloatVector c19 = FloatVector.broadcast(F, c[first + 19]);
        DoubleVector d0 = DoubleVector.fromArray(S, lanes, lo);
        LongVector m0 = DoubleVector.fromArray(S, lanes, lo + 8).reinterpretAsLongs();
        DoubleVector s0 = DoubleVector.fromArray(S, lanes, lo + 16);
        for (int i = n - 8; i >= 0; i -= 8) {
            DoubleVector q0 = DoubleVector.fromArray(S, v, from + i).mul(vb);
            FloatVector t0 = FloatVector.fromArray(F, rows, r19 + i).mul(c19);
            FloatVector u0 = FloatVector.fromArray(F, rows, r14 + i).mul(c14);
            t0 = FloatVector.fromArray(F, rows, r18 + i).fma(c18, t0);
            u0 = FloatVector.fromArray(F, rows, r13 + i).fma(c13, u0);
            t0 = FloatVector.fromArray(F, rows, r17 + i).fma(c17, t0);
            u0 = FloatVector.fromArray(F, rows, r12 + i).fma(c12, u0);
            t0 = FloatVector.fromArray(F, rows, r16 + i).fma(c16, t0);
            u0 = FloatVector.fromArray(F, rows, r11 + i).fma(c11, u0);
            t0 = FloatVector.fromArray(F, rows, r15 + i).fma(c15, t0);
            u0 = FloatVector.fromArray(F, rows, r10 + i).fma(c10, u0);
            q0 = vk.fma(t0.add(u0).castShape(S, 0), q0);
            FloatVector t1 = FloatVector.fromArray(F, rows, r9 + i).mul(c9);
            FloatVector u1 = FloatVector.fromArray(F, rows, r4 + i).mul(c4);
            t1 = FloatVector.fromArray(F, rows, r8 + i).fma(c8, t1);
            u1 = FloatVector.fromArray(F, rows, r3 + i).fma(c3, u1);
            t1 = FloatVector.fromArray(F, rows, r7 + i).fma(c7, t1);
            u1 = FloatVector.fromArray(F, rows, r2 + i).fma(c2, u1);
            t1 = FloatVector.fromArray(F, rows, r6 + i).fma(c6, t1);
            u1 = FloatVector.fromArray(F, rows, r1 + i).fma(c1, u1);
            t1 = FloatVector.fromArray(F, rows, r5 + i).fma(c5, t1);
            u1 = FloatVector.fromArray(F, rows, r0 + i).fma(c0, u1);
            q0 = vk.fma(t1.add(u1).castShape(S, 0), q0);
            q0.intoArray(out, from + i);
            DoubleVector z0 = DoubleVector.fromArray(S, z, from + i);
            d0 = z0.fma(q0, d0);
            s0 = z0.fma(z0, s0);
            m0 = q0.abs().reinterpretAsLongs().max(m0);
        }
        d0.intoArray(lanes, lo);
        s0.intoArray(lanes, lo + 16);
        m0.reinterpretAsDoubles().intoArray(lanes, lo + 8);
    }
}
