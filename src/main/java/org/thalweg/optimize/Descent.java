package org.thalweg.optimize;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;
import org.thalweg.internal.kernel.Kernels;

/// L-BFGS with the loop turned inside out: it proposes a point, is told value and gradient, and proposes the next.
///
/// | here | N&W | |
/// |---|---|---|
/// | at.x, at.g, at.f | `x_k, ∇f_k, f_k` | the iterate |
/// | at.xTrial | `x_k + αp_k` | the candidate |
/// | line | `p_k` | the direction, and the slope along it |
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class Descent implements Tape.Kept {
    /// Accepted steps in a row without progress.
    private static final int PATIENCE = 10;

    private final Lbfgs settings;
    private final int n;
    private final StepSearch search;
    private final History history;
    private final Iterates at;
    private final Direction line;
    private final @Nullable Sprint sprint;

    private double gLargest;
    /// The last finite trial of the search, from which its curvature follows where a search fails.
    private double alphaTold;
    private double slopeTold;
    private boolean retried;
    private double doubted;
    private final Stagnation stagnation = new Stagnation(PATIENCE);
    private final Noise noise = new Noise();
    private final Regularisation regularisation;
    private double ceiling;
    private int iterations;
    private int evaluations;
    private boolean started;
    private @Nullable Status status;

    Descent(Lbfgs settings, int n, Terrain terrain) {
        this.settings = settings;
        this.n = n;
        search = settings.lineSearch().newSearch();
        history = terrain instanceof Terrain.Dense ? History.inDoubles(n, settings.memory()) : new History(n, settings.memory());
        at = new Iterates(n, terrain);
        line = terrain.direction(at, history);
        sprint = Sprint.of(settings, n, at, line, history, search, noise, stagnation);
        regularisation = new Regularisation(at, history, line);
    }

    void begin(double[] x0) {
        history.forget();
        noise.begin();
        search.reset();
        start(x0);
    }

    /// Begins with the pairs of the solve before, and with what it found out about the error of f.
    void beginAgain(double[] x0) {
        double known = noise.level();
        search.resetValues(known > 0 ? known : 0);
        start(x0);
    }

    private void start(double[] x0) {
        at.begin(x0);
        line.begin();
        regularisation.reset();
        retried = false;
        doubted = 0;
        iterations = 0;
        evaluations = 0;
        started = false;
        status = null;
    }

    /// Takes f at `trial()`, whose gradient stands in `trialGradient()`.
    void tell(double f, @Nullable IterationObserver observer) {
        evaluations++;
        double value = f + at.terrain.added(at.xTrial);
        if (doubted > 0) {
            judge(value, observer);
        } else if (regularisation.isActive()) {
            toldUnsearched(value, observer);
        } else if (started) {
            told(value, observer);
        } else {
            start(value);
        }
        if (status == null && evaluations >= settings.maxEvaluations()) {
            finish(Status.EVALUATION_LIMIT);
        }
    }

    /// Whether [#sprint] may take over: an evaluation is awaited, and it is a trial of a search.
    boolean canSprint() {
        return sprint != null && started && doubted == 0 && !regularisation.isActive();
    }

    /// Goes on by itself while steps go as they mostly do, and then tells the last evaluation.
    void sprint(Objective f, LbfgsSolver gate) {
        Sprint course = Objects.requireNonNull(sprint);
        Sprint.End end;
        try {
            end = course.run(f, gate, leftAfterNext());
        } finally {
            int steps = course.steps();
            if (steps + course.refusals() > 0) {
                iterations += steps;
                evaluations += steps + course.refusals();
                gLargest = Math.max(gLargest, course.gLargest());
                alphaTold = course.alphaTold();
                slopeTold = course.slopeTold();
                retried &= steps == 0;
            }
        }
        if (end == Sprint.End.EVALUATED) {
            tell(course.value(), null);
        } else if (end == Sprint.End.SEARCHED) {
            searched(course.value(), true, null);
        } else if (end == Sprint.End.NO_DESCENT) {
            history.forget();
            newSearch();
        }
    }

    /// How many steps at the first trial both limits leave after which the solve goes on.
    private int leftAfterNext() {
        return Math.min(settings.maxIterations() - iterations, settings.maxEvaluations() - evaluations) - 1;
    }

    private void start(double value) {
        at.f = value;
        at.gNorm = Kernels.normInf(at.gTrial, 0, n);
        if (!Double.isFinite(value) || !Double.isFinite(at.gNorm)) {
            status = Status.NOT_FINITE_AT_START;
            return;
        }
        started = true;
        at.accept(value, Double.NaN, at.gNorm);
        gLargest = at.gNorm;
        ceiling = value;
        stagnation.begin(at.f, at.gNorm);
        if (at.gNorm <= settings.gradientTolerance()) {
            status = Status.GRADIENT_TOLERANCE;
        } else {
            newSearch();
        }
    }

    private void told(double value, @Nullable IterationObserver observer) {
        // A sum of products is finite only if every factor is: this is the test of the whole gradient.
        double dphi = line.slopeAtTrial();
        boolean finite = Double.isFinite(value) && Double.isFinite(dphi);
        if (finite) {
            alphaTold = search.alpha();
            slopeTold = dphi;
            if (at.terrain.isSmooth()) {
                noise.trial(search.alpha(), at.f, line.dphi0, value, dphi);
            }
        }
        search.tell(value, dphi);
        searched(value, finite, observer);
    }

    /// The search has been told of a trial, and has answered.
    private void searched(double value, boolean finite, @Nullable IterationObserver observer) {
        StepSearch.State state = search.state();
        boolean atBound = state == StepSearch.State.UNBOUNDED
                && finite
                && line.endsAtBound()
                && search.alpha() >= line.alphaMax();
        if (state == StepSearch.State.ACCEPTED || atBound) {
            accept(value, search.alpha(), observer);
            return;
        }
        if (finite) {
            at.keepIfLowest(value);
        }
        switch (state) {
            case SEARCHING -> propose();
            case UNBOUNDED -> finish(Status.UNBOUNDED);
            default -> recover(observer);
        }
    }

    /// A candidate without a search, on the last rung.
    private void toldUnsearched(double value, @Nullable IterationObserver observer) {
        double dphi = line.slopeAtTrial();
        boolean finite = Double.isFinite(value) && Double.isFinite(dphi);
        double error = Accuracy.error(noise.level(), at.f);
        if (finite && regularisation.showsDecrease(value, error)) {
            regularisation.end();
            accept(value, 1, observer);
        } else if (finite && regularisation.slopesShowDecrease(value, dphi, error, ceiling)) {
            accept(value, 1, observer);
        } else {
            if (finite) {
                noise.trial(1, at.f, line.dphi0, value, dphi);
                at.keepIfLowest(value);
            }
            if (!regularisation.retry()) {
                finish(Status.LINE_SEARCH_FAILED);
            }
        }
    }

    private void accept(double value, double alpha, @Nullable IterationObserver observer) {
        double change = at.f - value;
        double decrease = at.terrain.isSmooth() ? EndCurvature.decrease(at.f, value) : 0;
        history.add(at.xTrial, at.x, at.gTrial, at.g, decrease, alpha * line.dphi0);
        at.accept(value, history.xNorm(), history.gNorm());
        // Not Math.max: both are finite here, and a comparison costs less.
        gLargest = at.gNorm > gLargest ? at.gNorm : gLargest;
        retried = false;
        double promise = -0.5 * line.dphi0 * alpha;
        stagnation.step(at.f, at.gNorm);
        if (stepTaken(observer)) {
            return;
        }
        if (Math.abs(change) <= settings.valueTolerance() && settings.valueTolerance() > 0) {
            finish(Status.VALUE_TOLERANCE);
        } else if (alpha * line.pNorm <= settings.stepTolerance()) {
            finish(Status.STEP_TOLERANCE);
        } else if (stagnation.hasEnded()) {
            finish(Accuracy.gradientIsSmall(at)
                            || Accuracy.noiseHidesTheRest(promise, gLargest, at)
                            || Accuracy.noiseHidesTheDecrease(promise, noise.level(), at)
                    ? Status.ATTAINABLE_ACCURACY
                    : Status.LINE_SEARCH_FAILED);
        } else if (iterations >= settings.maxIterations()) {
            finish(Status.ITERATION_LIMIT);
        } else {
            goOn();
        }
    }

    private void goOn() {
        if (!regularisation.isActive()) {
            newSearch();
        } else if (!regularisation.goOn()) {
            finish(Status.LINE_SEARCH_FAILED);
        }
    }

    /// What every step has in common: it is counted, shown, and may be the last.
    ///
    /// @return whether the solve has ended
    private boolean stepTaken(@Nullable IterationObserver observer) {
        iterations++;
        boolean goOn = observer == null || observer.goOn(iterations, evaluations, at.x, at.f, at.gNorm);
        if (at.gNorm <= settings.gradientTolerance()) {
            status = Status.GRADIENT_TOLERANCE;
        } else if (!goOn) {
            finish(Status.STOPPED);
        }
        return status != null;
    }

    /// After a failed search: the best point so far, then once steepest descent without history. After that, whether the
    /// gradient is wrong; if not, steps without searches; then the report.
    private void recover(@Nullable IterationObserver observer) {
        double alpha = predictedAlpha();
        double decrease = -0.5 * line.dphi0 * alpha;
        boolean atLimit = Accuracy.valueIsAtItsLimit(decrease, at)
                || Accuracy.noiseHidesTheDecrease(decrease, noise.level(), at)
                || Accuracy.pointIsAtItsLimit(alpha * line.pNorm, gLargest, at);
        boolean improved = at.lowerKnown();
        if (improved && !(atLimit && at.flatterThanLowest())) {
            at.adoptBest();
            if (stepTaken(observer)) {
                return;
            }
        }
        if (atLimit) {
            finish(Status.ATTAINABLE_ACCURACY);
        } else if (retried || (line.steepest && !improved)) {
            doubt();
        } else if (iterations >= settings.maxIterations()) {
            finish(Status.ITERATION_LIMIT);
        } else {
            retried = true;
            regularisation.note();
            history.forget();
            newSearch();
        }
    }

    /// Before anything is done without a search, or a failure reported: is the gradient wrong? One more evaluation will tell.
    private void doubt() {
        doubted = DirectionalDifference.step(at.xNorm(), line.pNorm);
        line.step(doubted);
        // A point that is not finite is never evaluated, nor one that rounding leaves where it is.
        boolean apart = Kernels.normInf(at.xTrial, 0, n) < Double.POSITIVE_INFINITY
                && doubted * line.pNorm > 0
                && doubted <= line.alphaMax();
        if (!apart) {
            doubted = 0;
            goWithoutSearch();
        }
    }

    private void goWithoutSearch() {
        if (iterations >= settings.maxIterations()) {
            finish(Status.ITERATION_LIMIT);
        } else if (!regularisation.begin()) {
            finish(Status.LINE_SEARCH_FAILED);
        }
    }

    private void judge(double value, @Nullable IterationObserver observer) {
        double dphi = line.slopeAtTrial();
        boolean finite = Double.isFinite(value) && Double.isFinite(dphi);
        boolean wrong = finite
                && DirectionalDifference.contradicts(at.f, line.slope(), doubted, value, dphi);
        if (finite && value < at.f) {
            at.accept(value, Double.NaN, Kernels.normInf(at.gTrial, 0, n));
            if (stepTaken(observer)) {
                return;
            }
        }
        doubted = 0;
        if (wrong) {
            finish(Status.GRADIENT_INCONSISTENT);
        } else {
            goWithoutSearch();
        }
    }

    /// Where the minimum along p is, by the secant of the slopes; along a quasi-Newton direction also by its own model,
    /// whose minimum is at α = 1.
    private double predictedAlpha() {
        double curvature = (slopeTold - line.dphi0) / alphaTold;
        double bySlopes = curvature > 0 ? -line.dphi0 / curvature : Double.POSITIVE_INFINITY;
        return line.steepest ? bySlopes : Math.min(bySlopes, 1);
    }

    private void newSearch() {
        double alpha1 = line.choose();
        double alphaMax = line.alphaMax();
        if (!(line.dphi0 < 0 && alphaMax > 0)) {
            finish(Accuracy.gradientIsSmall(at) ? Status.ATTAINABLE_ACCURACY : Status.LINE_SEARCH_FAILED);
            return;
        }
        slopeTold = Double.NaN;
        // Not Math.min: the point that is wanted next would wait for the division in alphaMax.
        search.begin(at.f, line.dphi0, alpha1 <= alphaMax ? alpha1 : alphaMax, alphaMax);
        propose();
    }

    private void propose() {
        line.step(search.alpha());
    }

    /// Ends the solve with the lowest point; where f is flat to its last digits, with the smaller gradient.
    void finish(Status status) {
        this.status = status;
        if (at.lowerKnown() && !(status == Status.ATTAINABLE_ACCURACY && at.flatterThanLowest())) {
            at.adoptBest();
        }
        // What was small beside f may be large beside a lower one that has been adopted since.
        if (status == Status.ATTAINABLE_ACCURACY && !Accuracy.gradientIsFair(at)) {
            this.status = Status.LINE_SEARCH_FAILED;
        }
    }

    /// The state in the middle of a solve, while an evaluation is awaited.
    @Override
    public void keep(Tape tape) {
        at.keep(tape);
        history.keep(tape);
        line.keep(tape);
        ((Tape.Kept) search).keep(tape);
        stagnation.keep(tape);
        noise.keep(tape);
        gLargest = tape.keep(gLargest);
        alphaTold = tape.keep(alphaTold);
        slopeTold = tape.keep(slopeTold);
        retried = tape.keep(retried);
        doubted = tape.keep(doubted);
        ceiling = tape.keep(ceiling);
        regularisation.keep(tape);
        iterations = tape.keep(iterations);
        evaluations = tape.keep(evaluations);
        started = tape.keep(started);
        status = null;
    }

    @Nullable Status status() {
        return status;
    }

    /// Whether a finite point has been seen.
    boolean started() {
        return started;
    }

    double[] trial() {
        return at.xTrial;
    }

    double[] trialGradient() {
        return at.gTrial;
    }

    double[] best() {
        return bestIsElsewhere() ? at.xBest : at.x;
    }

    double[] bestGradient() {
        return bestIsElsewhere() ? at.gBest : at.g;
    }

    double value() {
        return bestIsElsewhere() ? at.fBest : at.f;
    }

    double gradientNorm() {
        return bestIsElsewhere() ? at.stationarity(at.xBest, at.gBest) : at.gNorm;
    }

    /// In the middle of a solve the lowest point may not be the iterate; at its end the iterate is the result.
    private boolean bestIsElsewhere() {
        return status == null && at.lowerKnown();
    }

    SearchReport lastSearch() {
        return search.report();
    }

    double noise() {
        return noise.level();
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
