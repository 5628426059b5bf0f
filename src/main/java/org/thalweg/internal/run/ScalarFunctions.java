package org.thalweg.internal.run;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;
import org.thalweg.internal.kernel.Elementary;
import org.thalweg.internal.kernel.Elementwise;

/// Emits an elementwise function of scalars that are on the operand stack.
final class ScalarFunctions {
    private static final ClassDesc ELEMENTARY = ClassDesc.of(Elementary.class.getName());
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc D = ConstantDescs.CD_double;

    private ScalarFunctions() {}

    static void emit(CodeBuilder code, Elementwise f) {
        switch (f) {
            case ADD -> code.dadd();
            case SUB -> code.dsub();
            case MUL -> code.dmul();
            case DIV -> code.ddiv();
            case NEGATE -> code.dneg();
            case SQUARE -> code.dup2().dmul();
            case ABS -> call(code, MATH, "abs", 1);
            case SIGN -> call(code, MATH, "signum", 1);
            case SQRT -> call(code, MATH, "sqrt", 1);
            case MIN -> call(code, MATH, "min", 2);
            case MAX -> call(code, MATH, "max", 2);
            case LESS_OR_EQUAL -> call(code, ELEMENTARY, "lessOrEqual", 2);
            case NORMAL_CDF -> call(code, ELEMENTARY, "normalCdf", 1);
            default -> call(code, ELEMENTARY, f.name().toLowerCase(Locale.ROOT), f.arity());
        }
    }

    /// `fma(a, b, c)` of three scalars on the stack.
    static void fma(CodeBuilder code) {
        call(code, MATH, "fma", 3);
    }

    private static void call(CodeBuilder code, ClassDesc owner, String name, int arity) {
        MethodTypeDesc type = switch (arity) {
            case 1 -> MethodTypeDesc.of(D, D);
            case 2 -> MethodTypeDesc.of(D, D, D);
            default -> MethodTypeDesc.of(D, D, D, D);
        };
        code.invokestatic(owner, name, type);
    }
}
