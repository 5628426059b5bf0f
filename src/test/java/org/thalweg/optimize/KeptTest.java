package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every number of a solver's state is written down and read again, or stands here with the reason why it need not be.
class KeptTest {
    /// What is not part of a state, by the reason.
    private static final Map<String, List<String>> NOT_KEPT = Map.of(
            "is written by every choice of a direction before it is read",
            List.of("BoxDirection.free", "BoxDirection.many", "BoxDirection.r", "BoxDirection.target", "BoxDirection.v",
                    "BoxDirection.w", "CauchyPoint.c", "CauchyPoint.d", "CauchyPoint.mw", "CauchyPoint.open", "CauchyPoint.p",
                    "CauchyPoint.t", "CauchyPoint.w", "CauchyPoint.waiting", "CauchyPoint.x", "CompactForm.columns", "CompactForm.k",
                    "CompactForm.products", "CompactForm.theta", "CompactInverse.agrees", "CompactInverse.alpha", "CompactInverse.before",
                    "CompactInverse.coefficients", "CompactInverse.fromAlpha", "DenseDirection.padded", "DenseDirection.w",
                    "DoubleRows.a", "FloatRows.a", "FloatRows.at", "FloatRows.factors", "FloatRows.lanes", "FloatRows.one",
                    "FloatRows.rounded", "FloatRows.two",
                    "History.byAge", "History.pNorm", "LinearSystem.a", "LinearSystem.n", "LinearSystem.pivots",
                    "OrthantDirection.pg"),
            "is written by every new pair before it is read", List.of("FloatRows.pair", "History.numbers"),
            "follows from the pairs, and a state that is restored says it is stale",
            List.of("RegularisedModel.k", "RegularisedModel.products", "RegularisedModel.some", "RegularisedModel.theta", "RegularisedModel.v"),
            "is a copy in which the error of f is sorted", List.of("Noise.sorted"));

    /// A solver twice, of every kind.
    private static Stream<LbfgsSolver[]> solvers() {
        List<LbfgsSolver[]> all = new ArrayList<>();
        for (LineSearch search : List.of(
                StrongWolfe.DEFAULT, HagerZhang.DEFAULT, Backtracking.DEFAULT, new FixedStep(0.1))) {
            Lbfgs settings = Lbfgs.DEFAULT.withMemory(3).withLineSearch(search);
            all.add(new LbfgsSolver[] {settings.solver(5), settings.solver(5)});
        }
        Lbfgs settings = Lbfgs.DEFAULT.withMemory(3);
        Box box = Box.of(5, -1, 1);
        all.add(new LbfgsSolver[] {settings.solver(200), settings.solver(200)});
        all.add(new LbfgsSolver[] {settings.solver(box), settings.solver(box)});
        all.add(new LbfgsSolver[] {OrthantWise.of(0.1).solver(5), OrthantWise.of(0.1).solver(5)});
        all.add(new LbfgsSolver[] {Bfgs.DEFAULT.solver(5), Bfgs.DEFAULT.solver(5)});
        all.add(new LbfgsSolver[] {Bfgs.DEFAULT.solver(40), Bfgs.DEFAULT.solver(40)});
        return all.stream();
    }

    @Test
    void everyNumberIsKeptOrNeedNotBe() {
        Set<String> lost = new TreeSet<>();
        solvers().forEach(two -> {
            Tape.Kept from = part(two[0], "descent");
            Tape.Kept to = part(two[1], "descent");
            List<Slot> there = slots(from);
            List<Slot> here = slots(to);
            assertEquals(there.stream().map(Slot::name).toList(), here.stream().map(Slot::name).toList());
            for (int k = 0; k < there.size(); k++) {
                there.get(k).fill(k + 1);
            }
            Tape tape = new Tape();
            double[] array = new double[tape.measure(from)];
            tape.save(from, array);
            tape.restore(to, array);
            for (int k = 0; k < there.size(); k++) {
                if (!here.get(k).isAsIn(there.get(k))) {
                    lost.add(there.get(k).name());
                }
            }
        });
        Set<String> allowed = new TreeSet<>();
        NOT_KEPT.values().forEach(allowed::addAll);
        assertEquals(String.join("\n", allowed), String.join("\n", lost));
    }

    /// What a field holds.
    static Tape.Kept part(Object whole, String name) {
        try {
            Field field = whole.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return (Tape.Kept) field.get(whole);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Slot> slots(Object root) {
        List<Slot> slots = new ArrayList<>();
        collect(root, slots, Collections.newSetFromMap(new IdentityHashMap<>()));
        return slots;
    }

    private static void collect(Object object, List<Slot> slots, Set<Object> seen) {
        if (!seen.add(object)) {
            return;
        }
        for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                field.setAccessible(true);
                Slot slot = new Slot(type.getSimpleName() + "." + field.getName(), object, field);
                if (slot.isState()) {
                    slots.add(slot);
                } else if (slot.get() instanceof Object part && part.getClass().getPackage() == KeptTest.class.getPackage()
                        && !part.getClass().isRecord() && !part.getClass().isEnum()) {
                    collect(part, slots, seen);
                }
            }
        }
    }

    /// A number, a flag, a constant or an array of numbers, somewhere in the state.
    private record Slot(String name, Object owner, Field field) {
        boolean isState() {
            Class<?> holds = field.getType();
            int modifiers = field.getModifiers();
            boolean array = holds == double[].class || holds == float[].class || holds == int[].class;
            return !Modifier.isStatic(modifiers)
                    && (array || (!Modifier.isFinal(modifiers) && (holds.isPrimitive() || holds.isEnum())));
        }

        /// Something that a fresh solver does not hold there, nor another slot.
        void fill(int k) {
            Class<?> holds = field.getType();
            if (holds == double[].class) {
                Arrays.setAll((double[]) get(), i -> 1000 * k + i);
            } else if (holds == float[].class) {
                float[] numbers = (float[]) Objects.requireNonNull(get());
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = 1000 * k + i;
                }
            } else if (holds == int[].class) {
                Arrays.setAll((int[]) get(), i -> 1000 * k + i);
            } else if (holds == boolean.class) {
                set(!(boolean) get());
            } else if (holds.isEnum()) {
                Object[] constants = holds.getEnumConstants();
                set(constants[get() == constants[0] ? 1 : 0]);
            } else if (holds == int.class) {
                set(1000 * k);
            } else {
                set(1000.5 * k);
            }
        }

        boolean isAsIn(Slot other) {
            return Objects.deepEquals(get(), other.get());
        }

        private @Nullable Object get() {
            try {
                return field.get(owner);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }

        private void set(Object value) {
            try {
                field.set(owner, value);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }
}
