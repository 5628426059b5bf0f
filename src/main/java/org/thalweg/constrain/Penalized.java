package org.thalweg.constrain;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;
import org.thalweg.internal.kernel.Kernels;

/// The augmented Lagrangian of Powell, Hestenes and Rockafellar, and its gradient.
///
/// ```
/// f(x) + Σ ψ(cᵢ(x)),   ψ(c) = λc + ½ρᵢc²   for equalities, and for inequalities while λ + ρᵢc > 0
///                      ψ(c) = −λ²/(2ρᵢ)   for other inequalities: flat, and ψ and ψ′ = max(λ + ρᵢc, 0) continuous
/// ```
///
/// Where all multipliers λ are zero, as at the start, this is the quadratic penalty `f + ½Σ ρᵢ·excess(cᵢ)²`.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class Penalized implements Objective {
    private final Objective objective;
    private final Constraint[] constraints;
    private final Objective[] functions;
    private final double[] normal;

    /// λ, in the order of the constraints.
    final double[] multipliers;

    /// ρ.
    double weight;

    /// `ρᵢ/ρ`, 1 unless [#balance()] was called.
    private final double[] shares;

    /// The largest `‖∇cᵢ‖∞` measured so far.
    private final double[] normalNorms;

    /// `cᵢ(x)` where it was evaluated last, whatever λ and ρ.
    final double[] constraintValues;

    private double value = Double.NaN;
    private double violation = Double.NaN;

    Penalized(Objective objective, List<Constraint> constraints, int n) {
        this.objective = Objects.requireNonNull(objective.confined(), "objective.confined()");
        this.constraints = constraints.toArray(Constraint[]::new);
        int m = this.constraints.length;
        functions = new Objective[m];
        for (int i = 0; i < m; i++) {
            String name = "constraints[" + i + "]";
            Constraint constraint = Objects.requireNonNull(this.constraints[i], name);
            functions[i] = Objects.requireNonNull(constraint.function().confined(), name + ".function().confined()");
        }
        normal = new double[n];
        multipliers = new double[m];
        shares = new double[m];
        Arrays.fill(shares, 1);
        normalNorms = new double[m];
        constraintValues = new double[m];
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        return evaluate(x, gradient, null);
    }

    /// Lowers the weights of steep constraints, `ρᵢ = ρ/max(1, ‖∇cᵢ‖∞)²` with the gradients measured so far: to which
    /// powers of ten a constraint was multiplied then hardly matters.
    void balance() {
        for (int i = 0; i < shares.length; i++) {
            double steepness = Math.max(1, normalNorms[i]);
            shares[i] = 1 / (steepness * steepness);
        }
    }

    /// `ρᵢ`.
    double weight(int i) {
        return weight * shares[i];
    }

    /// Evaluates, and tells besides which way the violation falls.
    ///
    /// @param slope overwritten with the gradient of `½Σ (ρᵢ/ρ)·excess(cᵢ)²`
    void measure(double[] x, double[] gradient, double[] slope) {
        Arrays.fill(slope, 0);
        evaluate(x, gradient, slope);
    }

    /// `½Σ (ρᵢ/ρ)·excess(cᵢ)²` where it was evaluated last.
    double squares() {
        double squares = 0;
        for (int i = 0; i < functions.length; i++) {
            double excess = constraints[i].excess(constraintValues[i]);
            squares += shares[i] * excess * excess;
        }
        return 0.5 * squares;
    }

    private double evaluate(double[] x, double[] gradient, double @Nullable [] slope) {
        value = objective.valueAndGradient(x, gradient);
        double linear = 0;
        double squares = 0;
        violation = 0;
        for (int i = 0; i < functions.length; i++) {
            double c = functions[i].valueAndGradient(x, normal);
            constraintValues[i] = c;
            double excess = constraints[i].excess(c);
            violation = Math.max(violation, Math.abs(excess));
            if (slope != null) {
                double norm = Kernels.normInf(normal, 0, x.length);
                normalNorms[i] = norm > normalNorms[i] && norm < Double.POSITIVE_INFINITY ? norm : normalNorms[i];
                if (excess != 0) {
                    Kernels.axpy(shares[i] * excess, normal, 0, slope, 0, x.length);
                }
            }
            double pull = pull(i);
            if (pull != 0) {
                linear += multipliers[i] * c;
                squares += shares[i] * c * c;
                // A constraint that does not press adds nothing, not even a NaN in its gradient.
                Kernels.axpy(pull, normal, 0, gradient, 0, x.length);
            } else if (multipliers[i] != 0) {
                linear -= multipliers[i] * (multipliers[i] / (2 * weight(i)));
            }
        }
        return value + linear + 0.5 * weight * squares;
    }

    /// `ψ′` where it was evaluated last: the multiplier to take next, with which the gradient of the Lagrangian
    /// `f + Σ λᵢcᵢ` is the gradient that was computed there.
    ///
    /// @return `λᵢ + ρᵢcᵢ`, for inequalities if that is positive, else 0; NaN for NaN
    double pull(int i) {
        double pull = multipliers[i] + weight(i) * constraintValues[i];
        return constraints[i].equality() ? pull : Math.max(pull, 0);
    }

    /// What `‖∇½Σ (ρᵢ/ρ)·excess(cᵢ)²‖∞` would be at most where it was evaluated last, if the steepest gradients
    /// measured so far were met there and pulled together.
    double steepestSlope() {
        double sum = 0;
        for (int i = 0; i < functions.length; i++) {
            sum += shares[i] * Math.abs(constraints[i].excess(constraintValues[i])) * normalNorms[i];
        }
        return sum;
    }

    boolean isEquality(int i) {
        return constraints[i].equality();
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
