package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
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

    /// Whoever solves one batch does without vectors, whose code makes an object per operation before it is compiled.
    @Test
    void aFirstBatchMakesLittleGarbage() throws IOException, InterruptedException {
        String output = ChildJvm.run(FirstBatch.class, List.of("--add-modules=jdk.incubator.vector"));
        long bytes = Long.parseLong(output.substring(output.lastIndexOf(' ') + 1).strip());
        assertTrue(bytes < 100_000_000, output);
    }
}
