package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DirectionalDifferenceTest {
    @Test
    void theStepIsMeasuredAgainstThePoint() {
        assertEquals(6e-6, DirectionalDifference.step(0, 1));
        assertEquals(6e-3, DirectionalDifference.step(1e3, 1));
        assertEquals(6e-4, DirectionalDifference.step(1e3, 10), 1e-18);
    }

    @Test
    void aTrueSlopeDoesNotContradictAndAWrongOneDoes() {
        double h = 1e-5;
        double phi0 = Math.exp(-1);
        double phi = Math.exp(-1 - h);
        assertFalse(DirectionalDifference.contradicts(phi0, -phi0, h, phi, -phi));
        for (double factor : new double[] {-1, 0.5, 2}) {
            assertTrue(DirectionalDifference.contradicts(phi0, -factor * phi0, h, phi, -factor * phi));
        }
    }

    @Test
    void acrossAKinkNothingIsSaid() {
        assertFalse(DirectionalDifference.contradicts(1e-9, -1, 1e-5, 1e-5 - 1e-9, 1));
    }

    @Test
    void roundingIsNoContradiction() {
        double phi0 = 1e6;
        assertFalse(DirectionalDifference.contradicts(phi0, -1e-6, 1e-5, phi0 + Math.ulp(phi0), -1e-6));
    }

    @Test
    void whatIsNotFiniteProvesNothing() {
        assertFalse(DirectionalDifference.contradicts(1, -1, 1e-5, Double.NaN, -1));
        assertFalse(DirectionalDifference.contradicts(1, -1, 1e-5, 1, Double.NaN));
    }
}
