package org.thalweg.optimize;

import org.thalweg.internal.kernel.Kernels;

/// The three points of a solve: the iterate, the candidate, and the lowest point where that is not the iterate.
///
/// A candidate becomes the iterate, or the lowest point, by exchanging arrays: nothing is copied, and a step that is
/// aborted leaves nothing half written.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class Iterates implements Tape.Kept {
    private final int n;
    final Terrain terrain;
    double[] x;
    double[] g;
    double f;
    double gNorm;
    /// `‖x‖∞`; NaN while it is not known.
    private double xNorm;
    /// Which iterate this is: no two of them have the same number.
    int number;
    double[] xTrial;
    double[] gTrial;
    double[] xBest;
    double[] gBest;
    double fBest;

    Iterates(int n, Terrain terrain) {
        this.n = n;
        this.terrain = terrain;
        x = new double[n];
        g = new double[n];
        xTrial = new double[n];
        gTrial = new double[n];
        xBest = new double[n];
        gBest = new double[n];
    }

    void begin(double[] x0) {
        System.arraycopy(x0, 0, xTrial, 0, n);
        terrain.enter(xTrial);
        f = Double.NaN;
        gNorm = Double.NaN;
        fBest = Double.NaN;
    }

    /// The candidate becomes the iterate.
    ///
    /// @param xLargest its `‖x‖∞`, or NaN
    /// @param gLargest its `‖∇f‖∞`
    void accept(double value, double xLargest, double gLargest) {
        if (value > f && !(fBest < f)) {
            keepIterate();
        }
        double[] swap = x;
        x = xTrial;
        xTrial = swap;
        swap = g;
        g = gTrial;
        gTrial = swap;
        f = value;
        gNorm = terrain.stationarity(x, g, gLargest);
        xNorm = xLargest;
        number++;
        // Not Math.min: fBest is NaN at the start.
        if (!(fBest <= f)) {
            fBest = f;
        }
    }

    /// Takes over where trials made elsewhere have led; the lowest point has been kept there.
    void move(double[] x, double[] g, double[] xTrial, double[] gTrial, double f, double gNorm, double fBest, int steps) {
        this.x = x;
        this.g = g;
        this.xTrial = xTrial;
        this.gTrial = gTrial;
        this.f = f;
        this.gNorm = gNorm;
        xNorm = Double.NaN;
        this.fBest = fBest;
        number += steps;
    }

    /// The iterate, about to be left for a higher candidate, becomes the lowest point.
    private void keepIterate() {
        double[] swap = xBest;
        xBest = x;
        x = swap;
        swap = gBest;
        gBest = g;
        g = swap;
        fBest = f;
    }

    /// The candidate becomes the lowest point, if it is.
    void keepIfLowest(double value) {
        if (value < fBest) {
            fBest = value;
            double[] swap = xBest;
            xBest = xTrial;
            xTrial = swap;
            swap = gBest;
            gBest = gTrial;
            gTrial = swap;
        }
    }

    @Override
    public void keep(Tape tape) {
        f = tape.keep(f);
        gNorm = tape.keep(gNorm);
        fBest = tape.keep(fBest);
        number = tape.keep(number);
        tape.keep(x, n);
        tape.keep(g, n);
        tape.keep(xTrial, n);
        tape.keep(gTrial, n);
        tape.keep(xBest, n);
        tape.keep(gBest, n);
        xNorm = Double.NaN;
    }

    /// `‖x‖∞`.
    double xNorm() {
        if (Double.isNaN(xNorm)) {
            xNorm = Kernels.normInf(x, 0, n);
        }
        return xNorm;
    }

    /// Whether there is a lower point than the iterate.
    boolean lowerKnown() {
        return fBest < f;
    }

    /// Whether the gradient at the lowest point is no smaller than at the iterate.
    boolean flatterThanLowest() {
        return gNorm <= stationarity(xBest, gBest);
    }

    /// The lowest point becomes the iterate.
    void adoptBest() {
        double[] swap = xBest;
        xBest = x;
        x = swap;
        swap = gBest;
        gBest = g;
        g = swap;
        f = fBest;
        gNorm = stationarity(x, g);
        xNorm = Double.NaN;
        number++;
    }

    /// What vanishes at a solution.
    double stationarity(double[] x, double[] g) {
        return terrain.stationarity(x, g);
    }
}
