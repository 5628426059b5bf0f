package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.Objective;
import org.thalweg.problems.Classics;
import org.thalweg.problems.MoreGarbowHillstrom;
import org.thalweg.problems.Published;

/// With two to four variables a solve goes the same way, to the bit, whether it runs by itself or is told step by step.
class SprintTest {
    private record Case(String name, Bfgs method, Objective f, double[] start) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final StackWalker WALKER = StackWalker.getInstance();

    static Stream<Arguments> cases() {
        List<Case> cases = new ArrayList<>();
        for (LineSearch search : List.of(
                StrongWolfe.DEFAULT,
                StrongWolfe.DEFAULT.withC2(0.1),
                StrongWolfe.DEFAULT.withC2(1e-3).withMaxEvaluations(3),
                HagerZhang.DEFAULT,
                HagerZhang.DEFAULT.withDelta(0.4).withEpsilon(0.3).withOmega(0.3),
                Backtracking.DEFAULT)) {
            Bfgs method = Bfgs.DEFAULT.withLineSearch(search).withMaxEvaluations(2000);
            for (Published p : MoreGarbowHillstrom.all()) {
                if (p.start().length <= 4) {
                    Objective f = p.formula();
                    double[] start = p.start();
                    cases.add(new Case(search + " " + p.name(), method, f, start));
                    cases.add(new Case(search + " exactly " + p.name(), method.withGradientTolerance(0), f, start));
                    cases.add(new Case(search + " loosely " + p.name(),
                            method.withValueTolerance(1e-4).withGradientTolerance(1e-9), f, start));
                    cases.add(new Case(search + " in steps " + p.name(),
                            method.withStepTolerance(1e-3).withGradientTolerance(1e-9), f, start));
                }
            }
            Objective valley = Classics.extendedRosenbrock(2).objective();
            double[] start = {-1.2, 1};
            cases.add(new Case(search + " lying", method, CheckpointTest.lying(valley), start));
            cases.add(new Case(search + " coarse", method.withGradientTolerance(1e-11), CheckpointTest.coarse(valley), start));
            for (double size : new double[] {1e-300, 1e-160, 1e-20, 1e20, 1e150, 1e300}) {
                cases.add(new Case(search + " f times " + size, method.withGradientTolerance(0), times(size, valley), start));
                cases.add(new Case(search + " x times " + size, method.withGradientTolerance(0), stretched(size, valley),
                        new double[] {-1.2 * size, size}));
            }
            for (double at : new double[] {-0.9, 0.3, 0.999}) {
                cases.add(new Case(search + " cliff at " + at, method, cliff(valley, at), start));
            }
            for (double beyond : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
                for (double at : new double[] {-0.9, 0.3, 0.999}) {
                    cases.add(new Case(search + " " + beyond + " from " + at, method, wall(valley, at, beyond), start));
                }
            }
        }
        return cases.stream().map(Arguments::of);
    }

    private static Objective times(double size, Objective f) {
        return (x, g) -> {
            double value = size * f.valueAndGradient(x, g);
            for (int i = 0; i < g.length; i++) {
                g[i] *= size;
            }
            return value;
        };
    }

    private static Objective stretched(double size, Objective f) {
        return (x, g) -> {
            double value = f.valueAndGradient(new double[] {x[0] / size, x[1] / size}, g);
            for (int i = 0; i < g.length; i++) {
                g[i] /= size;
            }
            return value;
        };
    }

    private static Objective wall(Objective f, double at, double beyond) {
        return (x, g) -> {
            double value = f.valueAndGradient(x, g);
            return x[0] >= at ? beyond : value;
        };
    }

    /// With an infinite slope from there on.
    private static Objective cliff(Objective f, double at) {
        return (x, g) -> {
            double value = f.valueAndGradient(x, g);
            g[0] = x[0] >= at ? Double.POSITIVE_INFINITY : g[0];
            return value;
        };
    }

    /// Every point evaluated, then the result.
    private static List<double[]> told(LbfgsSolver solver, Case c) {
        List<double[]> trace = new ArrayList<>();
        double[] g = new double[c.start.length];
        while (solver.wantsEvaluation()) {
            trace.add(solver.point().clone());
            solver.tell(c.f.valueAndGradient(solver.point(), g), g);
        }
        return withResult(trace, solver, solver.bestPoint());
    }

    private static List<double[]> withResult(List<double[]> trace, LbfgsSolver solver, double[] x) {
        trace.add(x.clone());
        trace.add(solver.bestGradient().clone());
        trace.add(new double[] {solver.value(), solver.gradientNorm(), solver.status().ordinal(), solver.iterations(),
            solver.evaluations(), solver.noise()});
        SearchReport last = solver.lastSearch();
        trace.add(new double[] {last.state().ordinal(), last.phi0(), last.dphi0()});
        trace.add(last.alpha());
        trace.add(last.phi());
        trace.add(last.dphi());
        Tape tape = new Tape();
        Tape.Kept stagnation = KeptTest.part(KeptTest.part(solver, "descent"), "stagnation");
        double[] progress = new double[tape.measure(stagnation)];
        tape.save(stagnation, progress);
        trace.add(progress);
        return trace;
    }

    private static Objective traced(Objective f, List<double[]> trace) {
        return (x, g) -> {
            trace.add(x.clone());
            return f.valueAndGradient(x, g);
        };
    }

    private static void assertSame(List<double[]> expected, List<double[]> actual) {
        for (int k = 0; k < Math.min(expected.size(), actual.size()); k++) {
            int at = k;
            assertArrayEquals(expected.get(k), actual.get(k), 0, () -> "entry " + at + " of " + expected.size());
        }
        assertEquals(expected.size(), actual.size());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSolveGoesTheSameWayByItself(Case c) {
        LbfgsSolver solver = c.method.solver(c.start.length);
        LbfgsSolver other = c.method.solver(c.start.length);
        // The second time around, a solver may hold what the first has left.
        for (int round = 0; round < 2; round++) {
            solver.begin(c.start);
            List<double[]> expected = told(solver, c);
            List<double[]> trace = new ArrayList<>();
            double[] x = c.start.clone();
            other.minimize(traced(c.f, trace), x);
            assertSame(expected, withResult(trace, other, x));
        }
        solver.beginAgain(c.start);
        List<double[]> expected = told(solver, c);
        List<double[]> trace = new ArrayList<>();
        other.beginAgain(c.start);
        double[] x = c.start.clone();
        other.resume(traced(c.f, trace), x);
        assertSame(expected, withResult(trace, other, x));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSolveTakenUpAnywhereGoesTheSameWay(Case c) {
        LbfgsSolver solver = c.method.solver(c.start.length);
        double[] state = new double[solver.stateLength()];
        solver.begin(c.start);
        List<double[]> whole = told(solver, c);
        int evaluations = solver.evaluations();
        double[] g = new double[c.start.length];
        for (int at = 0; at < evaluations; at += 1 + at) {
            solver.begin(c.start);
            for (int k = 0; k < at; k++) {
                solver.tell(c.f.valueAndGradient(solver.point(), g), g);
            }
            solver.save(state);
            LbfgsSolver other = c.method.solver(c.start.length);
            other.restore(state);
            List<double[]> trace = new ArrayList<>();
            double[] x = c.start.clone();
            other.resume(traced(c.f, trace), x);
            assertSame(whole.subList(at, whole.size()), withResult(trace, other, x));
        }
    }

    /// Limits, a clock, cancelling, interrupting and throwing, at every evaluation.
    @Test
    void whateverEndsASolveEndsItAtTheSamePoint() {
        for (LineSearch search : List.of(StrongWolfe.DEFAULT, HagerZhang.DEFAULT)) {
            Bfgs method = Bfgs.DEFAULT.withLineSearch(search);
            for (Published p : MoreGarbowHillstrom.all()) {
                int n = p.start().length;
                if (n >= 2 && n <= 4) {
                    int all = method.minimize(p.formula(), p.start()).evaluations();
                    for (int k = 1; k < Math.min(all, 60); k++) {
                        endsAlike(method.withMaxEvaluations(k), p);
                        endsAlike(method.withMaxIterations(k), p);
                        endsAlikeByTheClock(method, p, k);
                        endsAlikeByForce(method, p, k);
                    }
                }
            }
        }
    }

    private static void endsAlike(Bfgs method, Published p) {
        Case c = new Case("", method, p.formula(), p.start());
        LbfgsSolver solver = method.solver(p.start().length);
        solver.begin(p.start());
        List<double[]> expected = told(solver, c);
        List<double[]> trace = new ArrayList<>();
        double[] x = p.start().clone();
        solver.minimize(traced(c.f, trace), x);
        assertSame(expected, withResult(trace, solver, x));
    }

    /// The clock goes on by one at every look.
    private static void endsAlikeByTheClock(Bfgs method, Published p, int k) {
        Case c = new Case("", method, p.formula(), p.start());
        AtomicLong clock = new AtomicLong();
        LbfgsSolver solver = method.solver(p.start().length, clock::getAndIncrement);
        solver.begin(p.start(), k);
        List<double[]> expected = told(solver, c);
        clock.set(0);
        List<double[]> trace = new ArrayList<>();
        double[] x = p.start().clone();
        assertEquals(Status.DEADLINE, solver.minimize(traced(c.f, trace), x, k));
        assertSame(expected, withResult(trace, solver, x));
    }

    private static void endsAlikeByForce(Bfgs method, Published p, int k) {
        int n = p.start().length;
        LbfgsSolver solver = method.solver(n);
        double[] g = new double[n];
        solver.begin(p.start());
        for (int i = 0; i < k; i++) {
            solver.tell(p.formula().valueAndGradient(solver.point(), g), g);
        }
        double[] best = solver.bestPoint().clone();
        double value = solver.value();
        int iterations = solver.iterations();

        double[] x = p.start().clone();
        Objective throwing = after(k + 1, p.formula(), () -> {
            throw new IllegalStateException("enough");
        });
        assertThrows(IllegalStateException.class, () -> solver.minimize(throwing, x));
        assertArrayEquals(best, x, 0);
        assertEquals(value, solver.value(), 0);
        assertEquals(iterations, solver.iterations());
        assertEquals(k, solver.evaluations());

        double[] y = p.start().clone();
        assertEquals(Status.CANCELLED, solver.minimize(after(k, p.formula(), solver::cancel), y));
        assertArrayEquals(best, y, 0);
        assertEquals(k, solver.evaluations());

        double[] z = p.start().clone();
        assertEquals(Status.INTERRUPTED,
                solver.minimize(after(k, p.formula(), Thread.currentThread()::interrupt), z));
        assertTrue(Thread.interrupted());
        assertArrayEquals(best, z, 0);
        assertEquals(iterations, solver.iterations());
    }

    /// f, and something else at the k-th evaluation.
    private static Objective after(int k, Objective f, Runnable action) {
        int[] count = {0};
        return (x, g) -> {
            if (++count[0] == k) {
                action.run();
            }
            return f.valueAndGradient(x, g);
        };
    }

    /// Curvature from nothing to a lot, in random directions.
    @Test
    void randomFunctionsAreSolvedTheSameWay() {
        SplittableRandom random = new SplittableRandom(7);
        List<DoubleUnaryOperator> shapes = List.of(t -> t * t, t -> Math.pow(t, 4), Math::cosh, t -> Math.sqrt(1 + t * t),
                t -> t * t / (1 + t * t), t -> t * t * t * t - t * t, t -> 0);
        double h = 1e-5;
        for (int trial = 0; trial < 600; trial++) {
            int n = 2 + trial % 3;
            double[][] along = random.doubles(16).boxed().map(_ -> random.doubles(n, -3, 3).toArray()).limit(n + 1)
                    .toArray(double[][]::new);
            int first = random.nextInt(shapes.size());
            Objective f = (x, g) -> {
                double value = 0;
                Arrays.fill(g, 0);
                for (int k = 0; k < along.length; k++) {
                    double t = 0;
                    for (int i = 0; i < n; i++) {
                        t += along[k][i] * (x[i] - 0.3 * k);
                    }
                    DoubleUnaryOperator shape = shapes.get((first + k) % shapes.size());
                    value += shape.applyAsDouble(t);
                    // Central differences: slopes that are a little wrong, as good as any here.
                    double slope = (shape.applyAsDouble(t + h) - shape.applyAsDouble(t - h)) / (2 * h);
                    for (int i = 0; i < n; i++) {
                        g[i] += slope * along[k][i];
                    }
                }
                return value;
            };
            Bfgs method = Bfgs.DEFAULT.withMaxEvaluations(500)
                    .withLineSearch(trial % 2 == 0 ? StrongWolfe.DEFAULT : HagerZhang.DEFAULT);
            Case c = new Case("", method, f, random.doubles(n, -2, 2).toArray());
            LbfgsSolver solver = method.solver(n);
            solver.begin(c.start);
            List<double[]> expected = told(solver, c);
            List<double[]> trace = new ArrayList<>();
            double[] x = c.start.clone();
            solver.minimize(traced(f, trace), x);
            assertSame(expected, withResult(trace, solver, x));
        }
    }

    /// Otherwise all these would say nothing.
    @Test
    void mostStepsAreTakenThere() {
        for (Published p : MoreGarbowHillstrom.all()) {
            int n = p.start().length;
            if (n >= 2 && n <= 4 && !p.name().contains("Meyer")) {
                int[] inside = {0};
                Objective counting = (x, g) -> {
                    inside[0] += WALKER.walk(s -> s.anyMatch(f -> f.getClassName().endsWith(".Sprint"))) ? 1 : 0;
                    return p.formula().valueAndGradient(x, g);
                };
                LbfgsSolver solver = Bfgs.DEFAULT.withLineSearch(StrongWolfe.DEFAULT).solver(n);
                solver.minimize(counting, p.start().clone());
                assertTrue(inside[0] > 0.8 * solver.evaluations(),
                        () -> p.name() + ": " + inside[0] + " of " + solver.evaluations());
            }
        }
    }
}
