package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.Objective;
import org.thalweg.problems.KanzowSteck;
import org.thalweg.problems.PublishedRuns;
import org.thalweg.problems.Scalable;

/// L-BFGS as in the published runs: five pairs, `‖∇f‖∞ ≤ 10⁻⁴`, 100 000 evaluations.
class KanzowSteckRunsTest {
    private static final Lbfgs LBFGS = Lbfgs.DEFAULT
            .withMemory(5)
            .withGradientTolerance(PublishedRuns.TOLERANCE)
            .withMaxIterations(PublishedRuns.MAX_EVALUATIONS)
            .withMaxEvaluations(PublishedRuns.MAX_EVALUATIONS);

    /// Seconds to minutes each, and the only ones that are not all solved.
    private static final Set<String> SLOW =
            Set.of("CURLY10", "CURLY20", "EIGENALS", "EIGENCLS", "INDEFM", "MODBEALE", "NONCVXUN");

    /// With many local minima, where even solvers of one family end in different ones.
    private static final Set<String> MANY_MINIMA =
            Set.of("BROYDN7D", "CHAINWOO", "FLETBV3M", "INDEFM", "NCB20", "NONCVXU2", "NONCVXUN");

    static Stream<Scalable> quick() {
        return KanzowSteck.all().stream().filter(p -> !SLOW.contains(p.name()));
    }

    static Stream<Scalable> slow() {
        return KanzowSteck.all().stream().filter(p -> SLOW.contains(p.name()));
    }

    private static Solution solve(Scalable problem, Objective objective) {
        return LBFGS.minimize(objective, problem.start().apply(problem.size()));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void theQuickOnesAreAllSolved(Scalable problem) {
        Objective f = problem.formula(problem.size());
        Solution s = solve(problem, f);
        assertEquals(Status.GRADIENT_TOLERANCE, s.status(), s::toString);
        assertTrue(s.gradientNorm() <= PublishedRuns.TOLERANCE, s::toString);
        assertTrue(isPublished(problem, s.value()), s::toString);
        LbfgsTest.assertBelongTogether(f, s);
    }

    /// Whether another solver ended here too.
    private static boolean isPublished(Scalable problem, double value) {
        PublishedRuns runs = PublishedRuns.load();
        return MANY_MINIMA.contains(problem.name())
                || runs.solvers().stream().anyMatch(solver -> runs.of(problem.name(), solver).agrees(value));
    }

    /// All but two are solved, where the published Wolfe search leaves ten; and what is not solved is not called so.
    @Tag("slow")
    @Test
    void almostAllAreSolvedAndTheOthersSayWhatTheyReached() {
        var unsolved = new ArrayList<String>();
        slow().forEach(problem -> {
            Objective f = problem.formula(problem.size());
            Solution s = solve(problem, f);
            assertTrue(isTrue(f, s), () -> problem + ": " + s);
            if (s.gradientNorm() > PublishedRuns.TOLERANCE) {
                unsolved.add(problem.name());
            }
        });
        assertTrue(unsolved.size() <= 2, unsolved::toString);
    }

    private static boolean isTrue(Objective f, Solution s) {
        return switch (s.status()) {
            case GRADIENT_TOLERANCE -> s.gradientNorm() <= PublishedRuns.TOLERANCE;
            case ATTAINABLE_ACCURACY -> nothingIsLowerAhead(f, s);
            default -> s.gradientNorm() > PublishedRuns.TOLERANCE && !s.status().converged();
        };
    }

    /// Whether no step against the gradient lowers f by more than some rounding errors of a long sum.
    private static boolean nothingIsLowerAhead(Objective f, Solution s) {
        double[] g = new double[s.x().length];
        double least = f.valueAndGradient(s.x(), g) - 1e-12 * Math.abs(s.value());
        for (double step = 1 / s.gradientNorm(); step > 1e-18; step /= 2) {
            double[] x = s.x().clone();
            for (int i = 0; i < x.length; i++) {
                x[i] -= step * g[i];
            }
            if (f.valueAndGradient(x, new double[x.length]) < least) {
                return false;
            }
        }
        return true;
    }
}
