package org.thalweg.optimize;

/// The last rung of the ladder: steps without a search, where one along the quasi-Newton direction and one along the steepest
/// descent have both failed, though the gradient belongs to f.
///
/// ```
/// p = −(B + μI)⁻¹·∇f,   accepted if  f(x) − f(x + p) ≥ η·(−½∇fᵀp);   else μ ← 4μ
/// ```
///
/// `−½∇fᵀp` is at most what the model promises. Between the two lines that were searched lie all the others of this family,
/// and a curved valley may be left by one of them. Where the change of f drowns in its error, slopes decide: a step is
/// accepted if the slope at its end is no steeper upwards than it was downwards, and the gradient among the smallest of these
/// steps, which need not fall with every one. They go on until one shows in f; then searches are of use again.
///
/// | here | Kanzow & Steck 2023 | |
/// |---|---|---|
/// | mu | μ | from 10⁻³θ on, half as large after an accepted step |
/// | trials | | at one and the same iterate, at most 20: up to `10⁹·θ` |
/// | smallest | | `‖∇f‖∞` of the flattest of these iterates |
///
/// **Allocation**: none after construction. **Threads**: one at a time.
/// **Source**: C. Kanzow, D. Steck, *Mathematical Programming Computation* 15 (2023) 417–444, algorithm 1, with its constants.
final class Regularisation implements Tape.Kept {
    private static final double FIRST = 1e-3;
    private static final double GROWTH = 4;
    private static final double EASE = 0.5;
    private static final double ETA = 1e-4;
    private static final int TRIALS = 20;

    /// A gradient this many times the smallest is among the smallest.
    private static final double AMONG = 2;

    /// As in approximate Wolfe conditions: beyond, the step has gone too far.
    private static final double OVERSHOOT = 0.98;

    private final Iterates at;
    private final History history;
    private final Direction line;
    private final RegularisedModel model;
    private boolean stale;
    private boolean active;
    private int forgotten;
    private double mu;
    private int trials;
    private double smallest;

    Regularisation(Iterates at, History history, Direction line) {
        this.at = at;
        this.history = history;
        this.line = line;
        model = new RegularisedModel(history);
    }

    void reset() {
        active = false;
        forgotten = 0;
    }

    /// Whether steps are without searches.
    boolean isActive() {
        return active;
    }

    void end() {
        active = false;
    }

    /// Before the pairs are forgotten, so that they may be recalled.
    void note() {
        forgotten = history.count();
    }

    /// Begins at the iterate, with the pairs that were forgotten.
    ///
    /// @return whether the candidate is to be evaluated; false if there is none
    boolean begin() {
        if (forgotten == 0) {
            return false;
        }
        history.recall(forgotten);
        forgotten = 0;
        active = true;
        stale = true;
        smallest = at.gNorm;
        mu = FIRST / history.gamma();
        trials = 0;
        return propose();
    }

    /// Goes on from a new iterate.
    boolean goOn() {
        stale = true;
        smallest = Math.min(smallest, at.gNorm);
        mu *= EASE;
        trials = 0;
        return propose();
    }

    /// Goes on after a candidate that was no good.
    boolean retry() {
        mu *= GROWTH;
        return propose();
    }

    private boolean propose() {
        if (stale) {
            model.refresh(line.p);
            stale = false;
        }
        for (; trials < TRIALS; mu *= GROWTH) {
            trials++;
            if (line.regularise(model, mu) && line.farthest() >= 1) {
                line.step(1);
                return true;
            }
        }
        active = false;
        return false;
    }

    /// Whether f shows that the candidate is lower.
    boolean showsDecrease(double value, double error) {
        return at.f - value >= -ETA * 0.5 * line.dphi0 && at.f - value > error;
    }

    /// Whether the slopes say so, f being within its error.
    ///
    /// @param ceiling no value above is accepted
    boolean slopesShowDecrease(double value, double dphi, double error, double ceiling) {
        return Math.abs(value - at.f) <= error
                && value <= ceiling
                && dphi <= -OVERSHOOT * line.dphi0
                && at.stationarity(at.xTrial, at.gTrial) <= AMONG * smallest;
    }

    @Override
    public void keep(Tape tape) {
        active = tape.keep(active);
        forgotten = tape.keep(forgotten);
        mu = tape.keep(mu);
        trials = tape.keep(trials);
        smallest = tape.keep(smallest);
        // The model follows from the pairs.
        stale = true;
    }
}
