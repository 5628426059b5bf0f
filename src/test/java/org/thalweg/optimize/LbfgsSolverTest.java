package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.thalweg.Objective;
import org.thalweg.problems.Classics;
import org.thalweg.problems.Problem;
import org.thalweg.support.Allocations;
import org.thalweg.problems.Rosenbrock;

class LbfgsSolverTest {
    private static final Objective VALLEY = new Rosenbrock(1, 100);
    private static final double START_VALUE = VALLEY.valueAndGradient(new double[] {-1.2, 1}, new double[2]);

    private final LbfgsSolver solver = Lbfgs.DEFAULT.solver(2);
    private final double[] x = {-1.2, 1};

    private void assertResultIsWhole() {
        double[] g = new double[2];
        assertEquals(VALLEY.valueAndGradient(x, g), solver.value());
        assertEquals(Math.max(Math.abs(g[0]), Math.abs(g[1])), solver.gradientNorm());
        assertTrue(solver.value() <= START_VALUE);
    }

    @Test
    void solvesAgainAndAgainWithTheSameResult() {
        solver.history().poison();
        assertEquals(Status.GRADIENT_TOLERANCE, solver.minimize(VALLEY, x));
        assertResultIsWhole();
        double[] first = x.clone();
        int evaluations = solver.evaluations();
        for (int i = 0; i < 3; i++) {
            solver.history().poison();
            x[0] = -1.2;
            x[1] = 1;
            assertEquals(Status.GRADIENT_TOLERANCE, solver.minimize(VALLEY, x));
            assertArrayEquals(first, x);
            assertEquals(evaluations, solver.evaluations());
        }
    }

    @Test
    void lengthsAndStartsAreChecked() {
        assertEquals("x: length must be n = 2, was 3", assertThrows(IllegalArgumentException.class,
                () -> solver.minimize(VALLEY, new double[3])).getMessage());
        assertEquals("x[0]: must be finite, was -Infinity", assertThrows(IllegalArgumentException.class,
                () -> solver.minimize(VALLEY, new double[] {Double.NEGATIVE_INFINITY, 0})).getMessage());
        assertThrows(NullPointerException.class, () -> solver.minimize(null, x));
        assertThrows(NullPointerException.class, () -> solver.minimize(VALLEY, null));
        assertThrows(NullPointerException.class, () -> solver.minimize(new Objective() {
            @Override
            public double valueAndGradient(double[] x, double[] gradient) {
                return 0;
            }

            @Override
            public Objective confined() {
                return null;
            }
        }, x));
        assertArrayEquals(new double[] {-1.2, 1}, x);
        assertEquals(Status.GRADIENT_TOLERANCE, solver.minimize(VALLEY, x));
    }

    @Test
    void aZeroGradientAtTheStartIsConverged() {
        assertEquals(Status.GRADIENT_TOLERANCE, solver.minimize((z, g) -> {
            g[0] = 0;
            g[1] = 0;
            return 7;
        }, x));
        assertEquals(1, solver.evaluations());
        assertEquals(0, solver.iterations());
        assertEquals(7, solver.value());
        assertArrayEquals(new double[] {-1.2, 1}, x);
    }

    /// 0.9·‖x‖∞ in the 2-norm would move each of a million coordinates by 0.001.
    @Test
    void theFirstStepMovesTheLargestCoordinateByAHundredthAtLeast() {
        for (int n : new int[] {4, 1_000_000}) {
            double[] start = new double[n];
            Arrays.fill(start, 2);
            double[] gradient = new double[n];
            Arrays.fill(gradient, 3);
            LbfgsSolver free = Lbfgs.DEFAULT.solver(n);
            free.begin(start);
            free.tell(1, gradient);
            assertEquals(n == 4 ? 2 - 0.9 * 2 / 2 : 2 - 0.01 * 2, free.point()[n - 1], 1e-12);
        }
    }

    @Test
    void aStartOutsideTheDomainIsLeftAlone() {
        for (double f : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertEquals(Status.NOT_FINITE_AT_START, solver.minimize((z, g) -> f, x));
        }
        assertEquals(Status.NOT_FINITE_AT_START, solver.minimize((z, g) -> {
            g[1] = Double.NaN;
            return 1;
        }, x));
        assertEquals(1, solver.evaluations());
        assertArrayEquals(new double[] {-1.2, 1}, x);
    }

    @Test
    void nanFromSomePointOnIsSteppedBackFrom() {
        for (int last = 1; last < 30; last++) {
            int[] calls = {0};
            int finite = last;
            double[] z = {-1.2, 1};
            Status status = solver.minimize((v, g) -> {
                double f = VALLEY.valueAndGradient(v, g);
                return ++calls[0] > finite ? Double.NaN : f;
            }, z);
            assertEquals(Status.LINE_SEARCH_FAILED, status);
            System.arraycopy(z, 0, x, 0, 2);
            assertResultIsWhole();
        }
    }

    @Test
    void everyBudgetHoldsAtEveryEvaluation() {
        for (int limit = 1; limit < 45; limit++) {
            double[] z = {-1.2, 1};
            LbfgsSolver limited = Lbfgs.DEFAULT.withMaxEvaluations(limit).solver(2);
            assertEquals(Status.EVALUATION_LIMIT, limited.minimize(VALLEY, z));
            assertEquals(limit, limited.evaluations());

            // One tick of this clock per evaluation.
            long[] now = {Long.MAX_VALUE - 3};
            LbfgsSolver timed = Lbfgs.DEFAULT.solver(2, () -> now[0]);
            double[] y = {-1.2, 1};
            assertEquals(Status.DEADLINE, timed.minimize((v, g) -> {
                now[0]++;
                return VALLEY.valueAndGradient(v, g);
            }, y, now[0] + limit));
            assertEquals(limit, timed.evaluations());
            assertArrayEquals(z, y);

            int stop = limit;
            int[] calls = {0};
            double[] w = {-1.2, 1};
            assertEquals(Status.CANCELLED, solver.minimize((v, g) -> {
                if (++calls[0] == stop) {
                    solver.cancel();
                }
                return VALLEY.valueAndGradient(v, g);
            }, w));
            assertEquals(limit, solver.evaluations());
            assertArrayEquals(z, w);
            System.arraycopy(w, 0, x, 0, 2);
            assertResultIsWhole();
        }
    }

    @Test
    void theLowestEvaluatedPointIsReturned() {
        for (int limit = 1; limit < 45; limit++) {
            double[] lowest = {Double.POSITIVE_INFINITY};
            double[] z = {-1.2, 1};
            LbfgsSolver limited = Lbfgs.DEFAULT.withMaxEvaluations(limit).solver(2);
            limited.minimize((v, g) -> {
                double f = VALLEY.valueAndGradient(v, g);
                lowest[0] = Math.min(lowest[0], f);
                return f;
            }, z);
            assertEquals(lowest[0], limited.value());
        }
    }

    @Test
    void aDeadlineThatHasPassedCostsNothing() {
        assertEquals(Status.DEADLINE, solver.minimize(VALLEY, x, System.nanoTime() - 1));
        assertEquals(0, solver.evaluations());
        assertTrue(Double.isNaN(solver.value()));
        assertArrayEquals(new double[] {-1.2, 1}, x);
        assertEquals(Status.GRADIENT_TOLERANCE, solver.minimize(VALLEY, x, System.nanoTime() + 3_600_000_000_000L));
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        Thread.currentThread().interrupt();
        Status status = solver.minimize(VALLEY, x);
        assertTrue(Thread.interrupted());
        assertEquals(Status.INTERRUPTED, status);
        assertEquals(0, solver.evaluations());
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(Status.GRADIENT_TOLERANCE, solver.minimize(VALLEY, x));
    }

    @Test
    void cancellingAnIdleSolverEndsTheNextSolveOnly() {
        solver.cancel();
        assertEquals(Status.CANCELLED, solver.minimize(VALLEY, x));
        assertEquals(Status.GRADIENT_TOLERANCE, solver.minimize(VALLEY, x));
    }

    @Test
    void anotherThreadCanCancel() {
        var canceller = new Thread(solver::cancel);
        int[] calls = {0};
        Status status = solver.minimize((v, g) -> {
            if (++calls[0] == 3) {
                canceller.start();
                joined(canceller);
            }
            return VALLEY.valueAndGradient(v, g);
        }, x);
        assertEquals(Status.CANCELLED, status);
        assertEquals(3, solver.evaluations());
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anObserverCanStop() {
        solver.observe((iteration, evaluations, z, value, norm) -> iteration < 4);
        assertEquals(Status.STOPPED, solver.minimize(VALLEY, x));
        assertEquals(4, solver.iterations());
        assertResultIsWhole();
        solver.observe(null);
        assertEquals(Status.GRADIENT_TOLERANCE, solver.minimize(VALLEY, x));
    }

    @Test
    void toleratedChangesAndIterationsStop() {
        LbfgsSolver byValue = Lbfgs.DEFAULT.withValueTolerance(1e-2).solver(2);
        assertEquals(Status.VALUE_TOLERANCE, byValue.minimize(VALLEY, x));
        x[0] = -1.2;
        x[1] = 1;
        LbfgsSolver byStep = Lbfgs.DEFAULT.withStepTolerance(1e-2).solver(2);
        assertEquals(Status.STEP_TOLERANCE, byStep.minimize(VALLEY, x));
        x[0] = -1.2;
        x[1] = 1;
        LbfgsSolver byCount = Lbfgs.DEFAULT.withMaxIterations(5).solver(2);
        assertEquals(Status.ITERATION_LIMIT, byCount.minimize(VALLEY, x));
        assertEquals(5, byCount.iterations());
    }

    @Test
    void aFallWithoutBoundIsReportedWithAFinitePoint() {
        assertEquals(Status.UNBOUNDED, solver.minimize((z, g) -> {
            g[0] = -1;
            g[1] = 2;
            return -z[0] + 2 * z[1];
        }, x));
        assertTrue(Double.isFinite(x[0]) && Double.isFinite(x[1]) && solver.value() < -1e19);
        LbfgsSolver one = Lbfgs.DEFAULT.solver(1);
        double[] z = {0};
        assertEquals(Status.UNBOUNDED, one.minimize((v, g) -> {
            g[0] = -Math.exp(v[0]);
            return -Math.exp(v[0]);
        }, z));
        assertTrue(Double.isFinite(z[0]) && Double.isFinite(one.value()));
    }

    @Test
    void infiniteTrialsAreNeverEvaluated() {
        // Finite and falling everywhere, also at ±∞: the solver must not go there.
        LbfgsSolver one = Lbfgs.DEFAULT.withGradientTolerance(0).solver(1);
        for (double start : new double[] {1, 1e200, 1e308, Double.MAX_VALUE}) {
            double[] z = {start};
            Status status = one.minimize((v, g) -> {
                assertTrue(Double.isFinite(v[0]), "evaluated at " + v[0]);
                g[0] = -1e-150;
                return -v[0] / 1e150;
            }, z);
            assertEquals(Status.Kind.FAILED, status.kind());
            assertTrue(Double.isFinite(z[0]) && z[0] >= start);
        }
    }

    @Test
    void aSearchCutShortGoesOnFromItsBestPoint() {
        int steps = 0;
        for (int limit = 1; limit < 8; limit++) {
            double[] last = {START_VALUE};
            int[] lower = {0};
            double[] z = {-1.2, 1};
            LbfgsSolver hasty = Lbfgs.DEFAULT
                    .withLineSearch(StrongWolfe.DEFAULT.withC2(1e-3).withMaxEvaluations(limit)).solver(2);
            hasty.observe((iteration, evaluations, v, value, norm) -> {
                assertEquals(VALLEY.valueAndGradient(v, new double[2]), value);
                lower[0] += value < last[0] ? 1 : 0;
                last[0] = value;
                return true;
            });
            hasty.minimize(VALLEY, z);
            assertEquals(last[0], hasty.value());
            assertEquals(hasty.iterations(), lower[0]);
            steps += lower[0];
        }
        assertTrue(steps > 5, "steps " + steps);
    }

    @Test
    void aWrongGradientIsToldFromAKink() {
        assertEquals(Status.GRADIENT_INCONSISTENT, solver.minimize((z, g) -> {
            double f = VALLEY.valueAndGradient(z, g);
            g[0] = -g[0];
            g[1] = -g[1];
            return f;
        }, x));
        assertArrayEquals(new double[] {-1.2, 1}, x);
        // One coordinate of two is wrong: the other is solved first.
        assertEquals(Status.GRADIENT_INCONSISTENT, solver.minimize((z, g) -> {
            g[0] = -2 * z[0];
            g[1] = 200 * z[1];
            return z[0] * z[0] + 100 * z[1] * z[1];
        }, new double[] {3, 2}));
        LbfgsSolver one = Lbfgs.DEFAULT.solver(1);
        for (double start : new double[] {2, 0.3, 1e-9, -1e5}) {
            double[] z = {start};
            assertEquals(Status.LINE_SEARCH_FAILED, one.minimize((v, g) -> {
                g[0] = (v[0] < Math.PI ? -1 : 1) + 1e-3 * v[0];
                return Math.abs(v[0] - Math.PI) + 5e-4 * v[0] * v[0];
            }, z), () -> "from " + start);
            assertEquals(Math.PI, z[0], 1e-6);
        }
    }

    @Test
    void anExceptionLeavesTheBestSoFarAndAUsableSolver() {
        for (int last = 0; last < 40; last++) {
            double[] z = {-1.2, 1};
            double[] lowest = {Double.POSITIVE_INFINITY};
            int[] calls = {0};
            int good = last;
            var thrown = assertThrows(ArithmeticException.class, () -> solver.minimize((v, g) -> {
                if (calls[0]++ == good) {
                    throw new ArithmeticException("no more");
                }
                double f = VALLEY.valueAndGradient(v, g);
                lowest[0] = Math.min(lowest[0], f);
                return f;
            }, z));
            assertEquals("no more", thrown.getMessage());
            if (last == 0) {
                assertArrayEquals(new double[] {-1.2, 1}, z);
            } else {
                assertEquals(lowest[0], VALLEY.valueAndGradient(z, new double[2]));
            }
            assertThrows(IllegalStateException.class, solver::status);
        }
        assertEquals(Status.GRADIENT_TOLERANCE, solver.minimize(VALLEY, x));
    }

    @Test
    void askAndTellTakesTheSamePath() {
        LbfgsSolver asked = Lbfgs.DEFAULT.solver(2);
        double[] g = new double[2];
        asked.begin(x);
        while (asked.wantsEvaluation()) {
            asked.tell(VALLEY.valueAndGradient(asked.point(), g), g);
        }
        solver.minimize(VALLEY, x);
        assertEquals(solver.status(), asked.status());
        assertEquals(solver.evaluations(), asked.evaluations());
        assertArrayEquals(x, asked.bestPoint());
        VALLEY.valueAndGradient(x, g);
        assertArrayEquals(g, asked.bestGradient());
    }

    @Test
    void tellingOutOfTurnIsRefused() {
        double[] g = new double[2];
        assertThrows(IllegalStateException.class, () -> solver.tell(1, g));
        assertThrows(IllegalStateException.class, solver::point);
        assertThrows(IllegalStateException.class, solver::status);
        solver.begin(x);
        assertThrows(IllegalStateException.class, solver::status);
        assertEquals("gradient: length must be n = 2, was 1", assertThrows(IllegalArgumentException.class,
                () -> solver.tell(1, new double[1])).getMessage());
        assertThrows(IllegalArgumentException.class, () -> solver.tell(1, solver.point()));
        assertThrows(NullPointerException.class, () -> solver.tell(1, null));
        assertTrue(solver.wantsEvaluation());
        assertEquals(0, solver.evaluations());
        solver.tell(VALLEY.valueAndGradient(solver.point(), g), g);
        assertEquals(START_VALUE, solver.value());
    }

    @Test
    void whileUnderWayTheBestPointCanBeRead() {
        double[] g = new double[2];
        solver.begin(x);
        double lowest = Double.POSITIVE_INFINITY;
        while (solver.wantsEvaluation()) {
            double f = VALLEY.valueAndGradient(solver.point(), g);
            lowest = Math.min(lowest, f);
            solver.tell(f, g);
            assertEquals(lowest, solver.value());
            assertEquals(lowest, VALLEY.valueAndGradient(solver.bestPoint(), g));
            assertEquals(Math.max(Math.abs(g[0]), Math.abs(g[1])), solver.gradientNorm());
        }
    }

    @Test
    void anObjectiveIsConfinedOnce() {
        int[] asked = {0};
        var source = new AtomicReference<Objective>();
        Objective shared = new Objective() {
            @Override
            public double valueAndGradient(double[] z, double[] g) {
                throw new AssertionError("the confined form must be used");
            }

            @Override
            public Objective confined() {
                asked[0]++;
                source.set(VALLEY);
                return VALLEY;
            }
        };
        assertNull(source.get());
        for (int i = 0; i < 3; i++) {
            x[0] = -1.2;
            solver.minimize(shared, x);
        }
        assertEquals(1, asked[0]);
        assertSame(VALLEY, source.get());
        solver.minimize(VALLEY, x);
        solver.minimize(shared, x);
        assertEquals(2, asked[0]);
    }

    @Test
    void warmUpLeavesItsStartAloneAndEndsOnCancellation() {
        Problem problem = Classics.extendedRosenbrock(4);
        LbfgsSolver four = Lbfgs.DEFAULT.solver(4);
        double[] start = problem.start().clone();
        four.observe((iteration, evaluations, z, value, norm) -> {
            throw new AssertionError("not to be called while warming up");
        });
        assertTrue(four.warmUp(problem.objective(), start, Allocations.PATIENCE));
        assertArrayEquals(problem.start(), start);
        four.observe(null);
        int[] calls = {0};
        assertFalse(four.warmUp((z, g) -> {
            if (++calls[0] == 100) {
                four.cancel();
            }
            return problem.objective().valueAndGradient(z, g);
        }, start));
        assertEquals(Status.GRADIENT_TOLERANCE, four.minimize(problem.objective(), start));
    }

    @Test
    void afterAFailureTheTrialsOfTheLastSearchCanBeRead() {
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(1);
        assertEquals(0, solver.lastSearch().alpha().length);
        Objective wrong = (x, g) -> {
            g[0] = -2 * x[0];
            return x[0] * x[0];
        };
        assertEquals(Status.GRADIENT_INCONSISTENT, solver.minimize(wrong, new double[] {1}));
        SearchReport report = solver.lastSearch();
        assertEquals(StepSearch.State.FAILED, report.state());
        assertTrue(report.alpha().length > 1 && report.phi().length == report.alpha().length);
        assertEquals(1, report.phi0());
        for (int i = 0; i < report.alpha().length; i++) {
            double x = 1 + report.alpha()[i];
            assertEquals(x * x, report.phi()[i], 1e-12 * x * x);
            assertEquals(-2 * x, report.dphi()[i], 1e-12 * x);
        }
        assertEquals(0, report.best());
        assertEquals(0, report.lower());
        assertTrue(report.upper() > 0 && report.upper() < 1e-3, report::toString);
        assertTrue(report.toString().lines().count() == report.alpha().length + 3, report::toString);
    }

    @Test
    void theBracketOfASearchLiesAroundItsLowestTrial() {
        double[] alpha = {1, 5, 3, 4, 2};
        double nan = Double.NaN;
        SearchReport report = new SearchReport(
                StepSearch.State.FAILED, 1, -1, alpha, new double[] {0.5, nan, 0.25, nan, 0.1}, new double[] {0, nan, 0, nan, nan});
        assertEquals(3, report.best());
        assertEquals(2, report.lower());
        assertEquals(4, report.upper());
    }
}
