package org.thalweg.internal.lanes;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.lanes.Instruction.Kind;
import org.thalweg.internal.lanes.Instruction.Place;

/// Makes a hidden class of a [LaneCode]: a method per stage, called for one vector of lanes after another, with straight
/// vector code or a loop over indices that holds it.
///
/// Stages are cut to methods of at most [#LONGEST] bytes, since HotSpot never compiles a method over 8000; [values that
/// cross][Crossings] a cut go through rows. A program with a loop too long to be cut is interpreted, and so
/// are all where classes may not be defined.
///
/// **Allocation**: a class per program, unloaded with it, which has its memory as constants. **Threads**: one at a time.
final class LaneCompiler {
    /// Bytes of bytecode that a method may have.
    static final int LONGEST = 6000;

    /// Estimated bytes at which a stage is cut.
    private static final int CUT = 2000;

    /// Estimated bytes of an access to memory, and of an operation.
    private static final int ACCESS = 22;

    private static final int OPERATION = 17;

    /// One of so many runs, a power of 2, leaves nothing out. What has never been done would not be compiled, and make garbage
    /// when it is first done.
    private static final int PERIOD = 64;

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
    private static final MethodTypeDesc CALLS_TYPE = MethodTypeDesc.of(ConstantDescs.CD_void, MEMORY, I);
    private static final MethodTypeDesc COLUMN = MethodTypeDesc.of(ConstantDescs.CD_void, MEMORY, I, I);
    private static final MethodTypeDesc UNARY =
            MethodTypeDesc.of(ConstantDescs.CD_void, ELEMENTWISE, ARRAY, I, ARRAY, I, I);
    private static final MethodTypeDesc BINARY =
            MethodTypeDesc.of(ConstantDescs.CD_void, ELEMENTWISE, ARRAY, I, ARRAY, I, ARRAY, I, I);

    private final LaneCode program;
    private final int lanes;
    private final List<Stage> stages = new ArrayList<>();
    private final Crossings crossings;

    private LaneCompiler(LaneCode program) {
        this.program = program;
        this.lanes = program.lanes();
        for (Stage stage : program.stages()) {
            if (stage instanceof Stage.Straight straight) {
                cut(straight);
            } else {
                stages.add(stage);
            }
        }
        crossings = new Crossings(program, stages);
        for (Stage stage : stages) {
            stage.instructions().stream().filter(v -> LaneExp.is(program.instruction(v))).forEach(program::home);
        }
        program.fix(LaneCode.SCRATCH, new double[program.rows() * lanes]);
    }

    /// Compiles a program.
    static LaneProgram compile(LaneCode program) {
        LaneCompiler compiler = new LaneCompiler(program);
        byte[] bytes = compiler.write();
        return longest(bytes) <= LONGEST ? compiler.define(bytes) : new LaneInterpreter(program, false);
    }

    private void cut(Stage.Straight stage) {
        List<Integer> current = new ArrayList<>();
        Set<Integer> known = new LinkedHashSet<>();
        int cost = 0;
        for (int v : stage.instructions()) {
            Instruction op = program.instruction(v);
            int more = switch (op.kind()) {
                case LOAD, SHARED, STORE -> ACCESS;
                default -> op.isCondition() ? 2 * OPERATION : OPERATION;
            };
            for (int i = 0; i < op.arity(); i++) {
                more += known.contains(op.operand(i)) ? 0 : ACCESS;
            }
            if (cost + more > CUT) {
                stages.add(new Stage.Straight(List.copyOf(current), stage.guard()));
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
        stages.add(new Stage.Straight(List.copyOf(current), stage.guard()));
    }

    private byte[] write() {
        return ClassFile.of().build(OWN, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withInterfaceSymbols(ClassDesc.of(LaneProgram.class.getName()))
                    .withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_())
                    .withField("runs", I, ClassFile.ACC_PRIVATE)
                    .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> {
                        code.aload(0).aload(0).getfield(OWN, "runs", I).loadConstant(1).iadd().putfield(OWN, "runs", I);
                        code.aload(0).getfield(OWN, "runs", I).loadConstant(PERIOD - 1).iand();
                        int whole = code.allocateLocal(TypeKind.INT);
                        code.loadConstant(1).isub().loadConstant(Integer.SIZE - 1).iushr().istore(whole);
                        for (int from = 0; from < stages.size(); from += CALLS) {
                            code.aload(1).iload(whole).invokestatic(OWN, "calls" + from, CALLS_TYPE);
                        }
                        code.return_();
                    });
            for (int from = 0; from < stages.size(); from += CALLS) {
                int begin = from;
                type.withMethodBody("calls" + from, CALLS_TYPE, FLAGS, code -> calls(code, begin));
            }
            for (int s = 0; s < stages.size(); s++) {
                stage(type, stages.get(s), s);
            }
        });
    }

    private void calls(CodeBuilder code, int from) {
        for (int s = from; s < Math.min(from + CALLS, stages.size()); s++) {
            switch (stages.get(s)) {
                case Stage.Straight _, Stage.Loop _ -> {
                    for (int lane = 0; lane < lanes; lane += Kernels.width()) {
                        code.aload(0).loadConstant(lane).iload(1).invokestatic(OWN, "stage" + s, COLUMN);
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
        LaneBody.pushFixed(code, program, place.array());
        code.loadConstant(place.row() * lanes);
    }

    private void stage(ClassBuilder type, Stage stage, int s) {
        switch (stage) {
            case Stage.Straight straight ->
                type.withMethodBody("stage" + s, COLUMN, FLAGS, code -> straight(code, straight, s));
            case Stage.Loop loop -> type.withMethodBody("stage" + s, COLUMN, FLAGS, code -> loop(code, loop, s));
            case Stage.Call _ -> {}
        }
    }

    /// Straight code, for one vector of lanes.
    private void straight(CodeBuilder code, Stage.Straight stage, int s) {
        LaneBody body = body(code, stage, s);
        Label end = code.newLabel();
        if (stage.guard() != Instruction.NONE) {
            body.leaveWithout(stage.guard(), end);
        }
        for (int v : stage.instructions()) {
            body.emit(v, false);
            if (program.hasHome(v)) {
                body.keep(v);
            }
        }
        code.labelBinding(end).return_();
    }

    /// A loop over indices, for one vector of lanes.
    private void loop(CodeBuilder code, Stage.Loop stage, int s) {
        LaneBody body = body(code, stage, s);
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

    /// The beginning of a method: arrays, numbers, what all lanes share and values of other stages come into local variables.
    private LaneBody body(CodeBuilder code, Stage stage, int s) {
        LaneBody body = new LaneBody(code, program);
        body.begin();
        Map<Integer, Place> loads = crossings.loads(s);
        List<Integer> again = crossings.again(s);
        List<Integer> instructions = new ArrayList<>(again);
        instructions.addAll(stage.instructions());
        Set<Integer> arrays = new TreeSet<>(Set.of(LaneCode.SCRATCH));
        loads.values().forEach(place -> arrays.add(place.array()));
        Set<Double> numbers = new TreeSet<>();
        if (stage.guard() != Instruction.NONE) {
            numbers.add(0.0);
        }
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
        if (instructions.stream().anyMatch(v -> LaneExp.is(program.instruction(v)))) {
            body.announceTable();
        }
        for (int v : instructions) {
            Instruction op = program.instruction(v);
            if (op.kind() == Kind.SHARED && op.place().step() == 0) {
                body.share(v);
            }
        }
        loads.forEach(body::fetch);
        again.forEach(v -> body.emit(v, false));
        return body;
    }

    private static int longest(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .mapToInt(method -> method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0))
                .max()
                .orElse(0);
    }

    private LaneProgram define(byte[] bytes) {
        try {
            List<double[]> fixed = List.copyOf(program.fixed().values());
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClassWithClassData(bytes, fixed, true);
            MethodType noArguments = MethodType.methodType(void.class);
            return (LaneProgram) hidden.findConstructor(hidden.lookupClass(), noArguments).invoke();
        } catch (Throwable refused) {
            System.getLogger("org.thalweg.batch")
                    .log(System.Logger.Level.WARNING,
                            "Batches are interpreted, with the same results: this virtual machine does not define hidden"
                                    + " classes.",
                            refused);
            return new LaneInterpreter(program, false);
        }
    }
}
