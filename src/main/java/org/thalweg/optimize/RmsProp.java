package org.thalweg.optimize;

/// RMSprop: descent with each coordinate scaled by a running mean of its squared gradient.
///
/// ```
/// g ← ∇f(x) + λ·x
/// v ← α·v + (1 − α)·g²           elementwise, from 0
/// m ← α·m + (1 − α)·g            if centred, else m = 0
/// b ← μ·b + g/(√(v − m²) + ε)    from 0
/// x ← x − η·b
/// ```
///
/// **Allocation**: a run takes seven arrays of length n, and nothing per step. **Threads**: immutable, to be shared.
/// **Source**: T. Tieleman, G. Hinton, *Lecture 6.5, rmsprop*, Coursera 2012; A. Graves, *Generating sequences with
/// recurrent neural networks*, arXiv 1308.0850, for the centred form; torch's `optim.RMSprop` for the place of ε.
///
/// @param learningRate η, positive
/// @param alpha α, the memory, `0 ≤ α < 1`
/// @param epsilon ε, at least 0
/// @param momentum μ, at least 0
/// @param centered whether the mean square is taken about the mean, an estimate of the variance
/// @param weightDecay λ, at least 0
/// @param maxIterations steps of `minimize`, at least 1
/// @param gradientTolerance `minimize` stops when `‖∇f(x)‖∞` is at most this; at 0 only at an exactly zero gradient
public record RmsProp(
        double learningRate,
        double alpha,
        double epsilon,
        double momentum,
        boolean centered,
        double weightDecay,
        int maxIterations,
        double gradientTolerance)
        implements FirstOrder {

    /// Torch's: learning rate 0.01, α = 0.99, ε = 10⁻⁸, no momentum, not centred, no weight decay; at most 1000 steps.
    public static final RmsProp DEFAULT = new RmsProp(1e-2);

    /// Checks the settings.
    public RmsProp {
        Require.positive("learningRate", learningRate);
        FirstOrderArguments.memory("alpha", alpha);
        Require.notNegative("epsilon", epsilon);
        Require.notNegative("momentum", momentum);
        Require.notNegative("weightDecay", weightDecay);
        Require.atLeastOne("maxIterations", maxIterations);
        Require.notNegative("gradientTolerance", gradientTolerance);
    }

    /// The defaults with this learning rate.
    ///
    /// @param learningRate η, positive
    public RmsProp(double learningRate) {
        this(learningRate, 0.99, 1e-8, 0, false, 0, 1000, 0);
    }

    @Override
    public FirstOrderRun start(double... x0) {
        double[] x = FirstOrderArguments.start(x0);
        return new FirstOrderRun(new Rule(this, x.length), x);
    }

    /// These settings with another learning rate.
    ///
    /// @param learningRate η, positive
    /// @return a copy
    public RmsProp withLearningRate(double learningRate) {
        return new RmsProp(
                learningRate, alpha, epsilon, momentum, centered, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another memory.
    ///
    /// @param alpha α, `0 ≤ α < 1`
    /// @return a copy
    public RmsProp withAlpha(double alpha) {
        return new RmsProp(
                learningRate, alpha, epsilon, momentum, centered, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another ε.
    ///
    /// @param epsilon ε, at least 0
    /// @return a copy
    public RmsProp withEpsilon(double epsilon) {
        return new RmsProp(
                learningRate, alpha, epsilon, momentum, centered, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another momentum.
    ///
    /// @param momentum μ, at least 0
    /// @return a copy
    public RmsProp withMomentum(double momentum) {
        return new RmsProp(
                learningRate, alpha, epsilon, momentum, centered, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with the mean square taken about the mean.
    ///
    /// @return a copy
    public RmsProp withCentering() {
        return new RmsProp(
                learningRate, alpha, epsilon, momentum, true, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another weight decay.
    ///
    /// @param weightDecay λ, at least 0
    /// @return a copy
    public RmsProp withWeightDecay(double weightDecay) {
        return new RmsProp(
                learningRate, alpha, epsilon, momentum, centered, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another number of steps.
    ///
    /// @param maxIterations steps of `minimize`, at least 1
    /// @return a copy
    public RmsProp withMaxIterations(int maxIterations) {
        return new RmsProp(
                learningRate, alpha, epsilon, momentum, centered, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another bound on the gradient.
    ///
    /// @param gradientTolerance bound on `‖∇f(x)‖∞`, at least 0
    /// @return a copy
    public RmsProp withGradientTolerance(double gradientTolerance) {
        return new RmsProp(
                learningRate, alpha, epsilon, momentum, centered, weightDecay, maxIterations, gradientTolerance);
    }

    private static final class Rule implements FirstOrderRule {
        private final RmsProp settings;
        private final double[] v;
        private final double[] m;
        private final double[] b;

        Rule(RmsProp settings, int n) {
            this.settings = settings;
            v = new double[n];
            m = new double[n];
            b = new double[n];
        }

        @Override
        public void update(double[] x, double[] g) {
            double alpha = settings.alpha;
            for (int i = 0; i < x.length; i++) {
                double gi = g[i] + settings.weightDecay * x[i];
                v[i] = alpha * v[i] + (1 - alpha) * gi * gi;
                if (settings.centered) {
                    m[i] += (1 - alpha) * (gi - m[i]);
                }
                b[i] = settings.momentum * b[i] + gi / (Math.sqrt(v[i] - m[i] * m[i]) + settings.epsilon);
                x[i] -= settings.learningRate * b[i];
            }
        }
    }
}
