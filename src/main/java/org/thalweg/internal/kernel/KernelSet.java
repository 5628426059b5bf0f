package org.thalweg.internal.kernel;

/// The loops that everything else is made of. Two implementations, SIMD and scalar, agree to the bit.
///
/// Every array comes with the offset of its first element; lengths are trusted, callers have checked them. An output
/// range may be exactly an input range; partly overlapping ranges are not allowed.
///
/// **Reductions** have one order for all vector widths: 32 logical lanes, where lane j takes the elements
/// j, j + 32, j + 64, … in turn, starting from +0 and, for products, by fused multiply-add; then
///
/// ```
/// t₈[j] = (lane[j] + lane[j+8]) + (lane[j+16] + lane[j+24])      j = 0 … 7
/// t₄[j] = t₈[j] + t₈[j+4]                                        j = 0 … 3
/// t₂[j] = t₄[j] + t₄[j+2]                                        j = 0, 1
/// sum   = t₂[0] + t₂[1]
/// ```
///
/// Products accumulate by fused multiply-add where the text says fma; elsewhere each operation rounds on its own. Where many
/// rows are multiplied at once, each has eight lanes, the tree from `t₈` on: the rows are independent additions enough.
///
/// **Allocation**: the scalar set never allocates; the SIMD set does not once C2 has compiled it. **Threads**: stateless.
interface KernelSet {
    /// `scalar`, or `simd-` and the width of the vectors in bits.
    String name();

    /// Doubles per vector; 1 without vectors.
    int width();

    /// `aᵀb` in the fixed order, by fma.
    double dot(double[] a, int ao, double[] b, int bo, int n);

    /// `Σaᵢ` in the fixed order.
    double sum(double[] a, int ao, int n);

    /// `max|aᵢ|`, NaN if any element is NaN, 0 if n is 0.
    double normInf(double[] a, int ao, int n);

    /// Whether no element is NaN or infinite.
    boolean allFinite(double[] a, int ao, int n);

    /// `y ← fma(α, x, y)`.
    void axpy(double alpha, double[] x, int xo, double[] y, int yo, int n);

    /// `y ← fma(α, x, y)`, and returns the new `yᵀz`; z may be y. One pass.
    double axpyDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

    /// `y ← α·x`, and returns the new `yᵀz`; y may be x, z may be either. One pass.
    double scaleDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

    /// `out ← fma(α, p, x)`: the trial point of a line search.
    void step(double[] x, int xo, double alpha, double[] p, int po, double[] out, int oo, int n);

    /// `s ← x₁ − x₀`, `y ← g₁ − g₀`, and `dots[at …] ← sᵀy, yᵀy, sᵀs, ‖x₁‖∞, ‖g₁‖∞`, as [#dot] and [#normInf].
    void pair(double[] x1, double[] x0, double[] g1, double[] g0, double[] s, int so, double[] y, int yo, int n,
            double[] dots, int at);

    /// As [#pair], into rows of one array and rounded to floats, `c_s·s` from so on and `c_y·y` from yo on; `dots[0 …]` are
    /// those of s and y themselves, and what follows is overwritten, [Kernels#PAIR_ROOM] numbers in all.
    void pairInFloats(double[] x1, double[] x0, double[] g1, double[] g0, double cs, double cy, float[] rows, int so, int yo,
            int n, double[] dots);

    /// `Mᵢⱼ ← Mᵢⱼ + (aᵢbⱼ + bᵢaⱼ)`, M row-major, rows × columns: every operation rounds on its own, so that a symmetric M stays
    /// symmetric to the bit.
    void rankTwo(double[] m, int mo, int rows, int columns, double[] a, int ao, double[] b, int bo);

    /// `outᵢ ← op(aᵢ)`.
    void unary(Elementwise op, double[] a, int ao, double[] out, int oo, int n);

    /// `outᵢ ← op(aᵢ, bᵢ)`.
    void binary(Elementwise op, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n);

    /// `outᵢ ← aᵢ` where `condᵢ ≠ 0` (NaN counts as not 0), else `bᵢ`; the element not taken leaves no trace.
    void select(double[] cond, int co, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n);

    /// `outᵢ ← value`.
    void fill(double[] out, int oo, double value, int n);

    /// Adds a block to 32 running lanes: `acc[at + i mod 32] += aᵢ`.
    void sumInto(double[] acc, int at, double[] a, int ao, int n);

    /// Adds a block of products to 32 running lanes: `acc[at + i mod 32] ← fma(aᵢ, bᵢ, acc[at + i mod 32])`.
    void dotInto(double[] acc, int at, double[] a, int ao, double[] b, int bo, int n);

    /// Maximum of a block into 32 running lanes: `acc[at + i mod 32] ← max(acc[at + i mod 32], aᵢ)`, as [Math#max].
    void maxInto(double[] acc, int at, double[] a, int ao, int n);

    /// The fixed tree over 32 running lanes; `dot` is `dotInto` on zeros followed by this.
    double sumLanes(double[] acc, int at);

    /// The largest of 32 running lanes, as [Math#max].
    double maxLanes(double[] acc, int at);

    /// Adds a block of products of rows and a vector, by fma, to eight running lanes for each row: row r has the elements
    /// `rows[at[r] + from …]` and the lanes from `lo + 8r` on; v begins at vo. The count is even, and only the last block
    /// is no multiple of 8 long.
    void rowDots(float[] rows, int[] at, int count, int from, double[] v, int vo, int n, double[] lanes, int lo);

    /// A block of `out ← β·v`, then row after row `out ← fma(cᵣ, row, out)`, elements `from …` of everything; out may be v.
    /// It goes backwards, from the last row to the first and from the last element to the first, where a caller that has
    /// multiplied the rows has left them near. To eight running lanes each, `lo + i mod 8`, are added `outᵀz`, by fma, and
    /// `zᵀz` from lo + 16 on, and those from lo + 8 on take `max|out|`; 24 numbers behind are overwritten. The count is
    /// even and not 0, and only the block at the end is no multiple of 8 long.
    void combineRows(float[] rows, int[] at, int count, double[] c, double beta, double[] v, double[] out, double[] z,
            int from, int n, double[] lanes, int lo);

    /// As [#combineRows], `out ← β·v + κ·Σcᵣ·row`, the rows added in floats: from the last on ten by ten, of which `r₉ … r₅` and
    /// `r₄ … r₀` are two sums, by fma, and then one, and the rest two by two. Each sum is widened, multiplied by κ and added to
    /// out by fma.
    void combineRowsInFloats(float[] rows, int[] at, int count, float[] c, double kappa, double beta, double[] v,
            double[] out, double[] z, int from, int n, double[] lanes, int lo);

    /// `outᵢ ← c·aᵢ`.
    void widen(double c, float[] a, int ao, double[] out, int oo, int n);

    /// The tree over eight running lanes.
    double sumEight(double[] lanes, int lo);

    /// `outᵢ ← a[ao + i·stride]`.
    void gatherStrided(double[] a, int ao, int stride, double[] out, int oo, int n);

    /// `outᵢ ← a[ao + indexᵢ]`.
    void gather(double[] a, int ao, int[] index, int io, double[] out, int oo, int n);

    /// `out[oo + i·stride] += aᵢ`.
    void scatterAddStrided(double[] a, int ao, double[] out, int oo, int stride, int n);

    /// `out[oo + indexᵢ] += aᵢ`, in the order of i.
    void scatterAdd(double[] a, int ao, int[] index, int io, double[] out, int oo, int n);

    /// `out ← M·v`, M row-major, rows × columns; each element is a `dot` of a row with v.
    void matrixTimes(double[] m, int mo, int rows, int columns, double[] v, int vo, double[] out, int oo);

    /// `out ← Mᵀ·w`: from +0, row after row, `outⱼ ← fma(wᵢ, Mᵢⱼ, outⱼ)`.
    default void matrixTransposeTimes(double[] m, int mo, int rows, int columns, double[] w, int wo, double[] out,
            int oo) {
        fill(out, oo, 0, columns);
        matrixTransposeAdd(m, mo, rows, columns, w, wo, out, oo);
    }

    /// `out ← out + Mᵀ·w`, row after row, `outⱼ ← fma(wᵢ, Mᵢⱼ, outⱼ)`.
    void matrixTransposeAdd(double[] m, int mo, int rows, int columns, double[] w, int wo, double[] out, int oo);
}
