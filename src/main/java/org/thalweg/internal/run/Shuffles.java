package org.thalweg.internal.run;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;

/// What generated code needs to take two interleaved vectors apart, and to put them together: constants of this class, so
/// that C2 sees through them.
final class Shuffles {
    /// Elements 0, 2, 4, … of two vectors in a row.
    static final VectorShuffle<Double> EVEN = VectorShuffle.makeUnzip(DoubleVector.SPECIES_PREFERRED, 0);
    /// Elements 1, 3, 5, … of two vectors in a row.
    static final VectorShuffle<Double> ODD = VectorShuffle.makeUnzip(DoubleVector.SPECIES_PREFERRED, 1);
    /// The first halves of two vectors, element by element in turn.
    static final VectorShuffle<Double> LOW = VectorShuffle.makeZip(DoubleVector.SPECIES_PREFERRED, 0);
    /// The second halves of two vectors, element by element in turn.
    static final VectorShuffle<Double> HIGH = VectorShuffle.makeZip(DoubleVector.SPECIES_PREFERRED, 1);

    private Shuffles() {}
}
