package org.thalweg.optimize;

/// No search: the step is `scale` times the first trial that the method proposes, and every finite value is accepted.
///
/// The value may rise. For gradients so noisy that comparing values is pointless, and for comparison with methods that
/// do not search.
///
/// **Allocation**: none per search. **Threads**: immutable.
///
/// @param scale factor on the proposed first trial, positive and finite
public record FixedStep(double scale) implements LineSearch {
    /// The proposed step as it is.
    public static final FixedStep DEFAULT = new FixedStep(1);

    /// Checks the factor.
    public FixedStep {
        Require.positive("scale", scale);
    }

    /// This rule with another factor.
    ///
    /// @param scale positive and finite
    /// @return a copy
    public FixedStep withScale(double scale) {
        return new FixedStep(scale);
    }

    @Override
    public StepSearch newSearch() {
        return new FixedStepSearch(scale);
    }
}
