package org.thalweg.internal.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Node;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Kernels;

/// Where every value lives. The arena holds, in this order: scalars and constants; the running lanes of reductions;
/// stored vectors, which share room when their lives do not overlap; blocks, shared by all loops.
///
/// A vector lives from the level that computes it to the last level that reads it.
final class Storage {
    private static final int NOWHERE = -1;

    private final Graph graph;
    private final Schedule schedule;
    private final ToIntFunction<String> arrays;
    private final int vectorOutput;
    private final int[] offset;
    private final List<Plan.Preset> presets = new ArrayList<>();
    private int nextLanes;
    private int blockBase;
    private int blockCount;

    Storage(Graph graph, Schedule schedule, ToIntFunction<String> arrays, int vectorOutput) {
        this.graph = graph;
        this.schedule = schedule;
        this.arrays = arrays;
        this.vectorOutput = vectorOutput;
        this.offset = new int[graph.size()];
        Arrays.fill(offset, NOWHERE);
        this.nextLanes = Kernels.padded(Math.max(1, placeScalars()));
        this.blockBase = nextLanes + Kernels.LANES * countReductions();
        placeConstantVectors();
        placeVectors();
    }

    private int placeScalars() {
        int scalars = 0;
        for (int v = 0; v < offset.length; v++) {
            if (schedule.role(v).isScalar() && (schedule.role(v) != Role.ELEMENT || isCopied(v))) {
                offset[v] = scalars++;
            }
            if (graph.node(v).op() instanceof Op.Constant(double value)) {
                presets.add(new Plan.Preset(offset[v], new double[] {value}));
            }
        }
        return scalars;
    }

    private int countReductions() {
        int reductions = 0;
        for (int v = 0; v < offset.length; v++) {
            reductions += schedule.role(v) == Role.REDUCTION ? 1 : 0;
        }
        return reductions;
    }

    private void placeConstantVectors() {
        for (int v = 0; v < offset.length; v++) {
            if (graph.node(v).op() instanceof Op.ConstantVector(double[] values)) {
                offset[v] = append(values.length);
                presets.add(new Plan.Preset(offset[v], values));
            }
        }
    }

    private void placeVectors() {
        int[] lastRead = lastRead();
        Map<Integer, ArrayDeque<Integer>> free = new HashMap<>();
        List<List<Integer>> dying = new ArrayList<>();
        for (int level = 0; level <= schedule.levels(); level++) {
            dying.add(new ArrayList<>());
        }
        for (int level = 0; level < schedule.levels(); level++) {
            for (int v : schedule.vectors(level)) {
                if (v == vectorOutput) {
                    continue;
                }
                ArrayDeque<Integer> rooms = free.get(graph.length(v));
                offset[v] = rooms == null || rooms.isEmpty() ? append(graph.length(v)) : rooms.pop();
                dying.get(lastRead[v]).add(v);
            }
            for (int v : dying.get(level)) {
                free.computeIfAbsent(graph.length(v), _ -> new ArrayDeque<>()).push(offset[v]);
            }
        }
    }

    private int append(int length) {
        int at = blockBase;
        blockBase += Kernels.padded(length);
        return at;
    }

    /// The last level in which each vector is read; its own if it is read there or never.
    private int[] lastRead() {
        int[] last = new int[offset.length];
        for (int level = 0; level < schedule.levels(); level++) {
            List<Integer> readers = new ArrayList<>(schedule.scalars(level));
            for (List<Integer> loop : schedule.loops(level).values()) {
                readers.addAll(loop);
            }
            readers.addAll(schedule.at(level, Role.WHOLE));
            for (int reader : readers) {
                Node node = graph.node(reader);
                last[reader] = Math.max(last[reader], schedule.level(reader));
                for (int i = 0; i < node.arity(); i++) {
                    last[schedule.source(node.input(i))] = level;
                }
            }
        }
        if (vectorOutput >= 0) {
            last[schedule.source(vectorOutput)] = schedule.levels();
        }
        return last;
    }

    /// Whether an element of a vector is copied to a scalar of its own; elements of what is bound are read in place.
    boolean isCopied(int v) {
        return schedule.role(v) == Role.ELEMENT && schedule.role(schedule.source(graph.node(v).input(0))) != Role.LEAF;
    }

    /// Where an element is in its vector.
    Address element(int v) {
        Address vector = vector(graph.node(v).input(0));
        int index = ((Op.At) graph.node(v).op()).index();
        return new Address(vector.array(), vector.offset() + index, 0);
    }

    Address scalar(int v) {
        return offset[v] == NOWHERE ? element(v) : Address.fixed(offset[v]);
    }

    Address vector(int v) {
        int start = 0;
        int source = v;
        while (graph.node(source).op() instanceof Op.Slice(int first, int step) && step == 1) {
            start += first;
            source = graph.node(source).input(0);
        }
        if (source == vectorOutput && schedule.role(source) != Role.LEAF) {
            return new Address(Address.OUT, start, 1);
        }
        Op op = graph.node(source).op();
        if (op instanceof Op.Variable) {
            return new Address(Address.X, start, 1);
        }
        if (op instanceof Op.Direction) {
            return new Address(Address.DIRECTION, start, 1);
        }
        return op instanceof Op.Data(String name)
                ? new Address(arrays.applyAsInt(name), start, 1)
                : new Address(Address.ARENA, offset[source] + start, 1);
    }

    int lanes() {
        int lanes = nextLanes;
        nextLanes += Kernels.LANES;
        return lanes;
    }

    List<Plan.Preset> presets() {
        return List.copyOf(presets);
    }

    int size() {
        return blockBase + blockCount * Plan.BLOCK;
    }

    /// The blocks of one loop.
    Blocks blocks() {
        return new Blocks();
    }

    /// Blocks of the arena, taken and given back while a loop is built; every loop begins with all of them free.
    final class Blocks {
        private final ArrayDeque<Integer> free = new ArrayDeque<>();
        private int used;

        int take() {
            if (!free.isEmpty()) {
                return free.pop();
            }
            blockCount = Math.max(blockCount, used + 1);
            return blockBase + Plan.BLOCK * used++;
        }

        void give(int block) {
            free.push(block);
        }
    }
}
