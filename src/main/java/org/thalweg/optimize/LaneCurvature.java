package org.thalweg.optimize;

import java.util.Arrays;
import org.thalweg.internal.lanes.LaneCode;

/// Writes `p = −H·q` in every lane, H being what the steps so far have taught.
///
/// With a memory of at least n pairs, and few variables, H is a matrix of its own in every lane, of which the lower triangle
/// is kept (BFGS, N&W 6.17): as many pairs hold as much, and a product is shorter than two loops over them. Pairs have a new γ
/// at each step, and the matrix has not: so it is scaled in the first steps, but only upwards, which saves a tenth of the
/// evaluations at n = 3, a fifth at n = 10 (S. S. Oren, D. G. Luenberger, *Management Science* 20 (1974) 845–862). Otherwise the
/// last pairs are kept, and go through the two loops (N&W 7.4); a round that teaches a lane nothing gives it a pair of zeros
/// there, which changes nothing, so that the pairs of all lanes are in the same place.
///
/// Along s, H learns the curvature at the end of the step, see [EndCurvature]; of a pair that is kept, y is scaled for it.
///
/// | here | N&W |
/// |---|---|
/// | s, y, rho | `s_k, y_k, ρ_k` |
/// | gamma | `γ_k` |
/// | bend | `sᵀ∇²f(x_k₊₁)s`, by the values |
final class LaneCurvature {
    /// The largest matrix.
    static final int LARGEST_MATRIX = 10;

    /// Variables up to which the loops are straight code.
    private static final int STRAIGHT = 12;

    private final LaneCode code;
    private final LaneRows rows;
    private final int memory;
    private final LaneStep step;
    private final int learns;
    private final int resets;
    private final int norm;
    private final int bend;

    /// @param learns where the step is to be learnt
    /// @param resets where all is to be forgotten
    /// @param norm the norm of the gradient: where there is only that, the first step gets length 1 at most
    /// @param bend the second derivative along s at the end of the step
    LaneCurvature(LaneCode code, LaneRows rows, int memory, LaneStep step, int learns, int resets, int norm, int bend) {
        this.code = code;
        this.rows = rows;
        this.memory = memory;
        this.step = step;
        this.learns = learns;
        this.resets = resets;
        this.norm = norm;
        this.bend = bend;
    }

    /// Whether H is a matrix.
    static boolean isMatrix(int n, int memory) {
        return n <= Math.min(memory, LARGEST_MATRIX);
    }

    /// The product.
    ///
    /// @param q what is multiplied
    /// @param fresh where the step is the first to be learnt
    int[] direction(int[] q, int fresh) {
        return rows.matrix() ? matrix(q, fresh) : rows.n() <= STRAIGHT ? pairs(q) : pairsInLoops(q);
    }

    private int c(double number) {
        return code.constant(number);
    }

    private int state(int row) {
        return code.load(LaneDescent.STATE, row);
    }

    private void put(int value, int row) {
        code.store(value, LaneDescent.STATE, row);
    }

    private int[] matrix(int[] q, int fresh) {
        int n = rows.n();
        int[][] h = new int[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k <= i; k++) {
                h[i][k] = state(rows.h(i, k));
            }
        }
        int[] u = times(h, step.y);
        int unscaled = dot(step.y, u);
        int growth = growth(unscaled, fresh);
        int yu = code.mul(growth, unscaled);
        for (int i = 0; i < n; i++) {
            u[i] = code.mul(growth, u[i]);
        }
        // One division: ρ where the step is learnt, else what the identity gets where all is forgotten.
        int rho = code.div(c(1), code.select(learns, step.sy, code.larger(c(1), norm)));
        int factor = code.fma(code.mul(yu, rho), rho, code.div(c(1), bend));
        int minusRho = code.negate(rho);
        for (int i = 0; i < n; i++) {
            int a = code.fma(minusRho, u[i], code.mul(factor, step.s[i]));
            int b = code.mul(minusRho, step.s[i]);
            for (int k = 0; k <= i; k++) {
                int learnt = code.fma(a, step.s[k], code.fma(growth, h[i][k], code.mul(b, u[k])));
                int forgotten = code.select(resets, i == k ? rho : c(0), h[i][k]);
                h[i][k] = code.select(learns, learnt, forgotten);
                put(h[i][k], rows.h(i, k));
            }
        }
        return minus(times(h, q));
    }

    /// `−γ·q`, where H gives no direction that goes down; a matrix is forgotten.
    ///
    /// @param lost where that is so
    int[] afresh(int[] q, int lost) {
        int n = rows.n();
        int gamma = code.div(c(1), code.larger(c(1), norm));
        int[] p = new int[n];
        for (int i = 0; i < n; i++) {
            p[i] = code.mul(gamma, q[i]);
            for (int k = 0; rows.matrix() && k <= i; k++) {
                put(code.select(lost, i == k ? gamma : c(0), state(rows.h(i, k))), rows.h(i, k));
            }
        }
        return minus(p);
    }

    private int[] minus(int[] v) {
        return Arrays.stream(v).map(code::negate).toArray();
    }

    /// What H is multiplied by before it learns. If it is γ·I still, `sᵀy/yᵀHy`, which makes γ `sᵀy/yᵀy`; else in the first
    /// steps, where `yᵀHy` is less than `sᵀy`, by as much as it falls short, at most [FewVariables#MOST_GROWTH].
    private int growth(int yHy, int fresh) {
        int ratio = code.div(step.sy, yHy);
        int grows = code.and(
                code.less(state(LaneRows.ITERATIONS), c(DenseDirection.EARLY)), code.less(c(1), ratio));
        int most = c(FewVariables.MOST_GROWTH);
        int little = code.select(grows, code.select(code.less(ratio, most), ratio, most), c(1));
        return code.select(fresh, ratio, little);
    }

    /// A symmetric matrix, of which the lower triangle is given, times a vector.
    private int[] times(int[][] m, int[] v) {
        int[] product = new int[v.length];
        for (int i = 0; i < v.length; i++) {
            product[i] = code.mul(m[i][0], v[0]);
            for (int k = 1; k < v.length; k++) {
                product[i] = code.fma(k <= i ? m[i][k] : m[k][i], v[k], product[i]);
            }
        }
        return product;
    }

    private int dot(int[] a, int[] b) {
        int sum = code.mul(a[0], b[0]);
        for (int i = 1; i < a.length; i++) {
            sum = code.fma(a[i], b[i], sum);
        }
        return sum;
    }

    /// Stores the pair of this round, forgets where all is to be forgotten, and gives ρ of every pair, the newest first.
    private int[] remember() {
        int n = rows.n();
        int zero = c(0);
        // A pair whose y is that of the bent curve teaches that curvature.
        int bent = code.div(bend, step.sy);
        for (int i = 0; i < n; i++) {
            code.store(code.select(learns, step.s[i], zero), LaneDescent.PAIRS, i);
            code.store(code.select(learns, code.mul(bent, step.y[i]), zero), LaneDescent.PAIRS, n + i);
        }
        int[] rho = new int[memory];
        for (int k = 0; k < memory; k++) {
            rho[k] = k == 0
                    ? code.select(learns, code.div(c(1), bend), zero)
                    : code.select(resets, zero, code.load(LaneDescent.PAIRS + k, 2 * n));
            code.store(rho[k], LaneDescent.PAIRS + k, 2 * n);
        }
        return rho;
    }

    private int gamma() {
        int scale = code.div(
                code.select(learns, step.sy, c(1)), code.select(learns, step.yy, code.larger(c(1), norm)));
        int gamma = code.select(code.or(learns, resets), scale, state(LaneRows.GAMMA));
        put(gamma, LaneRows.GAMMA);
        return gamma;
    }

    private int[] pairs(int[] q) {
        int n = rows.n();
        int[] rho = remember();
        int[] r = q.clone();
        int[] minusA = new int[memory];
        for (int k = 0; k < memory; k++) {
            int[] s = row(k, 0);
            int[] y = row(k, n);
            minusA[k] = code.negate(code.mul(rho[k], dot(s, r)));
            for (int i = 0; i < n; i++) {
                r[i] = code.fma(minusA[k], y[i], r[i]);
            }
        }
        int gamma = code.negate(gamma());
        for (int i = 0; i < n; i++) {
            r[i] = code.mul(gamma, r[i]);
        }
        for (int k = memory - 1; k >= 0; k--) {
            int[] s = row(k, 0);
            int[] y = row(k, n);
            // r is −H·q here, so that α − β has the other sign.
            int change = code.sub(minusA[k], code.mul(rho[k], dot(y, r)));
            for (int i = 0; i < n; i++) {
                r[i] = code.fma(change, s[i], r[i]);
            }
        }
        return r;
    }

    private int[] row(int k, int from) {
        int[] row = new int[rows.n()];
        for (int i = 0; i < row.length; i++) {
            row[i] = code.load(LaneDescent.PAIRS + k, from + i);
        }
        return row;
    }

    /// The same in loops over the variables, each update together with the dot product that follows it.
    private int[] pairsInLoops(int[] q) {
        int n = rows.n();
        int[] rho = remember();
        int gamma = code.negate(gamma());
        int own = code.rows(n);
        for (int i = 0; i < n; i++) {
            code.store(q[i], LaneCode.SCRATCH, own + i);
        }
        int[] minusA = new int[memory];
        int dot = product(own, LaneDescent.PAIRS, 0);
        for (int k = 0; k < memory; k++) {
            minusA[k] = code.negate(code.mul(rho[k], dot));
            boolean last = k == memory - 1;
            dot = update(minusA[k], k, n, own, last ? k : k + 1, last ? n : 0, last ? gamma : c(1));
        }
        for (int k = memory - 1; k >= 0; k--) {
            int change = code.sub(minusA[k], code.mul(rho[k], dot));
            dot = update(change, k, 0, own, Math.max(0, k - 1), n, c(1));
        }
        int[] r = new int[n];
        for (int i = 0; i < n; i++) {
            r[i] = code.load(LaneCode.SCRATCH, own + i);
        }
        return r;
    }

    private int product(int own, int array, int from) {
        code.loop(rows.n());
        int dot = code.dot(code.load(LaneCode.SCRATCH, own, 1), code.load(array, from, 1));
        code.end();
        return dot;
    }

    /// `r ← factor·(r + a·v)`, and the product of the new r with w.
    private int update(int a, int k, int v, int own, int nextPair, int w, int factor) {
        code.loop(rows.n());
        int changed = code.fma(a, code.load(LaneDescent.PAIRS + k, v, 1), code.load(LaneCode.SCRATCH, own, 1));
        int r = code.mul(factor, changed);
        code.store(r, LaneCode.SCRATCH, own, 1);
        int dot = code.dot(code.load(LaneDescent.PAIRS + nextPair, w, 1), r);
        code.end();
        return dot;
    }
}
