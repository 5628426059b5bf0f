package org.thalweg.internal.kernel;

/// The loops over `double[]` that everything else is made of, as static methods.
///
/// Behind them stands one of two sets with the same bits, chosen once when this class is initialised: SIMD or scalar.
/// The choice is a static final, so the compiler sees through it.
///
/// Every array comes with the offset of its first element; lengths and offsets are trusted, and an output range may be
/// exactly an input range (see each method), but not overlap it partly. Reductions have one order on every machine:
/// 32 logical lanes and one tree, whatever the width of the vectors.
///
/// **Allocation**: the scalar set allocates nothing, ever; the SIMD set nothing once the C2 compiler has compiled it, and
/// small objects before. **Threads**: stateless, any number.
public final class Kernels {
    /// The number of logical lanes of a reduction. Rows whose length is a multiple of it have no remainder loops.
    public static final int LANES = 32;

    /// So many elements of a pair are made at a time, where they are made in more than one loop.
    static final int PAIR_BLOCK = 512;

    /// How many numbers [#pairInFloats] writes: five results, lanes, and a block of both differences.
    public static final int PAIR_ROOM = 5 + 3 * LANES + 2 * PAIR_BLOCK;

    private static final KernelSet SET = KernelSelection.choose();

    private Kernels() {}

    /// Which set is in use.
    ///
    /// @return `scalar`, or `simd-` and the width of the vectors in bits
    public static String name() {
        return SET.name();
    }

    /// The width of the vectors in use.
    ///
    /// @return doubles per vector: 2, 4 or 8, or 1 for the scalar set
    public static int width() {
        return SET.width();
    }

    /// The length of a row for n elements: n rounded up to a multiple of [#LANES].
    ///
    /// @param n number of elements, 0 or more
    /// @return the padded length
    /// @throws ArithmeticException if the padded length is no int
    public static int padded(int n) {
        return Math.addExact(n, LANES - 1) & -LANES;
    }

    /// `aᵀb` in the fixed order, by fma.
    public static double dot(double[] a, int ao, double[] b, int bo, int n) {
        return SET.dot(a, ao, b, bo, n);
    }

    /// `Σaᵢ` in the fixed order.
    public static double sum(double[] a, int ao, int n) {
        return SET.sum(a, ao, n);
    }

    /// `max|aᵢ|`, NaN if any element is NaN, 0 if n is 0.
    public static double normInf(double[] a, int ao, int n) {
        return SET.normInf(a, ao, n);
    }

    /// Whether no element is NaN or infinite.
    public static boolean allFinite(double[] a, int ao, int n) {
        return SET.allFinite(a, ao, n);
    }

    /// `y ← fma(α, x, y)`.
    public static void axpy(double alpha, double[] x, int xo, double[] y, int yo, int n) {
        SET.axpy(alpha, x, xo, y, yo, n);
    }

    /// `y ← fma(α, x, y)`, and returns the new `yᵀz`; z may be y. One pass.
    public static double axpyDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
        return SET.axpyDot(alpha, x, xo, y, yo, z, zo, n);
    }

    /// `y ← α·x`, and returns the new `yᵀz`; y may be x, z may be either. One pass.
    public static double scaleDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
        return SET.scaleDot(alpha, x, xo, y, yo, z, zo, n);
    }

    /// `out ← fma(α, p, x)`: the trial point of a line search.
    public static void step(double[] x, int xo, double alpha, double[] p, int po, double[] out, int oo, int n) {
        SET.step(x, xo, alpha, p, po, out, oo, n);
    }

    /// `s ← x₁ − x₀`, `y ← g₁ − g₀`, and `dots[at …] ← sᵀy, yᵀy, sᵀs, ‖x₁‖∞, ‖g₁‖∞`, as [#dot] and [#normInf].
    public static void pair(double[] x1, double[] x0, double[] g1, double[] g0, double[] s, int so, double[] y,
            int yo, int n, double[] dots, int at) {
        SET.pair(x1, x0, g1, g0, s, so, y, yo, n, dots, at);
    }

    /// As [#pair], into rows of one array and rounded to floats, `c_s·s` from so on and `c_y·y` from yo on: to even, as any
    /// rounding here, and to infinity beyond their range. `dots[0 …]` are those of s and y themselves, and what follows is
    /// overwritten, [#PAIR_ROOM] numbers in all.
    public static void pairInFloats(double[] x1, double[] x0, double[] g1, double[] g0, double cs, double cy, float[] rows,
            int so, int yo, int n, double[] dots) {
        SET.pairInFloats(x1, x0, g1, g0, cs, cy, rows, so, yo, n, dots);
    }

    /// `Mᵢⱼ ← Mᵢⱼ + (aᵢbⱼ + bᵢaⱼ)`, M row-major, rows × columns: every operation rounds on its own, so that a symmetric M stays
    /// symmetric to the bit.
    public static void rankTwo(double[] m, int mo, int rows, int columns, double[] a, int ao, double[] b, int bo) {
        SET.rankTwo(m, mo, rows, columns, a, ao, b, bo);
    }

    /// `outᵢ ← op(aᵢ)`.
    public static void unary(Elementwise op, double[] a, int ao, double[] out, int oo, int n) {
        SET.unary(op, a, ao, out, oo, n);
    }

    /// `outᵢ ← op(aᵢ, bᵢ)`.
    public static void binary(Elementwise op, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        SET.binary(op, a, ao, b, bo, out, oo, n);
    }

    /// `outᵢ ← aᵢ` where `condᵢ ≠ 0` (NaN counts as not 0), else `bᵢ`; the element not taken leaves no trace.
    public static void select(double[] cond, int co, double[] a, int ao, double[] b, int bo, double[] out, int oo,
            int n) {
        SET.select(cond, co, a, ao, b, bo, out, oo, n);
    }

    /// `outᵢ ← value`.
    public static void fill(double[] out, int oo, double value, int n) {
        SET.fill(out, oo, value, n);
    }

    /// Adds a block to 32 running lanes: `acc[at + i mod 32] += aᵢ`.
    public static void sumInto(double[] acc, int at, double[] a, int ao, int n) {
        SET.sumInto(acc, at, a, ao, n);
    }

    /// Adds a block of products to 32 running lanes: `acc[at + i mod 32] ← fma(aᵢ, bᵢ, acc[at + i mod 32])`.
    public static void dotInto(double[] acc, int at, double[] a, int ao, double[] b, int bo, int n) {
        SET.dotInto(acc, at, a, ao, b, bo, n);
    }

    /// Maximum of a block into 32 running lanes: `acc[at + i mod 32] ← max(acc[at + i mod 32], aᵢ)`, as [Math#max].
    public static void maxInto(double[] acc, int at, double[] a, int ao, int n) {
        SET.maxInto(acc, at, a, ao, n);
    }

    /// The fixed tree over 32 running lanes; `dot` is `dotInto` on zeros followed by this.
    public static double sumLanes(double[] acc, int at) {
        return SET.sumLanes(acc, at);
    }

    /// The largest of 32 running lanes, as [Math#max].
    public static double maxLanes(double[] acc, int at) {
        return SET.maxLanes(acc, at);
    }

    /// Adds a block of products of rows and a vector, by fma, to eight running lanes for each row: `rows[at[r] + from + i]` times
    /// `v[vo + i]` to `lanes[lo + 8r + i mod 8]`. The count is even, and only the last block is no multiple of 8 long.
    public static void rowDots(float[] rows, int[] at, int count, int from, double[] v, int vo, int n, double[] lanes, int lo) {
        SET.rowDots(rows, at, count, from, v, vo, n, lanes, lo);
    }

    /// A block of `out ← β·v`, then row after row `out ← fma(cᵣ, row, out)`, elements from `from` on of everything; out may
    /// be v. It goes backwards: from the last row to the first, from the last element to the first, and callers from the
    /// last block to the first. From lo on stand eight running lanes of `outᵀz`, eight of the largest magnitude of out,
    /// eight of `zᵀz`, and 24 numbers that are overwritten. The count is even and not 0, and only the block at the end is
    /// no multiple of 8 long.
    public static void combineRows(float[] rows, int[] at, int count, double[] c, double beta, double[] v, double[] out,
            double[] z, int from, int n, double[] lanes, int lo) {
        SET.combineRows(rows, at, count, c, beta, v, out, z, from, n, lanes, lo);
    }

    /// As [#combineRows], but rows are added in floats, `out ← β·v + κ·Σcᵣ·row`: from the last on ten by ten, each ten in two sums
    /// of five, which are added, and the rest two by two. Each sum is added to out by a fma of doubles.
    public static void combineRowsInFloats(float[] rows, int[] at, int count, float[] c, double kappa, double beta, double[] v,
            double[] out, double[] z, int from, int n, double[] lanes, int lo) {
        SET.combineRowsInFloats(rows, at, count, c, kappa, beta, v, out, z, from, n, lanes, lo);
    }

    /// `outᵢ ← c·aᵢ`.
    public static void widen(double c, float[] a, int ao, double[] out, int oo, int n) {
        SET.widen(c, a, ao, out, oo, n);
    }

    /// The fixed tree over eight running lanes.
    public static double sumEight(double[] lanes, int lo) {
        return SET.sumEight(lanes, lo);
    }

    /// `outᵢ ← a[ao + i·stride]`.
    public static void gatherStrided(double[] a, int ao, int stride, double[] out, int oo, int n) {
        SET.gatherStrided(a, ao, stride, out, oo, n);
    }

    /// `outᵢ ← a[ao + indexᵢ]`.
    public static void gather(double[] a, int ao, int[] index, int io, double[] out, int oo, int n) {
        SET.gather(a, ao, index, io, out, oo, n);
    }

    /// `out[oo + i·stride] += aᵢ`.
    public static void scatterAddStrided(double[] a, int ao, double[] out, int oo, int stride, int n) {
        SET.scatterAddStrided(a, ao, out, oo, stride, n);
    }

    /// `out[oo + indexᵢ] += aᵢ`, in the order of i.
    public static void scatterAdd(double[] a, int ao, int[] index, int io, double[] out, int oo, int n) {
        SET.scatterAdd(a, ao, index, io, out, oo, n);
    }

    /// `out ← M·v`, M row-major, rows × columns; each element is a `dot` of a row with v.
    public static void matrixTimes(double[] m, int mo, int rows, int columns, double[] v, int vo, double[] out,
            int oo) {
        SET.matrixTimes(m, mo, rows, columns, v, vo, out, oo);
    }

    /// `out ← Mᵀ·w`: from +0, row after row, `outⱼ ← fma(wᵢ, Mᵢⱼ, outⱼ)`.
    public static void matrixTransposeTimes(double[] m, int mo, int rows, int columns, double[] w, int wo,
            double[] out, int oo) {
        SET.matrixTransposeTimes(m, mo, rows, columns, w, wo, out, oo);
    }

    /// `out ← out + Mᵀ·w`, row after row as [#matrixTransposeTimes].
    public static void matrixTransposeAdd(double[] m, int mo, int rows, int columns, double[] w, int wo,
            double[] out, int oo) {
        SET.matrixTransposeAdd(m, mo, rows, columns, w, wo, out, oo);
    }
}
