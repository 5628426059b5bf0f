package org.thalweg.optimize;

/// The line search of Hager and Zhang: by values while they can be trusted, by slopes where f is flat to its last digits.
///
/// ```
/// Wolfe:              φ(α) ≤ φ(0) + δ·α·φ′(0)     and   φ′(α) ≥ σ·φ′(0)
/// approximate Wolfe:  φ(α) ≤ φ(0) + ε·C           and   (2δ − 1)·φ′(0) ≥ φ′(α) ≥ σ·φ′(0)
/// ```
///
/// Near a minimum the first test subtracts two values that agree in all their digits; it cannot see the last `√u` of the
/// way, u the unit roundoff. The second says the same of the parabola through φ(0), φ′(0) and φ′(α), and sees it all. It
/// is admitted once f has changed by at most `ω·C` in a step, and from then on for the rest of the solve; `C` is a running
/// average of │f│. It lets φ rise by ε·C, but never above the first φ(0) of the solve; in one that goes on from another
/// ([LbfgsSolver#beginAgain]), never above that by more than the error of f that was measured.
///
/// The search steps outwards until the slope turns, then narrows the interval by two secant steps at a time, halving it
/// where they do not shorten it by a third.
///
/// - A trial where φ or φ′ is NaN or infinite only moves the upper end: the search comes back towards the lower end and
///   never goes beyond that trial again.
/// - Where values rise against their slopes over ever shorter intervals, they are taken to be noise: ε grows, at most
///   five times in a solve, and never beyond 10⁻³.
/// - If nothing but −∞ or alphaMax stops the fall, the search ends as UNBOUNDED.
///
/// - While the Wolfe conditions count, the lower end satisfies the first of them, and a trial that does not becomes the
///   upper end, even where the slope there is what approximate Wolfe asks for. Otherwise, where φ falls steeply at first and
///   then hardly any more, the interval would close in on a minimum that lies too high.
///
/// **Allocation**: none per search. **Threads**: immutable.
/// **Source**: W. W. Hager, H. Zhang, *SIAM Journal on Optimization* 16 (2005) 170–192, section 4; the average `C`, and ω,
/// are from their *ACM TOMS* 32 (2006) 113–137.
///
/// @param delta δ, sufficient decrease, `0 < delta < 0.5`
/// @param sigma σ, flattening of the slope, `delta <= sigma < 1`
/// @param epsilon ε, by which part of C φ may rise, at least 0
/// @param omega ω, the relative change of f below which slopes decide, at least 0; 0 is never
/// @param maxEvaluations evaluations per search, at least 1
public record HagerZhang(double delta, double sigma, double epsilon, double omega, int maxEvaluations)
        implements LineSearch {
    /// δ = 0.01, σ = 0.9, ε = 10⁻⁶, ω = 10⁻³, 50 evaluations.
    public static final HagerZhang DEFAULT = new HagerZhang(0.01, 0.9, 1e-6, 1e-3, 50);

    /// Checks the constants.
    public HagerZhang {
        if (!(delta > 0 && delta < 0.5)) {
            throw new IllegalArgumentException("delta: must satisfy 0 < delta < 0.5, was " + delta);
        }
        if (!(sigma >= delta && sigma < 1)) {
            throw new IllegalArgumentException("sigma: must satisfy delta = " + delta + " <= sigma < 1, was " + sigma);
        }
        Require.notNegative("epsilon", epsilon);
        Require.notNegative("omega", omega);
        Require.atLeastOne("maxEvaluations", maxEvaluations);
    }

    /// This rule with another constant of sufficient decrease.
    ///
    /// @param delta `0 < delta < 0.5`, at most sigma
    /// @return a copy
    public HagerZhang withDelta(double delta) {
        return new HagerZhang(delta, sigma, epsilon, omega, maxEvaluations);
    }

    /// This rule with another constant of flattening.
    ///
    /// @param sigma `delta <= sigma < 1`
    /// @return a copy
    public HagerZhang withSigma(double sigma) {
        return new HagerZhang(delta, sigma, epsilon, omega, maxEvaluations);
    }

    /// This rule with another tolerance of rises.
    ///
    /// @param epsilon part of the average of │f│, at least 0
    /// @return a copy
    public HagerZhang withEpsilon(double epsilon) {
        return new HagerZhang(delta, sigma, epsilon, omega, maxEvaluations);
    }

    /// This rule with another moment from which slopes decide.
    ///
    /// @param omega relative change of f, at least 0; 0 is never
    /// @return a copy
    public HagerZhang withOmega(double omega) {
        return new HagerZhang(delta, sigma, epsilon, omega, maxEvaluations);
    }

    /// This rule with another limit.
    ///
    /// @param maxEvaluations evaluations per search, at least 1
    /// @return a copy
    public HagerZhang withMaxEvaluations(int maxEvaluations) {
        return new HagerZhang(delta, sigma, epsilon, omega, maxEvaluations);
    }

    @Override
    public StepSearch newSearch() {
        return new HagerZhangSearch(this);
    }
}
