package org.thalweg.constrain;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;
import org.thalweg.optimize.Solution;
import org.thalweg.optimize.Status;

/// Constraints by penalty: what violates them costs, round by round more.
///
/// ```
/// minimise  f(x) + ρ·(Σ max(cᵢ(x), 0)² + Σ hⱼ(x)²),   ρ ← growth·ρ   until every violation is within tolerance
/// ```
///
/// Each round starts where the last one ended. The violation shrinks like 1/ρ, and the condition of the problem grows
/// like ρ: simple and sturdy, good for some seven digits.
///
/// ```java
/// Solution s = QuadraticPenalty.around(Lbfgs.DEFAULT)
///         .minimize(flower, List.of(Constraint.atMostZero(Demo::insideCircle)), 0.5, 0.5);
/// ```
///
/// **Result.** `value` is f itself at x, without penalty; `gradientNorm` is `‖∇‖∞` of the penalised function, which is
/// what the last round made small (∇f alone does not vanish where a constraint holds x back). The status is that of the
/// last round if every violation is within tolerance there, otherwise INFEASIBLE, or UNBOUNDED if no weight that was
/// tried kept f from falling without bound. `iterations` and `evaluations` are sums over the rounds, one evaluation per
/// round being a measurement of f and the constraints at its end. Limits of the solver hold for each round. An
/// interruption ends the rounds.
///
/// **Allocation**: memory is taken anew by each call. **Threads**: immutable.
/// **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, framework 17.1.
///
/// @param solver the minimiser of each round
/// @param initialWeight ρ of the first round, positive and finite
/// @param growth factor on ρ from round to round, above 1 and finite
/// @param maxRounds rounds, at least 1
/// @param feasibilityTolerance the largest violation that counts as none, at least 0
public record QuadraticPenalty(
        Lbfgs solver, double initialWeight, double growth, int maxRounds, double feasibilityTolerance) {

    /// Checks the settings.
    public QuadraticPenalty {
        Objects.requireNonNull(solver, "solver");
        if (!(initialWeight > 0 && initialWeight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("initialWeight: must be positive and finite, was " + initialWeight);
        }
        Require.growth(growth);
        Require.rounds(maxRounds);
        Require.notNegative("feasibilityTolerance", feasibilityTolerance);
    }

    /// Weights 1, 2, 4, …, at most 40 rounds, until no violation exceeds 10⁻⁷.
    ///
    /// @param solver the minimiser of each round
    /// @return the method with its usual settings
    public static QuadraticPenalty around(Lbfgs solver) {
        return new QuadraticPenalty(solver, 1, 2, 40, 1e-7);
    }

    /// This method with another first weight.
    ///
    /// @param initialWeight ρ of the first round, positive and finite
    /// @return a copy
    public QuadraticPenalty withInitialWeight(double initialWeight) {
        return new QuadraticPenalty(solver, initialWeight, growth, maxRounds, feasibilityTolerance);
    }

    /// This method with another growth of the weight.
    ///
    /// @param growth factor on ρ from round to round, above 1 and finite
    /// @return a copy
    public QuadraticPenalty withGrowth(double growth) {
        return new QuadraticPenalty(solver, initialWeight, growth, maxRounds, feasibilityTolerance);
    }

    /// This method with another number of rounds.
    ///
    /// @param maxRounds rounds, at least 1
    /// @return a copy
    public QuadraticPenalty withMaxRounds(int maxRounds) {
        return new QuadraticPenalty(solver, initialWeight, growth, maxRounds, feasibilityTolerance);
    }

    /// This method with another tolerance.
    ///
    /// @param feasibilityTolerance the largest violation that counts as none, at least 0
    /// @return a copy
    public QuadraticPenalty withFeasibilityTolerance(double feasibilityTolerance) {
        return new QuadraticPenalty(solver, initialWeight, growth, maxRounds, feasibilityTolerance);
    }

    /// Minimises under constraints.
    ///
    /// @param objective f
    /// @param constraints what x has to satisfy; with an empty list this is one plain solve
    /// @param x0 the start, length n ≥ 1, finite, feasible or not; not changed
    /// @return the last point reached, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, List<Constraint> constraints, double... x0) {
        return minimize(objective, constraints, (round, weight, x, value, violation) -> true, x0);
    }

    /// Minimises under constraints, watched.
    ///
    /// @param objective f
    /// @param constraints what x has to satisfy
    /// @param observer called once per round that reached a minimum, may stop the solve
    /// @param x0 the start, length n ≥ 1, finite, feasible or not; not changed
    /// @return the last point reached, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public Solution minimize(
            Objective objective, List<Constraint> constraints, RoundObserver observer, double... x0) {
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(constraints, "constraints");
        Objects.requireNonNull(observer, "observer");
        Require.start(x0);
        return new Rounds(this, new Penalized(objective, constraints, x0.length), observer, x0).run();
    }

    /// One constrained solve.
    private static final class Rounds {
        private final QuadraticPenalty settings;
        private final Penalized penalized;
        private final RoundObserver observer;
        private final LbfgsSolver solver;
        private final double[] x;
        private final double[] ignored;
        private final long began = System.nanoTime();
        private double weight;
        private double value = Double.NaN;
        private double gradientNorm = Double.NaN;
        private int iterations;
        private int evaluations;

        Rounds(QuadraticPenalty settings, Penalized penalized, RoundObserver observer, double[] x0) {
            this.settings = settings;
            this.penalized = penalized;
            this.observer = observer;
            solver = settings.solver.solver(x0.length);
            x = x0.clone();
            ignored = new double[x0.length];
        }

        Solution run() {
            weight = settings.initialWeight;
            Status status = Status.INFEASIBLE;
            for (int round = 1; round <= settings.maxRounds && 2 * weight < Double.POSITIVE_INFINITY; round++) {
                penalized.weight = 2 * weight;
                double[] from = x.clone();
                status = solver.minimize(penalized, x);
                iterations += solver.iterations();
                evaluations += solver.evaluations();
                if (status == Status.UNBOUNDED) {
                    // A larger weight may bend f upwards; it starts where things were still in order.
                    System.arraycopy(from, 0, x, 0, x.length);
                } else {
                    measure();
                    Status end = afterRound(status, round);
                    if (end != null) {
                        return solution(end);
                    }
                    status = Status.INFEASIBLE;
                }
                weight *= settings.growth;
            }
            return solution(status);
        }

        private void measure() {
            gradientNorm = solver.gradientNorm();
            penalized.valueAndGradient(x, ignored);
            evaluations++;
            value = penalized.value();
        }

        private @Nullable Status afterRound(Status status, int round) {
            if (status == Status.NOT_FINITE_AT_START || status == Status.INTERRUPTED) {
                return status;
            }
            double violation = penalized.violation();
            boolean goOn = observer.goOn(round, weight, x, value, violation);
            if (violation <= settings.feasibilityTolerance) {
                return status;
            }
            return goOn ? null : Status.STOPPED;
        }

        private Solution solution(Status status) {
            return new Solution(x, value, gradientNorm, status, iterations, evaluations,
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
