package org.thalweg.optimize;

/// The machine of [StrongWolfe].
///
/// | here | N&W 3.5, 3.6 |
/// |---|---|
/// | lo | `α_lo`: lowest step with sufficient decrease so far; while bracketing `α_{i−1}`, before it is shifted |
/// | hi | `α_hi`: the other end; `hiKnown` is false where nothing finite is known there |
/// | previous | the `lo` before this one, for extrapolation |
/// | wall | the smallest step while bracketing that was NaN or infinite |
final class StrongWolfeSearch implements StepSearch, Tape.Kept {
    /// Extrapolation multiplies the last stride by a factor between these.
    private static final double LEAST_GROWTH = 1;

    private static final double MOST_GROWTH = 9;

    /// Interpolation keeps this share of the interval from both ends.
    private static final double MARGIN = 0.1;

    /// A root below may have lost digits, as the square of it or its parts underflowed.
    private static final double TINY = 1e-140;

    /// An interval wider than this share of what it was two trials ago is halved.
    private static final double SHRINKING = 2.0 / 3;

    private final StrongWolfe rule;
    private final SearchRecord at = new SearchRecord();

    private boolean bracketing;
    private double lo;
    private double phiLo;
    private double dphiLo;
    private double previous;
    private double phiPrevious;
    private double dphiPrevious;
    private double hi;
    private double phiHi;
    private double dphiHi;
    private boolean hiKnown;
    private double wall;
    private boolean bottomless;
    private double width;
    private double widthBefore;

    StrongWolfeSearch(StrongWolfe rule) {
        this.rule = rule;
    }

    @Override
    public void begin(double phi0, double dphi0, double alpha1, double alphaMax) {
        at.begin(phi0, dphi0, alpha1, alphaMax);
        bracketing = true;
        lo = 0;
        phiLo = phi0;
        dphiLo = dphi0;
        wall = Double.POSITIVE_INFINITY;
        bottomless = false;
    }

    @Override
    public void tell(double phi, double dphi) {
        boolean finite = at.told(phi, dphi);
        if (finite
                && at.sufficientDecrease(rule.c1(), phi)
                && Math.abs(dphi) <= -rule.c2() * at.dphi0) {
            at.state = State.ACCEPTED;
            return;
        }
        if (bracketing) {
            bracket(finite, phi, dphi);
        } else {
            narrow(finite, phi, dphi);
        }
        if (at.state == State.SEARCHING && at.evaluations >= rule.maxEvaluations()) {
            giveUp();
        }
    }

    /// Algorithm 3.5: outwards until the interval holds a point that satisfies the conditions.
    private void bracket(boolean finite, double phi, double dphi) {
        double alpha = at.alpha;
        if (!finite) {
            wall = alpha;
            bottomless = phi == Double.NEGATIVE_INFINITY;
            propose(lo == 0 ? MARGIN * wall : lo + 0.5 * (wall - lo), lo, wall);
        } else if (!at.sufficientDecrease(rule.c1(), phi) || (phi >= phiLo && lo > 0)) {
            setHi(alpha, phi, dphi);
            startNarrowing();
        } else {
            double from = lo;
            double phiFrom = phiLo;
            double dphiFrom = dphiLo;
            setLo(alpha, phi, dphi);
            if (dphi >= 0) {
                setHi(from, phiFrom, dphiFrom);
                startNarrowing();
            } else {
                previous = from;
                phiPrevious = phiFrom;
                dphiPrevious = dphiFrom;
                extrapolate();
            }
        }
    }

    private void extrapolate() {
        if (lo >= at.alphaMax) {
            at.state = State.UNBOUNDED;
            return;
        }
        double stride = lo - previous;
        double least = lo + LEAST_GROWTH * stride;
        double most = lo + MOST_GROWTH * stride;
        double t = lo - stride * fromEnd(stride, phiPrevious, dphiPrevious, phiLo, dphiLo);
        // A NaN or a minimiser behind us means that the slope does not flatten: go as far as allowed.
        t = t > lo ? Math.clamp(t, least, most) : most;
        if (wall < Double.POSITIVE_INFINITY) {
            t = Math.min(t, lo + 0.5 * (wall - lo));
        }
        propose(Math.min(t, at.alphaMax), lo, wall);
    }

    private void startNarrowing() {
        bracketing = false;
        width = Math.abs(hi - lo);
        widthBefore = 2 * width;
        interpolate();
    }

    /// Algorithm 3.6: the interval between lo and hi gets shorter; lo stays its best end.
    private void narrow(boolean finite, double phi, double dphi) {
        double alpha = at.alpha;
        if (!finite) {
            hi = alpha;
            hiKnown = false;
        } else if (!at.sufficientDecrease(rule.c1(), phi) || phi >= phiLo) {
            setHi(alpha, phi, dphi);
        } else {
            if (dphi * (hi - lo) >= 0) {
                setHi(lo, phiLo, dphiLo);
            }
            setLo(alpha, phi, dphi);
        }
        interpolate();
    }

    private void interpolate() {
        double span = hi - lo;
        double t = lo + 0.5 * span;
        boolean slow = Math.abs(span) > SHRINKING * widthBefore;
        if (hiKnown && !slow) {
            double share = 1 - fromEnd(span, phiLo, dphiLo, phiHi, dphiHi);
            if (!Double.isNaN(share)) {
                t = Math.fma(clamp(share), span, lo);
            }
        }
        widthBefore = width;
        width = Math.abs(span);
        propose(t, lo, hi);
    }

    /// Takes t as the next trial, or ends the search if t is not strictly between a and b, or φ cannot change there.
    private void propose(double t, double a, double b) {
        boolean inside = t > Math.min(a, b) && t < Math.max(a, b);
        if (!inside || Math.abs(dphiLo) * Math.abs(b - a) <= 0.5 * Math.ulp(phiLo)) {
            giveUp();
        } else {
            at.alpha = t;
        }
    }

    private void giveUp() {
        // Never a finite value above: the fall ends only where φ is −∞.
        at.state = bracketing && bottomless && lo > 0 ? State.UNBOUNDED : State.FAILED;
    }

    private void setLo(double alpha, double phi, double dphi) {
        lo = alpha;
        phiLo = phi;
        dphiLo = dphi;
    }

    private void setHi(double alpha, double phi, double dphi) {
        hi = alpha;
        phiHi = phi;
        dphiHi = dphi;
        hiKnown = true;
    }

    private static double clamp(double share) {
        return share < MARGIN ? MARGIN : share > 1 - MARGIN ? 1 - MARGIN : share;
    }

    /// Where the cubic through two values and slopes has its minimum, equation (3.59): how far before the second of them, in
    /// lengths of the interval; NaN if it has none. Slopes are taken along the interval, so that there is one division.
    private static double fromEnd(double span, double fa, double dphiA, double fb, double dphiB) {
        double da = span * dphiA;
        double db = span * dphiB;
        double d1 = da + db - 3 * (fb - fa);
        double d2 = Math.sqrt(d1 * d1 - da * db);
        if (!(d2 > TINY && d2 < Double.POSITIVE_INFINITY)) {
            d2 = scaledRoot(d1, da, db);
        }
        return (db + d2 - d1) / (db - da + 2 * d2);
    }

    /// `√(d₁² − da·db)`, where the squares of slopes overflow or underflow.
    private static double scaledRoot(double d1, double da, double db) {
        double scale = Math.max(Math.abs(d1), Math.max(Math.abs(da), Math.abs(db)));
        double u = d1 / scale;
        return scale * Math.sqrt(u * u - (da / scale) * (db / scale));
    }

    @Override
    public void keep(Tape tape) {
        at.keep(tape);
        bracketing = tape.keep(bracketing);
        lo = tape.keep(lo);
        phiLo = tape.keep(phiLo);
        dphiLo = tape.keep(dphiLo);
        previous = tape.keep(previous);
        phiPrevious = tape.keep(phiPrevious);
        dphiPrevious = tape.keep(dphiPrevious);
        hi = tape.keep(hi);
        phiHi = tape.keep(phiHi);
        dphiHi = tape.keep(dphiHi);
        hiKnown = tape.keep(hiKnown);
        wall = tape.keep(wall);
        bottomless = tape.keep(bottomless);
        width = tape.keep(width);
        widthBefore = tape.keep(widthBefore);
    }

    @Override
    public SearchReport report() {
        return at.report();
    }

    @Override
    public double alpha() {
        return at.alpha;
    }

    @Override
    public State state() {
        return at.state;
    }

    @Override
    public int evaluations() {
        return at.evaluations;
    }

    @Override
    public double bestAlpha() {
        return at.bestAlpha;
    }

    @Override
    public double bestPhi() {
        return at.bestPhi;
    }
}
