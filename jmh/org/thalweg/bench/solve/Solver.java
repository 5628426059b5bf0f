package org.thalweg.bench.solve;

/// One method at work on one objective, solve after solve, with whatever memory it keeps between them.
interface Solver {
    /// Minimises.
    ///
    /// @param x the start, overwritten with what was reached
    void solve(double[] x);

    /// Iterations of the last solve as the method counts them; −1 if it does not tell.
    int iterations();

    /// How the last solve ended, in the method's own words.
    String status();
}
