package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// A new pair with vectors of 512 bits: differences, their three products and two norms in one pass, with fourteen accumulators,
/// for which narrower vectors have no registers.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class Pairs512 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;

    private Pairs512() {}

    /// Makes whole vectors of `s ← x₁ − x₀` and `y ← g₁ − g₀`, of elements `from` on of points and gradients, writes `‖x₁‖∞` and
    /// `‖g₁‖∞` over them to `dots[at + 3]` and the place behind, then the 32 lanes each of `sᵀy`, `yᵀy` and `sᵀs`, and returns
    /// how many elements were made.
    static int into(double[] x1, double[] x0, double[] g1, double[] g0, int from, double[] s, int so, double[] y, int yo,
            int n, double[] dots, int at) {
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
            DoubleVector u0 = DoubleVector.fromArray(S, x1, from + i);
            DoubleVector s0 = u0.sub(DoubleVector.fromArray(S, x0, from + i));
            DoubleVector v0 = DoubleVector.fromArray(S, g1, from + i);
            DoubleVector y0 = v0.sub(DoubleVector.fromArray(S, g0, from + i));
            s0.intoArray(s, so + i);
            y0.intoArray(y, yo + i);
            a0 = s0.fma(y0, a0);
            b0 = y0.fma(y0, b0);
            c0 = s0.fma(s0, c0);
            mx = u0.abs().reinterpretAsLongs().max(mx);
            mg = v0.abs().reinterpretAsLongs().max(mg);
            DoubleVector u8 = DoubleVector.fromArray(S, x1, from + i + 8);
            DoubleVector s8 = u8.sub(DoubleVector.fromArray(S, x0, from + i + 8));
            DoubleVector v8 = DoubleVector.fromArray(S, g1, from + i + 8);
            DoubleVector y8 = v8.sub(DoubleVector.fromArray(S, g0, from + i + 8));
            s8.intoArray(s, so + i + 8);
            y8.intoArray(y, yo + i + 8);
            a8 = s8.fma(y8, a8);
            b8 = y8.fma(y8, b8);
            c8 = s8.fma(s8, c8);
            mx = u8.abs().reinterpretAsLongs().max(mx);
            mg = v8.abs().reinterpretAsLongs().max(mg);
            DoubleVector u16 = DoubleVector.fromArray(S, x1, from + i + 16);
            DoubleVector s16 = u16.sub(DoubleVector.fromArray(S, x0, from + i + 16));
            DoubleVector v16 = DoubleVector.fromArray(S, g1, from + i + 16);
            DoubleVector y16 = v16.sub(DoubleVector.fromArray(S, g0, from + i + 16));
            s16.intoArray(s, so + i + 16);
            y16.intoArray(y, yo + i + 16);
            a16 = s16.fma(y16, a16);
            b16 = y16.fma(y16, b16);
            c16 = s16.fma(s16, c16);
            mx = u16.abs().reinterpretAsLongs().max(mx);
            mg = v16.abs().reinterpretAsLongs().max(mg);
            DoubleVector u24 = DoubleVector.fromArray(S, x1, from + i + 24);
            DoubleVector s24 = u24.sub(DoubleVector.fromArray(S, x0, from + i + 24));
            DoubleVector v24 = DoubleVector.fromArray(S, g1, from + i + 24);
            DoubleVector y24 = v24.sub(DoubleVector.fromArray(S, g0, from + i + 24));
            s24.intoArray(s, so + i + 24);
            y24.intoArray(y, yo + i + 24);
            a24 = s24.fma(y24, a24);
            b24 = y24.fma(y24, b24);
            c24 = s24.fma(s24, c24);
            mx = u24.abs().reinterpretAsLongs().max(mx);
            mg = v24.abs().reinterpretAsLongs().max(mg);
        }
        // As in Reductions512: one copy of the code, for accumulators that move up by one place each time.
        for (; i <= n - 8; i += 8) {
            DoubleVector u = DoubleVector.fromArray(S, x1, from + i);
            DoubleVector vs = u.sub(DoubleVector.fromArray(S, x0, from + i));
            DoubleVector v = DoubleVector.fromArray(S, g1, from + i);
            DoubleVector vy = v.sub(DoubleVector.fromArray(S, g0, from + i));
            vs.intoArray(s, so + i);
            vy.intoArray(y, yo + i);
            DoubleVector a = vs.fma(vy, a0), b = vy.fma(vy, b0), c = vs.fma(vs, c0);
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
        dots[at + 3] = Double.longBitsToDouble(mx.reduceLanes(VectorOperators.MAX));
        dots[at + 4] = Double.longBitsToDouble(mg.reduceLanes(VectorOperators.MAX));
        int lo = at + 5;
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
