package org.thalweg.optimize;

import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;

/// The state of a [TorchLbfgs.Run] and its iteration.
///
/// | here | torch | |
/// |---|---|---|
/// | x | `params` | the point |
/// | d, t | `d`, `t` | direction and step length of the latest iteration |
/// | gPrevious | `prev_flat_grad` | the gradient the latest direction was made of |
/// | iterations, evaluations | `n_iter`, `func_evals` | counts over all steps |
///
/// The state changes only when an evaluation has returned, or in a way that the next iteration mends: d, t and
/// gPrevious change together, so that without a move the next pair has y = 0 and is not kept.
final class TorchDescent {
    private final TorchLbfgs settings;
    private final FiniteEvaluations evaluations;
    private final TorchHistory history;
    private final double[] x;
    private final double[] xTrial;
    private final double[] d;
    private double[] gPrevious;
    private double t;
    private int iterations;
    private @Nullable Status status;

    TorchDescent(TorchLbfgs settings, double[] x0) {
        this.settings = settings;
        x = x0;
        evaluations = new FiniteEvaluations(x0);
        history = new TorchHistory(settings.history());
        xTrial = new double[x0.length];
        d = new double[x0.length];
        gPrevious = new double[x0.length];
    }

    double step(Objective objective) {
        int before = evaluations.count();
        double[] g = new double[x.length];
        double loss = evaluations.at(objective, x, g);
        TorchWolfe.Trial here = new TorchWolfe.Trial(TorchWolfe.Length.number(0), loss, Double.NaN, g);
        Status ended = stationary(here) ? Status.GRADIENT_TOLERANCE : null;
        for (int k = 1; ended == null; k++) {
            double fPrevious = here.f();
            double slope = turn(here);
            if (slope > -settings.changeTolerance()) {
                iterations++;
                ended = Status.VALUE_TOLERANCE;
            } else {
                here = move(objective, here, slope, k, evaluations.count() - before);
                ended = verdict(here, fPrevious, k, evaluations.count() - before);
            }
        }
        status = conclude(ended, here);
        return loss;
    }

    /// Makes the direction at the current point, and the step length to try first.
    ///
    /// @return the slope along the direction
    private double turn(TorchWolfe.Trial here) {
        double[] g = here.gradient();
        double first = settings.learningRate();
        if (iterations == 0) {
            double inverse = 1 / TorchVectors.sumOfMagnitudes(g);
            first = (inverse < 1 ? inverse : 1) * first;
        } else {
            history.add(t, d, TorchVectors.difference(g, gPrevious));
        }
        history.direction(g, d);
        gPrevious = g;
        t = first;
        return TorchVectors.dot(g, d);
    }

    private TorchWolfe.Trial move(Objective objective, TorchWolfe.Trial here, double slope, int k, int evaluated) {
        TorchWolfe.Trial reached = here;
        if (settings.strongWolfe()) {
            TorchWolfe.Trial start = new TorchWolfe.Trial(
                    TorchWolfe.Length.number(0), here.f(), slope, here.gradient());
            double norm = TorchVectors.largestMagnitude(d);
            // The first step of all is min(1, 1/‖g‖₁): a tensor, unless it is the number 1.
            TorchWolfe.Length first = new TorchWolfe.Length(t, iterations == 0 && t < settings.learningRate());
            int left = settings.maxEvaluations() - evaluated;
            reached = new TorchWolfe(trial -> evaluate(objective, trial), start, norm, left).search(first);
            t = reached.t();
        } else if (k < settings.maxIterations()) {
            reached = evaluate(objective, TorchWolfe.Length.number(t));
        }
        TorchVectors.addScaled(x, t, d, x);
        iterations++;
        return reached;
    }

    private TorchWolfe.Trial evaluate(Objective objective, TorchWolfe.Length length) {
        TorchVectors.addScaled(x, length.t(), d, xTrial);
        double[] g = new double[x.length];
        double f = evaluations.at(objective, xTrial, g);
        return new TorchWolfe.Trial(length, f, TorchVectors.dot(g, d), g);
    }

    /// The rules that end a step, in torch's order; null to go on.
    private @Nullable Status verdict(TorchWolfe.Trial here, double fPrevious, int k, int evaluated) {
        if (k == settings.maxIterations()) {
            return Status.ITERATION_LIMIT;
        }
        if (evaluated >= settings.maxEvaluations()) {
            return Status.EVALUATION_LIMIT;
        }
        if (stationary(here)) {
            return Status.GRADIENT_TOLERANCE;
        }
        TorchVectors.scale(t, d, xTrial);
        if (TorchVectors.largestMagnitude(xTrial) <= settings.changeTolerance()) {
            return Status.STEP_TOLERANCE;
        }
        return Math.abs(here.f() - fPrevious) < settings.changeTolerance() ? Status.VALUE_TOLERANCE : null;
    }

    private boolean stationary(TorchWolfe.Trial here) {
        return TorchVectors.largestMagnitude(here.gradient()) <= settings.gradientTolerance();
    }

    /// The end of a step, unless what it reached is not finite.
    private Status conclude(Status ended, TorchWolfe.Trial here) {
        double norm = TorchVectors.largestMagnitude(here.gradient());
        if (!Double.isFinite(here.f()) || !Double.isFinite(norm) || !FiniteEvaluations.allFinite(x)) {
            return evaluations.notFinite();
        }
        if (ended == Status.GRADIENT_TOLERANCE) {
            evaluations.take(x, here.f(), norm);
        }
        return ended;
    }

    Solution minimize(Objective objective, int steps) {
        for (int k = 0; k < steps; k++) {
            step(objective);
            if (status == Status.GRADIENT_TOLERANCE || status().kind() == Status.Kind.FAILED) {
                break;
            }
            if (k < steps - 1 && Thread.currentThread().isInterrupted()) {
                status = Status.INTERRUPTED;
                break;
            }
        }
        if (!settings.strongWolfe()) {
            evaluateLast(objective);
        }
        return solution();
    }

    /// Without a search, the point after the last iteration of a step is unknown until the next step.
    private void evaluateLast(Objective objective) {
        if (status == Status.ITERATION_LIMIT) {
            double[] g = new double[x.length];
            double f = evaluations.at(objective, x, g);
            TorchWolfe.Trial last = new TorchWolfe.Trial(TorchWolfe.Length.number(t), f, Double.NaN, g);
            status = conclude(stationary(last) ? Status.GRADIENT_TOLERANCE : Status.ITERATION_LIMIT, last);
        }
    }

    Status status() {
        if (status == null) {
            throw new IllegalStateException("step must be called first");
        }
        return status;
    }

    Solution solution() {
        return evaluations.solution(status(), iterations);
    }

    double[] point() {
        return x;
    }

    double[] direction() {
        return d;
    }

    double stepLength() {
        return t;
    }

    double inverseHessianScale() {
        return history.gamma();
    }

    int iterations() {
        return iterations;
    }

    int evaluations() {
        return evaluations.count();
    }
}
