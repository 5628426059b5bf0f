package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.thalweg.optimize.StepSearch.State;

class BacktrackingTest {
    @Test
    void theParabolaGivesTheSecondTrial() {
        StepSearch search = Backtracking.DEFAULT.newSearch();
        // φ = (α − 0.3)²: from α = 1 the parabola is exact.
        search.begin(0.09, -0.6, 1);
        assertEquals(1, search.alpha());
        search.tell(0.49, 1.4);
        assertEquals(0.3, search.alpha(), 1e-15);
        search.tell(0, 0);
        assertEquals(State.ACCEPTED, search.state());
        assertEquals(2, search.evaluations());
    }

    @Test
    void aStepShrinksByNoMoreThanTen() {
        StepSearch search = Backtracking.DEFAULT.newSearch();
        search.begin(0, -1, 1);
        search.tell(1e9, 1e9);
        assertEquals(0.1, search.alpha());
    }

    @Test
    void outsideTheDomainTheStepIsHalved() {
        StepSearch search = Backtracking.DEFAULT.withContraction(0.25).newSearch();
        search.begin(0, -1, 8);
        search.tell(Double.NaN, 1);
        assertEquals(2, search.alpha());
        search.tell(-1, Double.NEGATIVE_INFINITY);
        assertEquals(0.5, search.alpha());
        search.tell(-0.5, -1);
        assertEquals(State.ACCEPTED, search.state());
    }

    @Test
    void itGivesUpAtItsLimit() {
        StepSearch search = StrongWolfeTest.run(Backtracking.DEFAULT.withMaxEvaluations(7), a -> a, a -> -1, 1);
        assertEquals(State.FAILED, search.state());
        assertEquals(7, search.evaluations());
        assertEquals(0, search.bestAlpha());
    }

    @Test
    void aFixedStepIsTakenOrNot() {
        StepSearch search = FixedStep.DEFAULT.withScale(0.5).newSearch();
        search.begin(0, -1, 1);
        assertEquals(0.5, search.alpha());
        search.tell(17, 3);
        assertEquals(State.ACCEPTED, search.state());
        assertEquals(0, search.bestAlpha());
        search.begin(0, -1, 1);
        search.tell(Double.NaN, 3);
        assertEquals(State.FAILED, search.state());
        assertEquals(1, search.evaluations());
    }

    @Test
    void misuseIsNamed() {
        assertEquals("c1: must satisfy 0 < c1 < 1, was 1.0", assertThrows(IllegalArgumentException.class,
                () -> Backtracking.DEFAULT.withC1(1)).getMessage());
        assertEquals("contraction: must satisfy 0.1 < contraction < 1, was 0.1", assertThrows(
                IllegalArgumentException.class, () -> Backtracking.DEFAULT.withContraction(0.1)).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> Backtracking.DEFAULT.withMaxEvaluations(0)).getMessage().startsWith("maxEvaluations: "));
        assertEquals("scale: must be positive and finite, was -1.0", assertThrows(IllegalArgumentException.class,
                () -> new FixedStep(-1)).getMessage());
    }
}
