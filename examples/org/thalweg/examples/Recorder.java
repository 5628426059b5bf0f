package org.thalweg.examples;

import java.util.ArrayList;
import java.util.List;
import org.thalweg.Objective;

/// An objective that remembers every evaluation, for tables and figures.
final class Recorder implements Objective {
    private final Objective objective;
    private final List<Trace.Point> points = new ArrayList<>();

    Recorder(Objective objective) {
        this.objective = objective.confined();
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        double value = objective.valueAndGradient(x, gradient);
        points.add(new Trace.Point(points.size() + 1, x.clone(), value, gradient.clone()));
        return value;
    }

    int evaluations() {
        return points.size();
    }

    Trace.Point last() {
        return points.getLast();
    }

    /// The evaluation with this number, counted from 1.
    Trace.Point evaluation(int number) {
        return points.get(number - 1);
    }

    Trace trace(String name) {
        return new Trace(name, List.copyOf(points));
    }
}
