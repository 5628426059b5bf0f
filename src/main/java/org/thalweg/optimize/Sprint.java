package org.thalweg.optimize;

import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;

/// The common course of a [Descent] with two to four variables and the whole matrix, step after step in one loop: a trial is
/// evaluated, accepted, and the next one chosen.
///
/// With so few variables a step is bound by the time from one number to the next that needs it, and every way through memory
/// is part of that. Here iterate, candidate and direction change in local variables, and are written back at the end.
///
/// A step is taken here only where [Descent#tell] would accept the trial, learn its pair and go on, and a trial refused only
/// where it would ask the search for another: then the bits are the same. Whatever else comes, a value that is not finite, the
/// end of a search or of the solve, is left to it, untouched.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class Sprint {
    private static final int FEWEST = 2;

    private static final int MOST = 4;

    /// What line searches of a kind accept at once: `φ(α) ≤ φ(0) + c₁·α·φ′(0)`, and `φ′(α)` from `least·φ′(0)` to
    /// `most·φ′(0)`.
    private record Rule(double c1, double least, double most) {
        static @Nullable Rule of(LineSearch search) {
            if (search instanceof StrongWolfe rule) {
                return new Rule(rule.c1(), rule.c2(), -rule.c2());
            }
            return search instanceof HagerZhang rule
                    ? new Rule(rule.delta(), rule.sigma(), Double.NEGATIVE_INFINITY)
                    : null;
        }
    }

    /// Where a sprint has come to.
    enum End {
        /// The last trial has been evaluated, with [#value()], and still has to be told.
        EVALUATED,
        /// The last trial, with [#value()], has been told to the search, which has ended with it.
        SEARCHED,
        /// The next trial waits, and is not to be evaluated.
        HELD,
        /// The last step led to where the direction is no descent, and is to be chosen again.
        NO_DESCENT
    }

    private final Lbfgs settings;
    private final int n;
    private final Iterates at;
    private final DenseDirection line;
    private final Lesson lesson;
    private final StepSearch search;
    private final Noise noise;
    private final Stagnation stagnation;
    private final double c1;
    private final double least;
    private final double most;
    /// Whether searches go by those before them: each has to be told then that it has begun.
    private final boolean remembers;
    private double value;
    private int steps;
    private int refusals;
    private double alphaTold;
    private double slopeTold;
    private double gLargest;

    private Sprint(Lbfgs settings, int n, Iterates at, DenseDirection line, History history, StepSearch search, Noise noise,
            Stagnation stagnation, Rule rule) {
        this.settings = settings;
        this.n = n;
        this.at = at;
        this.line = line;
        this.search = search;
        this.noise = noise;
        this.stagnation = stagnation;
        lesson = new Lesson(n, line, history);
        c1 = rule.c1;
        least = rule.least;
        most = rule.most;
        remembers = search instanceof HagerZhangSearch;
    }

    /// One for these parts of a descent; null where steps are not taken here.
    static @Nullable Sprint of(Lbfgs settings, int n, Iterates at, Direction line, History history, StepSearch search,
            Noise noise, Stagnation stagnation) {
        if (n < FEWEST || n > MOST || !(line instanceof DenseDirection dense)) {
            return null;
        }
        Rule rule = Rule.of(settings.lineSearch());
        return rule == null ? null : new Sprint(settings, n, at, dense, history, search, noise, stagnation, rule);
    }

    /// Goes on from a trial of a search that waits to be evaluated.
    ///
    /// @param objective f
    /// @param gate says how long
    /// @param limit the largest number of trials that are dealt with here
    /// @return where it has come to
    End run(Objective objective, LbfgsSolver gate, int limit) {
        double[] x = at.x;
        double[] g = at.g;
        double[] xTrial = at.xTrial;
        double[] gTrial = at.gTrial;
        double[] p = line.p;
        double f = at.f;
        double fBest = at.fBest;
        double gNorm = at.gNorm;
        double dphi0 = line.dphi0;
        double pNorm = line.pNorm;
        double alpha = search.alpha();
        double alphaMax = alpha;
        double gSmallest = gNorm;
        gLargest = gNorm;
        steps = 0;
        refusals = 0;
        boolean begun = true;
        try {
            while (true) {
                value = objective.valueAndGradient(xTrial, gTrial);
                double dphi = FewVariables.dot(p, gTrial, n);
                double gNormTrial = FewVariables.normInf(gTrial, n);
                boolean accepted = value <= f + c1 * alpha * dphi0
                        && dphi >= least * dphi0
                        && dphi <= most * dphi0
                        && value < fBest
                        && value > Double.NEGATIVE_INFINITY;
                boolean goesOn = gNormTrial > settings.gradientTolerance()
                        && f - value > settings.valueTolerance()
                        && alpha * pNorm > settings.stepTolerance()
                        && steps + refusals < limit;
                if (accepted) {
                    if (!goesOn
                            || !lesson.learn(xTrial, x, gTrial, g, EndCurvature.decrease(f, value), alpha * dphi0)) {
                        return End.EVALUATED;
                    }
                    noise.trial(alpha, f, dphi0, value, dphi);
                    steps++;
                    alphaTold = alpha;
                    slopeTold = Double.NaN;
                    double[] swap = x;
                    x = xTrial;
                    xTrial = swap;
                    swap = g;
                    g = gTrial;
                    gTrial = swap;
                    f = value;
                    fBest = value;
                    gNorm = gNormTrial;
                    gLargest = gNorm > gLargest ? gNorm : gLargest;
                    gSmallest = gNorm < gSmallest ? gNorm : gSmallest;
                    dphi0 = lesson.slope();
                    pNorm = FewVariables.normInf(p, n);
                    begun = false;
                    if (!Direction.isDescent(dphi0, pNorm)) {
                        return End.NO_DESCENT;
                    }
                    alphaMax = Direction.farthest(FewVariables.normInf(x, n), pNorm);
                    alpha = 1 <= alphaMax ? 1 : alphaMax;
                    if (remembers) {
                        search.begin(f, dphi0, alpha, alphaMax);
                        begun = true;
                    }
                } else {
                    if (!Double.isFinite(value) || !Double.isFinite(dphi) || steps + refusals >= limit) {
                        return End.EVALUATED;
                    }
                    noise.trial(alpha, f, dphi0, value, dphi);
                    if (!begun) {
                        search.begin(f, dphi0, alpha, alphaMax);
                        begun = true;
                    }
                    search.tell(value, dphi);
                    refusals++;
                    alphaTold = alpha;
                    slopeTold = dphi;
                    if (search.state() != StepSearch.State.SEARCHING) {
                        return End.SEARCHED;
                    }
                    if (value < fBest) {
                        at.xTrial = xTrial;
                        at.gTrial = gTrial;
                        at.keepIfLowest(value);
                        xTrial = at.xTrial;
                        gTrial = at.gTrial;
                        fBest = value;
                    }
                    alpha = search.alpha();
                }
                FewVariables.step(x, alpha, p, xTrial, n);
                // Here, where the point goes through memory anyway: what is read after a volatile field comes from there.
                if (!gate.mayGoOn()) {
                    return End.HELD;
                }
            }
        } finally {
            if (steps + refusals > 0) {
                at.move(x, g, xTrial, gTrial, f, gNorm, fBest, steps);
            }
            if (steps > 0) {
                line.dphi0 = dphi0;
                line.pNorm = pNorm;
                lesson.remember();
                stagnation.progress(steps, f, gNorm, gSmallest);
                if (!begun && Direction.isDescent(dphi0, pNorm)) {
                    search.begin(f, dphi0, alpha, alphaMax);
                }
            }
        }
    }

    /// f at the trial that still has to be told.
    double value() {
        return value;
    }

    /// How many steps were taken.
    int steps() {
        return steps;
    }

    /// How many trials were refused, and told to the search.
    int refusals() {
        return refusals;
    }

    /// α of the last trial that was taken or refused.
    double alphaTold() {
        return alphaTold;
    }

    /// The slope there; NaN where the search after it has not been told of any.
    double slopeTold() {
        return slopeTold;
    }

    /// The largest `‖∇f‖∞` of the iterates on the way.
    double gLargest() {
        return gLargest;
    }
}
