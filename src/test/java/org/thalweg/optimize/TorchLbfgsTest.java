package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.thalweg.Objective;

class TorchLbfgsTest {
    private static final TorchLbfgs WOLFE = TorchLbfgs.DEFAULT.withStrongWolfe();

    /// `−ln(1 − x) − 3x`, NaN from 1 on.
    private static double logBarrier(double[] x, double[] g) {
        g[0] = 1 / (1 - x[0]) - 3;
        return x[0] < 1 ? -Math.log(1 - x[0]) - 3 * x[0] : Double.NaN;
    }

    private static String message(Runnable misuse) {
        return assertThrows(IllegalArgumentException.class, misuse::run).getMessage();
    }

    @Test
    void settingsAreCheckedByName() {
        TorchLbfgs d = TorchLbfgs.DEFAULT;
        assertEquals("learningRate: must be positive and finite, was 0.0", message(() -> d.withLearningRate(0)));
        assertEquals("learningRate: must be positive and finite, was NaN",
                message(() -> d.withLearningRate(Double.NaN)));
        assertEquals("maxIterations: must be at least 1, was 0", message(() -> d.withMaxIterations(0)));
        assertEquals("maxEvaluations: must be at least 1, was -1", message(() -> d.withMaxEvaluations(-1)));
        assertEquals("history: must be at least 1, was 0", message(() -> d.withHistory(0)));
        assertTrue(message(() -> d.withGradientTolerance(-1)).startsWith("gradientTolerance: "));
        assertTrue(message(() -> d.withChangeTolerance(Double.NaN)).startsWith("changeTolerance: "));
        assertEquals("steps: must be at least 1, was 0",
                message(() -> d.minimize(ArticleFunctions::rosenbrock, 0, -1, 1)));
    }

    @Test
    void theDefaultsAreTorchs() {
        assertEquals(new TorchLbfgs(1, 20, 25, 1e-7, 1e-9, 100, false), TorchLbfgs.DEFAULT);
        assertEquals(125, TorchLbfgs.DEFAULT.withMaxIterations(100).maxEvaluations());
        assertEquals(1, TorchLbfgs.DEFAULT.withMaxIterations(1).maxEvaluations());
        assertEquals(Integer.MAX_VALUE,
                TorchLbfgs.DEFAULT.withMaxIterations(Integer.MAX_VALUE).maxEvaluations());
    }

    @Test
    void aStartThatIsEmptyOrNotFiniteIsRefused() {
        assertEquals("x0: length must be at least 1, was 0", message(() -> WOLFE.start()));
        assertEquals("x0[1]: must be finite, was NaN", message(() -> WOLFE.start(1, Double.NaN)));
        assertEquals("x0[0]: must be finite, was -Infinity",
                message(() -> WOLFE.minimize(ArticleFunctions::rosenbrock, 1, Double.NEGATIVE_INFINITY, 1)));
    }

    @Test
    void nullIsRefusedByName() {
        assertEquals("objective",
                assertThrows(NullPointerException.class, () -> WOLFE.start(1).step(null)).getMessage());
        assertEquals("objective",
                assertThrows(NullPointerException.class, () -> WOLFE.minimize(null, 1, 1)).getMessage());
    }

    @Test
    void beforeTheFirstStepThereIsNoStatus() {
        TorchLbfgs.Run run = WOLFE.start(-1, 1);
        assertEquals("step must be called first", assertThrows(IllegalStateException.class, run::status).getMessage());
        assertThrows(IllegalStateException.class, run::solution);
        assertArrayEquals(new double[] {-1, 1}, run.point());
        assertEquals(0, run.iterations());
        assertEquals(0, run.evaluations());
        assertEquals(1, run.inverseHessianScale());
    }

    @Test
    void theStartOfTheCallerIsUntouched() {
        double[] x0 = {-1, 1};
        WOLFE.start(x0).step(ArticleFunctions::rosenbrock);
        assertArrayEquals(new double[] {-1, 1}, x0);
    }

    @Test
    void aStationaryStartEndsAtOnce() {
        for (TorchLbfgs torch : new TorchLbfgs[] {TorchLbfgs.DEFAULT, WOLFE}) {
            Solution s = torch.minimize(ArticleFunctions::rosenbrock, 5, 1, 1);
            assertEquals(Status.GRADIENT_TOLERANCE, s.status());
            assertEquals(1, s.evaluations());
            assertEquals(0, s.iterations());
            assertEquals(0, s.value());
        }
    }

    @Test
    void anObjectiveThatIsNeverFiniteFailsAtTheStart() {
        Objective nan = (x, g) -> {
            g[0] = Double.NaN;
            return Double.NaN;
        };
        for (TorchLbfgs torch : new TorchLbfgs[] {TorchLbfgs.DEFAULT, WOLFE}) {
            Solution s = torch.minimize(nan, 3, 0.5);
            assertEquals(Status.NOT_FINITE_AT_START, s.status());
            assertArrayEquals(new double[] {0.5}, s.x());
            assertTrue(Double.isNaN(s.value()) && Double.isNaN(s.gradientNorm()));
        }
    }

    @Test
    void whereTorchEndsInNaNTheRunFollowsAndTheSolutionStaysFinite() {
        TorchLbfgs.Run run = WOLFE.withLearningRate(20).start(-3);
        for (int k = 0; k < 5; k++) {
            run.step(TorchLbfgsTest::logBarrier);
        }
        assertEquals(Status.NOT_FINITE, run.status());
        assertFalse(run.point()[0] < 1, "torch accepts a point outside the domain, was " + run.point()[0]);
        Solution s = run.solution();
        assertTrue(s.x()[0] < 1 && Double.isFinite(s.value()) && Double.isFinite(s.gradientNorm()), s::toString);
        assertConsistent(TorchLbfgsTest::logBarrier, s);
        assertEquals(Status.NOT_FINITE, WOLFE.withLearningRate(20)
                .minimize(TorchLbfgsTest::logBarrier, 5, -3).status());
    }

    @Test
    void anExceptionLeavesARunThatGoesOnAsIfNothingHadHappened() {
        for (TorchLbfgs torch : new TorchLbfgs[] {TorchLbfgs.DEFAULT, WOLFE}) {
            for (int failing = 1; failing <= 12; failing++) {
                AtomicInteger calls = new AtomicInteger();
                int last = failing;
                Objective once = (x, g) -> {
                    if (calls.incrementAndGet() == last) {
                        throw new ArithmeticException("once");
                    }
                    return ArticleFunctions.rosenbrock(x, g);
                };
                TorchLbfgs.Run run = torch.start(-1, 1);
                assertEquals("once", assertThrows(ArithmeticException.class, () -> run.step(once)).getMessage());
                assertTrue(FiniteEvaluations.allFinite(run.point()));
                assertEquals(failing - 1, run.evaluations());
                for (int k = 0; k < 4; k++) {
                    run.step(once);
                }
                assertEquals(0, run.solution().value(), 1e-9, "failing call " + failing);
            }
        }
    }

    @Test
    void anotherObjectiveBeginsAnotherRecordOfTheBest() {
        TorchLbfgs.Run run = WOLFE.start(0.5, 0.5);
        run.step(ArticleFunctions.penalised(1));
        double first = run.solution().value();
        Objective steeper = ArticleFunctions.penalised(1024);
        run.step(steeper);
        assertTrue(run.solution().value() > first, "a steeper penalty has a higher minimum");
        assertConsistent(steeper, run.solution());
    }

    @Test
    void theConfinedFormIsAskedForOncePerObjective() {
        AtomicInteger asked = new AtomicInteger();
        Objective shared = new Objective() {
            @Override
            public double valueAndGradient(double[] x, double[] gradient) {
                throw new AssertionError("the confined form is the one to call");
            }

            @Override
            public Objective confined() {
                asked.incrementAndGet();
                return ArticleFunctions::rosenbrock;
            }
        };
        WOLFE.minimize(shared, 3, -1, 1);
        assertEquals(1, asked.get());
    }

    @Test
    void aSearchTakesAtMostOneEvaluationMoreThanAreLeft() {
        for (int max = 1; max <= 12; max++) {
            TorchLbfgs.Run run = WOLFE.withMaxEvaluations(max).start(20, 20);
            run.step(ArticleFunctions::flower);
            assertTrue(run.evaluations() <= max + 1, max + " allowed, " + run.evaluations() + " made");
            assertSame(Status.EVALUATION_LIMIT, run.status());
        }
    }

    @Test
    void theSolutionIsTheLowestPointAndTheCountsAreOfTheRun() {
        Solution s = TorchLbfgs.DEFAULT.minimize(ArticleFunctions::flower, 2, 20, 20);
        assertConsistent(ArticleFunctions::flower, s);
        assertTrue(s.value() < 9.86, s::toString);
        assertEquals(40, s.iterations());
        assertEquals(41, s.evaluations());
    }

    @Test
    void anInterruptEndsItBetweenSteps() {
        Thread.currentThread().interrupt();
        try {
            Solution s = TorchLbfgs.DEFAULT.minimize(ArticleFunctions::flower, 3, 20, 20);
            assertEquals(Status.INTERRUPTED, s.status());
            assertEquals(20, s.evaluations());
        } finally {
            assertTrue(Thread.interrupted(), "the flag is kept");
        }
    }

    @Test
    void theHistoryForgetsTheOldestPair() {
        Solution all = WOLFE.minimize(ArticleFunctions::rosenbrock, 5, -1, 1);
        Solution one = WOLFE.withHistory(1).minimize(ArticleFunctions::rosenbrock, 5, -1, 1);
        assertTrue(one.evaluations() != all.evaluations());
        assertEquals(0, one.value(), 1e-9);
    }

    private static void assertConsistent(Objective f, Solution s) {
        double[] g = new double[s.x().length];
        assertEquals(f.valueAndGradient(s.x(), g), s.value());
        assertEquals(TorchVectors.largestMagnitude(g), s.gradientNorm());
    }
}
