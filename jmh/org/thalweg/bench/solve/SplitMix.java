package org.thalweg.bench.solve;

/// Steele, Lea and Flood's generator SplitMix64, for data that any language can draw again.
final class SplitMix {
    private long state;

    SplitMix(long seed) {
        state = seed;
    }

    /// The next number, from −1 to 1.
    double next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return 2 * ((z >>> 11) * 0x1p-53) - 1;
    }
}
