package org.thalweg.internal.run;

import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Plan;

/// A program that the [Interpreter] runs.
///
/// @param plan the plan
/// @param arrays the number of arrays before the exchange arrays of users' operations
public record Interpreted(Plan plan, int arrays) implements Program {
    @Override
    public double run(double[] x, double[] v, double[] out, double[][] memory) {
        memory[Address.X] = x;
        memory[Address.DIRECTION] = v;
        memory[Address.OUT] = out;
        return Interpreter.run(plan, memory, arrays);
    }

    @Override
    public int arena() {
        return plan.arena();
    }
}
