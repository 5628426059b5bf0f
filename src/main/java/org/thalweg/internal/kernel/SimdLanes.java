package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Running reductions: 32 logical lanes in an array, to which blocks are added. Whole rows of 32 are added here, four
/// vectors at a time; what is left of a block is for the scalar twin.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class SimdLanes {
    private static final VectorSpecies<Double> S = SimdLoops.SPECIES;
    private static final int W = S.length();

    private SimdLanes() {}

    /// Adds whole rows, and returns how many elements they have.
    static int sumInto(double[] acc, int at, double[] a, int ao, int n) {
        int whole = n & -32;
        for (int g = 0; g < (whole == 0 ? 0 : 32); g += 4 * W) {
            DoubleVector v0 = DoubleVector.fromArray(S, acc, at + g);
            DoubleVector v1 = DoubleVector.fromArray(S, acc, at + g + W);
            DoubleVector v2 = DoubleVector.fromArray(S, acc, at + g + 2 * W);
            DoubleVector v3 = DoubleVector.fromArray(S, acc, at + g + 3 * W);
            for (int i = g; i < whole; i += 32) {
                v0 = DoubleVector.fromArray(S, a, ao + i).add(v0);
                v1 = DoubleVector.fromArray(S, a, ao + i + W).add(v1);
                v2 = DoubleVector.fromArray(S, a, ao + i + 2 * W).add(v2);
                v3 = DoubleVector.fromArray(S, a, ao + i + 3 * W).add(v3);
            }
            v0.intoArray(acc, at + g);
            v1.intoArray(acc, at + g + W);
            v2.intoArray(acc, at + g + 2 * W);
            v3.intoArray(acc, at + g + 3 * W);
        }
        return whole;
    }

    /// Adds products of whole rows, and returns how many elements they have.
    static int dotInto(double[] acc, int at, double[] a, int ao, double[] b, int bo, int n) {
        int whole = n & -32;
        for (int g = 0; g < (whole == 0 ? 0 : 32); g += 4 * W) {
            DoubleVector v0 = DoubleVector.fromArray(S, acc, at + g);
            DoubleVector v1 = DoubleVector.fromArray(S, acc, at + g + W);
            DoubleVector v2 = DoubleVector.fromArray(S, acc, at + g + 2 * W);
            DoubleVector v3 = DoubleVector.fromArray(S, acc, at + g + 3 * W);
            for (int i = g; i < whole; i += 32) {
                v0 = DoubleVector.fromArray(S, a, ao + i).fma(DoubleVector.fromArray(S, b, bo + i), v0);
                v1 = DoubleVector.fromArray(S, a, ao + i + W).fma(DoubleVector.fromArray(S, b, bo + i + W), v1);
                v2 = DoubleVector.fromArray(S, a, ao + i + 2 * W).fma(DoubleVector.fromArray(S, b, bo + i + 2 * W), v2);
                v3 = DoubleVector.fromArray(S, a, ao + i + 3 * W).fma(DoubleVector.fromArray(S, b, bo + i + 3 * W), v3);
            }
            v0.intoArray(acc, at + g);
            v1.intoArray(acc, at + g + W);
            v2.intoArray(acc, at + g + 2 * W);
            v3.intoArray(acc, at + g + 3 * W);
        }
        return whole;
    }

    /// Takes the maximum of whole rows, and returns how many elements they have.
    static int maxInto(double[] acc, int at, double[] a, int ao, int n) {
        int whole = n & -32;
        for (int g = 0; g < (whole == 0 ? 0 : 32); g += 4 * W) {
            DoubleVector v0 = DoubleVector.fromArray(S, acc, at + g);
            DoubleVector v1 = DoubleVector.fromArray(S, acc, at + g + W);
            DoubleVector v2 = DoubleVector.fromArray(S, acc, at + g + 2 * W);
            DoubleVector v3 = DoubleVector.fromArray(S, acc, at + g + 3 * W);
            for (int i = g; i < whole; i += 32) {
                v0 = DoubleVector.fromArray(S, a, ao + i).max(v0);
                v1 = DoubleVector.fromArray(S, a, ao + i + W).max(v1);
                v2 = DoubleVector.fromArray(S, a, ao + i + 2 * W).max(v2);
                v3 = DoubleVector.fromArray(S, a, ao + i + 3 * W).max(v3);
            }
            v0.intoArray(acc, at + g);
            v1.intoArray(acc, at + g + W);
            v2.intoArray(acc, at + g + 2 * W);
            v3.intoArray(acc, at + g + 3 * W);
        }
        return whole;
    }
}
