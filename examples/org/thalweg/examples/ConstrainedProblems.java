package org.thalweg.examples;

import java.util.Locale;
import org.thalweg.constrain.AugmentedLagrangian;
import org.thalweg.constrain.ConstrainedSolution;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.Solution;
import org.thalweg.problems.ConstrainedProblem;
import org.thalweg.problems.HockSchittkowski;

/// Prints how each problem of Hock and Schittkowski ends, as the table of `docs/problems-constrained.md`.
///
/// ```sh
/// mvn -q test-compile exec:exec -Dexample=org.thalweg.examples.ConstrainedProblems
/// ```
public final class ConstrainedProblems {
    private ConstrainedProblems() {}

    /// Solves and prints.
    ///
    /// @param args none
    public static void main(String[] args) {
        AugmentedLagrangian method = AugmentedLagrangian.around(Lbfgs.DEFAULT);
        int evaluations = 0;
        int reached = 0;
        System.out.println("| problem | n | conditions | published | f | off by | violation | ‖∇L‖∞ | ρ | rounds | "
                + "evaluations | status |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|");
        for (ConstrainedProblem p : HockSchittkowski.all()) {
            ConstrainedSolution c = method.solve(p.objective(), p.constraints(), p.start());
            Solution s = c.solution();
            evaluations += s.evaluations();
            double off = p.distance(s.value());
            boolean there = s.status().converged() && off <= 1e-6 && p.violation(s.x()) <= 1e-7;
            reached += there ? 1 : 0;
            System.out.printf(Locale.ROOT,
                    "| %s%s | %d | %d | %.9g | %.9g | %.0e | %.0e | %.0e | %.0e | %d | %d | %s |%n",
                    p.name(), there ? "" : " ✗", p.n(), p.constraints().size(), p.minimum(), s.value(), off,
                    p.violation(s.x()), s.gradientNorm(), c.weight(), c.rounds(), s.evaluations(), s.status());
        }
        System.out.printf("%n%d of %d at the published minimum, %d evaluations.%n", reached,
                HockSchittkowski.all().size(), evaluations);
    }
}
