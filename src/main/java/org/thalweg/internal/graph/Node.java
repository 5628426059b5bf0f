package org.thalweg.internal.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One value of a graph: an operation, its inputs (earlier nodes), and its shape.
///
/// **Threads**: immutable.
public final class Node {
    private final Op op;
    private final int length;
    private final int[] inputs;

    Node(Op op, int length, int... inputs) {
        this.op = op;
        this.length = length;
        this.inputs = inputs;
    }

    /// What is computed.
    ///
    /// @return the operation
    public Op op() {
        return op;
    }

    /// The shape.
    ///
    /// @return the number of elements of a vector, [Graph#SCALAR] for a scalar
    public int length() {
        return length;
    }

    /// Whether this is a scalar.
    ///
    /// @return true for scalars, false for vectors of any length
    public boolean scalar() {
        return length == Graph.SCALAR;
    }

    /// The number of inputs.
    ///
    /// @return the number of inputs
    public int arity() {
        return inputs.length;
    }

    /// An input.
    ///
    /// @param i which
    /// @return its node number
    public int input(int i) {
        return inputs[i];
    }

    int[] inputs() {
        return inputs;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Node node
                && length == node.length
                && op.equals(node.op)
                && Arrays.equals(inputs, node.inputs);
    }

    @Override
    public int hashCode() {
        return (op.hashCode() * 31 + length) * 31 + Arrays.hashCode(inputs);
    }

    @Override
    public String toString() {
        return op + (scalar() ? "" : "[" + length + "]") + Arrays.toString(inputs);
    }
}
