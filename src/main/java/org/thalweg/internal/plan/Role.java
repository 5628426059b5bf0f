package org.thalweg.internal.plan;

import org.thalweg.internal.graph.Node;
import org.thalweg.internal.graph.Op;

/// How a node is evaluated.
enum Role {
    /// a vector that is there before the evaluation begins
    LEAF,
    /// a scalar constant
    CONSTANT,
    /// scalar arithmetic
    SCALAR,
    /// one element of a vector
    ELEMENT,
    /// adjacent elements of another vector: an address, no work
    VIEW,
    /// work on each element, inside a loop
    LOOP,
    /// a reduction, at the end of a loop
    REDUCTION,
    /// a vector made as a whole, by a step of its own
    WHOLE;

    static Role of(Node node) {
        return switch (node.op()) {
            case Op.Variable _, Op.Direction _, Op.Data _, Op.ConstantVector _ -> LEAF;
            case Op.Constant _ -> CONSTANT;
            case Op.Map _ -> node.scalar() ? SCALAR : LOOP;
            case Op.At _ -> ELEMENT;
            case Op.Slice(_, int step) -> step == 1 ? VIEW : LOOP;
            case Op.Broadcast _, Op.Gather _ -> LOOP;
            case Op.Sum _, Op.Dot _, Op.Max _ -> REDUCTION;
            case Op.Concat _, Op.Assemble _, Op.MatrixTimes _, Op.MatrixTransposeTimes _, Op.Custom _,
                    Op.CustomTangent _, Op.CustomAdjoint _ -> WHOLE;
            case Op.Norm _, Op.Detach _ ->
                throw new AssertionError("replaced before planning: " + node);
        };
    }

    /// Whether the node is a scalar that exists, or comes to exist, outside loops.
    boolean isScalar() {
        return this == CONSTANT || this == SCALAR || this == ELEMENT || this == REDUCTION;
    }
}
