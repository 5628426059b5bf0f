package org.thalweg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.Solution;

class ParallelObjectiveProperties {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(7);

    @AfterContainer
    static void close() {
        POOL.close();
    }

    /// `Σ wᵢ·(xᵢ − cᵢ)²` with weights of many magnitudes, so that every order of summation has bits of its own.
    private static List<Objective> blocks(long seed, int count, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Objective> blocks = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            double[] c = random.doubles(n, -1, 1).toArray();
            double[] w = random.doubles(n, -4, 4).map(e -> Math.pow(10, e)).toArray();
            blocks.add((x, g) -> {
                double f = 0;
                for (int i = 0; i < n; i++) {
                    g[i] = 2 * w[i] * (x[i] - c[i]);
                    f += w[i] * (x[i] - c[i]) * (x[i] - c[i]);
                }
                return f;
            });
        }
        return blocks;
    }

    /// The sum over the blocks from b on, at most `span` of them, a power of two: value and gradient in one array.
    private static double[] sum(List<Objective> blocks, double[] x, int b, int span) {
        if (span == 1) {
            double[] g = new double[x.length];
            double f = blocks.get(b).valueAndGradient(x, g);
            double[] all = Arrays.copyOf(g, x.length + 1);
            all[x.length] = f;
            return all;
        }
        double[] left = sum(blocks, x, b, span / 2);
        if (b + span / 2 < blocks.size()) {
            double[] right = sum(blocks, x, b + span / 2, span / 2);
            Arrays.setAll(left, i -> left[i] + right[i]);
        }
        return left;
    }

    @Property(tries = 200)
    void theSumIsTheTreesForAnyNumberOfThreads(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int count,
            @ForAll @IntRange(min = 1, max = 8) int threads) {
        List<Objective> blocks = blocks(seed, count, 5);
        double[] x = new SplittableRandom(seed).doubles(5, -3, 3).toArray();
        double[] expected = sum(blocks, x, 0, 128);
        for (Executor executor : List.<Executor>of(POOL, Runnable::run)) {
            Objective f = ParallelObjective.of(executor, threads, blocks);
            double[] g = new double[5];
            for (int k = 0; k < 3; k++) {
                Arrays.fill(g, Double.NaN);
                assertEquals(expected[5], f.valueAndGradient(x, g));
                assertArrayEquals(Arrays.copyOf(expected, 5), g);
            }
        }
    }

    @Property(tries = 50)
    void aSolveTakesTheSamePath(@ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int count) {
        List<Objective> blocks = blocks(seed, count, 6);
        double[] x0 = new SplittableRandom(seed).doubles(6, -3, 3).toArray();
        Solution alone = Lbfgs.DEFAULT.minimize(ParallelObjective.of(POOL, 1, blocks), x0);
        for (int threads = 2; threads <= 8; threads += 3) {
            Solution together = Lbfgs.DEFAULT.minimize(ParallelObjective.of(POOL, threads, blocks), x0);
            assertArrayEquals(alone.x(), together.x());
            assertEquals(alone.value(), together.value());
            assertEquals(alone.evaluations(), together.evaluations());
            assertEquals(alone.status(), together.status());
        }
    }
}
