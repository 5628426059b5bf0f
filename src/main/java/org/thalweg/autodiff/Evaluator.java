package org.thalweg.autodiff;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;
import org.thalweg.autodiff.Derivatives.Request;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.run.Interpreter;

/// Evaluates a [Formula] and its derivatives, with memory of its own.
///
/// ```java
/// Evaluator e = decay.evaluator().bind("t", times).bind("y", observed);
/// double f = e.valueAndGradient(x, g);
/// ```
///
/// Data is bound by reference: what stands in the array at the time of an evaluation counts, and another array may be
/// bound at any time between two evaluations.
///
/// **Errors**: a point, direction or result array of the wrong length, or a result array that is also an input, is
/// refused with [IllegalArgumentException] before anything is written; data that is not bound with
/// [IllegalStateException], by name. Values that are not finite are computed like others. If a user's operation throws,
/// the result array holds nothing of use; the evaluator remains usable.
///
/// **Allocation**: the first call of each method takes its memory; afterwards none. (The Vector API makes garbage until
/// its callers are compiled; see [Formula].) **Threads**: one thread at a time.
@SuppressWarnings("EnumOrdinal") // two arrays indexed by request, on the shortest path of all
public final class Evaluator implements Objective {
    private final Formula formula;
    private final int n;
    private final int arrays;
    private final String[] names;
    private final int[] sizes;
    private final double[][] bound;
    private final Derivatives.@Nullable Task[] tasks = new Derivatives.Task[Request.values().length];
    private final double[][][] memories = new double[Request.values().length][][];

    Evaluator(Formula formula) {
        this.formula = formula;
        this.n = formula.dimension();
        this.arrays = formula.derivatives().arrays();
        Map<String, Integer> data = formula.data();
        this.names = data.keySet().toArray(new String[0]);
        this.sizes = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            sizes[i] = Objects.requireNonNull(data.get(names[i]));
        }
        this.bound = new double[names.length][];
    }

    /// The formula.
    ///
    /// @return the formula
    public Formula formula() {
        return formula;
    }

    /// Binds data by reference.
    ///
    /// @param name a name that the formula declares
    /// @param values the data, of the declared length; a matrix row-major; read only
    /// @return this
    /// @throws IllegalArgumentException if the formula has no such name or the length differs
    public Evaluator bind(String name, double[] values) {
        Objects.requireNonNull(values, name);
        int i = Arrays.asList(names).indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException(
                    "name: must be one of %s, was '%s'".formatted(Arrays.toString(names), name));
        }
        requireLength(name, values, sizes[i]);
        bound[i] = values;
        return this;
    }

    /// The value.
    ///
    /// @param x the point, length n, read only
    /// @return `f(x)`
    public double value(double... x) {
        requireLength("x", x, n);
        return run(Request.VALUE, x, x, x);
    }

    /// Value and gradient, by reverse mode.
    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        requireLength("x", x, n);
        requireLength("gradient", gradient, n);
        requireApart("gradient", gradient, "x", x);
        return run(Request.GRADIENT, x, x, gradient);
    }

    /// The derivative along a direction, by forward mode.
    ///
    /// @param x the point, length n, read only
    /// @param v the direction, length n, of any norm, read only
    /// @return `∇f(x)ᵀv`
    public double directionalDerivative(double[] x, double[] v) {
        requireLength("x", x, n);
        requireLength("v", v, n);
        return run(Request.DIRECTIONAL, x, v, x);
    }

    /// The Hessian times a vector, forward over reverse: the cost of a few gradients, whatever n is.
    ///
    /// @param x the point, length n, read only
    /// @param v the vector, length n, read only
    /// @param hv overwritten with `∇²f(x)·v`, length n
    /// @throws UnsupportedOperationException if the point reaches the input of a user's [Operation]
    public void hessianVector(double[] x, double[] v, double[] hv) {
        requireLength("x", x, n);
        requireLength("v", v, n);
        requireLength("hv", hv, n);
        requireApart("hv", hv, "x", x);
        requireApart("hv", hv, "v", v);
        run(Request.HESSIAN_VECTOR, x, v, hv);
    }

    private double run(Request request, double[] x, double[] v, double[] out) {
        Derivatives.Task task = tasks[request.ordinal()];
        if (task == null) {
            task = prepare(request);
        }
        double[][] memory = memories[request.ordinal()];
        for (int i = 0; i < bound.length; i++) {
            if (bound[i] == null) {
                throw new IllegalStateException("data '%s' (length %d) is not bound: call bind(\"%s\", …) first"
                        .formatted(names[i], sizes[i], names[i]));
            }
            if (request == Request.GRADIENT || request == Request.HESSIAN_VECTOR) {
                requireApart("the result", out, names[i], bound[i]);
            }
            memory[Address.DATA + i] = bound[i];
        }
        return task.program().run(x, v, out, memory);
    }

    private Derivatives.Task prepare(Request request) {
        Derivatives.Task task = formula.derivatives().task(request);
        memories[request.ordinal()] = Interpreter.memory(task.plan(), task.program(), arrays);
        tasks[request.ordinal()] = task;
        return task;
    }

    private static void requireLength(String name, double[] array, int length) {
        if (array.length != length) {
            throw new IllegalArgumentException(
                    "%s: must have length %d, had %d".formatted(name, length, array.length));
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same array is what matters, not equal contents
    private static void requireApart(String result, double[] out, String input, double[] in) {
        if (out == in) {
            throw new IllegalArgumentException(
                    "%s: must not be the array of %s, which is still read".formatted(result, input));
        }
    }

    @Override
    public String toString() {
        return "Evaluator[" + formula + "]";
    }
}
