package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// Brings the loops of a level, and the vectors assembled from their values, into as few passes as possible.
///
/// A vector assembled from pieces falls into intervals covered by the same pieces; each interval is a root of its own
/// whose value is the sum of the pieces, moved to their places. Where that costs too much arithmetic the pieces are stored
/// and the sum is a loop over memory. Single elements are computed last, over what the intervals wrote there. What fits
/// neither is left to the interpreter.
final class Fusion {
    /// Values that may be computed a second time for the sake of fusion.
    private static final int AGAIN = 48;

    /// Intervals and single elements that one assembled vector may have.
    private static final int PARTS = 32;

    private final Map<Integer, Double> constants;
    private final LoopGraph graph = new LoopGraph();
    private final Map<Address, Root.Store> stored = new HashMap<>();
    private final List<Root> first = new ArrayList<>();
    private final List<Root> second = new ArrayList<>();
    private final List<Root> last = new ArrayList<>();
    private final List<Step.Assemble> left = new ArrayList<>();
    private final List<Step.Reduction> reductions = new ArrayList<>();

    private Fusion(Map<Integer, Double> constants) {
        this.constants = constants;
    }

    /// Fuses steps of one level.
    ///
    /// @param together the steps
    /// @param constants the constants of the arena, by offset
    /// @param blocks offset of the arena from which blocks may be taken
    static Part.Fused fuse(Together together, Map<Integer, Double> constants, int blocks) {
        Fusion fusion = new Fusion(constants);
        together.loops().forEach(fusion::take);
        together.assembles().forEach(fusion::take);
        Set<Integer> rows = new HashSet<>();
        together.products().forEach(product -> rows.add(product.rows()));
        together.back().forEach(product -> rows.add(product.rows()));
        List<LoopPass> passes = FusedLoop.group(fusion.graph, fusion.first, rows).stream()
                .map(loop -> loop.with(together.products(), together.back()))
                .flatMap(loop -> LoopPass.of(loop, blocks, Kernels.width()).stream())
                .toList();
        List<LoopPass> after = Stream.of(fusion.second, fusion.last)
                .flatMap(roots -> FusedLoop.group(fusion.graph, roots, Set.of()).stream())
                .flatMap(loop -> LoopPass.of(loop, blocks, Kernels.width()).stream())
                .toList();
        return new Part.Fused(passes, fusion.reductions, after, fusion.left);
    }

    private void take(Step.Loop loop) {
        Map<Integer, Integer> blocks = new HashMap<>();
        for (Step.Splat splat : loop.splats()) {
            blocks.put(splat.block(), scalar(splat.scalar()));
        }
        for (Step.BlockOperation op : loop.body()) {
            int a = operand(op.a(), blocks, op);
            int b = op.kind() == Step.Kind.GATHER || op.kind() == Step.Kind.STRIDED ? a : operand(op.b(), blocks, op);
            int c = op.kind() == Step.Kind.SELECT ? operand(op.c(), blocks, op) : a;
            int value = switch (op.kind()) {
                case UNARY, BINARY, SELECT -> graph.apply(op.function(), a, b, c);
                case COPY, STRIDED, GATHER -> a;
                case SUM, DOT, MAX -> -1;
            };
            if (value < 0) {
                first.add(new Root.Reduce(op.kind(), a, b, op.out().offset(), loop.length()));
            } else if (isBlock(op.out())) {
                blocks.put(op.out().offset(), value);
            } else {
                Root.Store store = new Root.Store(value, op.out(), loop.length());
                stored.put(op.out(), store);
                first.add(store);
            }
        }
        reductions.addAll(loop.reductions());
    }

    private static boolean isBlock(Address a) {
        return a.array() == Address.ARENA && a.step() == 0;
    }

    private int operand(Address a, Map<Integer, Integer> blocks, Step.BlockOperation op) {
        if (op.kind() == Step.Kind.GATHER) {
            return graph.add(new LoopGraph.Gather(a.array(), a.offset(), op.index(), 0));
        }
        if (isBlock(a)) {
            return Objects.requireNonNull(blocks.get(a.offset()), "a block is written before it is read");
        }
        Root.Store here = stored.get(a);
        return here != null ? here.value() : graph.add(new LoopGraph.Load(a.array(), a.offset(), a.step()));
    }

    private int scalar(Address a) {
        Double constant = a.array() == Address.ARENA ? constants.get(a.offset()) : null;
        return graph.add(constant != null ? new LoopGraph.Constant(constant) : new LoopGraph.Splat(a));
    }

    private void take(Step.Assemble assemble) {
        Layout layout = Layout.of(assemble, PARTS);
        if (layout == null) {
            left.add(assemble);
            return;
        }
        List<Root> roots = roots(assemble, layout, true);
        if (isWorthwhile(roots, assemble)) {
            Set<Address> fleeting = new HashSet<>();
            for (Step.Piece piece : assemble.pieces()) {
                if (piece.fleeting()) {
                    fleeting.add(piece.source());
                }
            }
            first.removeIf(root -> root instanceof Root.Store store && fleeting.contains(store.out()));
            first.addAll(roots.subList(0, layout.intervals().size()));
            last.addAll(roots.subList(layout.intervals().size(), roots.size()));
        } else {
            List<Root> fromMemory = roots(assemble, layout, false);
            second.addAll(fromMemory.subList(0, layout.intervals().size()));
            last.addAll(fromMemory.subList(layout.intervals().size(), roots.size()));
        }
    }

    /// Whether the intervals cost little beside what the loops compute anyway.
    private boolean isWorthwhile(List<Root> roots, Step.Assemble assemble) {
        List<Integer> before = graph.needed(first);
        List<Root> both = new ArrayList<>(first);
        both.addAll(roots);
        List<Integer> after = graph.needed(both);
        boolean none = after.size() == before.size()
                && roots.stream().allMatch(root -> root.length() == 1 || hasLoop(root.length(), assemble));
        boolean simple = after.stream().noneMatch(v -> graph.isCall(v));
        return none || (simple && after.size() - before.size() <= AGAIN && after.size() <= Segments.LONGEST);
    }

    private boolean hasLoop(int length, Step.Assemble assemble) {
        return assemble.pieces().stream()
                .map(piece -> covering(piece.source()))
                .allMatch(store -> store == null || store.length() == length);
    }

    /// The roots of the intervals, then those of the single elements.
    private List<Root> roots(Step.Assemble assemble, Layout layout, boolean compute) {
        List<Root> roots = new ArrayList<>();
        Address out = assemble.out();
        boolean covered = assemble.covered();
        for (Layout.Interval interval : layout.intervals()) {
            int start = out.offset() + interval.from();
            if (layout.step() == 1) {
                int value = sum(interval.from(), interval.pieces(), covered, compute);
                roots.add(new Root.Store(value, new Address(out.array(), start, 1), interval.length()));
            } else {
                int even = sum(interval.from(), interval.pieces(), covered, compute);
                int odd = sum(interval.from() + 1, interval.pieces(), covered, compute);
                roots.add(new Root.Pairs(even, odd, new Address(out.array(), start, 2), interval.length()));
            }
        }
        for (int k : layout.singles()) {
            Address target = new Address(out.array(), out.offset() + k, 1);
            roots.add(new Root.Store(sum(k, assemble.pieces(), covered, compute), target, 1));
        }
        return roots;
    }

    /// The sum of the pieces that reach index k of the assembled vector, in order.
    private int sum(int k, List<Step.Piece> pieces, boolean covered, boolean compute) {
        int zero = graph.add(new LoopGraph.Constant(0));
        int total = covered ? -1 : zero;
        for (Step.Piece piece : pieces) {
            Op.Placement to = piece.placement();
            int by = k - to.start();
            if (by < 0 || by % to.step() != 0 || by / to.step() >= piece.length()) {
                continue;
            }
            int term = graph.move(piece(piece, compute), by / to.step());
            total = total < 0 ? term : graph.apply(Elementwise.ADD, total, term, total);
        }
        return total < 0 ? zero : total;
    }

    /// The loop value in which an address looks, if it is one of this level.
    private Root.@Nullable Store covering(Address a) {
        for (Root.Store store : stored.values()) {
            int by = a.offset() - store.out().offset();
            if (a.step() == 1 && a.array() == store.out().array() && by >= 0 && by < store.length()) {
                return store;
            }
        }
        return null;
    }

    private int piece(Step.Piece piece, boolean compute) {
        Address source = piece.source();
        Root.Store store = compute ? covering(source) : null;
        if (store != null) {
            return graph.move(store.value(), source.offset() - store.out().offset());
        }
        return source.step() == 0
                ? scalar(source)
                : graph.add(new LoopGraph.Load(source.array(), source.offset(), source.step()));
    }
}
