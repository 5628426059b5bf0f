package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.Objective;
import org.thalweg.problems.Classics;
import org.thalweg.problems.Flower;
import org.thalweg.problems.Problem;
import org.thalweg.problems.Rosenbrock;

class LbfgsTest {
    private static final Objective VALLEY = new Rosenbrock(1, 100);

    static Stream<Problem> problems() {
        return Stream.concat(
                Classics.small().stream(),
                Stream.of(Classics.extendedRosenbrock(1000), Classics.chainedRosenbrock(50)));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void classicProblemsReachTheirMinimaFromTheStandardStart(Problem problem) {
        Solution s = Lbfgs.DEFAULT.minimize(problem.objective(), problem.start());
        // At the minimum of Brown and Dennis, 85822, the last digit of f hides gradients of some 1e-5.
        boolean hard = problem.name().startsWith("Brown-Dennis");
        assertTrue(s.status() == Status.GRADIENT_TOLERANCE || hard && s.status().converged(), s::toString);
        assertTrue(s.gradientNorm() <= (hard ? 1e-5 : 1e-6), s::toString);
        // At ‖g‖∞ = 10⁻⁶ each of the independent valleys may be 10⁻¹² above its floor.
        double slack = Math.max(1e-11 * Math.max(1, problem.minimum()), 1e-12 * problem.n());
        assertEquals(problem.minimum(), s.value(), slack, s::toString);
        assertBelongTogether(problem.objective(), s);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void theValueNeverRises(Problem problem) {
        var values = new ArrayList<Double>(List.of(
                problem.objective().valueAndGradient(problem.start(), new double[problem.n()])));
        Lbfgs byValues = Lbfgs.DEFAULT.withLineSearch(StrongWolfe.DEFAULT);
        Solution s = byValues.minimize(problem.objective(), (iteration, evaluations, x, value, norm) -> {
            assertTrue(value <= values.getLast(), problem + " rose in iteration " + iteration);
            assertEquals(iteration, values.size());
            values.add(value);
            return true;
        }, problem.start());
        assertEquals(s.iterations(), values.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void goingBySlopesTheValueRisesByAMillionthAtMost(Problem problem) {
        double atStart = problem.objective().valueAndGradient(problem.start(), new double[problem.n()]);
        double[] last = {atStart};
        Lbfgs bySlopes = Lbfgs.DEFAULT.withLineSearch(HagerZhang.DEFAULT).withGradientTolerance(1e-12);
        Solution s = bySlopes.minimize(problem.objective(), (iteration, evaluations, x, value, norm) -> {
            assertTrue(value <= last[0] + 1e-6 * atStart && value <= atStart, problem + " rose to " + value);
            last[0] = value;
            return true;
        }, problem.start());
        assertTrue(s.value() <= atStart);
        assertBelongTogether(problem.objective(), s);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void otherLineSearchesGetThereToo(Problem problem) {
        var backtracking = Lbfgs.DEFAULT.withLineSearch(Backtracking.DEFAULT).withGradientTolerance(1e-5);
        Solution s = backtracking.minimize(problem.objective(), problem.start());
        assertTrue(s.status().converged(), s::toString);
        var bySlopes = Lbfgs.DEFAULT.withLineSearch(HagerZhang.DEFAULT);
        Solution h = bySlopes.minimize(problem.objective(), problem.start());
        assertEquals(Status.GRADIENT_TOLERANCE, h.status(), h::toString);
        assertBelongTogether(problem.objective(), h);
        var exact = Lbfgs.DEFAULT.withLineSearch(StrongWolfe.DEFAULT.withC2(0.1)).withGradientTolerance(1e-5);
        assertTrue(exact.minimize(problem.objective(), problem.start()).status().converged());
    }

    /// A bowl over a floor of 1, which hides all of f that is below a gradient of some 10⁻⁷.
    @Test
    void slopesLeadToTheLastDigitsOfTheGradient() {
        int n = 100;
        Objective bowl = (x, g) -> {
            double f = 1;
            for (int i = 0; i < n; i++) {
                double d = Math.pow(10, i / 50.0);
                double z = x[i] - i / 10.0;
                g[i] = d * z;
                f += 0.5 * d * z * z;
            }
            return f;
        };
        Lbfgs exact = Lbfgs.DEFAULT.withGradientTolerance(1e-13);
        Solution s = exact.withLineSearch(HagerZhang.DEFAULT).minimize(bowl, new double[n]);
        assertEquals(Status.GRADIENT_TOLERANCE, s.status(), s::toString);
        assertTrue(s.evaluations() < 250, s::toString);
        Solution byValues = exact.withLineSearch(StrongWolfe.DEFAULT).minimize(bowl, new double[n]);
        assertTrue(byValues.gradientNorm() > 1e-10, byValues::toString);
    }

    @Test
    void twoPairsAreEnoughForASmallQuadratic() {
        Objective bowl = (x, g) -> {
            g[0] = 2 * x[0];
            g[1] = 20 * x[1];
            return x[0] * x[0] + 10 * x[1] * x[1];
        };
        Solution s = Lbfgs.DEFAULT.withMemory(2).minimize(bowl, 3, -4);
        assertEquals(Status.GRADIENT_TOLERANCE, s.status());
        assertArrayEquals(new double[] {0, 0}, s.x(), 1e-6);
        assertTrue(s.iterations() < 15, s::toString);
    }

    @Test
    void theMinimumOfADomainWithWallsIsFound() {
        // x − ln x, NaN where x ≤ 0; the first step would leave the domain.
        Objective barrier = (x, g) -> {
            g[0] = 1 - 1 / x[0];
            return x[0] - Math.log(x[0]);
        };
        for (double start : new double[] {1e-6, 0.3, 40, 1e8}) {
            Solution s = Lbfgs.DEFAULT.minimize(barrier, start);
            assertEquals(Status.GRADIENT_TOLERANCE, s.status(), s::toString);
            assertEquals(1, s.x()[0], 1e-5);
        }
    }

    @Test
    void aKinkIsNotCalledConverged() {
        Solution s = Lbfgs.DEFAULT.minimize(new Flower(), 20, 20);
        assertTrue(s.value() < -0.999999, s::toString);
        assertEquals(Status.LINE_SEARCH_FAILED, s.status(), s::toString);
        Solution v = Lbfgs.DEFAULT.minimize((x, g) -> {
            g[0] = x[0] < 0 ? -1 : 1;
            return Math.abs(x[0]) + 1;
        }, 0.3);
        assertEquals(Status.LINE_SEARCH_FAILED, v.status(), v::toString);
    }

    @Test
    void toleranceZeroEndsWhereDoublePrecisionDoes() {
        for (Problem problem : Classics.small()) {
            Solution s = Lbfgs.DEFAULT.withGradientTolerance(0).minimize(problem.objective(), problem.start());
            // Powell's Hessian is singular at the minimum: f falls on and on, to 1e-50 and below.
            boolean singular = problem.name().startsWith("Powell");
            assertTrue(s.status().converged() || singular && s.value() < 1e-40, () -> problem + ": " + s);
            assertEquals(problem.minimum(), s.value(), 1e-11 * Math.max(1, problem.minimum()));
        }
    }

    @Test
    void hugeAndTinyProblemsAreScaled() {
        for (double scale : new double[] {1e-150, 1e-20, 1e20, 1e200}) {
            Objective scaled = (x, g) -> {
                double f = VALLEY.valueAndGradient(x, g);
                g[0] *= scale;
                g[1] *= scale;
                return scale * f;
            };
            Solution s = Lbfgs.DEFAULT.withGradientTolerance(1e-6 * scale).minimize(scaled, -1.2, 1);
            assertEquals(Status.GRADIENT_TOLERANCE, s.status(), () -> scale + ": " + s);
            assertArrayEquals(new double[] {1, 1}, s.x(), 1e-5);
        }
    }

    @Test
    void misuseIsNamed() {
        assertEquals("memory: must be at least 1, was 0", refused(() -> Lbfgs.DEFAULT.withMemory(0)));
        assertEquals("gradientTolerance: must be finite and at least 0, was NaN",
                refused(() -> Lbfgs.DEFAULT.withGradientTolerance(Double.NaN)));
        assertEquals("valueTolerance: must be finite and at least 0, was -1.0",
                refused(() -> Lbfgs.DEFAULT.withValueTolerance(-1)));
        assertEquals("stepTolerance: must be finite and at least 0, was Infinity",
                refused(() -> Lbfgs.DEFAULT.withStepTolerance(Double.POSITIVE_INFINITY)));
        assertEquals("maxIterations: must be at least 1, was 0", refused(() -> Lbfgs.DEFAULT.withMaxIterations(0)));
        assertEquals("maxEvaluations: must be at least 1, was -3",
                refused(() -> Lbfgs.DEFAULT.withMaxEvaluations(-3)));
        assertEquals("x0: length must be at least 1, was 0", refused(() -> Lbfgs.DEFAULT.minimize(VALLEY)));
        assertEquals("x[1]: must be finite, was NaN", refused(() -> Lbfgs.DEFAULT.minimize(VALLEY, 1, Double.NaN)));
        assertEquals("n: must be at least 1, was 0", refused(() -> Lbfgs.DEFAULT.solver(0)));
        assertTrue(refused(() -> Lbfgs.DEFAULT.withMemory(100).solver(100_000_000)).startsWith("memory: "));
        assertThrows(NullPointerException.class, () -> Lbfgs.DEFAULT.minimize(null, 1, 2));
        assertThrows(NullPointerException.class, () -> Lbfgs.DEFAULT.withLineSearch(null));
    }

    @Test
    void theStartIsNotChanged() {
        double[] x0 = {-1.2, 1};
        Lbfgs.DEFAULT.minimize(VALLEY, x0);
        assertArrayEquals(new double[] {-1.2, 1}, x0);
    }

    @Test
    void withersChangeOneSetting() {
        Lbfgs l = Lbfgs.DEFAULT.withMemory(5).withGradientTolerance(1e-3).withValueTolerance(1e-4)
                .withStepTolerance(1e-5).withMaxIterations(7).withMaxEvaluations(8)
                .withLineSearch(FixedStep.DEFAULT);
        assertEquals(new Lbfgs(5, 1e-3, 1e-4, 1e-5, 7, 8, FixedStep.DEFAULT), l);
        assertSame(HagerZhang.DEFAULT, Lbfgs.DEFAULT.lineSearch());
    }

    static void assertBelongTogether(Objective objective, Solution s) {
        double[] g = new double[s.x().length];
        assertEquals(objective.valueAndGradient(s.x(), g), s.value());
        double norm = 0;
        for (double gi : g) {
            norm = Math.max(norm, Math.abs(gi));
        }
        assertEquals(norm, s.gradientNorm());
    }

    private static String refused(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
