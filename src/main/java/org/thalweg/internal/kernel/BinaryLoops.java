package org.thalweg.internal.kernel;

/// Loops over one binary operation each, element by element, with the value of [Elementwise#apply].
///
/// Every operation has a loop of its own in a method of its own: the compiler then sees one constant body instead of a
/// switch per element, vectorises the arithmetic by itself and inlines the call of an elementary function.
///
/// **Allocation**: none, from the first call. **Threads**: stateless.
final class BinaryLoops {
    private BinaryLoops() {}

    /// `outᵢ ← op(aᵢ, bᵢ)`.
    static void apply(Elementwise op, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        switch (op) {
            case ADD -> add(a, ao, b, bo, out, oo, n);
            case SUB -> sub(a, ao, b, bo, out, oo, n);
            case MUL -> mul(a, ao, b, bo, out, oo, n);
            case DIV -> div(a, ao, b, bo, out, oo, n);
            case MIN -> min(a, ao, b, bo, out, oo, n);
            case MAX -> max(a, ao, b, bo, out, oo, n);
            case POW -> pow(a, ao, b, bo, out, oo, n);
            case ATAN2 -> atan2(a, ao, b, bo, out, oo, n);
            case HYPOT -> hypot(a, ao, b, bo, out, oo, n);
            case LESS -> less(a, ao, b, bo, out, oo, n);
            case LESS_OR_EQUAL -> lessOrEqual(a, ao, b, bo, out, oo, n);
            case EQUAL -> equal(a, ao, b, bo, out, oo, n);
            default -> throw new IllegalArgumentException("op: must take two operands, was " + op);
        }
    }

    private static void add(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] + b[bo + i];
        }
    }

    private static void sub(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] - b[bo + i];
        }
    }

    private static void mul(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] * b[bo + i];
        }
    }

    private static void div(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] / b[bo + i];
        }
    }

    private static void min(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.min(a[ao + i], b[bo + i]);
        }
    }

    private static void max(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.max(a[ao + i], b[bo + i]);
        }
    }

    private static void pow(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.pow(a[ao + i], b[bo + i]);
        }
    }

    private static void atan2(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.atan2(a[ao + i], b[bo + i]);
        }
    }

    private static void hypot(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.hypot(a[ao + i], b[bo + i]);
        }
    }

    private static void less(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] < b[bo + i] ? 1 : 0;
        }
    }

    private static void lessOrEqual(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] <= b[bo + i] ? 1 : 0;
        }
    }

    private static void equal(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] == b[bo + i] ? 1 : 0;
        }
    }
}
