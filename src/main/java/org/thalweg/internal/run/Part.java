package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.List;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// A part of a compiled program.
sealed interface Part {
    /// Terms that one element adds without a cut between them.
    int TERMS = 100;

    /// Straight-line scalar code.
    ///
    /// @param items what it computes, in order
    record Straight(List<Item> items) implements Part {
        /// The operations in it.
        int size() {
            int size = 0;
            for (Item item : items) {
                size += item instanceof Element(_, _, _, List<Address> terms) ? terms.size() + 1 : 1;
            }
            return size;
        }
    }

    /// Passes over vectors.
    ///
    /// @param passes the passes, in order
    /// @param reductions what they reduce to
    /// @param after passes that need the reductions, or what the first wrote
    /// @param left vectors to assemble afterwards that fit no pass
    record Fused(
            List<LoopPass> passes, List<Step.Reduction> reductions, List<LoopPass> after, List<Step.Assemble> left)
            implements Part {
        /// Doubles that the blocks of one pass need, one pass after another.
        int room() {
            int room = 0;
            for (List<LoopPass> some : List.of(passes, after)) {
                for (LoopPass pass : some) {
                    room = Math.max(room, pass.room());
                }
            }
            return room;
        }
    }

    /// A step that the interpreter runs.
    ///
    /// @param step the step
    record Left(Step step) implements Part {}

    /// One thing that straight-line code computes.
    sealed interface Item {}

    /// An operation.
    ///
    /// @param operation the operation
    record Operation(Step.ScalarOperation operation) implements Item {}

    /// An element of an assembled vector: `target ← term + term + …`, after a 0 if the vector is not covered, or more terms
    /// of one begun before.
    ///
    /// @param target where it goes
    /// @param begins whether this is its beginning
    /// @param covered whether it begins with a term
    /// @param terms what is added, in order
    record Element(Address target, boolean begins, boolean covered, List<Address> terms) implements Item {}

    /// What a step is as straight-line code; empty if it is left to the interpreter.
    static List<Item> items(Step step) {
        List<Item> items = new ArrayList<>();
        if (step instanceof Step.Scalars(List<Step.ScalarOperation> operations)) {
            for (Step.ScalarOperation operation : operations) {
                items.add(new Operation(operation));
            }
        } else if (step instanceof Step.Assemble assemble && isScalar(assemble)) {
            addElements(assemble, items);
        }
        return items;
    }

    /// Whether all pieces are single elements, and so many that zeros do not prevail.
    private static boolean isScalar(Step.Assemble assemble) {
        boolean single = assemble.length() <= 2 * assemble.pieces().size();
        for (Step.Piece piece : assemble.pieces()) {
            single &= piece.length() == 1;
        }
        return single;
    }

    private static void addElements(Step.Assemble assemble, List<Item> items) {
        List<List<Address>> terms = new ArrayList<>();
        for (int i = 0; i < assemble.length(); i++) {
            terms.add(new ArrayList<>());
        }
        for (Step.Piece piece : assemble.pieces()) {
            terms.get(piece.placement().of(0)).add(piece.source());
        }
        for (int i = 0; i < assemble.length(); i++) {
            Address out = assemble.out();
            Address target = new Address(out.array(), out.offset() + i, 0);
            List<Address> all = terms.get(i);
            for (int from = 0; from == 0 || from < all.size(); from += TERMS) {
                List<Address> some = all.subList(from, Math.min(from + TERMS, all.size()));
                items.add(new Element(target, from == 0, assemble.covered(), some));
            }
        }
    }
}
