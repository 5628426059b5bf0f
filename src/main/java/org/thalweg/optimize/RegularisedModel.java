package org.thalweg.optimize;

/// The minimum of the quadratic model of L-BFGS with more curvature in every direction: `p = −(B + μI)⁻¹·g`.
///
/// ```
/// B = θI − W·M·Wᵀ,   (B + μI)⁻¹ = I/σ + W·(M⁻¹ − WᵀW/σ)⁻¹·Wᵀ/σ²,   σ = θ + μ
/// ```
///
/// From μ = 0 on, p turns from the quasi-Newton direction to that of steepest descent, and becomes shorter.
///
/// | here | Byrd, Nocedal, Schnabel 1994 | |
/// |---|---|---|
/// | theta | θ | `yᵀy/sᵀy` of the newest pair |
/// | row | a column of W, but for the factor θ of S | Y, then S, the oldest first |
/// | products | | of each row with each |
///
/// **Allocation**: none after construction. **Threads**: one at a time.
/// **Source**: R. H. Byrd, J. Nocedal, R. B. Schnabel, *Mathematical Programming* 63 (1994) 129–156, section 3; C. Kanzow,
/// D. Steck, *Mathematical Programming Computation* 15 (2023) 417–444, for the use of it.
final class RegularisedModel {
    private final History history;
    private final int capacity;
    private final double[] products;
    private final double[] v;
    private final double[] some;
    private final LinearSystem system;
    private int k;
    private double theta;

    RegularisedModel(History history) {
        this.history = history;
        capacity = 2 * (history.slots() - 1);
        products = new double[capacity * capacity];
        v = new double[capacity];
        some = new double[capacity];
        system = new LinearSystem(capacity);
    }

    /// Takes in the pairs as they are now.
    ///
    /// @param work n elements, overwritten
    void refresh(double[] work) {
        k = history.count();
        theta = 1 / history.gamma();
        int[] byAge = history.byAge();
        for (int i = 0; i < 2 * k; i++) {
            history.rows().copy(byAge[place(i)], work);
            history.products(work, some);
            for (int j = 0; j < 2 * k; j++) {
                products[i * capacity + j] = some[place(j)];
            }
        }
    }

    /// Where row i stands among the pairs by age, s before y.
    private int place(int i) {
        return i < k ? 2 * i + 1 : 2 * (i - k);
    }

    private double product(int i, int j) {
        return products[i * capacity + j];
    }

    /// The factor that makes row i a column of W.
    private double factor(int i) {
        return i < k ? 1 : theta;
    }

    double theta() {
        return theta;
    }

    /// Writes the first n elements of `p ← −(B + μI)⁻¹·g`.
    ///
    /// @return false if the system has no solution
    boolean direction(double[] g, double mu, double[] p) {
        double sigma = theta + mu;
        system.resize(2 * k);
        history.products(g, some);
        for (int i = 0; i < 2 * k; i++) {
            for (int j = 0; j < 2 * k; j++) {
                system.set(i, j, middle(i, j) - factor(i) * factor(j) * product(i, j) / sigma);
            }
            v[i] = factor(i) * some[place(i)];
        }
        if (!system.factor()) {
            return false;
        }
        system.solve(v);
        for (int i = 0; i < 2 * k; i++) {
            some[place(i)] = -factor(i) * (v[i] / sigma) / sigma;
        }
        history.combine(some, -1 / sigma, g, p);
        return true;
    }

    /// `M⁻¹ = [−D, Lᵀ; L, θSᵀS]`, with `D = diag(τᵢ·sᵢᵀyᵢ)` and `Lᵢⱼ = sᵢᵀyⱼ` for i > j.
    private double middle(int i, int j) {
        if (i < k && j < k) {
            return i == j ? -history.tau(history.slot(i)) * product(i, k + i) : 0;
        }
        if (i >= k && j >= k) {
            return theta * product(i, j);
        }
        int s = Math.max(i, j) - k;
        int y = Math.min(i, j);
        return s > y ? product(k + s, y) : 0;
    }
}
