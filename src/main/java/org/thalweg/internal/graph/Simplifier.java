package org.thalweg.internal.graph;

import java.util.HashMap;
import java.util.Map;
import org.thalweg.internal.kernel.Elementwise;

/// Copies what an output needs into a new graph, smaller where that keeps every bit of every result.
///
/// Shared: equal nodes become one, operands of commutative operations in either order. Folded: constants. Dropped:
/// `1·a`, `a/1`, `a − 0`, `a + (−0)`, double negation; signs move out of products and into sums; `a·a` becomes a square,
/// `c·(2a)` becomes `(2c)·a`. Not touched, because IEEE arithmetic does not allow it: `0·a`, `a + 0`, `a − a`, any reassociation.
///
/// Differentiation comes first and simplification afterwards, since merging two nodes before differentiation would
/// change the order in which their adjoints are added.
///
/// Two operations that exist only for their derivatives are replaced by what they compute: a norm by the root of a dot
/// product, a detached value by the value. The plain copy, without simplification, does only that.
public final class Simplifier {
    private final Graph to = new Graph();
    private final boolean simplify;
    private final int[] image;
    private final Map<Node, Integer> known = new HashMap<>();

    private Simplifier(Graph from, boolean simplify) {
        this.simplify = simplify;
        this.image = new int[from.size()];
    }

    /// A graph with the given outputs, and where they are in it.
    ///
    /// @param graph the new graph
    /// @param outputs the numbers of the outputs, in the order asked for
    @SuppressWarnings("ArrayRecordComponent") // a pair to be taken apart at once
    public record Result(Graph graph, int[] outputs) {}

    /// Copies what the outputs need.
    ///
    /// @param from a graph, not modified
    /// @param simplify false for the plain copy
    /// @param outputs the nodes wanted
    /// @return the copy
    public static Result copy(Graph from, boolean simplify, int... outputs) {
        Simplifier simplifier = new Simplifier(from, simplify);
        boolean[] needed = Reach.of(from, outputs);
        for (int v = 0; v < from.size(); v++) {
            if (needed[v]) {
                simplifier.image[v] = simplifier.copy(from.node(v));
            }
        }
        return new Result(simplifier.to, simplifier.images(outputs));
    }

    private int[] images(int... nodes) {
        int[] images = new int[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            images[i] = image[nodes[i]];
        }
        return images;
    }

    private int copy(Node node) {
        int[] in = images(node.inputs());
        Op op = node.op();
        if (op instanceof Op.Map(Elementwise f)) {
            return map(f, node.length(), in);
        }
        if (op instanceof Op.Detach) {
            return in[0];
        }
        if (op instanceof Op.Norm) {
            int squared = intern(new Op.Dot(), Graph.SCALAR, in[0], in[0]);
            return map(Elementwise.SQRT, Graph.SCALAR, squared);
        }
        return simplify ? rearranged(op, node, in) : add(node, in);
    }

    private int rearranged(Op op, Node node, int... in) {
        if (op instanceof Op.Slice(int start, int step)) {
            return slice(node.length(), start, step, in[0]);
        }
        if (op instanceof Op.At(int index)) {
            return at(index, in[0]);
        }
        return op instanceof Op.Broadcast && to.length(in[0]) == node.length() ? in[0] : add(node, in);
    }

    private int add(Node node, int... in) {
        return intern(node.op(), node.length(), in);
    }

    private int intern(Op op, int length, int... in) {
        if (!simplify) {
            return to.add(op, length, in);
        }
        if (in.length == 2 && in[0] > in[1] && (op instanceof Op.Dot || (op instanceof Op.Map(var f) && f.commutes()))) {
            in = new int[] {in[1], in[0]};
        }
        Node node = new Node(op, length, in);
        Integer twin = known.get(node);
        if (twin != null) {
            return twin;
        }
        int id = to.add(node);
        known.put(node, id);
        return id;
    }

    private int slice(int length, int start, int step, int a) {
        if (length == to.length(a)) {
            return a;
        }
        return switch (to.node(a).op()) {
            case Op.Slice(int start2, int step2) ->
                intern(new Op.Slice(start2 + start * step2, step * step2), length, to.node(a).input(0));
            case Op.Broadcast _ -> intern(new Op.Broadcast(), length, to.node(a).input(0));
            default -> intern(new Op.Slice(start, step), length, a);
        };
    }

    private int at(int index, int a) {
        Op op = to.node(a).op();
        if (op instanceof Op.Slice(int start, int step)) {
            return at(start + index * step, to.node(a).input(0));
        }
        return op instanceof Op.Broadcast ? to.node(a).input(0) : intern(new Op.At(index), Graph.SCALAR, a);
    }

    private int map(Elementwise f, int length, int... in) {
        if (!simplify) {
            return to.add(new Op.Map(f), length, in);
        }
        boolean uniform = true;
        boolean constant = true;
        for (int i = 0; i < in.length; i++) {
            in[i] = to.node(in[i]).op() instanceof Op.Broadcast ? to.node(in[i]).input(0) : in[i];
            uniform &= to.node(in[i]).scalar();
            constant &= to.isConstant(in[i]);
        }
        if (uniform && length != Graph.SCALAR) {
            return intern(new Op.Broadcast(), length, map(f, Graph.SCALAR, in));
        }
        if (constant) {
            return constant(f.apply(value(in, 0), value(in, 1), value(in, 2)));
        }
        int shorter = f.arity() == 1 ? unary(f, in[0]) : f.arity() == 2 ? binary(f, in[0], in[1]) : choice(in);
        if (shorter >= 0 && to.length(shorter) == length) {
            return shorter;
        }
        return intern(new Op.Map(f), length, in);
    }

    private double value(int[] in, int i) {
        return i < in.length && to.node(in[i]).op() instanceof Op.Constant(double c) ? c : 0;
    }

    private int constant(double value) {
        return intern(new Op.Constant(value), Graph.SCALAR);
    }

    /// A shorter form of a unary function, or −1.
    private int unary(Elementwise f, int a) {
        int inner = operand(a, Elementwise.NEGATE);
        return switch (f) {
            case NEGATE -> inner;
            case ABS, SQUARE -> inner >= 0 ? map(f, to.length(inner), inner) : -1;
            default -> -1;
        };
    }

    /// A shorter form of a binary function, or −1. Vectors stay vectors: a form of another length is not taken.
    private int binary(Elementwise f, int a, int b) {
        int length = Math.max(to.length(a), to.length(b));
        int minusA = operand(a, Elementwise.NEGATE);
        int minusB = operand(b, Elementwise.NEGATE);
        return switch (f) {
            case ADD -> {
                if (to.isConstant(a, -0.0)) {
                    yield b;
                }
                if (to.isConstant(b, -0.0)) {
                    yield a;
                }
                if (minusB >= 0) {
                    yield map(Elementwise.SUB, length, a, minusB);
                }
                yield minusA >= 0 ? map(Elementwise.SUB, length, b, minusA) : -1;
            }
            case SUB -> {
                if (to.isConstant(b, 0.0)) {
                    yield a;
                }
                yield minusB >= 0 ? map(Elementwise.ADD, length, a, minusB) : -1;
            }
            case MUL -> product(a, b, minusA, minusB, length);
            case DIV, POW -> to.isConstant(b, 1) ? a : -1;
            default -> -1;
        };
    }

    private int product(int a, int b, int minusA, int minusB, int length) {
        if (to.isConstant(a, 1)) {
            return b;
        }
        if (to.isConstant(b, 1)) {
            return a;
        }
        if (to.isConstant(a, -1)) {
            return map(Elementwise.NEGATE, to.length(b), b);
        }
        if (to.isConstant(b, -1)) {
            return map(Elementwise.NEGATE, to.length(a), a);
        }
        if (a == b) {
            return map(Elementwise.SQUARE, to.length(a), a);
        }
        int scaled = scaled(a, b, length);
        if (scaled >= 0) {
            return scaled;
        }
        if (minusA >= 0 || minusB >= 0) {
            int magnitude = map(Elementwise.MUL, length, minusA >= 0 ? minusA : a, minusB >= 0 ? minusB : b);
            return minusA >= 0 && minusB >= 0 ? magnitude : map(Elementwise.NEGATE, to.length(magnitude), magnitude);
        }
        return -1;
    }

    /// `c·(2a)` as `(2c)·a`, or −1: doubling is exact, and where it overflows so does the product, if c is at least 1.
    private int scaled(int a, int b, int length) {
        int c = to.isConstant(a) ? a : b;
        int doubled = c == a ? b : a;
        Node node = to.node(doubled);
        boolean isDouble = node.op() instanceof Op.Map(Elementwise g) && g == Elementwise.MUL
                && (to.isConstant(node.input(0), 2) || to.isConstant(node.input(1), 2));
        if (!isDouble || !(to.node(c).op() instanceof Op.Constant(double factor))
                || !(Math.abs(factor) >= 1 && Math.abs(factor) <= 0.5 * Double.MAX_VALUE)) {
            return -1;
        }
        return map(Elementwise.MUL, length, constant(2 * factor), node.input(to.isConstant(node.input(0), 2) ? 1 : 0));
    }

    private int choice(int[] in) {
        if (in[1] == in[2]) {
            return in[1];
        }
        return to.node(in[0]).op() instanceof Op.Constant(double c) ? in[c != 0 ? 1 : 2] : -1;
    }

    /// What a node applies a function to, or −1 if it is not that function.
    private int operand(int v, Elementwise f) {
        Node node = to.node(v);
        return node.op() instanceof Op.Map(Elementwise g) && g == f ? node.input(0) : -1;
    }
}
