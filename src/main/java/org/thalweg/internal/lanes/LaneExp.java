package org.thalweg.internal.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.thalweg.internal.kernel.Elementary;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.ExpConstants;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.lanes.Instruction.Kind;

/// Emits eˣ within a loop: the operations of the kernel for blocks, in the same order, so that the arguments and the values of
/// a whole loop need not go through memory.
///
/// Where a lane is out of the range of the straight path, the whole vector is computed number by number.
final class LaneExp {
    /// The numbers that it needs in vectors.
    static final List<Double> NUMBERS = numbers();

    /// The powers of `2^(1/8)` in bits, as generated code finds them.
    static final long[] TABLE = ExpConstants.eighths();

    private static final int POWERS = TABLE.length;

    private static final String PACKAGE = "jdk.incubator.vector.";
    private static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
    private static final ClassDesc DOUBLES = ClassDesc.of(PACKAGE + "DoubleVector");
    private static final ClassDesc LONGS = ClassDesc.of(PACKAGE + "LongVector");
    private static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    private static final ClassDesc COMPARISON = ClassDesc.of(PACKAGE + "VectorOperators$Comparison");
    private static final ClassDesc BINARY = ClassDesc.of(PACKAGE + "VectorOperators$Binary");
    private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    private static final ClassDesc TABLE_TYPE = ConstantDescs.CD_long.arrayType();
    private static final ClassDesc ARRAY = ConstantDescs.CD_double.arrayType();

    private LaneExp() {}

    private static List<Double> numbers() {
        List<Double> numbers = new ArrayList<>(List.of(
                ExpConstants.LIMIT, ExpConstants.EIGHTHS, ExpConstants.ROUND, -ExpConstants.LN2_8_HI,
                -ExpConstants.LN2_8_LO, ExpConstants.SHIFT));
        numbers.addAll(ExpConstants.POLYNOMIAL);
        return List.copyOf(numbers);
    }

    static boolean is(Instruction op) {
        return op.kind() == Kind.MAP && op.function() == Elementwise.EXP;
    }

    /// Brings the powers of `2^(1/8)` into local variables, as many as hold them; none where two lanes look theirs up.
    static int[] table(CodeBuilder code) {
        int[] vectors = new int[Kernels.width() < 4 ? 0 : POWERS / Kernels.width()];
        for (int i = 0; i < vectors.length; i++) {
            species(code);
            array(code);
            code.loadConstant(i * Kernels.width());
            code.invokestatic(
                    LONGS, "fromArray", MethodTypeDesc.of(LONGS, SPECIES, TABLE_TYPE, ConstantDescs.CD_int));
            vectors[i] = store(code);
        }
        return vectors;
    }

    /// Pushes eˣ, as it is within the range.
    ///
    /// @param x the local variable of the argument
    /// @param number the local variable of a number
    /// @param table the local variables of the table
    static void write(CodeBuilder code, int x, ToIntFunction<Double> number, int[] table) {
        code.aload(x);
        int m = fma(code, number.applyAsInt(ExpConstants.EIGHTHS), number.applyAsInt(ExpConstants.ROUND));
        code.aload(m);
        int k = binary(code, "sub", number.applyAsInt(ExpConstants.ROUND));
        code.aload(k);
        int e = fma(code, number.applyAsInt(-ExpConstants.LN2_8_HI), x);
        code.aload(k);
        int w = fma(code, number.applyAsInt(-ExpConstants.LN2_8_LO), number.applyAsInt(ExpConstants.SHIFT));
        code.aload(e);
        int r = binary(code, "add", w);
        code.aload(r);
        int z = binary(code, "mul", r);
        int high = linear(code, r, 4, number);
        int middle = linear(code, r, 2, number);
        int low = linear(code, r, 0, number);
        code.aload(z);
        int upper = fma(code, high, middle);
        code.aload(z);
        int quotient = fma(code, upper, low);
        code.aload(z);
        int t = fma(code, quotient, w);
        code.aload(e);
        int rest = binary(code, "add", t);
        code.aload(m).invokevirtual(DOUBLES, "reinterpretAsLongs", MethodTypeDesc.of(LONGS));
        int bits = store(code);
        select(code, bits, table);
        code.aload(bits);
        code.getstatic(OPERATORS, "LSHL", BINARY).loadConstant(49L);
        code.invokevirtual(LONGS, "lanewise", MethodTypeDesc.of(LONGS, BINARY, ConstantDescs.CD_long));
        code.invokevirtual(LONGS, "add", MethodTypeDesc.of(LONGS, VECTOR));
        code.invokevirtual(LONGS, "reinterpretAsDoubles", MethodTypeDesc.of(DOUBLES));
        int scale = store(code);
        code.aload(rest);
        code.aload(fma(code, scale, scale));
    }

    /// Two terms of the polynomial.
    private static int linear(CodeBuilder code, int r, int i, ToIntFunction<Double> number) {
        code.aload(r);
        return fma(
                code, number.applyAsInt(ExpConstants.POLYNOMIAL.get(i + 1)),
                number.applyAsInt(ExpConstants.POLYNOMIAL.get(i)));
    }

    /// Pushes the powers of the table that the lowest bits name.
    private static void select(CodeBuilder code, int bits, int[] table) {
        if (table.length == 0) {
            species(code);
            look(code, bits, 0);
            code.invokestatic(LONGS, "broadcast", MethodTypeDesc.of(LONGS, SPECIES, ConstantDescs.CD_long));
            code.loadConstant(1);
            look(code, bits, 1);
            code.invokevirtual(
                    LONGS, "withLane", MethodTypeDesc.of(LONGS, ConstantDescs.CD_int, ConstantDescs.CD_long));
            return;
        }
        code.aload(bits);
        for (int vector : table) {
            code.aload(vector);
        }
        ClassDesc[] vectors = new ClassDesc[table.length];
        Arrays.fill(vectors, VECTOR);
        code.invokevirtual(LONGS, "selectFrom", MethodTypeDesc.of(LONGS, vectors));
    }

    private static void look(CodeBuilder code, int bits, int lane) {
        array(code);
        code.aload(bits).loadConstant(lane);
        code.invokevirtual(LONGS, "lane", MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_int));
        code.l2i().loadConstant(POWERS - 1).iand().laload();
    }

    private static void array(CodeBuilder code) {
        code.getstatic(ClassDesc.of(LaneExp.class.getName()), "TABLE", TABLE_TYPE);
    }

    private static void species(CodeBuilder code) {
        code.getstatic(LONGS, "SPECIES_PREFERRED", SPECIES);
    }

    /// Pushes whether all lanes are within the range.
    static void pushWithinRange(CodeBuilder code, int x, ToIntFunction<Double> number) {
        code.aload(x).invokevirtual(DOUBLES, "abs", MethodTypeDesc.of(DOUBLES));
        code.getstatic(OPERATORS, "LT", COMPARISON).aload(number.applyAsInt(ExpConstants.LIMIT));
        code.invokevirtual(DOUBLES, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
        code.invokevirtual(MASK, "allTrue", MethodTypeDesc.of(ConstantDescs.CD_boolean));
    }

    /// After the arguments and their place, and the values and theirs.
    static void callEach(CodeBuilder code) {
        code.invokestatic(
                ClassDesc.of(LaneExp.class.getName()), "each",
                MethodTypeDesc.of(ConstantDescs.CD_void, ARRAY, ConstantDescs.CD_int, ARRAY, ConstantDescs.CD_int));
    }

    /// A vector of values one by one: this is so rare that code for vectors would stay cold, and make garbage, for long.
    static void each(double[] a, int ao, double[] out, int oo) {
        for (int i = 0; i < Kernels.width(); i++) {
            out[oo + i] = Elementary.exp(a[ao + i]);
        }
    }

    private static int fma(CodeBuilder code, int b, int c) {
        code.aload(b).aload(c).invokevirtual(DOUBLES, "fma", MethodTypeDesc.of(DOUBLES, VECTOR, VECTOR));
        return store(code);
    }

    private static int binary(CodeBuilder code, String name, int b) {
        code.aload(b).invokevirtual(DOUBLES, name, MethodTypeDesc.of(DOUBLES, VECTOR));
        return store(code);
    }

    private static int store(CodeBuilder code) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }
}
