package org.thalweg.bench.solve;

import org.thalweg.Objective;

/// An objective written by hand in plain loops, whose value can be had alone: some methods search with values only.
interface Valued extends Objective {
    /// f(x).
    double value(double[] x);
}
