package org.thalweg.constrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.thalweg.Objective;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.Solution;
import org.thalweg.optimize.Status;
import org.thalweg.problems.Flower;
import org.thalweg.problems.Rosenbrock;

class QuadraticPenaltyTest {
    private static final QuadraticPenalty PENALTY = QuadraticPenalty.around(Lbfgs.DEFAULT);
    private static final Constraint OUTSIDE = Constraint.atMostZero(Flower::insideCircle);

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

    @Test
    void theFlowerOutsideTheCircleEndsAtItsPetal() {
        Solution s = PENALTY.minimize(new Flower(), List.of(OUTSIDE), 0.5, 0.5);
        assertTrue(s.status().converged(), s::toString);
        assertArrayEquals(new double[] {0.5411962, 1.306563}, s.x(), 1e-6, s::toString);
        assertTrue(Flower.insideCircle(s.x(), new double[2]) <= 1e-7, s::toString);
        assertEquals(Math.sqrt(2) - 1, s.value(), 1e-6);
        assertEquals(new Flower().valueAndGradient(s.x(), new double[2]), s.value());
    }

    @Test
    void theViolationShrinksRoundByRoundAsTheWeightGrows() {
        List<Double> violations = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        Solution s = PENALTY.minimize(new Flower(), List.of(OUTSIDE), (round, weight, x, value, violation) -> {
            assertEquals(violations.size() + 1, round);
            assertEquals(new Flower().valueAndGradient(x, new double[2]), value);
            assertEquals(Math.max(0, Flower.insideCircle(x, new double[2])), violation);
            violations.add(violation);
            weights.add(weight);
            return true;
        }, 0.5, 0.5);
        assertEquals(1, weights.getFirst());
        for (int i = 1; i < weights.size(); i++) {
            assertEquals(2 * weights.get(i - 1), weights.get(i));
            // For large weights the violation is inversely proportional to the weight.
            assertEquals(0.5, violations.get(i) / violations.get(i - 1), i < 5 ? 0.2 : 0.05);
        }
        assertTrue(violations.getLast() <= 1e-7 && s.status().converged());
    }

    @Test
    void equalitiesHoldOnBothSides() {
        // x₁² + x₂² on x₁ + 2x₂ = 5: the minimum is (1, 2).
        Objective square = (x, g) -> {
            g[0] = 2 * x[0];
            g[1] = 2 * x[1];
            return x[0] * x[0] + x[1] * x[1];
        };
        for (int sign = -1; sign <= 1; sign += 2) {
            Constraint plane = Constraint.equalToZero(linear(-5 * sign, sign, 2 * sign));
            Solution s = PENALTY.minimize(square, List.of(plane), -3, 8);
            assertTrue(s.status().converged(), s::toString);
            assertArrayEquals(new double[] {1, 2}, s.x(), 1e-6);
        }
    }

    @Test
    void aSatisfiedConstraintChangesNothing() {
        Objective valley = new Rosenbrock(1, 100);
        Constraint far = Constraint.atMostZero((x, g) -> {
            g[0] = Double.NaN;
            g[1] = Double.NaN;
            return -1;
        });
        Solution free = Lbfgs.DEFAULT.minimize(valley, -1.2, 1);
        Solution held = PENALTY.minimize(valley, List.of(far), -1.2, 1);
        Solution none = PENALTY.minimize(valley, List.of(), -1.2, 1);
        assertArrayEquals(free.x(), held.x());
        assertArrayEquals(free.x(), none.x());
        assertEquals(free.evaluations() + 1, none.evaluations());
        assertEquals(Status.GRADIENT_TOLERANCE, held.status());
    }

    @Test
    void contradictionsAreReportedAsInfeasible() {
        Constraint atLeastOne = Constraint.atMostZero(linear(1, -1));
        Constraint atMostMinusOne = Constraint.atMostZero(linear(1, 1));
        Objective square = (x, g) -> {
            g[0] = 2 * x[0];
            return x[0] * x[0];
        };
        Solution s = PENALTY.withMaxRounds(12).minimize(square, List.of(atLeastOne, atMostMinusOne), 0.3);
        assertEquals(Status.INFEASIBLE, s.status());
        assertEquals(Status.Kind.FAILED, s.status().kind());
        assertEquals(0, s.x()[0], 1e-3);
        Solution early = PENALTY.withMaxRounds(3).minimize(new Flower(), List.of(OUTSIDE), 0.5, 0.5);
        assertEquals(Status.INFEASIBLE, early.status());
    }

    @Test
    void aLargerWeightMayBoundWhatASmallOneDoesNot() {
        // −x² on x ≤ 1, x ≥ −1 falls without bound until the weight exceeds 1.
        Objective dome = (x, g) -> {
            g[0] = -2 * x[0];
            return -x[0] * x[0];
        };
        List<Constraint> box = List.of(Constraint.atMostZero(linear(-1, 1)), Constraint.atMostZero(linear(-1, -1)));
        List<Integer> rounds = new ArrayList<>();
        Solution s = PENALTY.withInitialWeight(0.1).minimize(dome, box, (round, weight, x, value, violation) -> {
            rounds.add(round);
            return true;
        }, 0.5);
        assertTrue(s.status().converged(), s::toString);
        assertEquals(1, s.x()[0], 1e-6);
        assertTrue(rounds.getFirst() > 1, "rounds " + rounds);
        assertEquals(Status.UNBOUNDED, PENALTY.withMaxRounds(4).minimize(linear(0, -1), List.of(), 2).status());
    }

    @Test
    void whatIsNotFiniteIsNeverReached() {
        // x₁ ≥ 1 for √x₁-like constraint values: NaN where x₁ < 0.
        Constraint root = Constraint.atMostZero((x, g) -> {
            g[0] = -0.5 / Math.sqrt(x[0]);
            return 1 - Math.sqrt(x[0]);
        });
        Objective square = (x, g) -> {
            g[0] = 2 * x[0];
            return x[0] * x[0];
        };
        Solution s = PENALTY.minimize(square, List.of(root), 30);
        assertTrue(s.status().converged(), s::toString);
        assertEquals(1, s.x()[0], 1e-6);
        Solution outside = PENALTY.minimize(square, List.of(root), -3);
        assertEquals(Status.NOT_FINITE_AT_START, outside.status());
        assertArrayEquals(new double[] {-3}, outside.x());
    }

    @Test
    void theObserverAndAnInterruptEndTheRounds() {
        Solution s = PENALTY.minimize(new Flower(), List.of(OUTSIDE), (round, w, x, v, violation) -> round < 3, 0.5, 0.5);
        assertEquals(Status.STOPPED, s.status());
        Thread.currentThread().interrupt();
        Solution t = PENALTY.minimize(new Flower(), List.of(OUTSIDE), 0.5, 0.5);
        assertTrue(Thread.interrupted());
        assertEquals(Status.INTERRUPTED, t.status());
        assertArrayEquals(new double[] {0.5, 0.5}, t.x());
    }

    @Test
    void misuseIsNamed() {
        assertEquals("initialWeight: must be positive and finite, was 0.0",
                refused(() -> PENALTY.withInitialWeight(0)));
        assertEquals("growth: must be above 1 and finite, was 1.0", refused(() -> PENALTY.withGrowth(1)));
        assertEquals("maxRounds: must be at least 1, was 0", refused(() -> PENALTY.withMaxRounds(0)));
        assertEquals("feasibilityTolerance: must be finite and at least 0, was NaN",
                refused(() -> PENALTY.withFeasibilityTolerance(Double.NaN)));
        assertEquals("x0: length must be at least 1, was 0",
                refused(() -> PENALTY.minimize(new Flower(), List.of(OUTSIDE))));
        assertEquals("x0[0]: must be finite, was NaN",
                refused(() -> PENALTY.minimize(new Flower(), List.of(OUTSIDE), Double.NaN, 1)));
        assertThrows(NullPointerException.class, () -> Constraint.atMostZero(null));
        assertThrows(NullPointerException.class, () -> PENALTY.minimize(null, List.of(OUTSIDE), 1, 2));
        assertThrows(NullPointerException.class, () -> PENALTY.minimize(new Flower(), null, 1, 2));
        double[] x0 = {0.5, 0.5};
        PENALTY.minimize(new Flower(), List.of(OUTSIDE), x0);
        assertArrayEquals(new double[] {0.5, 0.5}, x0);
    }

    private static String refused(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
