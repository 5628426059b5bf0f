package org.thalweg.optimize;

import org.thalweg.internal.kernel.Kernels;

/// Without bounds: quasi-Newton while the history gives a descent, else steepest descent.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class FreeDirection extends Direction {
    FreeDirection(int n, Iterates at, History history) {
        super(n, at, history);
    }

    @Override
    double choose() {
        steepest = history.count() == 0;
        if (!steepest) {
            dphi0 = history.direction(at.g, p);
            pNorm = Kernels.normInf(p, 0, n);
            if (!(dphi0 < 0 && dphi0 > Double.NEGATIVE_INFINITY && pNorm < Double.POSITIVE_INFINITY)) {
                history.forget();
                steepest = true;
            }
        }
        return steepest ? steepestDescent() : 1;
    }

    /// `p ← −g/‖g‖∞`, scaled so that no product of large components overflows.
    ///
    /// The first trial moves by `0.9·max(1, ‖x‖∞)`, in the 2-norm, however f is scaled.
    ///
    /// @return the first trial
    private double steepestDescent() {
        double scale = 1 / at.gNorm;
        scale = scale < Double.POSITIVE_INFINITY ? scale : 1;
        dphi0 = Kernels.scaleDot(-scale, at.g, 0, p, 0, at.g, 0, n);
        pNorm = scale * at.gNorm;
        double length = Math.sqrt(Kernels.dot(p, 0, p, 0, n));
        return firstLength() / length;
    }

    @Override
    boolean regularise(RegularisedModel model, double mu) {
        steepest = false;
        boolean solved = model.direction(at.g, mu, p);
        dphi0 = Kernels.dot(p, 0, at.g, 0, n);
        pNorm = Kernels.normInf(p, 0, n);
        return solved && isDescent();
    }

    @Override
    double alphaMax() {
        return farthest();
    }

    @Override
    boolean endsAtBound() {
        return false;
    }

    @Override
    void step(double alpha) {
        Kernels.step(at.x, 0, alpha, p, 0, at.xTrial, 0, n);
    }
}
