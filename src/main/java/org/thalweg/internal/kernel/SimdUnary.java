package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Unary operations made of what the Vector API rounds exactly; everything else goes to [UnaryLoops].
///
/// Each is one loop in a method of its own: the vectors stay in its local variables, and the operation is a constant to
/// the compiler. The last elements are scalar.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class SimdUnary {
    private static final VectorSpecies<Double> S = SimdLoops.SPECIES;
    private static final int W = S.length();

    private SimdUnary() {}

    /// `outᵢ ← op(aᵢ)`.
    static void apply(Elementwise op, double[] a, int ao, double[] out, int oo, int n) {
        switch (op) {
            case NEGATE -> negate(a, ao, out, oo, n);
            case ABS -> abs(a, ao, out, oo, n);
            case SQUARE -> square(a, ao, out, oo, n);
            case SQRT -> sqrt(a, ao, out, oo, n);
            case SIGN -> sign(a, ao, out, oo, n);
            case RECIPROCAL -> reciprocal(a, ao, out, oo, n);
            case EXP -> SimdExponentials.exp(a, ao, out, oo, n);
            case EXPM1 -> SimdExponentials.expm1(a, ao, out, oo, n);
            case LOGISTIC -> SimdExponentials.logistic(a, ao, out, oo, n);
            case TANH -> SimdExponentials.tanh(a, ao, out, oo, n);
            case LOG -> SimdLogarithms.log(a, ao, out, oo, n);
            case LOG1P -> SimdLogarithms.log1p(a, ao, out, oo, n);
            case SOFTPLUS -> SimdLogarithms.softplus(a, ao, out, oo, n);
            case SIN -> SimdTrigonometry.sin(a, ao, out, oo, n);
            case COS -> SimdTrigonometry.cos(a, ao, out, oo, n);
            case TAN -> SimdTrigonometry.tan(a, ao, out, oo, n);
            case ASIN -> SimdInverseTrigonometry.asin(a, ao, out, oo, n);
            case ACOS -> SimdInverseTrigonometry.acos(a, ao, out, oo, n);
            case SINH -> SimdExponentials.sinh(a, ao, out, oo, n);
            case COSH -> SimdExponentials.cosh(a, ao, out, oo, n);
            case ATAN -> SimdInverseTrigonometry.atan(a, ao, out, oo, n);
            case CBRT -> SimdRoots.cbrt(a, ao, out, oo, n);
            case ERF -> SimdErrorFunctions.erf(a, ao, out, oo, n);
            case ERFC -> SimdErrorFunctions.erfc(a, ao, out, oo, n);
            case NORMAL_CDF -> SimdErrorFunctions.normalCdf(a, ao, out, oo, n);
            default -> UnaryLoops.apply(op, a, ao, out, oo, n);
        }
    }

    private static void negate(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.neg().intoArray(out, oo + i);
        }
        UnaryLoops.apply(Elementwise.NEGATE, a, ao + i, out, oo + i, n - i);
    }

    private static void abs(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.abs().intoArray(out, oo + i);
        }
        UnaryLoops.apply(Elementwise.ABS, a, ao + i, out, oo + i, n - i);
    }

    private static void square(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.mul(v).intoArray(out, oo + i);
        }
        UnaryLoops.apply(Elementwise.SQUARE, a, ao + i, out, oo + i, n - i);
    }

    private static void sqrt(double[] a, int ao, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.sqrt().intoArray(out, oo + i);
        }
        UnaryLoops.apply(Elementwise.SQRT, a, ao + i, out, oo + i, n - i);
    }

    /// Zeros and NaN are their own sign.
    private static void sign(double[] a, int ao, double[] out, int oo, int n) {
        DoubleVector one = DoubleVector.broadcast(S, 1);
        DoubleVector minusOne = DoubleVector.broadcast(S, -1);
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> positive = v.compare(VectorOperators.GT, 0);
            VectorMask<Double> negative = v.compare(VectorOperators.LT, 0);
            v.blend(one, positive).blend(minusOne, negative).intoArray(out, oo + i);
        }
        UnaryLoops.apply(Elementwise.SIGN, a, ao + i, out, oo + i, n - i);
    }

    private static void reciprocal(double[] a, int ao, double[] out, int oo, int n) {
        DoubleVector one = DoubleVector.broadcast(S, 1);
        int i = 0;
        for (; i <= n - W; i += W) {
            one.div(DoubleVector.fromArray(S, a, ao + i)).intoArray(out, oo + i);
        }
        UnaryLoops.apply(Elementwise.RECIPROCAL, a, ao + i, out, oo + i, n - i);
    }
}
