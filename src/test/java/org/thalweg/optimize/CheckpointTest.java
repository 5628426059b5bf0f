package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.Objective;
import org.thalweg.problems.BoundedProblems;
import org.thalweg.problems.Classics;
import org.thalweg.problems.Problem;
import org.thalweg.problems.Torsion;
import org.thalweg.support.Allocations;

class CheckpointTest {
    /// A solver that can be made twice, and its problem.
    private record Case(String name, Lbfgs settings, Box box, Objective f, double[] start) {
        LbfgsSolver solver() {
            return box == null ? settings.solver(start.length) : settings.solver(box);
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
        cases.add(new Case("fixed", Lbfgs.DEFAULT.withLineSearch(new FixedStep(1e-3)).withMaxEvaluations(50), null,
                Classics.extendedRosenbrock(2).objective(), new double[] {-1, 1}));
        var torsion = Torsion.of(12, 10);
        cases.add(new Case("torsion", Lbfgs.DEFAULT, torsion.box(), torsion.problem().formula(), torsion.problem().start()));
        return cases.stream().map(Arguments::of);
    }

    /// Leads every solve to its last resorts.
    private static Objective lying(Objective f) {
        return (x, g) -> {
            double value = f.valueAndGradient(x, g);
            g[0] = -0.5 * g[0];
            return value;
        };
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
            solver.value(), solver.gradientNorm(), solver.status().name().hashCode(), solver.iterations(), solver.evaluations()});
        return trace;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aResumedRunMakesTheSameTraceToTheBit(Case c) {
        LbfgsSolver solver = c.solver();
        double[] state = new double[solver.stateLength()];
        LbfgsSolver other = c.solver();
        solver.begin(c.start);
        List<double[]> whole = run(solver, c, 0, -1, state);
        for (int at = 0; at < whole.size() - 2; at += 1 + at / 8) {
            Arrays.fill(state, Double.NaN);
            solver.begin(c.start);
            run(solver, c, 0, at, state);
            other.begin(new double[c.start.length]);
            other.restore(state);
            List<double[]> rest = run(other, c, at, -1, state);
            assertEquals(whole.size() - at, rest.size());
            for (int k = 0; k < rest.size(); k++) {
                assertArrayEquals(whole.get(at + k), rest.get(k), 0, c + " from " + at);
            }
        }
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
