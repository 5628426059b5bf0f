package org.thalweg.optimize;

/// The strong Wolfe conditions: f decreases sufficiently, and the slope flattens.
///
/// ```
/// φ(α)   ≤ φ(0) + c₁·α·φ′(0)
/// │φ′(α)│ ≤ c₂·│φ′(0)│
/// ```
///
/// With them `sᵀy > 0`, which is what L-BFGS needs. The search steps outwards until it holds an interval with such a
/// point in it, then narrows the interval by safeguarded cubic interpolation:
///
/// - A trial where φ or φ′ is NaN or infinite only moves the upper end: the search comes back towards the lower end,
///   whose value is known, and never goes beyond that trial again. This holds for −∞ too: one overflow far out must not
///   decide a solve. If nothing but −∞ or alphaMax stops the fall, the search ends as UNBOUNDED.
/// - A cubic whose minimiser is not a number, or too close to an end, is replaced by a point inside.
/// - An interval that does not shrink by a third in two trials is halved.
/// - The search gives up when the interval is so short that φ cannot change by more than its rounding error.
///
/// **Allocation**: none per search. **Threads**: immutable.
/// **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, algorithms 3.5 and 3.6, equation
/// (3.59); the rule of two thirds is that of J. J. Moré, D. J. Thuente, *ACM TOMS* 20 (1994) 286–307.
///
/// @param c1 sufficient decrease, `0 < c1 < c2`
/// @param c2 flattening of the slope, `c1 < c2 < 1`
/// @param maxEvaluations evaluations per search, at least 1
public record StrongWolfe(double c1, double c2, int maxEvaluations) implements LineSearch {
    /// c₁ = 10⁻⁴, c₂ = 0.9, 40 evaluations.
    public static final StrongWolfe DEFAULT = new StrongWolfe(1e-4, 0.9, 40);

    /// Checks the constants.
    public StrongWolfe {
        if (!(c1 > 0 && c1 < c2)) {
            throw new IllegalArgumentException("c1: must satisfy 0 < c1 < c2 = " + c2 + ", was " + c1);
        }
        if (!(c2 < 1)) {
            throw new IllegalArgumentException("c2: must satisfy c1 < c2 < 1, was " + c2);
        }
        Require.atLeastOne("maxEvaluations", maxEvaluations);
    }

    /// This rule with another constant of sufficient decrease.
    ///
    /// @param c1 `0 < c1 < c2`
    /// @return a copy
    public StrongWolfe withC1(double c1) {
        return new StrongWolfe(c1, c2, maxEvaluations);
    }

    /// This rule with another constant of flattening.
    ///
    /// @param c2 `c1 < c2 < 1`
    /// @return a copy
    public StrongWolfe withC2(double c2) {
        return new StrongWolfe(c1, c2, maxEvaluations);
    }

    /// This rule with another limit.
    ///
    /// @param maxEvaluations evaluations per search, at least 1
    /// @return a copy
    public StrongWolfe withMaxEvaluations(int maxEvaluations) {
        return new StrongWolfe(c1, c2, maxEvaluations);
    }

    @Override
    public StepSearch newSearch() {
        return new StrongWolfeSearch(this);
    }
}
