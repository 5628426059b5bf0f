package org.thalweg;

/// What can be evaluated for many problems at once: a formula, for one.
///
/// A solver asks for the lanes that it has memory for; the answer has memory of its own and belongs to that solver.
public interface Batchable {
    /// The dimension n of each problem.
    ///
    /// @return the number of variables
    int dimension();

    /// The same function in many lanes, each about a problem of its own.
    ///
    /// @param lanes the number of lanes
    /// @return an objective for one thread at a time
    /// @throws UnsupportedOperationException if it has parts that cannot run across lanes
    BatchObjective acrossLanes(int lanes);
}
