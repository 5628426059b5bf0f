package org.thalweg.optimize;

/// The update of [Adam] and [AdamW], which differ in where the weight decay goes: into the gradient, or past it.
final class AdamRule implements FirstOrderRule {
    private final double learningRate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double gradientDecay;
    private final double kept;
    private final double[] m;
    private final double[] v;
    private int k;

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
    }

    @Override
    public void update(double[] x, double[] g) {
        k++;
        // StrictMath, because Math.pow may change its last bit when the method is compiled.
        double step = learningRate / (1 - StrictMath.pow(beta1, k));
        double correction = Math.sqrt(1 - StrictMath.pow(beta2, k));
        for (int i = 0; i < x.length; i++) {
            double gi = g[i] + gradientDecay * x[i];
            m[i] += (1 - beta1) * (gi - m[i]);
            v[i] = beta2 * v[i] + (1 - beta2) * gi * gi;
            x[i] = kept * x[i] - step * m[i] / (Math.sqrt(v[i]) / correction + epsilon);
        }
    }
}
