package org.thalweg.optimize;

import java.time.Duration;
import org.thalweg.internal.kernel.Kernels;

/// A warm-up whose time goes into one solve, in a new virtual machine: what [WarmUpTest] runs.
final class SlowObjective {
    private static final int N = 1000;

    private static final long SOLVE_MILLIS = 6000;

    private SlowObjective() {}

    static void main() {
        double[] x = new double[N];
        double[] y = new double[N];
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(N);
        solver.warmUp((point, gradient) -> sleep(), x, Duration.ZERO);
        long before = ThreadAllocation.bytes();
        for (int i = 0; i < 100; i++) {
            Kernels.scaleDot(-1, x, 0, y, 0, y, 0, N);
        }
        System.out.println("bytes " + (ThreadAllocation.bytes() - before));
    }

    private static double sleep() {
        try {
            Thread.sleep(SOLVE_MILLIS);
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
