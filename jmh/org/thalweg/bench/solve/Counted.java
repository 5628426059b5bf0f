package org.thalweg.bench.solve;

import org.thalweg.Objective;

/// Counts the evaluations of another objective.
final class Counted implements Valued {
    private final Objective f;
    private int values;
    private int gradients;

    Counted(Objective f) {
        this.f = f;
    }

    @Override
    public double value(double[] x) {
        values++;
        if (f instanceof Valued valued) {
            return valued.value(x);
        }
        throw new UnsupportedOperationException("value: this objective has no value alone");
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        gradients++;
        return f.valueAndGradient(x, gradient);
    }

    /// Evaluations of the value alone.
    int values() {
        return values;
    }

    /// Evaluations of value and gradient.
    int gradients() {
        return gradients;
    }
}
