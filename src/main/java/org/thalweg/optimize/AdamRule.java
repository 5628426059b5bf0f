package org.thalweg.optimize;

/// The update of [Adam] and [AdamW], which differ in where the weight decay goes: into the gradient, or past it. Rounded where
/// torch rounds, so that its recorded runs are repeated to the last bit.
final class AdamRule implements FirstOrderRule {
    private final double learningRate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double gradientDecay;
    private final double kept;
    private final double[] m;
    private final double[] v;
    private final RunningPower beta1k;
    private final RunningPower beta2k;

    AdamRule(Adam settings, int n) {
        this(settings, settings.weightDecay(), 1, n);
    }

    AdamRule(AdamW settings, int n) {
        this(settings.withoutDecay(), 0, 1 - settings.learningRate() * settings.weightDecay(), n);
    }

    private AdamRule(Adam settings, double gradientDecay, double kept, int n) {
        learningRate = settings.learningRate();
        beta1 = settings.beta1();
        beta2 = settings.beta2();
        epsilon = settings.epsilon();
        this.gradientDecay = gradientDecay;
        this.kept = kept;
        m = new double[n];
        v = new double[n];
        beta1k = new RunningPower(beta1);
        beta2k = new RunningPower(beta2);
    }

    @Override
    public void update(double[] x, double[] g) {
        double step = learningRate / (1 - beta1k.next());
        double correction = Math.sqrt(1 - beta2k.next());
        for (int i = 0; i < x.length; i++) {
            double gi = Math.fma(gradientDecay, x[i], g[i]);
            m[i] = Math.fma(1 - beta1, gi - m[i], m[i]);
            v[i] = Math.fma((1 - beta2) * gi, gi, beta2 * v[i]);
            x[i] = kept * x[i] - step * m[i] / (Math.sqrt(v[i]) / correction + epsilon);
        }
    }
}
