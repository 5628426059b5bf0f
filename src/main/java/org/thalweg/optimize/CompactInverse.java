package org.thalweg.optimize;

import java.util.Arrays;
import org.thalweg.internal.kernel.Kernels;

/// The direction `p = −H·g` from products: every s and y is read once for its products with g, and once more for p.
///
/// ```
/// α = R⁻¹·Sᵀg,   u = Yᵀg − YᵀY·α,   c = R⁻ᵀ·(TDα − γu),   p = −γg + γ·Y·α − S·c
/// ```
///
/// This is the two-loop recursion in coordinates: α are its `α_i`, and c its `τ_i·α_i − β`; T holds the `τ_i`. Nothing is
/// written but p, once. The matrices hold products of pairs, each computed when its pair is new; those with the newest y are
/// differences of products with two gradients, where no digits to speak of are lost. They are those of y before it is rounded to
/// floats, as are `sᵀy` and `yᵀy`: what they differ by is what y itself is known to.
///
/// p is added in floats, which costs a fraction of the time; the rounding of its terms is of the size of that of the pairs.
///
/// Since H is positive, `−pᵀg` is also a sum of squares, `γ‖g − Yα‖² + αᵀTDα`. It follows from the products alone; where p,
/// multiplied by g, says otherwise, p is added again in doubles. Where it says so then, products have lost too many digits, and
/// [#agrees()] is false.
///
/// | here | Byrd, Nocedal, Schnabel 1994, section 2 | |
/// |---|---|---|
/// | sy | `R`, `D` | column j: `s_iᵀy_j` for i ≤ j, the diagonal included |
/// | yy | `YᵀY` | |
/// | products | `Sᵀg`, `Yᵀg` | by age, s and y of a pair one after the other, as are the coefficients |
///
/// **Allocation**: none after construction. **Threads**: one at a time.
/// **Source**: R. H. Byrd, J. Nocedal, R. B. Schnabel, *Mathematical Programming* 63 (1994) 129–156, theorem 2.2 and
/// section 3.2.
final class CompactInverse implements Tape.Kept {
    /// The relative difference of the two values of `pᵀg` from which on the products are not trusted, p being a sum in doubles.
    private static final double IN_DOUBLES = 1e-6;

    /// The same of a sum in floats. Its rounding shows there where p is nearly orthogonal to g, or a difference of much larger
    /// vectors.
    static final double IN_FLOATS = 1e-4;

    /// `‖y‖²/‖g‖²` from which on products with y are differences of products with gradients: hardly a digit is lost.
    private static final double COMPARABLE = 0.01;

    private final History history;
    private final FloatRows rows;
    private final int m;
    private final double tolerance;
    private final double[] sy;
    private final double[] yy;
    private final double[] alpha;
    private final double[] coefficients;
    private double[] products;
    private double[] before;
    /// `gᵀg` of the last direction.
    private double gg;
    /// Pairs in the matrices, and pairs that are not yet.
    private int size;
    private int pending;
    /// Which iterate the products belong to.
    private int known;
    private boolean agrees;
    /// What is to be added to `γgᵀg` for the sum of squares.
    private double fromAlpha;

    /// @param tolerance [#IN_FLOATS], or 0 for directions that are all added in doubles
    CompactInverse(History history, FloatRows rows, int memory, double tolerance) {
        this.history = history;
        this.rows = rows;
        m = memory;
        this.tolerance = tolerance;
        sy = new double[m * m];
        yy = new double[m * m];
        alpha = new double[m];
        coefficients = new double[2 * m];
        products = new double[2 * m];
        before = new double[2 * m];
    }

    /// Takes note of a new pair.
    void added() {
        pending++;
    }

    /// Fills every number that no direction may depend on with NaN, for tests.
    void poison() {
        for (double[] numbers : new double[][] {sy, yy, alpha, coefficients, products, before}) {
            Arrays.fill(numbers, Double.NaN);
        }
        gg = Double.NaN;
    }

    @Override
    public void keep(Tape tape) {
        tape.keep(sy, sy.length);
        tape.keep(yy, yy.length);
        tape.keep(products, products.length);
        gg = tape.keep(gg);
        size = tape.keep(size);
        pending = tape.keep(pending);
        known = tape.keep(known);
    }

    /// Writes `p ← −H·g`, n elements, p being another array.
    ///
    /// @param iterate which one g belongs to, see [History#UNKNOWN]
    /// @return `pᵀg`
    double direction(double[] g, double[] p, int iterate) {
        int k = history.count();
        int[] which = history.byAge();
        double[] swap = before;
        before = products;
        products = swap;
        rows.products(which, 2 * k, g, products);
        // One step and one pair since then: the pair is that step.
        learn(k, which, known != History.UNKNOWN && iterate == known + 1 && pending == 1, p);
        known = iterate;
        solve(k);
        rows.combineInFloats(which, 2 * k, coefficients, -history.gamma(), g, p);
        gg = rows.square();
        agrees = agrees(tolerance);
        if (!agrees) {
            rows.combine(which, 2 * k, coefficients, -history.gamma(), g, p);
            agrees = agrees(IN_DOUBLES);
        }
        return rows.slope();
    }

    private boolean agrees(double most) {
        double slope = rows.slope();
        double predicted = Math.fma(history.gamma(), gg, fromAlpha);
        return slope < 0 && Math.abs(slope + predicted) <= most * predicted;
    }

    /// Whether the direction is what its products say, and a descent.
    boolean agrees() {
        return agrees;
    }

    /// `‖p‖∞`.
    double pNorm() {
        return rows.largest();
    }

    /// Brings the matrices to the pairs as they are now: those that are gone leave, those that are new come.
    ///
    /// @param follows whether the newest pair is the step from where the last direction was
    /// @param y overwritten
    private void learn(int k, int[] which, boolean follows, double[] y) {
        int old = k - Math.min(pending, k);
        int gone = size - old;
        if (gone > 0) {
            for (int j = 0; j < old; j++) {
                System.arraycopy(sy, (j + gone) * m + gone, sy, j * m, j + 1);
                System.arraycopy(yy, (j + gone) * m + gone, yy, j * m, old);
            }
        }
        if (follows && history.yy(history.slot(old)) >= COMPARABLE * gg) {
            for (int i = 0; i < old; i++) {
                set(i, old, products[2 * i] - before[2 * (i + gone)], products[2 * i + 1] - before[2 * (i + gone) + 1]);
            }
        } else {
            for (int j = old; j < k; j++) {
                if (j > 0) {
                    rows.copy(which[2 * j + 1], y);
                    rows.products(which, 2 * j, y, before);
                }
                for (int i = 0; i < j; i++) {
                    set(i, j, before[2 * i], before[2 * i + 1]);
                }
            }
        }
        for (int j = old; j < k; j++) {
            int slot = history.slot(j);
            set(j, j, history.sy(slot), history.yy(slot));
        }
        size = k;
        pending = 0;
    }

    private void set(int i, int j, double product, double square) {
        sy[j * m + i] = product;
        yy[j * m + i] = square;
        yy[i * m + j] = square;
    }

    /// From products with g to the coefficients of p.
    private void solve(int k) {
        double gamma = history.gamma();
        for (int i = 0; i < k; i++) {
            alpha[i] = products[2 * i];
        }
        double squares = 0;
        for (int j = k - 1; j >= 0; j--) {
            double a = history.rho(history.slot(j)) * alpha[j];
            squares = Math.fma(history.tau(history.slot(j)) * a, alpha[j], squares);
            alpha[j] = a;
            for (int i = 0; i < j; i++) {
                alpha[i] = Math.fma(-a, sy[j * m + i], alpha[i]);
            }
        }
        double rest = 0;
        for (int i = 0; i < k; i++) {
            double u = products[2 * i + 1];
            for (int j = 0; j < k; j++) {
                u = Math.fma(-alpha[j], yy[i * m + j], u);
            }
            rest = Math.fma(-alpha[i], products[2 * i + 1] + u, rest);
            double yr = gamma * u;
            for (int j = 0; j < i; j++) {
                yr = Math.fma(-coefficients[2 * j], sy[i * m + j], yr);
            }
            int slot = history.slot(i);
            coefficients[2 * i] = Math.fma(history.rho(slot), yr, -history.tau(slot) * alpha[i]);
            coefficients[2 * i + 1] = gamma * alpha[i];
        }
        fromAlpha = Math.fma(gamma, rest, squares);
    }
}
