package org.thalweg.optimize;

/// A rule for how far to go along a descent direction: given `φ(α) = f(x + αp)` with `φ′(0) < 0`, find a good α > 0.
///
/// A line search is a function of one variable and never sees a vector. The records are configurations, immutable and
/// shared by any number of solvers; the work is done by the [StepSearch] that each of them makes.
///
/// | rule | accepts |
/// |---|---|
/// | [StrongWolfe] | sufficient decrease and `│φ′(α)│ ≤ c₂│φ′(0)│` |
/// | [HagerZhang] | the Wolfe conditions; once f is flat, conditions on the slopes alone |
/// | [Backtracking] | sufficient decrease |
/// | [FixedStep] | every finite value |
///
/// **Threads**: configurations are immutable; a search belongs to one thread at a time.
public sealed interface LineSearch permits StrongWolfe, HagerZhang, Backtracking, FixedStep {
    /// A new machine that searches by this rule; it takes its memory here, once, and is reused for every search.
    ///
    /// @return a search that has not begun
    StepSearch newSearch();
}
