package org.thalweg.optimize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.kernel.Kernels;

/// The memory of L-BFGS: the last m pairs of steps and gradient differences, and the direction they give.
///
/// | here | N&W 7.2 | |
/// |---|---|---|
/// | s | `s_k = x_{k+1} − x_k` | a row |
/// | y | `y_k = ∇f_{k+1} − ∇f_k` | a row |
/// | rho | `ρ_k = 1 / y_kᵀs_k` | |
/// | tau | | factor of `ρ_k·s_k·s_kᵀ`, see [EndCurvature] |
/// | gamma | `γ_k = s_{k−1}ᵀy_{k−1} / y_{k−1}ᵀy_{k−1}` | `H⁰_k = γ_k·I`, equation (7.20) |
/// | p | `−H_k∇f_k` | the direction |
///
/// Pairs stand in a ring, of which there is one place more than m: a new pair is written there first and becomes part of the
/// memory only if it is kept.
///
/// With few variables rows are doubles ([DoubleRows]) and the direction is that of the two-loop recursion. With many, rows are
/// floats ([FloatRows]), and [CompactInverse] reads them twice and does not write p again and again; where it says that its
/// products do not serve, the recursion does.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class History implements Tape.Kept {
    /// A pair is kept if `sᵀy > CAUTION·‖s‖‖y‖`: below, the curvature is hardly more than rounding error.
    private static final double CAUTION = 1e-10;

    /// From so many variables on, floats and products are worth it.
    private static final int MANY = 128;

    /// An iterate of which it is not known which one it is.
    static final int UNKNOWN = 0;

    private final int n;
    private final int slots;
    private final PairRows rows;
    private final @Nullable CompactInverse compact;
    private final double[] rho;
    private final double[] tau;
    private final double[] sy;
    private final double[] yy;
    private final int[] byAge;
    private final double[] numbers = new double[PairRows.NUMBERS];
    private double pNorm;
    private double gamma;
    private int count;
    private int next;
    private int added;

    /// The memory of L-BFGS for n variables.
    History(int n, int memory) {
        this(n, memory, n >= MANY);
    }

    /// One in doubles, for a matrix that learns each pair once.
    static History inDoubles(int n, int memory) {
        return new History(n, memory, false);
    }

    private History(int n, int memory, boolean many) {
        this.n = n;
        slots = memory + 1;
        if (many) {
            FloatRows floats = new FloatRows(n, slots);
            rows = floats;
            compact = new CompactInverse(this, floats, memory, CompactInverse.IN_FLOATS);
        } else {
            rows = new DoubleRows(n, slots);
            compact = null;
        }
        rho = new double[slots];
        tau = new double[slots];
        sy = new double[slots];
        yy = new double[slots];
        byAge = new int[2 * slots];
    }

    int count() {
        return count;
    }

    /// How many pairs were ever kept.
    int added() {
        return added;
    }

    /// `γ`, of the newest pair.
    double gamma() {
        return gamma;
    }

    /// `ρ`, of the pair in a place.
    double rho(int slot) {
        return rho[slot];
    }

    /// The factor of `ρ·s·sᵀ`, of the pair in a place.
    double tau(int slot) {
        return tau[slot];
    }

    /// `sᵀy`, of the pair in a place.
    double sy(int slot) {
        return sy[slot];
    }

    /// `yᵀy`, of the pair in a place.
    double yy(int slot) {
        return yy[slot];
    }

    /// The places for pairs, one more than are remembered.
    int slots() {
        return slots;
    }

    /// Where a pair stands, by age: 0 is the oldest.
    int slot(int age) {
        int slot = next - count + age;
        return slot < 0 ? slot + slots : slot;
    }

    PairRows rows() {
        return rows;
    }

    /// The rows of a history in doubles.
    DoubleRows doubles() {
        return (DoubleRows) rows;
    }

    /// The numbers of all rows, the oldest first, s before y.
    int[] byAge() {
        for (int age = 0; age < count; age++) {
            int slot = slot(age);
            byAge[2 * age] = 2 * slot;
            byAge[2 * age + 1] = 2 * slot + 1;
        }
        return byAge;
    }

    /// Writes the products of all rows with v, the oldest first, s before y.
    void products(double[] v, double[] out) {
        rows.products(byAge(), 2 * count, v, out);
    }

    /// `out ← β·v + Σcᵣ·row`, the oldest first, s before y.
    void combine(double[] c, double beta, double[] v, double[] out) {
        rows.combine(byAge(), 2 * count, c, beta, v, out);
    }

    void forget() {
        count = 0;
        rows.forget();
    }

    /// Remembers again what was forgotten, if no pair was added since.
    void recall(int count) {
        this.count = count;
    }

    /// Fills every number that no direction may depend on with NaN, for tests.
    void poison() {
        rows.poison();
        Arrays.fill(rho, Double.NaN);
        Arrays.fill(tau, Double.NaN);
        Arrays.fill(sy, Double.NaN);
        Arrays.fill(yy, Double.NaN);
        gamma = Double.NaN;
        count = 0;
        if (compact != null) {
            compact.poison();
        }
    }

    @Override
    public void keep(Tape tape) {
        gamma = tape.keep(gamma);
        count = tape.keep(count);
        next = tape.keep(next);
        added = tape.keep(added);
        rows.keep(tape);
        tape.keep(rho, slots);
        tape.keep(tau, slots);
        tape.keep(sy, slots);
        tape.keep(yy, slots);
        if (compact != null) {
            compact.keep(tape);
        }
    }

    /// Adds the pair of a step, unless its curvature is not safely positive.
    ///
    /// @param decrease what f has lost, as [EndCurvature#decrease] has it
    /// @param promised the slope at the beginning, times the step
    /// @return whether the pair was kept
    boolean add(double[] x1, double[] x0, double[] g1, double[] g0, double decrease, double promised) {
        rows.write(next, x1, x0, g1, g0, numbers);
        double curvature = numbers[0];
        double inverse = 1 / curvature;
        double factor = EndCurvature.ratio(decrease, promised, curvature);
        boolean kept = isCurved(curvature, inverse, numbers[1], numbers[2]);
        if (kept) {
            keep(curvature, inverse, numbers[1], factor);
        }
        return kept;
    }

    /// `‖x₁‖∞` of the pair that was last offered.
    double xNorm() {
        return numbers[3];
    }

    /// `‖g₁‖∞` of the pair that was last offered.
    double gNorm() {
        return numbers[4];
    }

    /// Whether a pair may be kept: its curvature is safely positive.
    ///
    /// @param curvature `sᵀy`
    /// @param inverse `1/sᵀy`
    /// @param square `yᵀy`
    /// @param ss `sᵀs`
    static boolean isCurved(double curvature, double inverse, double square, double ss) {
        double ratio = curvature / square;
        // Most pairs need no roots: no geometric mean is above the larger of the two.
        boolean curved = curvature > 2 * CAUTION * (ss > square ? ss : square)
                || curvature > CAUTION * Math.sqrt(ss) * Math.sqrt(square);
        return curved
                && inverse < Double.POSITIVE_INFINITY
                && ratio > 0
                && ratio < Double.POSITIVE_INFINITY;
    }

    /// Makes the pair that stands next, or is about to be written there, the newest one.
    ///
    /// @param curvature `sᵀy`
    /// @param inverse `1/sᵀy`
    /// @param square `yᵀy`
    /// @param factor its τ
    void keep(double curvature, double inverse, double square, double factor) {
        rho[next] = inverse;
        tau[next] = factor;
        sy[next] = curvature;
        yy[next] = square;
        gamma = curvature / square;
        if (compact != null) {
            compact.added();
        }
        next = next + 1 == slots ? 0 : next + 1;
        count = Math.min(count + 1, slots - 1);
        added++;
    }

    /// The place for the next pair.
    int next() {
        return next;
    }

    /// Writes `p ← −H·g`.
    ///
    /// @param g the gradient, n elements
    /// @param p overwritten, another array, a multiple of the number of lanes long, zero tail
    /// @param iterate which iterate g belongs to, or [#UNKNOWN]
    /// @return `pᵀg`; NaN or infinite if the direction overflowed
    double direction(double[] g, double[] p, int iterate) {
        if (compact != null) {
            double slope = compact.direction(g, p, iterate);
            if (compact.agrees()) {
                pNorm = compact.pNorm();
                return slope;
            }
        }
        double slope = rows.twoLoops(this, g, p);
        pNorm = Kernels.normInf(p, 0, n);
        return slope;
    }

    /// `‖p‖∞` of the direction.
    double pNorm() {
        return pNorm;
    }
}
