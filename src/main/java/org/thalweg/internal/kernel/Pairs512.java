package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// A new pair in floats with vectors of 512 bits: differences, their three products and two norms in one pass, with fourteen
/// accumulators, for which narrower vectors have no registers.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class Pairs512 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_256;

    private Pairs512() {}

    /// Makes whole vectors of `s ← x₁ − x₀` and `y ← g₁ − g₀`, multiplied and rounded, writes `‖x₁‖∞` and `‖g₁‖∞` over them to
    /// `dots[3]` and `dots[4]`, then the 32 lanes each of `sᵀy`, `yᵀy` and `sᵀs`, and returns how many elements were made.
    static int into(double[] x1, double[] x0, double[] g1, double[] g0, double cs, double cy, float[] rows, int so, int yo,
            int n, double[] dots) {
        DoubleVector vs = DoubleVector.broadcast(S, cs), vy = DoubleVector.broadcast(S, cy);
        // Bits of magnitudes are in the order of the numbers, NaN last, see SimdLoops.
        LongVector mx = DoubleVector.zero(S).reinterpretAsLongs(), mg = DoubleVector.zero(S).reinterpretAsLongs();
        DoubleVector a0 = DoubleVector.zero(S), a8 = DoubleVector.zero(S);
        DoubleVector a16 = DoubleVector.zero(S), a24 = DoubleVector.zero(S);
        DoubleVector b0 = DoubleVector.zero(S), b8 = DoubleVector.zero(S);
        DoubleVector b16 = DoubleVector.zero(S), b24 = DoubleVector.zero(S);
        DoubleVector c0 = DoubleVector.zero(S), c8 = DoubleVector.zero(S);
        DoubleVector c16 = DoubleVector.zero(S), c24 = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 32; i += 32) {
            DoubleVector u0 = DoubleVector.fromArray(S, x1, i);
            DoubleVector s0 = u0.sub(DoubleVector.fromArray(S, x0, i));
            DoubleVector v0 = DoubleVector.fromArray(S, g1, i);
            DoubleVector y0 = v0.sub(DoubleVector.fromArray(S, g0, i));
            ((FloatVector) s0.mul(vs).castShape(F, 0)).intoArray(rows, so + i);
            ((FloatVector) y0.mul(vy).castShape(F, 0)).intoArray(rows, yo + i);
            a0 = s0.fma(y0, a0);
            b0 = y0.fma(y0, b0);
            c0 = s0.fma(s0, c0);
            mx = u0.abs().reinterpretAsLongs().max(mx);
            mg = v0.abs().reinterpretAsLongs().max(mg);
            DoubleVector u8 = DoubleVector.fromArray(S, x1, i + 8);
            DoubleVector s8 = u8.sub(DoubleVector.fromArray(S, x0, i + 8));
            DoubleVector v8 = DoubleVector.fromArray(S, g1, i + 8);
            DoubleVector y8 = v8.sub(DoubleVector.fromArray(S, g0, i + 8));
            ((FloatVector) s8.mul(vs).castShape(F, 0)).intoArray(rows, so + i + 8);
            ((FloatVector) y8.mul(vy).castShape(F, 0)).intoArray(rows, yo + i + 8);
            a8 = s8.fma(y8, a8);
            b8 = y8.fma(y8, b8);
            c8 = s8.fma(s8, c8);
            mx = u8.abs().reinterpretAsLongs().max(mx);
            mg = v8.abs().reinterpretAsLongs().max(mg);
            DoubleVector u16 = DoubleVector.fromArray(S, x1, i + 16);
            DoubleVector s16 = u16.sub(DoubleVector.fromArray(S, x0, i + 16));
            DoubleVector v16 = DoubleVector.fromArray(S, g1, i + 16);
            DoubleVector y16 = v16.sub(DoubleVector.fromArray(S, g0, i + 16));
            ((FloatVector) s16.mul(vs).castShape(F, 0)).intoArray(rows, so + i + 16);
            ((FloatVector) y16.mul(vy).castShape(F, 0)).intoArray(rows, yo + i + 16);
            a16 = s16.fma(y16, a16);
            b16 = y16.fma(y16, b16);
            c16 = s16.fma(s16, c16);
            mx = u16.abs().reinterpretAsLongs().max(mx);
            mg = v16.abs().reinterpretAsLongs().max(mg);
            DoubleVector u24 = DoubleVector.fromArray(S, x1, i + 24);
            DoubleVector s24 = u24.sub(DoubleVector.fromArray(S, x0, i + 24));
            DoubleVector v24 = DoubleVector.fromArray(S, g1, i + 24);
            DoubleVector y24 = v24.sub(DoubleVector.fromArray(S, g0, i + 24));
            ((FloatVector) s24.mul(vs).castShape(F, 0)).intoArray(rows, so + i + 24);
            ((FloatVector) y24.mul(vy).castShape(F, 0)).intoArray(rows, yo + i + 24);
            a24 = s24.fma(y24, a24);
            b24 = y24.fma(y24, b24);
            c24 = s24.fma(s24, c24);
            mx = u24.abs().reinterpretAsLongs().max(mx);
            mg = v24.abs().reinterpretAsLongs().max(mg);
        }
        // As in Reductions512: one copy of the code, for accumulators that move up by one place each time.
        for (; i <= n - 8; i += 8) {
            DoubleVector u = DoubleVector.fromArray(S, x1, i);
            DoubleVector ds = u.sub(DoubleVector.fromArray(S, x0, i));
            DoubleVector v = DoubleVector.fromArray(S, g1, i);
            DoubleVector dy = v.sub(DoubleVector.fromArray(S, g0, i));
            ((FloatVector) ds.mul(vs).castShape(F, 0)).intoArray(rows, so + i);
            ((FloatVector) dy.mul(vy).castShape(F, 0)).intoArray(rows, yo + i);
            DoubleVector a = ds.fma(dy, a0), b = dy.fma(dy, b0), c = ds.fma(ds, c0);
            mx = u.abs().reinterpretAsLongs().max(mx);
            mg = v.abs().reinterpretAsLongs().max(mg);
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
        }
        dots[3] = Double.longBitsToDouble(mx.reduceLanes(VectorOperators.MAX));
        dots[4] = Double.longBitsToDouble(mg.reduceLanes(VectorOperators.MAX));
        int lo = ScalarKernels.LANES_OF_PAIR;
        int l0 = lo + (i & 31), l8 = lo + (i + 8 & 31), l16 = lo + (i + 16 & 31), l24 = lo + (i + 24 & 31);
        a0.intoArray(dots, l0);
        a8.intoArray(dots, l8);
        a16.intoArray(dots, l16);
        a24.intoArray(dots, l24);
        b0.intoArray(dots, l0 + 32);
        b8.intoArray(dots, l8 + 32);
        b16.intoArray(dots, l16 + 32);
        b24.intoArray(dots, l24 + 32);
        c0.intoArray(dots, l0 + 64);
        c8.intoArray(dots, l8 + 64);
        c16.intoArray(dots, l16 + 64);
        c24.intoArray(dots, l24 + 64);
        return i;
    }
}
