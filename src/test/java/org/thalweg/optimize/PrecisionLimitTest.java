package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.problems.PrecisionLimit;
import org.thalweg.problems.Published;

class PrecisionLimitTest {
    /// At the foot of a cliff of slopes to 10²³. The scaled one is found from one start in four beside the published one.
    private static final List<String> MGH10 = List.of("MGH10LS", "MGH10SLS");

    static Stream<Published> problems() {
        return PrecisionLimit.all().stream().filter(p -> !MGH10.contains(p.name()));
    }

    private static Published named(String name) {
        return PrecisionLimit.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /// Beside the start, the i-th coordinate is multiplied by 1 + 0.001 cos i.
    @ParameterizedTest
    @CsvFileSource(resources = "/published-runs/sif-values-precision.csv", numLinesToSkip = 1)
    void functionsAreThoseOfTheSifFiles(String name, int n, double start, double beside) {
        Published problem = named(name);
        assertEquals(n, problem.n());
        assertEquals(start, problem.formula().value(problem.start()), 1e-12 * Math.abs(start));
        double[] x = problem.start().clone();
        for (int i = 0; i < n; i++) {
            x[i] *= 1 + 1e-3 * Math.cos(i + 1);
        }
        assertEquals(beside, problem.formula().value(x), 1e-11 * Math.abs(beside));
    }

    @Test
    void twentyOneAreThere() {
        assertEquals(21, PrecisionLimit.all().stream().map(Published::name).distinct().count());
    }

    /// Where two codes with Moré and Thuente's search, or backtracking, end in a failed search.
    @ParameterizedTest
    @MethodSource("problems")
    void theCertifiedMinimumIsReachedAndTheStatusSaysSo(Published problem) {
        Solution s = Lbfgs.DEFAULT.minimize(problem.formula(), problem.start());
        assertTrue(s.status().converged(), s::toString);
        double minimum = problem.minima()[0];
        assertEquals(minimum, s.value(), 1e-6 * Math.abs(minimum) + 1e-12, s::toString);
        assertTrue(s.gradientNorm() <= 1e-5 * Math.max(1, Math.abs(s.value())), s::toString);
        LbfgsTest.assertBelongTogether(problem.formula(), s);
    }

    /// As the codes were run: memory 6.
    @Test
    void atLeastEighteenAreSolvedAsTheCodesWereRun() {
        Lbfgs lbfgs = Lbfgs.DEFAULT.withMemory(6).withGradientTolerance(1e-5);
        List<String> solved = PrecisionLimit.all().stream()
                .filter(p -> isSolved(p, lbfgs.minimize(p.formula(), p.start())))
                .map(Published::name)
                .toList();
        assertTrue(solved.size() >= 18, solved::toString);
    }

    private static boolean isSolved(Published problem, Solution s) {
        double minimum = problem.minima()[0];
        return s.status().converged()
                && s.gradientNorm() <= 1e-5 * Math.max(1, Math.abs(s.value()))
                && Math.abs(s.value() - minimum) <= 1e-6 * Math.abs(minimum) + 1e-9;
    }

    @Test
    void aLargeGradientIsNoAttainableAccuracyBecauseALargerOneWasMet() {
        for (String name : MGH10) {
            Published problem = named(name);
            Solution s = Lbfgs.DEFAULT.minimize(problem.formula(), problem.start());
            assertTrue(!s.status().converged() || isSolved(problem, s), s::toString);
        }
    }

    @Test
    void fallingWithoutEndIsNotConvergence() {
        Published problem = PrecisionLimit.unbounded();
        Solution s = Lbfgs.DEFAULT.minimize(problem.formula(), problem.start());
        assertNotEquals(Status.Kind.CONVERGED, s.status().kind(), s::toString);
        assertEquals(Status.UNBOUNDED, s.status(), s::toString);
    }
}
