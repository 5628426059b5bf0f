package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.thalweg.optimize.StepSearch.State;

class StrongWolfeTest {
    static StepSearch run(LineSearch rule, DoubleUnaryOperator phi, DoubleUnaryOperator dphi, double alpha1) {
        StepSearch search = rule.newSearch();
        search.begin(phi.applyAsDouble(0), dphi.applyAsDouble(0), alpha1);
        while (search.state() == State.SEARCHING) {
            assertTrue(search.alpha() > 0 && Double.isFinite(search.alpha()), "trial " + search.alpha());
            search.tell(phi.applyAsDouble(search.alpha()), dphi.applyAsDouble(search.alpha()));
        }
        return search;
    }

    @ParameterizedTest
    @EnumSource
    void conditionsOfMoreAndThuenteAreMetFromAllFourStarts(MoreThuente f) {
        // c₁ < c₂ is demanded here, their tables have μ = η for most functions.
        var rule = new StrongWolfe(0.999 * f.mu, f.eta, 40);
        for (double alpha0 : new double[] {1e-3, 1e-1, 1e1, 1e3}) {
            StepSearch search = run(rule, f::phi, f::dphi, alpha0);
            assertEquals(State.ACCEPTED, search.state(), () -> f + " from " + alpha0);
            double a = search.alpha();
            assertTrue(f.phi(a) <= f.phi(0) + rule.c1() * a * f.dphi(0));
            assertTrue(Math.abs(f.dphi(a)) <= rule.c2() * Math.abs(f.dphi(0)));
            assertTrue(search.evaluations() <= 20, f + " from " + alpha0 + ": " + search.evaluations());
        }
    }

    @Test
    void aWallIsNeverCrossedTwice() {
        // −ln(1 − α) − 3α: the minimum is at 2/3, NaN beyond 1.
        double[] lowestWall = {Double.POSITIVE_INFINITY};
        DoubleUnaryOperator phi = a -> {
            assertTrue(a < lowestWall[0]);
            if (a >= 1) {
                lowestWall[0] = a;
            }
            return -Math.log(1 - a) - 3 * a;
        };
        for (double first : new double[] {1e-3, 1, 20, 1e30, 1e300}) {
            lowestWall[0] = Double.POSITIVE_INFINITY;
            StepSearch search = run(
                    StrongWolfe.DEFAULT.withC2(0.1).withMaxEvaluations(400), phi, a -> 1 / (1 - a) - 3, first);
            assertEquals(State.ACCEPTED, search.state(), "from " + first);
            assertEquals(2.0 / 3, search.alpha(), 0.05);
        }
    }

    @Test
    void aFallIntoAWallEndsCloseToItWithTheBestPoint() {
        DoubleUnaryOperator phi = a -> a > 1 ? Double.NaN : -a;
        StepSearch search = run(StrongWolfe.DEFAULT, phi, a -> -1, 7);
        assertEquals(State.FAILED, search.state());
        assertEquals(1, search.bestAlpha(), 1e-6);
        assertEquals(-search.bestAlpha(), search.bestPhi());
    }

    @Test
    void aFiniteValueWithANaNSlopeIsAWallToo() {
        DoubleUnaryOperator slope = a -> a > 1 ? Double.NaN : 2 * (a - 0.9);
        StepSearch search = run(StrongWolfe.DEFAULT, a -> (a - 0.9) * (a - 0.9), slope, 1.3);
        assertEquals(State.ACCEPTED, search.state());
        assertTrue(search.alpha() <= 1);
    }

    @Test
    void aTrialKeepsATenthOfTheIntervalFromBothEnds() {
        StepSearch search = StrongWolfe.DEFAULT.withC1(0.4).newSearch();
        search.begin(0, -1, 1);
        search.tell(-0.39, 1e-6);
        assertEquals(0.9, search.alpha(), 1e-15);
        search.begin(0, -1, 1);
        search.tell(1000, 2500);
        assertEquals(0.1, search.alpha(), 1e-15);
    }

    @Test
    void aTrialIsWhereACubicHasItsMinimum() {
        // 7 − 3α + α³ from where it does not suffice: the minimum is at 1
        for (double end : new double[] {1.5, 2, 4}) {
            StepSearch search = StrongWolfe.DEFAULT.newSearch();
            search.begin(7, -3, end);
            search.tell(7 - 3 * end + end * end * end, 3 * end * end - 3);
            assertEquals(1, search.alpha(), 1e-14, "from " + end);
        }
    }

    @Test
    void aFallWithoutEndIsUnbounded() {
        StepSearch linear = run(StrongWolfe.DEFAULT, a -> -a, a -> -1, 1);
        StepSearch bounded = StrongWolfe.DEFAULT.newSearch();
        bounded.begin(0, -1, 1, 1e6);
        while (bounded.state() == State.SEARCHING) {
            bounded.tell(-bounded.alpha(), -1);
        }
        assertEquals(State.UNBOUNDED, bounded.state());
        assertEquals(1e6, bounded.bestAlpha());
        // Up to the largest double it takes more trials than the limit allows.
        assertEquals(State.FAILED, linear.state());
        assertTrue(linear.bestPhi() < -1e30);
    }

    @Test
    void aFallToMinusInfinityIsUnboundedAndTheBestPointIsFinite() {
        StepSearch search = run(StrongWolfe.DEFAULT, a -> -Math.exp(a), a -> -Math.exp(a), 1);
        assertEquals(State.UNBOUNDED, search.state());
        assertTrue(search.bestPhi() < -1e300 && Double.isFinite(search.bestPhi()), "best " + search.bestPhi());
    }

    @Test
    void minusInfinityFarOutDoesNotDecideASearchWithAMinimumBefore() {
        // Minimum at 1; −∞ beyond 5.
        DoubleUnaryOperator phi = a -> a > 5 ? Double.NEGATIVE_INFINITY : (a - 1) * (a - 1);
        StepSearch search = run(StrongWolfe.DEFAULT, phi, a -> 2 * (a - 1), 8);
        assertEquals(State.ACCEPTED, search.state());
    }

    @Test
    void slopesBeyondTheRootOfTheLargestDoubleAreInterpolated() {
        double big = 1e200;
        StepSearch search = run(
                StrongWolfe.DEFAULT.withC2(0.01), a -> big * (a - 1) * (a - 1), a -> 2 * big * (a - 1), 100);
        assertEquals(State.ACCEPTED, search.state());
        assertTrue(search.evaluations() < 12, "evaluations " + search.evaluations());
    }

    @Test
    void aWrongSlopeEndsWithoutAStep() {
        StepSearch search = run(StrongWolfe.DEFAULT, a -> a, a -> -1, 1);
        assertEquals(State.FAILED, search.state());
        assertEquals(0, search.bestAlpha());
    }

    @Test
    void misuseIsNamed() {
        assertEquals("c1: must satisfy 0 < c1 < c2 = 0.9, was 2.0", refused(() -> new StrongWolfe(2, 0.9, 10)));
        assertEquals("c2: must satisfy c1 < c2 < 1, was 1.0", refused(() -> new StrongWolfe(1e-4, 1, 10)));
        assertEquals("maxEvaluations: must be at least 1, was 0", refused(() -> new StrongWolfe(1e-4, 0.9, 0)));
        StepSearch search = StrongWolfe.DEFAULT.newSearch();
        assertEquals("phi0: must be finite, was NaN", refused(() -> search.begin(Double.NaN, -1, 1)));
        assertEquals("dphi0: must be finite and negative, was 0.0", refused(() -> search.begin(1, 0, 1)));
        assertEquals("alpha1: must satisfy 0 < alpha1 <= alphaMax = 1.0, was 2.0",
                refused(() -> search.begin(1, -1, 2, 1)));
        assertThrows(IllegalStateException.class, () -> search.tell(0, 0));
    }

    private static String refused(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
