package org.thalweg.internal.lanes;

import java.util.Arrays;
import java.util.List;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.kernel.ScalarBlocks;
import org.thalweg.internal.lanes.Instruction.Place;

/// Runs a [LaneCode] operation by operation, each for all lanes, by the kernels for blocks: no code is generated.
///
/// Every value has a row of its own behind the rows of the program.
///
/// **Allocation**: its rows, once; nothing in a run beyond what the kernels do. **Threads**: one at a time.
final class LaneInterpreter implements LaneProgram {
    private final int lanes;
    private final int size;
    private final int registers;
    private final Instruction[] instructions;
    private final int[] homes;
    private final List<Stage> stages;
    private final int[][] orders;
    private final double[] own;
    private final boolean scalar;

    /// @param scalar whether by scalar kernels even if there are vectors
    LaneInterpreter(LaneCode code, boolean scalar) {
        this.scalar = scalar;
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
                case Stage.Straight(List<Integer> list, _) -> list.stream().mapToInt(Integer::intValue).toArray();
                case Stage.Loop(_, List<Integer> list) -> list.stream().mapToInt(Integer::intValue).toArray();
                case Stage.Call _ -> new int[0];
            };
        }
        own = new double[(registers + size) * lanes];
        for (int v = 0; v < size; v++) {
            if (instructions[v].kind() == Instruction.Kind.CONSTANT) {
                fill(at(v), instructions[v].constant());
            }
        }
    }

    @Override
    public void run(double[][] memory) {
        for (int s = 0; s < orders.length; s++) {
            switch (stages.get(s)) {
                case Stage.Straight _ -> instructions(orders[s], 0, memory);
                case Stage.Loop loop -> loop(loop.count(), orders[s], memory);
                case Stage.Call call -> call(call);
            }
        }
    }

    /// Where the row of a value begins.
    private int at(int value) {
        return (instructions[value].kind() == Instruction.Kind.RESULT ? homes[value] : registers + value) * lanes;
    }

    private void loop(int count, int[] order, double[][] memory) {
        for (int v : order) {
            if (instructions[v].isReduction()) {
                boolean largest = instructions[v].kind() == Instruction.Kind.LARGEST;
                fill(at(v), largest ? Double.NEGATIVE_INFINITY : 0);
            }
        }
        for (int i = 0; i < count; i++) {
            instructions(order, i, memory);
        }
    }

    private double[] array(int number, double[][] memory) {
        return number == LaneCode.SCRATCH ? own : memory[number];
    }

    private void call(Stage.Call call) {
        Elementwise f = call.function();
        int a = call.a().row() * lanes;
        int out = call.out().row() * lanes;
        int n = call.rows() * lanes;
        if (f.arity() == 1) {
            unary(f, a, out, n);
        } else {
            binary(f, a, call.b().row() * lanes, out, n);
        }
    }

    private void instructions(int[] order, int index, double[][] memory) {
        for (int v : order) {
            instruction(v, index, memory);
            if (homes[v] >= 0) {
                System.arraycopy(own, at(v), own, homes[v] * lanes, lanes);
            }
        }
    }

    private void instruction(int v, int index, double[][] memory) {
        Instruction op = instructions[v];
        int out = at(v);
        int a = op.a() < 0 ? 0 : at(op.a());
        int b = op.b() < 0 ? 0 : at(op.b());
        int c = op.c() < 0 ? 0 : at(op.c());
        Place place = op.place();
        int where = place.row() + index * place.step();
        switch (op.kind()) {
            case LOAD -> System.arraycopy(array(place.array(), memory), where * lanes, own, out, lanes);
            case SHARED -> fill(out, array(place.array(), memory)[where]);
            case STORE -> System.arraycopy(own, a, array(place.array(), memory), where * lanes, lanes);
            case MAP -> map(op.function(), a, b, c, out);
            case FMA -> fma(a, b, c, out);
            case AND -> binary(Elementwise.MUL, a, b, out, lanes);
            case OR -> binary(Elementwise.MAX, a, b, out, lanes);
            case NOT -> not(a, out);
            case SUM -> binary(Elementwise.ADD, out, a, out, lanes);
            case DOT -> fma(a, b, out, out);
            case LARGEST -> binary(Elementwise.MAX, out, a, out, lanes);
            case CONSTANT, RESULT -> throw new AssertionError(op);
        }
    }

    private void map(Elementwise f, int a, int b, int c, int out) {
        switch (f.arity()) {
            case 1 -> unary(f, a, out, lanes);
            case 2 -> binary(f, a, b, out, lanes);
            default -> select(a, b, c, out);
        }
    }

    private void unary(Elementwise f, int a, int out, int n) {
        if (scalar) {
            ScalarBlocks.unary(f, own, a, own, out, n);
        } else {
            Kernels.unary(f, own, a, own, out, n);
        }
    }

    private void binary(Elementwise f, int a, int b, int out, int n) {
        if (scalar) {
            ScalarBlocks.binary(f, own, a, own, b, own, out, n);
        } else {
            Kernels.binary(f, own, a, own, b, own, out, n);
        }
    }

    private void select(int condition, int a, int b, int out) {
        if (scalar) {
            ScalarBlocks.select(own, condition, own, a, own, b, own, out, lanes);
        } else {
            Kernels.select(own, condition, own, a, own, b, own, out, lanes);
        }
    }

    private void fill(int out, double value) {
        Arrays.fill(own, out, out + lanes, value);
    }

    private void fma(int a, int b, int c, int out) {
        for (int j = 0; j < lanes; j++) {
            own[out + j] = Math.fma(own[a + j], own[b + j], own[c + j]);
        }
    }

    private void not(int a, int out) {
        for (int j = 0; j < lanes; j++) {
            own[out + j] = 1 - own[a + j];
        }
    }
}
