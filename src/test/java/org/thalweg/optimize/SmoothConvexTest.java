package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.thalweg.autodiff.Formula;
import org.thalweg.problems.SmoothConvex;

class SmoothConvexTest {
    private static final int N = 100;

    /// Powell's Hessian is singular at the minimum, and thousands of steps lead to 10⁻⁸.
    private static final Set<String> BEYOND = Set.of("Powell");

    /// `‖∇f‖∞ ≤ 10⁻¹⁴·max(1, │f│)` from ten starts each, where searches that compare values end at the root of that: Trid's
    /// value stands still while the gradient falls from 10⁻⁵ to 10⁻⁹.
    @Test
    void smoothConvexFunctionsAreSolvedToFourteenDigitsInLessThan150Evaluations() {
        Map<String, Integer> evaluations = new TreeMap<>();
        SmoothConvex.all(N).forEach((name, f) -> {
            if (!BEYOND.contains(name)) {
                evaluations.put(name, total(name, f));
            }
        });
        double mean = evaluations.values().stream().mapToInt(e -> e).average().orElseThrow() / 10;
        assertTrue(mean < 150, () -> mean + " " + evaluations);
    }

    private static int total(String name, Formula f) {
        int total = 0;
        for (int start = 0; start < 10; start++) {
            double[] x0 = new SplittableRandom(start).doubles(N, -1, 1).toArray();
            double tolerance = 1e-14 * Math.max(1, Math.abs(Lbfgs.DEFAULT.minimize(f, x0).value()));
            Solution s = Lbfgs.DEFAULT.withGradientTolerance(tolerance).minimize(f, x0);
            assertTrue(s.status() == Status.GRADIENT_TOLERANCE, () -> name + ": " + s);
            total += s.evaluations();
        }
        return total;
    }

    @Test
    void whatIsNotReachedIsNotClaimed() {
        for (String name : BEYOND) {
            double[] x0 = new SplittableRandom(1).doubles(N, -1, 1).toArray();
            Solution s = Lbfgs.DEFAULT.withGradientTolerance(1e-14).withMaxEvaluations(2000)
                    .minimize(SmoothConvex.all(N).get(name), x0);
            assertTrue(s.status() != Status.GRADIENT_TOLERANCE && s.gradientNorm() < 1e-3, () -> name + ": " + s);
        }
    }
}
