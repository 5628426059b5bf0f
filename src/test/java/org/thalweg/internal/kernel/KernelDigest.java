package org.thalweg.internal.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// Prints the set in use and one number over the bits of many results, to compare virtual machines.
public final class KernelDigest {
    private final CRC32C digest = new CRC32C();

    private KernelDigest() {}

    /// Prints `name digest`.
    ///
    /// @param args none
    public static void main(String[] args) {
        System.out.println(Kernels.name() + " " + Long.toHexString(of()));
    }

    /// Numbers between −2 and 2, the same everywhere.
    private static double[] values(long seed, int length) {
        return new SplittableRandom(seed).doubles(length, -2, 2).toArray();
    }

    /// The number itself.
    public static long of() {
        KernelDigest d = new KernelDigest();
        for (int n : new int[] {0, 1, 2, 7, 8, 9, 31, 32, 33, 63, 64, 65, 100, 257, 1000}) {
            d.all(n);
        }
        return d.digest.getValue();
    }

    private void all(int n) {
        double[] a = values(n, n);
        double[] b = values(n + 1, n);
        double[] out = new double[n];
        double[] lanes = new double[32];
        add(Kernels.dot(a, 0, b, 0, n));
        add(Kernels.sum(a, 0, n));
        add(Kernels.normInf(a, 0, n));
        Kernels.dotInto(lanes, 0, a, 0, b, 0, n);
        add(Kernels.sumLanes(lanes, 0));
        for (Elementwise op : Elementwise.values()) {
            switch (op.arity()) {
                case 1 -> Kernels.unary(op, a, 0, out, 0, n);
                case 2 -> Kernels.binary(op, a, 0, b, 0, out, 0, n);
                default -> Kernels.select(a, 0, b, 0, a, 0, out, 0, n);
            }
            add(out);
        }
        add(Kernels.axpyDot(0.3, a, 0, out, 0, b, 0, n));
        add(Kernels.scaleDot(0.3, a, 0, out, 0, b, 0, n));
        Kernels.step(a, 0, -0.7, b, 0, out, 0, n);
        add(out);
        manyRows(n, a, b, out);
        if (n > 0) {
            double[] m = values(n + 2, 5 * n);
            double[] mv = new double[5];
            Kernels.matrixTimes(m, 0, 5, n, a, 0, mv, 0);
            add(mv);
            Kernels.matrixTransposeTimes(m, 0, 5, n, mv, 0, out, 0);
            add(out);
            Kernels.rankTwo(m, 0, Math.min(5, n), n, a, 0, b, 0);
            add(m);
        }
    }

    private void manyRows(int n, double[] a, double[] b, double[] out) {
        float[] rows = new float[32 * n];
        double[] numbers = new double[Kernels.PAIR_ROOM];
        for (int r = 0; r < 32; r += 2) {
            double[] g = values(n + r, n);
            Kernels.pairInFloats(values(n - r, n), b, g, a, 0.7, 1.9, rows, r * n, (r + 1) * n, n, numbers);
            add(Arrays.copyOf(numbers, 5));
        }
        double[] lanes = new double[8 * 32];
        double[] c = values(32, 32);
        int[] at = new int[32];
        for (int r = 0; r < 32; r++) {
            at[r] = r * n;
        }
        Kernels.rowDots(rows, at, 32, 0, a, 0, n, lanes, 0);
        add(lanes);
        Kernels.combineRows(rows, at, 32, c, 0.3, a, out, b, 0, n, lanes, 0);
        add(out);
        add(Arrays.copyOf(lanes, 24));
        Kernels.combineRowsInFloats(rows, at, 32, floats(c), 1.7, 0.3, a, out, b, 0, n, lanes, 0);
        add(out);
        add(Arrays.copyOf(lanes, 24));
        Kernels.widen(0.7, rows, n, out, 0, n);
        add(out);
    }

    private static float[] floats(double[] a) {
        float[] b = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            b[i] = (float) a[i];
        }
        return b;
    }

    private void add(double... values) {
        for (double value : values) {
            long bits = Double.doubleToLongBits(value);
            for (int shift = 0; shift < 64; shift += 8) {
                digest.update((int) (bits >>> shift) & 0xff);
            }
        }
    }
}
