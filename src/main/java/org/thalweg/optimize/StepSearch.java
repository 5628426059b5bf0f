package org.thalweg.optimize;

/// One line search under way: a scalar state machine that is fed with `φ(α)` and `φ′(α)`.
///
/// ```java
/// search.begin(phi0, dphi0, 1.0);
/// while (search.state() == StepSearch.State.SEARCHING) {
///     double alpha = search.alpha();
///     search.tell(phi(alpha), dphi(alpha));
/// }
/// ```
///
/// A value or slope that is NaN or infinite, −∞ included, is outside the domain: the search steps back from there and
/// never proposes a NaN. It ends after at most the configured number of evaluations. The lowest finite value told so
/// far, with its α, is always at hand; α = 0 counts, so that it is never above `φ(0)`.
///
/// **Allocation**: none. **Threads**: one at a time.
public sealed interface StepSearch permits StrongWolfeSearch, HagerZhangSearch, BacktrackingSearch, FixedStepSearch {
    /// Forgets what earlier searches have taught, before the first search of a solve.
    default void reset() {}

    /// Before the first search of a solve that goes on from where one of a function much like it has ended: what earlier
    /// searches have taught stays, but for what belongs to values.
    ///
    /// @param noise how uncertain φ has been found to be, 0 if nothing is known
    default void resetValues(double noise) {}

    /// Begins a search, forgetting the one before.
    ///
    /// @param phi0 `φ(0)`, finite
    /// @param dphi0 `φ′(0)`, finite and negative
    /// @param alpha1 the first trial, in `(0, alphaMax]`
    /// @param alphaMax no trial is larger
    /// @throws IllegalArgumentException if one of these does not hold
    void begin(double phi0, double dphi0, double alpha1, double alphaMax);

    /// Begins a search that may go as far as double precision does.
    ///
    /// @param phi0 `φ(0)`, finite
    /// @param dphi0 `φ′(0)`, finite and negative
    /// @param alpha1 the first trial, positive
    /// @throws IllegalArgumentException if one of these does not hold
    default void begin(double phi0, double dphi0, double alpha1) {
        begin(phi0, dphi0, alpha1, Double.MAX_VALUE);
    }

    /// The trial that waits to be evaluated while searching; the last one evaluated once the search has ended, which is
    /// the accepted step if the state is ACCEPTED.
    ///
    /// @return α, positive and finite
    double alpha();

    /// Tells what `φ` and `φ′` are at [#alpha()].
    ///
    /// @param phi `φ(α)`, any value
    /// @param dphi `φ′(α)`, any value
    /// @throws IllegalStateException if the search has ended or not begun
    void tell(double phi, double dphi);

    /// Where the search stands.
    ///
    /// @return the state
    State state();

    /// How many times [#tell] was called in this search.
    ///
    /// @return the count
    int evaluations();

    /// The step with the lowest finite value so far; 0 if none is below `φ(0)`.
    ///
    /// @return α
    double bestAlpha();

    /// The value at [#bestAlpha()].
    ///
    /// @return `φ(bestAlpha)`, at most `φ(0)`
    double bestPhi();

    /// All trials of this search so far, or of the last one.
    ///
    /// @return a copy
    SearchReport report();

    /// Where a search stands.
    enum State {
        /// [StepSearch#alpha()] waits to be evaluated.
        SEARCHING,
        /// [StepSearch#alpha()] satisfies the conditions.
        ACCEPTED,
        /// No step satisfied the conditions; [StepSearch#bestAlpha()] may still be an improvement.
        FAILED,
        /// φ was still falling steeply at alphaMax, or right up to where it is −∞: no minimum along this line.
        UNBOUNDED
    }
}
