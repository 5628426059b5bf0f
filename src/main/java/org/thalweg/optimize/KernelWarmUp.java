package org.thalweg.optimize;

import org.thalweg.internal.kernel.Kernels;

/// The loops over vectors that solvers are made of, again and again until none allocates any more.
///
/// They are what can allocate in a solver; those over whole matrices ([Bfgs] of many variables) are left to the solves,
/// which all reach them. Run by themselves they are compiled after a moment, whatever the solves of a warm-up reach and
/// however rarely they reach it. A branch never taken while compiling would take the whole loop back to the interpreter
/// when it is taken first: so there are arrays that end with the elements and arrays that go on, whole rows and a single
/// element.
final class KernelWarmUp {
    /// Longer rows take the same paths: blocks of whole rows of lanes, and the same remainder.
    private static final int LONG = 64 * Kernels.LANES;

    /// As many as are taken at once, and two.
    private static final int ROWS = 12;

    /// The same where as many as twenty are taken at once.
    private static final int ALL_ROWS = 32;

    /// So much of many rows takes the same paths, too, and leaves time for the other loops while none is compiled.
    private static final int SHORT = 2 * Kernels.LANES;

    /// Rounds in a row without allocation that count as warm.
    private static final int WARM_ROUNDS = 100;

    private final int n;
    private final double[][] exact;
    private final double[][] padded;
    private final double[] dots = new double[Kernels.PAIR_ROOM];
    private final float[] rows;
    private final double[] coefficients = new double[ROWS];
    private final float[] rounded = new float[ALL_ROWS];
    private final double[] lanes = new double[8 * ROWS];
    private final int[] at = new int[ALL_ROWS];
    private int quiet;

    KernelWarmUp(int n) {
        this.n = n <= LONG ? n : LONG + n % Kernels.LANES;
        exact = new double[3][this.n];
        padded = new double[3][Kernels.padded(this.n)];
        rows = new float[padded[0].length];
    }

    /// Goes on until no loop allocates any more, or the time is up. Without a count of bytes the solves are left to warm them.
    void run(long nanos) {
        long began = System.nanoTime();
        while (ThreadAllocation.counted() && quiet < WARM_ROUNDS && System.nanoTime() - began < nanos) {
            long before = ThreadAllocation.bytes();
            round();
            quiet = ThreadAllocation.bytes() == before ? quiet + 1 : 0;
        }
    }

    private void round() {
        run(exact[0], exact[1], exact[2], n);
        run(padded[0], padded[1], padded[2], n);
        run(padded[0], padded[1], padded[2], padded[0].length);
        run(exact[0], exact[1], exact[2], 1);
    }

    private void run(double[] x, double[] y, double[] z, int length) {
        Kernels.normInf(x, 0, length);
        Kernels.dot(x, 0, y, 0, length);
        Kernels.scaleDot(-1, x, 0, y, 0, z, 0, length);
        Kernels.axpy(0.5, x, 0, y, 0, length);
        Kernels.axpyDot(0.5, x, 0, y, 0, z, 0, length);
        Kernels.step(x, 0, 0.5, y, 0, z, 0, length);
        Kernels.pair(x, y, y, x, z, 0, y, 0, length, dots, 0);
        Kernels.pairInFloats(x, y, y, x, 0.5, 0.5, rows, 0, 0, length, dots);
        Kernels.widen(0.5, rows, 0, x, 0, length);
        int some = Math.min(length, SHORT + length % Kernels.LANES);
        Kernels.rowDots(rows, at, ROWS, 0, x, 0, some, lanes, 0);
        Kernels.combineRows(rows, at, ROWS, coefficients, 0.5, x, y, z, 0, some, lanes, 0);
        Kernels.combineRowsInFloats(rows, at, ALL_ROWS, rounded, 0.5, 0.5, x, y, z, 0, some, lanes, 0);
    }
}
