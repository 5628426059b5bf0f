package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.Objective;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.problems.Classics;
import org.thalweg.problems.Problem;
import org.thalweg.support.Allocations;

/// After `warmUp`, no solve allocates a byte, however it ends, on a function by hand and on a recorded one.
@Tag("allocation")
class LbfgsAllocationTest {
    private static final EnumSet<Status> POSSIBLE =
            EnumSet.complementOf(EnumSet.of(Status.NOT_FINITE, Status.INFEASIBLE));

    static Stream<Arguments> endings() {
        return POSSIBLE.stream()
                .flatMap(s -> Stream.of(2, 1000).map(n -> Arguments.of(s, n, false)))
                .flatMap(a -> Stream.of(a, Arguments.of(a.get()[0], a.get()[1], true)));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void nothingIsAllocatedWhateverTheStatus(Status ending, int n, boolean recorded) {
        Script script = new Script(ending, n, recorded);
        assertTrue(script.solver.warmUp(script, script.start, Allocations.PATIENCE), "warm-up");
        script.live = true;
        script.solver.observe(script);
        long bytes = Allocations.minimumOver(20, script);
        assertEquals(ending, script.status);
        assertEquals(0, bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1000})
    void theSearchBySlopesAllocatesNothing(int n) {
        Problem problem = Classics.extendedRosenbrock(n);
        double[] x = new double[n];
        for (double tolerance : new double[] {1e-6, 0}) {
            LbfgsSolver solver = Lbfgs.DEFAULT.withLineSearch(HagerZhang.DEFAULT).withGradientTolerance(tolerance)
                    .withMaxIterations(500).solver(n);
            assertTrue(solver.warmUp(problem.objective(), problem.start(), Allocations.PATIENCE), "warm-up");
            assertEquals(0, Allocations.minimumOver(20, () -> {
                System.arraycopy(problem.start(), 0, x, 0, n);
                solver.minimize(problem.objective(), x);
            }));
        }
    }

    /// Down a slope the first step ends in the corner of the box, without any pair. Two solves are too few for the compiler to
    /// come in between.
    @Test
    void loopsThatTheWarmUpNeverReachedAllocateNothingEither() {
        int n = 1000;
        Script script = new Script(Status.GRADIENT_TOLERANCE, n, false);
        boolean[] live = {false};
        Objective f = (x, g) -> live[0] ? script.valueAndGradient(x, g) : slope(x, g);
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(Box.of(n, -2, 3));
        double[] x = new double[n];
        assertTrue(solver.warmUp(f, script.start, Allocations.PATIENCE), "warm-up");
        live[0] = true;
        assertEquals(0, Allocations.minimumOver(2, () -> {
            System.arraycopy(script.start, 0, x, 0, n);
            solver.minimize(f, x);
        }));
        assertTrue(solver.iterations() > 20);
    }

    private static double slope(double[] x, double[] g) {
        double f = 0;
        for (int i = 0; i < x.length; i++) {
            f += x[i];
            g[i] = 1;
        }
        return f;
    }

    @Test
    void theMeasurementSeesAnArray() {
        Script script = new Script(Status.GRADIENT_TOLERANCE, 2, false);
        assertTrue(script.solver.warmUp(script, script.start, Allocations.PATIENCE));
        script.live = true;
        script.waste = true;
        assertTrue(Allocations.minimumOver(5, script) > 0);
        // A thread that cannot do without garbage is never warm.
        assumeTrue(ThreadAllocation.counted());
        assertEquals(false, script.solver.warmUp(script, script.start, java.time.Duration.ofMillis(50)));
    }

    /// Extended Rosenbrock as it is while warming up; live, it steers into one ending.
    private static final class Script implements Objective, IterationObserver, Runnable {
        final LbfgsSolver solver;
        final double[] start;
        final double[] x;
        final Status ending;
        final Objective valley;
        boolean live;
        boolean waste;
        double[] wasted = {};
        Status status = Status.STOPPED;
        private long clock;
        private int calls;

        Script(Status ending, int n, boolean recorded) {
            this.ending = ending;
            Problem problem = Classics.extendedRosenbrock(n);
            valley = recorded ? extendedRosenbrock(n).confined() : problem.objective();
            start = problem.start();
            x = start.clone();
            solver = settings(ending).solver(n, () -> clock);
        }

        private static Formula extendedRosenbrock(int n) {
            return Formula.of(n, x -> {
                Expr even = x.slice(0, n, 2);
                Expr odd = x.slice(1, n, 2);
                return odd.minus(even.square()).square().times(100).plus(even.minus(1).square()).sum();
            });
        }

        private static Lbfgs settings(Status ending) {
            return switch (ending) {
                case ATTAINABLE_ACCURACY -> Lbfgs.DEFAULT.withGradientTolerance(0).withMaxIterations(500);
                case VALUE_TOLERANCE -> Lbfgs.DEFAULT.withValueTolerance(1e-3);
                case STEP_TOLERANCE -> Lbfgs.DEFAULT.withStepTolerance(1e-2);
                case ITERATION_LIMIT -> Lbfgs.DEFAULT.withMaxIterations(7);
                case EVALUATION_LIMIT -> Lbfgs.DEFAULT.withMaxEvaluations(9);
                default -> Lbfgs.DEFAULT;
            };
        }

        @Override
        public void run() {
            System.arraycopy(start, 0, x, 0, x.length);
            calls = 0;
            clock = 0;
            status = solver.minimize(this, x, 10);
            Thread.interrupted();
        }

        @Override
        public double valueAndGradient(double[] z, double[] g) {
            if (ending == Status.ATTAINABLE_ACCURACY) {
                return farUp(z, g);
            }
            double f = valley.valueAndGradient(z, g);
            if (!live) {
                return f;
            }
            calls++;
            if (waste) {
                wasted = new double[calls];
            }
            switch (ending) {
                case DEADLINE -> clock++;
                case CANCELLED -> cancelAfterFive();
                case INTERRUPTED -> interruptAfterFive();
                case NOT_FINITE_AT_START -> {
                    return Double.NaN;
                }
                case LINE_SEARCH_FAILED -> {
                    return calls > 6 ? Double.NaN : f;
                }
                case GRADIENT_INCONSISTENT -> {
                    g[0] = -g[0];
                    g[1] = -g[1];
                }
                case UNBOUNDED -> {
                    return fall(z, g);
                }
                default -> { }
            }
            return f;
        }

        /// A bowl so high that the last digits of f are lost, with a gradient that is off by less than f can show, and
        /// so never exactly zero.
        private static double farUp(double[] z, double[] g) {
            double f = 1e6;
            for (int i = 0; i < z.length; i++) {
                double r = Math.PI * z[i] - (i % 7 + Math.E);
                g[i] = 2 * Math.PI * r + 1e-9;
                f += r * r;
            }
            return f;
        }

        private void cancelAfterFive() {
            if (calls == 5) {
                solver.cancel();
            }
        }

        private void interruptAfterFive() {
            if (calls == 5) {
                Thread.currentThread().interrupt();
            }
        }

        private static double fall(double[] z, double[] g) {
            double f = 0;
            for (int i = 0; i < z.length; i++) {
                g[i] = -1;
                f -= z[i];
            }
            return f;
        }

        @Override
        public boolean goOn(int iteration, int evaluations, double[] z, double value, double gradientNorm) {
            return !(ending == Status.STOPPED && iteration == 4);
        }
    }
}
