package org.thalweg.optimize;

/// Adam: descent along a running mean of the gradient, each coordinate scaled by a running mean of its square.
///
/// ```
/// g ← ∇f(x) + λ·x
/// m ← β₁·m + (1 − β₁)·g          v ← β₂·v + (1 − β₂)·g²          elementwise, from 0
/// x ← x − η · m/(1 − β₁ᵏ) / (√v/√(1 − β₂ᵏ) + ε)                  k = 1, 2, …
/// ```
///
/// ```java
/// Solution s = new Adam(1.0).withMaxIterations(100).minimize(rosenbrock, -1, 1);
/// ```
///
/// **Allocation**: a run takes six arrays of length n, and nothing per step. **Threads**: immutable, to be shared.
/// **Source**: D. P. Kingma, J. Ba, *Adam: a method for stochastic optimization*, ICLR 2015; torch's `optim.Adam` for
/// the place of ε and of the weight decay.
///
/// @param learningRate η, positive
/// @param beta1 β₁, the memory of the gradient, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of its square, `0 ≤ β₂ < 1`
/// @param epsilon ε, at least 0
/// @param weightDecay λ, at least 0
/// @param maxIterations steps of `minimize`, at least 1
/// @param gradientTolerance `minimize` stops when `‖∇f(x)‖∞` is at most this; at 0 only at an exactly zero gradient
public record Adam(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        int maxIterations,
        double gradientTolerance)
        implements FirstOrder {

    /// Torch's: learning rate 0.001, β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, no weight decay; at most 1000 steps.
    public static final Adam DEFAULT = new Adam(1e-3);

    /// Checks the settings.
    public Adam {
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
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0, 1000, 0);
    }

    @Override
    public FirstOrderRun start(double... x0) {
        double[] x = FirstOrderArguments.start(x0);
        return new FirstOrderRun(new AdamRule(this, x.length), x);
    }

    /// These settings with another learning rate.
    ///
    /// @param learningRate η, positive
    /// @return a copy
    public Adam withLearningRate(double learningRate) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another memory of the gradient and of its square.
    ///
    /// @param beta1 β₁, `0 ≤ β₁ < 1`
    /// @param beta2 β₂, `0 ≤ β₂ < 1`
    /// @return a copy
    public Adam withBetas(double beta1, double beta2) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another ε.
    ///
    /// @param epsilon ε, at least 0
    /// @return a copy
    public Adam withEpsilon(double epsilon) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another weight decay.
    ///
    /// @param weightDecay λ, at least 0
    /// @return a copy
    public Adam withWeightDecay(double weightDecay) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another number of steps.
    ///
    /// @param maxIterations steps of `minimize`, at least 1
    /// @return a copy
    public Adam withMaxIterations(int maxIterations) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another bound on the gradient.
    ///
    /// @param gradientTolerance bound on `‖∇f(x)‖∞`, at least 0
    /// @return a copy
    public Adam withGradientTolerance(double gradientTolerance) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, maxIterations, gradientTolerance);
    }
}
