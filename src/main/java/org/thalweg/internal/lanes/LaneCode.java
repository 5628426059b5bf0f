package org.thalweg.internal.lanes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.lanes.Instruction.Kind;
import org.thalweg.internal.lanes.Instruction.Place;

/// A program for many lanes, in the making: every operation is done in each lane alone, so no lane sees another.
///
/// Data lies in rows: a row is one number per lane, row r of an array begins at `r·lanes`. Methods append an operation
/// and return the number of its value. Conditions are values too, 1 for true and 0 for false.
///
/// ```java
/// LaneCode code = new LaneCode(32);
/// int x = code.load(1, 0);
/// code.store(code.mul(x, x), 2, 0);
/// code.program(true).run(memory);
/// ```
///
/// Between [#loop] and [#end] operations are repeated for every index, and rows may move with it; values from before the
/// loop can be used in it, and its [sums][#sum] after it, nothing else.
///
/// Between [#where] and [#everywhere] are operations that only matter in lanes in which a condition holds: vector code leaves
/// them out where it holds in none.
///
/// Every operation rounds on its own and is exactly rounded, or one of our functions: the bits do not depend on how the
/// program is run, nor on the number of lanes.
///
/// **Threads**: one at a time while it is written.
public final class LaneCode {
    /// The array of the program's own.
    public static final int SCRATCH = 0;

    private final int lanes;
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final Map<Integer, Integer> homes = new HashMap<>();
    private final Map<Double, Integer> constants = new HashMap<>();
    private final Map<Instruction, Integer> known = new HashMap<>();
    private final Map<Instruction, Integer> outside = new HashMap<>();
    private int guard = Instruction.NONE;
    private final SortedMap<Integer, double[]> fixed = new TreeMap<>();
    private List<Integer> open = new ArrayList<>();
    private int count;
    private int rows;

    /// @param lanes the number of lanes, a multiple of [Kernels#width]
    public LaneCode(int lanes) {
        if (lanes < 1 || lanes % Kernels.width() != 0) {
            throw new IllegalArgumentException(
                    "lanes: must be a multiple of %d, was %d".formatted(Kernels.width(), lanes));
        }
        this.lanes = lanes;
    }

    /// The number of lanes that suits this machine: four vectors, so that one can wait while others go on.
    ///
    /// @return the number of lanes
    public static int suitableLanes() {
        return Kernels.width() > 1 ? 4 * Kernels.width() : 8;
    }

    /// The number of lanes.
    ///
    /// @return the number of lanes
    public int lanes() {
        return lanes;
    }

    /// The program, with memory of its own for what lies between its operations.
    ///
    /// @param compiled whether it becomes vector code, where that is possible; otherwise it is interpreted
    /// @return a program with the same results either way
    public LaneProgram program(boolean compiled) {
        requireEverywhere();
        close();
        dropUnused();
        return compiled && Kernels.width() > 1 ? new GraduallyCompiled(this) : new LaneInterpreter(this, false);
    }

    /// Tells the memory of an array that is the same in all runs: vector code knows its length then, and need not look
    /// whether rows are inside.
    ///
    /// @param array number of the array
    /// @param memory the array
    public void fix(int array, double[] memory) {
        fixed.put(array, memory);
    }

    /// Rows of the program's own array, for values that the caller wants to find again within the program.
    ///
    /// @param number how many
    /// @return the number of the first row
    public int rows(int number) {
        int first = rows;
        rows += number;
        return first;
    }

    /// The same number in all lanes.
    ///
    /// @param value the number
    /// @return the value
    public int constant(double value) {
        return constants.computeIfAbsent(value, v -> {
            instructions.add(new Instruction(
                    Kind.CONSTANT, Elementwise.NEGATE, Instruction.NONE, Instruction.NONE, Instruction.NONE,
                    Place.NOWHERE, v));
            return instructions.size() - 1;
        });
    }

    /// A row.
    ///
    /// @param array number of the array
    /// @param row number of the row
    /// @return the value
    public int load(int array, int row) {
        return load(array, row, 0);
    }

    /// A row that moves with the index of the loop.
    ///
    /// @param array number of the array
    /// @param row number of the row at index 0
    /// @param step rows per index
    /// @return the value
    public int load(int array, int row, int step) {
        return add(Kind.LOAD, new Place(array, row, step));
    }

    /// A number that all lanes share.
    ///
    /// @param array number of the array
    /// @param offset where the number is at index 0
    /// @param step numbers per index
    /// @return the value
    public int shared(int array, int offset, int step) {
        return add(Kind.SHARED, new Place(array, offset, step));
    }

    /// Writes a row.
    ///
    /// @param value what is written
    /// @param array number of the array
    /// @param row number of the row
    public void store(int value, int array, int row) {
        store(value, array, row, 0);
    }

    /// Writes a row that moves with the index of the loop.
    ///
    /// @param value what is written
    /// @param array number of the array
    /// @param row number of the row at index 0
    /// @param step rows per index
    public void store(int value, int array, int row, int step) {
        add(Kind.STORE, new Place(array, row, step), value);
    }

    /// A function of one, two or three values; operands beyond its arity are ignored.
    ///
    /// @param f the function; in a loop one that vectors have, see [#isInstruction], or EXP
    /// @param a first operand
    /// @param b second operand
    /// @param c third operand
    /// @return the value
    public int map(Elementwise f, int a, int b, int c) {
        if (isInstruction(f) || (count > 0 && f == Elementwise.EXP)) {
            return append(new Instruction(Kind.MAP, f, a, b, c, Place.NOWHERE, 0));
        }
        if (count > 0) {
            throw new IllegalStateException("function: must be one that vectors have in a loop, was " + f);
        }
        int from = written(a);
        int second = f.arity() > 1 ? written(b) : from;
        int result = instructions.size();
        instructions.add(new Instruction(
                Kind.RESULT, Elementwise.NEGATE, Instruction.NONE, Instruction.NONE, Instruction.NONE, Place.NOWHERE,
                0));
        call(f, from, second, home(result), 1);
        return result;
    }

    /// The row of a value that a call reads. Constants are written for the purpose.
    private int written(int value) {
        if (instructions.get(value).kind() != Kind.CONSTANT) {
            return home(value);
        }
        int row = rows(1);
        store(value, SCRATCH, row);
        return row;
    }

    /// A function of adjacent rows of the program's own array.
    ///
    /// @param f a function of one or two operands
    /// @param a first row of the first operand
    /// @param b first row of the second operand; a where there is none
    /// @param out first row of the values
    /// @param number how many rows
    public void call(Elementwise f, int a, int b, int out, int number) {
        requireEverywhere();
        close();
        stages.add(new Stage.Call(
                f, new Place(SCRATCH, a, 1), new Place(SCRATCH, b, 1), new Place(SCRATCH, out, 1), number));
    }

    /// Whether vectors have the function, with the bits of the scalar one.
    ///
    /// @param f the function
    /// @return false for those that are loops over blocks
    public static boolean isInstruction(Elementwise f) {
        return switch (f) {
            case NEGATE, ABS, SIGN, SQUARE, SQRT, RECIPROCAL, ADD, SUB, MUL, DIV, MIN, MAX, LESS, LESS_OR_EQUAL, EQUAL,
                    SELECT -> true;
            default -> false;
        };
    }

    /// Begins a loop.
    ///
    /// @param indices how many indices, at least 1
    public void loop(int indices) {
        requireEverywhere();
        close();
        count = indices;
        outside.putAll(known);
        known.clear();
    }

    /// Ends a loop.
    public void end() {
        stages.add(new Stage.Loop(count, List.copyOf(open)));
        open = new ArrayList<>();
        count = 0;
        known.clear();
        known.putAll(outside);
        outside.clear();
    }

    /// Begins straight code that only matters where a condition holds. It must leave behind nothing but what it stores, and what
    /// that is in other lanes must not matter: their rows may be left as they are, or not.
    ///
    /// @param condition the condition
    public void where(int condition) {
        requireEverywhere();
        close();
        guard = condition;
        outside.putAll(known);
    }

    /// Ends it.
    public void everywhere() {
        close();
        guard = Instruction.NONE;
        known.clear();
        known.putAll(outside);
        outside.clear();
    }

    /// `Σa` over the loop, from +0 in the order of the indices.
    ///
    /// @param a what is added
    /// @return the value, after the loop
    public int sum(int a) {
        return add(Kind.SUM, Place.NOWHERE, a);
    }

    /// `Σa·b` over the loop by fused multiply-add, from +0 in the order of the indices.
    ///
    /// @param a first factor
    /// @param b second factor
    /// @return the value, after the loop
    public int dot(int a, int b) {
        return add(Kind.DOT, Place.NOWHERE, a, b);
    }

    /// The largest a of the loop, as [Math#max].
    ///
    /// @param a what is compared
    /// @return the value, after the loop
    public int largest(int a) {
        return add(Kind.LARGEST, Place.NOWHERE, a);
    }

    /// `a + b`.
    public int add(int a, int b) {
        return map(Elementwise.ADD, a, b, b);
    }

    /// `a − b`.
    public int sub(int a, int b) {
        return map(Elementwise.SUB, a, b, b);
    }

    /// `a·b`.
    public int mul(int a, int b) {
        return map(Elementwise.MUL, a, b, b);
    }

    /// `a/b`.
    public int div(int a, int b) {
        return map(Elementwise.DIV, a, b, b);
    }

    /// `a·b + c`, rounded once.
    public int fma(int a, int b, int c) {
        return add(Kind.FMA, Place.NOWHERE, a, b, c);
    }

    /// `−a`.
    public int negate(int a) {
        return map(Elementwise.NEGATE, a, a, a);
    }

    /// `|a|`.
    public int abs(int a) {
        return map(Elementwise.ABS, a, a, a);
    }

    /// `√a`.
    public int sqrt(int a) {
        return map(Elementwise.SQRT, a, a, a);
    }

    /// `a < b`.
    public int less(int a, int b) {
        return map(Elementwise.LESS, a, b, b);
    }

    /// `a ≤ b`.
    public int atMost(int a, int b) {
        return map(Elementwise.LESS_OR_EQUAL, a, b, b);
    }

    /// `a = b`.
    public int equal(int a, int b) {
        return map(Elementwise.EQUAL, a, b, b);
    }

    /// Both conditions.
    public int and(int a, int b) {
        return add(Kind.AND, Place.NOWHERE, a, b);
    }

    /// Either condition.
    public int or(int a, int b) {
        return add(Kind.OR, Place.NOWHERE, a, b);
    }

    /// Not the condition.
    public int not(int a) {
        return add(Kind.NOT, Place.NOWHERE, a);
    }

    /// `a` where the condition holds, else `b`.
    public int select(int condition, int a, int b) {
        return map(Elementwise.SELECT, condition, a, b);
    }

    /// `b` if it is larger, else `a`; a NaN is never the larger one.
    public int larger(int a, int b) {
        return select(less(a, b), b, a);
    }

    private int add(Kind kind, Place place, int... operands) {
        return append(new Instruction(
                kind,
                Elementwise.NEGATE,
                operands.length > 0 ? operands[0] : Instruction.NONE,
                operands.length > 1 ? operands[1] : Instruction.NONE,
                operands.length > 2 ? operands[2] : Instruction.NONE,
                place,
                0));
    }

    /// The same operation on the same values is done once, and the same row loaded once, until something is stored in its
    /// place.
    private int append(Instruction instruction) {
        boolean store = instruction.kind() == Kind.STORE;
        Integer made = store || instruction.isReduction() ? null : known.get(instruction);
        if (made != null) {
            return made;
        }
        if (store) {
            Place place = instruction.place();
            known.keySet().removeIf(op -> op.kind() == Kind.LOAD
                    && op.place().array() == place.array()
                    && (place.step() != 0 || op.place().step() != 0 || op.place().row() == place.row()));
        }
        instructions.add(instruction);
        int value = instructions.size() - 1;
        open.add(value);
        known.put(instruction, value);
        return value;
    }

    private void requireEverywhere() {
        if (guard != Instruction.NONE) {
            throw new IllegalStateException("where: must be ended first, holds straight code only");
        }
    }

    private void close() {
        if (count > 0) {
            throw new IllegalStateException("loop: must be ended first");
        }
        known.keySet().removeIf(op -> op.kind() == Kind.LOAD);
        if (!open.isEmpty()) {
            stages.add(new Stage.Straight(List.copyOf(open), guard));
            open = new ArrayList<>();
        }
    }

    /// Leaves out what nothing reads.
    private void dropUnused() {
        boolean[] used = new boolean[instructions.size()];
        stages.stream().mapToInt(Stage::guard).filter(v -> v != Instruction.NONE).forEach(v -> used[v] = true);
        for (int v = used.length - 1; v >= 0; v--) {
            Instruction op = instructions.get(v);
            used[v] |= op.kind() == Kind.STORE || homes.containsKey(v);
            for (int i = 0; used[v] && i < op.arity(); i++) {
                used[op.operand(i)] = true;
            }
        }
        stages.replaceAll(stage -> switch (stage) {
            case Stage.Straight(List<Integer> list, int condition) ->
                new Stage.Straight(list.stream().filter(v -> used[v]).toList(), condition);
            case Stage.Loop(int indices, List<Integer> list) ->
                new Stage.Loop(indices, list.stream().filter(v -> used[v]).toList());
            case Stage.Call call -> call;
        });
    }

    /// The row in which a value is kept for other stages than its own.
    int home(int value) {
        return homes.computeIfAbsent(value, _ -> rows(1));
    }

    /// Whether a value is kept in a row.
    boolean hasHome(int value) {
        return homes.containsKey(value);
    }

    Instruction instruction(int value) {
        return instructions.get(value);
    }

    int size() {
        return instructions.size();
    }

    List<Stage> stages() {
        return stages;
    }

    int rows() {
        return rows;
    }

    SortedMap<Integer, double[]> fixed() {
        return fixed;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Stage stage : stages) {
            text.append(switch (stage) {
                case Stage.Straight(List<Integer> list, int condition) ->
                    "straight, %d instructions%s".formatted(list.size(), condition < 0 ? "" : ", where a condition holds");
                case Stage.Loop(int indices, List<Integer> list) ->
                    "loop over %d indices, %d instructions each".formatted(indices, list.size());
                case Stage.Call call -> "%s of %d rows".formatted(call.function(), call.rows());
            }).append('\n');
        }
        return text.toString();
    }
}
