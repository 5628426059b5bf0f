package org.thalweg.internal.lanes;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.lanes.Instruction.Kind;

/// Makes a hidden class of a [LaneCode]: a method per stage, in which a loop over the vectors of the lanes, or over the
/// indices of a loop, holds straight vector code.
///
/// Stages are cut to methods of at most [#LONGEST] bytes, since HotSpot never compiles a method over 8000; values that
/// cross a cut go through rows of the program's own array. A program with a loop too long to be cut is interpreted, and so
/// are all where classes may not be defined.
///
/// **Allocation**: a class per program, unloaded with it. **Threads**: programs keep no state.
final class LaneCompiler {
    /// Bytes of bytecode that a method may have.
    static final int LONGEST = 6000;

    /// Estimated bytes at which a stage is cut.
    private static final int CUT = 1200;

    /// Estimated bytes of an access to memory, and of an operation.
    private static final int ACCESS = 22;

    private static final int OPERATION = 17;

    /// Stages that one method calls in turn.
    private static final int CALLS = 80;

    private static final int FLAGS = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
    private static final ClassDesc OWN = ClassDesc.of("org.thalweg.internal.lanes.Compiled");
    private static final ClassDesc KERNELS = ClassDesc.of(Kernels.class.getName());
    private static final ClassDesc ELEMENTWISE = ClassDesc.of(Elementwise.class.getName());
    private static final ClassDesc I = ConstantDescs.CD_int;
    private static final ClassDesc ARRAY = ConstantDescs.CD_double.arrayType();
    private static final ClassDesc MEMORY = ARRAY.arrayType();
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(ConstantDescs.CD_void, MEMORY);
    private static final MethodTypeDesc COLUMN = MethodTypeDesc.of(ConstantDescs.CD_void, MEMORY, I);
    private static final MethodTypeDesc UNARY =
            MethodTypeDesc.of(ConstantDescs.CD_void, ELEMENTWISE, ARRAY, I, ARRAY, I, I);
    private static final MethodTypeDesc BINARY =
            MethodTypeDesc.of(ConstantDescs.CD_void, ELEMENTWISE, ARRAY, I, ARRAY, I, ARRAY, I, I);

    private final LaneCode program;
    private final int lanes;
    private final List<Stage> stages = new ArrayList<>();

    private LaneCompiler(LaneCode program) {
        this.program = program;
        this.lanes = program.lanes();
        for (Stage stage : program.stages()) {
            if (stage instanceof Stage.Straight(List<Integer> instructions)) {
                cut(instructions);
            } else {
                stages.add(stage);
            }
        }
        findHomes();
    }

    /// Compiles a program.
    static LaneProgram compile(LaneCode program) {
        LaneCompiler compiler = new LaneCompiler(program);
        byte[] bytes = compiler.write();
        return longest(bytes) <= LONGEST ? define(bytes, program) : new LaneInterpreter(program);
    }

    private void cut(List<Integer> instructions) {
        List<Integer> current = new ArrayList<>();
        Set<Integer> known = new LinkedHashSet<>();
        int cost = 0;
        for (int v : instructions) {
            Instruction op = program.instruction(v);
            int more = switch (op.kind()) {
                case LOAD, SHARED, STORE -> ACCESS;
                default -> op.isCondition() ? 2 * OPERATION : OPERATION;
            };
            for (int i = 0; i < op.arity(); i++) {
                more += known.contains(op.operand(i)) ? 0 : ACCESS;
            }
            if (cost + more > CUT) {
                stages.add(new Stage.Straight(List.copyOf(current)));
                current.clear();
                known.clear();
                cost = 0;
            }
            cost += more;
            current.add(v);
            known.add(v);
            for (int i = 0; i < op.arity(); i++) {
                known.add(op.operand(i));
            }
        }
        stages.add(new Stage.Straight(List.copyOf(current)));
    }

    private static List<Integer> instructions(Stage stage) {
        return switch (stage) {
            case Stage.Straight(List<Integer> list) -> list;
            case Stage.Loop(_, List<Integer> list) -> list;
            case Stage.Call _ -> List.of();
        };
    }

    /// Gives a row to every value that another stage than its own reads.
    private void findHomes() {
        for (Stage stage : stages) {
            for (int u : inputs(stage)) {
                if (program.instruction(u).kind() != Kind.CONSTANT) {
                    program.home(u);
                }
            }
        }
    }

    /// What a stage reads of others, constants included.
    private Set<Integer> inputs(Stage stage) {
        Set<Integer> own = Set.copyOf(instructions(stage));
        Set<Integer> inputs = new LinkedHashSet<>();
        for (int v : instructions(stage)) {
            Instruction op = program.instruction(v);
            for (int i = 0; i < op.arity(); i++) {
                if (!own.contains(op.operand(i))) {
                    inputs.add(op.operand(i));
                }
            }
        }
        return inputs;
    }

    private byte[] write() {
        return ClassFile.of().build(OWN, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(ClassDesc.of(LaneProgram.class.getName()))
                    .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_())
                    .withMethodBody("scratch", MethodTypeDesc.of(I), ClassFile.ACC_PUBLIC,
                            code -> code.loadConstant(program.rows() * lanes).ireturn())
                    .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> {
                        for (int from = 0; from < stages.size(); from += CALLS) {
                            code.aload(1).invokestatic(OWN, "calls" + from, RUN);
                        }
                        code.return_();
                    });
            for (int from = 0; from < stages.size(); from += CALLS) {
                int begin = from;
                type.withMethodBody("calls" + from, RUN, FLAGS, code -> calls(code, begin));
            }
            for (int s = 0; s < stages.size(); s++) {
                stage(type, stages.get(s), s);
            }
        });
    }

    private void calls(CodeBuilder code, int from) {
        for (int s = from; s < Math.min(from + CALLS, stages.size()); s++) {
            switch (stages.get(s)) {
                case Stage.Straight _ -> code.aload(0).invokestatic(OWN, "stage" + s, RUN);
                case Stage.Loop _ -> {
                    for (int lane = 0; lane < lanes; lane += Kernels.width()) {
                        code.aload(0).loadConstant(lane).invokestatic(OWN, "stage" + s, COLUMN);
                    }
                }
                case Stage.Call call -> call(code, call);
            }
        }
        code.return_();
    }

    private void call(CodeBuilder code, Stage.Call call) {
        code.getstatic(ELEMENTWISE, call.function().name(), ELEMENTWISE);
        push(code, call.a());
        if (call.function().arity() > 1) {
            push(code, call.b());
        }
        push(code, call.out());
        code.loadConstant(call.rows() * lanes);
        boolean one = call.function().arity() == 1;
        code.invokestatic(KERNELS, one ? "unary" : "binary", one ? UNARY : BINARY);
    }

    private void push(CodeBuilder code, Instruction.Place place) {
        code.aload(0).loadConstant(place.array()).aaload().loadConstant(place.row() * lanes);
    }

    private void stage(ClassBuilder type, Stage stage, int s) {
        switch (stage) {
            case Stage.Straight straight -> type.withMethodBody("stage" + s, RUN, FLAGS, code -> straight(code, straight));
            case Stage.Loop loop -> type.withMethodBody("stage" + s, COLUMN, FLAGS, code -> loop(code, loop));
            case Stage.Call _ -> {}
        }
    }

    /// A loop over the vectors of the lanes.
    private void straight(CodeBuilder code, Stage.Straight stage) {
        LaneBody body = body(code, stage);
        code.loadConstant(0).istore(LaneBody.LANE);
        Label head = code.newLabel();
        code.labelBinding(head);
        for (int u : inputs(stage)) {
            body.fetch(u);
        }
        for (int v : stage.instructions()) {
            body.emit(v, false);
            if (program.hasHome(v)) {
                body.keep(v);
            }
        }
        code.iinc(LaneBody.LANE, Kernels.width()).iload(LaneBody.LANE).loadConstant(lanes);
        Label end = code.newLabel();
        code.if_icmpge(end).goto_w(head).labelBinding(end).return_();
    }

    /// A loop over indices, for one vector of lanes.
    private void loop(CodeBuilder code, Stage.Loop stage) {
        LaneBody body = body(code, stage);
        for (int u : inputs(stage)) {
            body.fetch(u);
        }
        for (int v : stage.instructions()) {
            if (program.instruction(v).isReduction()) {
                body.accumulator(v);
            }
        }
        code.loadConstant(0).istore(LaneBody.INDEX).iload(LaneBody.LANE).istore(LaneBody.WALK);
        Label head = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(head).iload(LaneBody.INDEX).loadConstant(stage.count()).if_icmpge(end);
        for (int v : stage.instructions()) {
            body.emit(v, true);
        }
        code.iinc(LaneBody.INDEX, 1).iinc(LaneBody.WALK, lanes).goto_w(head).labelBinding(end);
        for (int v : stage.instructions()) {
            if (program.instruction(v).isReduction() && program.hasHome(v)) {
                body.keep(v);
            }
        }
        code.return_();
    }

    /// The beginning of a method: arrays, numbers and what all lanes share come into local variables.
    private LaneBody body(CodeBuilder code, Stage stage) {
        LaneBody body = new LaneBody(code, program);
        List<Integer> instructions = instructions(stage);
        Set<Integer> arrays = new TreeSet<>(Set.of(LaneCode.SCRATCH));
        Set<Double> numbers = new TreeSet<>();
        for (int v : instructions) {
            Instruction op = program.instruction(v);
            if (op.kind() == Kind.LOAD || op.kind() == Kind.STORE || op.kind() == Kind.SHARED) {
                arrays.add(op.place().array());
            }
            numbers.addAll(LaneBody.needs(op));
            for (int i = 0; i < op.arity(); i++) {
                Instruction operand = program.instruction(op.operand(i));
                if (operand.kind() == Kind.CONSTANT) {
                    numbers.add(operand.constant());
                } else if (operand.isCondition() || op.kind() == Kind.AND || op.kind() == Kind.OR || op.kind() == Kind.NOT) {
                    numbers.add(0.0);
                    numbers.add(1.0);
                }
            }
        }
        arrays.forEach(body::announce);
        numbers.forEach(body::announce);
        for (int v : instructions) {
            Instruction op = program.instruction(v);
            if (op.kind() == Kind.SHARED && op.place().step() == 0) {
                body.share(v);
            }
        }
        return body;
    }

    private static int longest(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .mapToInt(method -> method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0))
                .max()
                .orElse(0);
    }

    private static LaneProgram define(byte[] bytes, LaneCode program) {
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, true);
            MethodType noArguments = MethodType.methodType(void.class);
            return (LaneProgram) hidden.findConstructor(hidden.lookupClass(), noArguments).invoke();
        } catch (Throwable refused) {
            System.getLogger("org.thalweg.batch")
                    .log(System.Logger.Level.WARNING,
                            "Batches are interpreted, with the same results: this virtual machine does not define hidden"
                                    + " classes.",
                            refused);
            return new LaneInterpreter(program);
        }
    }
}
