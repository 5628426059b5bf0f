package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops in the Vector API, with the bits of [ScalarKernels].
///
/// Reductions live in one class per vector width ([Reductions512], [Reductions256], [Reductions128]), so that each can
/// keep the 32 logical lanes in its own number of accumulators. Short vectors go to the scalar twin, which has no set-up.
/// Elementary functions, gathers and scatters are scalar loops in both sets.
///
/// Only [KernelSelection] makes one, after it has seen that the module `jdk.incubator.vector` is there: loading this class
/// without it is a linkage error.
///
/// **Allocation**: none once C2 has compiled the method in use; interpreted and C1 code makes an object per vector.
/// **Threads**: stateless.
final class SimdKernels implements KernelSet {
    /// The widest species in use: the machine's preferred one, but no more than 512 bits.
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() <= 8
            ? DoubleVector.SPECIES_PREFERRED
            : DoubleVector.SPECIES_512;

    private static final VectorSpecies<Double> S = SPECIES;
    private static final int W = S.length();
    /// Below these lengths the scalar twin was measured to be as fast or faster.
    private static final int SHORT_REDUCTION = 16;
    private static final int SHORT_LOOP = 8;
    /// So much of six arrays stays in a cache: long pairs are read once, block by block, where vectors are narrower than
    /// 512 bits.
    private static final int BLOCK = 1024;

    private final ScalarKernels scalar = new ScalarKernels();

    @Override
    public String name() {
        return "simd-" + S.vectorBitSize();
    }

    @Override
    public int width() {
        return S.length();
    }

    @Override
    public double dot(double[] a, int ao, double[] b, int bo, int n) {
        if (n < SHORT_REDUCTION) {
            return scalar.dot(a, ao, b, bo, n);
        }
        return switch (W) {
            case 8 -> Reductions512.dot(a, ao, b, bo, n);
            case 4 -> Reductions256.dot(a, ao, b, bo, n);
            default -> Reductions128.dot(a, ao, b, bo, n);
        };
    }

    @Override
    public double sum(double[] a, int ao, int n) {
        if (n < SHORT_REDUCTION) {
            return scalar.sum(a, ao, n);
        }
        return switch (W) {
            case 8 -> Reductions512.sum(a, ao, n);
            case 4 -> Reductions256.sum(a, ao, n);
            default -> Reductions128.sum(a, ao, n);
        };
    }

    @Override
    public double normInf(double[] a, int ao, int n) {
        if (n < SHORT_REDUCTION) {
            return scalar.normInf(a, ao, n);
        }
        DoubleVector m0 = DoubleVector.zero(S), m1 = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 2 * W; i += 2 * W) {
            m0 = DoubleVector.fromArray(S, a, ao + i).abs().max(m0);
            m1 = DoubleVector.fromArray(S, a, ao + i + W).abs().max(m1);
        }
        double max = i == 0 ? 0 : m0.max(m1).reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            max = Math.max(max, Math.abs(a[ao + i]));
        }
        return max;
    }

    /// `0·aᵢ` is a zero, but NaN where aᵢ is infinite or NaN; a NaN stays in its accumulator.
    @Override
    public boolean allFinite(double[] a, int ao, int n) {
        if (n < SHORT_REDUCTION) {
            return scalar.allFinite(a, ao, n);
        }
        DoubleVector zero = DoubleVector.zero(S), z0 = zero, z1 = zero;
        int i = 0;
        for (; i <= n - 2 * W; i += 2 * W) {
            z0 = DoubleVector.fromArray(S, a, ao + i).fma(zero, z0);
            z1 = DoubleVector.fromArray(S, a, ao + i + W).fma(zero, z1);
        }
        boolean finite = i == 0 || z0.add(z1).compare(VectorOperators.EQ, 0).allTrue();
        return finite && scalar.allFinite(a, ao + i, n - i);
    }

    @Override
    public void axpy(double alpha, double[] x, int xo, double[] y, int yo, int n) {
        step(y, yo, alpha, x, xo, y, yo, n);
    }

    @Override
    public double axpyDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
        if (n < SHORT_REDUCTION) {
            return scalar.axpyDot(alpha, x, xo, y, yo, z, zo, n);
        }
        return switch (W) {
            case 8 -> Reductions512.axpyDot(alpha, x, xo, y, yo, z, zo, n);
            case 4 -> Reductions256.axpyDot(alpha, x, xo, y, yo, z, zo, n);
            default -> {
                step(y, yo, alpha, x, xo, y, yo, n);
                yield Reductions128.dot(y, yo, z, zo, n);
            }
        };
    }

    @Override
    public double scaleDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
        if (n < SHORT_REDUCTION) {
            return scalar.scaleDot(alpha, x, xo, y, yo, z, zo, n);
        }
        return switch (W) {
            case 8 -> Reductions512.scaleDot(alpha, x, xo, y, yo, z, zo, n);
            case 4 -> Reductions256.scaleDot(alpha, x, xo, y, yo, z, zo, n);
            default -> {
                scale(alpha, x, xo, y, yo, n);
                yield Reductions128.dot(y, yo, z, zo, n);
            }
        };
    }

    private static void scale(double alpha, double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector.fromArray(S, x, xo + i).mul(alpha).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = alpha * x[xo + i];
        }
    }

    @Override
    public void step(double[] x, int xo, double alpha, double[] p, int po, double[] out, int oo, int n) {
        if (n < SHORT_LOOP) {
            scalar.step(x, xo, alpha, p, po, out, oo, n);
            return;
        }
        DoubleVector va = DoubleVector.broadcast(S, alpha);
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector.fromArray(S, p, po + i).fma(va, DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
        }
        for (; i < n; i++) {
            out[oo + i] = Math.fma(alpha, p[po + i], x[xo + i]);
        }
    }

    @Override
    public void pair(double[] x1, double[] x0, double[] g1, double[] g0, double[] s, int so, double[] y, int yo, int n,
            double[] dots, int at) {
        if (n < SHORT_REDUCTION) {
            scalar.pair(x1, x0, g1, g0, s, so, y, yo, n, dots, at);
            return;
        }
        if (W == 8) {
            wide(x1, x0, g1, g0, s, so, y, yo, n, dots, at);
            return;
        }
        if (n <= BLOCK) {
            differences(x1, x0, g1, g0, 0, s, so, y, yo, n);
            dots[at] = dot(s, so, y, yo, n);
            dots[at + 1] = dot(y, yo, y, yo, n);
            dots[at + 2] = dot(s, so, s, so, n);
            return;
        }
        int lanes = at + 3;
        scalar.fill(dots, lanes, 0, 3 * Kernels.LANES);
        for (int from = 0; from < n; from += BLOCK) {
            int many = Math.min(BLOCK, n - from);
            int si = so + from;
            int yi = yo + from;
            differences(x1, x0, g1, g0, from, s, si, y, yi, many);
            dotInto(dots, lanes, s, si, y, yi, many);
            dotInto(dots, lanes + Kernels.LANES, y, yi, y, yi, many);
            dotInto(dots, lanes + 2 * Kernels.LANES, s, si, s, si, many);
        }
        for (int k = 0; k < 3; k++) {
            dots[at + k] = sumLanes(dots, lanes + k * Kernels.LANES);
        }
    }

    private void wide(double[] x1, double[] x0, double[] g1, double[] g0, double[] s, int so, double[] y, int yo, int n,
            double[] dots, int at) {
        int lanes = at + 3;
        for (int i = Pairs512.into(x1, x0, g1, g0, s, so, y, yo, n, dots, lanes); i < n; i++) {
            double si = x1[i] - x0[i];
            double yi = g1[i] - g0[i];
            s[so + i] = si;
            y[yo + i] = yi;
            int lane = lanes + (i & 31);
            dots[lane] = Math.fma(si, yi, dots[lane]);
            dots[lane + Kernels.LANES] = Math.fma(yi, yi, dots[lane + Kernels.LANES]);
            dots[lane + 2 * Kernels.LANES] = Math.fma(si, si, dots[lane + 2 * Kernels.LANES]);
        }
        for (int k = 0; k < 3; k++) {
            dots[at + k] = sumLanes(dots, lanes + k * Kernels.LANES);
        }
    }

    private static void differences(double[] x1, double[] x0, double[] g1, double[] g0, int from, double[] s,
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

    @Override
    public void rankTwo(double[] m, int mo, int rows, int columns, double[] a, int ao, double[] b, int bo) {
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

    @Override
    public void unary(Elementwise op, double[] a, int ao, double[] out, int oo, int n) {
        if (n < SHORT_LOOP) {
            scalar.unary(op, a, ao, out, oo, n);
        } else {
            SimdUnary.apply(op, a, ao, out, oo, n);
        }
    }

    @Override
    public void binary(Elementwise op, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        if (n < SHORT_LOOP) {
            scalar.binary(op, a, ao, b, bo, out, oo, n);
        } else {
            SimdBinary.apply(op, a, ao, b, bo, out, oo, n);
        }
    }

    @Override
    public void select(double[] cond, int co, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        if (n < SHORT_LOOP) {
            scalar.select(cond, co, a, ao, b, bo, out, oo, n);
            return;
        }
        int i = 0;
        for (; i <= n - W; i += W) {
            VectorMask<Double> taken = DoubleVector.fromArray(S, cond, co + i).compare(VectorOperators.NE, 0);
            DoubleVector va = DoubleVector.fromArray(S, a, ao + i);
            DoubleVector.fromArray(S, b, bo + i).blend(va, taken).intoArray(out, oo + i);
        }
        scalar.select(cond, co + i, a, ao + i, b, bo + i, out, oo + i, n - i);
    }

    @Override
    public void fill(double[] out, int oo, double value, int n) {
        scalar.fill(out, oo, value, n);
    }

    @Override
    public void sumInto(double[] acc, int at, double[] a, int ao, int n) {
        int done = SimdLanes.sumInto(acc, at, a, ao, n);
        scalar.sumInto(acc, at, a, ao + done, n - done);
    }

    @Override
    public void dotInto(double[] acc, int at, double[] a, int ao, double[] b, int bo, int n) {
        int done = SimdLanes.dotInto(acc, at, a, ao, b, bo, n);
        scalar.dotInto(acc, at, a, ao + done, b, bo + done, n - done);
    }

    @Override
    public void maxInto(double[] acc, int at, double[] a, int ao, int n) {
        int done = SimdLanes.maxInto(acc, at, a, ao, n);
        scalar.maxInto(acc, at, a, ao + done, n - done);
    }

    @Override
    public double sumLanes(double[] acc, int at) {
        return scalar.sumLanes(acc, at);
    }

    @Override
    public double maxLanes(double[] acc, int at) {
        return scalar.maxLanes(acc, at);
    }

    @Override
    public void rowDots(double[] rows, int[] at, int count, int from, double[] v, int vo, int n, double[] lanes, int lo) {
        int whole = n & -8;
        if (whole > 0) {
            SimdRows.dots(rows, at, count, from, v, vo, whole, lanes, lo);
        }
        if (whole < n) {
            scalar.rowDots(rows, at, count, from + whole, v, vo + whole, n - whole, lanes, lo);
        }
    }

    @Override
    public void combineRows(double[] rows, int[] at, int count, double[] c, double beta, double[] v, double[] out, double[] z,
            int from, int n, double[] lanes, int lo) {
        int whole = n & -8;
        if (whole < n) {
            scalar.combineRows(rows, at, count, c, beta, v, out, z, from + whole, n - whole, lanes, lo);
        }
        if (whole > 0) {
            SimdRows.combine(rows, at, count, c, beta, v, out, z, from, whole, lanes, lo);
        }
    }

    @Override
    public double sumEight(double[] lanes, int lo) {
        return scalar.sumEight(lanes, lo);
    }

    @Override
    public void gatherStrided(double[] a, int ao, int stride, double[] out, int oo, int n) {
        if (stride == 1) {
            System.arraycopy(a, ao, out, oo, n);
        } else {
            scalar.gatherStrided(a, ao, stride, out, oo, n);
        }
    }

    @Override
    public void gather(double[] a, int ao, int[] index, int io, double[] out, int oo, int n) {
        scalar.gather(a, ao, index, io, out, oo, n);
    }

    @Override
    public void scatterAddStrided(double[] a, int ao, double[] out, int oo, int stride, int n) {
        if (stride == 1) {
            binary(Elementwise.ADD, out, oo, a, ao, out, oo, n);
        } else {
            scalar.scatterAddStrided(a, ao, out, oo, stride, n);
        }
    }

    @Override
    public void scatterAdd(double[] a, int ao, int[] index, int io, double[] out, int oo, int n) {
        scalar.scatterAdd(a, ao, index, io, out, oo, n);
    }

    @Override
    public void matrixTimes(double[] m, int mo, int rows, int columns, double[] v, int vo, double[] out, int oo) {
        for (int i = 0; i < rows; i++) {
            out[oo + i] = dot(m, mo + i * columns, v, vo, columns);
        }
    }

    @Override
    public void matrixTransposeAdd(double[] m, int mo, int rows, int columns, double[] w, int wo, double[] out,
            int oo) {
        if (columns < SHORT_LOOP) {
            scalar.matrixTransposeAdd(m, mo, rows, columns, w, wo, out, oo);
            return;
        }
        int i = 0;
        for (; i <= rows - 4; i += 4) {
            addFourRows(m, mo + i * columns, columns, w, wo + i, out, oo);
        }
        for (; i < rows; i++) {
            axpy(w[wo + i], m, mo + i * columns, out, oo, columns);
        }
    }

    /// Row after row for each element, so the bits are those of four calls of `axpy`, with a quarter of the traffic on out.
    private static void addFourRows(double[] m, int mo, int columns, double[] w, int wo, double[] out, int oo) {
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
