package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StagnationTest {
    private final Stagnation stagnation = new Stagnation(3);

    @BeforeEach
    void begin() {
        stagnation.begin(5, 1);
    }

    private void steps(int count, double f, double gNorm) {
        for (int i = 0; i < count; i++) {
            stagnation.step(f, gNorm);
        }
    }

    @Test
    void aFallingValueIsProgressHoweverSmall() {
        for (double f = 5; f > 5 - 1e-13; f = Math.nextDown(f)) {
            stagnation.step(Math.nextDown(f), 1);
            assertFalse(stagnation.hasEnded());
        }
    }

    @Test
    void aSmallerGradientIsProgressThoughTheValueRises() {
        for (double gNorm = 0.9; gNorm > 1e-10; gNorm *= 0.9) {
            stagnation.step(5.1, gNorm);
            assertFalse(stagnation.hasEnded());
        }
    }

    @Test
    void patienceEndsAtASmallGradientAndLaterAtAny() {
        steps(2, 5, 1);
        assertFalse(stagnation.hasEnded());
        stagnation.step(5, 100);
        assertFalse(stagnation.hasEnded());
        stagnation.step(5, 1.5);
        assertTrue(stagnation.hasEnded());
        steps(25, 5, 100);
        assertFalse(stagnation.hasEnded());
        stagnation.step(5, 100);
        assertTrue(stagnation.hasEnded());
        stagnation.step(4, 100);
        assertFalse(stagnation.hasEnded());
    }

    @Test
    void aGradientWhoseSquareUnderflowsIsNoProgress() {
        stagnation.step(0, 1e-160);
        steps(1, 0, 1e-161);
        steps(1, 0, 1e-162);
        assertFalse(stagnation.hasEnded());
        steps(1, 0, 1e-163);
        assertTrue(stagnation.hasEnded());
    }

    /// Two hundred steps have led here: 24 more may lead nowhere, or 49 with large gradients.
    @Test
    void whoHasComeFarIsGivenPatience() {
        for (int i = 0; i < 200; i++) {
            stagnation.step(5 - 0.01 * i, 1);
        }
        steps(27, 5, 1.5);
        assertFalse(stagnation.hasEnded());
        steps(1, 5, 1.5);
        assertTrue(stagnation.hasEnded());
        steps(36, 5, 100);
        assertFalse(stagnation.hasEnded());
        steps(3, 5, 100);
        assertTrue(stagnation.hasEnded());
    }

    /// 200 steps down, the gradient at its smallest on the way, then none.
    @Test
    void stepsToldAtOnceCountAsOneByOne() {
        steps(1, 5, 2);
        stagnation.progress(200, 3, 100, 0.5);
        steps(27, 3, 0.9);
        assertFalse(stagnation.hasEnded());
        steps(1, 3, 1);
        assertTrue(stagnation.hasEnded());
    }
}
