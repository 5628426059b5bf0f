package org.thalweg.optimize;

/// AdamW: [Adam] whose weight decay shrinks x directly, instead of going through the scaled gradient.
///
/// ```
/// g ← ∇f(x)                      x ← (1 − η·λ)·x
/// m ← β₁·m + (1 − β₁)·g          v ← β₂·v + (1 − β₂)·g²          elementwise, from 0
/// x ← x − η · m/(1 − β₁ᵏ) / (√v/√(1 − β₂ᵏ) + ε)                  k = 1, 2, …
/// ```
///
/// With λ > 0 it does not come to rest where ∇f is zero.
///
/// **Allocation**: a run takes six arrays of length n, and nothing per step. **Threads**: immutable, to be shared.
/// **Source**: I. Loshchilov, F. Hutter, *Decoupled weight decay regularization*, ICLR 2019; torch's `optim.AdamW`.
///
/// @param learningRate η, positive
/// @param beta1 β₁, the memory of the gradient, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of its square, `0 ≤ β₂ < 1`
/// @param epsilon ε, at least 0
/// @param weightDecay λ, at least 0
/// @param maxIterations steps of `minimize`, at least 1
/// @param gradientTolerance `minimize` stops when `‖∇f(x)‖∞` is at most this; at 0 only at an exactly zero gradient
public record AdamW(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        int maxIterations,
        double gradientTolerance)
        implements FirstOrder {

    /// Torch's: learning rate 0.001, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, λ = 0.01; at most 1000 steps.
    public static final AdamW DEFAULT = new AdamW(1e-3);

    /// Checks the settings.
    public AdamW {
        Require.positive("learningRate", learningRate);
        FirstOrderArguments.memory("beta1", beta1);
        FirstOrderArguments.memory("beta2", beta2);
        Require.notNegative("epsilon", epsilon);
        Require.notNegative("weightDecay", weightDecay);
        Require.atLeastOne("maxIterations", maxIterations);
        Require.notNegative("gradientTolerance", gradientTolerance);
    }

    /// The defaults with this learning rate.
    ///
    /// @param learningRate η, positive
    public AdamW(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0.01, 1000, 0);
    }

    @Override
    public FirstOrderRun start(double... x0) {
        double[] x = FirstOrderArguments.start(x0);
        return new FirstOrderRun(new AdamRule(this, x.length), x);
    }

    /// Adam with these settings and no decay.
    Adam withoutDecay() {
        return new Adam(learningRate, beta1, beta2, epsilon, 0, maxIterations, gradientTolerance);
    }

    /// These settings with another learning rate.
    ///
    /// @param learningRate η, positive
    /// @return a copy
    public AdamW withLearningRate(double learningRate) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another memory of the gradient and of its square.
    ///
    /// @param beta1 β₁, `0 ≤ β₁ < 1`
    /// @param beta2 β₂, `0 ≤ β₂ < 1`
    /// @return a copy
    public AdamW withBetas(double beta1, double beta2) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another ε.
    ///
    /// @param epsilon ε, at least 0
    /// @return a copy
    public AdamW withEpsilon(double epsilon) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another weight decay.
    ///
    /// @param weightDecay λ, at least 0
    /// @return a copy
    public AdamW withWeightDecay(double weightDecay) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another number of steps.
    ///
    /// @param maxIterations steps of `minimize`, at least 1
    /// @return a copy
    public AdamW withMaxIterations(int maxIterations) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another bound on the gradient.
    ///
    /// @param gradientTolerance bound on `‖∇f(x)‖∞`, at least 0
    /// @return a copy
    public AdamW withGradientTolerance(double gradientTolerance) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }
}
