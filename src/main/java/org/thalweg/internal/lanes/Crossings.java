package org.thalweg.internal.lanes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.thalweg.internal.lanes.Instruction.Kind;
import org.thalweg.internal.lanes.Instruction.Place;

/// Where stages find the values of earlier ones.
///
/// Much of it lies in memory anyway, since it has been loaded from a row or stored in one that has not been written since. A
/// comparison of such values, or with a constant, is made again, which costs what loading its result would. All others get a
/// row of their own.
final class Crossings {
    private final LaneCode program;
    private final Map<Integer, Place> where = new HashMap<>();
    private final List<Map<Integer, Place>> found = new ArrayList<>();
    private final List<List<Integer>> again = new ArrayList<>();
    private final Map<Integer, Integer> guards = new HashMap<>();

    Crossings(LaneCode program, List<Stage> stages) {
        this.program = program;
        for (Stage stage : stages) {
            stage.instructions().forEach(v -> guards.put(v, stage.guard()));
            enter(stage);
            pass(stage);
        }
    }

    /// Where a stage loads the values of others from.
    Map<Integer, Place> loads(int stage) {
        return found.get(stage);
    }

    /// The comparisons that a stage makes again, after its loads.
    List<Integer> again(int stage) {
        return again.get(stage);
    }

    /// What a stage reads of others, but for constants.
    private Set<Integer> inputs(Stage stage) {
        Set<Integer> own = Set.copyOf(stage.instructions());
        Set<Integer> inputs = new LinkedHashSet<>();
        if (stage.guard() != Instruction.NONE) {
            inputs.add(stage.guard());
        }
        for (int v : stage.instructions()) {
            Instruction op = program.instruction(v);
            for (int i = 0; i < op.arity(); i++) {
                int u = op.operand(i);
                if (!own.contains(u) && !isConstant(u)) {
                    inputs.add(u);
                }
            }
        }
        return inputs;
    }

    private void enter(Stage stage) {
        Map<Integer, Place> places = new LinkedHashMap<>();
        List<Integer> repeated = new ArrayList<>();
        for (int u : inputs(stage)) {
            Instruction op = program.instruction(u);
            if (op.kind() == Kind.MAP && op.isCondition() && isCheap(op)) {
                find(op.a(), places);
                find(op.b(), places);
                repeated.add(u);
            } else {
                find(u, places);
            }
        }
        found.add(places);
        again.add(repeated);
    }

    /// With a constant, or of values that need no row of their own.
    private boolean isCheap(Instruction comparison) {
        return isConstant(comparison.a())
                || isConstant(comparison.b())
                || (where.containsKey(comparison.a()) && where.containsKey(comparison.b()));
    }

    private boolean isConstant(int value) {
        return program.instruction(value).kind() == Kind.CONSTANT;
    }

    private void find(int value, Map<Integer, Place> places) {
        if (!isConstant(value)) {
            Place place = where.get(value);
            places.put(value, place != null ? place : new Place(LaneCode.SCRATCH, program.home(value), 0));
        }
    }

    /// Whether a value that a stage stores is there whenever it is needed: not if the stage can be left out and others need it.
    private boolean isSure(Stage stage, int value) {
        return stage.guard() == Instruction.NONE || guards.getOrDefault(value, Instruction.NONE) == stage.guard();
    }

    /// What is in which row after a stage.
    private void pass(Stage stage) {
        if (stage instanceof Stage.Call call) {
            where.values().removeIf(place -> place.array() == LaneCode.SCRATCH
                    && place.row() >= call.out().row()
                    && place.row() < call.out().row() + call.rows());
        }
        for (int v : stage.instructions()) {
            Instruction op = program.instruction(v);
            Place place = op.place();
            if (op.kind() == Kind.STORE) {
                where.values().removeIf(other -> other.array() == place.array()
                        && (place.step() != 0 || other.row() == place.row()));
            }
            if (stage instanceof Stage.Straight) {
                if (op.kind() == Kind.LOAD) {
                    where.put(v, place);
                } else if (op.kind() == Kind.STORE && !program.instruction(op.a()).isCondition() && isSure(stage, op.a())) {
                    where.put(op.a(), place);
                }
            }
        }
    }
}
