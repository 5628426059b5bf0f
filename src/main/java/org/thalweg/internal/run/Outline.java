package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.plan.Plan;
import org.thalweg.internal.plan.Step;

/// What a compiled program consists of, before a byte of it is written.
///
/// @param plan the plan
/// @param parts the parts, in order
/// @param constants the constants of the arena, by offset
/// @param arena doubles of memory needed
record Outline(Plan plan, List<Part> parts, Map<Integer, Double> constants, int arena) {
    /// Operations per method: with at most 33 bytes each, well below the limit even if the last one is a long sum.
    private static final int OPERATIONS = 90;

    /// Elements that a vector load may touch beyond the last.
    private static final int SPARE = 16;

    /// The outline of a plan.
    static Outline of(Plan plan) {
        Map<Integer, Double> constants = new HashMap<>();
        for (Plan.Preset preset : plan.constants()) {
            if (preset.values().length == 1) {
                constants.put(preset.offset(), preset.values()[0]);
            }
        }
        List<Part> parts = parts(plan, constants);
        int blocks = 0;
        for (Part part : parts) {
            if (part instanceof Part.Fused fused) {
                blocks = Math.max(blocks, fused.room());
            }
        }
        return new Outline(plan, parts, constants, Kernels.padded(plan.arena()) + blocks + SPARE);
    }

    /// The passes of a part.
    static Stream<LoopPass> passes(Part part) {
        return part instanceof Part.Fused fused
                ? Stream.concat(fused.passes().stream(), fused.after().stream())
                : Stream.empty();
    }

    /// Whether the interpreter does everything.
    boolean isEmpty() {
        for (Part part : parts) {
            if (!(part instanceof Part.Left)) {
                return false;
            }
        }
        return true;
    }

    /// Whether all is one piece of straight-line code.
    boolean isStraight() {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Straight;
    }

    /// The steps as parts: runs of scalar work, cut to length; loops of one level with what is assembled from them; and
    /// steps left to the interpreter.
    private static List<Part> parts(Plan plan, Map<Integer, Double> constants) {
        List<Part> parts = new ArrayList<>();
        List<Part.Item> open = new ArrayList<>();
        List<Step> steps = plan.steps();
        int s = 0;
        while (s < steps.size()) {
            List<Part.Item> items = Part.items(steps.get(s));
            open.addAll(items);
            int taken = 1;
            if (items.isEmpty()) {
                parts.addAll(cut(open));
                open.clear();
                taken = fuse(steps.subList(s, steps.size()), parts, Kernels.padded(plan.arena()), constants);
                if (taken == 0) {
                    parts.add(new Part.Left(steps.get(s)));
                    taken = 1;
                }
            }
            s += taken;
        }
        parts.addAll(cut(open));
        return parts;
    }

    /// Fuses what belongs together at the beginning of a list of steps; says how many steps that were.
    private static int fuse(List<Step> steps, List<Part> parts, int blocks, Map<Integer, Double> constants) {
        Together together = Together.of(steps);
        if (together.count() > 0) {
            for (Step.Scalars scalars : together.scalars()) {
                parts.addAll(cut(Part.items(scalars)));
            }
            Part.Fused fused = Fusion.fuse(together, constants, blocks);
            parts.add(fused);
            fused.left().forEach(assemble -> parts.add(new Part.Left(assemble)));
        }
        return together.count();
    }

    private static List<Part> cut(List<Part.Item> items) {
        List<Part> parts = new ArrayList<>();
        Part.Straight current = new Part.Straight(new ArrayList<>());
        for (Part.Item item : items) {
            current.items().add(item);
            if (current.size() >= OPERATIONS) {
                current = flush(parts, current);
            }
        }
        flush(parts, current);
        return parts;
    }

    private static Part.Straight flush(List<Part> parts, Part.Straight current) {
        if (current.items().isEmpty()) {
            return current;
        }
        parts.add(current);
        return new Part.Straight(new ArrayList<>());
    }
}
