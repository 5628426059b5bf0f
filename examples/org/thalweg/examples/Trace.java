package org.thalweg.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.thalweg.examples.Plot.Series;

/// What a run left behind: named points in the order in which it came by.
///
/// @param name of the run
/// @param points evaluated, or settled on after an iteration
record Trace(String name, List<Point> points) {
    /// One point of a run in the plane.
    ///
    /// @param evaluations how many evaluations the run had made by then
    /// @param x the point, of this record alone
    /// @param value `f(x)`
    /// @param gradient `∇f(x)`, of this record alone
    record Point(int evaluations, double[] x, double value, double[] gradient) {}

    Point last() {
        return points.getLast();
    }

    /// The path in the plane.
    Series path() {
        return new Series(name, list(p -> p.x()[0]), list(p -> p.x()[1]));
    }

    /// The logarithm of `f − f*` over the logarithm of the number of evaluations; points that hit f* are left out.
    Series convergence(double optimum) {
        List<Point> above = points.stream().filter(p -> p.value() > optimum).toList();
        var trace = new Trace(name, above);
        return new Series(name, trace.list(Point::evaluations), trace.list(p -> Math.log10(p.value() - optimum)));
    }

    /// The logarithm of `‖x‖` over the number of evaluations.
    Series distance() {
        return new Series(name, list(Point::evaluations), list(p -> Math.log10(Math.hypot(p.x()[0], p.x()[1]))));
    }

    /// The first points only.
    Trace first(int count) {
        return new Trace(name, points.subList(0, Math.min(count, points.size())));
    }

    /// The points that were better than all before them: a run without the trials of its line searches.
    Trace improvements() {
        List<Point> better = new ArrayList<>();
        for (Point p : points) {
            if (better.isEmpty() || p.value() < better.getLast().value()) {
                better.add(p);
            }
        }
        return new Trace(name, better);
    }

    List<Double> list(ToDoubleFunction<Point> coordinate) {
        return points.stream().map(coordinate::applyAsDouble).toList();
    }
}
