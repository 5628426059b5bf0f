package org.thalweg.internal.run;

/// One thing that can be asked of a formula, ready to run.
///
/// **Threads**: a program keeps no state; the memory that comes with a call belongs to the caller.
public interface Program {
    /// Evaluates.
    ///
    /// @param x the point, read only
    /// @param v the direction, read only; x where there is none
    /// @param out takes the vector result; x where there is none
    /// @param memory the arena and the bound data, see [org.thalweg.internal.plan.Address]; the three arrays are put in
    ///     their places in it
    /// @return the scalar result
    double run(double[] x, double[] v, double[] out, double[][] memory);

    /// The memory it needs.
    ///
    /// @return doubles in the arena
    int arena();
}
