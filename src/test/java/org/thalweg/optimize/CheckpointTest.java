package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.Objective;
import org.thalweg.problems.BoundedProblems;
import org.thalweg.problems.Classics;
import org.thalweg.problems.MoreGarbowHillstrom;
import org.thalweg.problems.Problem;
import org.thalweg.problems.Published;
import org.thalweg.problems.Torsion;
import org.thalweg.support.Allocations;

class CheckpointTest {
    /// A solver that can be made twice, and its problem.
    private record Case(String name, Supplier<LbfgsSolver> maker, Objective f, double[] start) {
        Case(String name, Lbfgs settings, Box box, Objective f, double[] start) {
            this(name, () -> box == null ? settings.solver(start.length) : settings.solver(box), f, start);
        }

        LbfgsSolver solver() {
            return maker.get();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> cases() {
        List<Case> cases = new ArrayList<>();
        for (LineSearch search : List.of(StrongWolfe.DEFAULT, HagerZhang.DEFAULT, Backtracking.DEFAULT)) {
            Lbfgs settings = Lbfgs.DEFAULT.withMemory(4).withLineSearch(search).withMaxEvaluations(150);
            for (Problem p : List.of(Classics.extendedRosenbrock(10), Classics.extendedRosenbrock(2))) {
                cases.add(new Case(search + " " + p, settings, null, p.objective(), p.start()));
                cases.add(new Case(search + " lying " + p, settings, null, lying(p.objective()), p.start()));
            }
            BoundedProblems.all().stream().filter(b -> b.box().n() <= 10).forEach(b -> cases.add(
                    new Case(search + " " + b, settings, b.box(), b.problem().formula(), b.problem().start())));
        }
        for (Problem p : List.of(Classics.extendedRosenbrock(10), Classics.extendedRosenbrock(2))) {
            // Ends in searches that fail though they improve, along the steepest descent too.
            Lbfgs hasty = Lbfgs.DEFAULT.withMaxEvaluations(150)
                    .withLineSearch(StrongWolfe.DEFAULT.withC2(1e-3).withMaxEvaluations(3));
            cases.add(new Case("hasty " + p, hasty, null, p.objective(), p.start()));
            // Goes by slopes early or late, as the average of values has it.
            Lbfgs loose = Lbfgs.DEFAULT.withMaxEvaluations(150)
                    .withLineSearch(HagerZhang.DEFAULT.withDelta(0.4).withEpsilon(0.3).withOmega(0.3));
            cases.add(new Case("loose " + p, loose, null, p.objective(), p.start()));
            for (LineSearch search : List.of(StrongWolfe.DEFAULT, HagerZhang.DEFAULT)) {
                // Ends in noise, and in steps without a search.
                Lbfgs fine = Lbfgs.DEFAULT.withMemory(4).withGradientTolerance(1e-11).withLineSearch(search);
                cases.add(new Case(search + " coarse " + p, fine, null, coarse(p.objective()), p.start()));
                Box box = Box.of(p.start().length, -1.5, 3);
                cases.add(new Case(search + " coarse in a box " + p, fine, box, coarse(p.objective()), p.start()));
            }
        }
        Published meyer = MoreGarbowHillstrom.all().stream().filter(p -> p.name().equals("10 Meyer")).findFirst()
                .orElseThrow();
        for (LineSearch search : List.of(StrongWolfe.DEFAULT, HagerZhang.DEFAULT, Backtracking.DEFAULT)) {
            Lbfgs settings = Lbfgs.DEFAULT.withMaxEvaluations(2000).withLineSearch(search);
            cases.add(new Case(search + " Meyer", settings, null, meyer.formula(), meyer.start()));
            cases.add(new Case(search + " gap", settings.withGradientTolerance(0), null, CheckpointTest::gap, new double[1]));
            for (double beyond : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
                for (double at : new double[] {-0.9, 0.3, 0.999}) {
                    cases.add(new Case(search + " wall " + beyond + " at " + at, settings, null, wall(at, beyond),
                            new double[] {-1.2, 1}));
                }
            }
        }
        // Directions from products of pairs, which are part of the state.
        Problem many = Classics.extendedRosenbrock(130);
        Lbfgs four = Lbfgs.DEFAULT.withMemory(4).withMaxEvaluations(150);
        cases.add(new Case("many", four, null, many.objective(), many.start()));
        cases.add(new Case("many, lying", four, null, lying(many.objective()), many.start()));
        cases.add(new Case("many, coarse", four.withGradientTolerance(1e-11), null, coarse(many.objective()), many.start()));
        cases.add(new Case("fixed", Lbfgs.DEFAULT.withLineSearch(new FixedStep(1e-3)).withMaxEvaluations(50), null,
                Classics.extendedRosenbrock(2).objective(), new double[] {-1, 1}));
        for (int n : new int[] {2, 10, 40}) {
            Problem p = Classics.extendedRosenbrock(n);
            cases.add(new Case("whole matrix " + p, () -> Bfgs.DEFAULT.solver(n), p.objective(), p.start()));
            // Few pairs are safely curved.
            Objective bent = bent(p.objective());
            cases.add(new Case("whole matrix, bent " + p, () -> Bfgs.DEFAULT.solver(n), bent, p.start()));
            cases.add(new Case("in a box, bent " + p, Lbfgs.DEFAULT, Box.of(n, -1.5, 3), bent, p.start()));
            cases.add(new Case("L1 " + p, () -> OrthantWise.of(0.1).solver(n), p.objective(), p.start()));
        }
        var torsion = Torsion.of(12, 10);
        cases.add(new Case("torsion", Lbfgs.DEFAULT, torsion.box(), torsion.problem().formula(), torsion.problem().start()));
        return cases.stream().map(Arguments::of);
    }

    /// Leads every solve to its last resorts.
    static Objective lying(Objective f) {
        return (x, g) -> {
            double value = f.valueAndGradient(x, g);
            g[0] = -0.5 * g[0];
            return value;
        };
    }

    /// A slope of 10⁻¹⁶ into a gap, beyond which f is higher.
    private static double gap(double[] x, double[] g) {
        g[0] = x[0] < 0.5 ? -1e-16 : 2e-16 * x[0];
        return x[0] <= 0 ? 1 : x[0] < 0.5 ? Double.NaN : 1.01;
    }

    /// Rosenbrock's valley with an end, at which f also falls deep if it is −∞ beyond.
    private static Objective wall(double at, double beyond) {
        Objective valley = Classics.extendedRosenbrock(2).objective();
        return (x, g) -> {
            double f = valley.valueAndGradient(x, g);
            if (beyond == Double.NEGATIVE_INFINITY) {
                double d = at - x[0];
                g[0] -= 1e-3 / (d * d);
                f -= 1e-3 / d;
            }
            return x[0] >= at ? beyond : f;
        };
    }

    /// Curved downwards along the first axis at first.
    private static Objective bent(Objective f) {
        return (x, g) -> {
            double value = f.valueAndGradient(x, g);
            g[0] -= 4000 * Math.sin(2 * x[0]);
            return value + 2000 * Math.cos(2 * x[0]);
        };
    }

    /// Values of seven digits.
    static Objective coarse(Objective f) {
        return (x, g) -> 1 + Math.rint(1e7 * f.valueAndGradient(x, g)) * 1e-7;
    }

    /// Every point evaluated, then the result.
    private static List<double[]> run(LbfgsSolver solver, Case c, int from, int saveAt, double[] state) {
        List<double[]> trace = new ArrayList<>();
        double[] g = new double[c.start.length];
        for (int k = from; solver.wantsEvaluation(); k++) {
            if (k == saveAt) {
                solver.save(state);
            }
            double[] x = solver.point().clone();
            trace.add(x);
            solver.tell(c.f.valueAndGradient(x, g), g);
        }
        trace.add(solver.bestPoint().clone());
        trace.add(new double[] {
            solver.value(), solver.gradientNorm(), solver.status().name().hashCode(), solver.iterations(),
            solver.evaluations(), solver.noise()});
        return trace;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aResumedRunMakesTheSameTraceToTheBit(Case c) {
        LbfgsSolver solver = c.solver();
        double[] state = new double[solver.stateLength()];
        solver.begin(c.start);
        List<double[]> whole = run(solver, c, 0, -1, state);
        for (int at = 0; at < whole.size() - 2; at += 1 + at / 8) {
            Arrays.fill(state, Double.NaN);
            // Never the same one twice, which might still know what was not restored, or have counted on.
            LbfgsSolver interrupted = c.solver();
            interrupted.begin(c.start);
            run(interrupted, c, 0, at, state);
            LbfgsSolver other = c.solver();
            other.restore(state);
            List<double[]> rest = run(other, c, at, -1, state);
            assertEquals(whole.size() - at, rest.size());
            for (int k = 0; k < rest.size(); k++) {
                assertArrayEquals(whole.get(at + k), rest.get(k), 0, c + " from " + at);
            }
        }
    }

    /// What a solve passes on to the next goes with it.
    @Test
    void aSolveBegunAgainMakesTheSameTraceToTheBit() {
        double[] start = {1, 1, 1, 1, 1 + 1e-8, 1, 1, 1, 1, 1};
        Objective first = coarse(Classics.extendedRosenbrock(10).objective());
        Objective next = (x, g) -> {
            double f = first.valueAndGradient(x, g);
            g[3] += 1e-7;
            return f + 1e-7 * x[3];
        };
        Lbfgs settings = Lbfgs.DEFAULT.withGradientTolerance(1e-11);
        Case c = new Case("again", settings, null, next, start);
        LbfgsSolver solver = c.solver();
        double[] state = new double[solver.stateLength()];
        solver.minimize(first, Classics.extendedRosenbrock(10).start().clone());
        solver.beginAgain(start);
        List<double[]> whole = run(solver, c, 0, 0, state);
        LbfgsSolver other = c.solver();
        other.restore(state);
        List<double[]> rest = run(other, c, 0, -1, state);
        assertEquals(whole.size(), rest.size());
        for (int k = 0; k < rest.size(); k++) {
            assertArrayEquals(whole.get(k), rest.get(k), 0);
        }
        assertTrue(whole.getLast()[4] < 40, () -> Arrays.toString(whole.getLast()));
    }

    @Test
    void aSolveEndedByABudgetGoesOnWithAnother() {
        Problem p = Classics.extendedRosenbrock(10);
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(10);
        double[] state = new double[solver.stateLength()];
        double[] x = p.start().clone();
        Solution whole = Lbfgs.DEFAULT.minimize(p.objective(), p.start());
        solver.begin(p.start());
        double[] g = new double[10];
        for (int k = 0; k < 20 && solver.wantsEvaluation(); k++) {
            solver.save(state);
            solver.tell(p.objective().valueAndGradient(solver.point(), g), g);
        }
        LbfgsSolver elsewhere = Lbfgs.DEFAULT.solver(10);
        elsewhere.restore(state);
        assertEquals(whole.status(), elsewhere.resume(p.objective(), x));
        assertArrayEquals(whole.x(), x, 0);
        assertEquals(whole.evaluations(), elsewhere.evaluations());
    }

    @Test
    void misuseIsRefusedByName() {
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(2);
        double[] state = new double[solver.stateLength()];
        assertMessage("save: no solve is under way; call begin or restore first", () -> solver.save(state));
        assertMessage("resume: no solve is under way; call begin or restore first",
                () -> solver.resume((x, g) -> 0, new double[2]));
        solver.begin(new double[2]);
        assertMessage("state: length must be stateLength() = " + state.length + ", was 1", () -> solver.save(new double[1]));
        solver.save(state);
        assertMessage("state: length must be stateLength() = " + state.length + ", was 0",
                () -> solver.restore(new double[0]));
        state[3] = 2;
        assertMessage("state[3]: must be 1.0, which stands for the kind of line search, was 2.0",
                () -> solver.restore(state));
        assertTrue(solver.wantsEvaluation());
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(RuntimeException.class, call::run).getMessage());
    }

    @Test
    void savingAndRestoringAllocateNothing() {
        Problem p = Classics.extendedRosenbrock(10);
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(10);
        double[] state = new double[solver.stateLength()];
        solver.begin(p.start());
        Runnable both = () -> {
            solver.save(state);
            solver.restore(state);
        };
        for (int i = 0; i < 20_000; i++) {
            both.run();
        }
        assertEquals(0, Allocations.minimumOver(20, both));
    }
}
