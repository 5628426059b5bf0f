package org.thalweg.optimize;

import static org.thalweg.optimize.LaneRows.*;

import org.jspecify.annotations.Nullable;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.lanes.LaneCode;

/// Writes what the solver does in every lane between one evaluation and the next, as a program without branches.
///
/// Each lane is a state machine of its own: it has had a start evaluated, or a trial of its search, or once more the lowest
/// trial of a search that failed. All that may follow is computed, and conditions choose; only what a trial that is not taken
/// changes, and what follows a direction that leads up, is left out where no lane needs it.
///
/// | here | N&W | |
/// |---|---|---|
/// | x, g, f | `x_k, ∇f_k, f_k` | the iterate |
/// | xt, gt, ft | `x_k + αp_k` | the trial |
/// | d, slope | `p_k, φ′(0)` | the direction |
///
/// A step is taken where `φ(α) ≤ φ(0) + c₁·α·φ′(0)` and `φ′(α) ≥ c₂·φ′(0)`; a value within the rounding error of f counts as
/// decrease if the slope says so (Hager and Zhang's approximate condition). A step that a bound has cut short needs no slope.
/// After a failed search the lane goes to the lowest trial, or if there is none forgets what it has learnt and goes down the
/// gradient once; then it ends.
final class LaneDescent {
    /// Arrays beside the program's own.
    static final int POINT = 1;

    static final int VALUE = 2;
    static final int GRADIENT = 3;
    static final int STATE = 4;
    /// The first array of pairs, the newest.
    static final int PAIRS = 5;

    private static final double C1 = 1e-4;
    /// Every slope that is less steep will do: sᵀy is positive then, and the next step is as good as another trial.
    private static final double C2 = 0.99;

    /// Part of f that is taken for rounding error.
    private static final double NOISE = 2e-14;

    /// Accepted steps without progress, where the gradient is among the smallest, and anywhere.
    private static final int PATIENCE = 10;

    private static final int MOST_PATIENCE = 100;

    // What an evaluation has led to: one number per lane, with which conditions are comparisons.
    /// The trial is an end of the interval, and the search goes on.
    private static final int ONWARDS = 0;
    private static final int BACK = 1;
    private static final int NOTHING = 2;
    /// The search has ended without a step: f falls without bound, or the solve is over, or goes to the lowest trial, or goes on
    /// along the steepest descent.
    private static final int BOTTOMLESS = 3;
    private static final int DEAD = 4;
    private static final int RETREAT = 5;
    private static final int AGAIN = 6;
    /// The point is taken: a start, the lowest trial of a failed search, a step.
    private static final int BEGUN = 7;
    private static final int RETURNED = 8;
    private static final int ACCEPTED = 9;

    private final Lbfgs settings;
    private final LaneRows rows;
    private final LaneCode code;
    private final LaneBox box;
    private final int n;
    private final int[] xt;
    private final int[] gt;
    private final int[] x;
    private final int[] g;
    private final int[] d;

    private int f;
    private int ft;
    private int alpha;
    private int slope;
    private int norm;
    private int dphi;
    private int promised;
    private int finite;
    private int decreases;
    private int flattens;
    private int phase;
    private int live;
    private int outcome;

    LaneDescent(Lbfgs settings, @Nullable Box bounds, LaneRows rows, int lanes) {
        this.settings = settings;
        this.rows = rows;
        n = rows.n();
        code = new LaneCode(lanes);
        box = new LaneBox(code, bounds, n);
        xt = new int[n];
        gt = new int[n];
        x = new int[n];
        g = new int[n];
        d = new int[n];
    }

    private int c(double number) {
        return code.constant(number);
    }

    private int state(int row) {
        return code.load(STATE, row);
    }

    private void put(int value, int row) {
        code.store(value, STATE, row);
    }

    /// Writes the program.
    LaneCode write() {
        load();
        evaluated();
        judge();
        int wasFresh = code.less(c(SEARCH), phase);
        search(wasFresh);
        int idle = idle();
        ends(idle);
        LaneStep step = new LaneStep(code, x, xt, g, gt, box.isThere());
        int learns = code.and(is(ACCEPTED), step.curved);
        int bend = bend(step);
        take();
        go(step, learns, wasFresh, bend);
        return code;
    }

    private int is(int what) {
        return code.equal(outcome, c(what));
    }

    private int atLeast(int what) {
        return code.atMost(c(what), outcome);
    }

    private void load() {
        for (int i = 0; i < n; i++) {
            xt[i] = code.load(POINT, i);
            gt[i] = code.load(GRADIENT, i);
            x[i] = state(rows.x() + i);
            g[i] = state(rows.g() + i);
            d[i] = state(rows.d() + i);
        }
        f = state(F);
        ft = code.load(VALUE, 0);
        alpha = state(ALPHA);
        slope = state(SLOPE);
        phase = state(PHASE);
    }

    /// φ′ at the trial, and whether the value, and any decrease, is to be believed.
    private void evaluated() {
        norm = box.norm(xt, gt);
        dphi = c(0);
        promised = code.mul(alpha, slope);
        int doubt = code.sub(ft, ft);
        int clipped = code.not(code.equal(c(0), c(0)));
        if (box.isThere()) {
            promised = c(0);
            for (int i = 0; i < n; i++) {
                int inside = code.equal(code.fma(alpha, d[i], x[i]), xt[i]);
                clipped = code.or(clipped, code.not(inside));
                dphi = code.select(inside, code.fma(gt[i], d[i], dphi), dphi);
                promised = code.fma(g[i], code.sub(xt[i], x[i]), promised);
                doubt = code.add(doubt, code.sub(gt[i], gt[i]));
            }
        } else {
            // A sum of products is finite only if every factor is: this is the test of the whole gradient.
            for (int i = 0; i < n; i++) {
                dphi = code.fma(gt[i], d[i], dphi);
            }
        }
        finite = code.equal(code.add(doubt, code.sub(dphi, dphi)), c(0));
        int falls = code.atMost(ft, code.fma(c(C1), promised, f));
        int level = code.atMost(ft, code.fma(c(NOISE), code.abs(f), f));
        int nearly = code.and(level, code.atMost(dphi, code.mul(c(2 * C1 - 1), slope)));
        decreases = code.and(finite, code.or(falls, nearly));
        flattens = code.atMost(code.mul(c(C2), slope), dphi);
        if (box.isThere()) {
            flattens = code.or(flattens, clipped);
        }
    }

    private void judge() {
        live = code.less(c(0), phase);
        int searched = code.select(decreases, code.select(flattens, c(ACCEPTED), c(ONWARDS)), c(BACK));
        int other = code.select(
                code.and(live, finite), code.select(code.equal(phase, c(START)), c(BEGUN), c(RETURNED)), c(NOTHING));
        outcome = code.select(code.atMost(c(SEARCH), phase), searched, other);
    }

    /// What a trial that is not taken changes. Among eight lanes there often is none.
    private void search(int wasFresh) {
        int row = code.rows(1);
        code.store(outcome, LaneCode.SCRATCH, row);
        int more = code.atMost(outcome, c(BACK));
        code.where(more);
        put(alpha, TRIED);
        put(dphi, TRIED + 1);
        LaneSearch search = new LaneSearch(code, alpha, ft, dphi);
        search.update(more, is(ONWARDS), is(BACK), finite, f, slope, norm);
        fail(search, more, wasFresh);
        code.store(outcome, LaneCode.SCRATCH, row);
        code.everywhere();
        outcome = code.load(LaneCode.SCRATCH, row);
        alpha = state(ALPHA);
    }

    /// A failed search goes back to its lowest trial, or without one forgets the pairs and is followed by one along the
    /// steepest descent, or is the end.
    private void fail(LaneSearch search, int more, int wasFresh) {
        int without = code.select(wasFresh, c(DEAD), c(AGAIN));
        outcome = code.select(search.failed, code.select(search.better, c(RETREAT), without), outcome);
        outcome = code.select(search.falling, c(BOTTOMLESS), outcome);
        put(code.select(is(RETREAT), search.lowest, code.select(more, search.next, alpha)), ALPHA);
    }

    /// Where accepted steps have led nowhere for a while: neither to a new lowest value nor to a new smallest gradient.
    private int idle() {
        int begun = is(BEGUN);
        int taken = atLeast(BEGUN);
        int known = state(G_LARGEST);
        put(code.select(taken, code.larger(code.select(begun, c(0), known), norm), known), G_LARGEST);
        int lowest = state(LOWEST);
        int smallest = state(SMALLEST);
        int deeper = code.and(taken, code.or(begun, code.less(ft, lowest)));
        int flatter = code.and(taken, code.or(begun, code.less(norm, smallest)));
        put(code.select(deeper, ft, lowest), LOWEST);
        smallest = code.select(flatter, norm, smallest);
        put(smallest, SMALLEST);
        int since = state(SINCE);
        since = code.select(taken, code.select(code.or(deeper, flatter), c(0), code.add(since, c(1))), since);
        put(since, SINCE);
        int patience = code.select(code.atMost(norm, code.add(smallest, smallest)), c(PATIENCE), c(MOST_PATIENCE));
        return code.and(atLeast(ACCEPTED), code.atMost(patience, since));
    }

    /// Counts, and how the solve ends if it does; of several endings the one that is written last.
    private void ends(int idle) {
        int stepped = atLeast(RETURNED);
        int accepted = atLeast(ACCEPTED);
        int lost = is(NOTHING);
        int dead = code.or(is(DEAD), code.and(lost, code.equal(phase, c(RETURN))));
        int evaluations = code.add(state(EVALUATIONS), c(1));
        int iterations = code.add(state(ITERATIONS), code.select(stepped, c(1), c(0)));
        put(evaluations, EVALUATIONS);
        put(iterations, ITERATIONS);
        int ending = c(Ending.RUNNING.number());
        ending = end(ending, code.and(live, code.atMost(c(settings.maxEvaluations()), evaluations)), Ending.EVALUATIONS);
        ending = end(ending, code.and(stepped, code.atMost(c(settings.maxIterations()), iterations)), Ending.ITERATIONS);
        ending = end(ending, dead, Ending.NO_STEP);
        ending = end(ending, is(BOTTOMLESS), Ending.FALLING);
        ending = end(ending, idle, Ending.NO_PROGRESS);
        if (settings.stepTolerance() > 0) {
            int stride = c(0);
            for (int i = 0; i < n; i++) {
                stride = code.larger(stride, code.abs(code.sub(xt[i], x[i])));
            }
            ending = end(ending, code.and(accepted, code.atMost(stride, c(settings.stepTolerance()))), Ending.SMALL_STEP);
        }
        if (settings.valueTolerance() > 0) {
            int change = code.abs(code.sub(f, ft));
            ending = end(
                    ending, code.and(accepted, code.atMost(change, c(settings.valueTolerance()))), Ending.SMALL_CHANGE);
        }
        ending = end(
                ending, code.and(atLeast(BEGUN), code.atMost(norm, c(settings.gradientTolerance()))), Ending.SMALL_GRADIENT);
        ending = end(ending, code.and(lost, code.equal(phase, c(START))), Ending.NOT_FINITE);
        put(ending, STATUS);
    }

    private int end(int ending, int condition, Ending how) {
        return code.select(condition, c(how.number()), ending);
    }

    /// The trial becomes the iterate.
    private void take() {
        int taken = atLeast(BEGUN);
        for (int i = 0; i < n; i++) {
            x[i] = code.select(taken, xt[i], x[i]);
            g[i] = code.select(taken, gt[i], g[i]);
            put(x[i], rows.x() + i);
            put(g[i], rows.g() + i);
        }
        f = code.select(taken, ft, f);
        norm = code.select(taken, norm, state(G_NORM));
        put(f, F);
        put(norm, G_NORM);
    }

    /// The second derivative along the step at its end, as [EndCurvature] has it.
    private int bend(LaneStep step) {
        int decrease = code.sub(f, ft);
        int cubic = code.fma(c(6), code.add(decrease, promised), code.mul(c(4), step.sy));
        int least = code.mul(c(1 / EndCurvature.MOST), step.sy);
        int most = code.mul(c(EndCurvature.MOST), step.sy);
        int kept = code.select(code.less(cubic, least), least, code.select(code.less(most, cubic), most, cubic));
        int tenfold = c(EndCurvature.CONTRADICTION);
        int agree = code.and(code.less(cubic, code.mul(tenfold, step.sy)), code.less(step.sy, code.mul(tenfold, cubic)));
        int tells = code.and(agree, code.less(code.mul(c(EndCurvature.TELLING), code.abs(ft)), decrease));
        return code.select(tells, kept, step.sy);
    }

    /// The direction, and the next point along it.
    private void go(LaneStep step, int learns, int wasFresh, int bend) {
        int renew = atLeast(AGAIN);
        int resets = code.and(renew, code.atMost(outcome, c(RETURNED)));
        int[] q = box.free(x, g, norm);
        LaneCurvature curvature = new LaneCurvature(code, rows, settings.memory(), step, learns, resets, norm, bend);
        int[] p = box.bend(x, curvature.direction(q, wasFresh));
        int descent = slope(p);
        int descends = code.and(code.less(descent, c(0)), code.less(c(Double.NEGATIVE_INFINITY), descent));
        slope = code.select(renew, code.select(descends, descent, c(1)), slope);
        put(slope, SLOPE);
        alpha = code.select(renew, c(1), alpha);
        put(alpha, ALPHA);
        put(code.select(renew, c(0), state(TRIALS)), TRIALS);
        int fresh = code.or(resets, code.and(wasFresh, code.not(learns)));
        int searches = code.select(fresh, c(FIRST_SEARCH), c(SEARCH));
        put(code.select(renew, searches, code.select(is(RETREAT), c(RETURN), phase)), PHASE);
        for (int i = 0; i < n; i++) {
            d[i] = code.select(renew, p[i], d[i]);
            put(d[i], rows.d() + i);
            code.store(box.clamp(i, code.fma(alpha, d[i], x[i])), POINT, i);
        }
        goDown(curvature);
    }

    /// Where H has given no direction that goes down, which a slope above 0 says, the gradient does. There hardly ever is one;
    /// no slope stays above 0.
    private void goDown(LaneCurvature curvature) {
        int lost = code.less(c(0), slope);
        code.where(lost);
        int[] q = box.free(x, g, norm);
        int[] p = box.bend(x, curvature.afresh(q, lost));
        int descent = slope(p);
        put(code.select(lost, code.select(code.less(c(0), descent), c(0), descent), slope), SLOPE);
        put(code.select(lost, c(FIRST_SEARCH), state(PHASE)), PHASE);
        for (int i = 0; i < n; i++) {
            int direction = code.select(lost, p[i], d[i]);
            put(direction, rows.d() + i);
            code.store(box.clamp(i, code.fma(alpha, direction, x[i])), POINT, i);
        }
        code.everywhere();
    }

    private int slope(int[] p) {
        int slope = c(0);
        for (int i = 0; i < n; i++) {
            slope = code.fma(g[i], p[i], slope);
        }
        return slope;
    }
}
