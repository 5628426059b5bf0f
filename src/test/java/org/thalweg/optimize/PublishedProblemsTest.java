package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.Objective;
import org.thalweg.check.GradientCheck;
import org.thalweg.problems.MoreGarbowHillstrom;
import org.thalweg.problems.Published;

class PublishedProblemsTest {
    private static final Lbfgs LBFGS = Lbfgs.DEFAULT;

    static List<Published> problems() {
        return MoreGarbowHillstrom.all();
    }

    @Test
    void allThirtyFiveAreThere() {
        assertEquals(35, problems().stream().map(p -> p.name().split(" ")[0]).distinct().count());
    }

    /// Some turn within a thousandth, others are lost in rounding there: a right gradient agrees at some distance, a wrong
    /// one at none.
    @ParameterizedTest
    @MethodSource("problems")
    void gradientsAgreeWithDifferences(Published problem) {
        var random = new Random(7);
        double[] x = problem.start().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] *= 1 + 0.01 * random.nextDouble();
        }
        List<GradientCheck> checks = Stream.of(1.0, 0.1, 0.01)
                .map(scale -> GradientCheck.at(near(problem.formula(), x, scale), new double[x.length]))
                .toList();
        assertTrue(checks.stream().anyMatch(check -> check.passes(1e-7)), checks::toString);
    }

    /// `z ↦ f(x + scale·z)`.
    private static Objective near(Objective f, double[] x, double scale) {
        return (z, g) -> {
            double[] moved = x.clone();
            for (int i = 0; i < z.length; i++) {
                moved[i] += scale * z[i];
            }
            double value = f.valueAndGradient(moved, g);
            for (int i = 0; i < z.length; i++) {
                g[i] *= scale;
            }
            return value;
        };
    }

    /// Watson's problem with twelve variables has gradients below 10⁻⁶ both at 9·10⁻⁸ and at 1.6·10⁻⁷, and which of them is met first
    /// changes with the last bit of the start.
    @ParameterizedTest
    @MethodSource("problems")
    void theStandardStartLeadsToAPublishedMinimum(Published problem) {
        Lbfgs settings = isLongWatson(problem) ? LBFGS.withGradientTolerance(1e-7) : LBFGS;
        Solution s = settings.minimize(problem.formula(), problem.start());
        assertTrue(problem.isMinimum(s.value(), 1e-7), s::toString);
        assertTrue(s.gradientNorm() <= 1e-5 * Math.max(1, Math.abs(s.value())), s::toString);
        assertTrue(s.status().converged(), s::toString);
        LbfgsTest.assertBelongTogether(problem.formula(), s);
    }

    private static boolean isLongWatson(Published problem) {
        return problem.toString().equals("20 Watson (n = 12)");
    }

    /// With twelve variables Watson's problem is lost within the rounding error of its residuals.
    static List<Published> solvedFinely() {
        return problems().stream().filter(p -> !isLongWatson(p)).toList();
    }

    /// Penalty II is so flat that its minimum shows only here. Powell's, of fourth degree, leaves `(10⁻¹⁰)^(4/3)`.
    @ParameterizedTest
    @MethodSource("solvedFinely")
    void aFinerToleranceShowsThePublishedDigits(Published problem) {
        Solution s = LBFGS.withGradientTolerance(1e-10).minimize(problem.formula(), problem.start());
        assertTrue(problem.isMinimum(s.value(), 1e-13), s::toString);
    }

    /// The values are rounded at their tenth digit, the gradients are as good as ever. Where a search by values has lost its way,
    /// steps without a search, which go by slopes there, find it.
    @Test
    void meyersProblemIsSolvedBySlopesAfterASearchByValuesToo() {
        Published meyer = problems().stream().filter(p -> p.name().equals("10 Meyer")).findFirst().orElseThrow();
        Solution byValues = Lbfgs.DEFAULT.withLineSearch(StrongWolfe.DEFAULT).minimize(meyer.formula(), meyer.start());
        assertEquals(Status.ATTAINABLE_ACCURACY, byValues.status(), byValues::toString);
        assertTrue(meyer.isMinimum(byValues.value(), 1e-7) && byValues.gradientNorm() < 1e-3, byValues::toString);
        Solution bySlopes = LBFGS.minimize(meyer.formula(), meyer.start());
        assertEquals(Status.ATTAINABLE_ACCURACY, bySlopes.status(), bySlopes::toString);
        // The rounding error of ∇f there is up to 7·10⁻⁴, from starts all around.
        assertTrue(bySlopes.gradientNorm() < 1e-3, bySlopes::toString);
        assertTrue(bySlopes.evaluations() < 2000, bySlopes::toString);
    }
}
