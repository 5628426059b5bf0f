package org.thalweg.internal.run;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// Emits a segment for one index i: every value in a local variable. The bits are those of [VectorBody].
final class ScalarBody {
    private final CodeBuilder code;
    private final Frame frame;
    private final LoopPass pass;
    private final LoopGraph graph;
    private final Map<Integer, Segments.Home> homes;
    private final Map<Integer, Integer> locals = new HashMap<>();
    private final ClassData data;

    /// @param code where the code goes
    /// @param frame the method around it
    /// @param pass the pass of which it is a part
    /// @param data takes the indices of gathers
    ScalarBody(CodeBuilder code, Frame frame, LoopPass pass, ClassData data) {
        this.code = code;
        this.frame = frame;
        this.pass = pass;
        this.graph = pass.graph();
        this.homes = pass.segments().homes();
        this.data = data;
    }

    /// Before a loop: scalars come into local variables.
    void splat(int v) {
        if (graph.value(v) instanceof LoopGraph.Splat(Address a)) {
            frame.scalar(a);
            locals.put(v, store());
        }
    }

    /// One index.
    ///
    /// @param values what is computed
    /// @param roots what is written
    void emit(List<Integer> values, List<Root> roots) {
        for (int v : values) {
            LoopGraph.Apply op = (LoopGraph.Apply) graph.value(v);
            for (int i = 0; i < op.function().arity(); i++) {
                load(op.input(i));
            }
            ScalarFunctions.emit(code, op.function());
            int local = store();
            locals.put(v, local);
            Segments.Home home = homes.get(v);
            if (home != null && home.isBlock()) {
                block(home);
                code.dload(local).dastore();
            }
        }
        for (Root root : roots) {
            switch (root) {
                case Root.Store(int value, Address out, _) -> put(value, out.array(), out.offset(), 1);
                case Root.Pairs(int even, int odd, Address out, _) -> {
                    put(even, out.array(), out.offset(), 2);
                    put(odd, out.array(), out.offset() + 1, 2);
                }
                case Root.Reduce reduce -> reduce(reduce);
            }
        }
    }

    private void put(int value, int array, int offset, int step) {
        load(value);
        int local = store();
        frame.array(array);
        frame.index(offset, step, 0);
        code.dload(local).dastore();
    }

    private void reduce(Root.Reduce reduce) {
        load(reduce.a());
        if (reduce.kind() == Step.Kind.DOT) {
            load(reduce.b());
        }
        frame.array(Address.ARENA);
        frame.lane(reduce.lanes(), 0);
        code.daload();
        switch (reduce.kind()) {
            case DOT -> ScalarFunctions.fma(code);
            case MAX -> ScalarFunctions.emit(code, Elementwise.MAX);
            default -> code.dadd();
        }
        int local = store();
        frame.array(Address.ARENA);
        frame.lane(reduce.lanes(), 0);
        code.dload(local).dastore();
    }

    /// Pushes a value.
    private void load(int v) {
        Integer local = locals.get(v);
        if (local != null) {
            code.dload(local);
            return;
        }
        if (graph.value(v) instanceof LoopGraph.Constant(double constant)) {
            code.loadConstant(constant);
            return;
        }
        fetch(v);
        int fetched = store();
        locals.put(v, fetched);
        code.dload(fetched);
    }

    private void fetch(int v) {
        Segments.Home home = graph.isLeaf(v) && !graph.isCall(v) ? null : homes.get(v);
        if (home != null && home.isBlock()) {
            block(home);
            code.daload();
        } else if (home != null) {
            frame.array(home.memory().array());
            frame.index(home.memory().offset(), 1, 0);
            code.daload();
        } else {
            switch (graph.value(v)) {
                case LoopGraph.Load(int array, int offset, int step) -> {
                    frame.array(array);
                    frame.index(offset, step, 0);
                    code.daload();
                }
                case LoopGraph.Gather(int array, int offset, int[] index, int shift) -> {
                    frame.array(array);
                    data.push(code, index, ConstantDescs.CD_int.arrayType());
                    frame.index(shift, 1, 0);
                    code.iaload().loadConstant(offset).iadd().daload();
                }
                default -> throw new AssertionError("value " + v + " is nowhere: " + graph.value(v));
            }
        }
    }

    private void block(Segments.Home home) {
        frame.array(Address.ARENA);
        frame.inBlock(pass.block(home), 0);
    }

    private int store() {
        int local = code.allocateLocal(TypeKind.DOUBLE);
        code.dstore(local);
        return local;
    }
}
