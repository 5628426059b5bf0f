package org.thalweg.internal.lanes;

/// A [LaneCode], ready to run.
///
/// **Threads**: a program keeps no state; the memory that comes with a call belongs to the caller.
public interface LaneProgram {
    /// Runs it.
    ///
    /// @param memory the arrays by number; [LaneCode#SCRATCH] is the program's own, the others hold rows of lanes, or
    ///     shared numbers
    void run(double[][] memory);

    /// The memory it needs for itself.
    ///
    /// @return doubles of the array [LaneCode#SCRATCH]
    int scratch();
}
