package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The reductions with vectors of 128 bits: sixteen accumulators would not fit the registers, so four passes with four
/// accumulators each take eight of the 32 logical lanes; the remainder is scalar, as these machines may lack masks.
///
/// Pass p has the lanes 2p and 2p + 1 of every eight, and gives `t₈[2p]` and `t₈[2p + 1]` of the tree.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class Reductions128 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_128;

    private Reductions128() {}

    /// `aᵀb`.
    static double dot(double[] a, int ao, double[] b, int bo, int n) {
        double t0 = 0, t1 = 0, t2 = 0, t3 = 0;
        int whole = n & -32;
        for (int p = 0; p < 4; p++) {
            DoubleVector v0 = DoubleVector.zero(S), v8 = DoubleVector.zero(S);
            DoubleVector v16 = DoubleVector.zero(S), v24 = DoubleVector.zero(S);
            for (int i = 2 * p; i < whole; i += 32) {
                v0 = DoubleVector.fromArray(S, a, ao + i).fma(DoubleVector.fromArray(S, b, bo + i), v0);
                v8 = DoubleVector.fromArray(S, a, ao + i + 8).fma(DoubleVector.fromArray(S, b, bo + i + 8), v8);
                v16 = DoubleVector.fromArray(S, a, ao + i + 16).fma(DoubleVector.fromArray(S, b, bo + i + 16), v16);
                v24 = DoubleVector.fromArray(S, a, ao + i + 24).fma(DoubleVector.fromArray(S, b, bo + i + 24), v24);
            }
            int k = whole + 2 * p;
            double even = (into(v0.lane(0), a, ao, b, bo, k, n) + into(v8.lane(0), a, ao, b, bo, k + 8, n))
                    + (into(v16.lane(0), a, ao, b, bo, k + 16, n) + into(v24.lane(0), a, ao, b, bo, k + 24, n));
            double odd = (into(v0.lane(1), a, ao, b, bo, k + 1, n) + into(v8.lane(1), a, ao, b, bo, k + 9, n))
                    + (into(v16.lane(1), a, ao, b, bo, k + 17, n) + into(v24.lane(1), a, ao, b, bo, k + 25, n));
            switch (p) {
                case 0 -> {
                    t0 = even;
                    t1 = odd;
                }
                case 1 -> {
                    t2 = even;
                    t3 = odd;
                }
                case 2 -> {
                    t0 += even;
                    t1 += odd;
                }
                default -> {
                    t2 += even;
                    t3 += odd;
                }
            }
        }
        return (t0 + t2) + (t1 + t3);
    }

    private static double into(double lane, double[] a, int ao, double[] b, int bo, int i, int n) {
        return i < n ? Math.fma(a[ao + i], b[bo + i], lane) : lane;
    }

    /// `Σaᵢ`.
    static double sum(double[] a, int ao, int n) {
        double t0 = 0, t1 = 0, t2 = 0, t3 = 0;
        int whole = n & -32;
        for (int p = 0; p < 4; p++) {
            DoubleVector v0 = DoubleVector.zero(S), v8 = DoubleVector.zero(S);
            DoubleVector v16 = DoubleVector.zero(S), v24 = DoubleVector.zero(S);
            for (int i = 2 * p; i < whole; i += 32) {
                v0 = DoubleVector.fromArray(S, a, ao + i).add(v0);
                v8 = DoubleVector.fromArray(S, a, ao + i + 8).add(v8);
                v16 = DoubleVector.fromArray(S, a, ao + i + 16).add(v16);
                v24 = DoubleVector.fromArray(S, a, ao + i + 24).add(v24);
            }
            int k = whole + 2 * p;
            double even = (into(v0.lane(0), a, ao, k, n) + into(v8.lane(0), a, ao, k + 8, n))
                    + (into(v16.lane(0), a, ao, k + 16, n) + into(v24.lane(0), a, ao, k + 24, n));
            double odd = (into(v0.lane(1), a, ao, k + 1, n) + into(v8.lane(1), a, ao, k + 9, n))
                    + (into(v16.lane(1), a, ao, k + 17, n) + into(v24.lane(1), a, ao, k + 25, n));
            switch (p) {
                case 0 -> {
                    t0 = even;
                    t1 = odd;
                }
                case 1 -> {
                    t2 = even;
                    t3 = odd;
                }
                case 2 -> {
                    t0 += even;
                    t1 += odd;
                }
                default -> {
                    t2 += even;
                    t3 += odd;
                }
            }
        }
        return (t0 + t2) + (t1 + t3);
    }

    private static double into(double lane, double[] a, int ao, int i, int n) {
        return i < n ? lane + a[ao + i] : lane;
    }
}
