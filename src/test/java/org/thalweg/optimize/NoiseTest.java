package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.thalweg.Objective;

class NoiseTest {
    private final Noise noise = new Noise();

    @Test
    void whatFollowsItsSlopesHasNoneToMeasure() {
        for (int i = 0; i < 40; i++) {
            double h = Math.scalb(1.0, -i);
            // A parabola, a kink from −1 to 1, and a fall that ends in a rise.
            noise.trial(h, 1e3, -1, 1e3 - h + h * h / 2, -1 + h);
            noise.trial(h, 1e3, -1, 1e3 + 0.3 * h, 1);
            assertTrue(Double.isNaN(noise.level()), "after " + i);
        }
    }

    @Test
    void oneValueInFourTrialsIsNoMeasurement() {
        noise.trial(1e-9, 1, -1e-9, 1 + 1e-12, 1e-9);
        assertTrue(Double.isNaN(noise.level()));
        for (int i = 0; i < 3; i++) {
            noise.trial(1e-9, 1, -1e-9, 1, 1e-9);
        }
        assertTrue(Double.isNaN(noise.level()));
        for (int i = 0; i < 3; i++) {
            noise.trial(1e-9, 1, -1e-9, 1 + 2e-12, 1e-9);
        }
        assertEquals(2e-12, noise.level(), 1e-15);
    }

    @Test
    void longStepsAreNotLookedAt() {
        for (int i = 0; i < 20; i++) {
            noise.trial(1, 1, -1e-9, 1.1, 1e-9);
        }
        assertTrue(Double.isNaN(noise.level()));
    }

    @Test
    void whatWasMeasuredIsForgottenAtTheBeginning() {
        for (int i = 0; i < 20; i++) {
            noise.trial(1e-9, 1, -1e-9, 1 - 1e-9, 1e-9);
        }
        assertEquals(1e-9, noise.level(), 1e-15);
        noise.begin();
        assertTrue(Double.isNaN(noise.level()));
    }

    /// The quartile of the difference of two errors in `±a` is a.
    @Property(tries = 200)
    void theErrorOfAValueIsMeasured(
            @ForAll @DoubleRange(min = -14, max = -7) double decade, @ForAll @IntRange(min = 16, max = 40) int trials,
            @ForAll long seed) {
        double a = Math.pow(10, decade);
        SplittableRandom random = new SplittableRandom(seed);
        noise.begin();
        for (int i = 0; i < trials; i++) {
            double h = Math.pow(10, random.nextDouble(-9, -8));
            double phi0 = random.nextDouble(-a, a);
            noise.trial(h, phi0 + 1, -h, 1 + h * h / 2 - h * h + random.nextDouble(-a, a), 0);
        }
        assertTrue(noise.level() > 0.2 * a && noise.level() < 2.1 * a, () -> noise.level() + " for " + a);
    }

    /// Where solves end in the error of f, most of them have measured it on the way, to an order of magnitude.
    @Test
    void solvesMeasureWhatTheyRunInto() {
        int measured = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double a = Math.pow(10, random.nextDouble(-12, -7));
            LbfgsSolver solver =
                    Lbfgs.DEFAULT.withGradientTolerance(1e-12).withLineSearch(StrongWolfe.DEFAULT).solver(20);
            solver.minimize(bowl(a, random), random.doubles(20, -3, 3).toArray());
            double level = solver.noise();
            if (!Double.isNaN(level)) {
                measured++;
                assertTrue(level >= 0.03 * a && level <= 2.1 * a, () -> level + " for " + a);
            }
        }
        assertTrue(measured >= 150, "measured " + measured);
    }

    private static Objective bowl(double a, SplittableRandom random) {
        double[] d = random.doubles(20, 0.5, 5).toArray();
        return (x, g) -> {
            double sum = 1;
            for (int i = 0; i < x.length; i++) {
                g[i] = d[i] * x[i];
                sum += 0.5 * d[i] * x[i] * x[i];
            }
            return sum + random.nextDouble(-a, a);
        };
    }

    @Test
    void aSolverWithoutNoiseHasNoneToReport() {
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(2);
        assertTrue(Double.isNaN(solver.noise()));
        solver.minimize(new org.thalweg.problems.Rosenbrock(1, 100), new double[] {-1.2, 1});
        assertTrue(Double.isNaN(solver.noise()), "" + solver.noise());
    }
}
