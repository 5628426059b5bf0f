package org.thalweg.internal.kernel;

import java.util.Arrays;

/// The loops in plain Java: the definition of every bit, and the set in use wherever the SIMD set may not be.
///
/// A reduction runs over the data four times. Pass j takes the eight lanes j, j + 4, …, j + 28 in eight local variables
/// and returns their share `t₄[j]` of the tree, so that 32 lanes need neither an array nor more registers than there are.
/// Up to eight elements no lane is used twice, and the tree is written out.
///
/// **Allocation**: none, from the first call. **Threads**: stateless.
final class ScalarKernels implements KernelSet {
    private static final int SMALL = 8;
    private static final int FEW = 4;
    /// Where the lanes of the products of a pair in floats are, behind its five numbers.
    static final int LANES_OF_PAIR = 5;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public double dot(double[] a, int ao, double[] b, int bo, int n) {
        if (n <= SMALL) {
            return smallDot(a, ao, b, bo, n);
        }
        double t0 = dotPass(a, ao, b, bo, n, 0);
        double t1 = dotPass(a, ao, b, bo, n, 1);
        double t2 = dotPass(a, ao, b, bo, n, 2);
        double t3 = dotPass(a, ao, b, bo, n, 3);
        return (t0 + t2) + (t1 + t3);
    }

    private static double dotPass(double[] a, int ao, double[] b, int bo, int n, int j) {
        double l0 = 0, l4 = 0, l8 = 0, l12 = 0, l16 = 0, l20 = 0, l24 = 0, l28 = 0;
        int i = j;
        for (; i < n - 28; i += 32) {
            l0 = Math.fma(a[ao + i], b[bo + i], l0);
            l4 = Math.fma(a[ao + i + 4], b[bo + i + 4], l4);
            l8 = Math.fma(a[ao + i + 8], b[bo + i + 8], l8);
            l12 = Math.fma(a[ao + i + 12], b[bo + i + 12], l12);
            l16 = Math.fma(a[ao + i + 16], b[bo + i + 16], l16);
            l20 = Math.fma(a[ao + i + 20], b[bo + i + 20], l20);
            l24 = Math.fma(a[ao + i + 24], b[bo + i + 24], l24);
            l28 = Math.fma(a[ao + i + 28], b[bo + i + 28], l28);
        }
        l0 = i < n ? Math.fma(a[ao + i], b[bo + i], l0) : l0;
        l4 = i < n - 4 ? Math.fma(a[ao + i + 4], b[bo + i + 4], l4) : l4;
        l8 = i < n - 8 ? Math.fma(a[ao + i + 8], b[bo + i + 8], l8) : l8;
        l12 = i < n - 12 ? Math.fma(a[ao + i + 12], b[bo + i + 12], l12) : l12;
        l16 = i < n - 16 ? Math.fma(a[ao + i + 16], b[bo + i + 16], l16) : l16;
        l20 = i < n - 20 ? Math.fma(a[ao + i + 20], b[bo + i + 20], l20) : l20;
        l24 = i < n - 24 ? Math.fma(a[ao + i + 24], b[bo + i + 24], l24) : l24;
        return ((l0 + l8) + (l16 + l24)) + ((l4 + l12) + (l20 + l28));
    }

    /// A lane with one element holds `fma(a, b, +0)`, which is the rounded product but for the sign of a zero; the empty
    /// lanes make a zero sum positive, which the last addition does here.
    private static double smallDot(double[] a, int ao, double[] b, int bo, int n) {
        if (n == 2) {
            return (a[ao] * b[bo] + a[ao + 1] * b[bo + 1]) + 0.0;
        }
        double p0 = n > 0 ? a[ao] * b[bo] : 0;
        double p1 = n > 1 ? a[ao + 1] * b[bo + 1] : 0;
        double p2 = n > 2 ? a[ao + 2] * b[bo + 2] : 0;
        double p3 = n > 3 ? a[ao + 3] * b[bo + 3] : 0;
        if (n > 4) {
            p0 += a[ao + 4] * b[bo + 4];
            p1 += n > 5 ? a[ao + 5] * b[bo + 5] : 0;
            p2 += n > 6 ? a[ao + 6] * b[bo + 6] : 0;
            p3 += n > 7 ? a[ao + 7] * b[bo + 7] : 0;
        }
        return ((p0 + p2) + (p1 + p3)) + 0.0;
    }

    @Override
    public double sum(double[] a, int ao, int n) {
        double t0 = sumPass(a, ao, n, 0);
        double t1 = sumPass(a, ao, n, 1);
        double t2 = sumPass(a, ao, n, 2);
        double t3 = sumPass(a, ao, n, 3);
        return (t0 + t2) + (t1 + t3);
    }

    private static double sumPass(double[] a, int ao, int n, int j) {
        double l0 = 0, l4 = 0, l8 = 0, l12 = 0, l16 = 0, l20 = 0, l24 = 0, l28 = 0;
        int i = j;
        for (; i < n - 28; i += 32) {
            l0 += a[ao + i];
            l4 += a[ao + i + 4];
            l8 += a[ao + i + 8];
            l12 += a[ao + i + 12];
            l16 += a[ao + i + 16];
            l20 += a[ao + i + 20];
            l24 += a[ao + i + 24];
            l28 += a[ao + i + 28];
        }
        l0 = i < n ? l0 + a[ao + i] : l0;
        l4 = i < n - 4 ? l4 + a[ao + i + 4] : l4;
        l8 = i < n - 8 ? l8 + a[ao + i + 8] : l8;
        l12 = i < n - 12 ? l12 + a[ao + i + 12] : l12;
        l16 = i < n - 16 ? l16 + a[ao + i + 16] : l16;
        l20 = i < n - 20 ? l20 + a[ao + i + 20] : l20;
        l24 = i < n - 24 ? l24 + a[ao + i + 24] : l24;
        return ((l0 + l8) + (l16 + l24)) + ((l4 + l12) + (l20 + l28));
    }

    @Override
    public double normInf(double[] a, int ao, int n) {
        double max = n > 0 ? Math.abs(a[ao]) : 0;
        for (int i = 1; i < n; i++) {
            max = Math.max(max, Math.abs(a[ao + i]));
        }
        return max;
    }

    @Override
    public boolean allFinite(double[] a, int ao, int n) {
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(a[ao + i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void axpy(double alpha, double[] x, int xo, double[] y, int yo, int n) {
        step(y, yo, alpha, x, xo, y, yo, n);
    }

    @Override
    public double axpyDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
        step(y, yo, alpha, x, xo, y, yo, n);
        return dot(y, yo, z, zo, n);
    }

    @Override
    public double scaleDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = alpha * x[xo + i];
        }
        return dot(y, yo, z, zo, n);
    }

    @Override
    public void step(double[] x, int xo, double alpha, double[] p, int po, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.fma(alpha, p[po + i], x[xo + i]);
        }
    }

    @Override
    public void pair(double[] x1, double[] x0, double[] g1, double[] g0, double[] s, int so, double[] y, int yo, int n,
            double[] dots, int at) {
        if (n <= FEW && n > 0) {
            pairOfFew(x1, x0, g1, g0, s, so, y, yo, n, dots, at);
            dots[at + 3] = normInf(x1, 0, n);
            dots[at + 4] = normInf(g1, 0, n);
            return;
        }
        double xMax = 0;
        double gMax = 0;
        for (int i = 0; i < n; i++) {
            double xi = x1[i];
            double gi = g1[i];
            s[so + i] = xi - x0[i];
            y[yo + i] = gi - g0[i];
            xMax = Math.max(xMax, Math.abs(xi));
            gMax = Math.max(gMax, Math.abs(gi));
        }
        dots[at] = dot(s, so, y, yo, n);
        dots[at + 1] = dot(y, yo, y, yo, n);
        dots[at + 2] = dot(s, so, s, so, n);
        dots[at + 3] = xMax;
        dots[at + 4] = gMax;
    }

    /// As [#smallDot], with every number at hand.
    private static void pairOfFew(double[] x1, double[] x0, double[] g1, double[] g0, double[] s, int so, double[] y, int yo,
            int n, double[] dots, int at) {
        double s0 = x1[0] - x0[0];
        double y0 = g1[0] - g0[0];
        s[so] = s0;
        y[yo] = y0;
        double sy = s0 * y0;
        double yy = y0 * y0;
        double ss = s0 * s0;
        if (n > 2) {
            double s2 = x1[2] - x0[2];
            double y2 = g1[2] - g0[2];
            s[so + 2] = s2;
            y[yo + 2] = y2;
            sy += s2 * y2;
            yy += y2 * y2;
            ss += s2 * s2;
        }
        if (n > 1) {
            double s1 = x1[1] - x0[1];
            double y1 = g1[1] - g0[1];
            s[so + 1] = s1;
            y[yo + 1] = y1;
            double sy1 = s1 * y1;
            double yy1 = y1 * y1;
            double ss1 = s1 * s1;
            if (n > 3) {
                double s3 = x1[3] - x0[3];
                double y3 = g1[3] - g0[3];
                s[so + 3] = s3;
                y[yo + 3] = y3;
                sy1 += s3 * y3;
                yy1 += y3 * y3;
                ss1 += s3 * s3;
            }
            sy += sy1;
            yy += yy1;
            ss += ss1;
        }
        dots[at] = sy + 0.0;
        dots[at + 1] = yy + 0.0;
        dots[at + 2] = ss + 0.0;
    }

    @Override
    public void pairInFloats(double[] x1, double[] x0, double[] g1, double[] g0, double cs, double cy, float[] rows, int so,
            int yo, int n, double[] dots) {
        fill(dots, 0, 0, LANES_OF_PAIR + 3 * Kernels.LANES);
        pairElements(x1, x0, g1, g0, cs, cy, rows, so, yo, 0, n, dots);
        for (int k = 0; k < 3; k++) {
            dots[k] = sumLanes(dots, LANES_OF_PAIR + k * Kernels.LANES);
        }
    }

    /// Some elements of a pair, onto its norms and lanes.
    static void pairElements(double[] x1, double[] x0, double[] g1, double[] g0, double cs, double cy, float[] rows, int so,
            int yo, int first, int n, double[] dots) {
        double xMax = dots[3];
        double gMax = dots[4];
        for (int i = first; i < n; i++) {
            double xi = x1[i];
            double gi = g1[i];
            double si = xi - x0[i];
            double yi = gi - g0[i];
            rows[so + i] = (float) (cs * si);
            rows[yo + i] = (float) (cy * yi);
            int lane = LANES_OF_PAIR + (i & 31);
            dots[lane] = Math.fma(si, yi, dots[lane]);
            dots[lane + Kernels.LANES] = Math.fma(yi, yi, dots[lane + Kernels.LANES]);
            dots[lane + 2 * Kernels.LANES] = Math.fma(si, si, dots[lane + 2 * Kernels.LANES]);
            xMax = Math.max(xMax, Math.abs(xi));
            gMax = Math.max(gMax, Math.abs(gi));
        }
        dots[3] = xMax;
        dots[4] = gMax;
    }

    @Override
    public void rankTwo(double[] m, int mo, int rows, int columns, double[] a, int ao, double[] b, int bo) {
        for (int i = 0; i < rows; i++) {
            double ai = a[ao + i];
            double bi = b[bo + i];
            int row = mo + i * columns;
            for (int j = 0; j < columns; j++) {
                m[row + j] += ai * b[bo + j] + bi * a[ao + j];
            }
        }
    }

    @Override
    public void unary(Elementwise op, double[] a, int ao, double[] out, int oo, int n) {
        UnaryLoops.apply(op, a, ao, out, oo, n);
    }

    @Override
    public void binary(Elementwise op, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        BinaryLoops.apply(op, a, ao, b, bo, out, oo, n);
    }

    @Override
    public void select(double[] cond, int co, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = cond[co + i] != 0 ? a[ao + i] : b[bo + i];
        }
    }

    @Override
    public void fill(double[] out, int oo, double value, int n) {
        Arrays.fill(out, oo, oo + n, value);
    }

    @Override
    public void sumInto(double[] acc, int at, double[] a, int ao, int n) {
        for (int i = 0; i < n; i++) {
            acc[at + (i & 31)] += a[ao + i];
        }
    }

    @Override
    public void dotInto(double[] acc, int at, double[] a, int ao, double[] b, int bo, int n) {
        for (int i = 0; i < n; i++) {
            int lane = at + (i & 31);
            acc[lane] = Math.fma(a[ao + i], b[bo + i], acc[lane]);
        }
    }

    @Override
    public void maxInto(double[] acc, int at, double[] a, int ao, int n) {
        for (int i = 0; i < n; i++) {
            int lane = at + (i & 31);
            acc[lane] = Math.max(acc[lane], a[ao + i]);
        }
    }

    @Override
    public double sumLanes(double[] acc, int at) {
        return (lanes4(acc, at) + lanes4(acc, at + 2)) + (lanes4(acc, at + 1) + lanes4(acc, at + 3));
    }

    private static double lanes4(double[] acc, int j) {
        double low = (acc[j] + acc[j + 8]) + (acc[j + 16] + acc[j + 24]);
        double high = (acc[j + 4] + acc[j + 12]) + (acc[j + 20] + acc[j + 28]);
        return low + high;
    }

    @Override
    public double maxLanes(double[] acc, int at) {
        double max = acc[at];
        for (int j = 1; j < Kernels.LANES; j++) {
            max = Math.max(max, acc[at + j]);
        }
        return max;
    }

    @Override
    public void rowDots(float[] rows, int[] at, int count, int from, double[] v, int vo, int n, double[] lanes, int lo) {
        int whole = n & -8;
        for (int r = 0; r < count; r++) {
            int row = at[r] + from;
            int lane = lo + 8 * r;
            eightDots(rows, row, v, vo, whole, lanes, lane);
            for (int i = whole; i < n; i++, lane++) {
                lanes[lane] = Math.fma(rows[row + i], v[vo + i], lanes[lane]);
            }
        }
    }

    private static void eightDots(float[] a, int ao, double[] b, int bo, int n, double[] lanes, int lo) {
        double l0 = lanes[lo], l1 = lanes[lo + 1], l2 = lanes[lo + 2], l3 = lanes[lo + 3];
        double l4 = lanes[lo + 4], l5 = lanes[lo + 5], l6 = lanes[lo + 6], l7 = lanes[lo + 7];
        for (int i = 0; i < n; i += 8) {
            l0 = Math.fma(a[ao + i], b[bo + i], l0);
            l1 = Math.fma(a[ao + i + 1], b[bo + i + 1], l1);
            l2 = Math.fma(a[ao + i + 2], b[bo + i + 2], l2);
            l3 = Math.fma(a[ao + i + 3], b[bo + i + 3], l3);
            l4 = Math.fma(a[ao + i + 4], b[bo + i + 4], l4);
            l5 = Math.fma(a[ao + i + 5], b[bo + i + 5], l5);
            l6 = Math.fma(a[ao + i + 6], b[bo + i + 6], l6);
            l7 = Math.fma(a[ao + i + 7], b[bo + i + 7], l7);
        }
        lanes[lo] = l0;
        lanes[lo + 1] = l1;
        lanes[lo + 2] = l2;
        lanes[lo + 3] = l3;
        lanes[lo + 4] = l4;
        lanes[lo + 5] = l5;
        lanes[lo + 6] = l6;
        lanes[lo + 7] = l7;
    }

    @Override
    public void combineRows(float[] rows, int[] at, int count, double[] c, double beta, double[] v, double[] out, double[] z,
            int from, int n, double[] lanes, int lo) {
        for (int i = from; i < from + n; i++) {
            out[i] = beta * v[i];
        }
        for (int r = count - 1; r >= 0; r--) {
            int row = at[r];
            for (int i = from; i < from + n; i++) {
                out[i] = Math.fma(c[r], rows[row + i], out[i]);
            }
        }
        reduce(out, z, from, n, lanes, lo);
    }

    /// What lanes take of a block of a combination.
    private static void reduce(double[] out, double[] z, int from, int n, double[] lanes, int lo) {
        for (int i = n - 1; i >= 0; i--) {
            int lane = lo + (i & 7);
            double zi = z[from + i];
            lanes[lane] = Math.fma(zi, out[from + i], lanes[lane]);
            lanes[lane + 8] = Math.max(lanes[lane + 8], Math.abs(out[from + i]));
            lanes[lane + 16] = Math.fma(zi, zi, lanes[lane + 16]);
        }
    }

    @Override
    public void combineRowsInFloats(float[] rows, int[] at, int count, float[] c, double kappa, double beta, double[] v,
            double[] out, double[] z, int from, int n, double[] lanes, int lo) {
        for (int i = from; i < from + n; i++) {
            out[i] = beta * v[i];
        }
        int r = count;
        for (; r >= 10; r -= 10) {
            for (int i = from; i < from + n; i++) {
                float sum = five(rows, at, r - 5, c, i) + five(rows, at, r - 10, c, i);
                out[i] = Math.fma(kappa, sum, out[i]);
            }
        }
        for (; r > 0; r -= 2) {
            float c0 = c[r - 2], c1 = c[r - 1];
            int r0 = at[r - 2], r1 = at[r - 1];
            for (int i = from; i < from + n; i++) {
                float sum = Math.fma(rows[r0 + i], c0, rows[r1 + i] * c1);
                out[i] = Math.fma(kappa, sum, out[i]);
            }
        }
        reduce(out, z, from, n, lanes, lo);
    }

    private static float five(float[] rows, int[] at, int r, float[] c, int i) {
        float sum = rows[at[r + 4] + i] * c[r + 4];
        sum = Math.fma(rows[at[r + 3] + i], c[r + 3], sum);
        sum = Math.fma(rows[at[r + 2] + i], c[r + 2], sum);
        sum = Math.fma(rows[at[r + 1] + i], c[r + 1], sum);
        return Math.fma(rows[at[r] + i], c[r], sum);
    }

    @Override
    public void widen(double c, float[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = c * a[ao + i];
        }
    }

    @Override
    public double sumEight(double[] lanes, int lo) {
        double even = (lanes[lo] + lanes[lo + 4]) + (lanes[lo + 2] + lanes[lo + 6]);
        double odd = (lanes[lo + 1] + lanes[lo + 5]) + (lanes[lo + 3] + lanes[lo + 7]);
        return even + odd;
    }

    @Override
    public void gatherStrided(double[] a, int ao, int stride, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i * stride];
        }
    }

    @Override
    public void gather(double[] a, int ao, int[] index, int io, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + index[io + i]];
        }
    }

    @Override
    public void scatterAddStrided(double[] a, int ao, double[] out, int oo, int stride, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i * stride] += a[ao + i];
        }
    }

    @Override
    public void scatterAdd(double[] a, int ao, int[] index, int io, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + index[io + i]] += a[ao + i];
        }
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
        for (int i = 0; i < rows; i++) {
            axpy(w[wo + i], m, mo + i * columns, out, oo, columns);
        }
    }
}
