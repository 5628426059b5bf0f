package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.lanes.LaneCode;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// One loop of a plan across lanes: cut into segments where a function is a kernel of its own, and written as loops or, if
/// short, element by element.
final class LaneLoop {
    /// Where an operand comes from: an operation of this loop, a scalar, or a vector in memory.
    private record Source(int operation, int scalar, @Nullable Address vector) {
        private static final int NONE = -1;

        static Source operation(int number) {
            return new Source(number, NONE, null);
        }

        boolean isScalar() {
            return scalar >= 0;
        }
    }

    /// An operation of the loop.
    private record Operation(Step.Kind kind, Elementwise function, List<Source> sources, @Nullable Address out, int lanes) {
        boolean isFunction() {
            return (kind == Step.Kind.UNARY || kind == Step.Kind.BINARY) && !LaneCode.isInstruction(function);
        }

        boolean isReduction() {
            return kind == Step.Kind.SUM || kind == Step.Kind.DOT || kind == Step.Kind.MAX;
        }
    }

    /// Exponentials that a loop can hold without becoming too long to be compiled.
    private static final int MOST_EXP = 3;

    private final AcrossLanes across;
    private final LaneCode code;
    private final Step.Loop loop;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Integer, Source> blocks = new HashMap<>();
    private final Map<Address, Source> stored = new HashMap<>();
    /// Whether eˣ is part of the loop and no call.
    private boolean ownExp;
    private int[] segments = new int[0];
    private int[] rows = new int[0];

    LaneLoop(AcrossLanes across, Step.Loop loop) {
        this.across = across;
        this.code = across.code();
        this.loop = loop;
    }

    /// Writes it.
    ///
    /// @param straight the number of operations up to which it becomes straight code
    void write(int straight) {
        for (Step.Splat splat : loop.splats()) {
            blocks.put(splat.block(), new Source(Source.NONE, across.scalar(splat.scalar()), null));
        }
        loop.body().forEach(this::operation);
        simplify();
        boolean isShort = loop.length() * operations.size() <= straight;
        long exponentials = operations.stream().filter(op -> op.isFunction() && op.function() == Elementwise.EXP).count();
        ownExp = !isShort && exponentials <= MOST_EXP;
        cut();
        if (isShort) {
            elements();
        } else {
            loops();
        }
    }

    private void operation(Step.BlockOperation op) {
        List<Source> sources = switch (op.kind()) {
            case UNARY, COPY, STRIDED, SUM, MAX -> List.of(source(op.a()));
            case BINARY, DOT -> List.of(source(op.a()), source(op.b()));
            case SELECT -> List.of(source(op.a()), source(op.b()), source(op.c()));
            case GATHER -> List.of(gathered(op));
        };
        boolean reduces = op.kind() == Step.Kind.SUM || op.kind() == Step.Kind.DOT || op.kind() == Step.Kind.MAX;
        Address out = !reduces && op.out().step() == 1 ? op.out() : null;
        Operation made = new Operation(op.kind(), op.function(), sources, out, op.out().offset());
        operations.add(made);
        if (made.isFunction() && out != null && out.array() != Address.ARENA) {
            operations.removeLast();
            operations.add(new Operation(op.kind(), op.function(), sources, null, 0));
            Source result = Source.operation(operations.size() - 1);
            operations.add(new Operation(Step.Kind.COPY, op.function(), List.of(result), out, 0));
        }
        if (reduces) {
            return;
        }
        Source result = Source.operation(operations.size() - 1);
        if (out == null) {
            blocks.put(op.out().offset(), result);
        } else {
            stored.put(out, result);
        }
    }

    /// Where nothing else needs a product, its sum is a dot product, and its sign that of its scalar factor.
    private void simplify() {
        for (int v = 0; v < operations.size(); v++) {
            Operation op = operations.get(v);
            Operation product = op.sources().isEmpty() ? null : ownProduct(op.sources().getFirst().operation());
            if (product == null) {
                continue;
            }
            Source a = product.sources().getFirst();
            Source b = product.sources().getLast();
            if (op.kind() == Step.Kind.SUM) {
                operations.set(v, new Operation(Step.Kind.DOT, op.function(), List.of(a, b), null, op.lanes()));
            } else if (op.kind() == Step.Kind.UNARY && op.function() == Elementwise.NEGATE && (a.isScalar() || b.isScalar())) {
                Source opposite = new Source(Source.NONE, code.negate((a.isScalar() ? a : b).scalar()), null);
                operations.set(v, new Operation(
                        Step.Kind.BINARY, Elementwise.MUL, List.of(opposite, a.isScalar() ? b : a), op.out(), op.lanes()));
            }
        }
    }

    /// The operation, if it is a product that is used once.
    private @Nullable Operation ownProduct(int v) {
        if (v < 0 || operations.get(v).function() != Elementwise.MUL || operations.get(v).out() != null) {
            return null;
        }
        long uses = operations.stream().flatMap(op -> op.sources().stream()).filter(source -> source.operation() == v).count();
        return uses == 1 ? operations.get(v) : null;
    }

    private Source source(Address a) {
        if (a.array() == Address.ARENA && a.step() == 0) {
            Source block = blocks.get(a.offset());
            if (block != null) {
                return block;
            }
        }
        Source own = stored.get(a);
        return own != null ? own : new Source(Source.NONE, Source.NONE, a);
    }

    /// Elements by index, copied one by one before the loop.
    private Source gathered(Step.BlockOperation op) {
        int first = code.rows(loop.length());
        for (int i = 0; i < loop.length(); i++) {
            int at = op.index()[i];
            code.store(across.element(new Address(op.a().array(), op.a().offset() + at, 0), 0), LaneCode.SCRATCH, first + i);
        }
        operations.add(new Operation(Step.Kind.COPY, op.function(), List.of(), null, first));
        return Source.operation(operations.size() - 1);
    }

    private boolean isCall(Operation op) {
        return op.isFunction() && !(ownExp && op.function() == Elementwise.EXP);
    }

    /// An operation belongs to the first segment in which all that it needs is there; what a call gives is there in the
    /// segment after it.
    private void cut() {
        segments = new int[operations.size()];
        for (int v = 0; v < segments.length; v++) {
            for (Source source : operations.get(v).sources()) {
                if (source.operation() >= 0) {
                    segments[v] = Math.max(segments[v], availableFrom(source.operation()));
                }
            }
        }
    }

    private int availableFrom(int v) {
        return segments[v] + (isCall(operations.get(v)) ? 1 : 0);
    }

    private void loops() {
        rows = new int[operations.size()];
        Arrays.fill(rows, -1);
        int last = 0;
        for (int v = 0; v < segments.length; v++) {
            last = Math.max(last, segments[v]);
            for (Source source : operations.get(v).sources()) {
                int u = source.operation();
                if (u >= 0 && (segments[u] != segments[v] || isCall(operations.get(v)))) {
                    keep(u);
                }
            }
            if (isCall(operations.get(v))) {
                keep(v);
            }
        }
        for (int s = 0; s <= last; s++) {
            segment(s);
        }
    }

    /// Gives a value rows in memory.
    private void keep(int v) {
        Address out = operations.get(v).out();
        if (rows[v] < 0) {
            rows[v] = out != null && out.array() == Address.ARENA ? across.row(out.offset()) : code.rows(loop.length());
        }
    }

    private void segment(int s) {
        Map<Integer, Integer> values = new HashMap<>();
        Map<Address, Integer> loads = new HashMap<>();
        Map<Integer, int[]> calls = new HashMap<>();
        List<int[]> results = new ArrayList<>();
        code.loop(loop.length());
        for (int v = 0; v < segments.length; v++) {
            if (segments[v] != s) {
                continue;
            }
            Operation op = operations.get(v);
            int[] operands = new int[op.sources().size()];
            int[] places = new int[op.sources().size()];
            for (int i = 0; i < operands.length; i++) {
                Source source = op.sources().get(i);
                if (isCall(op) && source.operation() >= 0) {
                    places[i] = rows[source.operation()];
                    continue;
                }
                operands[i] = value(source, values, loads);
                if (isCall(op)) {
                    places[i] = code.rows(loop.length());
                    code.store(operands[i], LaneCode.SCRATCH, places[i], 1);
                }
            }
            if (isCall(op)) {
                calls.put(v, places);
            } else if (op.isReduction()) {
                results.add(new int[] {v, reduce(op, operands)});
            } else {
                int value = op.sources().isEmpty()
                        ? code.load(LaneCode.SCRATCH, op.lanes(), 1)
                        : compute(op, operands);
                values.put(v, value);
                if (op.out() != null) {
                    across.store(value, op.out(), loop.length());
                }
                if (rows[v] >= 0 && (op.out() == null || op.out().array() != Address.ARENA)) {
                    code.store(value, LaneCode.SCRATCH, rows[v], 1);
                }
            }
        }
        code.end();
        results.forEach(result -> across.scalar(reduction(result[0]).out(), result[1]));
        for (int v = 0; v < segments.length; v++) {
            int[] places = calls.get(v);
            if (places != null) {
                code.call(operations.get(v).function(), places[0], places[places.length - 1], rows[v], loop.length());
                across.overwritten(rows[v], loop.length());
            }
        }
    }

    private int value(Source source, Map<Integer, Integer> values, Map<Address, Integer> loads) {
        int u = source.operation();
        if (u >= 0) {
            return values.computeIfAbsent(u, _ -> code.load(LaneCode.SCRATCH, rows[u], 1));
        }
        Address vector = source.vector();
        return vector == null ? source.scalar() : loads.computeIfAbsent(vector, across::load);
    }

    private int reduce(Operation op, int[] operands) {
        return switch (op.kind()) {
            case DOT -> code.dot(operands[0], operands[1]);
            case MAX -> code.largest(operands[0]);
            default -> code.sum(operands[0]);
        };
    }

    private int compute(Operation op, int[] operands) {
        return switch (op.kind()) {
            case UNARY -> code.map(op.function(), operands[0], operands[0], operands[0]);
            case BINARY -> code.map(op.function(), operands[0], operands[1], operands[1]);
            case SELECT -> code.select(operands[0], operands[1], operands[2]);
            default -> operands[0];
        };
    }

    private Step.Reduction reduction(int v) {
        int lanes = operations.get(v).lanes();
        return loop.reductions().stream()
                .filter(r -> r.lanes() == lanes)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no reduction at " + lanes));
    }

    /// Straight code: element after element, but operation after operation from the first to the last call.
    private void elements() {
        int[][] values = new int[operations.size()][loop.length()];
        int from = 0;
        for (int v = 0; v <= values.length; v++) {
            if (v == values.length || isCall(operations.get(v))) {
                for (int i = 0; i < loop.length(); i++) {
                    for (int u = from; u < v; u++) {
                        element(u, i, values);
                    }
                }
                from = v + 1;
            }
            if (v < values.length && isCall(operations.get(v))) {
                call(v, values);
            }
        }
        for (int v = 0; v < values.length; v++) {
            if (operations.get(v).isReduction()) {
                across.scalar(reduction(v).out(), values[v][loop.length() - 1]);
            }
        }
    }

    private void element(int v, int i, int[][] values) {
        Operation op = operations.get(v);
        int[] operands = operands(op, values, i);
        if (op.isReduction()) {
            double start = op.kind() == Step.Kind.MAX ? Double.NEGATIVE_INFINITY : 0;
            int total = i == 0 ? code.constant(start) : values[v][i - 1];
            values[v][i] = switch (op.kind()) {
                case DOT -> code.fma(operands[0], operands[1], total);
                case MAX -> code.map(Elementwise.MAX, total, operands[0], operands[0]);
                default -> code.add(total, operands[0]);
            };
            return;
        }
        values[v][i] = op.sources().isEmpty()
                ? code.load(LaneCode.SCRATCH, op.lanes() + i)
                : compute(op, operands);
        if (op.out() != null) {
            across.storeElement(values[v][i], op.out(), i);
        }
    }

    private int[] operands(Operation op, int[][] values, int i) {
        int[] operands = new int[op.sources().size()];
        for (int k = 0; k < operands.length; k++) {
            Source source = op.sources().get(k);
            Address vector = source.vector();
            operands[k] = source.operation() >= 0
                    ? values[source.operation()][i]
                    : vector == null ? source.scalar() : across.element(vector, i);
        }
        return operands;
    }

    /// A function of all elements in one go.
    private void call(int v, int[][] values) {
        Operation op = operations.get(v);
        int[] places = new int[op.sources().size()];
        for (int k = 0; k < places.length; k++) {
            places[k] = code.rows(loop.length());
        }
        for (int i = 0; i < loop.length(); i++) {
            int[] operands = operands(op, values, i);
            for (int k = 0; k < places.length; k++) {
                code.store(operands[k], LaneCode.SCRATCH, places[k] + i);
            }
        }
        int out = code.rows(loop.length());
        code.call(op.function(), places[0], places[places.length - 1], out, loop.length());
        for (int i = 0; i < loop.length(); i++) {
            values[v][i] = code.load(LaneCode.SCRATCH, out + i);
            if (op.out() != null) {
                across.storeElement(values[v][i], op.out(), i);
            }
        }
    }
}
