package org.thalweg.constrain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;
import org.thalweg.optimize.Solution;
import org.thalweg.optimize.Status;

/// One solve by augmented Lagrangians: rounds, and what is learnt between them.
///
/// | here | Birgin & Martínez | |
/// |---|---|---|
/// | penalized.multipliers | `λ̄, μ̄` | safeguarded |
/// | penalized.pull | `λ, μ` | the estimates at the end of a round |
/// | progress | `max(‖h‖, ‖V‖)` | violation and idle multipliers |
/// | tolerance | `ε_k` | of the gradient |
///
/// **Allocation**: none after construction, but for the result. **Threads**: one at a time.
final class LagrangianRounds {
    /// Multipliers beyond are no estimates any more.
    private static final double LARGEST_MULTIPLIER = 1e20;

    private static final double LARGEST_WEIGHT = 1e20;
    private static final double SMALLEST_FIRST_WEIGHT = 1e-6;
    private static final double LARGEST_FIRST_WEIGHT = 100;

    /// What falls in spite of a weight this many times the first is not held by any.
    private static final double HOPELESS = 1e10;

    private static final double ENOUGH = 0.5;

    /// A round starts by asking for a gradient this much smaller than where it starts.
    private static final double FINER = 0.1;

    /// Tolerances below this are not met roughly first.
    private static final double FINE = 1e-12;

    private final AugmentedLagrangian settings;
    private final Lbfgs limits;
    private final Penalized penalized;
    private final RoundObserver observer;
    private final LbfgsSolver solver;
    private final Stuck stuck;
    private final double[] x;
    private final double[] from;
    private final double[] gradient;
    private final double[] slope;
    private final double[] estimates;
    private final long began = System.nanoTime();
    private double firstWeight;
    private double tolerance;
    private double progress = Double.POSITIVE_INFINITY;
    private double value = Double.NaN;
    private double gradientNorm = Double.NaN;
    private double violation = Double.NaN;
    private double complementarity = Double.NaN;
    private boolean doubtfulBefore;
    private boolean misled;
    private int rounds;
    private int iterations;
    private int evaluations;

    LagrangianRounds(AugmentedLagrangian settings, Penalized penalized, RoundObserver observer, double[] x0) {
        this.settings = settings;
        this.penalized = penalized;
        this.observer = observer;
        limits = settings.solver();
        solver = limits.solver(x0.length);
        stuck = new Stuck();
        x = x0.clone();
        from = new double[x0.length];
        gradient = new double[x0.length];
        slope = new double[x0.length];
        estimates = new double[penalized.multipliers.length];
        tolerance = Math.sqrt(Math.max(limits.gradientTolerance(), Math.ulp(1.0)));
    }

    ConstrainedSolution run() {
        penalized.weight = 1;
        measure();
        penalized.weight = 0;
        if (!Double.isFinite(value) || !Double.isFinite(violation)) {
            return result(Status.NOT_FINITE_AT_START);
        }
        penalized.balance();
        firstWeight = settings.initialWeight() > 0 ? settings.initialWeight() : weightBySize();
        penalized.weight = firstWeight;
        Status end = null;
        while (end == null) {
            rounds++;
            end = round();
        }
        return result(end);
    }

    /// The penalty of the start about ten times its value, within bounds: a smaller weight grows soon, but a large one
    /// leaves the rounds in the first valley that the constraints form.
    private double weightBySize() {
        double weight = 10 * Math.max(1, Math.abs(value)) / Math.max(1, penalized.squares());
        return Math.clamp(weight, SMALLEST_FIRST_WEIGHT, LARGEST_FIRST_WEIGHT);
    }

    /// One minimisation, and what follows from it.
    ///
    /// @return how the solve ends; null if it goes on
    private @Nullable Status round() {
        boolean last = rounds >= settings.maxRounds() || estimates.length == 0;
        if (last) {
            tolerance = limits.gradientTolerance();
        }
        Status status = descend();
        iterations += solver.iterations();
        evaluations += solver.evaluations();
        if (status != Status.UNBOUNDED && status != Status.NOT_FINITE_AT_START && solver.evaluations() > 0) {
            double before = violation;
            System.arraycopy(x, 0, from, 0, x.length);
            System.arraycopy(solver.bestPoint(), 0, x, 0, x.length);
            measure();
            if (status == Status.LINE_SEARCH_FAILED && !last && lostItsWay(before)) {
                System.arraycopy(from, 0, x, 0, x.length);
                measure();
                status = Status.UNBOUNDED;
            }
        }
        if (status == Status.UNBOUNDED) {
            return afterFall(last);
        }
        if (status == Status.NOT_FINITE_AT_START || status == Status.INTERRUPTED) {
            return status;
        }
        boolean goOn = observer.goOn(rounds, penalized.weight, x, value, violation);
        Status end = judge(status, last);
        if (end == null && goOn) {
            learn();
            return null;
        }
        return end == null ? Status.STOPPED : end;
    }

    /// Whether a failed search ended far outside, as at a pole of f or at the border of its domain.
    private boolean lostItsWay(double violationBefore) {
        double far = Math.sqrt(settings.feasibilityTolerance());
        return violation > Math.max(far, FINER * violationBefore)
                && penalized.weight < HOPELESS * firstWeight
                && evaluations < limits.maxEvaluations();
    }

    /// A larger weight may bend f upwards; the next round starts where things were still in order.
    private @Nullable Status afterFall(boolean last) {
        if (last || penalized.weight >= HOPELESS * firstWeight) {
            return Status.UNBOUNDED;
        }
        penalized.weight *= settings.growth();
        misled = true;
        return null;
    }

    /// Minimises the augmented Lagrangian from x on, as finely as this round wants it. The curvature that the round
    /// before has learnt still mostly holds, unless it fell or failed.
    ///
    /// @return how; null if the gradient came within the tolerance of this round but not of the solver
    private @Nullable Status descend() {
        if (misled) {
            solver.begin(x);
        } else {
            solver.beginAgain(x);
        }
        double small = tolerance;
        while (solver.wantsEvaluation()) {
            // One evaluation is reserved for the measurement at the end.
            if (evaluations + solver.evaluations() + 1 >= limits.maxEvaluations()) {
                return Status.EVALUATION_LIMIT;
            }
            boolean first = solver.evaluations() == 0;
            solver.tell(penalized.valueAndGradient(solver.point(), gradient), gradient);
            double norm = solver.gradientNorm();
            if (first) {
                // Not to stop before anything was done.
                small = Math.min(tolerance, FINER * norm);
            }
            if (norm <= small && norm > limits.gradientTolerance()) {
                return null;
            }
            if (solver.wantsEvaluation() && iterations + solver.iterations() >= limits.maxIterations()) {
                return Status.ITERATION_LIMIT;
            }
        }
        return solver.status();
    }

    /// Evaluates once more, so that f, constraints, multipliers and gradient belong to x.
    private void measure() {
        penalized.measure(x, gradient, slope);
        evaluations++;
        value = penalized.value();
        violation = penalized.violation();
        gradientNorm = Kernels.normInf(gradient, 0, x.length);
        complementarity = 0;
        for (int i = 0; i < estimates.length; i++) {
            estimates[i] = penalized.pull(i);
            if (!penalized.isEquality(i)) {
                complementarity =
                        Math.max(complementarity, Math.min(estimates[i], -penalized.constraintValues[i]));
            }
        }
    }

    /// Whether x is a solution, or the solve cannot go on. What a round could not do from afar, or thought good enough
    /// beside the large gradients that it had met, the next may do better from here.
    private @Nullable Status judge(@Nullable Status status, boolean last) {
        double allowed = settings.feasibilityTolerance();
        boolean failed = status == Status.LINE_SEARCH_FAILED;
        misled = failed;
        boolean doubtful = failed || status == Status.ATTAINABLE_ACCURACY;
        boolean again = doubtful && !doubtfulBefore && !last;
        doubtfulBefore = doubtful;
        if (status != null && violation <= allowed && complementarity <= allowed && !again) {
            return status;
        }
        if (failed) {
            stuck.reset();
        } else if (status != null && !endedByItself(status)) {
            return status;
        } else if (violation > allowed && isStuck()) {
            return Status.INFEASIBLE;
        }
        if (!last) {
            return null;
        }
        return failed ? status : violation > allowed ? Status.INFEASIBLE : Status.ITERATION_LIMIT;
    }

    private boolean isStuck() {
        return stuck.at(violation, Kernels.normInf(slope, 0, slope.length), penalized.steepestSlope());
    }

    /// Whether a round met a tolerance, so that the next one may follow.
    private static boolean endedByItself(Status status) {
        return status.converged() || status == Status.VALUE_TOLERANCE || status == Status.STEP_TOLERANCE;
    }

    /// Multipliers, weight and tolerance of the next round.
    private void learn() {
        double before = progress;
        progress = 0;
        for (int i = 0; i < estimates.length; i++) {
            double c = penalized.constraintValues[i];
            double idle = penalized.isEquality(i) ? c : Math.max(c, -penalized.multipliers[i] / penalized.weight(i));
            progress = Math.max(progress, Math.abs(idle) * Math.sqrt(penalized.weight(i) / penalized.weight));
            penalized.multipliers[i] = Math.clamp(estimates[i], -LARGEST_MULTIPLIER, LARGEST_MULTIPLIER);
        }
        if (!misled && progress > ENOUGH * before && penalized.weight < LARGEST_WEIGHT) {
            penalized.weight *= settings.growth();
        }
        tolerance = tolerance <= Math.max(limits.gradientTolerance(), FINE)
                ? limits.gradientTolerance()
                : Math.max(limits.gradientTolerance(), FINER * tolerance);
    }

    private ConstrainedSolution result(Status status) {
        Solution solution = new Solution(x, value, gradientNorm, status, iterations, evaluations,
                Duration.ofNanos(System.nanoTime() - began));
        return new ConstrainedSolution(solution, estimates, violation, complementarity, penalized.weight, rounds);
    }
}
