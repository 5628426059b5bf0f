package org.thalweg.problems;

import org.thalweg.constrain.AugmentedLagrangian;
import org.thalweg.constrain.ConstrainedSolution;
import org.thalweg.optimize.Lbfgs;

/// Prints how each problem of [HockSchittkowski] ends.
final class ConstrainedReport {
    private ConstrainedReport() {}

    public static void main(String[] args) {
        AugmentedLagrangian method = AugmentedLagrangian.around(Lbfgs.DEFAULT);
        System.out.println("| problem | n | constraints | published | f | relative | violation | ‖∇L‖∞ | rounds | ρ | evaluations | status |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|");
        for (ConstrainedProblem p : HockSchittkowski.all()) {
            ConstrainedSolution c = method.solve(p.objective(), p.constraints(), p.start());
            var s = c.solution();
            System.out.printf("| %s | %d | %d | %.10g | %.10g | %.0e | %.0e | %.0e | %d | %.0e | %d | %s |%n", p.name(),
                    p.n(), p.constraints().size(), p.minimum(), s.value(), p.distance(s.value()),
                    p.violation(s.x()), s.gradientNorm(), c.rounds(), c.weight(), s.evaluations(), s.status());
        }
    }
}
