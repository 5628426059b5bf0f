package org.thalweg.bench.work;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The species of the hand-written loops, and the length that their vectors cover.
final class Lanes {
    static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    static final int W = S.length();

    private Lanes() {}
}
