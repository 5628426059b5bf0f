package org.thalweg.optimize;

import java.util.ArrayList;
import java.util.List;

/// The pairs `s, y` of [TorchLbfgs] and the two-loop recursion over them.
///
/// A pair is kept if `yᵀs > 10⁻¹⁰`, an absolute bound: on a function of small scale the memory stays empty.
///
/// **Allocation**: two arrays of length n per pair. **Threads**: one at a time.
/// **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, algorithm 7.4.
final class TorchHistory {
    private static final double SMALLEST_CURVATURE = 1e-10;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(double[] s, double[] y, double rho) {}

    private final int capacity;
    private final List<Pair> pairs = new ArrayList<>();
    private final double[] a;
    private double gamma = 1;

    TorchHistory(int capacity) {
        this.capacity = capacity;
        a = new double[capacity];
    }

    /// Takes the pair of `s = t·d` and `y`, or leaves everything as it is.
    void add(double t, double[] d, double[] y) {
        double[] s = new double[d.length];
        TorchVectors.scale(t, d, s);
        double ys = TorchVectors.dot(y, s);
        if (ys > SMALLEST_CURVATURE) {
            if (pairs.size() == capacity) {
                pairs.removeFirst();
            }
            pairs.add(new Pair(s, y, 1 / ys));
            gamma = ys / TorchVectors.dot(y, y);
        }
    }

    /// `d ← −H·g`.
    void direction(double[] g, double[] d) {
        TorchVectors.scale(-1, g, d);
        for (int i = pairs.size() - 1; i >= 0; i--) {
            Pair p = pairs.get(i);
            a[i] = TorchVectors.dot(p.s, d) * p.rho;
            TorchVectors.addScaled(d, -a[i], p.y, d);
        }
        TorchVectors.scale(gamma, d, d);
        for (int i = 0; i < pairs.size(); i++) {
            Pair p = pairs.get(i);
            double b = TorchVectors.dot(p.y, d) * p.rho;
            TorchVectors.addScaled(d, a[i] - b, p.s, d);
        }
    }

    /// γ, the scale of the first guess of H, of the latest pair kept; 1 before the first.
    double gamma() {
        return gamma;
    }
}
