package org.thalweg.internal.run;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Plan;
import org.thalweg.internal.plan.Step;

/// Makes a hidden class of a plan: the scalar work becomes straight-line code, everything else is left to the
/// [Interpreter], step by step.
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

    /// Operations per method: with at most 33 bytes each, well below the limit even if the last one is a long sum.
    private static final int OPERATIONS = 90;

    /// Parts that one method calls in turn, at most 20 bytes each.
    private static final int CALLS = 200;

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

    private final Plan plan;
    private final int arrays;
    private final Map<Integer, Double> constants = new HashMap<>();

    private Compiler(Plan plan, int arrays) {
        this.plan = plan;
        this.arrays = arrays;
        for (Plan.Preset preset : plan.constants()) {
            if (preset.values().length == 1) {
                constants.put(preset.offset(), preset.values()[0]);
            }
        }
    }

    /// Compiles a plan, where there is anything to compile.
    ///
    /// @param plan the plan
    /// @param arrays the number of arrays before the exchange arrays of users' operations
    /// @return the program
    public static Program compile(Plan plan, int arrays) {
        return new Compiler(plan, arrays).compile();
    }

    private Program compile() {
        List<Part> parts = parts();
        if (parts.stream().noneMatch(part -> part instanceof Part.Straight)) {
            return new Interpreted(plan, arrays);
        }
        boolean alone = parts.size() == 1;
        byte[] bytes = ClassFile.of().build(OWN, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(ClassDesc.of(Program.class.getName()))
                    .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_())
                    .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> run(code, parts, alone));
            if (!alone) {
                pieces(type, parts);
            }
        });
        Sizes.check(bytes, LONGEST);
        return define(bytes, parts.stream().filter(Part.Left.class::isInstance).map(p -> ((Part.Left) p).step()).toList());
    }

    private void pieces(ClassBuilder type, List<Part> parts) {
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
        for (int k = 0; k < parts.size(); k++) {
            if (k % CALLS == 0) {
                int from = k;
                type.withMethodBody("calls" + from, PART, flags, code -> calls(code, parts, from));
            }
            if (parts.get(k) instanceof Part.Straight straight) {
                type.withMethodBody("part" + k, PART, flags, code -> {
                    new StraightCode(code, constants, 0, true).emit(straight);
                    code.return_();
                });
            }
        }
    }

    /// Defines the class; where that is not allowed, as in a native image, the interpreter takes over, and says so.
    private Program define(byte[] bytes, List<Step> interpreted) {
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClassWithClassData(bytes, interpreted, true);
            MethodType noArguments = MethodType.methodType(void.class);
            return (Program) hidden.findConstructor(hidden.lookupClass(), noArguments).invoke();
        } catch (Throwable refused) {
            System.getLogger("org.thalweg.formula")
                    .log(System.Logger.Level.WARNING,
                            "Formulas are interpreted, with the same results: this virtual machine does not define hidden"
                                    + " classes. Set -Dorg.thalweg.formulas=interpreted to say that this is intended.",
                            refused);
            return new Interpreted(plan, arrays);
        }
    }

    /// The steps as parts: runs of scalar work, cut to length, and steps left to the interpreter.
    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Part.Straight current = new Part.Straight(new ArrayList<>());
        for (Step step : plan.steps()) {
            List<Part.Item> items = Part.items(step);
            if (items.isEmpty()) {
                current = flush(parts, current);
                parts.add(new Part.Left(step));
            }
            for (Part.Item item : items) {
                current.items().add(item);
                if (current.size() >= OPERATIONS) {
                    current = flush(parts, current);
                }
            }
        }
        flush(parts, current);
        return parts;
    }

    private static Part.Straight flush(List<Part> parts, Part.Straight current) {
        if (current.items().isEmpty()) {
            return current;
        }
        parts.add(current);
        return new Part.Straight(new ArrayList<>());
    }

    private void run(CodeBuilder code, List<Part> parts, boolean alone) {
        StraightCode straight = new StraightCode(code, constants, 1, !alone);
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
        straight.load(plan.value());
        code.dreturn();
    }

    /// Calls some parts in turn.
    private void calls(CodeBuilder code, List<Part> parts, int from) {
        int left = (int) parts.subList(0, from).stream().filter(Part.Left.class::isInstance).count();
        for (int k = from; k < Math.min(from + CALLS, parts.size()); k++) {
            if (parts.get(k) instanceof Part.Left) {
                code.loadConstant(DynamicConstantDesc.ofNamed(
                        ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, STEP, left++));
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
