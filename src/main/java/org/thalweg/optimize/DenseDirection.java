package org.thalweg.optimize;

import java.util.Arrays;
import org.thalweg.internal.kernel.Kernels;

/// Without bounds, and with few variables: quasi-Newton by the whole inverse matrix, as [Bfgs] says.
///
/// | here | N&W 6.1 | |
/// |---|---|---|
/// | h | `H_k` | n rows of `stride` numbers, symmetric to the bit |
/// | s, y | `s_k, y_k` | the newest pair of the history, which holds one |
/// | tau | factor of `ρ_k·s_k·s_kᵀ`, see [EndCurvature] | |
/// | w | `H_k·y_k`, then `−ρ_k·(H_k·y_k − ½(τ_k + ρ_k·y_kᵀH_k·y_k)·s_k)` | |
///
/// With this w, equation (6.17) is `H_{k+1} = H_k + s_k·wᵀ + w·s_kᵀ`, and τ_k = 1 there. Few variables are worked on by plain
/// loops here, more by kernels over padded rows with zero tails.
///
/// H begins with the curvature along the first step, which goes where f is steepest: for other directions it is too small. The
/// next pairs tell, and scale it up, as S. S. Oren and D. G. Luenberger do (*Management Science* 20 (1974) 845–862), but never
/// down, and not for long.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class DenseDirection extends Direction {
    /// Below this many variables a loop is over before a kernel has begun.
    private static final int FEW = 32;

    /// Pairs with which H may grow, but for the first.
    static final int EARLY = 8;

    private final int stride;
    private final double[] h;
    private final double[] w;
    private final double[] padded;
    /// Pairs that H has learned since it was made, up to [#EARLY]; before the first it is nothing.
    private int learned;
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
        learned = tape.keep(learned);
        seen = tape.keep(seen);
        tape.keep(h, h.length);
    }

    @Override
    double choose() {
        steepest = history.count() == 0;
        if (steepest) {
            learned = 0;
            seen = history.added();
            return straightDown();
        }
        if (history.added() != seen) {
            learn();
        } else if (n < FEW) {
            multiplyFew();
        } else {
            multiply();
        }
        pNorm = Kernels.normInf(p, 0, n);
        if (!isDescent()) {
            history.forget();
            return choose();
        }
        return 1;
    }

    /// Makes H ready to learn a pair.
    ///
    /// @param sy its `sᵀy`
    /// @param yy its `yᵀy`
    /// @return what `yᵀHy` should be at least
    double prepare(double sy, double yy) {
        steepest = false;
        if (learned >= EARLY) {
            return 0;
        }
        learned++;
        if (learned == 1) {
            scale(sy / yy);
            return 0;
        }
        return sy;
    }

    /// Takes note that H has learned the newest pair.
    void learned() {
        seen = history.added();
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

    private void learn() {
        DoubleRows pairs = history.doubles();
        double[] rows = pairs.numbers();
        int slot = history.slot(0);
        int s = pairs.s(slot);
        int y = pairs.y(slot);
        double rho = history.rho(slot);
        double tau = history.tau(slot);
        double least = prepare(history.sy(slot), history.yy(slot));
        learned();
        if (n < FEW) {
            dphi0 = FewVariables.update(n, h, rows, s, y, rho, tau, least, at.g, p, w);
        } else {
            update(rows, s, y, rho, tau, least);
            multiply();
        }
    }

    private void update(double[] rows, int s, int y, double rho, double tau, double least) {
        Kernels.matrixTimes(h, 0, n, stride, rows, y, w, 0);
        double yhy = Kernels.dot(w, 0, rows, y, stride);
        double growth = FewVariables.growth(yhy, least);
        if (growth > 1) {
            Kernels.scaleDot(growth, h, 0, h, 0, h, 0, h.length);
        }
        Kernels.scaleDot(growth, w, 0, w, 0, w, 0, stride);
        Kernels.axpy(-0.5 * Math.fma(rho, growth * yhy, tau), rows, s, w, 0, stride);
        Kernels.scaleDot(-rho, w, 0, w, 0, w, 0, stride);
        Kernels.rankTwo(h, 0, n, stride, rows, s, w, 0);
    }

    private void multiplyFew() {
        for (int i = 0; i < n; i++) {
            double hg = 0;
            for (int j = 0; j < n; j++) {
                hg = Math.fma(h[i * n + j], at.g[j], hg);
            }
            p[i] = -hg;
        }
        dphi0 = Kernels.dot(p, 0, at.g, 0, n);
    }

    private void multiply() {
        System.arraycopy(at.g, 0, padded, 0, n);
        Kernels.matrixTimes(h, 0, n, stride, padded, 0, p, 0);
        dphi0 = Kernels.scaleDot(-1, p, 0, p, 0, padded, 0, stride);
    }
}
