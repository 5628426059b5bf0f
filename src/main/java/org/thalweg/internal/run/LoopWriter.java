package org.thalweg.internal.run;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// Writes the methods of one pass: a driver without parameters of its own, and for each segment a loop over vectors, a loop
/// over what is left of them when the first is unrolled, and a loop over single indices.
///
/// Every loop is in a method of its own, since C2 gives up keeping vectors in registers where several meet in one method.
final class LoopWriter {
    private static final int FLAGS = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
    private static final ClassDesc KERNELS = ClassDesc.of(Kernels.class.getName());
    private static final ClassDesc ELEMENTWISE = ClassDesc.of(Elementwise.class.getName());
    private static final ClassDesc D = ConstantDescs.CD_double;
    private static final ClassDesc I = ConstantDescs.CD_int;
    private static final ClassDesc ARRAY = D.arrayType();
    private static final ClassDesc INDEX = I.arrayType();
    private static final MethodTypeDesc UNARY =
            MethodTypeDesc.of(ConstantDescs.CD_void, ELEMENTWISE, ARRAY, I, ARRAY, I, I);
    private static final MethodTypeDesc BINARY =
            MethodTypeDesc.of(ConstantDescs.CD_void, ELEMENTWISE, ARRAY, I, ARRAY, I, ARRAY, I, I);
    private static final MethodTypeDesc GATHER = MethodTypeDesc.of(ConstantDescs.CD_void, ARRAY, I, INDEX, I, ARRAY, I, I);
    private static final MethodTypeDesc STRIDED = MethodTypeDesc.of(ConstantDescs.CD_void, ARRAY, I, I, ARRAY, I, I);
    private static final MethodTypeDesc MATRIX =
            MethodTypeDesc.of(ConstantDescs.CD_void, ARRAY, I, I, I, ARRAY, I, ARRAY, I);
    private static final MethodTypeDesc FILL = MethodTypeDesc.of(ConstantDescs.CD_void, ARRAY, I, D, I);

    /// From here on what is left of an unrolled loop is done element by element: a loop over vectors that runs once per call
    /// would be interpreted for thousands of calls, with an object for every operation.
    private static final int LONG = 4096;

    /// Stages of a strip in one method.
    private static final int STAGES = 60;

    private final ClassBuilder type;
    private final ClassDesc owner;
    private final ClassData data;
    private final LoopPass pass;
    private final String name;

    LoopWriter(ClassBuilder type, ClassDesc owner, ClassData data, LoopPass pass, String name) {
        this.type = type;
        this.owner = owner;
        this.data = data;
        this.pass = pass;
        this.name = name;
    }

    /// Writes everything; the driver takes the parameters of a [Compiler] part and has the name of the pass.
    void write(MethodTypeDesc part) {
        List<Segments.Stage> stages = pass.segments().stages();
        for (int s = 0; s < stages.size(); s++) {
            if (stages.get(s) instanceof Segments.Segment segment) {
                loops(segment, s);
            }
        }
        if (pass.isSingle()) {
            type.withMethodBody(name, part, FLAGS, this::once);
        } else {
            List<String> methods = new ArrayList<>();
            fills(methods);
            for (int from = 0; from < stages.size(); from += STAGES) {
                int begin = from;
                int end = Math.min(from + STAGES, stages.size());
                methods.add(name + "strip" + from);
                type.withMethodBody(methods.getLast(), Frame.RANGE, FLAGS, code -> strip(code, begin, end));
            }
            type.withMethodBody(name, part, FLAGS, code -> strips(code, methods));
        }
    }

    /// Methods that bring scalars and scattered elements into the blocks from which kernels read them.
    private void fills(List<String> methods) {
        List<Integer> leaves = pass.segments().homes().keySet().stream()
                .filter(v -> pass.graph().isLeaf(v) && !pass.graph().isCall(v))
                .sorted()
                .toList();
        for (int from = 0; from < leaves.size(); from += STAGES) {
            List<Integer> some = leaves.subList(from, Math.min(from + STAGES, leaves.size()));
            methods.add(name + "fill" + from);
            type.withMethodBody(methods.getLast(), Frame.RANGE, FLAGS, code -> {
                some.forEach(v -> fillBlock(code, v, home(v)));
                code.return_();
            });
        }
    }

    private Segments.Home home(int v) {
        return Objects.requireNonNull(pass.segments().homes().get(v), "what kernels read and write has a block");
    }

    private void loops(Segments.Segment segment, int s) {
        int unroll = pass.unroll(segment);
        if (pass.width() > 1) {
            type.withMethodBody(name + "v" + s, Frame.RANGE, FLAGS, code -> vectors(code, segment, unroll, s));
            if (unroll > 1) {
                type.withMethodBody(name + "r" + s, Frame.RANGE, FLAGS, code -> vectors(code, segment, 1, s));
            }
        }
        for (int length : lengths()) {
            List<Root> roots = segment.roots().stream().filter(root -> root.length() >= length).toList();
            List<Integer> needed = pass.graph().needed(roots);
            List<Integer> values = length == lengths().getFirst()
                    ? segment.values()
                    : segment.values().stream().filter(needed::contains).toList();
            type.withMethodBody(name + "t" + s + "to" + length, Frame.RANGE, FLAGS, code -> singles(code, values, roots));
        }
    }

    /// The lengths of the roots, the shortest first.
    private List<Integer> lengths() {
        return pass.loop().roots().stream().map(Root::length).distinct().sorted().toList();
    }

    /// A loop over vectors, one or a row of lanes at a time; what is left of an unrolled one goes to its sibling.
    private void vectors(CodeBuilder code, Segments.Segment segment, int unroll, int s) {
        Frame frame = new Frame(code, pass.arrays(segment.values(), segment.roots()));
        VectorBody body = new VectorBody(code, frame, pass);
        int width = pass.width();
        int step = width * unroll;
        Label end = code.newLabel();
        code.iload(Frame.INDEX).loadConstant(step).iadd().iload(Frame.TO).if_icmpgt(end);
        pass.splats(segment.values(), segment.roots()).forEach(body::splat);
        body.indices(segment);
        List<List<Integer>> accumulators = new ArrayList<>();
        for (int k = 0; k < unroll; k++) {
            List<Integer> some = new ArrayList<>();
            if (unroll > 1) {
                int offset = k * width;
                reductions(segment).forEach(r -> some.add(body.accumulator(r.lanes(), offset)));
            }
            accumulators.add(some);
        }
        loop(code, step, () -> {
            for (int k = 0; k < unroll; k++) {
                body.emit(segment, k * width, accumulators.get(k));
            }
        });
        for (int k = 0; k < unroll && unroll > 1; k++) {
            for (int r = 0; r < accumulators.get(k).size(); r++) {
                body.putBack(accumulators.get(k).get(r), reductions(segment).get(r).lanes(), k * width);
            }
        }
        code.labelBinding(end);
        if (unroll > 1) {
            Label nothing = code.newLabel();
            code.iload(Frame.INDEX).iload(Frame.TO).if_icmpge(nothing);
            pass(code, List.of(Frame.FIRST, Frame.INDEX, Frame.TO));
            code.invokestatic(owner, name + "r" + s, Frame.RANGE);
            code.labelBinding(nothing);
        }
        code.return_();
    }

    private static List<Root.Reduce> reductions(Segments.Segment segment) {
        return segment.roots().stream()
                .filter(Root.Reduce.class::isInstance)
                .map(Root.Reduce.class::cast)
                .toList();
    }

    /// A loop over single indices.
    private void singles(CodeBuilder code, List<Integer> values, List<Root> roots) {
        Frame frame = new Frame(code, pass.arrays(values, roots));
        ScalarBody body = new ScalarBody(code, frame, pass, data);
        pass.splats(values, roots).forEach(body::splat);
        loop(code, 1, () -> body.emit(values, roots));
        code.return_();
    }

    /// `for (; i <= to − step; i += step)`.
    private static void loop(CodeBuilder code, int step, Runnable body) {
        Label head = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(head);
        code.iload(Frame.INDEX).iload(Frame.TO);
        if (step > 1) {
            code.loadConstant(step).isub().if_icmpgt(end);
        } else {
            code.if_icmpge(end);
        }
        body.run();
        code.iinc(Frame.INDEX, step).goto_w(head);
        code.labelBinding(end);
    }

    /// The driver of a single segment: vectors as far as all roots go, then index by index, root after root ending.
    private void once(CodeBuilder code) {
        int done = 0;
        if (pass.width() > 1) {
            done = vectorsFrom(0);
            range(code, 0, done, name + "v0");
        }
        for (int length : lengths()) {
            if (done < length) {
                range(code, done, length, name + "t0to" + length);
                done = length;
            }
        }
        code.return_();
    }

    /// Where vectors that begin at an index end: of a long loop after whole rows of lanes.
    private int vectorsFrom(int from) {
        int turn = pass.reach() < LONG ? pass.width() : Kernels.LANES;
        return from + (pass.reach() - from) / turn * turn;
    }

    private void range(CodeBuilder code, int from, int to, String method) {
        code.aload(0).aload(1).aload(2).aload(3).loadConstant(0).loadConstant(from).loadConstant(to);
        code.invokestatic(owner, method, Frame.RANGE);
    }

    /// The driver of many segments: whole strips, then what is left. A strip's method has the end of its vectors as `from`.
    private void strips(CodeBuilder code, List<String> methods) {
        int length = pass.loop().longest();
        int whole = (pass.width() > 1 ? pass.reach() : length) / pass.strip() * pass.strip();
        int first = 4;
        for (Step.MatrixProduct product : pass.loop().back()) {
            push(code, product.out().array());
            code.loadConstant(product.out().offset()).loadConstant(0.0).loadConstant(product.columns());
            code.invokestatic(KERNELS, "fill", FILL);
        }
        code.loadConstant(0).istore(first);
        if (whole > 0) {
            Label head = code.newLabel();
            code.labelBinding(head);
            chunks(code, methods, () -> code.iload(first)
                    .iload(first).loadConstant(pass.strip()).iadd()
                    .iload(first).loadConstant(pass.strip()).iadd());
            code.iload(first).loadConstant(pass.strip()).iadd().istore(first);
            code.iload(first).loadConstant(whole).if_icmplt(head);
        }
        if (whole < length) {
            int vectors = pass.width() > 1 ? vectorsFrom(whole) : whole;
            chunks(code, methods, () -> code.loadConstant(whole).loadConstant(vectors).loadConstant(length));
        }
        code.return_();
    }

    private void chunks(CodeBuilder code, List<String> methods, Runnable range) {
        for (String method : methods) {
            code.aload(0).aload(1).aload(2).aload(3);
            range.run();
            code.invokestatic(owner, method, Frame.RANGE);
        }
    }

    /// Some stages of one strip.
    private void strip(CodeBuilder code, int begin, int end) {
        if (begin == 0) {
            pass.loop().products().forEach(product -> rows(code, product, product.out(), product.vector()));
        }
        for (int s = begin; s < end; s++) {
            switch (pass.segments().stages().get(s)) {
                case Segments.Segment _ -> segment(code, s);
                case Segments.Call(int v) -> call(code, v);
            }
        }
        if (end == pass.segments().stages().size()) {
            pass.loop().back().forEach(product -> rows(code, product, product.vector(), product.out()));
        }
        code.return_();
    }

    /// A product with the rows of a strip: the vector along the rows moves with the strip, the other does not.
    private static void rows(CodeBuilder code, Step.MatrixProduct product, Address along, Address across) {
        push(code, product.matrix());
        code.iload(Frame.FIRST).loadConstant(product.columns()).imul();
        code.iload(Frame.TO).iload(Frame.FIRST).isub().loadConstant(product.columns());
        if (product.transposed()) {
            push(code, along.array());
            code.iload(Frame.FIRST).loadConstant(along.offset()).iadd();
            push(code, across.array());
            code.loadConstant(across.offset());
        } else {
            push(code, across.array());
            code.loadConstant(across.offset());
            push(code, along.array());
            code.iload(Frame.FIRST).loadConstant(along.offset()).iadd();
        }
        code.invokestatic(KERNELS, product.transposed() ? "matrixTransposeAdd" : "matrixTimes", MATRIX);
    }

    private void segment(CodeBuilder code, int s) {
        if (pass.width() > 1) {
            guarded(code, Frame.FIRST, Frame.INDEX, () -> {
                pass(code, List.of(Frame.FIRST, Frame.FIRST, Frame.INDEX));
                code.invokestatic(owner, name + "v" + s, Frame.RANGE);
            });
            guarded(code, Frame.INDEX, Frame.TO, () -> {
                pass(code, List.of(Frame.FIRST, Frame.INDEX, Frame.TO));
                code.invokestatic(owner, name + "t" + s + "to" + pass.loop().longest(), Frame.RANGE);
            });
        } else {
            pass(code, List.of(Frame.FIRST, Frame.FIRST, Frame.TO));
            code.invokestatic(owner, name + "t" + s + "to" + pass.loop().longest(), Frame.RANGE);
        }
    }

    private static void guarded(CodeBuilder code, int from, int to, Runnable body) {
        Label skip = code.newLabel();
        code.iload(from).iload(to).if_icmpge(skip);
        body.run();
        code.labelBinding(skip);
    }

    private static void pass(CodeBuilder code, List<Integer> range) {
        code.aload(0).aload(1).aload(2).aload(3);
        range.forEach(code::iload);
    }

    /// A kernel on a strip.
    private void call(CodeBuilder code, int v) {
        Segments.Home home = home(v);
        switch (pass.graph().value(v)) {
            case LoopGraph.Apply op -> {
                code.getstatic(ELEMENTWISE, op.function().name(), ELEMENTWISE);
                for (int i = 0; i < op.function().arity(); i++) {
                    argument(code, op.input(i));
                }
                target(code, home);
                code.invokestatic(KERNELS, op.function().arity() == 1 ? "unary" : "binary",
                        op.function().arity() == 1 ? UNARY : BINARY);
            }
            case LoopGraph.Gather(int array, int offset, int[] index, int shift) -> {
                push(code, array);
                code.loadConstant(offset);
                data.push(code, index, INDEX);
                code.iload(Frame.FIRST).loadConstant(shift).iadd();
                target(code, home);
                code.invokestatic(KERNELS, "gather", GATHER);
            }
            case LoopGraph.Load load -> strided(code, load, home);
            default -> throw new AssertionError(pass.graph().value(v));
        }
    }

    private void fillBlock(CodeBuilder code, int v, Segments.Home home) {
        switch (pass.graph().value(v)) {
            case LoopGraph.Load load -> strided(code, load, home);
            case LoopGraph.Constant(double value) -> fill(code, home, () -> code.loadConstant(value));
            case LoopGraph.Splat(Address a) -> fill(code, home, () -> {
                push(code, a.array());
                code.loadConstant(a.offset()).daload();
            });
            default -> throw new AssertionError(pass.graph().value(v));
        }
    }

    private void fill(CodeBuilder code, Segments.Home home, Runnable value) {
        push(code, Address.ARENA);
        code.loadConstant(pass.block(home));
        value.run();
        code.iload(Frame.TO).iload(Frame.FIRST).isub().invokestatic(KERNELS, "fill", FILL);
    }

    private void strided(CodeBuilder code, LoopGraph.Load load, Segments.Home home) {
        push(code, load.array());
        code.iload(Frame.FIRST).loadConstant(load.step()).imul().loadConstant(load.offset()).iadd();
        code.loadConstant(load.step());
        target(code, home);
        code.invokestatic(KERNELS, "gatherStrided", STRIDED);
    }

    private void argument(CodeBuilder code, int v) {
        Segments.Home home = pass.segments().homes().get(v);
        if (home != null && home.isBlock()) {
            push(code, Address.ARENA);
            code.loadConstant(pass.block(home));
        } else if (home != null) {
            push(code, home.memory().array());
            code.iload(Frame.FIRST).loadConstant(home.memory().offset()).iadd();
        } else {
            LoopGraph.Load load = (LoopGraph.Load) pass.graph().value(v);
            push(code, load.array());
            code.iload(Frame.FIRST).loadConstant(load.offset()).iadd();
        }
    }

    /// The block that takes the result of a kernel, and the number of indices.
    private void target(CodeBuilder code, Segments.Home home) {
        push(code, Address.ARENA);
        code.loadConstant(pass.block(home));
        code.iload(Frame.TO).iload(Frame.FIRST).isub();
    }

    private static void push(CodeBuilder code, int array) {
        switch (array) {
            case Address.X -> code.aload(0);
            case Address.DIRECTION -> code.aload(1);
            case Address.OUT -> code.aload(2);
            default -> code.aload(3).loadConstant(array).aaload();
        }
    }
}
