package org.thalweg.problems;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What other solvers did on the problems of Kanzow and Steck: the tables that the authors published with their code.
///
/// All began at the standard starts, remembered five pairs, stopped at `‖∇f‖∞ ≤ 10⁻⁴` and had 100 000 evaluations.
/// Solvers with a Wolfe search evaluate value and gradient together, the others the gradient at accepted points only.
public final class PublishedRuns {
    /// The tolerance on `‖∇f‖∞`.
    public static final double TOLERANCE = 1e-4;

    /// The budget.
    public static final int MAX_EVALUATIONS = 100_000;

    /// L-BFGS with the search of Moré and Thuente.
    public static final String WOLFE = "wolfeLBFGS";

    /// Regularised L-BFGS, non-monotone: the solver that solved most.
    public static final String REGULARISED = "regLBFGS_nm";

    private static final String LAST_COLUMN = "_ginf";

    private final List<String> solvers = new ArrayList<>();
    private final Map<String, Map<String, Run>> runs = new HashMap<>();

    private PublishedRuns() {}

    /// Reads the tables.
    ///
    /// @return the runs
    public static PublishedRuns load() {
        List<String[]> rows = Tables.rows("/published-runs/kanzow-steck.csv");
        String[] header = rows.getFirst();
        var published = new PublishedRuns();
        for (int column = 1; column < header.length; column += 4) {
            String last = header[column + 3];
            published.solvers.add(last.substring(0, last.length() - LAST_COLUMN.length()));
        }
        for (String[] row : rows.subList(1, rows.size())) {
            Map<String, Run> bySolver = new HashMap<>();
            for (int k = 0; k < published.solvers.size(); k++) {
                int at = 1 + 4 * k;
                bySolver.put(published.solvers.get(k), new Run(Integer.parseInt(row[at]),
                        Double.parseDouble(row[at + 2]), Double.parseDouble(row[at + 3])));
            }
            published.runs.put(row[0], bySolver);
        }
        return published;
    }

    /// The solvers, in the order of the tables.
    ///
    /// @return thirteen names
    public List<String> solvers() {
        return List.copyOf(solvers);
    }

    /// One run.
    ///
    /// @param problem the name in CUTEst
    /// @param solver one of [#solvers()]
    /// @return the run
    public Run of(String problem, String solver) {
        return runs.get(problem).get(solver);
    }

    /// Where a solver stopped.
    ///
    /// @param evaluations of the value
    /// @param value f, to six digits
    /// @param gradientNorm `‖∇f‖∞`
    public record Run(int evaluations, double value, double gradientNorm) {
        /// Whether the gradient is small.
        ///
        /// @return true if it satisfies the tolerance
        public boolean solved() {
            return gradientNorm <= TOLERANCE;
        }

        /// Whether a value is that of this run, as far as digits and tolerance go.
        ///
        /// @param other f at a point with a small gradient
        /// @return true if it agrees
        public boolean agrees(double other) {
            return Math.abs(other - value) <= 1e-5 * Math.abs(value) + 2e-3;
        }
    }
}
