package org.thalweg.optimize;

import java.util.Arrays;
import org.thalweg.internal.kernel.Kernels;

/// Without bounds, and with few variables: quasi-Newton by the whole inverse matrix, as [Bfgs] says.
///
/// | here | N&W 6.1 | |
/// |---|---|---|
/// | h | `H_k` | n rows of `stride` numbers, symmetric to the bit |
/// | s, y | `s_k, y_k` | the newest pair of the history, which holds one |
/// | w | `H_k·y_k`, then `−ρ_k·(H_k·y_k − ½(1 + ρ_k·y_kᵀH_k·y_k)·s_k)` | |
///
/// With this w, equation (6.17) is `H_{k+1} = H_k + s_k·wᵀ + w·s_kᵀ`. Few variables are worked on by plain loops here, more by
/// kernels over padded rows with zero tails.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class DenseDirection extends Direction {
    /// Below this many variables a loop is over before a kernel has begun.
    private static final int FEW = 32;

    private final int stride;
    private final double[] h;
    private final double[] w;
    private final double[] padded;
    private boolean fresh;
    private int seen;

    DenseDirection(int n, Iterates at, History history) {
        super(n, at, history);
        stride = n < FEW ? n : Kernels.padded(n);
        h = new double[n * stride];
        w = new double[stride];
        padded = new double[n < FEW ? 0 : stride];
    }

    /// Refuses what no array can hold.
    static void requireRoom(int n) {
        if ((long) n * Kernels.padded(n) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("n: n² doubles must fit in one array, was " + n + "; use Lbfgs");
        }
    }

    @Override
    public void keep(Tape tape) {
        super.keep(tape);
        fresh = tape.keep(fresh);
        seen = tape.keep(seen);
        tape.keep(h, h.length);
    }

    @Override
    double choose() {
        steepest = history.count() == 0;
        if (steepest) {
            fresh = true;
            seen = history.added();
            return straightDown();
        }
        boolean learns = history.added() != seen;
        if (learns) {
            learned();
        }
        if (n < FEW) {
            few(learns);
        } else {
            many(learns);
        }
        if (!isDescent()) {
            history.forget();
            return choose();
        }
        return 1;
    }

    /// Takes note that the newest pair is about to be learned.
    void learned() {
        steepest = false;
        seen = history.added();
        if (fresh) {
            fresh = false;
            scale(history.gamma());
        }
    }

    /// H, with fewer than 32 variables n·n numbers.
    double[] matrix() {
        return h;
    }

    /// `H ← γI`, equation (6.20).
    private void scale(double gamma) {
        Arrays.fill(h, 0.0);
        for (int i = 0; i < n; i++) {
            h[i * stride + i] = gamma;
        }
    }

    private void few(boolean learns) {
        if (learns) {
            int slot = history.slot(0);
            dphi0 = FewVariables.update(
                    n, h, history.rows(), history.s(slot), history.y(slot), history.rho(slot), at.g, p, w);
        } else {
            for (int i = 0; i < n; i++) {
                double hg = 0;
                for (int j = 0; j < n; j++) {
                    hg = Math.fma(h[i * n + j], at.g[j], hg);
                }
                p[i] = -hg;
            }
            dphi0 = Kernels.dot(p, 0, at.g, 0, n);
        }
        pNorm = Kernels.normInf(p, 0, n);
    }

    private void many(boolean learns) {
        if (learns) {
            double[] rows = history.rows();
            int slot = history.slot(0);
            int s = history.s(slot);
            Kernels.matrixTimes(h, 0, n, stride, rows, history.y(slot), w, 0);
            double rho = history.rho(slot);
            double yhy = Kernels.dot(w, 0, rows, history.y(slot), stride);
            Kernels.axpy(-0.5 * Math.fma(rho, yhy, 1), rows, s, w, 0, stride);
            Kernels.scaleDot(-rho, w, 0, w, 0, w, 0, stride);
            Kernels.rankTwo(h, 0, n, stride, rows, s, w, 0);
        }
        System.arraycopy(at.g, 0, padded, 0, n);
        Kernels.matrixTimes(h, 0, n, stride, padded, 0, p, 0);
        dphi0 = Kernels.scaleDot(-1, p, 0, p, 0, padded, 0, stride);
        pNorm = Kernels.normInf(p, 0, n);
    }
}
