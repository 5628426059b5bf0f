package org.thalweg.internal.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.lanes.Instruction.Kind;
import org.thalweg.internal.lanes.Instruction.Place;

/// Emits the instructions of one generated method for one vector of lanes: values and conditions in local variables.
///
/// The method has the memory in local variable 0, the first lane of the vector in [#LANE], and in [#WHOLE] a 1 in runs that
/// leave nothing out, else 0; in a loop also the index in [#INDEX], and `lane + index·lanes` in [#WALK].
///
/// A fixed array is a constant, and [#begin] says in which range the lane is: so C2 sees that every row is inside, and leaves
/// out the checks, which were a quarter of all instructions.
final class LaneBody {
    static final int MEMORY = 0;
    static final int LANE = 1;
    static final int WHOLE = 2;
    static final int INDEX = 3;
    static final int WALK = 4;
    /// The first local variable that is free.
    static final int FREE = 5;

    private static final String PACKAGE = "jdk.incubator.vector.";
    private static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
    private static final ClassDesc DOUBLES = ClassDesc.of(PACKAGE + "DoubleVector");
    private static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    private static final ClassDesc COMPARISON = ClassDesc.of(PACKAGE + "VectorOperators$Comparison");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc D = ConstantDescs.CD_double;
    private static final ClassDesc I = ConstantDescs.CD_int;
    private static final ClassDesc ARRAY = D.arrayType();

    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(DOUBLES);
    private static final MethodTypeDesc BINARY = MethodTypeDesc.of(DOUBLES, VECTOR);
    private static final MethodTypeDesc TERNARY = MethodTypeDesc.of(DOUBLES, VECTOR, VECTOR);
    private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, VECTOR);
    private static final MethodTypeDesc BLEND = MethodTypeDesc.of(DOUBLES, VECTOR, MASK);
    private static final MethodTypeDesc BOTH = MethodTypeDesc.of(MASK, MASK);
    private static final MethodTypeDesc NOT = MethodTypeDesc.of(MASK);

    private final CodeBuilder code;
    private final LaneCode program;
    private final Map<Integer, Integer> arrays = new HashMap<>();
    private final Map<Integer, Integer> vectors = new HashMap<>();
    private final Map<Integer, Integer> masks = new HashMap<>();
    private final Map<Double, Integer> numbers = new HashMap<>();

    private int[] powers = new int[0];

    LaneBody(CodeBuilder code, LaneCode program) {
        this.code = code;
        this.program = program;
        while (code.allocateLocal(TypeKind.INT) < FREE - 1) {
            // takes the fixed local variables
        }
    }

    /// Pushes a fixed array as a constant: the class data holds those arrays in the order of their numbers.
    static void pushFixed(CodeBuilder code, LaneCode program, int array) {
        code.loadConstant(DynamicConstantDesc.ofNamed(
                ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, ARRAY,
                program.fixed().headMap(array).size()));
    }

    /// Tells C2 the range of the lane.
    void begin() {
        code.iload(LANE).loadConstant(program.lanes() - Kernels.width() + 1);
        code.invokestatic(OBJECTS, "checkIndex", MethodTypeDesc.of(I, I, I)).istore(LANE);
    }

    /// Brings an array into a local variable.
    void announce(int array) {
        if (!arrays.containsKey(array)) {
            int local = code.allocateLocal(TypeKind.REFERENCE);
            if (program.fixed().containsKey(array)) {
                pushFixed(code, program, array);
            } else {
                code.aload(MEMORY).loadConstant(array).aaload();
            }
            code.astore(local);
            arrays.put(array, local);
        }
    }

    /// Brings a number into all lanes of a local variable.
    void announce(double number) {
        if (!numbers.containsKey(number)) {
            species();
            code.loadConstant(number);
            broadcast();
            numbers.put(number, store());
        }
    }

    /// Brings the table of the exponential into local variables.
    void announceTable() {
        powers = LaneExp.table(code);
    }

    /// Brings a value of an earlier stage into a local variable.
    void fetch(int value, Place place) {
        loadRow(place, false);
        vectors.put(value, store());
    }

    /// Brings a number that all lanes share, and that does not move, into a local variable.
    void share(int value) {
        Place place = program.instruction(value).place();
        species();
        array(place.array());
        code.loadConstant(place.row()).daload();
        broadcast();
        vectors.put(value, store());
    }

    /// Begins a reduction.
    void accumulator(int value) {
        boolean largest = program.instruction(value).kind() == Kind.LARGEST;
        species();
        code.loadConstant(largest ? Double.NEGATIVE_INFINITY : 0.0);
        broadcast();
        vectors.put(value, store());
    }

    /// Keeps a value for later stages.
    void keep(int value) {
        load(value);
        address(new Place(LaneCode.SCRATCH, program.home(value), 0), false);
        intoArray();
    }

    /// One instruction.
    ///
    /// @param v its number
    /// @param looped whether rows move with the index
    void emit(int v, boolean looped) {
        Instruction op = program.instruction(v);
        switch (op.kind()) {
            case LOAD -> {
                loadRow(op.place(), looped);
                vectors.put(v, store());
            }
            case SHARED -> {
                if (!vectors.containsKey(v)) {
                    species();
                    sharedNumber(op.place());
                    broadcast();
                    vectors.put(v, store());
                }
            }
            case STORE -> {
                load(op.a());
                address(op.place(), looped);
                intoArray();
            }
            case FMA -> {
                load(op.a());
                load(op.b());
                load(op.c());
                code.invokevirtual(DOUBLES, "fma", TERNARY);
                vectors.put(v, store());
            }
            case AND, OR -> {
                code.aload(mask(op.a())).aload(mask(op.b()));
                code.invokevirtual(MASK, op.kind() == Kind.AND ? "and" : "or", BOTH);
                masks.put(v, store());
            }
            case NOT -> {
                code.aload(mask(op.a())).invokevirtual(MASK, "not", NOT);
                masks.put(v, store());
            }
            case SUM, DOT, LARGEST -> reduce(v, op);
            case MAP -> map(v, op);
            case CONSTANT, RESULT -> throw new AssertionError(op);
        }
    }

    /// Goes to a label where a condition holds in no lane, but not in runs that leave nothing out.
    void leaveWithout(int condition, Label label) {
        code.aload(mask(condition)).invokevirtual(MASK, "anyTrue", MethodTypeDesc.of(ConstantDescs.CD_boolean));
        code.iload(WHOLE).ior().ifeq(label);
    }

    private void reduce(int v, Instruction op) {
        int local = Objects.requireNonNull(vectors.get(v));
        if (op.kind() == Kind.DOT) {
            load(op.a());
            load(op.b());
            code.aload(local).invokevirtual(DOUBLES, "fma", TERNARY);
        } else {
            code.aload(local);
            load(op.a());
            code.invokevirtual(DOUBLES, op.kind() == Kind.SUM ? "add" : "max", BINARY);
        }
        code.astore(local);
    }

    private void map(int v, Instruction op) {
        switch (op.function()) {
            case ADD, SUB, MUL, DIV, MIN, MAX -> {
                load(op.a());
                load(op.b());
                code.invokevirtual(DOUBLES, op.function().name().toLowerCase(Locale.ROOT), BINARY);
            }
            case SQUARE -> {
                load(op.a());
                load(op.a());
                code.invokevirtual(DOUBLES, "mul", BINARY);
            }
            case NEGATE -> unary(op, "neg");
            case ABS -> unary(op, "abs");
            case SQRT -> unary(op, "sqrt");
            case RECIPROCAL -> {
                code.aload(number(1));
                load(op.a());
                code.invokevirtual(DOUBLES, "div", BINARY);
            }
            case SIGN -> sign(op);
            case LESS, LESS_OR_EQUAL, EQUAL -> {
                compare(op.a(), operator(op.function()), op.b());
                masks.put(v, store());
                return;
            }
            case SELECT -> {
                int mask = mask(op.a());
                load(op.c());
                load(op.b());
                code.aload(mask).invokevirtual(DOUBLES, "blend", BLEND);
            }
            case EXP -> exp(v, op);
            default -> throw new AssertionError(op);
        }
        vectors.put(v, store());
    }

    /// By way of the value's own row, where the kernel for blocks corrects what is out of range.
    private void exp(int v, Instruction op) {
        load(op.a());
        int x = store();
        Place row = new Place(LaneCode.SCRATCH, program.home(v), 0);
        LaneExp.write(code, x, this::number, powers);
        address(row, false);
        intoArray();
        LaneExp.pushWithinRange(code, x, this::number);
        Label done = code.newLabel();
        code.ifne(done).aload(x);
        address(row, false);
        intoArray();
        address(row, false);
        address(row, false);
        LaneExp.callEach(code);
        code.labelBinding(done);
        loadRow(row, false);
    }

    private void unary(Instruction op, String name) {
        load(op.a());
        code.invokevirtual(DOUBLES, name, UNARY);
    }

    /// Zeros and NaN are their own sign.
    private void sign(Instruction op) {
        load(op.a());
        for (String comparison : List.of("GT", "LT")) {
            code.aload(number(comparison.equals("GT") ? 1 : -1));
            load(op.a());
            code.getstatic(OPERATORS, comparison, COMPARISON).aload(number(0));
            code.invokevirtual(DOUBLES, "compare", COMPARE).invokevirtual(DOUBLES, "blend", BLEND);
        }
    }

    /// The numbers that an instruction needs beside its operands.
    static List<Double> needs(Instruction op) {
        if (op.isCondition()) {
            return List.of(0.0, 1.0);
        }
        return switch (op.function()) {
            case RECIPROCAL -> List.of(1.0);
            case SIGN -> List.of(0.0, 1.0, -1.0);
            case SELECT -> List.of(0.0);
            case EXP -> LaneExp.NUMBERS;
            default -> List.of();
        };
    }

    private static String operator(Elementwise f) {
        return f == Elementwise.LESS ? "LT" : f == Elementwise.EQUAL ? "EQ" : "LE";
    }

    private void compare(int a, String operator, int b) {
        load(a);
        code.getstatic(OPERATORS, operator, COMPARISON);
        load(b);
        code.invokevirtual(DOUBLES, "compare", COMPARE);
    }

    /// The local variable of a condition.
    private int mask(int v) {
        Integer known = masks.get(v);
        if (known == null) {
            load(v);
            code.getstatic(OPERATORS, "NE", COMPARISON).aload(number(0));
            code.invokevirtual(DOUBLES, "compare", COMPARE);
            known = store();
            masks.put(v, known);
        }
        return known;
    }

    /// Pushes a value; a condition as 1 or 0.
    private void load(int v) {
        Integer local = vectors.get(v);
        if (local == null) {
            Instruction op = program.instruction(v);
            if (op.kind() == Kind.CONSTANT) {
                local = number(op.constant());
            } else {
                Integer mask = Objects.requireNonNull(masks.get(v), () -> "value " + v + " is nowhere: " + op);
                code.aload(number(0)).aload(number(1)).aload(mask).invokevirtual(DOUBLES, "blend", BLEND);
                local = store();
            }
            vectors.put(v, local);
        }
        code.aload(local);
    }

    private int number(double number) {
        return Objects.requireNonNull(numbers.get(number), () -> "number " + number + " was not announced");
    }

    private void loadRow(Place place, boolean looped) {
        species();
        address(place, looped);
        code.invokestatic(DOUBLES, "fromArray", MethodTypeDesc.of(DOUBLES, SPECIES, ARRAY, I));
    }

    /// Pushes an array, and where a row begins in it for this vector.
    private void address(Place place, boolean looped) {
        array(place.array());
        int lanes = program.lanes();
        if (!looped || place.step() == 0) {
            code.iload(LANE);
        } else if (place.step() == 1) {
            code.iload(WALK);
        } else {
            code.iload(INDEX).loadConstant(place.step() * lanes).imul().iload(LANE).iadd();
        }
        if (place.row() != 0) {
            code.loadConstant(place.row() * lanes).iadd();
        }
    }

    private void sharedNumber(Place place) {
        array(place.array());
        code.iload(INDEX);
        if (place.step() != 1) {
            code.loadConstant(place.step()).imul();
        }
        if (place.row() != 0) {
            code.loadConstant(place.row()).iadd();
        }
        code.daload();
    }

    private void array(int array) {
        code.aload(Objects.requireNonNull(arrays.get(array), () -> "array " + array + " was not announced"));
    }

    private void species() {
        code.getstatic(DOUBLES, "SPECIES_PREFERRED", SPECIES);
    }

    private void broadcast() {
        code.invokestatic(DOUBLES, "broadcast", MethodTypeDesc.of(DOUBLES, SPECIES, D));
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
