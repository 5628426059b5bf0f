package org.thalweg.bench.solve;

import java.util.List;

/// Other libraries of the JVM, each with its own defaults but ten pairs where that can be set, `‖∇f‖∞ ≤ 10⁻⁶` at
/// accepted points where it can be imposed, and at most 20 000 iterations and 60 000 evaluations.
///
/// ```
/// java … org.thalweg.bench.solve.PeerSolvers <library> <problem>      prints one line of JSON, see SolveRun
/// ```
final class PeerSolvers {
    /// One row of the table each.
    static final List<String> NAMES =
            List.of("smile-lbfgs", "smile-bfgs", "lbfgs4j", "breeze", "hipparchus-cg", "commons-math-cg");

    static final int MEMORY = 10;
    static final int ITERATIONS = 20_000;
    static final int EVALUATIONS = 60_000;

    private PeerSolvers() {}

    static void main(String[] arguments) {
        SolveProblem problem = SolveProblem.named(arguments[1]);
        Valued f = problem.byHand().get();
        Counted counted = new Counted(f);
        SolveRun.of(arguments[0], problem, named(arguments[0], f), named(arguments[0], counted), counted).print();
    }

    /// The method of a name.
    static Solver named(String name, Valued f) {
        return switch (name) {
            case "smile-lbfgs" -> new SmileSolver(f, false);
            case "smile-bfgs" -> new SmileSolver(f, true);
            case "lbfgs4j" -> new Lbfgs4jSolver(f);
            case "breeze" -> new BreezeSolver(f);
            case "hipparchus-cg" -> new HipparchusSolver(f);
            case "commons-math-cg" -> new CommonsMathSolver(f);
            default -> throw new IllegalArgumentException("library: must be one of " + NAMES + ", was '" + name + "'");
        };
    }
}
