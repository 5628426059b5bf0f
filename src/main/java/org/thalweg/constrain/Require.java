package org.thalweg.constrain;

/// Checks of arguments whose messages name the argument, the rule and the value.
final class Require {
    private Require() {}

    static void growth(double growth) {
        if (!(growth > 1 && growth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("growth: must be above 1 and finite, was " + growth);
        }
    }

    static void rounds(int maxRounds) {
        if (maxRounds < 1) {
            throw new IllegalArgumentException("maxRounds: must be at least 1, was " + maxRounds);
        }
    }

    static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": must be finite and at least 0, was " + value);
        }
    }

    static void start(double[] x0) {
        if (x0.length == 0) {
            throw new IllegalArgumentException("x0: length must be at least 1, was 0");
        }
        for (int i = 0; i < x0.length; i++) {
            if (!Double.isFinite(x0[i])) {
                throw new IllegalArgumentException("x0[" + i + "]: must be finite, was " + x0[i]);
            }
        }
    }
}
