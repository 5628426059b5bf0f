package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.lanes.LaneCode;

/// A problem's result is what the same solver gives it alone: in any lane, among any neighbours, in any number of lanes.
class BatchProperties {
    private static final int LANES = LaneCode.suitableLanes();

    /// A valley whose steepness is data; where that is NaN nothing is finite, where it is negative there is no minimum.
    private static Formula valley(int n) {
        return Formula.model(n, m -> {
            Expr x = m.x();
            Expr c = m.scalar("c");
            Expr bends = n == 1
                    ? x.at(0).square().square()
                    : x.slice(1, n).minus(x.slice(0, n - 1).square()).square().sum();
            return bends.times(c).plus(x.minus(1).square().sum());
        });
    }

    private static BatchSolver solver(Lbfgs settings, @Nullable Box box, int n, int count, int lanes) {
        return new BatchSolver(settings, box, n, valley(n).acrossLanes(lanes), count, lanes, System::nanoTime);
    }

    @Property(tries = 60)
    void neighboursChangeNoBit(
            @ForAll @LongRange(max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 13) int n,
            @ForAll @IntRange(min = 1, max = 90) int count, @ForAll boolean bounded, @ForAll boolean wide) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] c = new double[count];
        for (int i = 0; i < count; i++) {
            c[i] = switch (random.nextInt(8)) {
                case 0 -> Double.NaN;
                case 1 -> -1;
                case 2 -> 1e200;
                default -> random.nextDouble(0.1, 200);
            };
        }
        double[] starts = random.doubles((long) n * count, -2, 2).toArray();
        Box box = bounded ? Box.of(n, -1.5, 0.9) : null;
        Lbfgs settings = Lbfgs.DEFAULT.withMemory(1 + random.nextInt(12)).withMaxEvaluations(random.nextInt(20, 200));
        double[] xs = starts.clone();
        BatchSolver all = solver(settings, box, n, count, wide ? 2 * LANES : LANES);
        // This one by compiled code, the others as they begin: interpreted.
        all.bindEach("c", c).warmUp(starts, Duration.ZERO);
        all.minimize(xs);
        int checked = random.nextInt(count);
        double[] x = Arrays.copyOfRange(starts, checked * n, (checked + 1) * n);
        BatchSolver one = solver(settings, box, n, 1, LANES);
        one.bindEach("c", new double[] {c[checked]}).minimize(x);
        assertSame(one, 0, x, all, checked, xs);

        int[] order = random.ints(count, 0, count).toArray();
        double[] shuffled = new double[starts.length];
        double[] data = new double[count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(starts, order[i] * n, shuffled, i * n, n);
            data[i] = c[order[i]];
        }
        BatchSolver other = solver(settings, box, n, count, LANES);
        other.bindEach("c", data).minimize(shuffled);
        for (int i = 0; i < count; i++) {
            assertSame(all, order[i], xs, other, i, shuffled);
        }
    }

    private static void assertSame(BatchSolver a, int i, double[] xs, BatchSolver b, int k, double[] ys) {
        int n = a.dimension();
        assertEquals(a.status(i), b.status(k));
        assertEquals(a.value(i), b.value(k));
        assertEquals(a.gradientNorm(i), b.gradientNorm(k));
        assertEquals(a.iterations(i), b.iterations(k));
        assertEquals(a.evaluations(i), b.evaluations(k));
        assertArrayEquals(Arrays.copyOfRange(xs, i * n, (i + 1) * n), Arrays.copyOfRange(ys, k * n, (k + 1) * n));
    }

    @Property(tries = 100)
    void theResultIsNoWorseThanTheStart(
            @ForAll @LongRange(max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 12) int n,
            @ForAll boolean bounded) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 40;
        double[] c = random.doubles(count, -0.5, 50).toArray();
        double[] starts = random.doubles((long) n * count, -1, 0.9).toArray();
        double[] xs = starts.clone();
        Box box = bounded ? Box.of(n, -1.5, 0.9) : null;
        Lbfgs settings = Lbfgs.DEFAULT.withMaxEvaluations(random.nextInt(1, 60));
        BatchSolver batch = solver(settings, box, n, count, LANES);
        batch.bindEach("c", c).minimize(xs);
        Formula f = valley(n);
        for (int i = 0; i < count; i++) {
            double[] x = Arrays.copyOfRange(xs, i * n, (i + 1) * n);
            double[] start = Arrays.copyOfRange(starts, i * n, (i + 1) * n);
            double value = f.evaluator().bind("c", new double[] {c[i]}).value(x);
            double before = f.evaluator().bind("c", new double[] {c[i]}).value(start);
            assertEquals(value, batch.value(i), 1e-12 * (1 + Math.abs(value)) * n);
            org.junit.jupiter.api.Assertions.assertTrue(batch.value(i) <= before + 1e-12 * (1 + Math.abs(before)));
        }
    }
}
