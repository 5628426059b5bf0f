package org.thalweg.internal.run;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// Emits a segment for one vector of indices, `i + ahead … i + ahead + W − 1`: every value in a local variable.
final class VectorBody {
    /// Doubles per vector from which one instruction selects from two vectors.
    private static final int TWO_SOURCES = 8;

    private static final String PACKAGE = "jdk.incubator.vector.";
    private static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
    private static final ClassDesc DOUBLES = ClassDesc.of(PACKAGE + "DoubleVector");
    private static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    private static final ClassDesc SHUFFLE = ClassDesc.of(PACKAGE + "VectorShuffle");
    private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    private static final ClassDesc COMPARISON = ClassDesc.of(PACKAGE + "VectorOperators$Comparison");
    private static final ClassDesc SHUFFLES = ClassDesc.of("org.thalweg.internal.run.Shuffles");
    private static final ClassDesc ARRAY = ConstantDescs.CD_double.arrayType();
    private static final ClassDesc D = ConstantDescs.CD_double;
    private static final ClassDesc I = ConstantDescs.CD_int;

    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(DOUBLES);
    private static final MethodTypeDesc BINARY = MethodTypeDesc.of(DOUBLES, VECTOR);
    private static final MethodTypeDesc TERNARY = MethodTypeDesc.of(DOUBLES, VECTOR, VECTOR);
    private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, VECTOR);
    private static final MethodTypeDesc BLEND = MethodTypeDesc.of(DOUBLES, VECTOR, MASK);
    private static final MethodTypeDesc REARRANGE = MethodTypeDesc.of(DOUBLES, SHUFFLE, VECTOR);

    private final CodeBuilder code;
    private final Frame frame;
    private final LoopGraph graph;
    private final Map<Integer, Segments.Home> homes;
    private final LoopPass pass;
    private final int width;
    private final Map<Integer, Integer> splats = new HashMap<>();
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<Integer, Integer> locals = new HashMap<>();
    private final Map<Integer, Integer> masks = new HashMap<>();
    private final Map<LoopGraph.Load, Integer> rows = new HashMap<>();
    private Set<Integer> own = Set.of();
    private int ahead;

    /// @param code where the code goes
    /// @param frame the method around it
    /// @param pass the pass of which it is a part
    VectorBody(CodeBuilder code, Frame frame, LoopPass pass) {
        this.code = code;
        this.frame = frame;
        this.graph = pass.graph();
        this.homes = pass.segments().homes();
        this.pass = pass;
        this.width = pass.width();
    }

    /// Whether vectors have the function, with the bits of the scalar one.
    static boolean hasInstruction(Elementwise f) {
        return switch (f) {
            case NEGATE, ABS, SIGN, SQUARE, SQRT, RECIPROCAL, ADD, SUB, MUL, DIV, MIN, MAX, LESS, LESS_OR_EQUAL, EQUAL,
                    SELECT -> true;
            default -> false;
        };
    }

    /// Before a loop: scalars become vectors.
    void splat(int v) {
        if (graph.value(v) instanceof LoopGraph.Splat || graph.value(v) instanceof LoopGraph.Constant) {
            species();
            switch (graph.value(v)) {
                case LoopGraph.Constant(double value) -> code.loadConstant(value);
                case LoopGraph.Splat(Address a) -> frame.scalar(a);
                default -> throw new AssertionError(v);
            }
            code.invokestatic(DOUBLES, "broadcast", MethodTypeDesc.of(DOUBLES, SPECIES, D));
            splats.put(v, store());
        }
    }

    /// Loads the lanes of a reduction from offset `lanes + ahead`, and returns their local variable.
    int accumulator(int lanes, int offset) {
        species();
        frame.array(Address.ARENA);
        code.loadConstant(lanes + offset);
        fromArray();
        return store();
    }

    /// Stores an accumulator.
    void putBack(int local, int lanes, int offset) {
        code.aload(local);
        frame.array(Address.ARENA);
        code.loadConstant(lanes + offset);
        intoArray();
    }

    /// One vector of indices.
    ///
    /// @param segment what is computed
    /// @param from how far ahead of the index
    /// @param accumulators for each reduction in order the local variable of its accumulator; empty if the lanes are in
    ///     memory
    void emit(Segments.Segment segment, int from, List<Integer> accumulators) {
        ahead = from;
        own = Set.copyOf(segment.values());
        locals.clear();
        masks.clear();
        rows.clear();
        for (int v : segment.values()) {
            compute(v);
            Segments.Home home = homes.get(v);
            if (home != null && home.isBlock()) {
                load(v);
                frame.array(Address.ARENA);
                frame.inBlock(pass.block(home), ahead);
                intoArray();
            }
        }
        int reduction = 0;
        for (Root root : segment.roots()) {
            switch (root) {
                case Root.Store(int value, Address out, _) -> put(value, out);
                case Root.Pairs pairs -> put(pairs);
                case Root.Reduce reduce ->
                    reduce(reduce, accumulators.isEmpty() ? -1 : accumulators.get(reduction++));
            }
        }
    }

    private void put(int value, Address out) {
        load(value);
        frame.array(out.array());
        frame.index(out.offset(), 1, ahead);
        intoArray();
    }

    private void put(Root.Pairs pairs) {
        for (int half = 0; half < 2; half++) {
            int even = local(pairs.even());
            int odd = local(pairs.odd());
            shuffle(half == 0 ? "LOW" : "HIGH", even, odd);
            frame.array(pairs.out().array());
            frame.index(pairs.out().offset() + half * width, 2, ahead);
            intoArray();
        }
    }

    /// The accumulator is never the receiver: of a variable that a loop carries the compiler does not know the species.
    private void reduce(Root.Reduce reduce, int accumulator) {
        boolean product = reduce.kind() == Step.Kind.DOT;
        load(reduce.a());
        if (product) {
            load(reduce.b());
        }
        if (accumulator >= 0) {
            code.aload(accumulator);
        } else {
            species();
            frame.array(Address.ARENA);
            frame.lane(reduce.lanes(), ahead);
            fromArray();
        }
        if (product) {
            code.invokevirtual(DOUBLES, "fma", TERNARY);
        } else {
            code.invokevirtual(DOUBLES, reduce.kind() == Step.Kind.MAX ? "max" : "add", BINARY);
        }
        if (accumulator >= 0) {
            code.astore(accumulator);
        } else {
            frame.array(Address.ARENA);
            frame.lane(reduce.lanes(), ahead);
            intoArray();
        }
    }

    private void compute(int v) {
        LoopGraph.Apply op = (LoopGraph.Apply) graph.value(v);
        switch (op.function()) {
            case ADD, SUB, DIV, MIN, MAX -> binary(op.function(), op.a(), op.b());
            case MUL -> {
                if (isTwo(op.a()) || isTwo(op.b())) {
                    int doubled = isTwo(op.a()) ? op.b() : op.a();
                    binary(Elementwise.ADD, doubled, doubled);
                } else {
                    binary(Elementwise.MUL, op.a(), op.b());
                }
            }
            case SQUARE -> binary(Elementwise.MUL, op.a(), op.a());
            case NEGATE -> unary(op, "neg");
            case ABS -> unary(op, "abs");
            case SQRT -> unary(op, "sqrt");
            case RECIPROCAL -> {
                broadcast(1);
                load(op.a());
                code.invokevirtual(DOUBLES, "div", BINARY);
            }
            case SIGN -> sign(op);
            case LESS, LESS_OR_EQUAL, EQUAL -> {
                int mask = mask(v);
                broadcast(0);
                broadcast(1);
                code.aload(mask).invokevirtual(DOUBLES, "blend", BLEND);
            }
            case SELECT -> {
                int mask = mask(op.a());
                load(op.c());
                load(op.b());
                code.aload(mask).invokevirtual(DOUBLES, "blend", BLEND);
            }
            default -> throw new AssertionError(op);
        }
        locals.put(v, store());
    }

    private void binary(Elementwise f, int a, int b) {
        load(a);
        load(b);
        code.invokevirtual(DOUBLES, f.name().toLowerCase(Locale.ROOT), BINARY);
    }

    /// Twice a value is its sum with itself, and there are more products than sums to be computed.
    private boolean isTwo(int v) {
        return graph.value(v) instanceof LoopGraph.Constant(double c) && c == 2;
    }

    private void unary(LoopGraph.Apply op, String name) {
        load(op.a());
        code.invokevirtual(DOUBLES, name, UNARY);
    }

    /// Zeros and NaN are their own sign.
    private void sign(LoopGraph.Apply op) {
        load(op.a());
        for (String comparison : List.of("GT", "LT")) {
            broadcast(comparison.equals("GT") ? 1 : -1);
            load(op.a());
            code.getstatic(OPERATORS, comparison, COMPARISON);
            broadcast(0);
            code.invokevirtual(DOUBLES, "compare", COMPARE).invokevirtual(DOUBLES, "blend", BLEND);
        }
    }

    /// Where a value is not zero, in a local variable; a comparison of this segment gives its mask directly.
    private int mask(int v) {
        Integer known = masks.get(v);
        if (known != null) {
            return known;
        }
        if (own.contains(v) && graph.value(v) instanceof LoopGraph.Apply op && isComparison(op.function())) {
            load(op.a());
            code.getstatic(OPERATORS, operator(op.function()), COMPARISON);
            load(op.b());
        } else {
            load(v);
            code.getstatic(OPERATORS, "NE", COMPARISON);
            broadcast(0);
        }
        code.invokevirtual(DOUBLES, "compare", COMPARE);
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        masks.put(v, local);
        return local;
    }

    private static boolean isComparison(Elementwise f) {
        return f == Elementwise.LESS || f == Elementwise.LESS_OR_EQUAL || f == Elementwise.EQUAL;
    }

    private static String operator(Elementwise f) {
        return f == Elementwise.LESS ? "LT" : f == Elementwise.EQUAL ? "EQ" : "LE";
    }

    /// Pushes a value.
    private void load(int v) {
        code.aload(local(v));
    }

    private int local(int v) {
        Integer local = splats.getOrDefault(v, locals.get(v));
        if (local == null) {
            local = fetch(v);
            locals.put(v, local);
        }
        return local;
    }

    /// Pushes a selection of the elements of two vectors: one instruction where there are 512 bits, three otherwise.
    private void shuffle(String name, int first, int second) {
        Integer index = indices.get(name);
        if (index != null) {
            code.aload(index).aload(first).aload(second).invokevirtual(DOUBLES, "selectFrom", TERNARY);
        } else {
            code.aload(first).getstatic(SHUFFLES, name, SHUFFLE).aload(second);
            code.invokevirtual(DOUBLES, "rearrange", REARRANGE);
        }
    }

    /// Before a loop: the indices of selections.
    void indices(Segments.Segment segment) {
        if (width < TWO_SOURCES) {
            return;
        }
        if (segment.roots().stream().anyMatch(Root.Pairs.class::isInstance)) {
            index("LOW");
            index("HIGH");
        }
        if (graph.needed(pass.loop().roots()).stream()
                .anyMatch(v -> graph.value(v) instanceof LoopGraph.Load load && load.step() == 2)) {
            index("EVEN");
            index("ODD");
        }
    }

    private void index(String name) {
        species();
        code.getstatic(SHUFFLES, name + "_INDEX", ARRAY).loadConstant(0);
        fromArray();
        indices.put(name, store());
    }

    private int fetch(int v) {
        Segments.Home home = graph.isLeaf(v) && !graph.isCall(v) ? null : homes.get(v);
        if (home != null && home.isBlock()) {
            species();
            frame.array(Address.ARENA);
            frame.inBlock(pass.block(home), ahead);
            fromArray();
            return store();
        }
        if (home != null) {
            return row(new LoopGraph.Load(home.memory().array(), home.memory().offset(), 1), 0);
        }
        if (graph.value(v) instanceof LoopGraph.Load load) {
            return load.step() == 1 ? row(load, 0) : everySecond(load);
        }
        throw new AssertionError("value " + v + " is nowhere: " + graph.value(v));
    }

    private int everySecond(LoopGraph.Load load) {
        boolean odd = load.offset() % 2 != 0;
        LoopGraph.Load pair = new LoopGraph.Load(load.array(), odd ? load.offset() - 1 : load.offset(), 2);
        int low = row(pair, 0);
        int high = row(pair, width);
        shuffle(odd ? "ODD" : "EVEN", low, high);
        return store();
    }

    /// A vector of adjacent elements in a local variable, loaded once.
    private int row(LoopGraph.Load load, int further) {
        LoopGraph.Load key = new LoopGraph.Load(load.array(), load.offset() + further, load.step());
        Integer known = rows.get(key);
        if (known != null) {
            return known;
        }
        species();
        frame.array(load.array());
        frame.index(load.offset() + further, load.step(), ahead);
        fromArray();
        int local = store();
        rows.put(key, local);
        return local;
    }

    private void broadcast(double value) {
        species();
        code.loadConstant(value).invokestatic(DOUBLES, "broadcast", MethodTypeDesc.of(DOUBLES, SPECIES, D));
    }

    private void species() {
        code.getstatic(DOUBLES, "SPECIES_PREFERRED", SPECIES);
    }

    private void fromArray() {
        code.invokestatic(DOUBLES, "fromArray", MethodTypeDesc.of(DOUBLES, SPECIES, ARRAY, I));
    }

    private void intoArray() {
        code.invokevirtual(DOUBLES, "intoArray", MethodTypeDesc.of(ConstantDescs.CD_void, ARRAY, I));
    }

    private int store() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }
}
