package org.thalweg.constrain;

import java.util.List;
import java.util.Objects;
import org.thalweg.Objective;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.Solution;

/// Constraints by multipliers: each round learns with which force a constraint pushes, so that no weight has to grow
/// without bound.
///
/// ```
/// minimise  f(x) + Σ (λᵢcᵢ(x) + ½ρᵢ·cᵢ(x)²)   over equalities, and inequalities while λᵢ + ρᵢcᵢ(x) > 0
/// then      λᵢ ← λᵢ + ρᵢcᵢ(x),  for inequalities max(…, 0);   ρ ← growth·ρ  if that brought too little
/// ```
///
/// with `ρᵢ = ρ/max(1, ‖∇cᵢ‖∞)²`, the gradient at the start: a steep constraint weighs no more than others. Unlike
/// [QuadraticPenalty] it meets the constraints to many digits at moderate weights, where L-BFGS is still quick. A round
/// brings enough if it halves `max(│hⱼ│, │max(cᵢ, −λᵢ/ρᵢ)│)`, violation and idle multipliers together. The first rounds
/// are solved roughly, to the root of the gradient tolerance of the solver, each further one ten times more finely, the
/// last ones to the tolerance itself.
///
/// ```java
/// Solution s = AugmentedLagrangian.around(Lbfgs.DEFAULT)
///         .minimize(flower, List.of(Constraint.atMostZero(Demo::insideCircle)), 0.5, 0.5);
/// ```
///
/// **Result.** `value` is f itself at x; `gradientNorm` is that of the Lagrangian, `‖∇f + Σ λᵢ∇cᵢ‖∞`, with the
/// multipliers that [#solve(Objective, List, double...)] returns. `iterations` and `evaluations` are sums over the
/// rounds. An evaluation is one of f and of every constraint; beside those of the solver there is one at the start and
/// one per round, a measurement at its end, two if it starts again. The limits of the solver hold for these sums.
///
/// **Status.** That of the last round if every violation, and for inequalities `min(λᵢ, −cᵢ)`, is within
/// `feasibilityTolerance`. A round that found no step, or nothing better in double precision, is followed by another
/// with new multipliers before it is believed. INFEASIBLE after `maxRounds`, or where the violation stands still though
/// the weight grows, and what is violated pulls in opposite directions or not at all. UNBOUNDED if no weight that was
/// tried, up to 10¹⁰ times the first, kept f from falling without bound. After such a fall, and after a failed search
/// far from where the constraints hold, the next round starts where the last one did, with a larger weight. Limits,
/// interruption and GRADIENT_INCONSISTENT end the rounds, whatever the violation: look at
/// [ConstrainedSolution#violation()]. ITERATION_LIMIT also says that after `maxRounds` a multiplier still pushed at an
/// inequality that was not at its limit.
///
/// **Where it fails.** f and constraints are evaluated outside, too: a pole of f close behind a bound may swallow a
/// step. Where the normals of what holds x are dependent no multipliers exist, and the weight grows until the
/// tolerances are met, or not.
///
/// **Allocation**: memory is taken once per call, that of an [org.thalweg.optimize.LbfgsSolver] and six arrays of length n or
/// of the number of constraints; there is no solver object that would keep it. Rounds and evaluations allocate nothing beyond
/// what f, constraints and observer do. **Threads**: immutable.
/// **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, section 17.3; E. G. Birgin,
/// J. M. Martínez, *Practical Augmented Lagrangian Methods for Constrained Optimization*, SIAM 2014, algorithm 4.1; its
/// safeguards, and its first weight but for the bounds.
///
/// @param solver the minimiser of each round
/// @param initialWeight ρ of the first round; 0 chooses `10·max(1, │f│)/max(1, ½Σ (ρᵢ/ρ)·excess²)` from the
///     start, at least 10⁻⁶ and at most 100
/// @param growth factor on ρ after a round that brought too little, above 1 and finite
/// @param maxRounds rounds, at least 1
/// @param feasibilityTolerance the largest violation that counts as none, at least 0
public record AugmentedLagrangian(
        Lbfgs solver, double initialWeight, double growth, int maxRounds, double feasibilityTolerance) {

    /// Checks the settings.
    public AugmentedLagrangian {
        Objects.requireNonNull(solver, "solver");
        Require.notNegative("initialWeight", initialWeight);
        Require.growth(growth);
        Require.rounds(maxRounds);
        Require.notNegative("feasibilityTolerance", feasibilityTolerance);
    }

    /// The first weight by the sizes of f and the violation, tenfold growth, at most 50 rounds, until no violation
    /// exceeds 10⁻⁸.
    ///
    /// @param solver the minimiser of each round
    /// @return the method with its usual settings
    public static AugmentedLagrangian around(Lbfgs solver) {
        return new AugmentedLagrangian(solver, 0, 10, 50, 1e-8);
    }

    /// This method with another first weight.
    ///
    /// @param initialWeight ρ of the first round; 0 chooses it from the sizes of f and the violation at the start
    /// @return a copy
    public AugmentedLagrangian withInitialWeight(double initialWeight) {
        return new AugmentedLagrangian(solver, initialWeight, growth, maxRounds, feasibilityTolerance);
    }

    /// This method with another growth of the weight.
    ///
    /// @param growth factor on ρ after a round that brought too little, above 1 and finite
    /// @return a copy
    public AugmentedLagrangian withGrowth(double growth) {
        return new AugmentedLagrangian(solver, initialWeight, growth, maxRounds, feasibilityTolerance);
    }

    /// This method with another number of rounds.
    ///
    /// @param maxRounds rounds, at least 1
    /// @return a copy
    public AugmentedLagrangian withMaxRounds(int maxRounds) {
        return new AugmentedLagrangian(solver, initialWeight, growth, maxRounds, feasibilityTolerance);
    }

    /// This method with another tolerance.
    ///
    /// @param feasibilityTolerance the largest violation that counts as none, at least 0
    /// @return a copy
    public AugmentedLagrangian withFeasibilityTolerance(double feasibilityTolerance) {
        return new AugmentedLagrangian(solver, initialWeight, growth, maxRounds, feasibilityTolerance);
    }

    /// Minimises under constraints.
    ///
    /// @param objective f
    /// @param constraints what x has to satisfy; with an empty list this is one plain solve
    /// @param x0 the start, length n ≥ 1, finite, feasible or not; not changed
    /// @return the last point reached, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, List<Constraint> constraints, double... x0) {
        return solve(objective, constraints, x0).solution();
    }

    /// Minimises under constraints, watched.
    ///
    /// @param objective f
    /// @param constraints what x has to satisfy
    /// @param observer called once per round that is not made again, may stop the solve
    /// @param x0 the start, length n ≥ 1, finite, feasible or not; not changed
    /// @return the last point reached, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public Solution minimize(
            Objective objective, List<Constraint> constraints, RoundObserver observer, double... x0) {
        return solve(objective, constraints, observer, x0).solution();
    }

    /// Minimises under constraints and keeps the multipliers.
    ///
    /// @param objective f
    /// @param constraints what x has to satisfy; with an empty list this is one plain solve
    /// @param x0 the start, length n ≥ 1, finite, feasible or not; not changed
    /// @return the last point reached with its multipliers, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public ConstrainedSolution solve(Objective objective, List<Constraint> constraints, double... x0) {
        return solve(objective, constraints, (round, weight, x, value, violation) -> true, x0);
    }

    /// Minimises under constraints, watched, and keeps the multipliers.
    ///
    /// @param objective f
    /// @param constraints what x has to satisfy
    /// @param observer called once per round that is not made again, may stop the solve
    /// @param x0 the start, length n ≥ 1, finite, feasible or not; not changed
    /// @return the last point reached with its multipliers, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public ConstrainedSolution solve(
            Objective objective, List<Constraint> constraints, RoundObserver observer, double... x0) {
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(constraints, "constraints");
        Objects.requireNonNull(observer, "observer");
        Objects.requireNonNull(x0, "x0");
        Require.start(x0);
        return new LagrangianRounds(this, new Penalized(objective, constraints, x0.length), observer, x0).run();
    }
}
