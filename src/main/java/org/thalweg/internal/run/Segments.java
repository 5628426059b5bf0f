package org.thalweg.internal.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.thalweg.internal.plan.Address;

/// How one pass is cut into methods: segments of straight code, and calls of kernels between them.
///
/// A pass of a single segment runs from one end to the other with every value in a register. Otherwise it goes strip by
/// strip, and what one stage leaves to a later one stands in a block of a strip's length: the argument and result of a
/// function, and what crosses a cut. Loads and scalars cross nothing, they are loaded where they are needed.
///
/// @param stages in order
/// @param homes for each value that crosses a stage, where it stands
/// @param blocks number of blocks
record Segments(List<Stage> stages, Map<Integer, Home> homes, int blocks) {
    /// Values that a pass may have and still be thought of as one segment.
    static final int LONGEST = 110;

    /// Bytes of bytecode per vector that a segment should not exceed by much; C2 compiles methods of this size well.
    private static final int BYTES = 4000;

    /// At most so many bytes does a value take, with storing it in its block.
    private static final int VALUE = 28;
    /// The same for fetching a value from elsewhere.
    private static final int FETCH = 23;
    /// The same for adding to lanes in memory, and for storing a pair.
    private static final int WRITE = 45;

    /// A stage of a strip.
    sealed interface Stage {}

    /// Straight code.
    ///
    /// @param values the values computed, in order, leaves among them
    /// @param roots what is written
    record Segment(List<Integer> values, List<Root> roots) implements Stage {}

    /// A value that a kernel computes for a whole strip.
    ///
    /// @param value its number
    record Call(int value) implements Stage {}

    /// Where a value stands.
    ///
    /// @param block the number of a block, or −1
    /// @param memory where it is stored anyway, if there is no block
    record Home(int block, Address memory) {
        boolean isBlock() {
            return block >= 0;
        }
    }

    boolean isSingle() {
        return stages.size() == 1 && stages.getFirst() instanceof Segment;
    }

    /// Cuts a pass.
    ///
    /// @param loop the pass
    /// @param vectors whether functions without an instruction are left to kernels
    static Segments of(FusedLoop loop, boolean vectors) {
        return new Cutter(loop, vectors).cut();
    }

    private static final class Cutter {
        private final FusedLoop loop;
        private final LoopGraph graph;
        private final boolean vectors;
        private final List<Integer> needed;
        private final Map<Integer, Integer> phase = new HashMap<>();
        private final Map<Integer, Integer> stageOf = new HashMap<>();
        private final List<Stage> stages = new ArrayList<>();
        private final Set<Integer> present = new HashSet<>();
        private final Set<Integer> arguments = new HashSet<>();
        private int bytes;

        Cutter(FusedLoop loop, boolean vectors) {
            this.loop = loop;
            this.graph = loop.graph();
            this.vectors = vectors;
            this.needed = graph.needed(loop.roots());
        }

        private boolean isCall(int v) {
            return vectors && graph.isCall(v);
        }

        Segments cut() {
            TreeMap<Integer, List<Integer>> computed = new TreeMap<>();
            TreeMap<Integer, List<Integer>> called = new TreeMap<>();
            for (int v : needed) {
                int p = phaseOf(v);
                phase.put(v, p);
                if (isCall(v)) {
                    called.computeIfAbsent(p, _ -> new ArrayList<>()).add(v);
                    arguments.addAll(inputs(v));
                } else if (!graph.isLeaf(v)) {
                    computed.computeIfAbsent(p, _ -> new ArrayList<>()).add(v);
                }
            }
            computed.values().forEach(some -> some.removeIf(this::isLight));
            Map<Integer, List<Root>> rootsOf = new HashMap<>();
            int phases = 1;
            for (Root root : loop.roots()) {
                int at = root.values().stream().mapToInt(this::readyFor).max().orElseThrow();
                rootsOf.computeIfAbsent(at, _ -> new ArrayList<>()).add(root);
                phases = Math.max(phases, at + 1);
            }
            for (int p = 0; p < phases; p++) {
                segments(computed.getOrDefault(p, List.of()), rootsOf.getOrDefault(p, List.of()));
                for (int v : called.getOrDefault(p, List.of())) {
                    stageOf.put(v, stages.size());
                    stages.add(new Call(v));
                }
            }
            return homes();
        }

        /// Whether computing the value again costs no more than loading it: one cheap operation on leaves.
        private boolean isLight(int v) {
            return graph.value(v) instanceof LoopGraph.Apply apply
                    && apply.function().cheap()
                    && !isCall(v)
                    && !arguments.contains(v)
                    && inputs(v).stream().allMatch(u -> graph.isLeaf(u) && !isCall(u));
        }

        /// The phase in which a value is there for others.
        private int readyFor(int v) {
            return phase.getOrDefault(v, 0) + (isCall(v) ? 1 : 0);
        }

        private int phaseOf(int v) {
            int result = 0;
            if (graph.value(v) instanceof LoopGraph.Apply apply) {
                for (int i = 0; i < apply.function().arity(); i++) {
                    result = Math.max(result, readyFor(apply.input(i)));
                }
            }
            return result;
        }

        /// Cuts one phase to length; a root follows the last of its values. The first store of a value comes at once, in the
        /// same segment, since others may read the value from there.
        private void segments(List<Integer> values, List<Root> roots) {
            Map<Integer, List<Root>> after = new HashMap<>();
            List<Root> early = new ArrayList<>();
            Set<Integer> here = new HashSet<>(values);
            List<Root> ordered = new ArrayList<>(roots);
            ordered.sort(Comparator.comparing(root -> !(root instanceof Root.Store)));
            for (Root root : ordered) {
                int last = root.values().stream().filter(here::contains).mapToInt(v -> v).max().orElse(-1);
                (last < 0 ? early : after.computeIfAbsent(last, _ -> new ArrayList<>())).add(root);
            }
            present.clear();
            bytes = 0;
            List<Integer> some = new ArrayList<>();
            List<Root> written = new ArrayList<>();
            for (Root root : early) {
                write(root, some, written);
                flush(some, written, false);
            }
            for (int v : values) {
                inputs(v).forEach(u -> fetch(u, some));
                some.add(v);
                present.add(v);
                bytes += VALUE;
                for (Root root : after.getOrDefault(v, List.of())) {
                    write(root, some, written);
                    flush(some, written, false);
                }
                flush(some, written, false);
            }
            flush(some, written, true);
        }

        private void write(Root root, List<Integer> values, List<Root> written) {
            written.add(root);
            bytes += WRITE;
            root.values().forEach(v -> fetch(v, values));
        }

        /// Makes sure that a value is at hand in the segment: light ones are computed in each that needs them.
        private void fetch(int v, List<Integer> values) {
            if (!present.add(v)) {
                return;
            }
            if (isLight(v)) {
                inputs(v).forEach(u -> fetch(u, values));
                values.add(v);
                bytes += VALUE;
            } else {
                bytes += FETCH;
            }
        }

        private void flush(List<Integer> values, List<Root> roots, boolean anyway) {
            if ((values.isEmpty() && roots.isEmpty()) || (bytes < BYTES && !anyway)) {
                return;
            }
            present.clear();
            bytes = 0;
            values.forEach(v -> stageOf.put(v, stages.size()));
            stages.add(new Segment(List.copyOf(values), List.copyOf(roots)));
            values.clear();
            roots.clear();
        }

        private Segments homes() {
            Map<Integer, Integer> lastUse = new TreeMap<>();
            for (int s = 0; s < stages.size(); s++) {
                for (int v : reads(stages.get(s))) {
                    boolean crosses =
                            (!graph.isLeaf(v) && !isLight(v)) || isCall(v) || isArgument(stages.get(s), v);
                    if (crosses && stageOf.getOrDefault(v, -1) != s) {
                        lastUse.put(v, s);
                    }
                }
            }
            return place(lastUse);
        }

        /// Leaves that a kernel cannot read in place.
        private boolean isArgument(Stage stage, int v) {
            return stage instanceof Call
                    && !(graph.value(v) instanceof LoopGraph.Load(_, _, int step) && step == 1);
        }

        private Segments place(Map<Integer, Integer> lastUse) {
            Map<Integer, Address> memory = new HashMap<>();
            for (Root root : loop.roots()) {
                if (root instanceof Root.Store(int value, Address out, _)) {
                    memory.putIfAbsent(value, out);
                }
            }
            Map<Integer, Home> homes = new HashMap<>();
            ArrayDeque<Integer> free = new ArrayDeque<>();
            int blocks = 0;
            List<Integer> order = new ArrayList<>(lastUse.keySet());
            order.sort((u, v) -> Integer.compare(stageOf.getOrDefault(u, -1), stageOf.getOrDefault(v, -1)));
            Map<Integer, List<Integer>> dying = new HashMap<>();
            int at = -1;
            for (int v : order) {
                int born = stageOf.getOrDefault(v, -1);
                for (; at < born; at++) {
                    dying.getOrDefault(at, List.of()).forEach(free::push);
                }
                if (memory.containsKey(v) && !isCall(v)) {
                    homes.put(v, new Home(-1, memory.get(v)));
                    continue;
                }
                int block = free.isEmpty() ? blocks++ : free.pop();
                homes.put(v, new Home(block, new Address(Address.ARENA, 0, 1)));
                dying.computeIfAbsent(lastUse.get(v), _ -> new ArrayList<>()).add(block);
            }
            return new Segments(List.copyOf(stages), homes, blocks);
        }

        private Set<Integer> reads(Stage stage) {
            Set<Integer> reads = new HashSet<>();
            switch (stage) {
                case Call(int v) -> reads.addAll(inputs(v));
                case Segment(List<Integer> values, List<Root> roots) -> {
                    values.forEach(v -> reads.addAll(inputs(v)));
                    roots.forEach(root -> reads.addAll(root.values()));
                }
            }
            return reads;
        }

        private Set<Integer> inputs(int v) {
            Set<Integer> inputs = new LinkedHashSet<>();
            if (graph.value(v) instanceof LoopGraph.Apply apply) {
                for (int i = 0; i < apply.function().arity(); i++) {
                    inputs.add(apply.input(i));
                }
            }
            return inputs;
        }
    }
}
