package org.thalweg.autodiff;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Op;

/// The formula in the making: the graph behind all expressions, what it reads, and whether it may still grow.
final class Recording {
    private static final Set<Class<?>> OURS =
            Set.of(Recording.class, Model.class, Expr.class, Matrix.class, Condition.class, Formula.class);

    private final Graph graph = new Graph();
    private final int variable;
    private final Map<String, Integer> data = new LinkedHashMap<>();
    private boolean over;

    Recording(int n) {
        this.variable = graph.add(new Op.Variable(), n);
    }

    Graph graph() {
        return graph;
    }

    int variable() {
        return variable;
    }

    /// What must be bound, in the order of declaration: name and number of elements.
    Map<String, Integer> data() {
        return data;
    }

    void end() {
        over = true;
    }

    Expr record(Op op, int length, int... inputs) {
        if (over) {
            throw new IllegalStateException(
                    "expression: must be used while its formula is recorded, was used afterwards" + place());
        }
        return new Expr(this, graph.add(op, length, inputs));
    }

    void declare(String name, long elements) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: must not be blank, was '" + name + "'" + place());
        }
        if (elements < 1 || elements > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(
                    "%s: must have 1 to 2³¹ − 65 elements, had %d%s".formatted(name, elements, place()));
        }
        if (data.putIfAbsent(name, (int) elements) != null) {
            throw new IllegalArgumentException("%s: a name may be declared once%s".formatted(name, place()));
        }
    }

    /// Where the caller's code is: the nearest frame outside the recording classes, as " (at File.java:12)".
    static String place() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(f -> !OURS.contains(f.getDeclaringClass()) && !f.getClassName().startsWith("java."))
                        .findFirst()
                        .map(f -> " (at " + f.getFileName() + ":" + f.getLineNumber() + ")")
                        .orElse(""));
    }
}
