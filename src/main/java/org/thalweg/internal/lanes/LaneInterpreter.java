package org.thalweg.internal.lanes;

import java.util.List;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.lanes.Instruction.Place;

/// Runs a [LaneCode] operation by operation, each for all lanes, by the kernels for blocks: no code is generated.
///
/// Every value has a row of its own behind the rows of the program.
///
/// **Allocation**: none beyond what the kernels do. **Threads**: stateless.
final class LaneInterpreter implements LaneProgram {
    private final int lanes;
    private final int size;
    private final int registers;
    private final Instruction[] instructions;
    private final int[] homes;
    private final List<Stage> stages;
    private final int[][] orders;

    LaneInterpreter(LaneCode code) {
        lanes = code.lanes();
        size = code.size();
        instructions = new Instruction[size];
        homes = new int[size];
        for (int v = 0; v < size; v++) {
            instructions[v] = code.instruction(v);
            homes[v] = code.hasHome(v) ? code.home(v) : Instruction.NONE;
        }
        stages = List.copyOf(code.stages());
        registers = code.rows();
        orders = new int[stages.size()][];
        for (int s = 0; s < orders.length; s++) {
            orders[s] = switch (stages.get(s)) {
                case Stage.Straight(List<Integer> list) -> list.stream().mapToInt(Integer::intValue).toArray();
                case Stage.Loop(_, List<Integer> list) -> list.stream().mapToInt(Integer::intValue).toArray();
                case Stage.Call _ -> new int[0];
            };
        }
    }

    @Override
    public int scratch() {
        return (registers + size) * lanes;
    }

    @Override
    public void run(double[][] memory) {
        double[] own = memory[LaneCode.SCRATCH];
        for (int v = 0; v < size; v++) {
            if (instructions[v].kind() == Instruction.Kind.CONSTANT) {
                Kernels.fill(own, at(v), instructions[v].constant(), lanes);
            }
        }
        for (int s = 0; s < orders.length; s++) {
            switch (stages.get(s)) {
                case Stage.Straight _ -> instructions(orders[s], 0, memory);
                case Stage.Loop loop -> loop(loop.count(), orders[s], memory);
                case Stage.Call call -> call(call, own);
            }
        }
    }

    /// Where the row of a value begins.
    private int at(int value) {
        return (instructions[value].kind() == Instruction.Kind.RESULT ? homes[value] : registers + value) * lanes;
    }

    private void loop(int count, int[] order, double[][] memory) {
        double[] own = memory[LaneCode.SCRATCH];
        for (int v : order) {
            if (instructions[v].isReduction()) {
                boolean largest = instructions[v].kind() == Instruction.Kind.LARGEST;
                Kernels.fill(own, at(v), largest ? Double.NEGATIVE_INFINITY : 0, lanes);
            }
        }
        for (int i = 0; i < count; i++) {
            instructions(order, i, memory);
        }
    }

    private void call(Stage.Call call, double[] own) {
        Elementwise f = call.function();
        int a = call.a().row() * lanes;
        int out = call.out().row() * lanes;
        int n = call.rows() * lanes;
        if (f.arity() == 1) {
            Kernels.unary(f, own, a, own, out, n);
        } else {
            Kernels.binary(f, own, a, own, call.b().row() * lanes, own, out, n);
        }
    }

    private void instructions(int[] order, int index, double[][] memory) {
        for (int v : order) {
            instruction(v, index, memory);
            if (homes[v] >= 0) {
                double[] own = memory[LaneCode.SCRATCH];
                System.arraycopy(own, at(v), own, homes[v] * lanes, lanes);
            }
        }
    }

    private void instruction(int v, int index, double[][] memory) {
        Instruction op = instructions[v];
        double[] own = memory[LaneCode.SCRATCH];
        int out = at(v);
        int a = op.a() < 0 ? 0 : at(op.a());
        int b = op.b() < 0 ? 0 : at(op.b());
        int c = op.c() < 0 ? 0 : at(op.c());
        Place place = op.place();
        int where = place.row() + index * place.step();
        switch (op.kind()) {
            case LOAD -> System.arraycopy(memory[place.array()], where * lanes, own, out, lanes);
            case SHARED -> Kernels.fill(own, out, memory[place.array()][where], lanes);
            case STORE -> System.arraycopy(own, a, memory[place.array()], where * lanes, lanes);
            case MAP -> map(op.function(), own, a, b, c, out);
            case FMA -> fma(own, a, b, c, out);
            case AND -> Kernels.binary(Elementwise.MUL, own, a, own, b, own, out, lanes);
            case OR -> Kernels.binary(Elementwise.MAX, own, a, own, b, own, out, lanes);
            case NOT -> not(own, a, out);
            case SUM -> Kernels.binary(Elementwise.ADD, own, out, own, a, own, out, lanes);
            case DOT -> fma(own, a, b, out, out);
            case LARGEST -> Kernels.binary(Elementwise.MAX, own, out, own, a, own, out, lanes);
            case CONSTANT, RESULT -> throw new AssertionError(op);
        }
    }

    private void map(Elementwise f, double[] own, int a, int b, int c, int out) {
        switch (f.arity()) {
            case 1 -> Kernels.unary(f, own, a, own, out, lanes);
            case 2 -> Kernels.binary(f, own, a, own, b, own, out, lanes);
            default -> Kernels.select(own, a, own, b, own, c, own, out, lanes);
        }
    }

    private void fma(double[] own, int a, int b, int c, int out) {
        for (int j = 0; j < lanes; j++) {
            own[out + j] = Math.fma(own[a + j], own[b + j], own[c + j]);
        }
    }

    private void not(double[] own, int a, int out) {
        for (int j = 0; j < lanes; j++) {
            own[out + j] = 1 - own[a + j];
        }
    }
}
