package org.thalweg.optimize;

/// Checks of arguments that the methods without a search of their own share.
final class FirstOrderArguments {
    private FirstOrderArguments() {}

    /// A copy of a start that is fit to begin from.
    static double[] start(double[] x0) {
        if (x0.length == 0) {
            throw new IllegalArgumentException("x0: length must be at least 1, was 0");
        }
        Require.finite("x0", x0);
        return x0.clone();
    }

    static void memory(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + ": must satisfy 0 ≤ " + name + " < 1, was " + value);
        }
    }
}
