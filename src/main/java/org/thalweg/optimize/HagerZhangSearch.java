package org.thalweg.optimize;

/// The machine of [HagerZhang].
///
/// | here | H&Z 2005, section 4 |
/// |---|---|
/// | a, b | the interval: `φ(a) ≤ φ(0) + ε·C`, `φ′(a) < 0 ≤ φ′(b)` |
/// | bracket | B1 to B3, below the wall, the smallest step that was NaN or infinite |
/// | contract | U3, between a and top, where φ is too high or the wall, with a parabola in place of θ if it can |
/// | secant, again, bisect | S1, S2 to S4, L2 |
final class HagerZhangSearch implements StepSearch, Tape.Kept {
    /// ρ, of B3.
    private static final double GROWTH = 5;

    /// γ, of L2.
    private static final double SHRINKING = 0.66;

    /// No interval shrinks by more than this in one go on the strength of a parabola.
    private static final double MARGIN = 0.1;

    /// Δ, by which the weights of older values decay.
    private static final double DECAY = 0.7;

    /// Contractions in a row after which rising values are taken for noise, and what is done about it.
    private static final int CONTRACTIONS = 10;

    private static final double NOISE_GROWTH = 10;

    private static final double MOST_NOISE = 1e-3;

    private static final int MOST_GROWTHS = 5;

    private enum Phase { BRACKET, CONTRACT, SECANT, AGAIN, BISECT }

    private static final Phase[] PHASES = Phase.values();

    private final HagerZhang rule;
    private final SearchRecord at = new SearchRecord();

    private boolean fresh = true;
    private boolean again;
    private double slack;
    private boolean approximate;
    private double weight;
    private double average;
    private double epsilon;
    private int growths;
    private double ceiling;
    private double limit;

    private Phase phase = Phase.BRACKET;
    private double a;
    private double phiA;
    private double dphiA;
    private double b;
    private double dphiB;
    private double top;
    private double phiTop;
    private double wall;
    private boolean bottomless;
    private int contractions;
    private double width;

    HagerZhangSearch(HagerZhang rule) {
        this.rule = rule;
    }

    @Override
    public void reset() {
        fresh = true;
        again = false;
    }

    @Override
    public void resetValues(double noise) {
        again = !fresh;
        slack = noise;
    }

    @Override
    public void begin(double phi0, double dphi0, double alpha1, double alphaMax) {
        double last = at.phi0;
        at.begin(phi0, dphi0, alpha1, alphaMax);
        if (fresh) {
            fresh = false;
            approximate = false;
            weight = 1;
            average = Math.abs(phi0);
            epsilon = rule.epsilon();
            growths = 0;
            ceiling = phi0;
        } else if (again) {
            again = false;
            ceiling = phi0 + slack;
        } else {
            weight = 1 + DECAY * weight;
            average += (Math.abs(phi0) - average) / weight;
            approximate |= Math.abs(phi0 - last) <= rule.omega() * average && rule.omega() > 0;
        }
        limit = phi0 + epsilon * average;
        phase = Phase.BRACKET;
        a = 0;
        phiA = phi0;
        dphiA = dphi0;
        wall = Double.POSITIVE_INFINITY;
        bottomless = false;
        contractions = 0;
    }

    @Override
    public void tell(double phi, double dphi) {
        boolean finite = at.told(phi, dphi);
        if (!finite) {
            wall = Math.min(wall, at.alpha);
        }
        if (finite && accepts(phi, dphi)) {
            at.state = State.ACCEPTED;
            return;
        }
        switch (phase) {
            case BRACKET -> bracket(finite, phi, dphi);
            case CONTRACT -> contract(finite, phi, dphi);
            default -> update(finite, phi, dphi);
        }
        if (at.state == State.SEARCHING && at.evaluations >= rule.maxEvaluations()) {
            giveUp();
        }
    }

    private boolean accepts(double phi, double dphi) {
        if (!(dphi >= rule.sigma() * at.dphi0)) {
            return false;
        }
        return at.sufficientDecrease(rule.delta(), phi)
                || (approximate && phi <= Math.min(limit, ceiling) && approximatesWolfe(dphi));
    }

    /// Whether the slope, by the minimum of a parabola, means sufficient decrease.
    private boolean approximatesWolfe(double dphi) {
        return dphi <= (2 * rule.delta() - 1) * at.dphi0;
    }

    /// Whether the value is too high for the lower end of the interval. While the Wolfe conditions count, that is above the
    /// line of sufficient decrease: where φ falls steeply at first and then hardly any more, its minimum lies above, and
    /// an interval that closes in on the minimum holds no step.
    private boolean isHigh(double phi) {
        return approximate ? phi > limit : !at.sufficientDecrease(rule.delta(), phi);
    }

    /// B1 to B3: outwards until the slope turns or the value rises.
    private void bracket(boolean finite, double phi, double dphi) {
        if (!finite) {
            bottomless = phi == Double.NEGATIVE_INFINITY;
            propose(a == 0 ? MARGIN * wall : a + 0.5 * (wall - a), a, wall);
        } else if (dphi >= 0) {
            setB(dphi);
            secant();
        } else if (isHigh(phi)) {
            startContraction(phi);
        } else {
            setA(phi, dphi);
            if (a >= at.alphaMax) {
                // Slopes may go up within the error of f, though not above where the solve began.
                at.state = phi <= ceiling ? State.UNBOUNDED : State.FAILED;
                return;
            }
            proposeBeyond(a);
        }
    }

    /// B3, with regard for the wall and the largest step.
    private void proposeBeyond(double t) {
        double toWall = wall < Double.POSITIVE_INFINITY ? t + 0.5 * (wall - t) : wall;
        propose(Math.min(Math.min(GROWTH * t, toWall), at.alphaMax), t, wall);
    }

    private void startContraction(double phi) {
        phase = Phase.CONTRACT;
        contractions = 0;
        top = at.alpha;
        phiTop = phi;
        proposeBelowTop();
    }

    /// U3: the slope turns somewhere between a and top.
    private void contract(boolean finite, double phi, double dphi) {
        if (finite && dphi >= 0 && !(isHigh(phi) && approximatesWolfe(dphi))) {
            setB(dphi);
            secant();
        } else if (finite && !isHigh(phi)) {
            setA(phi, dphi);
            proposeBelowTop();
        } else {
            top = at.alpha;
            phiTop = finite ? phi : Double.NaN;
            if (++contractions < CONTRACTIONS || !growsNoise()) {
                proposeBelowTop();
            }
        }
    }

    /// Takes the rise at top for noise, and goes on outwards from there.
    private boolean growsNoise() {
        double needed = NOISE_GROWTH * (phiTop - at.phi0) / average;
        if (!approximate || growths >= MOST_GROWTHS || !(needed <= MOST_NOISE)) {
            return false;
        }
        growths++;
        epsilon = needed;
        limit = at.phi0 + epsilon * average;
        phase = Phase.BRACKET;
        contractions = 0;
        proposeBeyond(at.alpha);
        return true;
    }

    private void proposeBelowTop() {
        double span = top - a;
        double share = -dphiA * span / (2 * (phiTop - phiA - dphiA * span));
        // Written so that a NaN leaves the middle.
        propose(a + (share < 0.5 ? Math.max(share, MARGIN) : 0.5) * span, a, top);
    }

    /// U1 to U3, for a trial within the interval; then on to the next kind of trial.
    private void update(boolean finite, double phi, double dphi) {
        double aOld = a;
        double dphiAOld = dphiA;
        double bOld = b;
        double dphiBOld = dphiB;
        if (!finite || (isHigh(phi) && approximatesWolfe(dphi))) {
            startContraction(finite ? phi : Double.NaN);
            return;
        }
        if (dphi >= 0) {
            setB(dphi);
        } else {
            setA(phi, dphi);
        }
        if (phase == Phase.SECANT) {
            phase = Phase.AGAIN;
            double t = dphi >= 0 ? secantOf(bOld, dphiBOld, b, dphiB) : secantOf(aOld, dphiAOld, a, dphiA);
            if (t > a && t < b) {
                at.alpha = t;
                return;
            }
        }
        if (phase == Phase.AGAIN && b - a > SHRINKING * width) {
            phase = Phase.BISECT;
            propose(a + 0.5 * (b - a), a, b);
        } else {
            secant();
        }
    }

    /// S1: the zero of the line through both slopes.
    private void secant() {
        phase = Phase.SECANT;
        width = b - a;
        double t = secantOf(a, dphiA, b, dphiB);
        if (!(t > a && t < b)) {
            phase = Phase.BISECT;
            t = a + 0.5 * width;
        }
        propose(t, a, b);
    }

    private static double secantOf(double u, double du, double v, double dv) {
        return u - du / (dv - du) * (v - u);
    }

    /// Takes t as the next trial, or ends the search if t is not strictly between.
    private void propose(double t, double from, double to) {
        if (t > from && t < to && t < Double.POSITIVE_INFINITY) {
            at.alpha = t;
        } else {
            giveUp();
        }
    }

    private void giveUp() {
        // Never a finite value above: the fall ends only where φ is −∞.
        at.state = phase == Phase.BRACKET && bottomless && a > 0 ? State.UNBOUNDED : State.FAILED;
    }

    private void setA(double phi, double dphi) {
        a = at.alpha;
        phiA = phi;
        dphiA = dphi;
    }

    private void setB(double dphi) {
        b = at.alpha;
        dphiB = dphi;
    }

    @Override
    public void keep(Tape tape) {
        at.keep(tape);
        phase = tape.keep(phase, PHASES);
        fresh = tape.keep(fresh);
        again = tape.keep(again);
        slack = tape.keep(slack);
        approximate = tape.keep(approximate);
        weight = tape.keep(weight);
        average = tape.keep(average);
        epsilon = tape.keep(epsilon);
        growths = tape.keep(growths);
        ceiling = tape.keep(ceiling);
        limit = tape.keep(limit);
        a = tape.keep(a);
        phiA = tape.keep(phiA);
        dphiA = tape.keep(dphiA);
        b = tape.keep(b);
        dphiB = tape.keep(dphiB);
        top = tape.keep(top);
        phiTop = tape.keep(phiTop);
        wall = tape.keep(wall);
        bottomless = tape.keep(bottomless);
        contractions = tape.keep(contractions);
        width = tape.keep(width);
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
