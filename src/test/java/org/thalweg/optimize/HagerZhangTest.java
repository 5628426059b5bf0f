package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.thalweg.optimize.StrongWolfeTest.run;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.thalweg.optimize.StepSearch.State;

class HagerZhangTest {
    @ParameterizedTest
    @EnumSource
    void wolfeConditionsAreMetFromAllFourStarts(MoreThuente f) {
        var rule = HagerZhang.DEFAULT.withDelta(f.mu).withSigma(f.eta);
        for (double alpha0 : new double[] {1e-3, 1e-1, 1e1, 1e3}) {
            StepSearch search = run(rule, f::phi, f::dphi, alpha0);
            assertEquals(State.ACCEPTED, search.state(), () -> f + " from " + alpha0);
            double a = search.alpha();
            assertTrue(f.phi(a) <= f.phi(0) + rule.delta() * a * f.dphi(0));
            assertTrue(f.dphi(a) >= rule.sigma() * f.dphi(0));
            assertTrue(search.evaluations() <= 20, f + " from " + alpha0 + ": " + search.evaluations());
        }
    }

    /// The values of 10⁻¹⁸(α − 1)² are lost beside 1, and a rounding error shows a rise; the slope is exact.
    @Test
    void slopesDecideOnceTheValueStandsStill() {
        for (double omega : new double[] {0, 1e-3}) {
            StepSearch search = HagerZhang.DEFAULT.withOmega(omega).newSearch();
            for (int solve = 0; solve < 2; solve++) {
                search.reset();
                search.begin(2, -1, 1);
                search.tell(1, 0);
                assertEquals(State.ACCEPTED, search.state());
                assertEquals(State.FAILED, flat(search), "f has just changed by half");
                assertEquals(omega > 0 ? State.ACCEPTED : State.FAILED, flat(search));
            }
        }
    }

    private static State flat(StepSearch search) {
        search.begin(1, -2e-18, 4);
        while (search.state() == State.SEARCHING) {
            search.tell(1 + Math.ulp(1.0), 2e-18 * (search.alpha() - 1));
        }
        return search.state();
    }

    /// A solve that goes on from another goes by slopes at once, and may rise by the error that was measured, not more.
    @Test
    void aSolveThatGoesOnFromAnotherKnowsTheErrorOfTheValue() {
        StepSearch search = HagerZhang.DEFAULT.newSearch();
        search.begin(2, -1, 1);
        search.tell(1, 0);
        search.begin(1, -1e-3, 1);
        search.tell(1 - 1e-4, 0);
        search.begin(1 - 1e-4, -1e-3, 1);
        search.tell(1 - 2e-4, 0);
        for (double rise : new double[] {0.9e-9, 1.1e-9}) {
            search.resetValues(1e-9);
            search.begin(1, -1e-12, 1);
            search.tell(1 + rise, 0);
            assertEquals(rise < 1e-9, search.state() == State.ACCEPTED, "rise " + rise);
        }
        search.reset();
        search.begin(1, -1e-12, 1);
        search.tell(1 + 0.9e-9, 0);
        assertTrue(search.state() != State.ACCEPTED);
    }

    /// Restored elsewhere, between two searches: the average of values, and what a solve passes on to the next.
    @Test
    void whatIsKnownBetweenSearchesIsPartOfTheState() {
        HagerZhang rule = HagerZhang.DEFAULT.withEpsilon(1).withOmega(10);
        StepSearch search = rule.newSearch();
        for (double phi0 : new double[] {4, 1}) {
            search.begin(phi0, -1e-3, 1);
            search.tell(phi0 - 1e-3, 0);
        }
        // The average is 2.24 of weight 1.7; then 1.67.
        StepSearch copy = copy(search, rule);
        copy.begin(1, -1e-3, 1);
        copy.tell(2.3, 0);
        assertEquals(State.ACCEPTED, copy.state());
        search.resetValues(1e-9);
        for (double rise : new double[] {0.9e-9, 1.1e-9}) {
            StepSearch next = copy(search, rule);
            next.begin(1, -1e-12, 1);
            next.tell(1 + rise, 0);
            assertEquals(rise < 1e-9, next.state() == State.ACCEPTED, "rise " + rise);
        }
    }

    private static StepSearch copy(StepSearch search, HagerZhang rule) {
        Tape tape = new Tape();
        double[] state = new double[tape.measure((Tape.Kept) search)];
        tape.save((Tape.Kept) search, state);
        StepSearch copy = rule.newSearch();
        tape.restore((Tape.Kept) copy, state);
        return copy;
    }

    @Test
    void aRiseIsNeverAcceptedAboveTheFirstValueOfTheSolve() {
        StepSearch search = HagerZhang.DEFAULT.newSearch();
        flat(search);
        search.begin(1, -1, 1);
        search.tell(1 + 1e-12, 0);
        assertTrue(search.state() != State.ACCEPTED);
    }

    /// Noise of 10⁻⁵ on a parabola with its minimum at 1: more than ε allows, so that ε has to grow.
    @Test
    void noiseBeyondEpsilonIsLearnt() {
        StepSearch search = HagerZhang.DEFAULT.newSearch();
        search.begin(2, -1, 1);
        search.tell(1, 0);
        search.begin(1, -1e-9, 1);
        search.tell(1, 0);
        search.begin(1, -2e-9, 1e-3);
        while (search.state() == State.SEARCHING) {
            search.tell(1 + 1e-5, 2e-9 * (search.alpha() - 1));
        }
        assertEquals(State.ACCEPTED, search.state());
        StepSearch honest = HagerZhang.DEFAULT.withOmega(0).newSearch();
        honest.begin(1, -2e-9, 1e-3);
        while (honest.state() == State.SEARCHING) {
            honest.tell(1 + 1e-5, 2e-9 * (honest.alpha() - 1));
        }
        assertEquals(State.FAILED, honest.state());
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
                    HagerZhang.DEFAULT.withSigma(0.1).withMaxEvaluations(400), phi, a -> 1 / (1 - a) - 3, first);
            assertEquals(State.ACCEPTED, search.state(), "from " + first);
            assertTrue(search.alpha() > 0.63);
        }
    }

    @Test
    void aFallIntoAWallEndsCloseToItWithTheBestPoint() {
        StepSearch search = run(HagerZhang.DEFAULT, a -> a > 1 ? Double.NaN : -a, a -> -1, 7);
        assertEquals(State.FAILED, search.state());
        assertEquals(1, search.bestAlpha(), 1e-6);
        assertEquals(-search.bestAlpha(), search.bestPhi());
    }

    @Test
    void aFallWithoutEndIsUnbounded() {
        StepSearch bounded = HagerZhang.DEFAULT.newSearch();
        bounded.begin(0, -1, 1, 1e6);
        while (bounded.state() == State.SEARCHING) {
            bounded.tell(-bounded.alpha(), -1);
        }
        assertEquals(State.UNBOUNDED, bounded.state());
        assertEquals(1e6, bounded.bestAlpha());
        StepSearch bottomless = run(HagerZhang.DEFAULT.withMaxEvaluations(100), a -> -Math.exp(a), a -> -Math.exp(a), 1);
        assertEquals(State.UNBOUNDED, bottomless.state());
        assertTrue(bottomless.bestPhi() < -1e300 && Double.isFinite(bottomless.bestPhi()));
    }

    @Test
    void minusInfinityFarOutDoesNotDecideASearchWithAMinimumBefore() {
        DoubleUnaryOperator phi = a -> a > 5 ? Double.NEGATIVE_INFINITY : (a - 1) * (a - 1);
        assertEquals(State.ACCEPTED, run(HagerZhang.DEFAULT, phi, a -> 2 * (a - 1), 8).state());
    }

    @Test
    void aWrongSlopeEndsWithoutAStep() {
        StepSearch search = run(HagerZhang.DEFAULT, a -> a, a -> -1, 1);
        assertEquals(State.FAILED, search.state());
        assertEquals(0, search.bestAlpha());
    }

    @Test
    void misuseIsNamed() {
        assertEquals("delta: must satisfy 0 < delta < 0.5, was 0.5", refused(() -> HagerZhang.DEFAULT.withDelta(0.5)));
        assertEquals("sigma: must satisfy delta = 0.01 <= sigma < 1, was NaN",
                refused(() -> HagerZhang.DEFAULT.withSigma(Double.NaN)));
        assertEquals("epsilon: must be finite and at least 0, was -1.0",
                refused(() -> HagerZhang.DEFAULT.withEpsilon(-1)));
        assertEquals("omega: must be finite and at least 0, was -1.0",
                refused(() -> HagerZhang.DEFAULT.withOmega(-1)));
        assertEquals("maxEvaluations: must be at least 1, was 0",
                refused(() -> HagerZhang.DEFAULT.withMaxEvaluations(0)));
    }

    private static String refused(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
