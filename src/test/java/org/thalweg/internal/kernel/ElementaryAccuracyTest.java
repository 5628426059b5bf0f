package org.thalweg.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Errors of the elementary functions against [Reference], in units in the last place.
///
/// `-Dthalweg.sweep=100` takes a hundred times as many arguments; [AccuracyReport] prints the largest errors.
class ElementaryAccuracyTest {
    private static final int COUNT = 1000 * Integer.getInteger("thalweg.sweep", 1);

    static List<ElementaryCases.Unary> unary() {
        return ElementaryCases.unary();
    }

    static List<ElementaryCases.Binary> binary() {
        return ElementaryCases.binary();
    }

    @ParameterizedTest
    @MethodSource("unary")
    void theErrorOfAFunctionOfOneVariableStaysBelowItsBound(ElementaryCases.Unary c) {
        AccuracyReport.Worst worst = AccuracyReport.worst(c, COUNT, 1);
        assertTrue(worst.ulps() <= c.bound(), () -> c.name() + ": " + worst);
    }

    @ParameterizedTest
    @MethodSource("binary")
    void theErrorOfAFunctionOfTwoVariablesStaysBelowItsBound(ElementaryCases.Binary c) {
        AccuracyReport.Worst worst = AccuracyReport.worst(c, COUNT, 1);
        assertTrue(worst.ulps() <= c.bound(), () -> c.name() + ": " + worst);
    }
}
