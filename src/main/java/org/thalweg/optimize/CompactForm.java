package org.thalweg.optimize;

/// The matrix of L-BFGS itself, not its inverse, in compact form: `B = θI − W·M·Wᵀ`.
///
/// | here | Byrd, Lu, Nocedal, Zhu 1995 | |
/// |---|---|---|
/// | theta | θ | `yᵀy/sᵀy` of the newest pair |
/// | w | a row of `W = [Y, θS]` | 2k numbers |
/// | middle | `M⁻¹ = [−D, Lᵀ; L, θSᵀS]` | `D = diag(τᵢ·sᵢᵀyᵢ)`, with τ of [EndCurvature], `Lᵢⱼ = sᵢᵀyⱼ` for i > j |
///
/// Products of pairs are computed once, when a pair is new.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
/// **Source**: R. H. Byrd, P. Lu, J. Nocedal, C. Zhu, *SIAM J. Sci. Comput.* 16 (1995) 1190–1208, section 3.
final class CompactForm implements Tape.Kept {
    private final History history;
    private final int slots;
    private final double[] ss;
    private final double[] sy;
    private final LinearSystem middle;
    private final double[] products;
    /// The rows of the history that make the columns of W: Y, then S, the oldest first.
    private final int[] columns;
    private int seen;
    private int k;
    private double theta;

    CompactForm(History history) {
        this.history = history;
        slots = history.slots();
        ss = new double[slots * slots];
        sy = new double[slots * slots];
        middle = new LinearSystem(2 * (slots - 1));
        products = new double[2 * slots];
        columns = new int[2 * slots];
    }

    /// Before a solve, which may begin with the pairs of the one before.
    void begin() {
        seen = history.count() == 0 ? history.added() : seen;
    }

    @Override
    public void keep(Tape tape) {
        seen = tape.keep(seen);
        tape.keep(ss, ss.length);
        tape.keep(sy, sy.length);
    }

    /// Takes in what the history has learned.
    ///
    /// @param work n elements, overwritten
    /// @return false if the matrix is singular to working precision
    boolean refresh(double[] work) {
        k = history.count();
        theta = 1 / history.gamma();
        for (int j = 0; j < k; j++) {
            int s = 2 * history.slot(j);
            columns[j] = s + 1;
            columns[k + j] = s;
        }
        if (history.added() != seen) {
            seen = history.added();
            learn(history.slot(k - 1), work);
        }
        middle.resize(2 * k);
        fill(middle);
        return middle.factor();
    }

    private void learn(int newest, double[] s) {
        history.rows().copy(2 * newest, s);
        history.rows().products(columns, 2 * k, s, products);
        for (int j = 0; j < k; j++) {
            int slot = history.slot(j);
            ss[newest * slots + slot] = products[k + j];
            ss[slot * slots + newest] = products[k + j];
            sy[newest * slots + slot] = products[j];
        }
    }

    /// Writes `M⁻¹`.
    void fill(LinearSystem to) {
        for (int i = 0; i < k; i++) {
            int si = history.slot(i) * slots;
            for (int j = 0; j < k; j++) {
                int sj = history.slot(j);
                double l = i > j ? sy[si + sj] : 0;
                to.set(i, j, i == j ? -history.tau(sj) * sy[si + sj] : 0);
                to.set(k + i, j, l);
                to.set(j, k + i, l);
                to.set(k + i, k + j, theta * ss[si + sj]);
            }
        }
    }

    /// Twice the number of pairs.
    int size() {
        return 2 * k;
    }

    double theta() {
        return theta;
    }

    /// Writes row i of W.
    void row(int i, double[] w) {
        history.rows().elements(columns, 2 * k, i, w);
        scale(w);
    }

    /// Writes `Wᵀd`.
    void transposeTimes(double[] d, double[] out) {
        history.rows().products(columns, 2 * k, d, out);
        scale(out);
    }

    /// Numbers of columns of S become those of columns of θS.
    private void scale(double[] w) {
        for (int j = k; j < 2 * k; j++) {
            w[j] *= theta;
        }
    }

    /// Replaces v by `M·v`.
    void timesMiddle(double[] v) {
        middle.solve(v);
    }

    static double dot(double[] a, double[] b, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
