package org.thalweg.bench.solve;

import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.thalweg.Objective;
import org.thalweg.optimize.Bfgs;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;
import org.thalweg.optimize.Status;
import org.thalweg.optimize.StrongWolfe;

/// The methods of this library, all with ten pairs or the whole matrix, `‖∇f‖∞ ≤ 10⁻⁶`, and the limits that peers have.
///
/// ```
/// java … org.thalweg.bench.solve.OurSolvers <method> <problem>      prints one line of JSON, see SolveRun
/// ```
final class OurSolvers {
    /// One row of the table each; `-formula` behind a name is the same method on the derivatives of a
    /// [org.thalweg.autodiff.Formula].
    static final List<String> NAMES =
            List.of("lbfgs", "lbfgs-formula", "wolfe", "wolfe-formula", "bfgs", "bfgs-formula");

    private static final Lbfgs LBFGS = new Lbfgs(10, 1e-6, 0, 0, 20_000, 60_000, Lbfgs.DEFAULT.lineSearch());

    /// With the search that needs the fewest evaluations of few variables.
    private static final Bfgs BFGS = new Bfgs(1e-6, 0, 0, 20_000, 60_000, StrongWolfe.DEFAULT);

    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private OurSolvers() {}

    static void main(String[] arguments) {
        SolveProblem problem = SolveProblem.named(arguments[1]);
        Objective f = objective(arguments[0], problem);
        LbfgsSolver solver = solver(arguments[0], problem.n());
        // What its users do first.
        solver.warmUp(f, problem.start(), WARM_UP);
        Solver timed = of(solver, f);
        Counted counted = new Counted(f);
        Solver counting = named(arguments[0], counted, problem.n());
        SolveRun.of(arguments[0], problem, timed, counting, counted).print();
    }

    static Objective objective(String name, SolveProblem problem) {
        return name.endsWith("-formula") ? problem.formula().get() : problem.byHand().get();
    }

    /// The method of a name.
    static Solver named(String name, Objective f, int n) {
        return of(solver(name, n), f);
    }

    private static LbfgsSolver solver(String name, int n) {
        return switch (name.replace("-formula", "")) {
            case "lbfgs" -> LBFGS.solver(n);
            case "wolfe" -> LBFGS.withLineSearch(StrongWolfe.DEFAULT).solver(n);
            case "bfgs" -> BFGS.solver(n);
            default -> throw new IllegalArgumentException("method: must be one of " + NAMES + ", was '" + name + "'");
        };
    }

    private static Solver of(LbfgsSolver solver, Objective f) {
        return of(solver::minimize, solver::iterations, f);
    }

    private static Solver of(Minimizer minimizer, IntSupplier iterations, Objective f) {
        return new Ours(minimizer, iterations, f);
    }

    /// The shape that solvers of this library have in common.
    private interface Minimizer {
        Status minimize(Objective f, double[] x);
    }

    private static final class Ours implements Solver {
        private final Minimizer minimizer;
        private final IntSupplier iterations;
        private final Objective f;
        private Status status = Status.STOPPED;

        Ours(Minimizer minimizer, IntSupplier iterations, Objective f) {
            this.minimizer = minimizer;
            this.iterations = iterations;
            this.f = f;
        }

        @Override
        public void solve(double[] x) {
            status = minimizer.minimize(f, x);
        }

        @Override
        public int iterations() {
            return iterations.getAsInt();
        }

        @Override
        public String status() {
            return status.name();
        }
    }
}
