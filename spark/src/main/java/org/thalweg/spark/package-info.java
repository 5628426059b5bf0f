/// Thalweg on Apache Spark: the solver on the driver, the sum over the data on the executors.
///
/// ```
///            driver                                     executors
///  LbfgsSolver ── point x ──► ClusterObjective ── broadcast x ──► blocks of rows, in memory
///       ▲                            │                            the formula, compiled once
///       └──── f, ∇f ◄── TreeSum ◄────┴──── treeAggregate ◄─────── partial sums
/// ```
///
/// What is sent once: the formula as bytes, a copy for each size of block. What is sent per evaluation: x to the
/// executors, partial values and gradients back.
package org.thalweg.spark;
