package org.thalweg.bench;

/// Knuth's 64-bit linear congruential generator: a few characters in any language, so that all see the same data.
public final class Lcg {
    private long state;

    /// @param seed the first state
    public Lcg(long seed) {
        state = seed;
    }

    /// The next number, from lo to hi.
    ///
    /// @param lo lower bound
    /// @param hi upper bound
    /// @return a number
    public double next(double lo, double hi) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return lo + (hi - lo) * ((state >>> 11) * 0x1p-53);
    }

    /// The next n numbers.
    ///
    /// @param n how many
    /// @param lo lower bound
    /// @param hi upper bound
    /// @return a new array
    public double[] next(int n, double lo, double hi) {
        double[] a = new double[n];
        for (int i = 0; i < n; i++) {
            a[i] = next(lo, hi);
        }
        return a;
    }
}
