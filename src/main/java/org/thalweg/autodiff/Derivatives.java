package org.thalweg.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.graph.Forward;
import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Reverse;
import org.thalweg.internal.graph.Simplifier;
import org.thalweg.internal.lanes.LaneCode;
import org.thalweg.internal.lanes.LaneProgram;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Plan;
import org.thalweg.internal.plan.Planner;
import org.thalweg.internal.run.AcrossLanes;
import org.thalweg.internal.run.Compiler;
import org.thalweg.internal.run.Explanation;
import org.thalweg.internal.run.Interpreted;
import org.thalweg.internal.run.Program;

/// The plans of a formula, one for each thing that can be asked of it.
///
/// Value and gradient are planned at once; the others when first asked for. Two threads that ask at the same moment both
/// plan, and get equal plans; one of them is kept.
///
/// **Threads**: immutable to its users.
final class Derivatives {
    /// What can be asked of a formula.
    enum Request {
        /// `f(x)`
        VALUE,
        /// `f(x)` and `∇f(x)`
        GRADIENT,
        /// `∇f(x)ᵀv`
        DIRECTIONAL,
        /// `∇²f(x)·v`
        HESSIAN_VECTOR
    }

    private final Graph recorded;
    private final int variable;
    private final int output;
    private final Map<String, Integer> data;
    private final Map<String, Integer> arrays = new LinkedHashMap<>();
    private final boolean simplify;
    private final boolean compile;
    private final Task value;
    private final Task gradient;
    private volatile @Nullable Task directional;
    private volatile @Nullable Task hessianVector;

    /// A plan, and the program made of it.
    record Task(Plan plan, Program program) {}

    private Derivatives(
            Graph recorded, int variable, int output, Map<String, Integer> data, boolean simplify, boolean compile) {
        this.recorded = recorded;
        this.variable = variable;
        this.output = output;
        this.data = data;
        for (String name : data.keySet()) {
            arrays.put(name, Address.DATA + arrays.size());
        }
        this.simplify = simplify;
        this.compile = compile;
        this.value = make(Request.VALUE);
        this.gradient = make(Request.GRADIENT);
    }

    static Derivatives of(Expr result, boolean simplify) {
        Recording recording = result.recording();
        Map<String, Integer> data = Collections.unmodifiableMap(new LinkedHashMap<>(recording.data()));
        return new Derivatives(recording.graph(), recording.variable(), result.id(), data, simplify, compilesByDefault());
    }

    /// A formula that arrives as bytes, in the way of [FormulaReader].
    static Derivatives of(
            Graph recorded, int output, Map<String, Integer> data, boolean simplify, boolean interpreted) {
        return new Derivatives(recorded, 0, output, data, simplify, !interpreted && compilesByDefault());
    }

    Graph recorded() {
        return recorded;
    }

    int output() {
        return output;
    }

    boolean simplifies() {
        return simplify;
    }

    boolean compiles() {
        return compile;
    }

    /// The same formula for the interpreter.
    Derivatives interpreted() {
        return new Derivatives(recorded, variable, output, data, simplify, false);
    }

    private static boolean compilesByDefault() {
        String request = System.getProperty("org.thalweg.formulas", "compiled");
        return switch (request) {
            case "compiled" -> true;
            case "interpreted" -> false;
            default -> throw new IllegalArgumentException(
                    "org.thalweg.formulas: must be compiled or interpreted, was '" + request + "'");
        };
    }

    int dimension() {
        return recorded.length(variable);
    }

    Map<String, Integer> data() {
        return data;
    }

    /// The number of arrays of an evaluation: arena, x, direction, out, and the data.
    int arrays() {
        return Address.DATA + data.size();
    }

    Task task(Request request) {
        return switch (request) {
            case VALUE -> value;
            case GRADIENT -> gradient;
            case DIRECTIONAL -> {
                Task task = directional;
                if (task == null) {
                    directional = task = make(request);
                }
                yield task;
            }
            case HESSIAN_VECTOR -> {
                Task task = hessianVector;
                if (task == null) {
                    hessianVector = task = make(request);
                }
                yield task;
            }
        };
    }

    /// Value and gradient in many lanes.
    ///
    /// @param each for every bound array whether each lane has its own
    /// @param memory the arrays of all runs; those of which each lane has its own part, and the constants, stay the same
    LaneProgram acrossLanes(boolean[] each, int lanes, double[][] memory) {
        LaneCode code = AcrossLanes.write(gradient.plan(), each, lanes);
        for (int i = 0; i <= each.length; i++) {
            if (i == each.length || each[i]) {
                code.fix(Address.DATA + i, memory[Address.DATA + i]);
            }
        }
        return code.program(compile);
    }

    /// Explains value, and value with gradient.
    String explain() {
        List<String> names = new ArrayList<>(List.of("x", "v", "gradient"));
        names.addAll(data.keySet());
        StringBuilder text = new StringBuilder();
        for (Request request : List.of(Request.VALUE, Request.GRADIENT)) {
            text.append(request == Request.VALUE ? "value" : "value and gradient").append(":\n");
            text.append(compile
                    ? Explanation.of(task(request).plan(), arrays(), names)
                    : "       interpreted: %d steps\n".formatted(task(request).plan().steps().size()));
        }
        return text.toString();
    }

    private Task make(Request request) {
        Plan plan = plan(request);
        return new Task(plan, compile ? Compiler.compile(plan, arrays()) : new Interpreted(plan, arrays()));
    }

    /// Derives on a copy of what was recorded, then simplifies, then plans.
    private Plan plan(Request request) {
        Graph graph = recorded.copy();
        return switch (request) {
            case VALUE -> scalar(graph, output);
            case GRADIENT -> {
                int g = Reverse.gradient(graph, output, variable);
                Simplifier.Result small = Simplifier.copy(graph, simplify, output, g);
                yield plan(small.graph(), small.outputs()[0], small.outputs()[1]);
            }
            case DIRECTIONAL -> scalar(graph, Forward.tangent(graph, output));
            case HESSIAN_VECTOR -> {
                int hv = Forward.tangent(graph, Reverse.gradient(graph, output, variable));
                Simplifier.Result small = Simplifier.copy(graph, simplify, hv);
                yield plan(small.graph(), Planner.NONE, small.outputs()[0]);
            }
        };
    }

    private Plan scalar(Graph graph, int result) {
        Simplifier.Result small = Simplifier.copy(graph, simplify, result);
        return plan(small.graph(), small.outputs()[0], Planner.NONE);
    }

    private Plan plan(Graph graph, int scalarOutput, int vectorOutput) {
        return Planner.plan(graph, scalarOutput, vectorOutput, this::number);
    }

    /// The number of a bound array.
    int number(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
