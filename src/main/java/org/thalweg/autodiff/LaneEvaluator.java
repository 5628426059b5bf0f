package org.thalweg.autodiff;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thalweg.BatchObjective;
import org.thalweg.autodiff.Derivatives.Request;
import org.thalweg.internal.lanes.Gradual;
import org.thalweg.internal.lanes.LaneProgram;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Plan;
import org.thalweg.internal.run.AcrossLanes;

/// Evaluates a [Formula] and its gradient in many lanes, each with its own point, and its own data where that is bound so.
///
/// Data that all share is read where it is; a problem's own is copied into its lane when the lane begins with it. The program
/// is written when it is first needed, since it depends on which data is shared.
///
/// **Allocation**: the first evaluation, and the first after data has changed between shared and own. **Threads**: one at a
/// time.
final class LaneEvaluator implements BatchObjective, Gradual {
    private final Formula formula;
    private final int lanes;
    private final String[] names;
    private final int[] sizes;
    private final double[][] bound;
    private final boolean[] each;
    private final double[][] memory;
    private @Nullable LaneProgram program;

    LaneEvaluator(Formula formula, int lanes) {
        this.formula = formula;
        this.lanes = lanes;
        Map<String, Integer> data = formula.data();
        names = data.keySet().toArray(new String[0]);
        sizes = data.values().stream().mapToInt(Integer::intValue).toArray();
        bound = new double[names.length][];
        each = new boolean[names.length];
        memory = new double[Address.DATA + names.length + 1][];
        Plan plan = formula.derivatives().task(Request.GRADIENT).plan();
        memory[Address.DATA + names.length] = AcrossLanes.constants(plan);
        // Refuses what cannot run across lanes at once, not at the first solve.
        AcrossLanes.write(plan, each, lanes);
    }

    @Override
    public void bind(String name, double[] values) {
        int i = number(name);
        requireLength(name, values, sizes[i]);
        change(i, values, false);
        memory[Address.DATA + i] = values;
    }

    @Override
    public void bindEach(String name, double[] values, int count) {
        int i = number(name);
        Objects.requireNonNull(values, name);
        long length = (long) sizes[i] * count;
        if (values.length != length) {
            throw new IllegalArgumentException("%s: must have length %d, %d for each of %d problems, had %d"
                    .formatted(name, length, sizes[i], count, values.length));
        }
        change(i, values, true);
    }

    private void change(int i, double[] values, boolean own) {
        if (own != each[i] || bound[i] == null) {
            program = null;
            each[i] = own;
            if (own) {
                memory[Address.DATA + i] = new double[sizes[i] * lanes];
            }
        }
        bound[i] = values;
    }

    private int number(String name) {
        int i = Arrays.asList(names).indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException(
                    "name: must be one of %s, was '%s'".formatted(Arrays.toString(names), name));
        }
        return i;
    }

    private static void requireLength(String name, double[] values, int length) {
        Objects.requireNonNull(values, name);
        if (values.length != length) {
            throw new IllegalArgumentException(
                    "%s: must have length %d, had %d".formatted(name, length, values.length));
        }
    }

    @Override
    public void prepare() {
        for (int i = 0; i < names.length; i++) {
            if (bound[i] == null) {
                throw new IllegalStateException(
                        "data '%s' (length %d) is not bound: call bind(\"%s\", …) or bindEach(\"%s\", …) first"
                                .formatted(names[i], sizes[i], names[i], names[i]));
            }
        }
        if (program == null) {
            program = formula.derivatives().acrossLanes(each, lanes, memory);
        }
    }

    @Override
    public void hurry() {
        prepare();
        Objects.requireNonNull(program).hurry();
    }

    @Override
    public void begin(int problem, int lane) {
        for (int i = 0; i < names.length; i++) {
            if (each[i]) {
                double[] rows = memory[Address.DATA + i];
                double[] values = bound[i];
                int from = problem * sizes[i];
                int at = lane;
                for (int k = 0; k < sizes[i]; k++) {
                    rows[at] = values[from + k];
                    at += lanes;
                }
            }
        }
    }

    @Override
    public void valueAndGradient(double[] x, double[] f, double[] g, int lanes) {
        memory[Address.X] = x;
        memory[AcrossLanes.VALUE] = f;
        memory[Address.OUT] = g;
        Objects.requireNonNull(program, "prepare() has not been called").run(memory);
    }

    @Override
    public String toString() {
        return "LaneEvaluator[" + formula + ", lanes=" + lanes + "]";
    }
}
