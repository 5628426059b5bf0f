package org.thalweg.internal.run;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.thalweg.internal.plan.Address;

/// A fused loop, ready to be written: cut into segments, with a length for its strips and room for its blocks.
///
/// @param loop what it computes
/// @param segments how it is cut
/// @param blocks offset of its blocks in the arena
/// @param strip indices per strip, a multiple of 32; the whole length if there is one segment only
/// @param width doubles per vector; 1 if it is scalar
record LoopPass(FusedLoop loop, Segments segments, int blocks, int strip, int width) {
    /// Doubles that the blocks of a pass should not exceed, so that a level-1 cache keeps them.
    private static final int CACHED = 3072;

    /// Doubles of the rows of matrices in one strip: a level-2 cache keeps them until they are read again.
    private static final int ROWS = 32_768;

    private static final int LONGEST_STRIP = 256;
    private static final int SHORTEST_STRIP = 32;

    /// Values and roots, times vectors, in one turn of an unrolled loop.
    private static final int UNROLLED = 100;

    /// Accumulators that stay in registers.
    private static final int ACCUMULATORS = 16;

    /// The pass of a loop, or one pass per length where it needs strips.
    ///
    /// @param loop the loop
    /// @param blocks offset of the arena from which blocks may be taken
    /// @param width doubles per vector
    static List<LoopPass> of(FusedLoop loop, int blocks, int width) {
        LoopPass whole = make(loop, blocks, width);
        return whole.isSingle()
                ? List.of(whole)
                : loop.split().stream().map(each -> make(each, blocks, width)).toList();
    }

    private static LoopPass make(FusedLoop loop, int blocks, int width) {
        int own = loop.shortest() < 2 * width ? 1 : width;
        Segments segments = Segments.of(loop, own > 1);
        int strip = loop.longest();
        if (!segments.isSingle() || loop.hasMatrices()) {
            int fitting = CACHED / Math.max(1, segments.blocks()) & -32;
            strip = Math.clamp(fitting, SHORTEST_STRIP, LONGEST_STRIP);
        }
        if (loop.hasMatrices()) {
            strip = Math.clamp(ROWS / loop.columns() & -32, 32, strip);
        }
        return new LoopPass(loop, segments, blocks, strip, own);
    }

    /// Whether one run over all indices does.
    boolean isSingle() {
        return segments.isSingle() && !loop.hasMatrices();
    }

    LoopGraph graph() {
        return loop.graph();
    }

    /// The memory that the blocks take.
    int room() {
        return segments.blocks() * strip;
    }

    /// The offset of a block.
    int block(Segments.Home home) {
        return blocks + home.block() * strip;
    }

    /// Vectors per turn of a segment's loop: a whole row of lanes where the registers allow it.
    int unroll(Segments.Segment segment) {
        int rows = 32 / width;
        long reductions = segment.roots().stream().filter(Root.Reduce.class::isInstance).count();
        int size = segment.values().size() + segment.roots().size();
        return size * rows <= UNROLLED && reductions * rows <= ACCUMULATORS ? rows : 1;
    }

    /// How many of the first indices vectors may do: one less where the last element of every second one is read together
    /// with a neighbour that is not there.
    int reach() {
        boolean beyond = false;
        List<Integer> needed = graph().needed(loop.roots());
        for (int v : needed) {
            if (graph().value(v) instanceof LoopGraph.Load(int array, int offset, int step) && step == 2) {
                boolean paired = offset % 2 != 0
                        || needed.contains(graph().add(new LoopGraph.Load(array, offset + 1, 2)));
                beyond |= !paired;
            }
        }
        return loop.shortest() - (beyond ? 1 : 0);
    }

    /// The arrays that a segment touches.
    Set<Integer> arrays(List<Integer> values, List<Root> roots) {
        Set<Integer> arrays = new TreeSet<>(Set.of(Address.ARENA));
        for (int v : values) {
            addArray(v, arrays);
            LoopGraph.Apply op = (LoopGraph.Apply) graph().value(v);
            for (int i = 0; i < op.function().arity(); i++) {
                addArray(op.input(i), arrays);
            }
        }
        for (Root root : roots) {
            root.values().forEach(v -> addArray(v, arrays));
            switch (root) {
                case Root.Store(_, Address out, _) -> arrays.add(out.array());
                case Root.Pairs(_, _, Address out, _) -> arrays.add(out.array());
                case Root.Reduce _ -> {}
            }
        }
        return arrays;
    }

    private void addArray(int v, Set<Integer> arrays) {
        Segments.Home home = segments.homes().get(v);
        if (home != null && (!graph().isLeaf(v) || graph().isCall(v))) {
            arrays.add(home.memory().array());
            return;
        }
        switch (graph().value(v)) {
            case LoopGraph.Load load -> arrays.add(load.array());
            case LoopGraph.Gather gather -> arrays.add(gather.array());
            case LoopGraph.Splat(Address a) -> arrays.add(a.array());
            case LoopGraph.Constant _, LoopGraph.Apply _ -> {}
        }
    }

    /// The scalars that a segment uses.
    Set<Integer> splats(List<Integer> values, List<Root> roots) {
        Set<Integer> splats = new TreeSet<>();
        for (int v : values) {
            LoopGraph.Apply op = (LoopGraph.Apply) graph().value(v);
            for (int i = 0; i < op.function().arity(); i++) {
                addSplat(op.input(i), splats);
            }
        }
        roots.forEach(root -> root.values().forEach(v -> addSplat(v, splats)));
        return splats;
    }

    private void addSplat(int v, Set<Integer> splats) {
        if (graph().value(v) instanceof LoopGraph.Splat || graph().value(v) instanceof LoopGraph.Constant) {
            splats.add(v);
        }
    }
}
