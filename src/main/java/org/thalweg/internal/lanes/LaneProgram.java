package org.thalweg.internal.lanes;

/// A [LaneCode], ready to run.
///
/// **Allocation**: the memory for what lies between its operations, once. **Threads**: one at a time.
public interface LaneProgram extends Gradual {
    /// Runs it.
    ///
    /// @param memory the arrays by number, rows of lanes or shared numbers: those that are [fixed][LaneCode#fix] too, but
    ///     [LaneCode#SCRATCH] is not looked at
    void run(double[][] memory);

    @Override
    default void hurry() {}
}
