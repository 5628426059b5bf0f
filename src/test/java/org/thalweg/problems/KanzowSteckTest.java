package org.thalweg.problems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.check.GradientCheck;

class KanzowSteckTest {
    @Test
    void allAreNamedAsInThePublishedTables() {
        List<String> names = KanzowSteck.all().stream().map(Scalable::name).toList();
        assertEquals(73, names.stream().distinct().count());
        PublishedRuns runs = PublishedRuns.load();
        assertEquals(13, runs.solvers().size());
        names.forEach(name -> runs.of(name, PublishedRuns.WOLFE));
    }

    /// Beside the start, 0.1 cos i is added to the i-th coordinate.
    @ParameterizedTest
    @CsvFileSource(resources = "/published-runs/sif-values.csv", numLinesToSkip = 1)
    void functionsAreThoseOfTheSifFiles(String name, int n, double start, double beside) {
        Scalable problem = KanzowSteck.named(name);
        var formula = problem.formula(n);
        double[] x = problem.start().apply(n);
        assertClose(start, formula.value(x));
        for (int i = 0; i < n; i++) {
            x[i] += 0.1 * Math.cos(i + 1);
        }
        assertClose(beside, formula.value(x));
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, 1e-12 * Math.max(1, Math.abs(expected)));
    }

    /// Those with operations of their own.
    static Stream<Scalable> matrixProblems() {
        return MatrixProblems.all().stream();
    }

    @ParameterizedTest
    @MethodSource("matrixProblems")
    void operationsHaveTheirAdjoints(Scalable problem) {
        int n = problem.name().startsWith("EIGEN") ? 5 * 6 : problem.name().startsWith("YATP") ? 4 * 6 : 5 * 5;
        double[] x = problem.start().apply(n);
        var random = new Random(5);
        for (int i = 0; i < n; i++) {
            x[i] += random.nextDouble() - 0.5;
        }
        GradientCheck check = GradientCheck.at(problem.formula(n), x);
        assertTrue(check.passes(1e-7), check::toString);
    }
}
