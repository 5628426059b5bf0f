package org.thalweg.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.graph.Op.Placement;
import org.thalweg.internal.kernel.Elementwise;

/// The contributions to the adjoint of every node, and how they add up: those that cover the whole node one by one in
/// the order in which they came, then those that were sent to single places, in one [Op.Assemble].
///
/// Beside each contribution stands the mask of the elements that can matter, absent where all do. The mask of the sum is
/// their union; elements that nothing reads are masked too.
final class Adjoints {
    private static final int NONE = Partials.NONE;

    private static final Placement WHOLE = new Placement(0, 1, null);

    /// One contribution, to the whole node or to single places.
    private record Part(int value, int mask, boolean whole, Placement placement) {}

    private final Graph g;
    private final @Nullable List<Part>[] parts;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    Adjoints(Graph g, int size) {
        this.g = g;
        this.parts = new List[size];
    }

    boolean reaches(int v) {
        return parts[v] != null;
    }

    void add(int v, int value, int mask) {
        list(v).add(new Part(value, mask, true, WHOLE));
    }

    void addAt(int v, int value, int mask, Placement placement) {
        list(v).add(new Part(value, mask, false, placement));
    }

    private List<Part> list(int v) {
        List<Part> list = parts[v];
        if (list == null) {
            parts[v] = list = new ArrayList<>();
        }
        return list;
    }

    /// The sum of all contributions.
    int value(int v) {
        int whole = NONE;
        List<Part> placed = new ArrayList<>();
        for (Part part : list(v)) {
            if (!part.whole()) {
                placed.add(part);
            } else {
                whole = whole == NONE ? part.value() : g.add(whole, part.value());
            }
        }
        return placed.isEmpty() ? whole : assemble(v, whole, placed, false);
    }

    /// The union of all masks, or [Partials#NONE] if every element can matter.
    int mask(int v) {
        int whole = NONE;
        boolean blended = false;
        List<Part> placed = new ArrayList<>();
        for (Part part : list(v)) {
            if (!part.whole()) {
                placed.add(part);
                blended |= part.mask() != NONE;
            } else if (part.mask() == NONE) {
                return NONE;
            } else {
                whole = whole == NONE ? part.mask() : g.map(Elementwise.MAX, whole, part.mask());
            }
        }
        if (placed.isEmpty()) {
            return whole;
        }
        if (whole == NONE && !blended) {
            return coverage(v, placed);
        }
        return g.map(Elementwise.LESS, g.constant(0), assemble(v, whole, placed, true));
    }

    private int assemble(int v, int whole, List<Part> placed, boolean masks) {
        int n = g.length(v);
        List<Placement> placements = new ArrayList<>();
        int[] inputs = new int[placed.size() + 1];
        if (whole != NONE) {
            inputs[0] = g.expand(whole, n);
            placements.add(WHOLE);
        }
        for (Part part : placed) {
            int length = g.length(part.value());
            int value = !masks ? part.value() : g.expand(part.mask() == NONE ? g.constant(1) : part.mask(), length);
            inputs[placements.size()] = value;
            placements.add(part.placement());
        }
        return g.add(new Op.Assemble(placements), n, Arrays.copyOf(inputs, placements.size()));
    }

    private int coverage(int v, List<Part> placed) {
        double[] covered = new double[g.length(v)];
        for (Part part : placed) {
            for (int i = 0; i < Math.max(1, g.length(part.value())); i++) {
                covered[part.placement().of(i)] = 1;
            }
        }
        return Arrays.stream(covered).allMatch(c -> c == 1)
                ? NONE
                : g.add(new Op.ConstantVector(covered), covered.length);
    }
}
