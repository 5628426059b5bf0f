package org.thalweg.internal.graph;

/// Which nodes an output needs, and which nodes an input moves.
final class Reach {
    private Reach() {}

    /// The nodes from which an output is computed, itself among them.
    static boolean[] of(Graph g, int... outputs) {
        boolean[] needed = new boolean[g.size()];
        for (int output : outputs) {
            needed[output] = true;
        }
        for (int v = g.size() - 1; v >= 0; v--) {
            if (needed[v]) {
                for (int input : g.node(v).inputs()) {
                    needed[input] = true;
                }
            }
        }
        return needed;
    }

    /// The nodes up to a last one whose value changes with x.
    static boolean[] moved(Graph g, int last) {
        boolean[] moved = new boolean[last + 1];
        for (int v = 0; v <= last; v++) {
            Node node = g.node(v);
            boolean any = node.op() instanceof Op.Variable;
            if (!(node.op() instanceof Op.Detach)) {
                for (int input : node.inputs()) {
                    any |= moved[input];
                }
            }
            moved[v] = any;
        }
        return moved;
    }
}
