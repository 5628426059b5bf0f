package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.thalweg.BatchObjective;
import org.thalweg.internal.lanes.Gradual;
import org.thalweg.internal.lanes.LaneCode;

/// Random formulas in many lanes: as in one, and the same to the bit however they are run and whatever the neighbours are.
class AcrossLanesProperties {
    private static final int LANES = LaneCode.suitableLanes();

    /// Values and gradients of every lane, each with its own point and its own d, by compiled code.
    private static double[] run(BatchObjective objective, int n, double[] points, double[] d, double[] m, int lanes) {
        objective.bindEach("d", d, d.length / n);
        objective.bind("M", m);
        ((Gradual) objective).hurry();
        return evaluate(objective, n, points, d, lanes);
    }

    private static double[] evaluate(BatchObjective objective, int n, double[] points, double[] d, int lanes) {
        double[] x = new double[n * lanes];
        for (int j = 0; j < lanes; j++) {
            objective.begin(j % (d.length / n), j);
            for (int i = 0; i < n; i++) {
                x[i * lanes + j] = points[(j * n + i) % points.length];
            }
        }
        double[] f = new double[lanes];
        double[] g = new double[n * lanes];
        objective.valueAndGradient(x, f, g, lanes);
        double[] all = Arrays.copyOf(f, lanes * (n + 1));
        System.arraycopy(g, 0, all, lanes, g.length);
        return all;
    }

    private static BatchObjective lanes(Formula formula, int lanes) {
        try {
            return formula.acrossLanes(lanes);
        } catch (UnsupportedOperationException matrix) {
            Assume.that(false);
            throw matrix;
        }
    }

    @Property(tries = 200)
    void everyLaneIsAnEvaluation(
            @ForAll @LongRange(max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = 1, max = 25) int operations) {
        RandomFormula random = new RandomFormula(seed, n, operations);
        Formula formula = random.simplified();
        SplittableRandom numbers = new SplittableRandom(seed);
        double[] points = RandomFormula.vector(numbers, n * LANES);
        double[] d = RandomFormula.vector(numbers, n * LANES);
        double[] m = RandomFormula.vector(numbers, RandomFormula.ROWS * n);
        double[] all = run(lanes(formula, LANES), n, points, d, m, LANES);
        double[] interpreted = run(lanes(formula.interpreted(), LANES), n, points, d, m, LANES);
        assertArrayEquals(interpreted, all);
        BatchObjective fresh = lanes(formula, LANES);
        fresh.bindEach("d", d, LANES);
        fresh.bind("M", m);
        fresh.prepare();
        assertArrayEquals(evaluate(fresh, n, points, d, LANES), all);
        Evaluator evaluator = formula.evaluator().bind("M", m);
        double[] g = new double[n];
        for (int j = 0; j < LANES; j++) {
            double[] x = Arrays.copyOfRange(points, j * n, (j + 1) * n);
            double f = evaluator.bind("d", Arrays.copyOfRange(d, j * n, (j + 1) * n)).valueAndGradient(x, g);
            double scale = 1 + Math.abs(f);
            for (double derivative : g) {
                scale = Math.max(scale, Math.abs(derivative));
            }
            // Sums have another order here: 40 elements, a few of them in a row.
            assertEquals(f, all[j], 1e-12 * scale);
            for (int i = 0; i < n; i++) {
                assertEquals(g[i], all[LANES + i * LANES + j], 1e-11 * scale);
            }
        }
    }

    @Property(tries = 50)
    void neighboursAndTheNumberOfLanesChangeNoBit(
            @ForAll @LongRange(max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 12) int n) {
        Formula formula = new RandomFormula(seed, n, 12).simplified();
        SplittableRandom numbers = new SplittableRandom(seed);
        double[] point = RandomFormula.vector(numbers, n);
        double[] d = RandomFormula.vector(numbers, n);
        double[] m = RandomFormula.vector(numbers, RandomFormula.ROWS * n);
        double[] alone = run(lanes(formula, LANES), n, point, d, m, LANES);
        double[] wide = run(lanes(formula, 2 * LANES), n, point, d, m, 2 * LANES);
        for (int j = 0; j < LANES; j++) {
            assertEquals(alone[0], wide[j]);
        }
        double[] mixed = RandomFormula.vector(numbers, n * LANES);
        Arrays.fill(mixed, n, 2 * n, Double.NaN);
        Arrays.fill(mixed, 2 * n, 3 * n, 1e300);
        System.arraycopy(point, 0, mixed, 0, n);
        double[] among = run(lanes(formula, LANES), n, mixed, d, m, LANES);
        for (int i = 0; i <= n; i++) {
            assertEquals(alone[i * LANES], among[i * LANES]);
        }
    }
}
