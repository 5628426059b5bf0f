package org.thalweg.internal.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
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

    private static final String PACKAGE = "jdk.incubator.vector.";
    private static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
    private static final ClassDesc DOUBLES = ClassDesc.of(PACKAGE + "DoubleVector");
    private static final ClassDesc LONGS = ClassDesc.of(PACKAGE + "LongVector");
    private static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    private static final ClassDesc COMPARISON = ClassDesc.of(PACKAGE + "VectorOperators$Comparison");
    private static final ClassDesc BINARY = ClassDesc.of(PACKAGE + "VectorOperators$Binary");
    private static final ClassDesc ARRAY = ConstantDescs.CD_double.arrayType();

    private LaneExp() {}

    private static List<Double> numbers() {
        List<Double> numbers = new ArrayList<>(List.of(
                ExpConstants.LIMIT, ExpConstants.LOG2E, ExpConstants.ROUND, -ExpConstants.LN2_HI, -ExpConstants.LN2_LO,
                1.0));
        for (int i = 0; i <= ExpConstants.DEGREE; i++) {
            numbers.add(ExpConstants.coefficient(i));
        }
        return List.copyOf(numbers);
    }

    static boolean is(Instruction op) {
        return op.kind() == Kind.MAP && op.function() == Elementwise.EXP;
    }

    /// Pushes eˣ, as it is within the range.
    ///
    /// @param x the local variable of the argument
    /// @param number the local variable of a number
    static void write(CodeBuilder code, int x, ToIntFunction<Double> number) {
        code.aload(x);
        int m = fma(code, number.applyAsInt(ExpConstants.LOG2E), number.applyAsInt(ExpConstants.ROUND));
        code.aload(m);
        int k = binary(code, "sub", number.applyAsInt(ExpConstants.ROUND));
        code.aload(k);
        int e = fma(code, number.applyAsInt(-ExpConstants.LN2_HI), x);
        code.aload(k);
        int w = binary(code, "mul", number.applyAsInt(-ExpConstants.LN2_LO));
        code.aload(e);
        int r = binary(code, "add", w);
        code.aload(r);
        int z = binary(code, "mul", r);
        int even = polynomial(code, z, ExpConstants.DEGREE - 1, number);
        int odd = polynomial(code, z, ExpConstants.DEGREE, number);
        code.aload(odd);
        int quotient = fma(code, r, even);
        code.aload(z);
        int t = fma(code, quotient, w);
        code.aload(e);
        int rest = binary(code, "add", t);
        code.aload(rest);
        int mantissa = binary(code, "add", number.applyAsInt(1.0));
        longs(code, mantissa);
        longs(code, m);
        code.getstatic(OPERATORS, "LSHL", BINARY).loadConstant(52L);
        code.invokevirtual(LONGS, "lanewise", MethodTypeDesc.of(LONGS, BINARY, ConstantDescs.CD_long));
        code.invokevirtual(LONGS, "add", MethodTypeDesc.of(LONGS, VECTOR));
        code.invokevirtual(LONGS, "reinterpretAsDoubles", MethodTypeDesc.of(DOUBLES));
    }

    /// Every second term down from a power, as a polynomial in z.
    private static int polynomial(CodeBuilder code, int z, int from, ToIntFunction<Double> number) {
        code.aload(z);
        int p = fma(
                code, number.applyAsInt(ExpConstants.coefficient(from)),
                number.applyAsInt(ExpConstants.coefficient(from - 2)));
        for (int i = from - 4; i >= 0; i -= 2) {
            code.aload(p);
            p = fma(code, z, number.applyAsInt(ExpConstants.coefficient(i)));
        }
        return p;
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

    private static void longs(CodeBuilder code, int local) {
        code.aload(local).invokevirtual(DOUBLES, "reinterpretAsLongs", MethodTypeDesc.of(LONGS));
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
