package org.thalweg.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.thalweg.internal.graph.Op.Placement;
import org.thalweg.internal.kernel.Elementwise;

/// Forward mode: pushes a tangent `v̇ = (dv/dx)·direction` through every node from x to an output.
///
/// ```
/// elementwise   ẏ = Σᵢ ∂f/∂aᵢ · ȧᵢ
/// linear        ẏ = L(ȧ)
/// dot           ẏ = ȧᵀb + aᵀḃ
/// norm          ẏ = aᵀȧ / y, 0 where y = 0
/// max           ẏ = mean of ȧ over the elements that attain the maximum
/// choice        ẏ = the tangent of what is chosen, at a tie of min and max the mean
/// ```
///
/// A tangent that is identically zero is absent; one that is the same for all elements of a vector may be a scalar.
public final class Forward {
    private static final int NONE = Partials.NONE;

    private final Graph g;
    private final int[] tangent;

    private Forward(Graph g, int last) {
        this.g = g;
        this.tangent = new int[last + 1];
        Arrays.fill(tangent, NONE);
    }

    /// Extends a graph by the derivative of a node along the direction.
    ///
    /// @param g the graph, which grows
    /// @param output a node
    /// @return the node of its tangent, of the same length
    public static int tangent(Graph g, int output) {
        Forward forward = new Forward(g, output);
        boolean[] needed = Reach.of(g, output);
        for (int v = 0; v <= output; v++) {
            if (needed[v]) {
                forward.tangent[v] = forward.push(v);
            }
        }
        int t = forward.tangent[output];
        return g.expand(t == NONE ? g.constant(0) : t, g.length(output));
    }

    private int push(int v) {
        Node node = g.node(v);
        return switch (node.op()) {
            case Op.Variable _ -> g.add(new Op.Direction(), node.length());
            case Op.Direction _, Op.Data _, Op.Constant _, Op.ConstantVector _, Op.Detach _ -> NONE;
            case Op.Map(Elementwise f) -> elementwise(v, node, f);
            case Op.Concat _ -> concat(node);
            case Op.Assemble(List<Placement> placements) -> assemble(node, placements);
            case Op.Dot _ -> dot(node);
            case Op.Norm _ -> norm(v, node);
            case Op.Max _ -> max(v, node);
            case Op.CustomTangent(Op.CustomOperation c) -> linearInSecond(node, c);
            case Op.CustomAdjoint(Op.CustomOperation c) -> linearInSecond(node, c);
            case Op.Custom(Op.CustomOperation c) -> {
                int t = tangent(node, 0);
                yield t == NONE ? NONE : g.add(new Op.CustomTangent(c), node.length(), node.input(0), t);
            }
            case Op.Slice _, Op.At _, Op.Gather _, Op.Broadcast _, Op.Sum _, Op.MatrixTimes _,
                    Op.MatrixTransposeTimes _ -> {
                int t = tangent(node, 0);
                yield t == NONE ? NONE : g.add(node.op(), node.length(), t);
            }
        };
    }

    /// The tangent of an input, in full length.
    private int tangent(Node node, int i) {
        int t = tangent[node.input(i)];
        return t == NONE ? NONE : g.expand(t, g.length(node.input(i)));
    }

    private int tangentOrZero(Node node, int i) {
        int t = tangent[node.input(i)];
        return t == NONE ? g.constant(0) : t;
    }

    private int elementwise(int v, Node node, Elementwise f) {
        boolean moves = false;
        for (int i = 0; i < node.arity(); i++) {
            moves |= tangent[node.input(i)] != NONE;
        }
        if (!moves) {
            return NONE;
        }
        return switch (f) {
            case SELECT -> g.select(node.input(0), tangentOrZero(node, 1), tangentOrZero(node, 2));
            case MIN -> choice(node, false);
            case MAX -> choice(node, true);
            default -> {
                int total = NONE;
                for (int i = 0; i < node.arity(); i++) {
                    int t = tangent[node.input(i)];
                    int partial = t == NONE ? NONE : Partials.of(g, v, i);
                    if (partial != NONE) {
                        int term = g.mul(partial, t);
                        total = total == NONE ? term : g.add(total, term);
                    }
                }
                yield total;
            }
        };
    }

    /// The tangent of min or max: that of the input that wins, at a tie the mean.
    private int choice(Node node, boolean largest) {
        int a = node.input(0);
        int b = node.input(1);
        int ta = tangentOrZero(node, 0);
        int tb = tangentOrZero(node, 1);
        int aIsLess = g.map(Elementwise.LESS, a, b);
        int bIsLess = g.map(Elementwise.LESS, b, a);
        int tie = g.mul(g.constant(0.5), g.add(ta, tb));
        return g.select(largest ? bIsLess : aIsLess, ta, g.select(largest ? aIsLess : bIsLess, tb, tie));
    }

    private int concat(Node node) {
        int[] parts = new int[node.arity()];
        boolean moves = false;
        for (int i = 0; i < parts.length; i++) {
            int t = tangent[node.input(i)];
            moves |= t != NONE;
            parts[i] = g.expand(t == NONE ? g.constant(0) : t, g.length(node.input(i)));
        }
        return moves ? g.add(node.op(), node.length(), parts) : NONE;
    }

    private int assemble(Node node, List<Placement> placements) {
        List<Placement> kept = new ArrayList<>();
        int[] parts = new int[node.arity()];
        for (int i = 0; i < node.arity(); i++) {
            int t = tangent(node, i);
            if (t != NONE) {
                parts[kept.size()] = t;
                kept.add(placements.get(i));
            }
        }
        return kept.isEmpty()
                ? NONE
                : g.add(new Op.Assemble(kept), node.length(), Arrays.copyOf(parts, kept.size()));
    }

    private int dot(Node node) {
        int total = NONE;
        for (int i = 0; i < 2; i++) {
            int t = tangent(node, i);
            if (t != NONE) {
                int term = g.reduce(node.op(), t, node.input(1 - i));
                total = total == NONE ? term : g.add(total, term);
            }
        }
        return total;
    }

    private int norm(int v, Node node) {
        int t = tangent(node, 0);
        if (t == NONE) {
            return NONE;
        }
        int atZero = g.map(Elementwise.EQUAL, v, g.constant(0));
        return g.select(atZero, g.constant(0), g.div(g.reduce(new Op.Dot(), node.input(0), t), v));
    }

    private int max(int v, Node node) {
        int t = tangent(node, 0);
        if (t == NONE) {
            return NONE;
        }
        int attained = g.map(Elementwise.EQUAL, node.input(0), v);
        int chosen = g.reduce(new Op.Sum(), g.select(attained, t, g.constant(0)));
        return g.div(chosen, g.reduce(new Op.Sum(), attained));
    }

    private int linearInSecond(Node node, Op.CustomOperation custom) {
        if (tangent[node.input(0)] != NONE) {
            throw new UnsupportedOperationException(
                    "operation '%s' has no second derivative: it states a tangent and an adjoint, but not theirs"
                            .formatted(custom.name()));
        }
        int t = tangent(node, 1);
        return t == NONE ? NONE : g.add(node.op(), node.length(), node.input(0), t);
    }
}
