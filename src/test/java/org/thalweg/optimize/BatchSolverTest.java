package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.BatchObjective;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.lanes.LaneCode;
import org.thalweg.support.Allocations;

class BatchSolverTest {
    private static final int LANES = LaneCode.suitableLanes();

    static Formula chained(int n) {
        return Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
    }

    static Formula decay(int rows) {
        return Formula.model(3, m -> {
            Expr x = m.x();
            Expr r = x.at(0).times(m.data("t", rows).times(x.at(1)).negate().exp()).plus(x.at(2)).minus(m.data("y", rows));
            return r.squaredNorm().times(0.5);
        });
    }

    private static double[] random(long seed, int length, double from, double to) {
        return new SplittableRandom(seed).doubles(length, from, to).toArray();
    }

    @ParameterizedTest
    @CsvSource({"2, 10", "3, 10", "5, 10", "10, 10", "5, 3", "16, 10", "33, 5", "70, 4"})
    void endsAtStationaryPointsAsOneAtATime(int n, int memory) {
        int count = 50;
        Lbfgs settings = Lbfgs.DEFAULT.withMemory(memory).withGradientTolerance(1e-8);
        Formula f = chained(n);
        BatchSolver batch = settings.batch(f, count);
        double[] xs = random(3, count * n, -1.2, 1.5);
        assertEquals(count, batch.minimize(xs), batch::toString);
        Evaluator e = f.evaluator();
        double[] g = new double[n];
        for (int i = 0; i < count; i++) {
            double[] x = Arrays.copyOfRange(xs, i * n, (i + 1) * n);
            assertEquals(e.valueAndGradient(x, g), batch.value(i), 1e-12);
            double norm = Arrays.stream(g).map(Math::abs).max().orElseThrow();
            assertEquals(norm, batch.gradientNorm(i), 1e-9);
            assertTrue(batch.status(i).converged());
            assertTrue(batch.iterations(i) > 0 && batch.iterations(i) < batch.evaluations(i));
        }
    }

    /// Wood's function, on which the mean curvature over a step, sᵀy, misleads: with it 116 evaluations are needed.
    @Test
    void valuesTellTheCurvatureAtTheEndOfAStep() {
        Formula wood = Formula.of(4, x -> {
            Expr u = x.at(1).minus(x.at(0).square());
            Expr v = x.at(3).minus(x.at(2).square());
            Expr p = x.at(1).minus(1);
            Expr q = x.at(3).minus(1);
            return u.square().times(100).plus(x.at(0).minus(1).square())
                    .plus(v.square().times(90)).plus(x.at(2).minus(1).square())
                    .plus(p.square().plus(q.square()).times(10.1)).plus(p.times(q).times(19.8));
        });
        BatchSolver batch = Lbfgs.DEFAULT.batch(wood, 1);
        assertEquals(1, batch.minimize(new double[] {-3, -1, -3, -1}), batch::toString);
        assertEquals(0, batch.value(0), 1e-12);
        assertTrue(batch.evaluations(0) < 50, () -> batch.evaluations(0) + " evaluations");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 31, 32, 33, 100})
    void everyCountFitsItsOwnData(int count) {
        int rows = 20;
        double[] t = random(1, rows, 0, 4);
        double[] truth = random(2, 3 * count, 0.5, 2);
        double[] ys = new double[count * rows];
        for (int i = 0; i < ys.length; i++) {
            int p = i / rows * 3;
            ys[i] = truth[p] * Math.exp(-truth[p + 1] * t[i % rows]) + truth[p + 2];
        }
        BatchSolver batch = Lbfgs.DEFAULT.withGradientTolerance(1e-10).batch(decay(rows), count);
        batch.bind("t", t).bindEach("y", ys);
        double[] xs = new double[3 * count];
        Arrays.fill(xs, 1);
        assertEquals(count, batch.minimize(xs), batch::toString);
        assertArrayEquals(truth, xs, 1e-6);
    }

    @Test
    void dataMayChangeBetweenSharedAndOwn() {
        BatchSolver batch = Lbfgs.DEFAULT.batch(decay(2), 2);
        Formula f = decay(2);
        double[] t = {0, 1};
        double[] xs = {1, 1, 0, 1, 1, 0};
        batch.bind("t", t).bind("y", new double[] {2, 1}).minimize(xs);
        assertEquals(xs[0], xs[3]);
        double[] again = {1, 1, 0, 1, 1, 0};
        batch.bindEach("y", new double[] {2, 1, 3, 1}).minimize(again);
        assertEquals(xs[0], again[0]);
        assertTrue(again[3] != again[0]);
        assertEquals(0, f.evaluator().bind("t", t).bind("y", new double[] {3, 1}).value(again[3], again[4], again[5]), 1e-10);
    }

    /// Lanes that fall, stand on NaN, have a kink, a wall, or a wrong gradient, all at once.
    private static void mixed(double[] x, double[] f, double[] g, int lanes) {
        for (int j = 0; j < lanes; j++) {
            double kind = x[lanes + j];
            double a = x[j];
            g[lanes + j] = 0;
            if (kind == 0) {
                f[j] = a * a;
                g[j] = 2 * a;
            } else if (kind == 1) {
                f[j] = -a;
                g[j] = -1;
            } else if (kind == 2) {
                f[j] = Double.NaN;
                g[j] = 1;
            } else if (kind == 3) {
                f[j] = Math.abs(a - 0.3) + 1e-3 * a;
                g[j] = Math.signum(a - 0.3) + 1e-3;
            } else if (kind == 4) {
                f[j] = a > 0 ? a - Math.log(a) : Double.NaN;
                g[j] = 1 - 1 / a;
            } else {
                // The gradient points the wrong way.
                f[j] = 7 + a * a;
                g[j] = -2 * a;
            }
        }
    }

    @Test
    void everyLaneTellsTheTruth() {
        double[] xs = {3, 0, 3, 1, 3, 2, 3, 3, 30, 4, 3, 5};
        BatchSolver batch = Lbfgs.DEFAULT.batch(2, BatchSolverTest::mixed, 6);
        assertEquals(2, batch.minimize(xs), batch::toString);
        Status[] expected = {
            Status.GRADIENT_TOLERANCE, Status.UNBOUNDED, Status.NOT_FINITE_AT_START, Status.LINE_SEARCH_FAILED,
            Status.GRADIENT_TOLERANCE, Status.LINE_SEARCH_FAILED};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], batch.status(i), "problem " + i);
        }
        assertEquals(0, xs[0], 1e-6);
        assertTrue(xs[2] > 1e6 && batch.value(1) == -xs[2]);
        assertEquals(3, xs[4]);
        assertTrue(Double.isNaN(batch.value(2)));
        assertEquals(0.3, xs[6], 1e-6);
        assertEquals(1, xs[8], 1e-5);
    }

    /// f is flat, and its gradient turns around instead of vanishing: steps are taken by slopes, and lead nowhere.
    @Test
    void stepsThatLeadNowhereEnd() {
        BatchSolver batch = Lbfgs.DEFAULT.batch(2, (x, f, g, lanes) -> {
            for (int j = 0; j < lanes; j++) {
                double angle = 3 * x[j] + 5 * x[lanes + j];
                f[j] = 1;
                g[j] = 1e-5 * Math.cos(angle);
                g[lanes + j] = 1e-5 * Math.sin(angle);
            }
        }, 1);
        double[] xs = {0.3, -0.2};
        assertEquals(0, batch.minimize(xs), batch::toString);
        assertEquals(Status.LINE_SEARCH_FAILED, batch.status(0));
        assertTrue(batch.iterations(0) > 5 && batch.evaluations(0) < 500, batch::toString);
    }

    @Test
    void budgetsEndOneLaneAlone() {
        double[] starts = {-1.2, 1, 1, 1, 2, 2};
        BatchSolver batch = Lbfgs.DEFAULT.withMaxIterations(3).batch(chained(2), 3);
        double[] xs = starts.clone();
        assertEquals(1, batch.minimize(xs));
        assertEquals(Status.ITERATION_LIMIT, batch.status(0));
        assertEquals(3, batch.iterations(0));
        assertEquals(Status.GRADIENT_TOLERANCE, batch.status(1));
        assertEquals(1, batch.evaluations(1));
        batch = Lbfgs.DEFAULT.withMaxEvaluations(4).batch(chained(2), 3);
        xs = starts.clone();
        batch.minimize(xs);
        assertEquals(Status.EVALUATION_LIMIT, batch.status(0));
        assertEquals(4, batch.evaluations(0));
        assertEquals(chained(2).value(xs[0], xs[1]), batch.value(0), 1e-13);
        batch = Lbfgs.DEFAULT.withValueTolerance(0.5).batch(chained(2), 3);
        batch.minimize(starts.clone());
        assertEquals(Status.VALUE_TOLERANCE, batch.status(0));
        batch = Lbfgs.DEFAULT.withStepTolerance(0.05).batch(chained(2), 3);
        batch.minimize(starts.clone());
        assertEquals(Status.STEP_TOLERANCE, batch.status(0));
    }

    @Test
    void roundingErrorIsNoFailure() {
        Lbfgs exact = Lbfgs.DEFAULT.withGradientTolerance(0);
        Formula f = Formula.of(2, x -> x.at(0).minus(3).square().times(0.1).plus(x.at(1).cosh()).plus(100));
        BatchSolver batch = exact.batch(f, 40);
        double[] xs = random(8, 80, -3, 3);
        assertEquals(40, batch.minimize(xs), batch::toString);
        assertEquals(3, xs[0], 1e-6);
    }

    @Test
    void boundsHold() {
        Box box = Box.of(new double[] {-2, -0.5}, new double[] {0.5, 2});
        BatchSolver batch = Lbfgs.DEFAULT.withGradientTolerance(1e-9).batch(chained(2), box, 60);
        double[] xs = random(5, 120, -4, 4);
        assertEquals(60, batch.minimize(xs), batch::toString);
        for (int i = 0; i < 60; i++) {
            assertEquals(0.5, xs[2 * i], "bound");
            assertEquals(0.25, xs[2 * i + 1], 1e-8);
            assertEquals(0.25, batch.value(i), 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 10", "12, 10", "6, 2"})
    void boundsAreFoundAsOneAtATime(int n, int memory) {
        Lbfgs settings = Lbfgs.DEFAULT.withMemory(memory).withGradientTolerance(1e-8);
        Box box = Box.of(n, -0.8, 0.7);
        Formula bowl = Formula.model(n, m -> m.x().minus(m.data("c", n)).square().times(m.data("w", n)).sum()
                .plus(m.x().sum().square()));
        int count = 40;
        double[] c = random(1, n * count, -2, 2);
        double[] w = random(2, n, 0.1, 10);
        BatchSolver batch = settings.batch(bowl, box, count).bindEach("c", c).bind("w", w);
        double[] xs = new double[n * count];
        assertEquals(count, batch.minimize(xs), batch::toString);
        for (int i = 0; i < count; i++) {
            Evaluator e = bowl.evaluator().bind("w", w).bind("c", Arrays.copyOfRange(c, i * n, (i + 1) * n));
            double[] x = settings.minimize(e, box, new double[n]).x();
            assertArrayEquals(x, Arrays.copyOfRange(xs, i * n, (i + 1) * n), 1e-7);
        }
    }

    @Test
    void theDeadlineEndsAllWithTheirBestPoints() {
        AtomicInteger time = new AtomicInteger();
        Formula f = chained(2);
        int count = 3 * LANES;
        BatchSolver batch = new BatchSolver(
                Lbfgs.DEFAULT, null, 2, f.acrossLanes(LANES), count, LANES, () -> time.getAndIncrement());
        double[] starts = new double[2 * count];
        for (int i = 0; i < count; i++) {
            starts[2 * i] = -1.2;
            starts[2 * i + 1] = 1;
        }
        double[] xs = starts.clone();
        assertEquals(0, batch.minimize(xs, 9));
        double before = f.value(-1.2, 1);
        for (int i = 0; i < count; i++) {
            assertEquals(Status.DEADLINE, batch.status(i));
            boolean begun = i < LANES;
            assertEquals(begun ? 9 : 0, batch.evaluations(i));
            assertEquals(!begun, xs[2 * i] == -1.2 && xs[2 * i + 1] == 1);
            assertTrue(begun ? batch.value(i) < before : Double.isNaN(batch.value(i)));
            if (begun) {
                assertEquals(f.value(xs[2 * i], xs[2 * i + 1]), batch.value(i), 1e-13);
            }
        }
        assertEquals(0, batch.minimize(xs.clone(), -1));
        assertEquals(0, batch.evaluations(0));
    }

    @Test
    void cancellationAndInterruptionEndTheBatch() {
        BatchSolver[] own = new BatchSolver[1];
        int[] calls = new int[1];
        BatchObjective spheres = (x, f, g, lanes) -> {
            for (int j = 0; j < lanes; j++) {
                f[j] = Math.pow(x[j], 4);
                g[j] = 4 * Math.pow(x[j], 3);
            }
            if (++calls[0] == 3) {
                own[0].cancel();
            }
            if (calls[0] == 30) {
                Thread.currentThread().interrupt();
            }
        };
        own[0] = Lbfgs.DEFAULT.withGradientTolerance(0).batch(1, spheres, 2);
        double[] xs = {3, 4};
        assertEquals(0, own[0].minimize(xs));
        assertEquals(Status.CANCELLED, own[0].status(1));
        assertEquals(3, own[0].evaluations(1));
        calls[0] = 20;
        assertEquals(0, own[0].minimize(xs));
        assertTrue(Thread.interrupted());
        assertEquals(Status.INTERRUPTED, own[0].status(0));
    }

    @Test
    void anExceptionLeavesBestPointsAndNoStatus() {
        int[] calls = new int[1];
        BatchObjective throwing = (x, f, g, lanes) -> {
            if (++calls[0] == 5) {
                throw new ArithmeticException("fifth");
            }
            for (int j = 0; j < lanes; j++) {
                f[j] = Math.cosh(x[j] - 1);
                g[j] = Math.sinh(x[j] - 1);
            }
        };
        BatchSolver batch = Lbfgs.DEFAULT.batch(1, throwing, 2);
        double[] xs = {5, 1};
        assertEquals("fifth", assertThrows(ArithmeticException.class, () -> batch.minimize(xs)).getMessage());
        assertTrue(xs[0] < 5);
        assertEquals(Status.GRADIENT_TOLERANCE, batch.status(1));
        assertEquals(
                "problem 0 has not been solved: call minimize(xs) first",
                assertThrows(IllegalStateException.class, () -> batch.status(0)).getMessage());
        assertEquals(2, batch.minimize(xs));
    }

    @Test
    void warmUpChangesNothing() {
        BatchSolver batch = Lbfgs.DEFAULT.batch(chained(2), 3);
        double[] xs = {1, 2, 3, 4, 5, 6};
        batch.warmUp(xs, java.time.Duration.ofMillis(20));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, xs);
        assertThrows(IllegalStateException.class, () -> batch.status(0));
        assertEquals(3, batch.count());
        assertEquals(2, batch.dimension());
        assertFalse(batch.toString().isEmpty());
    }

    /// Before it can be warm.
    @Test
    void warmUpMeetsEveryPartOfTheBatch() {
        int count = 3000;
        BitSet met = new BitSet();
        BatchObjective bowls = new BatchObjective() {
            @Override
            public void valueAndGradient(double[] x, double[] f, double[] g, int lanes) {
                for (int j = 0; j < lanes; j++) {
                    f[j] = x[j] * x[j];
                    g[j] = 2 * x[j];
                }
            }

            @Override
            public void begin(int problem, int lane) {
                met.set(problem);
            }
        };
        double[] xs = new double[count];
        Arrays.setAll(xs, i -> i);
        Lbfgs.DEFAULT.batch(1, bowls, count).warmUp(xs, Allocations.PATIENCE);
        assertTrue(met.get(0) && met.get(count - 1));
        assertTrue(met.cardinality() >= count / 2, met::toString);
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(RuntimeException.class, call).getMessage());
    }

    @Test
    void aMillionProblemsInOneCall() {
        int count = 1_000_000;
        BatchSolver batch = Lbfgs.DEFAULT.batch(
                1,
                (x, f, g, lanes) -> {
                    for (int lane = 0; lane < lanes; lane++) {
                        f[lane] = (x[lane] - 3) * (x[lane] - 3);
                        g[lane] = 2 * (x[lane] - 3);
                    }
                },
                count);
        double[] xs = random(8, count, -5, 5);
        assertEquals(count, batch.minimize(xs));
        for (int i = 0; i < count; i++) {
            assertEquals(3, xs[i], 1e-6);
        }
    }

    /// A jump that no step can pass: the search gives up after its 30 trials, long before the step underflows.
    @Test
    void aSearchHasAnEnd() {
        BatchSolver batch = Lbfgs.DEFAULT.batch(
                1,
                (x, f, g, lanes) -> {
                    for (int lane = 0; lane < lanes; lane++) {
                        f[lane] = x[lane] > 0 ? 1 : 0;
                        g[lane] = x[lane] > 0 ? 1 : -1;
                    }
                },
                1);
        assertEquals(0, batch.minimize(new double[1]));
        assertEquals(Status.LINE_SEARCH_FAILED, batch.status(0));
        assertEquals(1 + 30, batch.evaluations(0));
    }

    /// The first trials are outside the domain, where there is neither a value nor a slope to interpolate.
    @Test
    void trialsOutsideTheDomainComeBack() {
        Formula f = Formula.of(1, x -> x.at(0).minus(x.at(0).log().times(1e-3)));
        BatchSolver batch = Lbfgs.DEFAULT.batch(f, 1);
        double[] x = {0.5};
        assertEquals(1, batch.minimize(x), batch::toString);
        assertEquals(1e-3, x[0], 1e-8);
    }

    /// The pairs of the solve that had the lane before are so long that their products with the gradients overflow.
    @Test
    void pairsOfAnEarlierProblemAreGone() {
        int n = 12;
        int count = 2 * LANES;
        double[] alone = new double[n * LANES];
        double[] after = new double[n * count];
        Arrays.fill(after, 0, n * LANES, 1);
        Lbfgs settings = Lbfgs.DEFAULT.withMemory(10).withGradientTolerance(0).withMaxIterations(3000);
        BatchSolver b = settings.batch(n, new Slopes(LANES), LANES);
        BatchSolver both = settings.batch(n, new Slopes(0), count);
        b.minimize(alone);
        both.minimize(after);
        assertTrue(after[0] >= 2e154, () -> "reached only " + after[0]);
        assertArrayEquals(alone, Arrays.copyOfRange(after, n * LANES, n * count));
        for (int i = 0; i < LANES; i++) {
            assertEquals(b.evaluations(i), both.evaluations(LANES + i));
        }
    }

    /// Problems before the first steep one fall slowly towards a far plateau, with ever longer steps; steep ones are a
    /// paraboloid, whose gradient is so large that it hardly fits beside its square.
    private static final class Slopes implements BatchObjective {
        private final int shift;
        private final boolean[] steep = new boolean[2 * LANES];

        Slopes(int shift) {
            this.shift = shift;
        }

        @Override
        public void begin(int problem, int lane) {
            steep[lane] = problem + shift >= LANES;
        }

        @Override
        public void valueAndGradient(double[] x, double[] f, double[] g, int lanes) {
            Arrays.fill(g, 0);
            for (int lane = 0; lane < lanes; lane++) {
                double u = x[lane];
                double v = x[lanes + lane];
                if (steep[lane]) {
                    f[lane] = 6e154 * (u + v) + 0.5 * 1.3e154 * u * u + 0.5e152 * v * v;
                    g[lane] = 6e154 + 1.3e154 * u;
                    g[lanes + lane] = 6e154 + 1e152 * v;
                } else {
                    f[lane] = 1e150 * Math.pow(Math.min(u, 2e154), -0.01);
                    g[lane] = u < 2e154 ? -1e148 * Math.pow(u, -1.01) : 0;
                }
            }
        }
    }

    @Test
    void misuseIsRefusedByName() {
        Formula f = decay(4);
        BatchSolver batch = Lbfgs.DEFAULT.batch(f, 2);
        refused("count: must be at least 0, was -1", () -> Lbfgs.DEFAULT.batch(f, -1));
        refused("count: n·count must be an array's length, was 3·2000000000", () -> Lbfgs.DEFAULT.batch(f, 2_000_000_000));
        refused("n: must be at least 1, was 0", () -> Lbfgs.DEFAULT.batch(0, BatchSolverTest::mixed, 1));
        refused(
                "n: must be at most 512 in a batch, was 513; solve one after another",
                () -> Lbfgs.DEFAULT.batch(513, BatchSolverTest::mixed, 1));
        refused("box: must have n = 3 variables, had 2", () -> Lbfgs.DEFAULT.batch(f, Box.of(2, 0, 1), 1));
        refused(
                "lineSearch: must be HagerZhang.DEFAULT for a batch, which has a search of its own, was "
                        + StrongWolfe.DEFAULT,
                () -> Lbfgs.DEFAULT.withLineSearch(StrongWolfe.DEFAULT).batch(f, 1));
        refused("xs: length must be count·n = 2·3 = 6, was 5", () -> batch.minimize(new double[5]));
        refused(
                "xs[4], coordinate 1 of problem 1: must be finite, was NaN",
                () -> batch.minimize(new double[] {1, 1, 1, 1, Double.NaN, 1}));
        refused(
                "data 't' (length 4) is not bound: call bind(\"t\", …) or bindEach(\"t\", …) first",
                () -> batch.minimize(new double[6]));
        refused("name: must be one of [t, y], was 'z'", () -> batch.bind("z", new double[4]));
        refused("t: must have length 4, had 3", () -> batch.bind("t", new double[3]));
        refused("y: must have length 8, 4 for each of 2 problems, had 4", () -> batch.bindEach("y", new double[4]));
        refused(
                "name: this objective takes no data by name, was 'y'",
                () -> Lbfgs.DEFAULT.batch(2, BatchSolverTest::mixed, 1).bind("y", new double[1]));
        refused(
                "name: this objective takes no data by name, was 'y'",
                () -> Lbfgs.DEFAULT.batch(2, BatchSolverTest::mixed, 1).bindEach("y", new double[1]));
        refused(
                "formula: must be made of scalars and vectors to be solved in a batch, has a matrix",
                () -> Lbfgs.DEFAULT.batch(Formula.model(2, m -> m.matrix("M", 3, 2).times(m.x()).sum()), 1));
        assertThrows(IndexOutOfBoundsException.class, () -> batch.status(2));
        refused("problem 0 has not been solved: call minimize(xs) first", () -> batch.status(0));
    }
}
