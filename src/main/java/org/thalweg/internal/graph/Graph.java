package org.thalweg.internal.graph;

import java.util.ArrayList;
import java.util.List;
import org.thalweg.internal.graph.Op.Placement;
import org.thalweg.internal.kernel.Elementwise;

/// A growing list of nodes; every node stands behind its inputs, so the order of numbers is a topological order.
///
/// The methods that add nodes trust their shapes: the recording front end has checked them. They add what they are
/// asked for and simplify nothing; that is left to the [Simplifier], after differentiation.
///
/// **Threads**: one at a time while it grows.
public final class Graph {
    /// The length of a scalar.
    public static final int SCALAR = 0;

    private final List<Node> nodes = new ArrayList<>();

    /// A graph with the same nodes under the same numbers, which may grow in its own way.
    ///
    /// @return the copy
    public Graph copy() {
        Graph copy = new Graph();
        copy.nodes.addAll(nodes);
        return copy;
    }

    /// The number of nodes.
    ///
    /// @return the number of nodes
    public int size() {
        return nodes.size();
    }

    /// A node.
    ///
    /// @param id its number
    /// @return the node
    public Node node(int id) {
        return nodes.get(id);
    }

    /// The length of a node.
    ///
    /// @param id its number
    /// @return elements of a vector, or [#SCALAR]
    public int length(int id) {
        return nodes.get(id).length();
    }

    /// Adds a node.
    ///
    /// @param op what it computes
    /// @param length its length
    /// @param inputs earlier nodes
    /// @return its number
    public int add(Op op, int length, int... inputs) {
        return add(new Node(op, length, inputs));
    }

    int add(Node node) {
        nodes.add(node);
        return nodes.size() - 1;
    }

    /// A scalar constant.
    ///
    /// @param value the value
    /// @return its number
    public int constant(double value) {
        return add(new Op.Constant(value), SCALAR);
    }

    /// An elementwise function; the result is as long as the longest input.
    ///
    /// @param function the function
    /// @param inputs its operands: scalars, or vectors of one length
    /// @return its number
    public int map(Elementwise function, int... inputs) {
        int length = SCALAR;
        for (int input : inputs) {
            length = Math.max(length, length(input));
        }
        return add(new Op.Map(function), length, inputs);
    }

    /// A reduction to a scalar.
    ///
    /// @param op the reduction
    /// @param inputs vectors of one length
    /// @return its number
    public int reduce(Op op, int... inputs) {
        return add(op, SCALAR, inputs);
    }

    /// The part of a vector that a placement names: the transpose of assembling one piece.
    ///
    /// @param vector the vector
    /// @param placement which elements
    /// @param length how many, or [#SCALAR] for a single element as a scalar
    /// @return its number
    public int take(int vector, Placement placement, int length) {
        int[] index = placement.index();
        if (length == SCALAR) {
            return add(new Op.At(placement.of(0)), SCALAR, vector);
        }
        if (index != null) {
            return add(new Op.Gather(index), length, vector);
        }
        return add(new Op.Slice(placement.start(), placement.step()), length, vector);
    }

    /// A vector from a value that may stand for all its elements.
    ///
    /// @param id a vector of that length, or a scalar
    /// @param length the length
    /// @return a node of that length
    public int expand(int id, int length) {
        return length == SCALAR || length(id) == length ? id : add(new Op.Broadcast(), length, id);
    }

    int mul(int a, int b) {
        return map(Elementwise.MUL, a, b);
    }

    int add(int a, int b) {
        return map(Elementwise.ADD, a, b);
    }

    int sub(int a, int b) {
        return map(Elementwise.SUB, a, b);
    }

    int div(int a, int b) {
        return map(Elementwise.DIV, a, b);
    }

    int negate(int a) {
        return map(Elementwise.NEGATE, a);
    }

    int select(int condition, int a, int b) {
        return map(Elementwise.SELECT, condition, a, b);
    }

    boolean isConstant(int id) {
        return node(id).op() instanceof Op.Constant;
    }

    boolean isConstant(int id, double value) {
        return node(id).op() instanceof Op.Constant(double c) && Double.compare(c, value) == 0;
    }
}
