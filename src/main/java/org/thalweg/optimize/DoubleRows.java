package org.thalweg.optimize;

import java.util.Arrays;
import org.thalweg.internal.kernel.Kernels;

/// Pairs in doubles, for few variables or a whole matrix.
///
/// Rows stand in one array, s and y of a pair one after the other; their length is a multiple of the number of lanes and their
/// tails are zero, so that loops over whole rows have no remainder. From row to row it is an odd multiple of the number of
/// lanes: at a multiple of 4096 bytes, all rows would fall into the same few places of a cache, and a load from one would wait
/// for a store to another.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class DoubleRows implements PairRows {
    /// Up to so many variables, loops over them alone are faster than over whole rows; the bits are the same.
    private static final int FEW = 8;

    private final int n;
    private final int length;
    private final int stride;
    private final double[] numbers;
    private final double[] a;

    /// @throws IllegalArgumentException if the rows do not fit in one array
    DoubleRows(int n, int slots) {
        this.n = n;
        length = Kernels.padded(n);
        stride = length | Kernels.LANES;
        numbers = new double[room(slots, stride)];
        a = new double[slots];
    }

    /// The length of the array for all rows.
    static int room(int slots, int stride) {
        long room = 2L * slots * stride;
        if (room > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "memory: 2·(memory + 1)·n numbers must fit in one array, was " + room + "; lower memory");
        }
        return (int) room;
    }

    double[] numbers() {
        return numbers;
    }

    /// Where the s of a place begins.
    int s(int slot) {
        return 2 * slot * stride;
    }

    /// Where the y of a place begins.
    int y(int slot) {
        return (2 * slot + 1) * stride;
    }

    @Override
    public void write(int slot, double[] x1, double[] x0, double[] g1, double[] g0, double[] out) {
        Kernels.pair(x1, x0, g1, g0, numbers, s(slot), numbers, y(slot), n, out, 0);
    }

    @Override
    public void products(int[] which, int count, double[] v, double[] out) {
        for (int r = 0; r < count; r++) {
            out[r] = Kernels.dot(numbers, which[r] * stride, v, 0, n);
        }
    }

    @Override
    public void combine(int[] which, int count, double[] c, double beta, double[] v, double[] out) {
        Kernels.scaleDot(beta, v, 0, out, 0, v, 0, n);
        for (int r = count - 1; r >= 0; r--) {
            Kernels.axpy(c[r], numbers, which[r] * stride, out, 0, n);
        }
    }

    @Override
    public void elements(int[] which, int count, int i, double[] out) {
        for (int r = 0; r < count; r++) {
            out[r] = numbers[which[r] * stride + i];
        }
    }

    @Override
    public void copy(int row, double[] out) {
        System.arraycopy(numbers, row * stride, out, 0, n);
    }

    /// Each update of p carries the next dot product with it.
    @Override
    public double twoLoops(History history, double[] g, double[] p) {
        int width = n <= FEW ? n : length;
        int count = history.count();
        int i = history.slot(count - 1);
        double sp = Kernels.scaleDot(-1, g, 0, p, 0, numbers, s(i), n);
        for (int age = count - 1; age > 0; age--) {
            a[i] = history.rho(i) * sp;
            int next = history.slot(age - 1);
            sp = Kernels.axpyDot(-a[i], numbers, y(i), p, 0, numbers, s(next), width);
            i = next;
        }
        a[i] = history.rho(i) * sp;
        Kernels.axpy(-a[i], numbers, y(i), p, 0, width);
        double yp = Kernels.scaleDot(history.gamma(), p, 0, p, 0, numbers, y(i), width);
        for (int age = 1; age < count; age++) {
            int next = history.slot(age);
            double c = coefficient(history, i, yp);
            yp = Kernels.axpyDot(c, numbers, s(i), p, 0, numbers, y(next), width);
            i = next;
        }
        double pg = Kernels.axpyDot(coefficient(history, i, yp), numbers, s(i), p, 0, g, 0, n);
        if (!Double.isFinite(pg)) {
            // ∞·0 is NaN: an overflow gets into the tail, and from there into every direction to come.
            Arrays.fill(p, n, length, 0.0);
        }
        return pg;
    }

    /// `τα − β`.
    private double coefficient(History history, int slot, double yp) {
        double b = history.rho(slot) * yp;
        return Math.fma(history.tau(slot), a[slot], -b);
    }

    /// Rows do not depend on each other.
    @Override
    public void forget() {}

    @Override
    public void poison() {
        for (int row = 0; row < numbers.length / stride; row++) {
            Arrays.fill(numbers, row * stride, row * stride + n, Double.NaN);
        }
        Arrays.fill(a, Double.NaN);
    }

    @Override
    public void keep(Tape tape) {
        tape.keep(numbers, numbers.length);
    }
}
