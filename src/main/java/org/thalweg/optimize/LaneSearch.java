package org.thalweg.optimize;

import static org.thalweg.optimize.LaneRows.*;

import org.thalweg.internal.lanes.LaneCode;

/// The line search of [LaneDescent]: writes how the interval changes by a trial, and where the next one is.
///
/// Every trial that is not taken becomes an end of the interval: the lower one if φ has decreased enough but still falls
/// steeply, else the upper one. The next trial is the minimum of the cubic through both ends, kept off them; without an upper
/// end that of the cubic through the last two, further out. After some trials it is the middle, and always close to the lower
/// end where the upper one is not finite.
final class LaneSearch {
    /// Trials of a search, and those after which it halves.
    private static final int MOST_TRIALS = 30;

    private static final int CUBIC_TRIALS = 6;

    /// Parts of the interval at its ends in which no trial lies.
    private static final double MARGIN = 0.1;

    /// How far out a trial may go, in lengths of the last step outwards.
    private static final double GROWTH = 4;

    private final LaneCode code;
    private final int alpha;
    private final int phi;
    private final int dphi;

    private int low;
    private int trials;

    /// The next trial.
    int next;
    /// α of the lowest trial.
    int lowest;
    /// The search has ended without a step, and there is no smallest one to report beyond.
    int failed;
    /// φ falls without bound.
    int falling;
    /// A trial below φ(0) is known.
    int better;

    LaneSearch(LaneCode code, int alpha, int phi, int dphi) {
        this.code = code;
        this.alpha = alpha;
        this.phi = phi;
        this.dphi = dphi;
    }

    private int c(double number) {
        return code.constant(number);
    }

    private int state(int row) {
        return code.load(LaneDescent.STATE, row);
    }

    private void put(int value, int row) {
        code.store(value, LaneDescent.STATE, row);
    }

    /// After a trial.
    ///
    /// @param more where it becomes either end; nothing that is written elsewhere will be read
    /// @param onwards where it becomes the lower end
    /// @param back where it becomes the upper end
    /// @param finite where φ and φ′ are finite
    /// @param f φ(0)
    /// @param slope φ′(0)
    /// @param norm the norm of the gradient at the trial
    void update(int more, int onwards, int back, int finite, int f, int slope, int norm) {
        int done = state(TRIALS);
        int first = code.atMost(done, c(0));
        trials = code.add(done, c(1));
        put(code.select(more, trials, done), TRIALS);
        keepLowest(first, code.and(more, finite), f, norm);
        int oldLow = code.select(first, c(0), state(LOW));
        int oldPhi = code.select(first, f, state(LOW + 1));
        int oldSlope = code.select(first, slope, state(LOW + 2));
        low = code.select(onwards, alpha, oldLow);
        int lowPhi = code.select(onwards, phi, oldPhi);
        int lowSlope = code.select(onwards, dphi, oldSlope);
        put(low, LOW);
        put(lowPhi, LOW + 1);
        put(lowSlope, LOW + 2);
        int high = code.select(back, alpha, code.select(first, c(Double.POSITIVE_INFINITY), state(HIGH)));
        int highPhi = code.select(back, phi, state(HIGH + 1));
        int highSlope = code.select(back, dphi, state(HIGH + 2));
        put(high, HIGH);
        put(highPhi, HIGH + 1);
        put(highSlope, HIGH + 2);
        int closed = code.less(high, c(Double.POSITIVE_INFINITY));
        next = next(
                closed,
                code.select(closed, low, oldLow),
                code.select(closed, lowPhi, oldPhi),
                code.select(closed, lowSlope, oldSlope),
                code.select(closed, high, alpha),
                code.select(closed, highPhi, phi),
                code.select(closed, highSlope, dphi));
        int between = code.and(code.less(low, next), code.less(next, high));
        int stuck = code.and(more, code.not(code.and(between, code.less(trials, c(MOST_TRIALS)))));
        int bottomless = code.and(more, code.equal(phi, c(Double.NEGATIVE_INFINITY)));
        falling = code.or(bottomless, code.and(stuck, code.not(closed)));
        failed = code.and(stuck, code.not(falling));
    }

    private void keepLowest(int first, int candidate, int f, int norm) {
        int known = code.select(first, f, state(BEST + 1));
        int lower = code.and(candidate, code.less(phi, known));
        lowest = code.select(lower, alpha, code.select(first, c(0), state(BEST)));
        put(lowest, BEST);
        put(code.select(lower, phi, known), BEST + 1);
        put(code.select(lower, norm, state(BEST + 2)), BEST + 2);
        better = code.less(c(0), lowest);
    }

    /// From a to b, which is the upper end or, if there is none, the last trial. A NaN fails every comparison.
    private int next(int closed, int a, int phiA, int slopeA, int b, int phiB, int slopeB) {
        int width = code.sub(b, a);
        int theta = code.add(
                code.div(code.mul(c(3), code.sub(phiA, phiB)), width), code.add(slopeA, slopeB));
        int root = code.sqrt(code.larger(c(0), code.sub(code.mul(theta, theta), code.mul(slopeA, slopeB))));
        int part = code.div(
                code.sub(code.add(slopeB, root), theta), code.add(code.sub(slopeB, slopeA), code.add(root, root)));
        int cubic = code.sub(b, code.mul(width, part));

        int first = code.fma(c(MARGIN), width, a);
        int last = code.sub(b, code.mul(c(MARGIN), width));
        int kept = within(cubic, first, last);
        int middle = code.fma(c(0.5), width, a);
        int inner = code.select(code.less(trials, c(CUBIC_TRIALS)), kept, middle);
        int inside = code.select(code.equal(cubic, cubic), inner, first);

        int farthest = code.fma(c(GROWTH), width, b);
        int beyond = code.select(code.less(b, cubic), within(cubic, code.add(b, width), farthest), farthest);
        return code.select(closed, inside, beyond);
    }

    private int within(int value, int from, int to) {
        return code.select(code.less(value, from), from, code.select(code.less(to, value), to, value));
    }
}
