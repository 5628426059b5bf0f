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
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
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

    /// Data that turns odd after the warm-up: every function is warm out of its common range, too.
    @ParameterizedTest
    @ValueSource(strings = {"sin", "log", "exp", "cbrt", "log1p", "expm1"})
    void soDoesOneWithNumbersThatTheWarmUpHasNotMet(String name) {
        int count = 3000;
        Formula f = Formula.model(2, m -> {
            Expr x = m.x();
            Expr a = m.data("c", 8).times(x.at(0));
            Expr values = switch (name) {
                case "sin" -> a.sin();
                case "log" -> a.log();
                case "exp" -> a.exp();
                case "cbrt" -> a.cbrt();
                case "log1p" -> a.log1p();
                default -> a.expm1();
            };
            return values.squaredNorm().plus(x.minus(1).squaredNorm());
        });
        double[] c = new SplittableRandom(3).doubles(8L * count, 0.5, 1.5).toArray();
        BatchSolver batch = Lbfgs.DEFAULT.batch(f, count).bindEach("c", c);
        double[] starts = new double[2 * count];
        Arrays.fill(starts, 0.7);
        assertTrue(batch.warmUp(starts, Allocations.PATIENCE), "warm-up");
        double[] odd = {1e300, -1e20, 1e-320, Double.NaN, 1e9, 800, -800, 0};
        for (int i = 0; i < 5 * odd.length; i++) {
            c[8 * 1234 + i] = odd[i % 8] * (i < 16 ? 1 : i);
        }
        double[] xs = new double[starts.length];
        assertEquals(0, Allocations.minimumOver(2, () -> {
            System.arraycopy(starts, 0, xs, 0, xs.length);
            batch.minimize(xs);
        }));
    }

    /// Whoever solves one batch does without vectors, whose code makes an object per operation before it is compiled.
    @Test
    void aFirstBatchMakesLittleGarbage() throws IOException, InterruptedException {
        String output = ChildJvm.run(FirstBatch.class, List.of("--add-modules=jdk.incubator.vector"));
        long bytes = Long.parseLong(output.substring(output.lastIndexOf(' ') + 1).strip());
        assertTrue(bytes < 100_000_000, output);
    }
}
