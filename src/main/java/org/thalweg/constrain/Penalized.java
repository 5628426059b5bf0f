package org.thalweg.constrain;

import java.util.List;
import org.thalweg.Objective;
import org.thalweg.internal.kernel.Kernels;

/// `f(x) + ρ·Σ excess(cᵢ(x))²` and its gradient.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class Penalized implements Objective {
    private final Objective objective;
    private final Constraint[] constraints;
    private final Objective[] functions;
    private final double[] normal;
    private final double[] ignored;

    double weight;
    private double value = Double.NaN;
    private double violation = Double.NaN;

    Penalized(Objective objective, List<Constraint> constraints, int n) {
        this.objective = objective.confined();
        this.constraints = constraints.toArray(Constraint[]::new);
        functions = new Objective[this.constraints.length];
        for (int i = 0; i < functions.length; i++) {
            functions[i] = this.constraints[i].function().confined();
        }
        normal = new double[n];
        ignored = new double[n];
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        value = objective.valueAndGradient(x, gradient);
        double squares = 0;
        violation = 0;
        for (int i = 0; i < functions.length; i++) {
            double excess = constraints[i].excess(functions[i].valueAndGradient(x, normal));
            squares += excess * excess;
            violation = Math.max(violation, Math.abs(excess));
            // A satisfied constraint adds nothing, not even a NaN in its gradient.
            if (excess != 0) {
                Kernels.axpy(2 * weight * excess, normal, 0, gradient, 0, x.length);
            }
        }
        return value + weight * squares;
    }

    /// Evaluates once more, so that [#value()] and [#violation()] belong to x.
    void measure(double[] x) {
        valueAndGradient(x, ignored);
    }

    /// `f` where it was evaluated last.
    double value() {
        return value;
    }

    /// The largest excess where it was evaluated last.
    double violation() {
        return violation;
    }
}
