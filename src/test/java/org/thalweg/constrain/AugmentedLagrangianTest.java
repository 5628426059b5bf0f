package org.thalweg.constrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.thalweg.Objective;
import org.thalweg.autodiff.Formula;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.Solution;
import org.thalweg.optimize.Status;
import org.thalweg.problems.Flower;
import org.thalweg.problems.Rosenbrock;
import org.thalweg.support.Allocations;

class AugmentedLagrangianTest {
    private static final AugmentedLagrangian LAGRANGIAN = AugmentedLagrangian.around(Lbfgs.DEFAULT);
    private static final Constraint OUTSIDE = Constraint.atMostZero(Flower::insideCircle);
    private static final Objective SQUARE = (x, g) -> {
        double f = 0;
        for (int i = 0; i < x.length; i++) {
            f += x[i] * x[i];
            g[i] = 2 * x[i];
        }
        return f;
    };

    private static Objective linear(double c, double... a) {
        return (x, g) -> {
            double f = c;
            for (int i = 0; i < a.length; i++) {
                g[i] = a[i];
                f += a[i] * x[i];
            }
            return f;
        };
    }

    /// The petal points along 3π/8, the multiplier is 1/(2√2).
    @Test
    void theFlowerOutsideTheCircleEndsAtItsPetal() {
        double[] petal = {Math.sqrt(2) * Math.cos(3 * Math.PI / 8), Math.sqrt(2) * Math.sin(3 * Math.PI / 8)};
        ConstrainedSolution c = LAGRANGIAN.solve(new Flower(), List.of(OUTSIDE), 0.5, 0.5);
        Solution s = c.solution();
        assertEquals(Status.GRADIENT_TOLERANCE, s.status(), s::toString);
        assertArrayEquals(petal, s.x(), 1e-7, s::toString);
        assertEquals(Math.sqrt(2) - 1, s.value(), 5e-9);
        assertEquals(new Flower().valueAndGradient(s.x(), new double[2]), s.value());
        assertEquals(1 / Math.sqrt(8), c.multipliers()[0], 1e-6);
        assertTrue(c.violation() <= 1e-8 && c.complementarity() <= 1e-8, c::toString);
    }

    @Test
    void aFinerGradientGivesMoreDigitsThanAnyPenalty() {
        Lbfgs fine = Lbfgs.DEFAULT.withGradientTolerance(1e-10);
        double[] petal = {Math.sqrt(2) * Math.cos(3 * Math.PI / 8), Math.sqrt(2) * Math.sin(3 * Math.PI / 8)};
        Solution s = AugmentedLagrangian.around(fine).minimize(new Flower(), List.of(OUTSIDE), 0.5, 0.5);
        Solution byPenalty = QuadraticPenalty.around(fine).minimize(new Flower(), List.of(OUTSIDE), 0.5, 0.5);
        assertArrayEquals(petal, s.x(), 1e-9, s::toString);
        double error = Math.abs(s.value() - (Math.sqrt(2) - 1));
        assertTrue(error < 0.1 * Math.abs(byPenalty.value() - (Math.sqrt(2) - 1)), () -> s + " " + byPenalty);
        assertTrue(s.evaluations() < byPenalty.evaluations() / 4, () -> s + " " + byPenalty);
    }

    @Test
    void multipliersAreForcesInTheOrderOfTheConstraints() {
        // x₁² + x₂² on x₁ + 2x₂ = 5, x₂ ≤ 1.5, x₁ ≤ 7: the minimum is (2, 1.5), with ∇f = (4, 3) = −(λ₁, 2λ₁ + λ₂).
        List<Constraint> all = List.of(Constraint.equalToZero(linear(-5, 1, 2)),
                Constraint.atMostZero(linear(-1.5, 0, 1)), Constraint.atMostZero(linear(-7, 1, 0)));
        ConstrainedSolution c = LAGRANGIAN.solve(SQUARE, all, -3, 8);
        assertTrue(c.solution().status().converged(), c::toString);
        assertArrayEquals(new double[] {2, 1.5}, c.solution().x(), 1e-6);
        assertArrayEquals(new double[] {-4, 5, 0}, c.multipliers(), 1e-5);
    }

    @Test
    void whatIsReportedBelongsToThePoint() {
        List<Constraint> all = List.of(OUTSIDE, Constraint.equalToZero(linear(-1, 0.5, 1)));
        ConstrainedSolution c = LAGRANGIAN.solve(new Flower(), all, 0.5, 0.5);
        Solution s = c.solution();
        double[] lagrangian = new double[2];
        double[] normal = new double[2];
        assertEquals(new Flower().valueAndGradient(s.x(), lagrangian), s.value());
        double violation = 0;
        for (int i = 0; i < all.size(); i++) {
            double value = all.get(i).function().valueAndGradient(s.x(), normal);
            violation = Math.max(violation, Math.abs(all.get(i).excess(value)));
            for (int j = 0; j < 2; j++) {
                lagrangian[j] += c.multipliers()[i] * normal[j];
            }
        }
        assertEquals(violation, c.violation());
        double norm = Math.max(Math.abs(lagrangian[0]), Math.abs(lagrangian[1]));
        assertEquals(norm, s.gradientNorm(), 1e-14);
    }

    @Test
    void evaluationsAreCountedAndLimitsHoldForTheSum() {
        int[] calls = {0};
        Objective counted = (x, g) -> {
            calls[0]++;
            return new Flower().valueAndGradient(x, g);
        };
        Solution all = LAGRANGIAN.minimize(counted, List.of(OUTSIDE), 0.5, 0.5);
        assertEquals(calls[0], all.evaluations());
        for (int limit = 1; limit < all.evaluations(); limit++) {
            calls[0] = 0;
            Lbfgs few = Lbfgs.DEFAULT.withMaxEvaluations(limit);
            Solution s = AugmentedLagrangian.around(few).minimize(counted, List.of(OUTSIDE), 0.5, 0.5);
            assertEquals(Status.EVALUATION_LIMIT, s.status());
            assertEquals(calls[0], s.evaluations());
            assertTrue(calls[0] == limit || calls[0] == limit - 1, s::toString);
            assertEquals(new Flower().valueAndGradient(s.x(), new double[2]), s.value());
        }
        Solution steps = AugmentedLagrangian.around(Lbfgs.DEFAULT.withMaxIterations(all.iterations() / 2))
                .minimize(new Flower(), List.of(OUTSIDE), 0.5, 0.5);
        assertEquals(Status.ITERATION_LIMIT, steps.status());
        assertEquals(all.iterations() / 2, steps.iterations());
    }

    @Test
    void aConstraintThatDoesNotPressChangesNothing() {
        Objective valley = new Rosenbrock(1, 100);
        Constraint far = Constraint.atMostZero((x, g) -> {
            g[0] = Double.NaN;
            g[1] = Double.NaN;
            return -1;
        });
        Solution free = Lbfgs.DEFAULT.minimize(valley, -1.2, 1);
        ConstrainedSolution none = LAGRANGIAN.solve(valley, List.of(), -1.2, 1);
        assertArrayEquals(free.x(), none.solution().x());
        assertEquals(free.status(), none.solution().status());
        assertEquals(free.evaluations() + 2, none.solution().evaluations());
        assertEquals(1, none.rounds());
        assertEquals(0, none.multipliers().length);
        ConstrainedSolution held = LAGRANGIAN.solve(valley, List.of(far), -1.2, 1);
        assertArrayEquals(new double[] {1, 1}, held.solution().x(), 1e-6);
        assertArrayEquals(new double[] {0}, held.multipliers());
    }

    @Test
    void contradictionsAreReportedAsInfeasible() {
        Constraint atLeastOne = Constraint.atMostZero(linear(1, -1));
        Constraint atMostMinusOne = Constraint.atMostZero(linear(1, 1));
        ConstrainedSolution c = LAGRANGIAN.solve(SQUARE, List.of(atLeastOne, atMostMinusOne), 0.3);
        assertEquals(Status.INFEASIBLE, c.solution().status());
        assertEquals(0, c.solution().x()[0], 1e-3);
        assertEquals(1, c.violation(), 1e-3);
        assertTrue(c.rounds() < 15, c::toString);
        // x² + 1 = 0, and x² + 1 ≤ 0: the gradient vanishes where the violation is smallest.
        Objective above = (x, g) -> 1 + SQUARE.valueAndGradient(x, g);
        for (Constraint never : List.of(Constraint.equalToZero(above), Constraint.atMostZero(above))) {
            ConstrainedSolution d = LAGRANGIAN.solve(linear(0, 1), List.of(never), 0.3);
            assertEquals(Status.INFEASIBLE, d.solution().status());
            assertEquals(0, d.solution().x()[0], 1e-2);
            assertTrue(d.rounds() < 20, d::toString);
        }
        Solution early = LAGRANGIAN.withMaxRounds(1).minimize(new Flower(), List.of(OUTSIDE), 0.5, 0.5);
        assertEquals(Status.INFEASIBLE, early.status());
    }

    /// A weight far too small is no reason to give up: the multiplier comes to its size in time.
    @Test
    void aWeakStartIsNotTakenForInfeasible() {
        Constraint atLeastZero = Constraint.atMostZero(linear(0, -1e-3));
        Objective pushed = (x, g) -> {
            g[0] = 1e6 * x[0] / Math.sqrt(1 + x[0] * x[0]) + 1e6;
            return 1e6 * (Math.sqrt(1 + x[0] * x[0]) + x[0]);
        };
        Solution s = LAGRANGIAN.withInitialWeight(1e-6).minimize(pushed, List.of(atLeastZero), 3);
        assertTrue(s.status().converged(), s::toString);
        assertEquals(0, s.x()[0], 1e-5);
    }

    @Test
    void aLargerWeightMayBoundWhatASmallOneDoesNot() {
        Objective dome = (x, g) -> {
            g[0] = -2 * x[0];
            return -x[0] * x[0];
        };
        List<Constraint> box = List.of(Constraint.atMostZero(linear(-1, 1)), Constraint.atMostZero(linear(-1, -1)));
        List<Integer> rounds = new ArrayList<>();
        Solution s = LAGRANGIAN.withInitialWeight(0.1).minimize(dome, box, (round, weight, x, value, violation) -> {
            rounds.add(round);
            return true;
        }, 0.5);
        assertTrue(s.status().converged(), s::toString);
        assertEquals(1, s.x()[0], 1e-7);
        assertTrue(rounds.getFirst() > 1, "rounds " + rounds);
    }

    @Test
    void whatFallsWithoutBoundIsUnbounded() {
        Solution free = LAGRANGIAN.minimize(linear(0, -1), List.of(), 2);
        assertEquals(Status.UNBOUNDED, free.status());
        Solution along = LAGRANGIAN.minimize(linear(0, -1, 0), List.of(Constraint.equalToZero(linear(-1, 0, 1))), 2, 3);
        assertEquals(Status.UNBOUNDED, along.status());
        assertArrayEquals(new double[] {2, 3}, along.x());
        assertEquals(-2, along.value());
    }

    @Test
    void whatIsNotFiniteIsNeverReached() {
        // √x₁ ≥ 1: NaN where x₁ < 0.
        Constraint root = Constraint.atMostZero((x, g) -> {
            g[0] = -0.5 / Math.sqrt(x[0]);
            return 1 - Math.sqrt(x[0]);
        });
        Solution s = LAGRANGIAN.minimize(SQUARE, List.of(root), 30);
        assertTrue(s.status().converged(), s::toString);
        assertEquals(1, s.x()[0], 1e-7);
        for (Objective f : List.of(SQUARE, (Objective) (x, g) -> Double.NaN)) {
            Solution outside = LAGRANGIAN.minimize(f, List.of(root), -3);
            assertEquals(Status.NOT_FINITE_AT_START, outside.status());
            assertArrayEquals(new double[] {-3}, outside.x());
        }
        Objective noGradient = (x, g) -> {
            g[0] = Double.NaN;
            return 1;
        };
        assertEquals(Status.NOT_FINITE_AT_START, LAGRANGIAN.minimize(noGradient, List.of(root), 4).status());
    }

    @Test
    void aWrongGradientIsNamed() {
        Objective wrong = (x, g) -> {
            double f = SQUARE.valueAndGradient(x, g);
            g[0] = -g[0];
            g[1] = -g[1];
            return f;
        };
        Solution s = LAGRANGIAN.minimize(wrong, List.of(Constraint.atMostZero(linear(-50, 1, 1))), 3, 4);
        assertEquals(Status.GRADIENT_INCONSISTENT, s.status(), s::toString);
    }

    @Test
    void theObserverAndAnInterruptEndTheRounds() {
        List<Double> violations = new ArrayList<>();
        RoundObserver two = (round, weight, x, value, violation) -> {
            assertEquals(violations.size() + 1, round);
            assertEquals(new Flower().valueAndGradient(x, new double[2]), value);
            assertEquals(Math.max(0, Flower.insideCircle(x, new double[2])), violation);
            violations.add(violation);
            return round < 2;
        };
        ConstrainedSolution c = LAGRANGIAN.solve(new Flower(), List.of(OUTSIDE), two, 0.5, 0.5);
        assertEquals(Status.STOPPED, c.solution().status());
        assertEquals(2, c.rounds());
        Thread.currentThread().interrupt();
        Solution t = LAGRANGIAN.minimize(new Flower(), List.of(OUTSIDE), 0.5, 0.5);
        assertTrue(Thread.interrupted());
        assertEquals(Status.INTERRUPTED, t.status());
        assertArrayEquals(new double[] {0.5, 0.5}, t.x());
        assertEquals(new Flower().valueAndGradient(t.x(), new double[2]), t.value());
    }

    @Test
    void exceptionsReachTheCaller() {
        Constraint broken = Constraint.atMostZero((x, g) -> {
            throw new UnsupportedOperationException("of the constraint");
        });
        Executable solve = () -> LAGRANGIAN.minimize(SQUARE, List.of(OUTSIDE, broken), 1, 2);
        assertEquals("of the constraint", assertThrows(UnsupportedOperationException.class, solve).getMessage());
        Constraint ofThree = Constraint.equalToZero(Formula.of(3, x -> x.sum()));
        assertThrows(IllegalArgumentException.class, () -> LAGRANGIAN.minimize(SQUARE, List.of(ofThree), 1, 2));
        assertThrows(IllegalStateException.class,
                () -> LAGRANGIAN.minimize(SQUARE, List.of(OUTSIDE), (round, w, x, v, violation) -> {
                    throw new IllegalStateException("of the observer");
                }, 1, 2));
    }

    @Test
    void evaluationsAndMultipliersAllocateNothing() {
        List<Constraint> all = List.of(OUTSIDE, Constraint.equalToZero(Flower::insideCircle));
        Penalized penalized = new Penalized(new Flower(), all, 2);
        penalized.weight = 3;
        double[] x = {0.5, 0.6};
        double[] g = new double[2];
        double[] slope = new double[2];
        double[] sum = {0};
        Runnable action = () -> {
            for (int i = 0; i < 1000; i++) {
                x[0] += 1e-4;
                penalized.multipliers[1] = -x[0];
                penalized.measure(x, g, slope);
                sum[0] += penalized.valueAndGradient(x, g) + penalized.pull(0);
            }
        };
        assertEquals(0, Allocations.minimumOver(200, action), () -> "sum " + sum[0]);
    }

    @Test
    void misuseIsNamed() {
        assertEquals("initialWeight: must be finite and at least 0, was -1.0",
                refused(() -> LAGRANGIAN.withInitialWeight(-1)));
        assertEquals("growth: must be above 1 and finite, was NaN", refused(() -> LAGRANGIAN.withGrowth(Double.NaN)));
        assertEquals("maxRounds: must be at least 1, was 0", refused(() -> LAGRANGIAN.withMaxRounds(0)));
        assertEquals("feasibilityTolerance: must be finite and at least 0, was -1.0",
                refused(() -> LAGRANGIAN.withFeasibilityTolerance(-1)));
        assertEquals("x0: length must be at least 1, was 0",
                refused(() -> LAGRANGIAN.minimize(new Flower(), List.of(OUTSIDE))));
        assertEquals("x0[1]: must be finite, was NaN",
                refused(() -> LAGRANGIAN.minimize(new Flower(), List.of(OUTSIDE), 1, Double.NaN)));
        assertEquals("solver", missing(() -> AugmentedLagrangian.around(null)));
        assertEquals("objective", missing(() -> LAGRANGIAN.minimize(null, List.of(OUTSIDE), 1, 2)));
        assertEquals("constraints", missing(() -> LAGRANGIAN.minimize(new Flower(), null, 1, 2)));
        assertEquals("constraints[1]",
                missing(() -> LAGRANGIAN.minimize(new Flower(), Arrays.asList(OUTSIDE, null), 1, 2)));
        assertEquals("observer", missing(
                () -> LAGRANGIAN.minimize(new Flower(), List.of(OUTSIDE), (RoundObserver) null, 1, 2)));
        assertEquals("x0", missing(() -> LAGRANGIAN.minimize(new Flower(), List.of(OUTSIDE), (double[]) null)));
        double[] x0 = {0.5, 0.5};
        LAGRANGIAN.minimize(new Flower(), List.of(OUTSIDE), x0);
        assertArrayEquals(new double[] {0.5, 0.5}, x0);
    }

    @Test
    void resultsAreEqualIfAllTheirPartsAre() {
        Solution s = new Solution(new double[] {1}, 2, 0, Status.STOPPED, 3, 4, Duration.ZERO);
        ConstrainedSolution c = new ConstrainedSolution(s, new double[] {5, 6}, 7, 8, 9, 10);
        ConstrainedSolution same = new ConstrainedSolution(s, new double[] {5, 6}, 7, 8, 9, 10);
        assertEquals(c, same);
        assertEquals(c.hashCode(), same.hashCode());
        assertTrue(!c.equals(new ConstrainedSolution(s, new double[] {5, 7}, 7, 8, 9, 10)));
        assertTrue(!c.equals(new ConstrainedSolution(s, new double[] {5, 6}, 7, 8, 9, 11)));
        assertTrue(c.toString().contains("multipliers=[5.0, 6.0]"), c::toString);
        assertTrue(new ConstrainedSolution(s, new double[20], 7, 8, 9, 10).toString().contains("(m = 20)"));
    }

    private static String refused(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    private static String missing(Executable call) {
        return assertThrows(NullPointerException.class, call).getMessage();
    }
}
