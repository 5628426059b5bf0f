package org.thalweg.optimize;

import java.util.Objects;
import org.thalweg.Objective;

/// torch's L-BFGS, step by step and quirk by quirk: the same evaluations in the same order.
///
/// For those who come from torch and want to see what they know, and to compare. For anything else take [Lbfgs], which
/// keeps NaN out, says how it ended and searches better.
///
/// ```java
/// TorchLbfgs.Run run = TorchLbfgs.DEFAULT.withStrongWolfe().start(20, 20);
/// double loss = run.step(flower);              // the loss at the start of the step, as torch returns it
/// ```
///
/// What is kept from torch on purpose:
/// - each `step` begins with an evaluation, also where the last one has just made it, and returns that loss;
/// - a pair is kept if `yᵀs > 10⁻¹⁰`, absolutely, with `s = t·d` and not `x − x_old`;
/// - an iteration ends the step if `∇f(x)ᵀd > −changeTolerance`, the rule that mostly ends a run; the iteration counts;
/// - a search gets what `maxEvaluations` leaves and may take one evaluation more (older releases gave it 26);
/// - the search has its constants (10⁻⁴, 0.9, 10⁻⁹) for itself, and no defence against NaN;
/// - without `strongWolfe` the step is `t·d` with `t = min(1, 1/‖∇f‖₁)·learningRate` in the very first iteration and
///   `t = learningRate` after it, and the point after the last iteration is not evaluated.
///
/// The roundings are torch's too, so that from equal values and gradients the next point is equal in every bit. Where
/// an objective is rounded in another way, runs part in the end, since f amplifies the difference;
/// `docs/torch-traces.md` has the measurements.
///
/// **Allocation**: an array of length n per evaluation and three per iteration. **Threads**: immutable, to be shared;
/// a run belongs to one thread at a time.
/// **Source**: torch's `optim.LBFGS`, observed and described; [TorchHistory] and [TorchWolfe] name the book.
///
/// @param learningRate the length of a step, or of the first trial of a search; positive
/// @param maxIterations iterations of one `step`, at least 1
/// @param maxEvaluations evaluations after which a `step` ends, at least 1
/// @param gradientTolerance a `step` ends when `‖∇f(x)‖∞` is at most this
/// @param changeTolerance a `step` ends when `∇f(x)ᵀd > −changeTolerance`, when `‖t·d‖∞` is at most this, or when f
///     changed by less
/// @param history the number of pairs remembered, at least 1
/// @param strongWolfe whether to search along d
public record TorchLbfgs(
        double learningRate,
        int maxIterations,
        int maxEvaluations,
        double gradientTolerance,
        double changeTolerance,
        int history,
        boolean strongWolfe) {

    /// Torch's: learning rate 1, 20 iterations and 25 evaluations per step, 10⁻⁷ and 10⁻⁹, 100 pairs, no line search.
    public static final TorchLbfgs DEFAULT = new TorchLbfgs(1, 20, 25, 1e-7, 1e-9, 100, false);

    /// Checks the settings.
    public TorchLbfgs {
        Require.positive("learningRate", learningRate);
        Require.atLeastOne("maxIterations", maxIterations);
        Require.atLeastOne("maxEvaluations", maxEvaluations);
        Require.notNegative("gradientTolerance", gradientTolerance);
        Require.notNegative("changeTolerance", changeTolerance);
        Require.atLeastOne("history", history);
    }

    /// Begins a run, to be taken step by step.
    ///
    /// @param x0 the start, length n ≥ 1, finite; not changed
    /// @return a run that has evaluated nothing yet
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public Run start(double... x0) {
        return new Run(this, FirstOrderArguments.start(x0));
    }

    /// Takes a number of steps, fewer if one ends on GRADIENT_TOLERANCE or NOT_FINITE.
    ///
    /// A last point that torch would not have evaluated is evaluated here, one evaluation more. An interrupt is looked
    /// at between steps.
    ///
    /// @param objective f
    /// @param steps calls of [Run#step(Objective)], at least 1
    /// @param x0 the start, length n ≥ 1, finite; not changed
    /// @return the best finite point, as [Run#solution()] has it
    /// @throws IllegalArgumentException if `steps` is below 1, `x0` is empty, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, int steps, double... x0) {
        Objects.requireNonNull(objective, "objective");
        Require.atLeastOne("steps", steps);
        return start(x0).minimize(objective, steps);
    }

    /// These settings with the strong Wolfe search.
    ///
    /// @return a copy
    public TorchLbfgs withStrongWolfe() {
        return new TorchLbfgs(learningRate, maxIterations, maxEvaluations, gradientTolerance, changeTolerance,
                history, true);
    }

    /// These settings with another learning rate.
    ///
    /// @param learningRate positive
    /// @return a copy
    public TorchLbfgs withLearningRate(double learningRate) {
        return new TorchLbfgs(learningRate, maxIterations, maxEvaluations, gradientTolerance, changeTolerance,
                history, strongWolfe);
    }

    /// These settings with another number of iterations, and as torch has it, 5/4 as many evaluations.
    ///
    /// @param maxIterations iterations of one step, at least 1
    /// @return a copy
    public TorchLbfgs withMaxIterations(int maxIterations) {
        Require.atLeastOne("maxIterations", maxIterations);
        int evaluations = (int) Math.min(Integer.MAX_VALUE, maxIterations * 5L / 4);
        return new TorchLbfgs(learningRate, maxIterations, evaluations, gradientTolerance, changeTolerance,
                history, strongWolfe);
    }

    /// These settings with another number of evaluations.
    ///
    /// @param maxEvaluations evaluations after which a step ends, at least 1
    /// @return a copy
    public TorchLbfgs withMaxEvaluations(int maxEvaluations) {
        return new TorchLbfgs(learningRate, maxIterations, maxEvaluations, gradientTolerance, changeTolerance,
                history, strongWolfe);
    }

    /// These settings with another bound on the gradient.
    ///
    /// @param gradientTolerance bound on `‖∇f(x)‖∞`, at least 0
    /// @return a copy
    public TorchLbfgs withGradientTolerance(double gradientTolerance) {
        return new TorchLbfgs(learningRate, maxIterations, maxEvaluations, gradientTolerance, changeTolerance,
                history, strongWolfe);
    }

    /// These settings with another bound on the changes.
    ///
    /// @param changeTolerance bound on slope, step and change of f, at least 0
    /// @return a copy
    public TorchLbfgs withChangeTolerance(double changeTolerance) {
        return new TorchLbfgs(learningRate, maxIterations, maxEvaluations, gradientTolerance, changeTolerance,
                history, strongWolfe);
    }

    /// These settings with another memory.
    ///
    /// @param history number of pairs remembered, at least 1
    /// @return a copy
    public TorchLbfgs withHistory(int history) {
        return new TorchLbfgs(learningRate, maxIterations, maxEvaluations, gradientTolerance, changeTolerance,
                history, strongWolfe);
    }

    /// A run of torch's L-BFGS: the state that torch keeps between calls of `step`.
    ///
    /// The objective may be another one in every step, as with a penalty that grows. If it throws, the point and the
    /// memory are those of the iteration before, and the run may go on.
    ///
    /// **Faithful**: [#point()] is where torch would be, NaN and infinity included; [#status()] is NOT_FINITE then, and
    /// [#solution()] has the best finite point.
    ///
    /// **Threads**: one at a time.
    public static final class Run {
        private final TorchDescent descent;

        private Run(TorchLbfgs settings, double[] x0) {
            descent = new TorchDescent(settings, x0);
        }

        /// One step: an evaluation, then iterations until one of the rules ends it.
        ///
        /// @param objective f; another object begins another record of the best point, so a function whose values
        ///     change between steps must come as a new object
        /// @return the loss at the start of the step
        public double step(Objective objective) {
            return descent.step(Objects.requireNonNull(objective, "objective"));
        }

        /// Where torch would be now; NaN and infinity are possible.
        ///
        /// @return a copy, length n
        public double[] point() {
            return descent.point().clone();
        }

        /// How the latest step ended: GRADIENT_TOLERANCE; VALUE_TOLERANCE, by the change of f or the slope along d;
        /// STEP_TOLERANCE; ITERATION_LIMIT; EVALUATION_LIMIT; or NOT_FINITE, if the point or what was last evaluated is
        /// not, NOT_FINITE_AT_START if nothing evaluated ever was. Of a point that was not evaluated only its own
        /// finiteness is known.
        ///
        /// @return the status
        /// @throws IllegalStateException before the first step
        public Status status() {
            return descent.status();
        }

        /// The best finite point evaluated: the last one if the status is GRADIENT_TOLERANCE, otherwise the lowest, of
        /// those of the latest objective. Without any, value and gradientNorm are NaN, and x the last one known.
        ///
        /// @return the point with its value, gradient norm, and the counts and time since the start of the run
        /// @throws IllegalStateException before the first step
        public Solution solution() {
            return descent.solution();
        }

        /// Iterations of all steps, those that ended a step before moving included.
        ///
        /// @return torch's `n_iter`
        public int iterations() {
            return descent.iterations();
        }

        /// Evaluations of all steps; calls that threw do not count.
        ///
        /// @return torch's `func_evals`
        public int evaluations() {
            return descent.evaluations();
        }

        /// The direction of the latest iteration.
        ///
        /// @return a copy of torch's `d`, length n, zero before the first iteration
        public double[] direction() {
            return descent.direction().clone();
        }

        /// The length of the latest step along [#direction()]; of a step not taken, the length it would have had.
        ///
        /// @return torch's `t`, 0 before the first iteration
        public double stepLength() {
            return descent.stepLength();
        }

        /// The scale of the first guess of the inverse Hessian, `γ = sᵀy/yᵀy` of the latest pair kept.
        ///
        /// @return torch's `H_diag`, 1 before the first pair
        public double inverseHessianScale() {
            return descent.inverseHessianScale();
        }

        private Solution minimize(Objective objective, int steps) {
            return descent.minimize(objective, steps);
        }
    }
}
