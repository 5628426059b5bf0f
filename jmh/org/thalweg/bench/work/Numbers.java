package org.thalweg.bench.work;

/// Numbers that Java and C make alike: a linear congruential generator with Knuth's multiplier.
final class Numbers {
    private long state;

    Numbers(long seed) {
        state = seed;
    }

    /// The next number between lo and hi.
    double next(double lo, double hi) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return lo + (hi - lo) * ((state >>> 11) * 0x1p-53);
    }

    /// The next n numbers.
    double[] next(int n, double lo, double hi) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = next(lo, hi);
        }
        return numbers;
    }
}
