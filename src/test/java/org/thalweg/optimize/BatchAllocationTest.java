package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.thalweg.support.Allocations;
import org.thalweg.support.ChildJvm;

/// After `warmUp`, a batch allocates nothing.
@Tag("allocation")
class BatchAllocationTest {
    @ParameterizedTest
    @CsvSource({"2, false", "2, true", "5, false", "16, false"})
    void aWarmBatchAllocatesNothing(int n, boolean bounded) {
        int count = 200;
        var f = BatchSolverTest.chained(n);
        BatchSolver batch = bounded ? Lbfgs.DEFAULT.batch(f, Box.of(n, -1.5, 0.9), count) : Lbfgs.DEFAULT.batch(f, count);
        double[] starts = new SplittableRandom(4).doubles((long) n * count, -1.2, 1.2).toArray();
        assertTrue(batch.warmUp(starts, Duration.ofSeconds(30)), "warm-up");
        double[] xs = new double[starts.length];
        long bytes = Allocations.minimumOver(20, () -> {
            System.arraycopy(starts, 0, xs, 0, xs.length);
            batch.minimize(xs, System.nanoTime() + 1_000_000_000_000L);
        });
        assertEquals(0, bytes);
        assertEquals(Status.GRADIENT_TOLERANCE, batch.status(0));
    }

    /// Fits whose exponentials overflow, in the middle of a batch of others: code that only they reach is warm, too.
    @Test
    void soDoProblemsUnlikeTheFirst() {
        int rows = 33;
        int count = 3000;
        double[] t = new double[rows];
        Arrays.setAll(t, i -> 0.1 * i);
        double[] ys = new SplittableRandom(5).doubles((long) rows * count, 0, 2).toArray();
        double[] starts = new double[3 * count];
        Arrays.setAll(starts, i -> i % 3 == 1 && i / 3 == 1234 ? -1000 : 1);
        BatchSolver batch = Lbfgs.DEFAULT.batch(BatchSolverTest.decay(rows), count).bind("t", t).bindEach("y", ys);
        double[] ordinary = new double[starts.length];
        Arrays.fill(ordinary, 1);
        assertTrue(batch.warmUp(ordinary, Allocations.PATIENCE), "warm-up");
        double[] xs = new double[starts.length];
        assertEquals(0, Allocations.minimumOver(3, () -> {
            System.arraycopy(starts, 0, xs, 0, xs.length);
            batch.minimize(xs);
        }));
        assertEquals(Status.NOT_FINITE_AT_START, batch.status(1234));
    }

    /// Whoever solves one batch does without vectors, whose code makes an object per operation before it is compiled.
    @Test
    void aFirstBatchMakesLittleGarbage() throws IOException, InterruptedException {
        String output = ChildJvm.run(FirstBatch.class, List.of("--add-modules=jdk.incubator.vector"));
        long bytes = Long.parseLong(output.substring(output.lastIndexOf(' ') + 1).strip());
        assertTrue(bytes < 100_000_000, output);
    }
}
