package org.thalweg.internal.kernel;

/// Loops over one unary operation each, element by element, with the value of [Elementwise#apply].
///
/// Every operation has a loop of its own in a method of its own: the compiler then sees one constant body instead of a
/// switch per element, vectorises the arithmetic by itself and inlines the call of an elementary function.
///
/// **Allocation**: none, from the first call. **Threads**: stateless.
final class UnaryLoops {
    private UnaryLoops() {}

    /// `outᵢ ← op(aᵢ)`.
    static void apply(Elementwise op, double[] a, int ao, double[] out, int oo, int n) {
        switch (op) {
            case NEGATE -> negate(a, ao, out, oo, n);
            case ABS -> abs(a, ao, out, oo, n);
            case SIGN -> sign(a, ao, out, oo, n);
            case SQUARE -> square(a, ao, out, oo, n);
            case SQRT -> sqrt(a, ao, out, oo, n);
            case RECIPROCAL -> reciprocal(a, ao, out, oo, n);
            case EXP -> exp(a, ao, out, oo, n);
            case EXPM1 -> expm1(a, ao, out, oo, n);
            case LOG -> log(a, ao, out, oo, n);
            case LOG1P -> log1p(a, ao, out, oo, n);
            case SIN -> sin(a, ao, out, oo, n);
            case COS -> cos(a, ao, out, oo, n);
            case TAN -> tan(a, ao, out, oo, n);
            case ASIN -> asin(a, ao, out, oo, n);
            case ACOS -> acos(a, ao, out, oo, n);
            case ATAN -> atan(a, ao, out, oo, n);
            case SINH -> sinh(a, ao, out, oo, n);
            case COSH -> cosh(a, ao, out, oo, n);
            case TANH -> tanh(a, ao, out, oo, n);
            case CBRT -> cbrt(a, ao, out, oo, n);
            case LOGISTIC -> logistic(a, ao, out, oo, n);
            case SOFTPLUS -> softplus(a, ao, out, oo, n);
            case ERF -> erf(a, ao, out, oo, n);
            case ERFC -> erfc(a, ao, out, oo, n);
            case NORMAL_CDF -> normalCdf(a, ao, out, oo, n);
            default -> throw new IllegalArgumentException("op: must take one operand, was " + op);
        }
    }

    private static void negate(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = -a[ao + i];
        }
    }

    private static void abs(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.abs(a[ao + i]);
        }
    }

    private static void sign(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.signum(a[ao + i]);
        }
    }

    private static void square(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = a[ao + i] * a[ao + i];
        }
    }

    private static void sqrt(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Math.sqrt(a[ao + i]);
        }
    }

    private static void reciprocal(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = 1 / a[ao + i];
        }
    }

    private static void exp(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.exp(a[ao + i]);
        }
    }

    private static void expm1(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.expm1(a[ao + i]);
        }
    }

    private static void log(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.log(a[ao + i]);
        }
    }

    private static void log1p(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.log1p(a[ao + i]);
        }
    }

    private static void sin(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.sin(a[ao + i]);
        }
    }

    private static void cos(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.cos(a[ao + i]);
        }
    }

    private static void tan(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.tan(a[ao + i]);
        }
    }

    private static void asin(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.asin(a[ao + i]);
        }
    }

    private static void acos(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.acos(a[ao + i]);
        }
    }

    private static void atan(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.atan(a[ao + i]);
        }
    }

    private static void sinh(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.sinh(a[ao + i]);
        }
    }

    private static void cosh(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.cosh(a[ao + i]);
        }
    }

    private static void tanh(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.tanh(a[ao + i]);
        }
    }

    private static void cbrt(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.cbrt(a[ao + i]);
        }
    }

    private static void logistic(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.logistic(a[ao + i]);
        }
    }

    private static void softplus(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.softplus(a[ao + i]);
        }
    }

    private static void erf(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.erf(a[ao + i]);
        }
    }

    private static void erfc(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.erfc(a[ao + i]);
        }
    }

    private static void normalCdf(double[] a, int ao, double[] out, int oo, int n) {
        for (int i = 0; i < n; i++) {
            out[oo + i] = Elementary.normalCdf(a[ao + i]);
        }
    }
}
