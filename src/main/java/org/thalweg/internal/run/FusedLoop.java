package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Roots that share one pass over their indices; their lengths differ by less than a row of lanes.
///
/// @param graph the values
/// @param roots what is written, the longest first
record FusedLoop(LoopGraph graph, List<Root> roots) {
    /// Lengths up to this far apart share a loop: the difference is done one by one.
    private static final int NEAR = 32;

    /// Below this length lengths are not compared, all share one scalar loop.
    private static final int SHORT = 16;

    int longest() {
        return roots.getFirst().length();
    }

    int shortest() {
        return roots.getLast().length();
    }

    /// Makes loops of roots.
    static List<FusedLoop> group(LoopGraph graph, List<Root> roots) {
        List<Root> sorted = new ArrayList<>(roots);
        sorted.sort(Comparator.comparingInt(Root::length).reversed());
        List<FusedLoop> loops = new ArrayList<>();
        List<Root> current = new ArrayList<>();
        for (Root root : sorted) {
            int from = current.isEmpty() ? 0 : current.getFirst().length();
            boolean joins = root.length() == from
                    || (from - root.length() <= NEAR && (root.length() >= 2 * NEAR || from < SHORT));
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
            loops.add(new FusedLoop(graph, roots.stream().filter(root -> root.length() == length).toList()));
        }
        return loops;
    }
}
