package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.lanes.LaneCode;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Plan;
import org.thalweg.internal.plan.Step;

/// Writes the plan of value and gradient as a program for many lanes, each of which evaluates a problem of its own.
///
/// A scalar of the plan becomes a row, a vector as many adjacent rows as it has elements. Sums go through a vector from its
/// first element to its last in every lane. Short loops become straight code.
///
/// Arrays: x and the gradient in rows, [#VALUE], and the bound data from [Address#DATA] on, in rows if each problem has its
/// own, as they are if all share them. Vectors of constants are one more array behind the data.
public final class AcrossLanes {
    /// The array that takes the values, one row.
    public static final int VALUE = Address.DIRECTION;

    /// Operations up to which a loop becomes straight code.
    private static final int STRAIGHT = 240;

    private final Plan plan;
    private final LaneCode code;
    private final boolean[] each;
    private final Map<Integer, Integer> scalars = new HashMap<>();
    private final TreeMap<Integer, Integer> rooms = new TreeMap<>();
    private final TreeMap<Integer, Integer> constants = new TreeMap<>();
    private final Map<Integer, Integer> points = new HashMap<>();
    private final Map<Integer, Integer> known = new HashMap<>();

    private AcrossLanes(Plan plan, boolean[] each, int lanes) {
        this.plan = plan;
        this.each = each;
        this.code = new LaneCode(lanes);
    }

    /// Writes a program.
    ///
    /// @param plan the plan of value and gradient
    /// @param each for every bound array whether each problem has its own
    /// @param lanes the number of lanes
    /// @return the program
    /// @throws UnsupportedOperationException if the plan has matrices or users' operations
    public static LaneCode write(Plan plan, boolean[] each, int lanes) {
        return new AcrossLanes(plan, each.clone(), lanes).write();
    }

    /// The constants of a plan as one array, to be given to the program behind the data.
    ///
    /// @param plan the plan
    /// @return the array
    public static double[] constants(Plan plan) {
        int length = 0;
        for (Plan.Preset preset : plan.constants()) {
            length = Math.max(length, preset.offset() + preset.values().length);
        }
        double[] constants = new double[length];
        for (Plan.Preset preset : plan.constants()) {
            System.arraycopy(preset.values(), 0, constants, preset.offset(), preset.values().length);
        }
        return constants;
    }

    private LaneCode write() {
        for (Plan.Preset preset : plan.constants()) {
            if (preset.values().length == 1) {
                scalars.put(preset.offset(), code.constant(preset.values()[0]));
            }
            constants.put(preset.offset(), preset.values().length);
        }
        plan.steps().forEach(this::room);
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Scalars(List<Step.ScalarOperation> operations) -> operations.forEach(this::scalar);
                case Step.Loop loop -> new LaneLoop(this, loop).write(STRAIGHT);
                case Step.Assemble assemble -> assemble(assemble);
                case Step.Concat concat -> concat.pieces().forEach(piece -> copy(
                        piece.source(), piece.length(), concat.out(), piece.placement().start()));
                case Step.Copy copy -> copy(copy.from(), copy.length(), copy.out(), 0);
                case Step.MatrixProduct _ -> throw new UnsupportedOperationException(
                        "formula: must be made of scalars and vectors to be solved in a batch, has a matrix");
                case Step.Call _ -> throw new UnsupportedOperationException(
                        "formula: must be made of scalars and vectors to be solved in a batch, has an operation of yours");
            }
        }
        code.store(scalar(plan.value()), VALUE, 0);
        return code;
    }

    /// Takes rows for the vectors that a step stores.
    private void room(Step step) {
        switch (step) {
            case Step.Loop loop -> {
                for (Step.BlockOperation op : loop.body()) {
                    if (op.out().step() == 1) {
                        room(op.out(), loop.length());
                    }
                }
            }
            case Step.Assemble assemble -> room(assemble.out(), assemble.length());
            case Step.Concat concat -> room(
                    concat.out(), concat.pieces().stream().mapToInt(Step.Piece::length).sum());
            case Step.Copy copy -> room(copy.out(), copy.length());
            case Step.Scalars _, Step.MatrixProduct _, Step.Call _ -> {}
        }
    }

    private void room(Address out, int length) {
        if (out.array() == Address.ARENA && !rooms.containsKey(out.offset())) {
            rooms.put(out.offset(), code.rows(length));
        }
    }

    LaneCode code() {
        return code;
    }

    /// The row of a stored element.
    int row(int offset) {
        var room = rooms.floorEntry(offset);
        if (room == null) {
            throw new AssertionError("no vector at " + offset);
        }
        return room.getValue() + offset - room.getKey();
    }

    private void scalar(Step.ScalarOperation op) {
        int a = scalar(op.a());
        Elementwise f = op.function();
        scalars.put(op.out(), f == null ? a : code.map(f, a, scalar(op.b()), scalar(op.c())));
    }

    /// A result of a reduction.
    void scalar(int offset, int value) {
        scalars.put(offset, value);
    }

    /// The value of a scalar, or of one element of a vector.
    int scalar(Address a) {
        if (a.array() == Address.ARENA) {
            Integer value = scalars.get(a.offset());
            if (value != null) {
                return value;
            }
        }
        return element(a, 0);
    }

    /// An element of a vector, outside loops.
    int element(Address a, int i) {
        int at = a.offset() + i * a.step();
        if (a.array() == Address.X) {
            return points.computeIfAbsent(at, _ -> code.load(Address.X, at));
        }
        if (a.array() == Address.ARENA && !isConstant(at)) {
            Integer value = known.get(row(at));
            return value != null ? value : code.load(LaneCode.SCRATCH, row(at));
        }
        return load(new Address(a.array(), at, 0));
    }

    /// Loads what an address names at the index of the loop, or without a step one element.
    int load(Address a) {
        if (a.array() == Address.ARENA) {
            return isConstant(a.offset())
                    ? code.shared(Address.DATA + each.length, a.offset(), a.step())
                    : code.load(LaneCode.SCRATCH, row(a.offset()), a.step());
        }
        return a.array() >= Address.DATA && !each[a.array() - Address.DATA]
                ? code.shared(a.array(), a.offset(), a.step())
                : code.load(a.array(), a.offset(), a.step());
    }

    private boolean isConstant(int offset) {
        var preset = constants.floorEntry(offset);
        return preset != null && offset < preset.getKey() + preset.getValue();
    }

    /// Stores at the index of the loop.
    void store(int value, Address out, int length) {
        if (out.array() == Address.ARENA) {
            int row = row(out.offset());
            code.store(value, LaneCode.SCRATCH, row, out.step());
            overwritten(row, length);
        } else {
            code.store(value, out.array(), out.offset(), out.step());
        }
    }

    /// Forgets what was in rows.
    void overwritten(int row, int length) {
        for (int i = 0; i < length; i++) {
            known.remove(row + i);
        }
    }

    /// Stores one element, outside loops.
    void storeElement(int value, Address out, int i) {
        int at = out.offset() + i * out.step();
        if (out.array() == Address.ARENA) {
            code.store(value, LaneCode.SCRATCH, row(at));
            known.put(row(at), value);
        } else {
            code.store(value, out.array(), at);
        }
    }

    private void copy(Address from, int length, Address out, int start) {
        Address to = new Address(out.array(), out.offset() + start, 1);
        if (length <= STRAIGHT) {
            for (int i = 0; i < length; i++) {
                storeElement(length == 1 ? scalar(from) : element(from, i), to, i);
            }
        } else {
            code.loop(length);
            store(load(from), to, length);
            code.end();
        }
    }

    /// Adds the pieces of every element in order, as the interpreter does.
    private void assemble(Step.Assemble step) {
        int total = step.pieces().stream().mapToInt(Step.Piece::length).sum();
        if (total + step.length() <= STRAIGHT) {
            List<List<Integer>> terms = new ArrayList<>();
            for (int i = 0; i < step.length(); i++) {
                terms.add(new ArrayList<>());
            }
            for (Step.Piece piece : step.pieces()) {
                for (int i = 0; i < piece.length(); i++) {
                    terms.get(piece.placement().of(i))
                            .add(piece.length() == 1 ? scalar(piece.source()) : element(piece.source(), i));
                }
            }
            for (int i = 0; i < step.length(); i++) {
                storeElement(sum(terms.get(i), step.covered()), step.out(), i);
            }
            return;
        }
        code.loop(step.length());
        store(code.constant(step.start()), step.out(), step.length());
        code.end();
        step.pieces().forEach(piece -> addPiece(piece, step.out()));
    }

    /// From −0, which changes nothing, if there is a term at all; from 0 otherwise.
    private int sum(List<Integer> terms, boolean covered) {
        int sum = covered ? terms.getFirst() : code.constant(0);
        for (int t = covered ? 1 : 0; t < terms.size(); t++) {
            sum = code.add(sum, terms.get(t));
        }
        return sum;
    }

    private void addPiece(Step.Piece piece, Address out) {
        Op.Placement to = piece.placement();
        if (piece.length() == 1 || to.index() != null) {
            for (int i = 0; i < piece.length(); i++) {
                int value = piece.length() == 1 ? scalar(piece.source()) : element(piece.source(), i);
                storeElement(code.add(element(out, to.of(i)), value), out, to.of(i));
            }
            return;
        }
        Address place = new Address(out.array(), out.offset() + to.start(), to.step());
        code.loop(piece.length());
        store(code.add(load(place), load(piece.source())), place, piece.length() * to.step());
        code.end();
    }
}
