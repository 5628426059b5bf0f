package org.thalweg.optimize;

/// Backtracking: shorten the step until f decreases sufficiently.
///
/// ```
/// φ(α) ≤ φ(0) + c₁·α·φ′(0)
/// ```
///
/// The next trial is the minimiser of the parabola through φ(0), φ′(0) and φ(α), kept within
/// `[0.1·α, contraction·α]`; after a NaN or an infinity it is `contraction·α`. Nothing is asked of the slope, so a
/// quasi-Newton method has to leave out the curvature pairs that it makes no sense of.
///
/// **Allocation**: none per search. **Threads**: immutable.
/// **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, algorithm 3.1 and section 3.5.
///
/// @param c1 sufficient decrease, `0 < c1 < 1`
/// @param contraction the least shortening, `0.1 < contraction < 1`
/// @param maxEvaluations evaluations per search, at least 1
public record Backtracking(double c1, double contraction, int maxEvaluations) implements LineSearch {
    /// c₁ = 10⁻⁴, halving, 40 evaluations.
    public static final Backtracking DEFAULT = new Backtracking(1e-4, 0.5, 40);

    /// Checks the constants.
    public Backtracking {
        Require.unitInterval("c1", c1);
        if (!(contraction > BacktrackingSearch.STRONGEST && contraction < 1)) {
            throw new IllegalArgumentException(
                    "contraction: must satisfy 0.1 < contraction < 1, was " + contraction);
        }
        Require.atLeastOne("maxEvaluations", maxEvaluations);
    }

    /// This rule with another constant of sufficient decrease.
    ///
    /// @param c1 `0 < c1 < 1`
    /// @return a copy
    public Backtracking withC1(double c1) {
        return new Backtracking(c1, contraction, maxEvaluations);
    }

    /// This rule with another shortening.
    ///
    /// @param contraction `0.1 < contraction < 1`
    /// @return a copy
    public Backtracking withContraction(double contraction) {
        return new Backtracking(c1, contraction, maxEvaluations);
    }

    /// This rule with another limit.
    ///
    /// @param maxEvaluations evaluations per search, at least 1
    /// @return a copy
    public Backtracking withMaxEvaluations(int maxEvaluations) {
        return new Backtracking(c1, contraction, maxEvaluations);
    }

    @Override
    public StepSearch newSearch() {
        return new BacktrackingSearch(this);
    }
}
