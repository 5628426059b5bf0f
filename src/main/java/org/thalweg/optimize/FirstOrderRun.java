package org.thalweg.optimize;

import java.util.Objects;
import org.thalweg.Objective;
import org.thalweg.internal.kernel.Kernels;

/// A run of a first-order method, step by step.
///
/// ```java
/// FirstOrderRun run = new Adam(1.0).start(-1, 1);
/// for (int k = 0; k < 100; k++) {
///     double loss = run.step(rosenbrock);      // 100 steps, 100 evaluations
/// }
/// ```
///
/// The run is faithful to its rule: where the objective gives NaN or an infinity, so may [#point()] be.
/// [FirstOrder#minimize] is the form that never hands these out.
///
/// **Allocation**: none per step; accessors copy. **Threads**: one at a time.
public final class FirstOrderRun {
    private final FirstOrderRule rule;
    private final double[] x;
    private final FiniteEvaluations evaluations;
    private double[] gradient;
    private double[] next;

    FirstOrderRun(FirstOrderRule rule, double[] x0) {
        this.rule = rule;
        x = x0;
        evaluations = new FiniteEvaluations(x0);
        gradient = new double[x0.length];
        next = new double[x0.length];
    }

    /// One evaluation, then one update of the point.
    ///
    /// If the objective throws, the run is as it was before and may go on.
    ///
    /// @param objective f; it may be another one in every step
    /// @return the loss before the update
    public double step(Objective objective) {
        double loss = evaluate(Objects.requireNonNull(objective, "objective"));
        rule.update(x, gradient);
        return loss;
    }

    /// The current point: after a step, the updated one, which has not been evaluated.
    ///
    /// @return a copy, length n
    public double[] point() {
        return x.clone();
    }

    /// The gradient of the latest evaluation, which is of the point before the update.
    ///
    /// @return a copy, length n, zero before the first step
    public double[] gradient() {
        return gradient.clone();
    }

    /// How often an objective was evaluated; calls that threw do not count.
    ///
    /// @return evaluations of value and gradient together
    public int evaluations() {
        return evaluations.count();
    }

    private double evaluate(Objective objective) {
        double value = evaluations.at(objective, x, next);
        double[] swap = gradient;
        gradient = next;
        next = swap;
        return value;
    }

    Solution minimize(Objective objective, int maxIterations, double gradientTolerance) {
        double value = evaluate(objective);
        for (int k = 0;; k++) {
            if (!evaluations.lastFinite()) {
                return evaluations.solution(evaluations.notFinite(), k);
            }
            double norm = Kernels.normInf(gradient, 0, gradient.length);
            if (norm <= gradientTolerance) {
                evaluations.take(x, value, norm);
                return evaluations.solution(Status.GRADIENT_TOLERANCE, k);
            }
            if (k == maxIterations) {
                return evaluations.solution(Status.ITERATION_LIMIT, k);
            }
            if (Thread.currentThread().isInterrupted()) {
                return evaluations.solution(Status.INTERRUPTED, k);
            }
            rule.update(x, gradient);
            value = evaluate(objective);
        }
    }
}
