package org.thalweg.optimize;

import java.util.EnumSet;
import org.thalweg.Objective;
import org.thalweg.problems.Classics;
import org.thalweg.problems.Problem;

/// Extended Rosenbrock as seen by a solver that is to end in one way, in one place.
final class Scenario implements Objective, IterationObserver {
    /// What a solver object can end with; the others belong to methods without a search and to constraints.
    static final EnumSet<Status> POSSIBLE = EnumSet.complementOf(EnumSet.of(Status.NOT_FINITE, Status.INFEASIBLE));

    /// Where to solve.
    enum Place { FREE, BOX, ORTHANT }

    private static final int BEFORE_SAVING = 3;

    private final Status ending;
    private final Place place;
    private final Problem problem;
    private final double[] x;
    private final double[] gradient;
    private final double[] state;
    private final LbfgsSolver solver;
    private final LbfgsSolver other;
    private LbfgsSolver solving;
    private long clock;
    private int calls;

    Scenario(Status ending, Place place, int n) {
        this.ending = ending;
        this.place = place;
        problem = Classics.extendedRosenbrock(n);
        x = new double[n];
        gradient = new double[n];
        solver = solver();
        other = solver();
        solving = solver;
        state = new double[solver.stateLength()];
        solver.observe(this);
        other.observe(this);
    }

    /// Backtracking, which is all that a penalty allows, neither expands without end nor compares f with its gradient.
    static boolean canEnd(Place place, Status ending) {
        return place != Place.ORTHANT || ending != Status.UNBOUNDED && ending != Status.GRADIENT_INCONSISTENT;
    }

    private LbfgsSolver solver() {
        Lbfgs settings = settings();
        int n = x.length;
        return switch (place) {
            case FREE -> settings.solver(n, () -> clock);
            case BOX -> settings.solver(Box.of(n, -2, Double.POSITIVE_INFINITY), () -> clock);
            case ORTHANT -> OrthantWise.of(1e-3).withSettings(settings).solver(n, () -> clock);
        };
    }

    private Lbfgs settings() {
        return switch (ending) {
            case ATTAINABLE_ACCURACY -> Lbfgs.DEFAULT.withGradientTolerance(0).withMaxIterations(500);
            case VALUE_TOLERANCE -> Lbfgs.DEFAULT.withValueTolerance(1e-1);
            case STEP_TOLERANCE -> Lbfgs.DEFAULT.withStepTolerance(1e-1);
            case ITERATION_LIMIT -> Lbfgs.DEFAULT.withMaxIterations(7);
            case EVALUATION_LIMIT -> Lbfgs.DEFAULT.withMaxEvaluations(9).withLineSearch(StrongWolfe.DEFAULT);
            case STOPPED -> Lbfgs.DEFAULT.withLineSearch(Backtracking.DEFAULT);
            default -> Lbfgs.DEFAULT;
        };
    }

    private void begin() {
        System.arraycopy(problem.start(), 0, x, 0, x.length);
        calls = 0;
        clock = 0;
        solving = solver;
    }

    /// One solve in one go.
    Status solve() {
        begin();
        return checked(solver.minimize(this, x, 10), ending);
    }

    /// A few evaluations by one solver, the rest by another, which takes up what the first has saved.
    Status solveInTwo() {
        begin();
        solver.begin(x);
        while (calls < BEFORE_SAVING && solver.wantsEvaluation()) {
            solver.tell(valueAndGradient(solver.point(), gradient), gradient);
        }
        if (!solver.wantsEvaluation()) {
            return checked(solver.status(), ending);
        }
        solver.save(state);
        solving = other;
        other.restore(state);
        // Deadlines are not saved.
        return checked(other.resume(this, x), ending == Status.DEADLINE ? Status.GRADIENT_TOLERANCE : ending);
    }

    private Status checked(Status status, Status expected) {
        Thread.interrupted();
        if (status != expected) {
            throw new AssertionError(this + ": ended with " + status);
        }
        return status;
    }

    @Override
    public double valueAndGradient(double[] z, double[] g) {
        calls++;
        double f = ending == Status.ATTAINABLE_ACCURACY ? farUp(z, g) : problem.objective().valueAndGradient(z, g);
        switch (ending) {
            case DEADLINE -> clock++;
            case CANCELLED -> cancelAfterFive();
            case INTERRUPTED -> interruptAfterFive();
            case NOT_FINITE_AT_START -> {
                return Double.NaN;
            }
            case LINE_SEARCH_FAILED -> {
                return calls > 6 ? Double.NaN : f;
            }
            case GRADIENT_INCONSISTENT -> {
                for (int i = 0; i < g.length; i++) {
                    g[i] = -g[i];
                }
            }
            case UNBOUNDED -> {
                return fall(z, g);
            }
            default -> { }
        }
        return f;
    }

    /// A bowl so high that the last digits of f are lost, with a gradient that is off by less than f can show.
    private static double farUp(double[] z, double[] g) {
        double f = 1e6;
        for (int i = 0; i < z.length; i++) {
            double r = Math.PI * z[i] - (i % 7 + Math.E);
            g[i] = 2 * Math.PI * r + 1e-9;
            f += r * r;
        }
        return f;
    }

    private static double fall(double[] z, double[] g) {
        double f = 0;
        for (int i = 0; i < z.length; i++) {
            g[i] = -1;
            f -= z[i];
        }
        return f;
    }

    private void cancelAfterFive() {
        if (calls == 5) {
            solving.cancel();
        }
    }

    private void interruptAfterFive() {
        if (calls == 5) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean goOn(int iteration, int evaluations, double[] z, double value, double gradientNorm) {
        return !(ending == Status.STOPPED && iteration == 4);
    }

    @Override
    public String toString() {
        return ending + ", " + place + ", n = " + x.length;
    }
}
