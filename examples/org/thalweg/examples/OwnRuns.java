package org.thalweg.examples;

import static org.thalweg.examples.Table.number;
import static org.thalweg.examples.Table.pair;

import module java.base;
import module org.thalweg;
import org.thalweg.optimize.IterationObserver;

/// What Thalweg's own solvers make of the article's problems.
final class OwnRuns {
    private final Table table = new Table("", "f", "‖∇f‖∞", "evaluations", "x", "status");

    /// Rosenbrock's function by L-BFGS.
    Trace rosenbrock() {
        return watch("Rosenbrock", ArticleFunctions.rosenbrock(1, 5), -1, 1);
    }

    /// The flower function by L-BFGS, to the point where it has no gradient.
    Trace flower() {
        return watch("flower", ArticleFunctions.flower(), 20, 20);
    }

    /// The flower function outside the circle, by a quadratic penalty.
    void penalty() {
        add("flower outside the circle", QuadraticPenalty.around(Lbfgs.DEFAULT).minimize(
                ArticleFunctions.flower(), List.of(Constraint.atMostZero(ArticleFunctions.insideCircle())), 0.5, 0.5));
    }

    void print(PrintStream out) {
        out.println("7. The same problems by Thalweg's own L-BFGS, with its own line search and stopping rules");
        table.print(out);
    }

    private Trace watch(String name, Formula f, double... x0) {
        List<Trace.Point> iterates = new ArrayList<>();
        double[] gradient = new double[x0.length];
        iterates.add(new Trace.Point(1, x0.clone(), f.valueAndGradient(x0, gradient), gradient));
        IterationObserver watch = (iteration, evaluations, x, value, norm) ->
                iterates.add(new Trace.Point(evaluations, x.clone(), value, new double[x.length]));
        Solution s = Lbfgs.DEFAULT.minimize(f, watch, x0);
        add(name, s);
        return new Trace("Lbfgs, " + s.evaluations() + " evaluations", iterates);
    }

    private void add(String name, Solution s) {
        table.row(name, number(s.value()), String.format(Locale.ROOT, "%.2g", s.gradientNorm()), "" + s.evaluations(),
                pair(s.x()), s.status().toString());
    }
}
