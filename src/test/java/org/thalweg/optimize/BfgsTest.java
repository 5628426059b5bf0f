package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.Objective;
import org.thalweg.problems.Classics;
import org.thalweg.problems.MoreGarbowHillstrom;
import org.thalweg.problems.Problem;
import org.thalweg.problems.Published;
import org.thalweg.support.Allocations;

class BfgsTest {
    /// `½(x − c)ᵀA(x − c)` with `A = MᵀM + I`.
    private record Quadratic(double[][] a, double[] c) implements Objective {
        static Quadratic random(int n, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] m = new double[n][];
            Arrays.setAll(m, i -> random.doubles(n, -1, 1).toArray());
            double[][] a = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] = i == j ? 1 : 0;
                    for (int k = 0; k < n; k++) {
                        a[i][j] += m[k][i] * m[k][j];
                    }
                }
            }
            return new Quadratic(a, random.doubles(n, -3, 3).toArray());
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            double f = 0;
            for (int i = 0; i < x.length; i++) {
                g[i] = 0;
                for (int j = 0; j < x.length; j++) {
                    g[i] += a[i][j] * (x[j] - c[j]);
                }
                f += 0.5 * (x[i] - c[i]) * g[i];
            }
            return f;
        }
    }

    /// With `¼Σ xᵢ⁴` added, so that curvature varies.
    private static Objective bent(Objective f) {
        return (x, g) -> {
            double value = f.valueAndGradient(x, g);
            for (int i = 0; i < x.length; i++) {
                double cube = x[i] * x[i] * x[i];
                value += 0.25 * cube * x[i];
                g[i] += cube;
            }
            return value;
        };
    }

    /// `(I − ρsyᵀ)·H·(I − ρysᵀ) + τρssᵀ`, by two products of matrices as the book has it.
    private static double[][] textbook(double[][] h, double[] s, double[] y, double tau) {
        int n = s.length;
        double rho = 1 / dot(s, y);
        double[][] left = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                left[i][j] = (i == j ? 1 : 0) - rho * s[i] * y[j];
            }
        }
        double[][] out = new double[n][n];
        double[][] half = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    half[i][j] += left[i][k] * h[k][j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[i][j] = tau * rho * s[i] * s[j];
                for (int k = 0; k < n; k++) {
                    out[i][j] += half[i][k] * left[j][k];
                }
            }
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] d = new double[a.length];
        Arrays.setAll(d, i -> a[i] - b[i]);
        return d;
    }

    /// The first trial after an iterate is `x − H·g`, H being the textbook's with τ, and growing with the second to the eighth
    /// pair.
    @Property(tries = 60)
    void everyDirectionIsTheTextbooks(@ForAll @IntRange(min = 1, max = 45) int n, @ForAll long seed) {
        Objective f = bent(Quadratic.random(n, seed));
        double[] start = new SplittableRandom(seed).doubles(n, -2, 2).toArray();
        List<double[]> iterates = new ArrayList<>();
        LbfgsSolver solver = Bfgs.DEFAULT.withGradientTolerance(1e-4).solver(n);
        solver.observe((iteration, evaluations, x, value, norm) -> iterates.add(x.clone()));
        double[] g = new double[n];
        double[] g0 = new double[n];
        double[] g1 = new double[n];
        double f0 = f.valueAndGradient(start, g0);
        double[] x0 = start;
        double[][] h = {};
        solver.begin(start);
        for (int known = 0; solver.wantsEvaluation(); ) {
            if (iterates.size() > known) {
                known = iterates.size();
                double[] x1 = iterates.getLast();
                double f1 = f.valueAndGradient(x1, g1);
                double[] s = minus(x1, x0);
                double[] y = minus(g1, g0);
                if (known == 1) {
                    h = new double[n][n];
                    for (int i = 0; i < n; i++) {
                        h[i][i] = dot(s, y) / dot(y, y);
                    }
                }
                if (known > 1 && known <= 8) {
                    grow(h, s, y);
                }
                h = textbook(h, s, y, EndCurvature.ratio(EndCurvature.decrease(f0, f1), dot(s, g0), dot(s, y)));
                double[] step = minus(solver.point(), x1);
                for (int i = 0; i < n; i++) {
                    assertEquals(-dot(h[i], g1), step[i], 1e-8 * Math.sqrt(dot(step, step)) + 1e-13);
                }
                x0 = x1;
                f0 = f1;
                System.arraycopy(g1, 0, g0, 0, n);
            }
            solver.tell(f.valueAndGradient(solver.point(), g), g);
        }
        assertTrue(solver.status().converged(), solver.status().toString());
    }

    private static void grow(double[][] h, double[] s, double[] y) {
        double yhy = 0;
        for (int i = 0; i < s.length; i++) {
            yhy += y[i] * dot(h[i], y);
        }
        double growth = Math.clamp(dot(s, y) / yhy, 1, 2);
        for (double[] row : h) {
            Arrays.setAll(row, j -> growth * row[j]);
        }
    }

    /// With exact searches the directions are conjugate, and n of them span everything (N&W theorem 6.4).
    @Property(tries = 100)
    void aQuadraticTakesNExactSearches(@ForAll @IntRange(min = 1, max = 20) int n, @ForAll long seed) {
        Quadratic f = Quadratic.random(n, seed);
        double[] start = new SplittableRandom(seed).doubles(n, -2, 2).toArray();
        Bfgs exact = Bfgs.DEFAULT.withGradientTolerance(1e-4)
                .withLineSearch(StrongWolfe.DEFAULT.withC1(1e-8).withC2(1e-6));
        Solution s = exact.minimize(f, start);
        assertTrue(s.status().converged(), s::toString);
        assertTrue(s.iterations() <= n + 1, s::toString);
    }

    static List<Published> problems() {
        return MoreGarbowHillstrom.all();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void theStandardStartLeadsToAPublishedMinimum(Published problem) {
        // Watson's problem with twelve variables is so flat that at 10⁻⁶ f is still 1.6·10⁻⁷ above its minimum.
        Solution s = Bfgs.DEFAULT.withGradientTolerance(1e-7).minimize(problem.formula(), problem.start());
        assertTrue(problem.isMinimum(s.value(), 1e-7), s::toString);
        assertTrue(s.gradientNorm() <= 1e-5 * Math.max(1, Math.abs(s.value())), s::toString);
        assertTrue(s.status().converged(), s::toString);
        LbfgsTest.assertBelongTogether(problem.formula(), s);
    }

    @Property(tries = 500)
    void behindWallsTheResultIsTrue(
            @ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed, @ForAll @DoubleRange(min = -2, max = 2) double at,
            @ForAll @IntRange(min = 0, max = 2) int trouble, @ForAll @IntRange(min = 1, max = 100) int limit) {
        Quadratic q = Quadratic.random(n, seed);
        Objective f = (x, g) -> {
            double value = q.valueAndGradient(x, g);
            double outside = trouble == 0 ? Double.NaN : trouble == 1 ? Double.POSITIVE_INFINITY : value - 1e3 * (x[0] - at);
            return x[0] > at ? outside : value;
        };
        double[] start = new SplittableRandom(seed).doubles(n, -2, 2).toArray();
        Solution s = Bfgs.DEFAULT.withMaxEvaluations(limit).minimize(f, start);
        assertTrue(s.evaluations() <= limit);
        double[] g = new double[n];
        double f0 = f.valueAndGradient(start, g);
        if (Double.isFinite(f0)) {
            assertTrue(s.value() <= f0, s::toString);
            assertEquals(f.valueAndGradient(s.x(), g), s.value(), s::toString);
        } else {
            assertEquals(Status.NOT_FINITE_AT_START, s.status());
            assertArrayEquals(start, s.x());
        }
    }

    /// Gradients from 10⁻³⁰⁰ to 10³⁰⁰: where the matrix overflows, steepest descent begins again.
    @Property(tries = 300)
    void noScaleLeadsAstray(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed,
            @ForAll @IntRange(min = -300, max = 300) int exponent) {
        Quadratic q = Quadratic.random(n, seed);
        double scale = Math.pow(10, exponent);
        Objective f = (x, g) -> {
            double value = q.valueAndGradient(x, g);
            for (int i = 0; i < n; i++) {
                g[i] *= scale;
            }
            return scale * value;
        };
        double[] start = new SplittableRandom(seed).doubles(n, -2, 2).toArray();
        Solution s = Bfgs.DEFAULT.withGradientTolerance(1e-9 * scale).minimize(f, start);
        assertTrue(Double.isFinite(s.value()) && s.value() <= f.valueAndGradient(start, new double[n]), s::toString);
        assertTrue(exponent < -140 || exponent > 290 || s.status().converged(), s::toString);
    }

    private static Objective lying(Objective f) {
        return (x, g) -> {
            double value = f.valueAndGradient(x, g);
            g[0] = -0.5 * g[0];
            return value;
        };
    }

    private static List<double[]> run(LbfgsSolver solver, Objective f, int saveAt, double[] state) {
        List<double[]> trace = new ArrayList<>();
        double[] g = new double[solver.point().length];
        while (solver.wantsEvaluation()) {
            if (trace.size() == saveAt) {
                solver.save(state);
            }
            trace.add(solver.point().clone());
            solver.tell(f.valueAndGradient(solver.point(), g), g);
        }
        trace.add(new double[] {solver.value(), solver.gradientNorm(), solver.status().ordinal(), solver.iterations()});
        return trace;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 40})
    void aResumedRunMakesTheSameTraceToTheBit(int n) {
        Problem problem = Classics.extendedRosenbrock(n);
        for (Objective f : List.of(problem.objective(), lying(problem.objective()))) {
            LbfgsSolver solver = Bfgs.DEFAULT.solver(n);
            LbfgsSolver other = Bfgs.DEFAULT.solver(n);
            double[] state = new double[solver.stateLength()];
            solver.begin(problem.start());
            List<double[]> whole = run(solver, f, -1, state);
            for (int at = 0; at < whole.size() - 1; at++) {
                solver.begin(problem.start());
                run(solver, f, at, state);
                other.begin(new double[n]);
                other.restore(state);
                List<double[]> rest = run(other, f, -1, state);
                assertEquals(whole.size() - at, rest.size());
                for (int k = 0; k < rest.size(); k++) {
                    assertArrayEquals(whole.get(at + k), rest.get(k), 0);
                }
            }
        }
    }

    @Test
    void aStateOfAnotherMethodIsRefused() {
        LbfgsSolver other = Lbfgs.DEFAULT.withMemory(1).solver(3);
        LbfgsSolver solver = Bfgs.DEFAULT.solver(3);
        double[] state = new double[solver.stateLength()];
        solver.begin(new double[3]);
        solver.save(state);
        assertThrows(IllegalArgumentException.class, () -> other.restore(Arrays.copyOf(state, other.stateLength())));
    }

    @Test
    void theMatrixOfTheSolveBeforeIsKeptOnlyIfAskedFor() {
        int n = 8;
        Quadratic f = Quadratic.random(n, 5);
        LbfgsSolver solver = Bfgs.DEFAULT.solver(n);
        solver.begin(new double[n]);
        List<double[]> first = run(solver, f, -1, new double[0]);
        solver.beginAgain(new double[n]);
        List<double[]> again = run(solver, f, -1, new double[0]);
        assertTrue(again.size() < 0.7 * first.size(), first.size() + " " + again.size());
        solver.begin(new double[n]);
        List<double[]> anew = run(solver, f, -1, new double[0]);
        assertEquals(first.size(), anew.size());
        for (int k = 0; k < first.size(); k++) {
            assertArrayEquals(first.get(k), anew.get(k), 0);
        }
    }

    @Test
    void badSettingsAreRefusedByName() {
        assertMessage("gradientTolerance: must be finite and at least 0, was -1.0",
                () -> Bfgs.DEFAULT.withGradientTolerance(-1));
        assertMessage("valueTolerance: must be finite and at least 0, was NaN", () -> Bfgs.DEFAULT.withValueTolerance(Double.NaN));
        assertMessage("stepTolerance: must be finite and at least 0, was -2.0", () -> Bfgs.DEFAULT.withStepTolerance(-2));
        assertMessage("maxIterations: must be at least 1, was 0", () -> Bfgs.DEFAULT.withMaxIterations(0));
        assertMessage("maxEvaluations: must be at least 1, was 0", () -> Bfgs.DEFAULT.withMaxEvaluations(0));
        assertMessage("n: must be at least 1, was 0", () -> Bfgs.DEFAULT.solver(0));
        assertMessage("n: n² doubles must fit in one array, was 46337; use Lbfgs", () -> Bfgs.DEFAULT.solver(46_337));
        assertMessage("x0: length must be at least 1, was 0", () -> Bfgs.DEFAULT.minimize((x, g) -> 0));
        assertMessage("x[1]: must be finite, was NaN", () -> Bfgs.DEFAULT.minimize((x, g) -> 0, 1, Double.NaN));
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    @Tag("allocation")
    @ParameterizedTest
    @ValueSource(ints = {2, 10, 50, 150})
    void nothingIsAllocatedOnceWarm(int n) {
        Problem problem = Classics.extendedRosenbrock(n);
        LbfgsSolver solver = Bfgs.DEFAULT.solver(n);
        double[] x = new double[n];
        assertTrue(solver.warmUp(problem.objective(), problem.start(), Duration.ofMinutes(1)), "warm-up");
        assertEquals(0, Allocations.minimumOver(20, () -> {
            System.arraycopy(problem.start(), 0, x, 0, n);
            solver.minimize(problem.objective(), x);
        }));
    }
}
