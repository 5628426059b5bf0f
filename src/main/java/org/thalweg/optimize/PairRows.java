package org.thalweg.optimize;

/// The numbers of the pairs of a [History]: a row for each s and each y, in doubles or in floats.
///
/// Row `2·slot` is the s of the pair in a place, row `2·slot + 1` its y. Vectors have n elements, those that are written at
/// least as many. Rows are named by an array of row numbers, of which an even number counts, and not none.
sealed interface PairRows extends Tape.Kept permits DoubleRows, FloatRows {
    /// How many numbers come with a pair.
    int NUMBERS = 5;

    /// Writes the pair of a step, `s ← x₁ − x₀`, `y ← g₁ − g₀`, to a place.
    ///
    /// @param numbers takes `sᵀy, yᵀy, sᵀs, ‖x₁‖∞, ‖g₁‖∞`
    void write(int slot, double[] x1, double[] x0, double[] g1, double[] g0, double[] numbers);

    /// Writes the product of each of some rows with v.
    void products(int[] which, int count, double[] v, double[] out);

    /// `out ← β·v`, then row after row `out ← fma(cᵣ, row, out)`, from the last to the first; out may be v.
    void combine(int[] which, int count, double[] c, double beta, double[] v, double[] out);

    /// Writes element i of each of some rows.
    void elements(int[] which, int count, int i, double[] out);

    /// Writes a row.
    void copy(int row, double[] out);

    /// Writes `p ← −H·g` for the pairs of a history, which has some, by the two-loop recursion.
    ///
    /// @param p with a tail of zeros up to a multiple of the number of lanes
    /// @return `pᵀg`; NaN or infinite if the direction overflowed
    double twoLoops(History history, double[] g, double[] p);

    /// Takes note that nothing which is written from here on may depend on what was written before.
    void forget();

    /// Fills all rows with NaN, but not their tails, for tests.
    void poison();
}
