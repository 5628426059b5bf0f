package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndCurvatureTest {
    private static final double CONTRADICTORY = 10;

    /// `φ(t) = 5 − t + ½at² + bt³/6`, from 0 to α.
    private static double onACubic(double a, double b, double alpha) {
        double phi = 5 - alpha + 0.5 * a * alpha * alpha + b * alpha * alpha * alpha / 6;
        double dphi = -1 + a * alpha + 0.5 * b * alpha * alpha;
        return EndCurvature.ratio(EndCurvature.decrease(5, phi), -alpha, alpha * (dphi + 1));
    }

    @Property
    void onACubicTheMeanOverTheEndIsExact(
            @ForAll @DoubleRange(min = 0.1, max = 1) double a, @ForAll @DoubleRange(min = -0.09, max = 0.9) double b,
            @ForAll @DoubleRange(min = 0.1, max = 1) double alpha) {
        double end = a + b * alpha;
        double mean = a + 0.5 * b * alpha;
        double exact = CONTRADICTORY * end < mean ? 1 : Math.clamp(mean / end, 0.5, 2);
        assertEquals(exact, onACubic(a, b, alpha), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 1})
    void aParabolaHasOneCurvature(double alpha) {
        assertEquals(1, onACubic(0.7, 0, alpha), 1e-9);
    }

    @Test
    void itStaysWithinTwo() {
        assertEquals(2, onACubic(1, -0.75, 1));
        assertEquals(0.5, EndCurvature.ratio(1, -0.5, 1));
    }

    @Test
    void whatContradictsItselfTellsNothing() {
        assertEquals(1, onACubic(1, -0.95, 1));
        assertEquals(1, EndCurvature.ratio(1, 1, 1));
        assertEquals(1, EndCurvature.ratio(1, -2, 1));
        assertEquals(1, EndCurvature.ratio(1, Double.NaN, 1));
        assertEquals(1, EndCurvature.ratio(1, -1e300, -1e308));
        assertEquals(1, EndCurvature.ratio(1, -1, 0));
        assertEquals(1, EndCurvature.ratio(Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE));
    }

    /// Of a value, nine digits are trusted to tell a change.
    @Test
    void aChangeInTheLastDigitsTellsNothing() {
        assertEquals(0, EndCurvature.decrease(1 + 0.9e-9, 1));
        assertEquals(0, EndCurvature.decrease(1, 2));
        assertEquals(0, EndCurvature.decrease(-1, -1));
        assertEquals(1.1e-9, EndCurvature.decrease(-1, -1 - 1.1e-9), 1e-15);
        assertEquals(1, EndCurvature.ratio(0, -0.6, 1));
    }
}
