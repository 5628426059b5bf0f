package org.thalweg.optimize;

import java.util.Objects;

/// Checks of arguments whose messages name the argument, the rule and the value.
final class Require {
    private Require() {}

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": must be positive and finite, was " + value);
        }
    }

    static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": must be finite and at least 0, was " + value);
        }
    }

    static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": must be at least 1, was " + value);
        }
    }

    static void unitInterval(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + ": must satisfy 0 < " + name + " < 1, was " + value);
        }
    }

    static void notEmpty(String name, double[] array) {
        Objects.requireNonNull(array, name);
        if (array.length == 0) {
            throw new IllegalArgumentException(name + ": length must be at least 1, was 0");
        }
    }

    static void length(String name, double[] array, int n) {
        if (array.length != n) {
            throw new IllegalArgumentException(name + ": length must be n = " + n + ", was " + array.length);
        }
    }

    static void stateLength(double[] state, int length) {
        if (state.length != length) {
            throw new IllegalArgumentException(
                    "state: length must be stateLength() = " + length + ", was " + state.length);
        }
    }

    static void finite(String name, double[] array) {
        for (int i = 0; i < array.length; i++) {
            if (!Double.isFinite(array[i])) {
                throw new IllegalArgumentException(name + "[" + i + "]: must be finite, was " + array[i]);
            }
        }
    }
}
