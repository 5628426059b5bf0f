package org.thalweg.internal.run;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;

/// What generated code needs to take two interleaved vectors apart, and to put them together: shuffles that C2 sees through as
/// constants, and the same as indices into both vectors.
final class Shuffles {
    /// Elements 0, 2, 4, … of two vectors in a row.
    static final VectorShuffle<Double> EVEN = VectorShuffle.makeUnzip(DoubleVector.SPECIES_PREFERRED, 0);
    /// Elements 1, 3, 5, … of two vectors in a row.
    static final VectorShuffle<Double> ODD = VectorShuffle.makeUnzip(DoubleVector.SPECIES_PREFERRED, 1);
    /// The first halves of two vectors, element by element in turn.
    static final VectorShuffle<Double> LOW = VectorShuffle.makeZip(DoubleVector.SPECIES_PREFERRED, 0);
    /// The second halves of two vectors, element by element in turn.
    static final VectorShuffle<Double> HIGH = VectorShuffle.makeZip(DoubleVector.SPECIES_PREFERRED, 1);

    static final double[] EVEN_INDEX = indices(0, 2);

    static final double[] ODD_INDEX = indices(1, 2);
    static final double[] LOW_INDEX = zip(0);
    static final double[] HIGH_INDEX = zip(DoubleVector.SPECIES_PREFERRED.length() / 2);

    private Shuffles() {}

    private static double[] indices(int first, int step) {
        double[] index = new double[DoubleVector.SPECIES_PREFERRED.length()];
        for (int i = 0; i < index.length; i++) {
            index[i] = first + i * step;
        }
        return index;
    }

    private static double[] zip(int first) {
        double[] index = new double[DoubleVector.SPECIES_PREFERRED.length()];
        for (int i = 0; i < index.length; i++) {
            index[i] = first + i / 2 + (i % 2 == 0 ? 0 : index.length);
        }
        return index;
    }
}
