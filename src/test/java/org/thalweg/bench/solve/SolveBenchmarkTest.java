package org.thalweg.bench.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;
import org.thalweg.Objective;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.bench.Lcg;
import org.thalweg.check.GradientCheck;

class SolveBenchmarkTest {
    /// The families at sizes that take milliseconds.
    static List<String> small() {
        return List.of("rosenbrock-5", "rosenbrock-100", "beale", "helical", "wood", "powell-4", "trigonometric-10",
                "trigonometric-100", "extended-10", "chained-11", "broyden-9", "powell-12", "logistic-57");
    }

    /// All that are measured, but those of 100 000 variables and more, and a smaller one with data.
    static List<String> medium() {
        return Stream.concat(
                        SolveProblem.NAMES.stream().filter(name -> !name.endsWith("0000")), Stream.of("logistic-200"))
                .toList();
    }

    static Stream<Arguments> solves() {
        return medium().stream().flatMap(problem -> OurSolvers.NAMES.stream()
                .filter(method -> !(method.startsWith("bfgs") && problem.endsWith("1000")))
                .map(method -> Arguments.of(method, problem)));
    }

    @ParameterizedTest
    @MethodSource("small")
    void formulasAreThoseByHand(String name) {
        SolveProblem problem = SolveProblem.named(name);
        // n − Σ cos xⱼ leaves residuals of a thousandth: ten digits of a sum of n.
        double tolerance = name.startsWith("trigonometric") ? 1e-9 : 1e-12;
        Valued byHand = problem.byHand().get();
        Objective formula = problem.formula().get();
        for (double[] x : List.of(problem.start(), near(problem.start()))) {
            double[] g = new double[x.length];
            double[] h = filled(x.length);
            double f = byHand.valueAndGradient(x, g);
            assertEquals(f, byHand.value(x), 1e-14 * Math.abs(f), "value alone");
            assertEquals(f, formula.valueAndGradient(x, h), tolerance * Math.abs(f), "value of the formula");
            assertArrayEquals(g, h, tolerance * SolveRun.norm(g), "gradient of the formula");
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void gradientsByHandAreRight(String name) {
        SolveProblem problem = SolveProblem.named(name);
        GradientCheck check = GradientCheck.at(problem.byHand().get(), near(problem.start()));
        assertTrue(check.passes(1e-7), check::toString);
    }

    /// As Moré, Garbow and Hillstrom's starts give them; without weights every label is even.
    @ParameterizedTest
    @CsvSource({
        "rosenbrock-5, 4", "rosenbrock-100, 24.2", "beale, 14.203125", "helical, 2500", "wood, 19192", "powell-4, 215",
        "powell-1000, 53750", "extended-1000, 12100", "broyden-1000, 1011", "logistic-100, 0.6931471805599453"
    })
    void solvesBeginAtThePublishedStarts(String name, double value) {
        SolveProblem problem = SolveProblem.named(name);
        assertEquals(value, problem.byHand().get().value(problem.start()), 1e-13 * value);
    }

    @ParameterizedTest
    @MethodSource("solves")
    void ourSolvesEndWhereTheGradientIsSmall(String method, String name) {
        SolveProblem problem = SolveProblem.named(name);
        Counted f = new Counted(OurSolvers.objective(method, problem));
        Solver solver = OurSolvers.named(method, f, problem.n());
        double[] x = problem.start().clone();
        solver.solve(x);
        double[] g = filled(x.length);
        problem.byHand().get().valueAndGradient(x, g);
        assertTrue(SolveRun.norm(g) <= SolveRun.TOLERANCE, () -> solver.status() + ", ‖g‖∞ = " + SolveRun.norm(g));
        assertTrue(solver.iterations() > 0 && solver.iterations() < f.gradients());
    }

    @Test
    void everySolveBeginsAtTheStartAndTheGradientIsMeasuredAgain() {
        SolveProblem problem = SolveProblem.named("rosenbrock-100");
        Boastful boastful = new Boastful(problem.start().clone());
        Counted counted = new Counted(problem.byHand().get());
        SolveRun run = SolveRun.of("boastful", problem, boastful, boastful, counted, 0.001, 0.001);
        assertFalse(boastful.elsewhere, "a solve began elsewhere");
        assertEquals("converged", run.status());
        assertFalse(run.converged(), "it was believed");
        double[] g = new double[2];
        double f = problem.byHand().get().valueAndGradient(new double[] {3, 3}, g);
        assertEquals(f, run.value());
        assertEquals(SolveRun.norm(g), run.gradientNorm());
        assertEquals(24.2, run.startValue(), 1e-13);
        assertEquals(215.6, run.startNorm(), 1e-12);
        assertArrayEquals(new double[] {-1.2, 1}, problem.start());
    }

    @Test
    void methodsOnFormulasSolveTheFormula() {
        SolveProblem problem = SolveProblem.named("logistic-10");
        for (String method : OurSolvers.NAMES) {
            Objective f = OurSolvers.objective(method, problem);
            assertEquals(method.contains("formula") ? Evaluator.class : Logistic.class, f.getClass(), method);
        }
    }

    @Test
    void evaluationsAreCountedApart() {
        Counted counted = new Counted(SolveProblem.named("wood").byHand().get());
        counted.value(new double[4]);
        counted.valueAndGradient(new double[4], new double[4]);
        counted.valueAndGradient(new double[4], new double[4]);
        assertEquals(1, counted.values());
        assertEquals(2, counted.gradients());
    }

    @Test
    void whatIsThrownIsAStatus() {
        SolveProblem problem = SolveProblem.named("beale");
        Solver solver = new Solver() {
            @Override
            public void solve(double[] x) {
                throw new IllegalStateException("no");
            }

            @Override
            public int iterations() {
                return -1;
            }

            @Override
            public String status() {
                return "never";
            }
        };
        SolveRun run = SolveRun.of("throws", problem, solver, solver, new Counted(problem.byHand().get()), 0.001, 0.001);
        assertEquals("java.lang.IllegalStateException: no", run.status());
        assertFalse(run.converged());
    }

    @Test
    void aNormWithNaNIsNoSmallOne() {
        assertTrue(Double.isNaN(SolveRun.norm(new double[] {0, Double.NaN, 1})));
    }

    @Test
    void theBenchmarkSolves() {
        SolveBenchmark b = new SolveBenchmark();
        b.problem = "beale";
        b.method = "wolfe-formula";
        b.prepare();
        assertArrayEquals(new double[] {3, 0.5}, b.solve(), 1e-5);
        assertArrayEquals(new double[] {3, 0.5}, b.solve(), 1e-5);
    }

    @Test
    void scriptAndBenchmarkKnowAllProblemsAndMethods() throws IOException, NoSuchFieldException {
        String script = Files.readString(Path.of("perf-results/solves.sh"));
        assertTrue(script.contains(":-" + String.join(",", SolveProblem.NAMES) + "}"), "problems of the script");
        assertTrue(script.contains(":-" + String.join(",", OurSolvers.NAMES) + "}"), "methods of the script");
        assertEquals(SolveProblem.NAMES, parameters("problem"));
        assertEquals(OurSolvers.NAMES, parameters("method"));
    }

    private static List<String> parameters(String field) throws NoSuchFieldException {
        return List.of(SolveBenchmark.class.getField(field).getAnnotation(Param.class).value());
    }

    private static double[] near(double[] start) {
        double[] x = new Lcg(17).next(start.length, -0.1, 0.1);
        for (int i = 0; i < x.length; i++) {
            x[i] += start[i];
        }
        return x;
    }

    private static double[] filled(int n) {
        double[] g = new double[n];
        Arrays.fill(g, Double.NaN);
        return g;
    }

    /// Goes to (3, 3), says that it converged, and remembers whether it ever began anywhere but at the start.
    private static final class Boastful implements Solver {
        private final double[] start;
        private boolean elsewhere;

        Boastful(double[] start) {
            this.start = start;
        }

        @Override
        public void solve(double[] x) {
            elsewhere |= !Arrays.equals(start, x);
            Arrays.fill(x, 3);
        }

        @Override
        public int iterations() {
            return 1;
        }

        @Override
        public String status() {
            return "converged";
        }
    }
}
