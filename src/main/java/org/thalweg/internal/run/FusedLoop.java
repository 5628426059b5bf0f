package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.thalweg.internal.plan.Step;

/// Roots that share one pass over their indices; their lengths differ by less than a row of lanes.
///
/// @param graph the values
/// @param roots what is written, the longest first
/// @param products `M·v` with a row of M per index, to be done strip by strip before the values
/// @param back `Mᵀ·w`, to be added up strip by strip after them
record FusedLoop(
        LoopGraph graph, List<Root> roots, List<Step.MatrixProduct> products, List<Step.MatrixProduct> back) {
    FusedLoop(LoopGraph graph, List<Root> roots) {
        this(graph, roots, List.of(), List.of());
    }

    /// Lengths up to this far apart share a loop: the difference is done one by one.
    private static final int NEAR = 32;

    /// Below this length lengths are not compared, all share one scalar loop.
    private static final int SHORT = 16;

    int longest() {
        return roots.getFirst().length();
    }

    boolean hasMatrices() {
        return !products.isEmpty() || !back.isEmpty();
    }

    /// Doubles per index that the matrices read.
    int columns() {
        int columns = 0;
        for (List<Step.MatrixProduct> some : List.of(products, back)) {
            columns = Math.max(columns, some.stream().mapToInt(Step.MatrixProduct::columns).sum());
        }
        return columns;
    }

    int shortest() {
        return roots.getLast().length();
    }

    /// Makes loops of roots.
    ///
    /// @param graph the values
    /// @param roots the roots
    /// @param alone lengths that are not to share a loop with others
    static List<FusedLoop> group(LoopGraph graph, List<Root> roots, Set<Integer> alone) {
        List<Root> sorted = new ArrayList<>(roots);
        sorted.sort(Comparator.comparingInt(Root::length).reversed());
        List<FusedLoop> loops = new ArrayList<>();
        List<Root> current = new ArrayList<>();
        for (Root root : sorted) {
            int from = current.isEmpty() ? 0 : current.getFirst().length();
            boolean near = from - root.length() <= NEAR && (root.length() >= 2 * NEAR || from < SHORT);
            boolean joins = root.length() == from
                    || (near && !alone.contains(from) && !alone.contains(root.length()));
            if (!current.isEmpty() && !joins) {
                loops.add(new FusedLoop(graph, List.copyOf(current)));
                current.clear();
            }
            current.add(root);
        }
        if (!current.isEmpty()) {
            loops.add(new FusedLoop(graph, List.copyOf(current)));
        }
        return loops;
    }

    /// The same work in loops each of which has one length only.
    List<FusedLoop> split() {
        List<FusedLoop> loops = new ArrayList<>();
        for (int length : roots.stream().map(Root::length).distinct().toList()) {
            List<Root> some = roots.stream().filter(root -> root.length() == length).toList();
            loops.add(new FusedLoop(graph, some, ofRows(products, length), ofRows(back, length)));
        }
        return loops;
    }

    /// This loop with the matrices that have as many rows as it has indices.
    FusedLoop with(List<Step.MatrixProduct> someProducts, List<Step.MatrixProduct> someBack) {
        return new FusedLoop(graph, roots, ofRows(someProducts, longest()), ofRows(someBack, longest()));
    }

    private static List<Step.MatrixProduct> ofRows(List<Step.MatrixProduct> some, int rows) {
        return some.stream().filter(product -> product.rows() == rows).toList();
    }
}
