package org.thalweg.optimize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.kernel.Kernels;

/// L-BFGS with the loop turned inside out: it proposes a point, is told value and gradient, and proposes the next.
///
/// | here | N&W | |
/// |---|---|---|
/// | x, g, f | `x_k, ∇f_k, f_k` | the iterate |
/// | p | `p_k` | the direction, a padded row |
/// | dphi0 | `φ′(0) = ∇f_kᵀp_k` | |
/// | xTrial, gTrial | | the candidate `x_k + αp_k`; it becomes the iterate by exchanging arrays |
/// | xBest, gBest, fBest | | the lowest point evaluated, where that is not the iterate |
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class Descent {
    /// One search that moves this many times farther than x is large, still falling, has no minimum to find.
    private static final double FAR = 1e20;

    /// f, x and ∇f are taken to be uncertain by this many units in their last place.
    private static final double ROUNDING = 16;

    /// `ε^⅓`, the scaled gradient at which even a scaled curvature of `ε^−⅓` leaves less than the rounding error of f.
    private static final double SMALL_GRADIENT = 6e-6;

    /// Length of the first step relative to x. Over ten classic problems, three scales of f and two of the start, this
    /// takes 4 % fewer evaluations in the geometric mean than a step of length 1. At exactly 1 it takes fewer still, but
    /// then a gradient along x leads precisely to the origin, where symmetric functions have saddles, poles and kinks.
    private static final double FIRST_STEP = 0.9;

    /// Accepted steps in a row that leave f as it is.
    private static final int PATIENCE = 10;

    private final Lbfgs settings;
    private final int n;
    private final StepSearch search;
    private final History history;
    private final double[] p;

    private double[] x;
    private double[] g;
    private double[] xTrial;
    private double[] gTrial;
    private double[] xBest;
    private double[] gBest;

    private double f;
    private double gNorm;
    private double fBest;
    private double gLargest;
    private double dphi0;
    private double pNorm;
    private double curvature;
    private boolean steepest;
    private boolean retried;
    private int stalled;
    private int iterations;
    private int evaluations;
    private boolean started;
    private @Nullable Status status;

    Descent(Lbfgs settings, int n) {
        this.settings = settings;
        this.n = n;
        search = settings.lineSearch().newSearch();
        history = new History(n, settings.memory());
        p = new double[Kernels.padded(n)];
        x = new double[n];
        g = new double[n];
        xTrial = new double[n];
        gTrial = new double[n];
        xBest = new double[n];
        gBest = new double[n];
    }

    void begin(double[] x0) {
        System.arraycopy(x0, 0, xTrial, 0, n);
        history.forget();
        f = Double.NaN;
        gNorm = Double.NaN;
        fBest = Double.NaN;
        steepest = true;
        retried = false;
        stalled = 0;
        iterations = 0;
        evaluations = 0;
        started = false;
        status = null;
    }

    /// Takes the value at `trial()`, whose gradient stands in `trialGradient()`.
    void tell(double value, @Nullable Observer observer) {
        evaluations++;
        if (started) {
            told(value, observer);
        } else {
            start(value);
        }
        if (status == null && evaluations >= settings.maxEvaluations()) {
            finish(Status.EVALUATION_LIMIT);
        }
    }

    private void start(double value) {
        f = value;
        gNorm = Kernels.normInf(gTrial, 0, n);
        if (!Double.isFinite(value) || !Double.isFinite(gNorm)) {
            status = Status.NOT_FINITE_AT_START;
            return;
        }
        started = true;
        exchangeTrial();
        fBest = f;
        gLargest = gNorm;
        if (gNorm <= settings.gradientTolerance()) {
            status = Status.GRADIENT_TOLERANCE;
        } else {
            newSearch();
        }
    }

    private void told(double value, @Nullable Observer observer) {
        // A sum of products is finite only if every factor is: this is the test of the whole gradient.
        double dphi = Kernels.dot(p, 0, gTrial, 0, n);
        boolean finite = Double.isFinite(value) && Double.isFinite(dphi);
        if (finite) {
            curvature = (dphi - dphi0) / search.alpha();
        }
        search.tell(value, dphi);
        StepSearch.State state = search.state();
        if (state == StepSearch.State.ACCEPTED) {
            accept(value, observer);
            return;
        }
        if (finite && value < fBest) {
            keepTrial(value);
        }
        switch (state) {
            case SEARCHING -> propose();
            case UNBOUNDED -> finish(Status.UNBOUNDED);
            default -> recover(observer);
        }
    }

    private void accept(double value, @Nullable Observer observer) {
        double change = f - value;
        history.add(xTrial, x, gTrial, g);
        exchangeTrial();
        f = value;
        gNorm = Kernels.normInf(g, 0, n);
        fBest = Math.min(fBest, f);
        gLargest = Math.max(gLargest, gNorm);
        retried = false;
        stalled = change == 0 ? stalled + 1 : 0;
        if (stepTaken(observer)) {
            return;
        }
        if (Math.abs(change) <= settings.valueTolerance() && settings.valueTolerance() > 0) {
            finish(Status.VALUE_TOLERANCE);
        } else if (search.alpha() * pNorm <= settings.stepTolerance()) {
            finish(Status.STEP_TOLERANCE);
        } else if (stalled >= PATIENCE) {
            finish(gradientIsSmall() ? Status.ATTAINABLE_ACCURACY : Status.LINE_SEARCH_FAILED);
        } else if (iterations >= settings.maxIterations()) {
            finish(Status.ITERATION_LIMIT);
        } else {
            newSearch();
        }
    }

    /// What every step has in common: it is counted, shown, and may be the last.
    ///
    /// @return whether the solve has ended
    private boolean stepTaken(@Nullable Observer observer) {
        iterations++;
        boolean goOn = observer == null || observer.goOn(iterations, evaluations, x, f, gNorm);
        if (gNorm <= settings.gradientTolerance()) {
            status = Status.GRADIENT_TOLERANCE;
        } else if (!goOn) {
            finish(Status.STOPPED);
        }
        return status != null;
    }

    /// After a failed search: the best point so far, then once steepest descent without history, then the report.
    private void recover(@Nullable Observer observer) {
        boolean atLimit = valueIsAtItsLimit() || pointIsAtItsLimit();
        boolean improved = fBest < f;
        if (improved) {
            adoptBest();
            if (stepTaken(observer)) {
                return;
            }
        }
        if (atLimit) {
            finish(Status.ATTAINABLE_ACCURACY);
        } else if (retried || (steepest && !improved)) {
            finish(Status.LINE_SEARCH_FAILED);
        } else if (iterations >= settings.maxIterations()) {
            finish(Status.ITERATION_LIMIT);
        } else {
            retried = true;
            history.forget();
            newSearch();
        }
    }

    /// Where the minimum along p is, by the secant of the slopes; along a quasi-Newton direction also by its own model,
    /// whose minimum is at α = 1.
    private double predictedAlpha() {
        double bySlopes = curvature > 0 ? -dphi0 / curvature : Double.POSITIVE_INFINITY;
        return steepest ? bySlopes : Math.min(bySlopes, 1);
    }

    /// Whether what is left to gain is below the rounding error of f.
    private boolean valueIsAtItsLimit() {
        return -0.5 * dphi0 * predictedAlpha() <= ROUNDING * Math.ulp(f) && gradientIsSmall();
    }

    /// Whether what is left to go is below the rounding error of x, and the gradient below that of the gradients met.
    private boolean pointIsAtItsLimit() {
        return predictedAlpha() * pNorm <= ROUNDING * Math.ulp(Kernels.normInf(x, 0, n))
                && gNorm <= ROUNDING * Math.ulp(gLargest);
    }

    /// Whether the relative change of f per relative change of x is small. Near a kink the predicted decrease vanishes
    /// just as it does at a minimum, but the gradient does not: such a point never counts as converged. A gradient
    /// whose square underflows is small whatever f is: no decrease that it promises can be represented.
    private boolean gradientIsSmall() {
        return gNorm * gNorm < Double.MIN_NORMAL
                || gNorm * Math.max(1, Kernels.normInf(x, 0, n)) <= SMALL_GRADIENT * Math.abs(f);
    }

    private void newSearch() {
        steepest = history.count() == 0;
        if (!steepest) {
            dphi0 = history.direction(g, p);
            pNorm = Kernels.normInf(p, 0, n);
            if (!(dphi0 < 0 && dphi0 > Double.NEGATIVE_INFINITY && pNorm < Double.POSITIVE_INFINITY)) {
                history.forget();
                steepest = true;
            }
        }
        double alpha1 = 1;
        if (steepest) {
            alpha1 = steepestDescent();
        }
        double xNorm = Kernels.normInf(x, 0, n);
        double room = Math.min(FAR * Math.max(1, xNorm), 0.5 * (Double.MAX_VALUE - xNorm));
        double alphaMax = Math.min(room / pNorm, Double.MAX_VALUE);
        if (!(dphi0 < 0 && alphaMax > 0)) {
            finish(gradientIsSmall() ? Status.ATTAINABLE_ACCURACY : Status.LINE_SEARCH_FAILED);
            return;
        }
        curvature = Double.NaN;
        search.begin(f, dphi0, Math.min(alpha1, alphaMax), alphaMax);
        propose();
    }

    /// `p ← −g/‖g‖∞`, scaled so that no product of large components overflows.
    ///
    /// The first trial moves by `0.9·max(1, ‖x‖∞)`, in the 2-norm, however f is scaled.
    ///
    /// @return the first trial
    private double steepestDescent() {
        // An infinite or NaN direction from the history may have got into the tail, which must be zero.
        Arrays.fill(p, n, p.length, 0.0);
        double scale = 1 / gNorm;
        scale = scale < Double.POSITIVE_INFINITY ? scale : 1;
        dphi0 = Kernels.scaleDot(-scale, g, 0, p, 0, g, 0, n);
        pNorm = scale * gNorm;
        double length = Math.sqrt(Kernels.dot(p, 0, p, 0, n));
        return FIRST_STEP * Math.max(1, Kernels.normInf(x, 0, n)) / length;
    }

    private void propose() {
        Kernels.step(x, 0, search.alpha(), p, 0, xTrial, 0, n);
    }

    /// Ends the solve with the lowest point.
    void finish(Status status) {
        this.status = status;
        if (fBest < f) {
            adoptBest();
        }
    }

    private void keepTrial(double value) {
        fBest = value;
        double[] swap = xBest;
        xBest = xTrial;
        xTrial = swap;
        swap = gBest;
        gBest = gTrial;
        gTrial = swap;
    }

    private void adoptBest() {
        double[] swap = xBest;
        xBest = x;
        x = swap;
        swap = gBest;
        gBest = g;
        g = swap;
        f = fBest;
        gNorm = Kernels.normInf(g, 0, n);
    }

    private void exchangeTrial() {
        double[] swap = x;
        x = xTrial;
        xTrial = swap;
        swap = g;
        g = gTrial;
        gTrial = swap;
    }

    @Nullable Status status() {
        return status;
    }

    /// Whether a finite point has been seen.
    boolean started() {
        return started;
    }

    double[] trial() {
        return xTrial;
    }

    double[] trialGradient() {
        return gTrial;
    }

    double[] best() {
        return status == null && fBest < f ? xBest : x;
    }

    double[] bestGradient() {
        return status == null && fBest < f ? gBest : g;
    }

    double value() {
        return status == null && fBest < f ? fBest : f;
    }

    double gradientNorm() {
        return status == null && fBest < f ? Kernels.normInf(gBest, 0, n) : gNorm;
    }

    int iterations() {
        return iterations;
    }

    int evaluations() {
        return evaluations;
    }

    History history() {
        return history;
    }
}
