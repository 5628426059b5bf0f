/// Formulas as graphs: nodes, the derivative rules that turn a graph into a larger graph, and simplification.
package org.thalweg.internal.graph;
