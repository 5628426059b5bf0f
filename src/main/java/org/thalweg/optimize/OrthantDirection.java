package org.thalweg.optimize;

import org.thalweg.internal.kernel.Kernels;

/// With `Σ wᵢ│xᵢ│` beside f: the quasi-Newton direction within one orthant, where that sum is linear.
///
/// | here | Andrew, Gao 2007 |
/// |---|---|
/// | pg | `⋄f`, the pseudo-gradient, `∇` of the sum in the orthant that a small step enters |
/// | p | `−H·⋄f`, but 0 where x is 0 and p would not go down from there |
/// | xi | ξ, the orthant: the signs of x, and where x is 0 those of `−⋄f` |
///
/// Andrew and Gao set every component to 0 that does not go down, `π(−H·⋄f; −⋄f)`. In a narrow valley that is half of them, and
/// what is left of the direction is hardly better than the steepest descent: of 120 000 random least squares, 14 were not
/// done within 20 000 evaluations. Here that is what is tried where the direction is no descent otherwise.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class OrthantDirection extends Direction {
    private final Terrain.Creased terrain;
    private final double[] pg;
    private final double[] xi;

    OrthantDirection(Terrain.Creased terrain, Iterates at, History history) {
        super(terrain.weight().length, at, history);
        this.terrain = terrain;
        pg = new double[n];
        xi = new double[n];
    }

    @Override
    public void keep(Tape tape) {
        super.keep(tape);
        tape.keep(xi, n);
    }

    @Override
    double choose() {
        for (int i = 0; i < n; i++) {
            pg[i] = terrain.pseudoGradient(i, at.x[i], at.g[i]);
            xi[i] = Math.signum(at.x[i] != 0 ? at.x[i] : -pg[i]);
        }
        steepest = history.count() == 0;
        if (!steepest) {
            history.direction(pg, p, History.UNKNOWN);
            align(false);
            if (!isDescent()) {
                align(true);
            }
            if (!isDescent()) {
                history.forget();
                steepest = true;
            }
        }
        return steepest ? steepestDescent() : 1;
    }

    /// Keeps coordinates at 0 that would not go down from there, and if need be all that do not go down.
    private void align(boolean all) {
        for (int i = 0; i < n; i++) {
            boolean bound = terrain.weight()[i] > 0 && (all || at.x[i] == 0);
            p[i] = bound && !(p[i] * pg[i] < 0) ? 0 : p[i];
        }
        measure();
    }

    private void measure() {
        dphi0 = Kernels.dot(p, 0, pg, 0, n);
        pNorm = Kernels.normInf(p, 0, n);
    }

    private double steepestDescent() {
        double scale = 1 / at.gNorm;
        scale = scale < Double.POSITIVE_INFINITY ? scale : 1;
        for (int i = 0; i < n; i++) {
            p[i] = -scale * pg[i];
        }
        measure();
        return firstLength() / Math.sqrt(Kernels.dot(p, 0, p, 0, n));
    }

    /// Slopes jump at zero: neither what a model predicts nor what slopes say holds across it, and backtracking along the
    /// steepest descent has already tried what stays within the orthant.
    @Override
    boolean regularise(RegularisedModel model, double mu) {
        return false;
    }

    /// `x + αp`, but no farther than to zero.
    @Override
    void step(double alpha) {
        super.step(alpha);
        for (int i = 0; i < n; i++) {
            if (terrain.weight()[i] > 0 && !(at.xTrial[i] * xi[i] > 0)) {
                at.xTrial[i] = 0;
            }
        }
    }

    @Override
    double slope() {
        return slope(at.g);
    }

    @Override
    double slopeAtTrial() {
        return slope(at.gTrial);
    }

    /// The slope within the orthant.
    private double slope(double[] g) {
        double sum = Kernels.dot(p, 0, g, 0, n);
        for (int i = 0; i < n; i++) {
            sum += terrain.weight()[i] * xi[i] * p[i];
        }
        return sum;
    }
}
