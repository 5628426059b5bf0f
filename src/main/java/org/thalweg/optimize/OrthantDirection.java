package org.thalweg.optimize;

import org.thalweg.internal.kernel.Kernels;

/// With `Σ wᵢ│xᵢ│` beside f: the quasi-Newton direction within one orthant, where that sum is linear.
///
/// | here | Andrew, Gao 2007 |
/// |---|---|
/// | pg | `⋄f`, the pseudo-gradient, `∇` of the sum in the orthant that a small step enters |
/// | p | `π(−H·⋄f; −⋄f)`: components that do not go down are 0, but those without weight stay |
/// | xi | ξ, the orthant: the signs of x, and where x is 0 those of `−⋄f` |
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
            for (int i = 0; i < n; i++) {
                p[i] = terrain.weight()[i] > 0 && !(p[i] * pg[i] < 0) ? 0 : p[i];
            }
            measure();
            if (!(dphi0 < 0 && dphi0 > Double.NEGATIVE_INFINITY && pNorm < Double.POSITIVE_INFINITY)) {
                history.forget();
                steepest = true;
            }
        }
        return steepest ? steepestDescent() : 1;
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
