package org.thalweg.internal.kernel;

import jdk.incubator.vector.VectorShape;

/// The loops in the Vector API, with the bits of [ScalarKernels].
///
/// Reductions live in one class per vector width ([Reductions512], [Reductions256], [Reductions128]), so that each can
/// keep the 32 logical lanes in its own number of accumulators, the other loops in [SimdLoops], [SimdLanes], [SimdUnary] and
/// [SimdBinary]. Short vectors go to the scalar twin, which has no set-up, and nothing here is a vector: where all are short the
/// Vector API is never initialised. Gathers and scatters are scalar loops in both sets.
///
/// Only [KernelSelection] makes one, after it has seen that the module `jdk.incubator.vector` is there: loading this class
/// without it is a linkage error.
///
/// **Allocation**: none once C2 has compiled the method in use; interpreted and C1 code makes an object per vector.
/// **Threads**: stateless.
final class SimdKernels implements KernelSet {
    /// The width of the vectors in bits: the machine's preferred one, but no more than 512. The shape tells it without the
    /// 10 ms that the first vector takes in a fresh virtual machine.
    static final int BITS = Math.min(512, VectorShape.preferredShape().vectorBitSize());

    private static final int W = BITS / Double.SIZE;
    /// Below these lengths the scalar twin was measured to be as fast or faster.
    private static final int SHORT_REDUCTION = 16;
    private static final int SHORT_LOOP = 8;

    private final ScalarKernels scalar = new ScalarKernels();

    @Override
    public String name() {
        return "simd-" + BITS;
    }

    @Override
    public int width() {
        return W;
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
        return SimdLoops.normInf(a, ao, n);
    }

    @Override
    public boolean allFinite(double[] a, int ao, int n) {
        if (n < SHORT_REDUCTION) {
            return scalar.allFinite(a, ao, n);
        }
        return SimdLoops.allFinite(a, ao, n);
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
                SimdLoops.scale(alpha, x, xo, y, yo, n);
                yield Reductions128.dot(y, yo, z, zo, n);
            }
        };
    }

    @Override
    public void step(double[] x, int xo, double alpha, double[] p, int po, double[] out, int oo, int n) {
        if (n < SHORT_LOOP) {
            scalar.step(x, xo, alpha, p, po, out, oo, n);
        } else {
            SimdLoops.step(x, xo, alpha, p, po, out, oo, n);
        }
    }

    @Override
    public void pair(double[] x1, double[] x0, double[] g1, double[] g0, double[] s, int so, double[] y, int yo, int n,
            double[] dots, int at) {
        if (n < SHORT_REDUCTION) {
            scalar.pair(x1, x0, g1, g0, s, so, y, yo, n, dots, at);
            return;
        }
        SimdLoops.differences(x1, x0, g1, g0, 0, s, so, y, yo, n);
        dots[at] = dot(s, so, y, yo, n);
        dots[at + 1] = dot(y, yo, y, yo, n);
        dots[at + 2] = dot(s, so, s, so, n);
        dots[at + 3] = normInf(x1, 0, n);
        dots[at + 4] = normInf(g1, 0, n);
    }

    @Override
    public void pairInFloats(double[] x1, double[] x0, double[] g1, double[] g0, double cs, double cy, float[] rows, int so,
            int yo, int n, double[] dots) {
        int lanes = ScalarKernels.LANES_OF_PAIR;
        if (W == 8) {
            int done = Pairs512.into(x1, x0, g1, g0, cs, cy, rows, so, yo, n, dots);
            ScalarKernels.pairElements(x1, x0, g1, g0, cs, cy, rows, so, yo, done, n, dots);
        } else {
            scalar.fill(dots, 0, 0, lanes + 3 * Kernels.LANES);
            int s = lanes + 3 * Kernels.LANES;
            int y = s + Kernels.PAIR_BLOCK;
            for (int from = 0; from < n; from += Kernels.PAIR_BLOCK) {
                int many = Math.min(Kernels.PAIR_BLOCK, n - from);
                SimdLoops.differences(x1, x0, g1, g0, from, dots, s, dots, y, many);
                dotInto(dots, lanes, dots, s, dots, y, many);
                dotInto(dots, lanes + Kernels.LANES, dots, y, dots, y, many);
                dotInto(dots, lanes + 2 * Kernels.LANES, dots, s, dots, s, many);
                narrow(cs, dots, s, rows, so + from, many);
                narrow(cy, dots, y, rows, yo + from, many);
                dots[3] = Math.max(dots[3], normInf(x1, from, many));
                dots[4] = Math.max(dots[4], normInf(g1, from, many));
            }
        }
        for (int k = 0; k < 3; k++) {
            dots[k] = sumLanes(dots, lanes + k * Kernels.LANES);
        }
    }

    private static void narrow(double c, double[] a, int ao, float[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = (float) (c * a[ao + i]);
        }
    }

    @Override
    public void rankTwo(double[] m, int mo, int rows, int columns, double[] a, int ao, double[] b, int bo) {
        SimdLoops.rankTwo(m, mo, rows, columns, a, ao, b, bo);
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
        int i = SimdLoops.select(cond, co, a, ao, b, bo, out, oo, n);
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
    public void rowDots(float[] rows, int[] at, int count, int from, double[] v, int vo, int n, double[] lanes, int lo) {
        int whole = n & -8;
        if (whole > 0) {
            SimdRows.dots(rows, at, count, from, v, vo, whole, lanes, lo);
        }
        if (whole < n) {
            scalar.rowDots(rows, at, count, from + whole, v, vo + whole, n - whole, lanes, lo);
        }
    }

    @Override
    public void combineRows(float[] rows, int[] at, int count, double[] c, double beta, double[] v, double[] out, double[] z,
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
    public void combineRowsInFloats(float[] rows, int[] at, int count, float[] c, double kappa, double beta, double[] v,
            double[] out, double[] z, int from, int n, double[] lanes, int lo) {
        int whole = n & -8;
        if (whole < n) {
            scalar.combineRowsInFloats(rows, at, count, c, kappa, beta, v, out, z, from + whole, n - whole, lanes, lo);
        }
        if (whole > 0) {
            SimdRows.combineInFloats(rows, at, count, c, kappa, beta, v, out, z, from, whole, lanes, lo);
        }
    }

    @Override
    public void widen(double c, float[] a, int ao, double[] out, int oo, int n) {
        scalar.widen(c, a, ao, out, oo, n);
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
        int i = W == 8 && columns >= SHORT_REDUCTION ? MatrixRows512.times(m, mo, rows, columns, v, vo, out, oo) : 0;
        for (; i < rows; i++) {
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
            SimdLoops.addFourRows(m, mo + i * columns, columns, w, wo + i, out, oo);
        }
        for (; i < rows; i++) {
            axpy(w[wo + i], m, mo + i * columns, out, oo, columns);
        }
    }
}
