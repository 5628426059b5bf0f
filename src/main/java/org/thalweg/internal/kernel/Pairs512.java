package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// A new pair with vectors of 512 bits: differences and their three products in one pass, with twelve accumulators, for which
/// narrower vectors have no registers.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class Pairs512 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;

    private Pairs512() {}

    /// Makes whole rows of lanes of `s ← x₁ − x₀` and `y ← g₁ − g₀`, writes the lanes of `sᵀy`, `yᵀy` and `sᵀs` from lo on, and
    /// returns how many elements were made.
    static int into(double[] x1, double[] x0, double[] g1, double[] g0, double[] s, int so, double[] y, int yo, int n,
            double[] lanes, int lo) {
        int whole = n & -32;
        DoubleVector a0 = DoubleVector.zero(S), a8 = DoubleVector.zero(S);
        DoubleVector a16 = DoubleVector.zero(S), a24 = DoubleVector.zero(S);
        DoubleVector b0 = DoubleVector.zero(S), b8 = DoubleVector.zero(S);
        DoubleVector b16 = DoubleVector.zero(S), b24 = DoubleVector.zero(S);
        DoubleVector c0 = DoubleVector.zero(S), c8 = DoubleVector.zero(S);
        DoubleVector c16 = DoubleVector.zero(S), c24 = DoubleVector.zero(S);
        for (int i = 0; i < whole; i += 32) {
            DoubleVector s0 = DoubleVector.fromArray(S, x1, i).sub(DoubleVector.fromArray(S, x0, i));
            DoubleVector y0 = DoubleVector.fromArray(S, g1, i).sub(DoubleVector.fromArray(S, g0, i));
            s0.intoArray(s, so + i);
            y0.intoArray(y, yo + i);
            a0 = s0.fma(y0, a0);
            b0 = y0.fma(y0, b0);
            c0 = s0.fma(s0, c0);
            DoubleVector s8 = DoubleVector.fromArray(S, x1, i + 8).sub(DoubleVector.fromArray(S, x0, i + 8));
            DoubleVector y8 = DoubleVector.fromArray(S, g1, i + 8).sub(DoubleVector.fromArray(S, g0, i + 8));
            s8.intoArray(s, so + i + 8);
            y8.intoArray(y, yo + i + 8);
            a8 = s8.fma(y8, a8);
            b8 = y8.fma(y8, b8);
            c8 = s8.fma(s8, c8);
            DoubleVector s16 = DoubleVector.fromArray(S, x1, i + 16).sub(DoubleVector.fromArray(S, x0, i + 16));
            DoubleVector y16 = DoubleVector.fromArray(S, g1, i + 16).sub(DoubleVector.fromArray(S, g0, i + 16));
            s16.intoArray(s, so + i + 16);
            y16.intoArray(y, yo + i + 16);
            a16 = s16.fma(y16, a16);
            b16 = y16.fma(y16, b16);
            c16 = s16.fma(s16, c16);
            DoubleVector s24 = DoubleVector.fromArray(S, x1, i + 24).sub(DoubleVector.fromArray(S, x0, i + 24));
            DoubleVector y24 = DoubleVector.fromArray(S, g1, i + 24).sub(DoubleVector.fromArray(S, g0, i + 24));
            s24.intoArray(s, so + i + 24);
            y24.intoArray(y, yo + i + 24);
            a24 = s24.fma(y24, a24);
            b24 = y24.fma(y24, b24);
            c24 = s24.fma(s24, c24);
        }
        a0.intoArray(lanes, lo);
        a8.intoArray(lanes, lo + 8);
        a16.intoArray(lanes, lo + 16);
        a24.intoArray(lanes, lo + 24);
        b0.intoArray(lanes, lo + 32);
        b8.intoArray(lanes, lo + 40);
        b16.intoArray(lanes, lo + 48);
        b24.intoArray(lanes, lo + 56);
        c0.intoArray(lanes, lo + 64);
        c8.intoArray(lanes, lo + 72);
        c16.intoArray(lanes, lo + 80);
        c24.intoArray(lanes, lo + 88);
        return whole;
    }
}
