package org.thalweg.optimize;

/// What every line search keeps: where it began, the trial under way, the state and the best step.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class SearchRecord implements Tape.Kept {
    private static final StepSearch.State[] STATES = StepSearch.State.values();

    /// Trials that are remembered.
    private static final int TRIALS = 64;

    /// α, φ and φ′ of each.
    private final double[] trials = new double[3 * TRIALS];
    double phi0;
    double dphi0;
    double alpha;
    double alphaMax;
    double bestAlpha;
    double bestPhi;
    int evaluations;
    StepSearch.State state = StepSearch.State.FAILED;

    void begin(double phi0, double dphi0, double alpha1, double alphaMax) {
        if (!Double.isFinite(phi0)) {
            throw new IllegalArgumentException("phi0: must be finite, was " + phi0);
        }
        if (!(dphi0 < 0 && Double.isFinite(dphi0))) {
            throw new IllegalArgumentException("dphi0: must be finite and negative, was " + dphi0);
        }
        if (!(alpha1 > 0 && alpha1 <= alphaMax)) {
            throw new IllegalArgumentException(
                    "alpha1: must satisfy 0 < alpha1 <= alphaMax = " + alphaMax + ", was " + alpha1);
        }
        if (alphaMax == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("alphaMax: must be finite, was " + alphaMax);
        }
        this.phi0 = phi0;
        this.dphi0 = dphi0;
        this.alpha = alpha1;
        this.alphaMax = alphaMax;
        bestAlpha = 0;
        bestPhi = phi0;
        evaluations = 0;
        state = StepSearch.State.SEARCHING;
    }

    /// Counts the evaluation and remembers it if it is the lowest finite one.
    ///
    /// @return whether value and slope are both finite
    boolean told(double phi, double dphi) {
        if (state != StepSearch.State.SEARCHING) {
            throw new IllegalStateException("tell: the search does not wait for an evaluation, its state is " + state);
        }
        if (evaluations < TRIALS) {
            int i = 3 * evaluations;
            trials[i] = alpha;
            trials[i + 1] = phi;
            trials[i + 2] = dphi;
        }
        evaluations++;
        if (!Double.isFinite(phi) || !Double.isFinite(dphi)) {
            return false;
        }
        if (phi < bestPhi) {
            bestPhi = phi;
            bestAlpha = alpha;
        }
        return true;
    }

    @Override
    public void keep(Tape tape) {
        phi0 = tape.keep(phi0);
        dphi0 = tape.keep(dphi0);
        alpha = tape.keep(alpha);
        alphaMax = tape.keep(alphaMax);
        bestAlpha = tape.keep(bestAlpha);
        bestPhi = tape.keep(bestPhi);
        evaluations = tape.keep(evaluations);
        state = tape.keep(state, STATES);
        tape.keep(trials, trials.length);
    }

    SearchReport report() {
        int count = Math.min(evaluations, TRIALS);
        double[] alphas = new double[count];
        double[] phis = new double[count];
        double[] dphis = new double[count];
        for (int i = 0; i < count; i++) {
            alphas[i] = trials[3 * i];
            phis[i] = trials[3 * i + 1];
            dphis[i] = trials[3 * i + 2];
        }
        return new SearchReport(state, phi0, dphi0, alphas, phis, dphis);
    }

    boolean sufficientDecrease(double c1, double phi) {
        return phi <= phi0 + c1 * alpha * dphi0;
    }
}
