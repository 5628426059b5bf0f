package org.thalweg.constrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.Objective;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.Solution;
import org.thalweg.optimize.Status;

class AugmentedLagrangianProperties {
    private static final AugmentedLagrangian LAGRANGIAN =
            AugmentedLagrangian.around(Lbfgs.DEFAULT.withGradientTolerance(1e-8)).withFeasibilityTolerance(1e-9);

    /// A convex quadratic programme made around its solution: x and λ are chosen first, the linear term of f follows.
    private record Programme(
            Objective objective, List<Constraint> constraints, double[] x, double[] multipliers, double minimum) {

        /// `½xᵀDx + bᵀx`, D diagonal over two decades, on planes through x and half-spaces, some with x at their
        /// border.
        static Programme random(int n, int equalities, int active, int idle, Random random) {
            double[] x = random.doubles(n, -3, 3).toArray();
            double[] d = random.doubles(n, -1, 1).map(t -> Math.pow(10, t)).toArray();
            int m = equalities + active + idle;
            double[] lambda = new double[m];
            double[] b = new double[n];
            for (int j = 0; j < n; j++) {
                b[j] = -d[j] * x[j];
            }
            List<Constraint> constraints = new ArrayList<>();
            for (int i = 0; i < m; i++) {
                double[] a = random.doubles(n, -0.3, 0.3).toArray();
                // Normals near the axes are far from dependent.
                a[i % n] += 2;
                boolean equality = i < equalities;
                boolean slack = i >= equalities + active;
                lambda[i] = slack ? 0 : equality ? random.nextDouble(-5, 5) : random.nextDouble(0.1, 5);
                double right = dot(a, x) + (slack ? random.nextDouble(0.1, 2) : 0);
                for (int j = 0; j < n; j++) {
                    b[j] -= lambda[i] * a[j];
                }
                constraints.add(new Constraint(plane(a, right), equality));
            }
            Objective f = quadratic(d, b);
            return new Programme(f, constraints, x, lambda, f.valueAndGradient(x, new double[n]));
        }

        private static Objective quadratic(double[] d, double[] b) {
            return (x, g) -> {
                double f = 0;
                for (int i = 0; i < d.length; i++) {
                    f += (0.5 * d[i] * x[i] + b[i]) * x[i];
                    g[i] = d[i] * x[i] + b[i];
                }
                return f;
            };
        }

        private static Objective plane(double[] a, double right) {
            return (x, g) -> {
                System.arraycopy(a, 0, g, 0, a.length);
                return dot(a, x) - right;
            };
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static Programme programme(int n, Random random) {
        int equalities = random.nextInt(n);
        int active = random.nextInt(n - equalities);
        return Programme.random(n, equalities, active, random.nextInt(4), random);
    }

    @Property(tries = 300)
    void convexProgrammesEndAtTheirPointAndMultipliers(
            @ForAll @IntRange(min = 2, max = 12) int n, @ForAll long seed) {
        var random = new Random(seed);
        Programme p = programme(n, random);
        double[] x0 = random.doubles(n, -10, 10).toArray();
        ConstrainedSolution c = LAGRANGIAN.solve(p.objective, p.constraints, x0);
        assertTrue(c.solution().status().converged(), c::toString);
        assertArrayEquals(p.x, c.solution().x(), 1e-5, c::toString);
        assertArrayEquals(p.multipliers, c.multipliers(), 1e-4, c::toString);
        assertEquals(p.minimum, c.solution().value(), 1e-7 * Math.max(1, Math.abs(p.minimum)));
        assertTrue(c.violation() <= 1e-9 && c.complementarity() <= 1e-9, c::toString);
    }

    /// Programmes among 100 000 whose last rounds began so close to their minimum that the error of f hid it: there slopes
    /// have to decide from the first step on.
    @ParameterizedTest
    @ValueSource(ints = {
        4091, 20753, 33816, 40455, 43064, 55107, 56716, 58978, 61553, 62471, 71090, 73673, 76495, 89116})
    void roundsThatBeginWithinTheErrorOfTheValueGoOnBySlopes(int seed) {
        var random = new Random(seed);
        int n = 2 + random.nextInt(11);
        Programme p = programme(n, random);
        ConstrainedSolution c = LAGRANGIAN.solve(p.objective, p.constraints, random.doubles(n, -10, 10).toArray());
        assertTrue(c.solution().status() == Status.GRADIENT_TOLERANCE, c::toString);
    }

    @Property(tries = 100)
    void theOrderOfConstraintsDoesNotMatter(@ForAll @IntRange(min = 2, max = 8) int n, @ForAll long seed) {
        var random = new Random(seed);
        Programme p = programme(n, random);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < p.constraints.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        double[] x0 = random.doubles(n, -10, 10).toArray();
        ConstrainedSolution straight = LAGRANGIAN.solve(p.objective, p.constraints, x0);
        ConstrainedSolution shuffled =
                LAGRANGIAN.solve(p.objective, order.stream().map(p.constraints::get).toList(), x0);
        assertEquals(straight.solution().status().kind(), shuffled.solution().status().kind());
        assertArrayEquals(straight.solution().x(), shuffled.solution().x(), 1e-5);
        for (int i = 0; i < order.size(); i++) {
            assertEquals(straight.multipliers()[order.get(i)], shuffled.multipliers()[i], 1e-4);
        }
    }

    @Property(tries = 50)
    void theQuadraticPenaltyEndsAtTheSamePoint(@ForAll @IntRange(min = 2, max = 6) int n, @ForAll long seed) {
        var random = new Random(seed);
        Programme p = programme(n, random);
        double[] x0 = random.doubles(n, -10, 10).toArray();
        Solution byPenalty = QuadraticPenalty.around(Lbfgs.DEFAULT).minimize(p.objective, p.constraints, x0);
        Solution s = LAGRANGIAN.minimize(p.objective, p.constraints, x0);
        assertTrue(s.status().converged(), s::toString);
        assertArrayEquals(byPenalty.x(), s.x(), 1e-4, () -> byPenalty + " " + s);
    }

    /// Whatever the settings and the walls: it ends, within its limit, at a finite point with its own value; and what
    /// is called converged satisfies the constraints.
    @Property(tries = 300)
    void statusesAreTrue(
            @ForAll @IntRange(min = 2, max = 6) int n, @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int limit,
            @ForAll @IntRange(min = 1, max = 8) int maxRounds, @ForAll boolean contradiction, @ForAll boolean wall) {
        var random = new Random(seed);
        Programme p = programme(n, random);
        List<Constraint> constraints = new ArrayList<>(p.constraints);
        if (contradiction) {
            constraints.add(Constraint.atMostZero((x, g) -> {
                Arrays.fill(g, 0);
                g[0] = 2 * x[0];
                return x[0] * x[0] + 0.5;
            }));
        }
        double[] x0 = random.doubles(n, -10, 10).toArray();
        double radius = random.nextDouble(0.1, 30);
        int[] calls = {0};
        Objective f = (x, g) -> {
            calls[0]++;
            double value = p.objective.valueAndGradient(x, g);
            return wall && Math.abs(x[1] - x0[1]) > radius ? Double.NaN : value;
        };
        AugmentedLagrangian method = AugmentedLagrangian
                .around(Lbfgs.DEFAULT.withMaxEvaluations(limit)).withMaxRounds(maxRounds);
        ConstrainedSolution c = method.solve(f, constraints, x0);
        Solution s = c.solution();
        assertTrue(calls[0] <= limit && calls[0] == s.evaluations());
        assertEquals(f.valueAndGradient(s.x(), new double[n]), s.value());
        assertTrue(c.rounds() <= maxRounds);
        double violation = 0;
        for (Constraint constraint : constraints) {
            double value = constraint.function().valueAndGradient(s.x(), new double[n]);
            violation = Math.max(violation, Math.abs(constraint.excess(value)));
        }
        assertEquals(violation, c.violation());
        if (s.status().converged()) {
            assertTrue(!contradiction && violation <= 1e-8 && c.complementarity() <= 1e-8, c::toString);
            if (s.status() == Status.GRADIENT_TOLERANCE) {
                assertTrue(s.gradientNorm() <= 1e-6, c::toString);
            }
        }
        if (s.status() == Status.INFEASIBLE) {
            assertTrue(violation > 1e-8 && (contradiction || c.rounds() == maxRounds), c::toString);
        }
    }
}
