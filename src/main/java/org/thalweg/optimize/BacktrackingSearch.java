package org.thalweg.optimize;

/// The machine of [Backtracking].
final class BacktrackingSearch implements StepSearch, Tape.Kept {
    /// No step shrinks by more than this in one go: the parabola knows nothing about the far end.
    static final double STRONGEST = 0.1;

    private final Backtracking rule;
    private final SearchRecord at = new SearchRecord();

    BacktrackingSearch(Backtracking rule) {
        this.rule = rule;
    }

    @Override
    public void begin(double phi0, double dphi0, double alpha1, double alphaMax) {
        at.begin(phi0, dphi0, alpha1, alphaMax);
    }

    @Override
    public void tell(double phi, double dphi) {
        boolean finite = at.told(phi, dphi);
        if (finite && at.sufficientDecrease(rule.c1(), phi)) {
            at.state = State.ACCEPTED;
            return;
        }
        double next = rule.contraction() * at.alpha;
        if (finite) {
            double parabola = -at.dphi0 * at.alpha * at.alpha / (2 * (phi - at.phi0 - at.alpha * at.dphi0));
            // Written so that a NaN from overflow leaves the plain contraction.
            if (parabola < next) {
                next = Math.max(parabola, STRONGEST * at.alpha);
            }
        }
        if (at.evaluations >= rule.maxEvaluations() || !(next > 0)) {
            at.state = State.FAILED;
        } else {
            at.alpha = next;
        }
    }

    @Override
    public void keep(Tape tape) {
        at.keep(tape);
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
