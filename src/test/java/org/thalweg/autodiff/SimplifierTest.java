package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Simplification at the ends of the range of numbers, where random formulas seldom come.
class SimplifierTest {
    private static final double[] HARD = {0, -0.0, Double.MIN_VALUE, 3e-310, 0x1p-1022, 0.7, 0x1p1022, 0x1.8p1023,
        -Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN};

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 0.75, -0.9, 1, 1.5, 3, 100, -7, 0x1p1022, Double.MAX_VALUE, 0x1p-1074})
    void aFactorTimesADoubleKeepsItsBits(double factor) {
        for (double x : HARD) {
            Function<Model, Expr> twice = m -> m.x().at(0).times(2).times(factor);
            assertEquals(Formula.plain(1, twice).value(x), Formula.model(1, twice).value(x), () -> factor + "·2·" + x);
        }
    }
}
