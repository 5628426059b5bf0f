package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.Objective;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.support.Allocations;

class OrthantWiseTest {
    /// `½‖Ax − b‖²`.
    private record Squares(double[][] a, double[] b) implements Objective {
        static Squares random(int rows, int n, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] a = new double[rows][];
            Arrays.setAll(a, i -> random.doubles(n, -1, 1).toArray());
            return new Squares(a, random.doubles(rows, -3, 3).toArray());
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            Arrays.fill(g, 0);
            double f = 0;
            for (int i = 0; i < b.length; i++) {
                double r = -b[i];
                for (int j = 0; j < x.length; j++) {
                    r += a[i][j] * x[j];
                }
                f += 0.5 * r * r;
                for (int j = 0; j < x.length; j++) {
                    g[j] += r * a[i][j];
                }
            }
            return f;
        }
    }

    private static double towards(double[] x, double[] g) {
        double f = 0;
        double[] target = {3, -2, 0.5, -0.25};
        for (int i = 0; i < 4; i++) {
            g[i] = x[i] - target[i];
            f += 0.5 * g[i] * g[i];
        }
        return f;
    }

    @Test
    void anOrthogonalDesignIsShrunkSoftly() {
        Solution s = OrthantWise.of(1).minimize(OrthantWiseTest::towards, 1, 1, 1, 1);
        assertTrue(s.status().converged());
        assertArrayEquals(new double[] {2, -1, 0, 0}, s.x(), 1e-9);
        assertEquals("[0.0, 0.0]", Arrays.toString(Arrays.copyOfRange(s.x(), 2, 4)));
        assertEquals(0.5 * (1 + 1 + 0.25 + 0.0625) + 3, s.value(), 1e-12);
    }

    @Test
    void coordinatesOutsideTheRangeAreNotShrunk() {
        Solution s = OrthantWise.of(1).withRange(1, 3).minimize(OrthantWiseTest::towards, 0, 0, 0, 0);
        assertArrayEquals(new double[] {3, -1, 0, -0.25}, s.x(), 1e-6);
    }

    @Test
    void aHeavyPenaltyLeavesZeroAtOnce() {
        Solution s = OrthantWise.of(3).minimize(OrthantWiseTest::towards, -0.0, 0, 0, 0);
        assertEquals(Status.GRADIENT_TOLERANCE, s.status());
        assertEquals("[0.0, 0.0, 0.0, 0.0]", Arrays.toString(s.x()));
        assertEquals(1, s.evaluations());
        assertEquals(0, s.gradientNorm());
    }

    @Test
    void noPenaltyIsTheOrdinaryMethod() {
        Squares f = Squares.random(20, 6, 1);
        Solution with = OrthantWise.of(0).minimize(f, new double[6]);
        Solution without = Lbfgs.DEFAULT.withLineSearch(Backtracking.DEFAULT).minimize(f, new double[6]);
        assertArrayEquals(without.x(), with.x(), 0);
        assertEquals(without.evaluations(), with.evaluations());
    }

    /// `│∇ᵢf│ ≤ λ` where xᵢ is 0, `∇ᵢf = −λ·sign xᵢ` elsewhere.
    private static void assertOptimal(Objective f, double weight, double[] x, double tolerance) {
        double[] g = new double[x.length];
        f.valueAndGradient(x, g);
        for (int i = 0; i < x.length; i++) {
            double off = x[i] == 0 ? Math.max(0, Math.abs(g[i]) - weight) : Math.abs(g[i] + weight * Math.signum(x[i]));
            assertTrue(off <= tolerance, "coordinate " + i + ": " + x[i] + ", gradient " + g[i]);
        }
    }

    @Property(tries = 300)
    void aLassoIsOptimal(
            @ForAll @IntRange(min = 1, max = 15) int n, @ForAll @IntRange(min = 1, max = 40) int more,
            @ForAll @DoubleRange(min = -3, max = 1.5) double exponent, @ForAll long seed) {
        Squares f = Squares.random(n + more, n, seed);
        double weight = Math.pow(10, exponent);
        double[] start = new SplittableRandom(seed).doubles(n, -2, 2).toArray();
        Solution s = OrthantWise.of(weight).minimize(f, start);
        assertTrue(s.status().converged(), s::toString);
        assertOptimal(f, weight, s.x(), 1e-5 * Math.max(1, s.value()));
        for (double x : s.x()) {
            assertTrue(x != 0 || Double.doubleToRawLongBits(x) == 0, "−0");
        }
    }

    /// Where the components that do not go down were cut off from every direction, 20 000 evaluations were not enough.
    @ParameterizedTest
    @CsvSource({"8, -2.351321356522974, -6211885108802094132", "4, -1.6771211389476364, -751662375147884056",
        "15, -2.9897456118915016, 5996792245173198755"})
    void aNarrowValleyIsFollowed(int n, double exponent, long seed) {
        double[] start = new SplittableRandom(seed).doubles(n, -2, 2).toArray();
        Solution s = OrthantWise.of(Math.pow(10, exponent)).minimize(Squares.random(n + 1, n, seed), start);
        assertEquals(Status.GRADIENT_TOLERANCE, s.status(), s::toString);
        assertTrue(s.evaluations() < 200, s::toString);
    }

    @Property(tries = 500)
    void behindWallsTheResultIsTrue(
            @ForAll @IntRange(min = 1, max = 6) int n, @ForAll long seed, @ForAll @DoubleRange(min = -2, max = 2) double at,
            @ForAll @IntRange(min = 0, max = 2) int trouble, @ForAll @IntRange(min = 1, max = 100) int limit) {
        Squares q = Squares.random(n, n, seed);
        Objective f = (x, g) -> {
            double value = q.valueAndGradient(x, g);
            double outside = trouble == 0 ? Double.NaN : trouble == 1 ? Double.POSITIVE_INFINITY : value - 1e3 * (x[0] - at);
            return x[0] > at ? outside : value;
        };
        double[] start = new SplittableRandom(seed).doubles(n, -2, 2).toArray();
        OrthantWise method = OrthantWise.of(0.3).withSettings(Lbfgs.DEFAULT.withMaxEvaluations(limit));
        Solution s = method.minimize(f, start);
        assertTrue(s.evaluations() <= limit);
        double[] g = new double[n];
        double penalty = 0.3 * Arrays.stream(start).map(Math::abs).sum();
        double f0 = f.valueAndGradient(start, g) + penalty;
        if (Double.isFinite(f0)) {
            // The penalty is summed in another order here, and f may cancel it: the parts tell how exact the sum is.
            assertTrue(s.value() <= f0 + 4 * Math.ulp(Math.abs(f0) + penalty), s::toString);
            double end = 0.3 * Arrays.stream(s.x()).map(Math::abs).sum();
            assertEquals(s.value(), f.valueAndGradient(s.x(), g) + end, 4 * Math.ulp(Math.abs(s.value()) + end));
        } else {
            assertEquals(Status.NOT_FINITE_AT_START, s.status());
        }
    }

    @Test
    void logisticRegressionDropsWhatSaysNothing() {
        int rows = 500, d = 40;
        SplittableRandom random = new SplittableRandom(4);
        double[] x = random.doubles(rows * d, -1, 1).toArray();
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = 3 * x[i * d] - 2 * x[i * d + 1] + random.nextDouble(-0.5, 0.5) > 0.4 ? 1 : 0;
        }
        Formula loss = Formula.model(d, m -> {
            Expr z = m.matrix("X", rows, d).times(m.x());
            return z.softplus().minus(m.data("y", rows).times(z)).sum();
        });
        Evaluator f = loss.evaluator().bind("X", x).bind("y", y);
        Solution s = OrthantWise.of(8).minimize(f, new double[d]);
        assertTrue(s.status().converged(), s::toString);
        assertOptimal(f, 8, s.x(), 1e-6);
        assertTrue(s.x()[0] > 0.5 && s.x()[1] < -0.5);
        assertTrue(Arrays.stream(s.x()).filter(v -> v == 0).count() >= 20, s::toString);
    }

    @Test
    void badSettingsAreRefusedByName() {
        assertMessage("weight: must be finite and at least 0, was -1.0", () -> OrthantWise.of(-1));
        assertMessage("weight: must be finite and at least 0, was NaN", () -> OrthantWise.of(Double.NaN));
        assertMessage("from: must be at least 0, was -1", () -> OrthantWise.of(1).withRange(-1, 2));
        assertMessage("to: must be at least from = 3, was 2", () -> OrthantWise.of(1).withRange(3, 2));
        assertMessage("n: must be at least 1, was 0", () -> OrthantWise.of(1).solver(0));
        assertMessage("x0: length must be at least 1, was 0", () -> OrthantWise.of(1).minimize(OrthantWiseTest::towards));
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    @Test
    void anExceptionLosesNothing() {
        Squares f = Squares.random(20, 6, 1);
        int[] count = {0};
        double[] x = new SplittableRandom(1).doubles(6, -2, 2).toArray();
        double f0 = f.valueAndGradient(x, new double[6]);
        LbfgsSolver solver = OrthantWise.of(0.1).solver(6);
        Objective breaks = (z, g) -> {
            if (++count[0] == 4) {
                throw new IllegalStateException("broken");
            }
            return f.valueAndGradient(z, g);
        };
        assertThrows(IllegalStateException.class, () -> solver.minimize(breaks, x));
        assertTrue(f.valueAndGradient(x, new double[6]) < f0);
        assertTrue(solver.minimize(f, x).converged());
    }

    @Tag("allocation")
    @ParameterizedTest
    @ValueSource(ints = {3, 50, 200})
    void nothingIsAllocatedOnceWarm(int n) {
        Squares f = Squares.random(2 * n, n, 3);
        LbfgsSolver solver = OrthantWise.of(0.5).solver(n);
        double[] x = new double[n];
        assertTrue(solver.warmUp(f, x, Allocations.PATIENCE), "warm-up");
        assertEquals(0, Allocations.minimumOver(20, () -> {
            Arrays.fill(x, 0);
            solver.minimize(f, x);
        }));
    }

    /// Across a kink values tell nothing of curvature.
    @Test
    void pairsLearnTheMeanCurvature() {
        LbfgsSolver solver = OrthantWise.of(0.3).solver(2);
        LbfgsSolver smooth = Lbfgs.DEFAULT.solver(2);
        Objective valley = (x, g) -> {
            double across = x[1] - x[0] * x[0];
            g[0] = -40 * x[0] * across + 2 * (x[0] - 1);
            g[1] = 20 * across;
            return 10 * across * across + (x[0] - 1) * (x[0] - 1);
        };
        solver.minimize(valley, new double[] {-1, 1});
        smooth.minimize(valley, new double[] {-1, 1});
        for (int age = 0; age < solver.history().count(); age++) {
            assertEquals(1, solver.history().tau(solver.history().slot(age)));
        }
        assertTrue(solver.history().count() > 3);
        assertTrue(smooth.history().tau(smooth.history().slot(0)) != 1);
    }
}
