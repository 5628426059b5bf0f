package org.thalweg.internal.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Node;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;

/// Turns a graph into a [Plan]: steps in the order of the [Schedule], every value at its address in the [Storage].
public final class Planner {
    /// No such output.
    public static final int NONE = -1;

    private final Graph graph;
    private final Schedule schedule;
    private final Storage storage;
    private final ToIntFunction<String> arrays;
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> scratch = new ArrayList<>();

    private Planner(Graph graph, int vectorOutput, ToIntFunction<String> arrays) {
        this.graph = graph;
        this.schedule = new Schedule(graph, vectorOutput);
        this.arrays = arrays;
        this.storage = new Storage(graph, schedule, arrays, vectorOutput);
    }

    /// Plans the evaluation of a graph.
    ///
    /// @param graph a graph without norms and detached values, all of whose nodes are needed
    /// @param scalarOutput the scalar result, or [#NONE]
    /// @param vectorOutput the vector that goes to [Address#OUT], or [#NONE]
    /// @param arrays the number of each bound array
    /// @return the plan
    public static Plan plan(Graph graph, int scalarOutput, int vectorOutput, ToIntFunction<String> arrays) {
        return new Planner(graph, vectorOutput, arrays).plan(scalarOutput, vectorOutput);
    }

    private Plan plan(int scalarOutput, int vectorOutput) {
        for (int level = 0; level < schedule.levels(); level++) {
            scalars(level);
            for (var loop : schedule.loops(level).entrySet()) {
                steps.add(new LoopBuilder(loop.getKey()).build(loop.getValue(), level));
            }
            for (int v : schedule.at(level, Role.WHOLE)) {
                steps.add(whole(v));
            }
        }
        if (vectorOutput >= 0) {
            Address result = storage.vector(vectorOutput);
            if (result.array() != Address.OUT) {
                steps.add(new Step.Copy(result, graph.length(vectorOutput), new Address(Address.OUT, 0, 1)));
            }
        }
        Address value = scalarOutput < 0 ? Address.fixed(0) : storage.scalar(scalarOutput);
        return new Plan(List.copyOf(steps), storage.size(), storage.presets(), List.copyOf(scratch), value);
    }

    private void scalars(int level) {
        List<Step.ScalarOperation> operations = new ArrayList<>();
        for (int v : schedule.scalars(level)) {
            Node node = graph.node(v);
            if (node.op() instanceof Op.Map(Elementwise f)) {
                Address a = storage.scalar(node.input(0));
                Address b = node.arity() > 1 ? storage.scalar(node.input(1)) : a;
                Address c = node.arity() > 2 ? storage.scalar(node.input(2)) : a;
                operations.add(new Step.ScalarOperation(f, storage.scalar(v).offset(), a, b, c));
            } else if (storage.isCopied(v)) {
                Address element = storage.element(v);
                operations.add(new Step.ScalarOperation(null, storage.scalar(v).offset(), element, element, element));
            }
        }
        if (!operations.isEmpty()) {
            steps.add(new Step.Scalars(List.copyOf(operations)));
        }
    }

    private Step whole(int v) {
        Node node = graph.node(v);
        Address out = storage.vector(v);
        return switch (node.op()) {
            case Op.Concat _ -> concat(node, out);
            case Op.Assemble(List<Op.Placement> placements) -> {
                List<Step.Piece> pieces = new ArrayList<>();
                for (int i = 0; i < node.arity(); i++) {
                    pieces.add(new Step.Piece(
                            any(node.input(i)), count(node.input(i)), placements.get(i), schedule.fleeting(node.input(i), v)));
                }
                yield new Step.Assemble(
                        schedule.level(v), node.length(), out, isCovered(node.length(), pieces), pieces);
            }
            case Op.MatrixTimes(Op.MatrixShape m) -> product(m, false, node, out);
            case Op.MatrixTransposeTimes(Op.MatrixShape m) -> product(m, true, node, out);
            case Op.Custom _, Op.CustomTangent _, Op.CustomAdjoint _ -> call(node, out);
            default -> throw new AssertionError(node);
        };
    }

    private static boolean isCovered(int length, List<Step.Piece> pieces) {
        BitSet reached = new BitSet(length);
        for (Step.Piece piece : pieces) {
            for (int i = 0; i < piece.length(); i++) {
                reached.set(piece.placement().of(i));
            }
        }
        return reached.cardinality() == length;
    }

    private Step concat(Node node, Address out) {
        List<Step.Piece> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < node.arity(); i++) {
            int length = count(node.input(i));
            pieces.add(new Step.Piece(any(node.input(i)), length, new Op.Placement(start, 1, null), false));
            start += length;
        }
        return new Step.Concat(out, pieces);
    }

    private Step product(Op.MatrixShape m, boolean transposed, Node node, Address out) {
        int array = arrays.applyAsInt(m.name());
        return new Step.MatrixProduct(array, m.rows(), m.columns(), transposed, any(node.input(0)), out);
    }

    private Step call(Node node, Address out) {
        List<Address> inputs = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < node.arity(); i++) {
            inputs.add(any(node.input(i)));
            lengths.add(count(node.input(i)));
        }
        lengths.add(node.length());
        int first = scratch.size();
        scratch.addAll(lengths);
        return new Step.Call(node.op(), inputs, lengths, out, first);
    }

    private Address any(int v) {
        return graph.node(v).scalar() ? storage.scalar(v) : storage.vector(v);
    }

    private int count(int v) {
        return Math.max(1, graph.length(v));
    }

    /// Builds one loop: gives every value that is not stored a block of the arena for as long as it is needed.
    private final class LoopBuilder {
        private final int length;
        private final List<Step.Splat> splats = new ArrayList<>();
        private final List<Step.BlockOperation> body = new ArrayList<>();
        private final List<Step.Reduction> reductions = new ArrayList<>();
        private final int[] block = new int[graph.size()];
        private final int[] lastUse = new int[graph.size()];
        private final Storage.Blocks blocks = storage.blocks();

        LoopBuilder(int length) {
            this.length = length;
            Arrays.fill(block, -1);
        }

        Step build(List<Integer> nodes, int level) {
            for (int at = 0; at < nodes.size(); at++) {
                Node node = graph.node(nodes.get(at));
                for (int i = 0; i < node.arity(); i++) {
                    lastUse[node.input(i)] = at;
                    splat(node.input(i));
                }
            }
            for (int at = 0; at < nodes.size(); at++) {
                int v = nodes.get(at);
                Node node = graph.node(v);
                if (schedule.role(v) == Role.REDUCTION) {
                    reduction(v, node);
                    release(node, at);
                } else {
                    emit(v, node, at, level);
                }
            }
            return new Step.Loop(level, length, splats, body, reductions);
        }

        private void splat(int u) {
            if (schedule.role(u).isScalar() && block[u] < 0) {
                block[u] = blocks.take();
                splats.add(new Step.Splat(storage.scalar(u), block[u]));
            }
        }

        private void emit(int v, Node node, int at, int level) {
            if (node.op() instanceof Op.Broadcast && !schedule.stored(v)) {
                block[v] = block[node.input(0)];
                return;
            }
            Address a = schedule.readsWhole(node) ? storage.vector(node.input(0)) : operand(node.input(0));
            Address b = node.arity() > 1 ? operand(node.input(1)) : a;
            Address c = node.arity() > 2 ? operand(node.input(2)) : a;
            release(node, at);
            Address out;
            if (schedule.stored(v) && schedule.level(v) == level) {
                out = storage.vector(v);
            } else {
                block[v] = blocks.take();
                out = Address.fixed(block[v]);
            }
            body.add(operation(node, out, a, b, c));
        }

        private Step.BlockOperation operation(Node node, Address out, Address a, Address b, Address c) {
            Elementwise none = Elementwise.NEGATE;
            return switch (node.op()) {
                case Op.Map(Elementwise f) -> {
                    Step.Kind kind = f.arity() == 1 ? Step.Kind.UNARY
                            : f.arity() == 2 ? Step.Kind.BINARY : Step.Kind.SELECT;
                    yield new Step.BlockOperation(kind, f, out, a, b, c, new int[0]);
                }
                case Op.Broadcast _ -> new Step.BlockOperation(Step.Kind.COPY, none, out, a, b, c, new int[0]);
                case Op.Slice(int start, int step) -> {
                    Address first = new Address(a.array(), a.offset() + start * a.step(), a.step() * step);
                    yield new Step.BlockOperation(Step.Kind.STRIDED, none, out, first, b, c, new int[0]);
                }
                case Op.Gather(int[] index) ->
                    new Step.BlockOperation(Step.Kind.GATHER, none, out, a, b, c, index);
                default -> throw new AssertionError(node);
            };
        }

        private void reduction(int v, Node node) {
            boolean largest = node.op() instanceof Op.Max;
            int lanes = storage.lanes();
            Address a = operand(node.input(0));
            Address b = node.arity() > 1 ? operand(node.input(1)) : a;
            Step.Kind kind = largest ? Step.Kind.MAX : node.op() instanceof Op.Dot ? Step.Kind.DOT : Step.Kind.SUM;
            body.add(new Step.BlockOperation(
                    kind, Elementwise.NEGATE, Address.fixed(lanes), a, b, a, new int[0]));
            reductions.add(new Step.Reduction(largest, lanes, storage.scalar(v).offset()));
        }

        private Address operand(int u) {
            return block[u] >= 0 ? Address.fixed(block[u]) : storage.vector(u);
        }

        /// Gives back the blocks of inputs that nothing reads any more.
        private void release(Node node, int at) {
            for (int i = 0; i < node.arity(); i++) {
                int u = node.input(i);
                boolean own = schedule.role(u) == Role.LOOP && !(graph.node(u).op() instanceof Op.Broadcast);
                if (own && block[u] >= 0 && lastUse[u] == at) {
                    blocks.give(block[u]);
                    block[u] = -1;
                }
            }
        }
    }
}
