package org.thalweg.optimize;

/// The machine of [FixedStep].
final class FixedStepSearch implements StepSearch, Tape.Kept {
    private final double scale;
    private final SearchRecord at = new SearchRecord();

    FixedStepSearch(double scale) {
        this.scale = scale;
    }

    @Override
    public void begin(double phi0, double dphi0, double alpha1, double alphaMax) {
        at.begin(phi0, dphi0, alpha1, alphaMax);
        // The factor may overflow or underflow the proposal; a trial must stay positive and finite.
        at.alpha = Math.clamp(scale * alpha1, Double.MIN_VALUE, alphaMax);
    }

    @Override
    public void tell(double phi, double dphi) {
        at.state = at.told(phi, dphi) ? State.ACCEPTED : State.FAILED;
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
