package org.thalweg.optimize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.kernel.Kernels;

/// The memory of L-BFGS: the last m pairs of steps and gradient differences, and the direction they give.
///
/// | here | N&W 7.2 | |
/// |---|---|---|
/// | s | `s_k = x_{k+1} − x_k` | a row of `rows` |
/// | y | `y_k = ∇f_{k+1} − ∇f_k` | a row of `rows` |
/// | rho | `ρ_k = 1 / y_kᵀs_k` | |
/// | tau | | factor of `ρ_k·s_k·s_kᵀ`, see [EndCurvature] |
/// | gamma | `γ_k = s_{k−1}ᵀy_{k−1} / y_{k−1}ᵀy_{k−1}` | `H⁰_k = γ_k·I`, equation (7.20) |
/// | a, b | `α_i`, `β` of algorithm 7.4 | |
/// | p | `−H_k∇f_k` | the direction |
///
/// Rows stand in one array as a ring, s and y of a pair one after the other; their length is a multiple of the number of
/// lanes and their tails are zero, so that loops over whole rows have no remainder. There is one row pair more than m:
/// a new pair is written there first and becomes part of the memory only if it is kept. From row to row it is an odd multiple
/// of the number of lanes: at a multiple of 4096 bytes, all rows would fall into the same few places of a cache, and a load
/// from one would wait for a store to another.
///
/// With few variables the direction is that of the two-loop recursion. With many, [CompactInverse] reads rows twice and
/// does not write p again and again; where it says that its products do not serve, the recursion does.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class History implements Tape.Kept {
    /// A pair is kept if `sᵀy > CAUTION·‖s‖‖y‖`: below, the curvature is hardly more than rounding error.
    private static final double CAUTION = 1e-10;

    /// Up to so many variables, loops over them alone are faster than over whole rows; the bits are the same.
    private static final int FEW = 8;

    /// From so many variables on, products are worth it.
    private static final int MANY = 128;

    /// Whether the loop that makes a pair has registers for its products with the new gradient. With narrower vectors they
    /// would be a loop of their own, and are left to the pass over all pairs: the bits are the same.
    static final boolean PRODUCTS_WITH_PAIR = Kernels.width() == 8;

    /// An iterate of which it is not known which one it is.
    static final int UNKNOWN = 0;

    private final int n;
    private final int length;
    private final int stride;
    private final int slots;
    private final double[] rows;
    private final double[] rho;
    private final double[] tau;
    private final double[] sy;
    private final double[] yy;
    private final @Nullable CompactInverse compact;
    private double pNorm;
    private final int[] ends = new int[2];
    private final double[] a;
    private final double[] dots = new double[Kernels.PAIR_ROOM];
    private double gamma;
    private int count;
    private int next;
    private int added;

    History(int n, int memory) {
        this.n = n;
        length = Kernels.padded(n);
        slots = memory + 1;
        stride = length | Kernels.LANES;
        long doubles = 2L * slots * stride;
        if (doubles > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "memory: 2·(memory + 1)·n doubles must fit in one array, was " + doubles + "; lower memory");
        }
        rows = new double[(int) doubles];
        rho = new double[slots];
        tau = new double[slots];
        a = new double[slots];
        sy = new double[slots];
        yy = new double[slots];
        compact = n < MANY ? null : new CompactInverse(this, n, memory);
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

    double[] rows() {
        return rows;
    }

    int rowLength() {
        return length;
    }

    void forget() {
        count = 0;
    }

    /// Remembers again what was forgotten, if no pair was added since.
    void recall(int count) {
        this.count = count;
    }

    /// Fills every number that no direction may depend on with NaN, for tests.
    void poison() {
        for (int slot = 0; slot < slots; slot++) {
            Arrays.fill(rows, s(slot), s(slot) + n, Double.NaN);
            Arrays.fill(rows, y(slot), y(slot) + n, Double.NaN);
        }
        Arrays.fill(rho, Double.NaN);
        Arrays.fill(tau, Double.NaN);
        Arrays.fill(a, Double.NaN);
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
        tape.keep(rows, rows.length);
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
        if (compact != null && PRODUCTS_WITH_PAIR) {
            ends[0] = s(next);
            ends[1] = y(next);
            Kernels.pairAndProducts(x1, x0, g1, g0, rows, ends, n, dots, 0);
        } else {
            Kernels.pair(x1, x0, g1, g0, rows, s(next), rows, y(next), n, dots, 0);
        }
        return keep(dots[0], 1 / dots[0], dots[1], dots[2], EndCurvature.ratio(decrease, promised, dots[0]));
    }

    /// `‖x₁‖∞` of the pair that was last offered.
    double xNorm() {
        return dots[3];
    }

    /// `‖g₁‖∞` of the pair that was last offered.
    double gNorm() {
        return dots[4];
    }

    /// `sᵀg₁` of the pair that was last offered, with many variables and [#PRODUCTS_WITH_PAIR].
    double sg() {
        return dots[5];
    }

    /// `yᵀg₁` of the pair that was last offered, with many variables and [#PRODUCTS_WITH_PAIR].
    double yg() {
        return dots[6];
    }

    /// Makes the pair that stands next, or is about to be written there, the newest one, unless its curvature is not safely
    /// positive.
    ///
    /// @param curvature `sᵀy`
    /// @param inverse `1/sᵀy`
    /// @param square `yᵀy`
    /// @param ss `sᵀs`
    /// @param factor its τ
    /// @return whether it is kept
    boolean keep(double curvature, double inverse, double square, double ss, double factor) {
        double ratio = curvature / square;
        // Most pairs need no roots: no geometric mean is above the larger of the two.
        boolean curved = curvature > 2 * CAUTION * (ss > square ? ss : square)
                || curvature > CAUTION * Math.sqrt(ss) * Math.sqrt(square);
        boolean kept = curved
                && inverse < Double.POSITIVE_INFINITY
                && ratio > 0
                && ratio < Double.POSITIVE_INFINITY;
        if (kept) {
            rho[next] = inverse;
            tau[next] = factor;
            sy[next] = curvature;
            yy[next] = square;
            gamma = ratio;
            if (compact != null) {
                compact.added();
            }
            next = next + 1 == slots ? 0 : next + 1;
            count = Math.min(count + 1, slots - 1);
            added++;
        }
        return kept;
    }

    /// Writes `p ← −H·g`.
    ///
    /// @param g the gradient, length n
    /// @param p overwritten, a multiple of the number of lanes long, zero tail
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
        double slope = twoLoops(g, p);
        pNorm = Kernels.normInf(p, 0, n);
        return slope;
    }

    /// `‖p‖∞` of the direction.
    double pNorm() {
        return pNorm;
    }

    /// Writes `p ← −H·g`, by the two-loop recursion; each update of p carries the next dot product with it.
    ///
    /// @return `pᵀg`; NaN or infinite if the direction overflowed
    double twoLoops(double[] g, double[] p) {
        int width = n <= FEW ? n : length;
        int newest = before(next);
        int oldest = newest;
        double sp = Kernels.scaleDot(-1, g, 0, p, 0, rows, s(newest), n);
        for (int i = newest, k = 1; ; i = before(i), k++) {
            a[i] = rho[i] * sp;
            if (k == count) {
                oldest = i;
                Kernels.axpy(-a[i], rows, y(i), p, 0, width);
                break;
            }
            sp = Kernels.axpyDot(-a[i], rows, y(i), p, 0, rows, s(before(i)), width);
        }
        double yp = Kernels.scaleDot(gamma, p, 0, p, 0, rows, y(oldest), width);
        for (int i = oldest; i != newest; i = after(i)) {
            double b = rho[i] * yp;
            yp = Kernels.axpyDot(Math.fma(tau[i], a[i], -b), rows, s(i), p, 0, rows, y(after(i)), width);
        }
        double b = rho[newest] * yp;
        double pg = Kernels.axpyDot(Math.fma(tau[newest], a[newest], -b), rows, s(newest), p, 0, g, 0, n);
        if (!Double.isFinite(pg)) {
            // ∞·0 is NaN: an overflow gets into the tail, and from there into every direction to come.
            Arrays.fill(p, n, length, 0.0);
        }
        return pg;
    }

    int s(int slot) {
        return 2 * slot * stride;
    }

    int y(int slot) {
        return (2 * slot + 1) * stride;
    }

    private int before(int slot) {
        return slot == 0 ? slots - 1 : slot - 1;
    }

    private int after(int slot) {
        return slot + 1 == slots ? 0 : slot + 1;
    }
}
