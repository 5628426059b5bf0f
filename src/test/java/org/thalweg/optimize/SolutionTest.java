package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SolutionTest {
    private static Solution of(Status status, double... x) {
        return new Solution(x, 0.5, 1e-9, status, 3, 4, Duration.ofMillis(2));
    }

    @Test
    void equalityIsByContent() {
        assertEquals(of(Status.DEADLINE, 1, 2), of(Status.DEADLINE, 1, 2));
        assertEquals(of(Status.DEADLINE, 1, 2).hashCode(), of(Status.DEADLINE, 1, 2).hashCode());
        assertNotEquals(of(Status.DEADLINE, 1, 2), of(Status.DEADLINE, 1, 3));
    }

    @Test
    void toStringShowsThePoint() {
        assertTrue(of(Status.DEADLINE, 1, 2).toString().contains("x=[1.0, 2.0]"));
        assertTrue(of(Status.DEADLINE, new double[100]).toString().contains("n = 100"));
    }

    @Test
    void failureIsLoudOnRequest() {
        Solution found = of(Status.GRADIENT_TOLERANCE, 1);
        assertSame(found, found.orThrow());
        var thrown = assertThrows(IllegalStateException.class, of(Status.UNBOUNDED, 1)::orThrow);
        assertTrue(thrown.getMessage().startsWith(Status.UNBOUNDED.message()));
    }
}
