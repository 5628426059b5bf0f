package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops of [SimdKernels] that are the same for every width, apart from it so that a virtual machine in which all vectors
/// are short never initialises the Vector API.
///
/// **Allocation**: none once C2 has compiled them. **Threads**: stateless.
final class SimdLoops {
    /// The widest species in use: the machine's preferred one, but no more than 512 bits.
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() <= 8
            ? DoubleVector.SPECIES_PREFERRED
            : DoubleVector.SPECIES_512;

    private static final VectorSpecies<Double> S = SPECIES;
    private static final int W = S.length();

    private SimdLoops() {}

    /// `max|aᵢ|`, NaN if any element is NaN: bits of numbers without a sign are in the order of the numbers, NaN above infinity,
    /// and integers have a maximum of one instruction, where that of doubles takes several to keep NaN.
    static double normInf(double[] a, int ao, int n) {
        LongVector m0 = DoubleVector.zero(S).reinterpretAsLongs(), m1 = DoubleVector.zero(S).reinterpretAsLongs();
        int i = 0;
        for (; i <= n - 2 * W; i += 2 * W) {
            m0 = DoubleVector.fromArray(S, a, ao + i).abs().reinterpretAsLongs().max(m0);
            m1 = DoubleVector.fromArray(S, a, ao + i + W).abs().reinterpretAsLongs().max(m1);
        }
        double max = i == 0 ? 0 : Double.longBitsToDouble(m0.max(m1).reduceLanes(VectorOperators.MAX));
        for (; i < n; i++) {
            max = Math.max(max, Math.abs(a[ao + i]));
        }
        return max;
    }

    /// Whether no element is NaN or infinite: `0·aᵢ` is a zero, but NaN where aᵢ is infinite or NaN, and a NaN stays in its
    /// accumulator.
    static boolean allFinite(double[] a, int ao, int n) {
        DoubleVector zero = DoubleVector.zero(S), z0 = zero, z1 = zero;
        int i = 0;
        for (; i <= n - 2 * W; i += 2 * W) {
            z0 = DoubleVector.fromArray(S, a, ao + i).fma(zero, z0);
            z1 = DoubleVector.fromArray(S, a, ao + i + W).fma(zero, z1);
        }
        boolean finite = i == 0 || z0.add(z1).compare(VectorOperators.EQ, 0).allTrue();
        for (; finite && i < n; i++) {
            finite = Double.isFinite(a[ao + i]);
        }
        return finite;
    }

    /// `y ← α·x`.
    static void scale(double alpha, double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector.fromArray(S, x, xo + i).mul(alpha).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = alpha * x[xo + i];
        }
    }

    /// `out ← fma(α, p, x)`.
    static void step(double[] x, int xo, double alpha, double[] p, int po, double[] out, int oo, int n) {
        DoubleVector va = DoubleVector.broadcast(S, alpha);
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector.fromArray(S, p, po + i).fma(va, DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Math.fma(alpha, p[po + i], x[xo + i]);
        }
    }

    /// `s ← x₁ − x₀`, `y ← g₁ − g₀`, a block of them.
    static void differences(double[] x1, double[] x0, double[] g1, double[] g0, int from, double[] s,
            int so, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            int at = from + i;
            DoubleVector.fromArray(S, x1, at).sub(DoubleVector.fromArray(S, x0, at)).intoArray(s, so + i);
            DoubleVector.fromArray(S, g1, at).sub(DoubleVector.fromArray(S, g0, at)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            s[so + i] = x1[from + i] - x0[from + i];
            y[yo + i] = g1[from + i] - g0[from + i];
        }
    }

    /// `Mᵢⱼ ← Mᵢⱼ + (aᵢbⱼ + bᵢaⱼ)`.
    static void rankTwo(double[] m, int mo, int rows, int columns, double[] a, int ao, double[] b, int bo) {
        for (int i = 0; i < rows; i++) {
            double ai = a[ao + i];
            double bi = b[bo + i];
            DoubleVector va = DoubleVector.broadcast(S, ai), vb = DoubleVector.broadcast(S, bi);
            int row = mo + i * columns;
            int j = 0;
            for (; j <= columns - W; j += W) {
                DoubleVector more = DoubleVector.fromArray(S, b, bo + j).mul(va)
                        .add(DoubleVector.fromArray(S, a, ao + j).mul(vb));
                DoubleVector.fromArray(S, m, row + j).add(more).intoArray(m, row + j);
            }
            for (; j < columns; j++) {
                m[row + j] += ai * b[bo + j] + bi * a[ao + j];
            }
        }
    }

    /// Selects whole vectors, and returns how many elements they have.
    static int select(double[] cond, int co, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            VectorMask<Double> taken = DoubleVector.fromArray(S, cond, co + i).compare(VectorOperators.NE, 0);
            DoubleVector va = DoubleVector.fromArray(S, a, ao + i);
            DoubleVector.fromArray(S, b, bo + i).blend(va, taken).intoArray(out, oo + i);
        }
        return i;
    }

    /// Row after row for each element, so the bits are those of four calls of `axpy`, with a quarter of the traffic on out.
    static void addFourRows(double[] m, int mo, int columns, double[] w, int wo, double[] out, int oo) {
        double w0 = w[wo], w1 = w[wo + 1], w2 = w[wo + 2], w3 = w[wo + 3];
        DoubleVector v0 = DoubleVector.broadcast(S, w0), v1 = DoubleVector.broadcast(S, w1);
        DoubleVector v2 = DoubleVector.broadcast(S, w2), v3 = DoubleVector.broadcast(S, w3);
        int r1 = mo + columns, r2 = r1 + columns, r3 = r2 + columns;
        int j = 0;
        for (; j <= columns - W; j += W) {
            DoubleVector sum = DoubleVector.fromArray(S, out, oo + j);
            sum = DoubleVector.fromArray(S, m, mo + j).fma(v0, sum);
            sum = DoubleVector.fromArray(S, m, r1 + j).fma(v1, sum);
            sum = DoubleVector.fromArray(S, m, r2 + j).fma(v2, sum);
            sum = DoubleVector.fromArray(S, m, r3 + j).fma(v3, sum);
            sum.intoArray(out, oo + j);
        }
        for (; j < columns; j++) {
            double sum = Math.fma(w0, m[mo + j], out[oo + j]);
            sum = Math.fma(w1, m[r1 + j], sum);
            sum = Math.fma(w2, m[r2 + j], sum);
            out[oo + j] = Math.fma(w3, m[r3 + j], sum);
        }
    }
}
