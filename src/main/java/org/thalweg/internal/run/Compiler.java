package org.thalweg.internal.run;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Plan;
import org.thalweg.internal.plan.Step;

/// Makes a hidden class of a plan: scalar work becomes straight-line code, loops become passes over vectors (see
/// [LoopWriter]), and the rest is left to the [Interpreter], step by step.
///
/// A formula of scalars alone, such as Rosenbrock's function of two variables, becomes one method without a single load
/// or store beside x and the gradient. Longer work is cut into methods of at most [#LONGEST] bytes, since HotSpot never
/// compiles a method over 8000; values that cross a cut, or that the interpreter reads, go through the arena.
///
/// The bits are the interpreter's: each operation rounds on its own, functions come through the same door.
///
/// **Allocation**: a class per plan, unloaded with its program. **Threads**: programs keep no state.
public final class Compiler {
    /// Bytes of bytecode that a method may have.
    static final int LONGEST = 6000;

    /// Parts that one method calls in turn, at most 20 bytes each.
    private static final int CALLS = 200;

    private static final int FLAGS = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
    private static final ClassDesc OWN = ClassDesc.of("org.thalweg.internal.run.Compiled");
    private static final ClassDesc ARRAY = ConstantDescs.CD_double.arrayType();
    private static final ClassDesc MEMORY = ARRAY.arrayType();
    private static final ClassDesc STEP = ClassDesc.of(Step.class.getName());
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(ConstantDescs.CD_double, ARRAY, ARRAY, ARRAY, MEMORY);
    private static final MethodTypeDesc PART =
            MethodTypeDesc.of(ConstantDescs.CD_void, ARRAY, ARRAY, ARRAY, MEMORY);
    private static final MethodTypeDesc INTERPRET =
            MethodTypeDesc.of(ConstantDescs.CD_void, STEP, MEMORY, ConstantDescs.CD_int);

    private final Outline outline;
    private final int arrays;
    private final ClassData data = new ClassData();

    private Compiler(Outline outline, int arrays) {
        this.outline = outline;
        this.arrays = arrays;
    }

    /// Compiles a plan, where there is anything to compile.
    ///
    /// @param plan the plan
    /// @param arrays the number of arrays before the exchange arrays of users' operations
    /// @return the program
    public static Program compile(Plan plan, int arrays) {
        Outline outline = Outline.of(plan);
        if (outline.isEmpty()) {
            return new Interpreted(plan, arrays);
        }
        Compiler compiler = new Compiler(outline, arrays);
        return compiler.define(compiler.write());
    }

    /// The class of an outline, as bytes.
    static byte[] write(Outline outline, int arrays) {
        return new Compiler(outline, arrays).write();
    }

    private byte[] write() {
        boolean alone = outline.isStraight();
        byte[] bytes = ClassFile.of().build(OWN, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(ClassDesc.of(Program.class.getName()))
                    .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_())
                    .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> run(code, outline.parts(), alone))
                    .withMethodBody("arena", MethodTypeDesc.of(ConstantDescs.CD_int), ClassFile.ACC_PUBLIC,
                            code -> code.loadConstant(outline.arena()).ireturn());
            if (!alone) {
                pieces(type, outline.parts());
            }
        });
        Sizes.check(bytes, LONGEST);
        return bytes;
    }

    private void pieces(ClassBuilder type, List<Part> parts) {
        for (int k = 0; k < parts.size(); k++) {
            if (k % CALLS == 0) {
                int from = k;
                type.withMethodBody("calls" + from, PART, FLAGS, code -> calls(code, parts, from));
            }
            switch (parts.get(k)) {
                case Part.Straight straight -> type.withMethodBody("part" + k, PART, FLAGS, code -> {
                    new StraightCode(code, outline.constants(), 0, true).emit(straight);
                    code.return_();
                });
                case Part.Fused fused -> passes(type, fused, "part" + k);
                case Part.Left _ -> {}
            }
        }
    }

    /// The passes of a level: lanes cleared before them, scalars made of lanes after them.
    private void passes(ClassBuilder type, Part.Fused fused, String name) {
        Lanes lanes = new Lanes(fused.reductions());
        List<String> calls = new ArrayList<>(lanes.before(type, PART, name));
        fused.passes().forEach(pass -> write(type, pass, name, calls));
        calls.addAll(lanes.after(type, PART, name));
        fused.after().forEach(pass -> write(type, pass, name, calls));
        type.withMethodBody(name, PART, FLAGS, code -> {
            for (String method : calls) {
                code.aload(0).aload(1).aload(2).aload(3).invokestatic(OWN, method, PART);
            }
            code.return_();
        });
    }

    private void write(ClassBuilder type, LoopPass pass, String name, List<String> calls) {
        String own = name + "pass" + calls.size();
        new LoopWriter(type, OWN, data, pass, own).write(PART);
        calls.add(own);
    }

    /// Defines the class; where that is not allowed, as in a native image, the interpreter takes over, and says so.
    private Program define(byte[] bytes) {
        try {
            MethodHandles.Lookup hidden =
                    MethodHandles.lookup().defineHiddenClassWithClassData(bytes, data.objects(), true);
            MethodType noArguments = MethodType.methodType(void.class);
            return (Program) hidden.findConstructor(hidden.lookupClass(), noArguments).invoke();
        } catch (Throwable refused) {
            System.getLogger("org.thalweg.formula")
                    .log(System.Logger.Level.WARNING,
                            "Formulas are interpreted, with the same results: this virtual machine does not define hidden"
                                    + " classes. Set -Dorg.thalweg.formulas=interpreted to say that this is intended.",
                            refused);
            return new Interpreted(outline.plan(), arrays);
        }
    }

    private void run(CodeBuilder code, List<Part> parts, boolean alone) {
        StraightCode straight = new StraightCode(code, outline.constants(), 1, !alone);
        if (alone) {
            straight.emit((Part.Straight) parts.getFirst());
        } else {
            putInPlace(code, Address.X, 1);
            putInPlace(code, Address.DIRECTION, 2);
            putInPlace(code, Address.OUT, 3);
            for (int from = 0; from < parts.size(); from += CALLS) {
                code.aload(1).aload(2).aload(3).aload(4).invokestatic(OWN, "calls" + from, PART);
            }
        }
        straight.load(outline.plan().value());
        code.dreturn();
    }

    /// Calls some parts in turn.
    private void calls(CodeBuilder code, List<Part> parts, int from) {
        for (int k = from; k < Math.min(from + CALLS, parts.size()); k++) {
            if (parts.get(k) instanceof Part.Left(Step step)) {
                data.push(code, step, STEP);
                code.aload(3).loadConstant(arrays);
                code.invokestatic(ClassDesc.of(Interpreter.class.getName()), "step", INTERPRET);
            } else {
                code.aload(0).aload(1).aload(2).aload(3).invokestatic(OWN, "part" + k, PART);
            }
        }
        code.return_();
    }

    private static void putInPlace(CodeBuilder code, int array, int local) {
        code.aload(4).loadConstant(array).aload(local).aastore();
    }
}
