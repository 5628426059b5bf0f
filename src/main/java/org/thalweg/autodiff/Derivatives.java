package org.thalweg.autodiff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.graph.Forward;
import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Reverse;
import org.thalweg.internal.graph.Simplifier;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Plan;
import org.thalweg.internal.plan.Planner;

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
    private final Plan value;
    private final Plan gradient;
    private volatile @Nullable Plan directional;
    private volatile @Nullable Plan hessianVector;

    private Derivatives(Expr result, boolean simplify) {
        Recording recording = result.recording();
        this.recorded = recording.graph();
        this.variable = recording.variable();
        this.output = result.id();
        this.data = Collections.unmodifiableMap(new LinkedHashMap<>(recording.data()));
        for (String name : data.keySet()) {
            arrays.put(name, Address.DATA + arrays.size());
        }
        this.simplify = simplify;
        this.value = make(Request.VALUE);
        this.gradient = make(Request.GRADIENT);
    }

    static Derivatives of(Expr result, boolean simplify) {
        return new Derivatives(result, simplify);
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

    Plan plan(Request request) {
        return switch (request) {
            case VALUE -> value;
            case GRADIENT -> gradient;
            case DIRECTIONAL -> {
                Plan plan = directional;
                if (plan == null) {
                    directional = plan = make(request);
                }
                yield plan;
            }
            case HESSIAN_VECTOR -> {
                Plan plan = hessianVector;
                if (plan == null) {
                    hessianVector = plan = make(request);
                }
                yield plan;
            }
        };
    }

    /// Derives on a copy of what was recorded, then simplifies, then plans.
    private Plan make(Request request) {
        Graph graph = recorded.copy();
        return switch (request) {
            case VALUE -> scalar(graph, output);
            case GRADIENT -> {
                int g = Reverse.gradient(graph, output, variable);
                Simplifier.Result small = Simplifier.copy(graph, simplify, output, g);
                yield Planner.plan(small.graph(), small.outputs()[0], small.outputs()[1], this::number);
            }
            case DIRECTIONAL -> scalar(graph, Forward.tangent(graph, output));
            case HESSIAN_VECTOR -> {
                int hv = Forward.tangent(graph, Reverse.gradient(graph, output, variable));
                Simplifier.Result small = Simplifier.copy(graph, simplify, hv);
                yield Planner.plan(small.graph(), Planner.NONE, small.outputs()[0], this::number);
            }
        };
    }

    private Plan scalar(Graph graph, int result) {
        Simplifier.Result small = Simplifier.copy(graph, simplify, result);
        return Planner.plan(small.graph(), small.outputs()[0], Planner.NONE, this::number);
    }

    /// The number of a bound array.
    int number(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
