package org.thalweg.optimize;

import org.thalweg.internal.kernel.Kernels;

/// The line along which the next search goes: as it is without bounds, where nothing else is said.
///
/// | here | N&W | |
/// |---|---|---|
/// | p | `p_k` | the direction, a padded row |
/// | dphi0 | `φ′(0) = ∇f_kᵀp_k` | |
///
/// **Allocation**: none after construction. **Threads**: one at a time.
abstract sealed class Direction implements Tape.Kept permits FreeDirection, DenseDirection, BoxDirection, OrthantDirection {
    /// One search that moves this many times farther than x is large, still falling, has no minimum to find.
    private static final double FAR = 1e20;

    /// Length of the first step relative to x. Over ten classic problems, three scales of f and two of the start, this
    /// takes 4 % fewer evaluations in the geometric mean than a step of length 1. At exactly 1 it takes fewer still, but
    /// then a gradient along x leads precisely to the origin, where symmetric functions have saddles, poles and kinks.
    private static final double FIRST_STEP = 0.9;

    /// By how much the first step moves at least the largest coordinate, relative to `‖x‖∞`, as Hager and Zhang's does (ψ₀, *ACM
    /// TOMS* 32, 2006): with very many variables, a length in the 2-norm leaves each of them where it is.
    private static final double FIRST_MOVE = 0.01;

    final int n;
    final Iterates at;
    final History history;
    final double[] p;
    double dphi0;
    double pNorm;
    boolean steepest;

    Direction(int n, Iterates at, History history) {
        this.n = n;
        this.at = at;
        this.history = history;
        p = new double[Kernels.padded(n)];
    }

    /// Before the first search.
    void begin() {
        steepest = true;
    }

    @Override
    public void keep(Tape tape) {
        dphi0 = tape.keep(dphi0);
        pNorm = tape.keep(pNorm);
        steepest = tape.keep(steepest);
        tape.keep(p, p.length);
    }

    /// Chooses the direction from the iterate.
    ///
    /// @return the first trial; whether there is a descent, [#dphi0] and [#alphaMax()] tell
    abstract double choose();

    /// Aims, at α = 1, at the minimum of the model with more curvature.
    ///
    /// @return false if that is no descent, or not to be had here
    boolean regularise(RegularisedModel model, double mu) {
        steepest = false;
        boolean solved = model.direction(at.g, mu, p);
        dphi0 = Kernels.dot(p, 0, at.g, 0, n);
        pNorm = Kernels.normInf(p, 0, n);
        return solved && isDescent();
    }

    /// The largest step.
    double alphaMax() {
        return farthest();
    }

    /// Whether the largest step is that large because a bound stands there.
    boolean endsAtBound() {
        return false;
    }

    /// Writes `x + αp` as the candidate.
    void step(double alpha) {
        Kernels.step(at.x, 0, alpha, p, 0, at.xTrial, 0, n);
    }

    /// How far the first step goes, in the 2-norm.
    final double firstLength() {
        return FIRST_STEP * Math.max(1, at.xNorm());
    }

    /// `p ← −g/‖g‖∞`, scaled so that no product of large components overflows.
    ///
    /// @return the first trial, which moves by `0.9·max(1, ‖x‖∞)` in the 2-norm, or `0.01·‖x‖∞` in the ∞-norm if that is more,
    ///     however f is scaled
    final double straightDown() {
        double scale = 1 / at.gNorm;
        scale = scale < Double.POSITIVE_INFINITY ? scale : 1;
        dphi0 = Kernels.scaleDot(-scale, at.g, 0, p, 0, at.g, 0, n);
        pNorm = scale * at.gNorm;
        double length = Math.sqrt(Kernels.dot(p, 0, p, 0, n));
        return Math.max(firstLength() / length, FIRST_MOVE * at.xNorm() / pNorm);
    }

    /// A large step, but finite in every coordinate.
    final double farthest() {
        return farthest(at.xNorm(), pNorm);
    }

    /// The same, from `‖x‖∞` and `‖p‖∞`.
    static double farthest(double xNorm, double pNorm) {
        // Once per search: nothing here is NaN, and comparisons cost less than Math.min.
        double far = FAR * (xNorm > 1 ? xNorm : 1);
        double edge = 0.5 * (Double.MAX_VALUE - xNorm);
        double alpha = (far < edge ? far : edge) / pNorm;
        return alpha < Double.MAX_VALUE ? alpha : Double.MAX_VALUE;
    }

    final boolean isDescent() {
        return isDescent(dphi0, pNorm);
    }

    static boolean isDescent(double dphi0, double pNorm) {
        return dphi0 < 0 && dphi0 > Double.NEGATIVE_INFINITY && pNorm < Double.POSITIVE_INFINITY;
    }

    /// `∇fᵀp` at the iterate, which need not be where the search began.
    double slope() {
        return Kernels.dot(p, 0, at.g, 0, n);
    }

    /// `∇fᵀp` at the candidate: finite only if every component is.
    double slopeAtTrial() {
        return Kernels.dot(p, 0, at.gTrial, 0, n);
    }
}
