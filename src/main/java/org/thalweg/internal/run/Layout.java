package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.plan.Step;

/// How an assembled vector falls into intervals that are each covered by the same pieces.
///
/// @param step 1 if the pieces lie densely; 2 if each takes every second element
/// @param intervals what pieces of more than one element cover, in order
/// @param singles the elements that pieces of one element reach; they are summed on their own, after the intervals
record Layout(int step, List<Interval> intervals, List<Integer> singles) {
    /// Indices `from, from + 1, …` of the assembled vector, or pairs of them if the step is 2.
    ///
    /// @param from first index
    /// @param length number of indices, or of pairs
    /// @param pieces the pieces of more than one element that cover them, in order
    record Interval(int from, int length, List<Step.Piece> pieces) {}

    /// Finds the layout.
    ///
    /// @param assemble the vector
    /// @param parts the number of intervals and single elements allowed
    /// @return the layout, or null if pieces go elsewhere than to every element or every second one
    static @Nullable Layout of(Step.Assemble assemble, int parts) {
        List<Step.Piece> wide = assemble.pieces().stream().filter(piece -> piece.length() > 1).toList();
        if (assemble.pieces().stream().anyMatch(piece -> piece.placement().index() != null)) {
            return null;
        }
        TreeSet<Integer> singles = new TreeSet<>();
        for (Step.Piece piece : assemble.pieces()) {
            if (piece.length() == 1) {
                singles.add(piece.placement().start());
            }
        }
        List<Interval> intervals;
        int step;
        if (wide.stream().allMatch(piece -> piece.placement().step() == 1)) {
            step = 1;
            intervals = dense(assemble.length(), wide);
        } else if (wide.stream().allMatch(piece -> coversPairs(piece, assemble.length()))) {
            step = 2;
            intervals = List.of(new Interval(0, assemble.length() / 2, wide));
        } else {
            return null;
        }
        return intervals.size() + singles.size() > parts ? null : new Layout(step, intervals, List.copyOf(singles));
    }

    private static List<Interval> dense(int length, List<Step.Piece> wide) {
        TreeSet<Integer> ends = new TreeSet<>(List.of(0, length));
        for (Step.Piece piece : wide) {
            ends.add(piece.placement().start());
            ends.add(piece.placement().start() + piece.length());
        }
        List<Integer> cuts = List.copyOf(ends);
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            int from = cuts.get(i);
            int to = cuts.get(i + 1);
            List<Step.Piece> covering = wide.stream()
                    .filter(piece -> piece.placement().start() <= from && to <= piece.placement().start() + piece.length())
                    .toList();
            intervals.add(new Interval(from, to - from, covering));
        }
        return intervals;
    }

    private static boolean coversPairs(Step.Piece piece, int length) {
        Op.Placement to = piece.placement();
        return to.step() == 2 && to.start() < 2 && length % 2 == 0 && piece.length() == length / 2;
    }
}
