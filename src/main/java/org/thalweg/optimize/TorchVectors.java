package org.thalweg.optimize;

/// The vector arithmetic of [TorchLbfgs] with torch's roundings: sums run from the first element to the last with every
/// product rounded, and `a + t·d` is fused.
final class TorchVectors {
    private TorchVectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// `out ← a + t·d`, rounded once.
    static void addScaled(double[] a, double t, double[] d, double[] out) {
        for (int i = 0; i < a.length; i++) {
            out[i] = Math.fma(t, d[i], a[i]);
        }
    }

    /// `out ← t·a`.
    static void scale(double t, double[] a, double[] out) {
        for (int i = 0; i < a.length; i++) {
            out[i] = t * a[i];
        }
    }

    static double[] difference(double[] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            out[i] = a[i] - b[i];
        }
        return out;
    }

    static double sumOfMagnitudes(double[] a) {
        double sum = 0;
        for (double ai : a) {
            sum += Math.abs(ai);
        }
        return sum;
    }

    /// The largest magnitude, NaN if any element is.
    static double largestMagnitude(double[] a) {
        double max = 0;
        for (double ai : a) {
            max = Math.max(max, Math.abs(ai));
        }
        return max;
    }
}
