package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.Objective;

class FirstOrderTest {
    static Stream<FirstOrder> methods() {
        return Stream.of(
                new GradientDescent(0.01).withMaxIterations(50),
                new GradientDescent(0.01).withMomentum(0.5).withNesterov().withMaxIterations(50),
                new Adam(0.1).withMaxIterations(50),
                new AdamW(0.1).withMaxIterations(50),
                new RmsProp(0.01).withMaxIterations(50),
                new RmsProp(0.01).withMomentum(0.5).withCentering().withMaxIterations(50));
    }

    /// Finite for the first calls, then NaN.
    private static Objective finiteFor(int calls) {
        AtomicInteger made = new AtomicInteger();
        return (x, g) -> made.getAndIncrement() < calls ? ArticleFunctions.rosenbrock(x, g) : Double.NaN;
    }

    private static String message(Runnable misuse) {
        return assertThrows(IllegalArgumentException.class, misuse::run).getMessage();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nStepsMakeNPlusOneEvaluationsAndTheResultIsConsistent(FirstOrder method) {
        Solution s = method.minimize(ArticleFunctions::rosenbrock, -1, 1);
        assertEquals(Status.ITERATION_LIMIT, s.status());
        assertEquals(50, s.iterations());
        assertEquals(51, s.evaluations());
        double[] g = new double[2];
        assertEquals(ArticleFunctions.rosenbrock(s.x(), g), s.value());
        assertEquals(TorchVectors.largestMagnitude(g), s.gradientNorm());
        assertTrue(s.value() < 4, s::toString);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aRunMakesOneEvaluationPerStep(FirstOrder method) {
        FirstOrderRun run = method.start(-1, 1);
        assertEquals(4, run.step(ArticleFunctions::rosenbrock));
        assertArrayEquals(new double[] {-4, 0}, run.gradient());
        assertTrue(run.point()[0] != -1);
        assertEquals(1, run.evaluations());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aBadStartIsRefused(FirstOrder method) {
        assertEquals("x0: length must be at least 1, was 0", message(() -> method.minimize(ArticleFunctions::rosenbrock)));
        assertEquals("x0[0]: must be finite, was NaN", message(() -> method.start(Double.NaN, 1)));
        assertEquals("objective",
                assertThrows(NullPointerException.class, () -> method.minimize(null, 1)).getMessage());
        assertEquals("objective",
                assertThrows(NullPointerException.class, () -> method.start(1).step(null)).getMessage());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nanNeverReachesTheSolution(FirstOrder method) {
        double[] x0 = {-1, 1};
        Solution never = method.minimize(finiteFor(0), x0);
        assertEquals(Status.NOT_FINITE_AT_START, never.status());
        assertArrayEquals(x0, never.x());
        Solution later = method.minimize(finiteFor(5), x0);
        assertEquals(Status.NOT_FINITE, later.status());
        assertEquals(6, later.evaluations());
        assertEquals(ArticleFunctions.rosenbrock(later.x(), new double[2]), later.value());
        assertArrayEquals(new double[] {-1, 1}, x0);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anExceptionLeavesARunThatGoesOnAsIfNothingHadHappened(FirstOrder method) {
        FirstOrderRun plain = method.start(-1, 1);
        FirstOrderRun interrupted = method.start(-1, 1);
        for (int k = 0; k < 10; k++) {
            plain.step(ArticleFunctions::rosenbrock);
            double[] gradient = interrupted.gradient();
            assertThrows(ArithmeticException.class, () -> interrupted.step((x, g) -> {
                g[0] = Double.NaN;
                throw new ArithmeticException();
            }));
            assertArrayEquals(gradient, interrupted.gradient());
            interrupted.step(ArticleFunctions::rosenbrock);
        }
        assertArrayEquals(plain.point(), interrupted.point());
        assertEquals(plain.evaluations(), interrupted.evaluations());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void onlyAZeroGradientStopsByDefault(FirstOrder method) {
        Solution s = method.minimize(ArticleFunctions::rosenbrock, 1, 1);
        assertEquals(Status.GRADIENT_TOLERANCE, s.status());
        assertEquals(1, s.evaluations());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anInterruptEndsItBeforeTheNextEvaluation(FirstOrder method) {
        Thread.currentThread().interrupt();
        try {
            Solution s = method.minimize(ArticleFunctions::rosenbrock, -1, 1);
            assertEquals(Status.INTERRUPTED, s.status());
            assertEquals(1, s.evaluations());
            assertEquals(4, s.value());
        } finally {
            assertTrue(Thread.interrupted(), "the flag is kept");
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void stepsAreFreeOfAllocation(FirstOrder method) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Objective f = ArticleFunctions::rosenbrock;
        FirstOrderRun run = method.start(-1, 1);
        long least = Long.MAX_VALUE;
        for (int repetition = 0; repetition < 20; repetition++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int k = 0; k < 1000; k++) {
                run.step(f);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @Test
    void theStationaryPointGoesBeforeTheLowest() {
        // Flat and high from the second evaluation on.
        AtomicInteger calls = new AtomicInteger();
        Objective trap = (x, g) -> {
            boolean start = calls.getAndIncrement() == 0;
            g[0] = start ? 1 : 0;
            return start ? 1 : 2;
        };
        Solution s = new GradientDescent(0.5).minimize(trap, 3);
        assertEquals(Status.GRADIENT_TOLERANCE, s.status());
        assertEquals(2, s.value());
        assertArrayEquals(new double[] {2.5}, s.x());
    }

    @Test
    void descentTooLongLeavesForInfinityAndTheStatusSaysSo() {
        Solution s = new GradientDescent(1).minimize(ArticleFunctions::rosenbrock, -1, 1);
        assertEquals(Status.NOT_FINITE, s.status());
        assertEquals(4, s.value());
    }

    @Test
    void settingsAreCheckedByName() {
        assertEquals("learningRate: must be positive and finite, was 0.0", message(() -> new GradientDescent(0)));
        assertEquals("learningRate: must be positive and finite, was NaN", message(() -> new Adam(Double.NaN)));
        assertEquals("learningRate: must be positive and finite, was -1.0", message(() -> new AdamW(-1)));
        assertEquals("learningRate: must be positive and finite, was Infinity",
                message(() -> new RmsProp(Double.POSITIVE_INFINITY)));
        assertEquals("beta1: must satisfy 0 ≤ beta1 < 1, was 1.0", message(() -> Adam.DEFAULT.withBetas(1, 0.5)));
        assertEquals("beta2: must satisfy 0 ≤ beta2 < 1, was -0.1", message(() -> AdamW.DEFAULT.withBetas(0, -0.1)));
        assertEquals("alpha: must satisfy 0 ≤ alpha < 1, was NaN",
                message(() -> RmsProp.DEFAULT.withAlpha(Double.NaN)));
        assertTrue(message(() -> Adam.DEFAULT.withEpsilon(-1)).startsWith("epsilon: "));
        assertTrue(message(() -> Adam.DEFAULT.withWeightDecay(-1)).startsWith("weightDecay: "));
        assertTrue(message(() -> RmsProp.DEFAULT.withMomentum(-1)).startsWith("momentum: "));
        assertTrue(message(() -> GradientDescent.DEFAULT.withMaxIterations(0)).startsWith("maxIterations: "));
        assertTrue(message(() -> AdamW.DEFAULT.withGradientTolerance(-1)).startsWith("gradientTolerance: "));
        assertEquals("nesterov: must have momentum > 0 and dampening = 0, was momentum 0.0 and dampening 0.0",
                message(() -> GradientDescent.DEFAULT.withNesterov()));
    }

    @Test
    void theDefaultsAreTorchs() {
        assertEquals(new GradientDescent(1e-3, 0, 0, false, 0, 1000, 0), GradientDescent.DEFAULT);
        assertEquals(new Adam(1e-3, 0.9, 0.999, 1e-8, 0, 1000, 0), Adam.DEFAULT);
        assertEquals(new AdamW(1e-3, 0.9, 0.999, 1e-8, 1e-2, 1000, 0), AdamW.DEFAULT);
        assertEquals(new RmsProp(1e-2, 0.99, 1e-8, 0, false, 0, 1000, 0), RmsProp.DEFAULT);
    }

    /// Two steps with gradient 2 at x = 1, then at the point reached, by hand.
    private static double[] twoSteps(FirstOrder method) {
        FirstOrderRun run = method.start(1);
        Objective constant = (x, g) -> {
            g[0] = 2;
            return 2 * x[0];
        };
        run.step(constant);
        double first = run.point()[0];
        run.step(constant);
        return new double[] {first, run.point()[0]};
    }

    @Test
    void momentumDampeningAndDecayOfDescentFollowTheFormulas() {
        GradientDescent d = new GradientDescent(0.125);
        // b = 2, then 0.5·2 + 2 = 3
        assertArrayEquals(new double[] {0.75, 0.375}, twoSteps(d.withMomentum(0.5)));
        // b = 2, then 0.5·2 + 0.75·2 = 2.5
        assertArrayEquals(new double[] {0.75, 0.4375}, twoSteps(d.withMomentum(0.5).withDampening(0.25)));
        // g + 0.5·b = 3, then 2 + 0.5·3 = 3.5
        assertArrayEquals(new double[] {0.625, 0.1875}, twoSteps(d.withMomentum(0.5).withNesterov()));
        // g = 2 + 0.5·1, then 2 + 0.5·0.6875
        assertArrayEquals(new double[] {0.6875, 0.39453125}, twoSteps(d.withWeightDecay(0.5)));
        // Dampening without momentum is nothing.
        assertArrayEquals(new double[] {0.75, 0.5}, twoSteps(d.withDampening(0.5)));
    }

    @Test
    void adamsDecayGoesThroughTheScaledGradientAndAdamWsPastIt() {
        // g = 2 + 1·1; m/(1 − β₁) = 3, √v/√(1 − β₂) = 3: a step of η whatever g is.
        assertEquals(0.75, twoSteps(new Adam(0.25).withWeightDecay(1).withEpsilon(0))[0], 1e-15);
        // x·(1 − 0.25·1) − 0.25
        assertEquals(0.5, twoSteps(new AdamW(0.25).withWeightDecay(1).withEpsilon(0))[0], 1e-15);
        // β₁ = β₂ = 0 forgets everything: the sign of the gradient.
        assertArrayEquals(new double[] {0.75, 0.5}, twoSteps(new Adam(0.25).withBetas(0, 0).withEpsilon(0)));
    }

    @Test
    void rmsPropsMomentumAndCentringFollowTheFormulas() {
        RmsProp r = new RmsProp(0.125).withAlpha(0.75).withEpsilon(0);
        // v = 0.25·4 = 1, step 2; v = 0.75 + 1 = 1.75
        double second = 2 / Math.sqrt(1.75);
        assertArrayEquals(new double[] {0.75, 0.75 - 0.125 * second}, twoSteps(r), 1e-15);
        assertArrayEquals(new double[] {0.75, 0.75 - 0.125 * (1 + second)}, twoSteps(r.withMomentum(0.5)), 1e-15);
        // m = 0.5, v − m² = 0.75; m = 0.875, v − m² = 1.75 − 0.765625
        assertArrayEquals(
                new double[] {1 - 0.25 / Math.sqrt(0.75), 1 - 0.25 / Math.sqrt(0.75) - 0.25 / Math.sqrt(0.984375)},
                twoSteps(r.withCentering()), 1e-15);
    }

    @Test
    void runningPowersAreRoundedFromTheExactOnes() {
        for (double beta : new double[] {0, 0.875, 0.9, 0.999, 0.99999}) {
            RunningPower power = new RunningPower(beta);
            BigDecimal exact = BigDecimal.ONE;
            for (int k = 1; k <= 5000; k++) {
                exact = exact.multiply(new BigDecimal(beta), new MathContext(60));
                assertEquals(exact.doubleValue(), power.next(), beta + " to the power " + k);
            }
        }
    }
}
