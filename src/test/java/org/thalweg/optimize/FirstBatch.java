package org.thalweg.optimize;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Solves one batch of a thousand fits in a new virtual machine: what [BatchAllocationTest] runs.
final class FirstBatch {
    private FirstBatch() {}

    static void main() {
        int rows = 32;
        int count = 1000;
        double[] t = new double[rows];
        Arrays.setAll(t, i -> 0.15 * i);
        SplittableRandom random = new SplittableRandom(4);
        double[] ys = new double[rows * count];
        for (int p = 0; p < count; p++) {
            double height = random.nextDouble(1, 3);
            double rate = random.nextDouble(0.5, 1.5);
            for (int i = 0; i < rows; i++) {
                ys[p * rows + i] = height * Math.exp(-rate * t[i]) + random.nextDouble(0.01);
            }
        }
        double[] xs = new double[3 * count];
        Arrays.fill(xs, 1);
        BatchSolver batch = Lbfgs.DEFAULT.batch(BatchSolverTest.decay(rows), count).bind("t", t).bindEach("y", ys);
        long before = ThreadAllocation.bytes();
        batch.minimize(xs);
        System.out.println("bytes " + (ThreadAllocation.bytes() - before));
    }
}
