package org.thalweg.optimize;

/// Gradient descent with a fixed learning rate; optionally with momentum and weight decay, as torch's SGD has them.
///
/// ```
/// g ← ∇f(x) + λ·x
/// b ← μ·b + (1 − τ)·g            b = g in the first step; without momentum b = g always
/// x ← x − η·b                    with Nesterov's momentum  x ← x − η·(g + μ·b)
/// ```
///
/// ```java
/// Solution s = new GradientDescent(0.01).withMaxIterations(1000).minimize(rosenbrock, -1, 1);
/// ```
///
/// **Allocation**: a run takes five arrays of length n, and nothing per step. **Threads**: immutable, to be shared.
/// **Source**: the definition of torch's `optim.SGD`; I. Sutskever, J. Martens, G. Dahl, G. Hinton, *On the importance
/// of initialization and momentum in deep learning*, ICML 2013.
///
/// @param learningRate η, positive
/// @param momentum μ, at least 0; 0 is plain descent
/// @param dampening τ, at least 0
/// @param nesterov whether to step along `g + μ·b`; asks for momentum and no dampening
/// @param weightDecay λ, at least 0
/// @param maxIterations steps of `minimize`, at least 1
/// @param gradientTolerance `minimize` stops when `‖∇f(x)‖∞` is at most this; at 0 only at an exactly zero gradient
public record GradientDescent(
        double learningRate,
        double momentum,
        double dampening,
        boolean nesterov,
        double weightDecay,
        int maxIterations,
        double gradientTolerance)
        implements FirstOrder {

    /// Torch's: learning rate 0.001, no momentum, no weight decay; at most 1000 steps.
    public static final GradientDescent DEFAULT = new GradientDescent(1e-3);

    /// Checks the settings.
    public GradientDescent {
        Require.positive("learningRate", learningRate);
        Require.notNegative("momentum", momentum);
        Require.notNegative("dampening", dampening);
        Require.notNegative("weightDecay", weightDecay);
        Require.atLeastOne("maxIterations", maxIterations);
        Require.notNegative("gradientTolerance", gradientTolerance);
        if (nesterov && !(momentum > 0 && dampening == 0)) {
            throw new IllegalArgumentException("nesterov: must have momentum > 0 and dampening = 0, was momentum "
                    + momentum + " and dampening " + dampening);
        }
    }

    /// Plain descent with this learning rate.
    ///
    /// @param learningRate η, positive
    public GradientDescent(double learningRate) {
        this(learningRate, 0, 0, false, 0, 1000, 0);
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
    public GradientDescent withLearningRate(double learningRate) {
        return new GradientDescent(
                learningRate, momentum, dampening, nesterov, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another momentum.
    ///
    /// @param momentum μ, at least 0
    /// @return a copy
    public GradientDescent withMomentum(double momentum) {
        return new GradientDescent(
                learningRate, momentum, dampening, nesterov, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another dampening of the momentum.
    ///
    /// @param dampening τ, at least 0
    /// @return a copy
    public GradientDescent withDampening(double dampening) {
        return new GradientDescent(
                learningRate, momentum, dampening, nesterov, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with Nesterov's momentum.
    ///
    /// @return a copy
    public GradientDescent withNesterov() {
        return new GradientDescent(
                learningRate, momentum, dampening, true, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another weight decay.
    ///
    /// @param weightDecay λ, at least 0
    /// @return a copy
    public GradientDescent withWeightDecay(double weightDecay) {
        return new GradientDescent(
                learningRate, momentum, dampening, nesterov, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another number of steps.
    ///
    /// @param maxIterations steps of `minimize`, at least 1
    /// @return a copy
    public GradientDescent withMaxIterations(int maxIterations) {
        return new GradientDescent(
                learningRate, momentum, dampening, nesterov, weightDecay, maxIterations, gradientTolerance);
    }

    /// These settings with another bound on the gradient.
    ///
    /// @param gradientTolerance bound on `‖∇f(x)‖∞`, at least 0
    /// @return a copy
    public GradientDescent withGradientTolerance(double gradientTolerance) {
        return new GradientDescent(
                learningRate, momentum, dampening, nesterov, weightDecay, maxIterations, gradientTolerance);
    }

    private static final class Rule implements FirstOrderRule {
        private final GradientDescent settings;
        private final double[] b;
        private boolean moving;

        Rule(GradientDescent settings, int n) {
            this.settings = settings;
            b = new double[n];
        }

        @Override
        public void update(double[] x, double[] g) {
            double mu = settings.momentum;
            double fresh = moving ? 1 - settings.dampening : 1;
            for (int i = 0; i < x.length; i++) {
                double gi = g[i] + settings.weightDecay * x[i];
                b[i] = mu == 0 ? gi : mu * b[i] + fresh * gi;
                x[i] -= settings.learningRate * (settings.nesterov ? gi + mu * b[i] : b[i]);
            }
            moving = true;
        }
    }
}
