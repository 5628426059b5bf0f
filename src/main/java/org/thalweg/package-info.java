/// The meeting point: [Objective][org.thalweg.Objective], a function with its gradient, and
/// [ParallelObjective][org.thalweg.ParallelObjective], a sum of such functions evaluated by several threads.
package org.thalweg;
