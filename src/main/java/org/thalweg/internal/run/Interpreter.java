package org.thalweg.internal.run;

import java.util.List;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Plan;
import org.thalweg.internal.plan.Step;

/// Evaluates a [Plan] step by step; loops go over blocks that stay in the level-1 cache, one shared kernel per
/// operation. No code is generated: it is warm as soon as the kernels are, and it is what compiled code is tested
/// against.
///
/// **Allocation**: none beyond what the kernels and users' operations do. **Threads**: the memory belongs to one thread.
public final class Interpreter {
    private Interpreter() {}

    /// Memory for a plan, with the constants in place.
    ///
    /// @param plan the plan
    /// @param program the program that will use it
    /// @param arrays the number of arrays of an evaluation, see [Address]
    /// @return the arrays; the arena is there, the others are left to the caller
    public static double[][] memory(Plan plan, Program program, int arrays) {
        double[][] memory = new double[arrays + plan.scratch().size()][];
        double[] arena = new double[program.arena()];
        for (Plan.Preset preset : plan.constants()) {
            System.arraycopy(preset.values(), 0, arena, preset.offset(), preset.values().length);
        }
        memory[Address.ARENA] = arena;
        for (int i = 0; i < plan.scratch().size(); i++) {
            memory[arrays + i] = new double[plan.scratch().get(i)];
        }
        return memory;
    }

    /// Runs all steps.
    ///
    /// @param plan the plan
    /// @param memory its memory, all arrays set
    /// @param arrays the number of arrays before the exchange arrays of users' operations
    /// @return the scalar result
    public static double run(Plan plan, double[][] memory, int arrays) {
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            step(steps.get(i), memory, arrays);
        }
        return read(plan.value(), memory);
    }

    /// Runs one step. Compiled programs call it for what they do not compile.
    static void step(Step step, double[][] memory, int arrays) {
        switch (step) {
            case Step.Scalars s -> scalars(s, memory);
            case Step.Loop loop -> loop(loop, memory);
            case Step.Assemble a -> assemble(a, memory);
            case Step.Concat c -> concat(c, memory);
            case Step.Copy c -> copy(c, memory);
            case Step.MatrixProduct p -> product(p, memory);
            case Step.Call c -> call(c, memory, arrays);
        }
    }

    private static double read(Address a, double[][] memory) {
        return memory[a.array()][a.offset()];
    }

    private static void scalars(Step.Scalars step, double[][] memory) {
        double[] arena = memory[Address.ARENA];
        List<Step.ScalarOperation> operations = step.operations();
        for (int i = 0; i < operations.size(); i++) {
            Step.ScalarOperation op = operations.get(i);
            double a = read(op.a(), memory);
            Elementwise f = op.function();
            arena[op.out()] = f == null ? a : f.apply(a, read(op.b(), memory), read(op.c(), memory));
        }
    }

    private static void loop(Step.Loop loop, double[][] memory) {
        double[] arena = memory[Address.ARENA];
        int length = loop.length();
        List<Step.Splat> splats = loop.splats();
        for (int i = 0; i < splats.size(); i++) {
            Step.Splat splat = splats.get(i);
            Kernels.fill(arena, splat.block(), read(splat.scalar(), memory), Math.min(length, Plan.BLOCK));
        }
        List<Step.Reduction> reductions = loop.reductions();
        for (int i = 0; i < reductions.size(); i++) {
            Step.Reduction r = reductions.get(i);
            Kernels.fill(arena, r.lanes(), r.largest() ? Double.NEGATIVE_INFINITY : 0, Kernels.LANES);
        }
        List<Step.BlockOperation> body = loop.body();
        for (int first = 0; first < length; first += Plan.BLOCK) {
            int n = Math.min(Plan.BLOCK, length - first);
            for (int i = 0; i < body.size(); i++) {
                block(body.get(i), first, n, memory);
            }
        }
        for (int i = 0; i < reductions.size(); i++) {
            Step.Reduction r = reductions.get(i);
            arena[r.out()] = r.largest() ? Kernels.maxLanes(arena, r.lanes()) : Kernels.sumLanes(arena, r.lanes());
        }
    }

    private static void block(Step.BlockOperation op, int first, int n, double[][] memory) {
        double[] out = memory[op.out().array()];
        int at = op.out().at(first);
        double[] a = memory[op.a().array()];
        int ao = op.a().at(first);
        double[] b = memory[op.b().array()];
        int bo = op.b().at(first);
        switch (op.kind()) {
            case UNARY -> Kernels.unary(op.function(), a, ao, out, at, n);
            case BINARY -> Kernels.binary(op.function(), a, ao, b, bo, out, at, n);
            case SELECT ->
                Kernels.select(a, ao, b, bo, memory[op.c().array()], op.c().at(first), out, at, n);
            case COPY -> System.arraycopy(a, ao, out, at, n);
            case STRIDED -> Kernels.gatherStrided(a, ao, op.a().step(), out, at, n);
            case GATHER -> Kernels.gather(a, op.a().offset(), op.index(), first, out, at, n);
            case SUM -> Kernels.sumInto(out, at, a, ao, n);
            case DOT -> Kernels.dotInto(out, at, a, ao, b, bo, n);
            case MAX -> Kernels.maxInto(out, at, a, ao, n);
        }
    }

    private static void assemble(Step.Assemble step, double[][] memory) {
        double[] out = memory[step.out().array()];
        int base = step.out().offset();
        Kernels.fill(out, base, step.start(), step.length());
        List<Step.Piece> pieces = step.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            Step.Piece piece = pieces.get(i);
            double[] from = memory[piece.source().array()];
            int at = piece.source().offset();
            int[] index = piece.placement().index();
            if (index != null) {
                Kernels.scatterAdd(from, at, index, 0, out, base, piece.length());
            } else {
                int to = base + piece.placement().start();
                int step1 = piece.placement().step();
                if (piece.length() == 1) {
                    out[to] += from[at];
                } else if (step1 == 1) {
                    Kernels.binary(Elementwise.ADD, out, to, from, at, out, to, piece.length());
                } else {
                    Kernels.scatterAddStrided(from, at, out, to, step1, piece.length());
                }
            }
        }
    }

    private static void concat(Step.Concat step, double[][] memory) {
        List<Step.Piece> pieces = step.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            Step.Piece piece = pieces.get(i);
            int to = step.out().offset() + piece.placement().start();
            System.arraycopy(
                    memory[piece.source().array()], piece.source().offset(), memory[step.out().array()], to,
                    piece.length());
        }
    }

    private static void copy(Step.Copy step, double[][] memory) {
        Address from = step.from();
        Address out = step.out();
        System.arraycopy(memory[from.array()], from.offset(), memory[out.array()], out.offset(), step.length());
    }

    private static void product(Step.MatrixProduct p, double[][] memory) {
        double[] matrix = memory[p.matrix()];
        double[] v = memory[p.vector().array()];
        double[] out = memory[p.out().array()];
        int vo = p.vector().offset();
        int oo = p.out().offset();
        if (p.transposed()) {
            Kernels.matrixTransposeTimes(matrix, 0, p.rows(), p.columns(), v, vo, out, oo);
        } else {
            Kernels.matrixTimes(matrix, 0, p.rows(), p.columns(), v, vo, out, oo);
        }
    }

    private static void call(Step.Call call, double[][] memory, int arrays) {
        int scratch = arrays + call.scratch();
        List<Address> inputs = call.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            double[] exchange = memory[scratch + i];
            Address input = inputs.get(i);
            System.arraycopy(memory[input.array()], input.offset(), exchange, 0, exchange.length);
        }
        double[] a = memory[scratch];
        double[] b = memory[scratch + 1];
        switch (call.op()) {
            case Op.Custom(Op.CustomOperation c) -> c.value(a, b);
            case Op.CustomTangent(Op.CustomOperation c) -> c.tangent(a, b, memory[scratch + 2]);
            case Op.CustomAdjoint(Op.CustomOperation c) -> c.adjoint(a, b, memory[scratch + 2]);
            default -> throw new AssertionError(call.op());
        }
        double[] result = memory[scratch + inputs.size()];
        System.arraycopy(result, 0, memory[call.out().array()], call.out().offset(), result.length);
    }
}
