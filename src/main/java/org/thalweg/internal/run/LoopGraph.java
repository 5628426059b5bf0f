package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.plan.Address;

/// The values of loops as functions of the loop's index i, each stated once.
///
/// What the plan says in terms of addresses becomes here a graph whose leaves are loads at `offset + i·step` and scalars.
/// In this form a value can be had at another index: `value(i + by)` is the same expression over moved loads. That is how
/// pieces that an assembled vector adds at different places are computed in one loop, without a detour through memory.
///
/// Values are numbered in the order in which they were added; inputs come before their users.
final class LoopGraph {
    /// A value at index i.
    sealed interface Value {}

    /// `array[offset + i·step]`.
    record Load(int array, int offset, int step) implements Value {}

    /// `array[offset + index[i + shift]]`.
    @SuppressWarnings("ArrayRecordComponent") // compared by identity on purpose: the index comes from one node
    record Gather(int array, int offset, int[] index, int shift) implements Value {}

    /// A scalar, the same at every index.
    record Splat(Address scalar) implements Value {}

    /// A known scalar.
    record Constant(double value) implements Value {}

    /// A function of one to three values; those beyond its arity repeat the first.
    record Apply(Elementwise function, int a, int b, int c) implements Value {
        /// The operand by number.
        int input(int i) {
            return i == 0 ? a : i == 1 ? b : c;
        }
    }

    private record Moved(int value, int by) {}

    private final List<Value> values = new ArrayList<>();
    private final Map<Value, Integer> numbers = new HashMap<>();
    private final Map<Moved, Integer> moved = new HashMap<>();

    Value value(int v) {
        return values.get(v);
    }

    /// The number of a value, old or new.
    int add(Value value) {
        Integer known = numbers.putIfAbsent(value, values.size());
        if (known != null) {
            return known;
        }
        values.add(value);
        return values.size() - 1;
    }

    int apply(Elementwise f, int a, int b, int c) {
        return add(new Apply(f, a, f.arity() > 1 ? b : a, f.arity() > 2 ? c : a));
    }

    /// The value at index `i + by`.
    int move(int v, int by) {
        if (by == 0) {
            return v;
        }
        Integer known = moved.get(new Moved(v, by));
        if (known != null) {
            return known;
        }
        int result = switch (values.get(v)) {
            case Load(int array, int offset, int step) -> add(new Load(array, offset + by * step, step));
            case Gather(int array, int offset, int[] index, int shift) ->
                add(new Gather(array, offset, index, shift + by));
            case Splat _, Constant _ -> v;
            case Apply(Elementwise f, int a, int b, int c) -> add(new Apply(f, move(a, by), move(b, by), move(c, by)));
        };
        moved.put(new Moved(v, by), result);
        return result;
    }

    /// Whether the value needs no computation.
    boolean isLeaf(int v) {
        return !(values.get(v) instanceof Apply);
    }

    /// Whether a vector loop leaves the value to a kernel that works on a block: functions without an instruction of their
    /// own, and loads from scattered places.
    boolean isCall(int v) {
        return switch (values.get(v)) {
            case Load load -> load.step() > 2;
            case Gather _ -> true;
            case Splat _, Constant _ -> false;
            case Apply apply -> !VectorBody.hasInstruction(apply.function());
        };
    }

    /// Everything that some roots need, in order.
    List<Integer> needed(List<? extends Root> roots) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> open = new ArrayList<>();
        for (Root root : roots) {
            for (int v : root.values()) {
                open.add(v);
            }
        }
        while (!open.isEmpty()) {
            int v = open.removeLast();
            if (seen.add(v) && values.get(v) instanceof Apply apply) {
                for (int i = 0; i < apply.function().arity(); i++) {
                    open.add(apply.input(i));
                }
            }
        }
        return ordered(seen);
    }

    /// In the order of evaluation. A moved copy may have been added before a value that it does not need, never before one
    /// that it does: numbers will do.
    private static List<Integer> ordered(Set<Integer> some) {
        return some.stream().sorted().toList();
    }
}
