package org.thalweg.constrain;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thalweg.optimize.Solution;

/// A solution with its Lagrange multipliers: what a constrained minimum is proved by, and what its constraints cost.
///
/// At a minimum, to first order, with `λᵢ ≥ 0` for inequalities:
///
/// ```
/// ∇f(x) + Σ λᵢ∇cᵢ(x) = 0,   hⱼ(x) = 0,   cᵢ(x) ≤ 0,   λᵢ = 0 or cᵢ(x) = 0
/// ```
///
/// `solution.gradientNorm()` is the largest component of the first, `violation` that of the second and third,
/// `complementarity` that of the fourth; all belong to `solution.x()`. A constraint relaxed to `cᵢ(x) ≤ δ` lowers the
/// minimum by `λᵢδ`, to first order.
///
/// **Allocation**: none after construction. **Threads**: immutable, as long as nobody writes to its arrays.
/// **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, theorem 12.1.
///
/// @param solution x, f, the size of the gradient of the Lagrangian, status and counts
/// @param multipliers λ, in the order of the constraints; the array belongs to the caller
/// @param violation the largest of all `max(cᵢ(x), 0)` and `│hⱼ(x)│`
/// @param complementarity the largest of all `min(λᵢ, −cᵢ(x))` over inequalities with `cᵢ(x) < 0`
/// @param weight ρ of the last round; 0 if there was none
/// @param rounds unconstrained minimisations made
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared; equals, hashCode and toString are written for it
public record ConstrainedSolution(
        Solution solution, double[] multipliers, double violation, double complementarity, double weight, int rounds) {

    /// Checks that there is something.
    public ConstrainedSolution {
        Objects.requireNonNull(solution, "solution");
        Objects.requireNonNull(multipliers, "multipliers");
    }

    /// Two are equal if all components are, multipliers element by element.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConstrainedSolution(var s2, var lambda2, var v2, var c2, var w2, var rounds2)
                && solution.equals(s2)
                && Arrays.equals(multipliers, lambda2)
                && Double.compare(violation, v2) == 0
                && Double.compare(complementarity, c2) == 0
                && Double.compare(weight, w2) == 0
                && rounds == rounds2;
    }

    @Override
    public int hashCode() {
        return 31 * solution.hashCode() + Arrays.hashCode(multipliers);
    }

    @Override
    public String toString() {
        String lambda = multipliers.length <= 8
                ? Arrays.toString(multipliers)
                : "[%s, %s, …] (m = %d)".formatted(multipliers[0], multipliers[1], multipliers.length);
        return "ConstrainedSolution[%s, multipliers=%s, violation=%.3g, complementarity=%.3g, weight=%.3g, rounds=%d]"
                .formatted(solution, lambda, violation, complementarity, weight, rounds);
    }
}
