package org.thalweg.internal.graph;

import java.util.ArrayList;
import java.util.List;
import org.thalweg.internal.graph.Op.Placement;
import org.thalweg.internal.kernel.Elementwise;

/// Reverse mode: pulls the adjoint `v̄ = ∂f/∂v` of every node back to x.
///
/// ```
/// elementwise   āᵢ += ∂f/∂aᵢ · ȳ          summed over the elements where aᵢ is a scalar
/// linear        ā  += Lᵀ(ȳ)
/// dot           ā  += ȳ·b,  b̄ += ȳ·a       with itself ā += 2ȳ·a
/// norm          ā  += (ȳ/y)·a, 0 where y = 0
/// max           ā  += ȳ/k on the k elements that attain the maximum
/// choice        ā  += ȳ where a is chosen, at a tie of min and max ȳ/2
/// ```
///
/// **What is not chosen leaves no trace.** A blend makes the adjoint of a branch 0 where it is not taken, but that 0
/// would become NaN further down when it meets a partial that is infinite there. So with every adjoint travels the mask
/// of the elements that can matter (absent where all do), and a product with a partial is blended by it once more. The
/// same holds for elements of a vector that no slice reads.
public final class Reverse {
    private static final int NONE = Partials.NONE;

    private final Graph g;
    /// The first node that is not of the function itself.
    private final int own;
    private final boolean[] moved;
    private final Adjoints adjoints;

    private Reverse(Graph g, int output) {
        this.g = g;
        this.own = g.size();
        this.moved = Reach.moved(g, output);
        this.adjoints = new Adjoints(g, output + 1);
    }

    /// Extends a graph by the gradient of a scalar node.
    ///
    /// @param g the graph, which grows
    /// @param output a scalar node
    /// @param variable the node of x
    /// @return the node of `∂output/∂x`, as long as x
    public static int gradient(Graph g, int output, int variable) {
        Reverse reverse = new Reverse(g, output);
        boolean[] needed = Reach.of(g, output);
        if (reverse.moved[output]) {
            reverse.adjoints.add(output, g.constant(1), NONE);
        }
        for (int v = output; v > variable; v--) {
            if (needed[v] && reverse.moved[v] && reverse.adjoints.reaches(v)) {
                reverse.pull(v, reverse.adjoints.value(v), reverse.adjoints.mask(v));
            }
        }
        int n = g.length(variable);
        return reverse.adjoints.reaches(variable)
                ? g.expand(reverse.adjoints.value(variable), n)
                : g.expand(g.constant(0), n);
    }

    private void pull(int v, int w, int mask) {
        Node node = g.node(v);
        int n = node.length();
        switch (node.op()) {
            case Op.Variable _, Op.Direction _, Op.Data _, Op.Constant _, Op.ConstantVector _, Op.Detach _ -> {}
            case Op.Map(Elementwise f) -> elementwise(v, node, f, w, mask);
            case Op.Slice(int start, int step) ->
                give(node, 0, g.expand(w, n), mask, new Placement(start, step, null));
            case Op.At(int index) -> give(node, 0, w, mask, new Placement(index, 1, null));
            case Op.Gather(int[] index) -> give(node, 0, g.expand(w, n), mask, new Placement(0, 1, index));
            case Op.Concat _ -> concat(node, w, mask);
            case Op.Assemble(List<Placement> placements) -> {
                for (int i = 0; i < node.arity(); i++) {
                    give(node, i, part(w, placements.get(i), node, i), part(mask, placements.get(i), node, i));
                }
            }
            case Op.Broadcast _ -> giveScalar(node, 0, g.expand(w, n), mask);
            case Op.Sum _ -> give(node, 0, w, mask);
            case Op.Dot _ when node.input(0) == node.input(1) ->
                give(node, 0, product(g.add(w, w), node.input(0), mask), mask);
            case Op.Dot _ -> {
                give(node, 0, product(w, node.input(1), mask), mask);
                give(node, 1, product(w, node.input(0), mask), mask);
            }
            case Op.Norm _ -> {
                int atZero = g.map(Elementwise.EQUAL, v, g.constant(0));
                int scale = g.select(atZero, g.constant(0), g.div(w, v));
                give(node, 0, product(scale, node.input(0), mask), mask);
            }
            case Op.Max _ -> {
                int attained = g.map(Elementwise.EQUAL, node.input(0), v);
                int share = g.div(w, g.reduce(new Op.Sum(), attained));
                give(node, 0, g.select(attained, share, g.constant(0)), both(mask, attained));
            }
            case Op.MatrixTimes(Op.MatrixShape m) ->
                give(node, 0, g.add(new Op.MatrixTransposeTimes(m), m.columns(), g.expand(w, n)), any(mask));
            case Op.MatrixTransposeTimes(Op.MatrixShape m) ->
                give(node, 0, g.add(new Op.MatrixTimes(m), m.rows(), g.expand(w, n)), any(mask));
            case Op.Custom(Op.CustomOperation c) ->
                give(node, 0, custom(new Op.CustomAdjoint(c), node, 0, g.expand(w, n)), any(mask));
            case Op.CustomTangent(Op.CustomOperation c) ->
                give(node, 1, custom(new Op.CustomAdjoint(c), node, 1, g.expand(w, n)), any(mask));
            case Op.CustomAdjoint(Op.CustomOperation c) ->
                give(node, 1, custom(new Op.CustomTangent(c), node, 1, g.expand(w, n)), any(mask));
        }
    }

    private void elementwise(int v, Node node, Elementwise f, int w, int mask) {
        switch (f) {
            case SELECT -> {
                int condition = node.input(0);
                int zero = g.constant(0);
                int otherwise = g.sub(g.constant(1), condition);
                giveBroadcast(node, 1, g.select(condition, w, zero), both(mask, condition));
                giveBroadcast(node, 2, g.select(condition, zero, w), both(mask, otherwise));
            }
            case MIN -> choice(node, w, mask, false);
            case MAX -> choice(node, w, mask, true);
            default -> {
                for (int i = 0; i < node.arity(); i++) {
                    int partial = moved[node.input(i)] ? Partials.of(g, v, i) : NONE;
                    if (partial != NONE) {
                        giveBroadcast(node, i, product(w, partial, mask), mask);
                    }
                }
            }
        }
    }

    private void choice(Node node, int w, int mask, boolean largest) {
        int zero = g.constant(0);
        int half = g.mul(g.constant(0.5), w);
        int one = g.constant(1);
        int aIsLess = g.map(Elementwise.LESS, node.input(0), node.input(1));
        int bIsLess = g.map(Elementwise.LESS, node.input(1), node.input(0));
        int aWins = largest ? bIsLess : aIsLess;
        int bWins = largest ? aIsLess : bIsLess;
        giveBroadcast(node, 0, g.select(aWins, w, g.select(bWins, zero, half)), both(mask, g.sub(one, bWins)));
        giveBroadcast(node, 1, g.select(bWins, w, g.select(aWins, zero, half)), both(mask, g.sub(one, aWins)));
    }

    private void concat(Node node, int w, int mask) {
        int start = 0;
        for (int i = 0; i < node.arity(); i++) {
            Placement placement = new Placement(start, 1, null);
            give(node, i, part(w, placement, node, i), part(mask, placement, node, i));
            start += Math.max(1, g.length(node.input(i)));
        }
    }

    /// What belongs to input i of a vector adjoint or mask; a scalar stands for all elements, and absent stays absent.
    private int part(int whole, Placement placement, Node node, int i) {
        return whole == NONE || g.node(whole).scalar() ? whole : g.take(whole, placement, g.length(node.input(i)));
    }

    /// `w·partial`, and 0 where the mask says that the element cannot matter. A constant partial is always finite.
    private int product(int w, int partial, int mask) {
        int product = g.mul(w, partial);
        return mask == NONE || g.isConstant(partial) ? product : g.select(mask, product, g.constant(0));
    }

    private int both(int mask, int condition) {
        return mask == NONE ? condition : g.mul(mask, condition);
    }

    /// Whether any element can matter.
    private int any(int mask) {
        return mask == NONE || g.node(mask).scalar() ? mask : g.reduce(new Op.Max(), mask);
    }

    private int custom(Op op, Node node, int in, int w) {
        if (in == 1 && moved[node.input(0)]) {
            throw new UnsupportedOperationException(
                    "operation '%s' has no second derivative: it states a tangent and an adjoint, but not theirs"
                            .formatted(op));
        }
        return g.add(op, g.length(node.input(in)), node.input(0), w);
    }

    /// Gives an adjoint of the node's length to an input that may be a scalar broadcast to that length.
    private void giveBroadcast(Node node, int i, int value, int mask) {
        if (g.node(node.input(i)).scalar() && !node.scalar()) {
            giveScalar(node, i, g.expand(value, node.length()), mask);
        } else {
            give(node, i, value, mask);
        }
    }

    private void giveScalar(Node node, int i, int value, int mask) {
        if (moved[node.input(i)]) {
            give(node, i, sum(value), any(mask));
        }
    }

    /// `Σv`, with the factors of an adjoint that are the same for all elements multiplied once, after the sum: a loop has fewer
    /// products then, and more in common with others. Products of the function itself are there already and stay.
    private int sum(int v) {
        List<Integer> scalars = new ArrayList<>();
        List<Integer> vectors = new ArrayList<>();
        factors(v, scalars, vectors);
        if (scalars.isEmpty() || vectors.isEmpty()) {
            return g.reduce(new Op.Sum(), v);
        }
        int product = vectors.getFirst();
        for (int factor : vectors.subList(1, vectors.size())) {
            product = g.mul(product, factor);
        }
        int sum = g.reduce(new Op.Sum(), product);
        int scale = scalars.getFirst();
        for (int factor : scalars.subList(1, scalars.size())) {
            scale = g.mul(scale, factor);
        }
        return g.mul(scale, sum);
    }

    private void factors(int v, List<Integer> scalars, List<Integer> vectors) {
        Node node = g.node(v);
        if (node.scalar()) {
            scalars.add(v);
        } else if (v >= own && node.op() instanceof Op.Map(Elementwise f) && f == Elementwise.MUL) {
            factors(node.input(0), scalars, vectors);
            factors(node.input(1), scalars, vectors);
        } else {
            vectors.add(v);
        }
    }

    private void give(Node node, int i, int value, int mask) {
        if (moved[node.input(i)]) {
            adjoints.add(node.input(i), value, mask);
        }
    }

    private void give(Node node, int i, int value, int mask, Placement placement) {
        if (moved[node.input(i)]) {
            adjoints.addAt(node.input(i), value, mask, placement);
        }
    }
}
