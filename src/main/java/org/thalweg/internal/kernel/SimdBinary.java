package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Binary operations made of what the Vector API rounds exactly; everything else goes to [BinaryLoops].
///
/// Each is one loop in a method of its own, as in [SimdUnary].
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class SimdBinary {
    private static final VectorSpecies<Double> S = SimdLoops.SPECIES;
    private static final int W = S.length();

    private SimdBinary() {}

    /// `outᵢ ← op(aᵢ, bᵢ)`.
    static void apply(Elementwise op, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        switch (op) {
            case ADD -> add(a, ao, b, bo, out, oo, n);
            case SUB -> sub(a, ao, b, bo, out, oo, n);
            case MUL -> mul(a, ao, b, bo, out, oo, n);
            case DIV -> div(a, ao, b, bo, out, oo, n);
            case MIN -> min(a, ao, b, bo, out, oo, n);
            case MAX -> max(a, ao, b, bo, out, oo, n);
            case LESS -> less(a, ao, b, bo, out, oo, n);
            case LESS_OR_EQUAL -> lessOrEqual(a, ao, b, bo, out, oo, n);
            case EQUAL -> equal(a, ao, b, bo, out, oo, n);
            case POW -> SimdPowers.pow(a, ao, b, bo, out, oo, n);
            case ATAN2 -> SimdInverseTrigonometry.atan2(a, ao, b, bo, out, oo, n);
            case HYPOT -> SimdRoots.hypot(a, ao, b, bo, out, oo, n);
            default -> BinaryLoops.apply(op, a, ao, b, bo, out, oo, n);
        }
    }

    private static void add(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.add(DoubleVector.fromArray(S, b, bo + i)).intoArray(out, oo + i);
        }
        BinaryLoops.apply(Elementwise.ADD, a, ao + i, b, bo + i, out, oo + i, n - i);
    }

    private static void sub(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.sub(DoubleVector.fromArray(S, b, bo + i)).intoArray(out, oo + i);
        }
        BinaryLoops.apply(Elementwise.SUB, a, ao + i, b, bo + i, out, oo + i, n - i);
    }

    private static void mul(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.mul(DoubleVector.fromArray(S, b, bo + i)).intoArray(out, oo + i);
        }
        BinaryLoops.apply(Elementwise.MUL, a, ao + i, b, bo + i, out, oo + i, n - i);
    }

    private static void div(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.div(DoubleVector.fromArray(S, b, bo + i)).intoArray(out, oo + i);
        }
        BinaryLoops.apply(Elementwise.DIV, a, ao + i, b, bo + i, out, oo + i, n - i);
    }

    private static void min(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.min(DoubleVector.fromArray(S, b, bo + i)).intoArray(out, oo + i);
        }
        BinaryLoops.apply(Elementwise.MIN, a, ao + i, b, bo + i, out, oo + i, n - i);
    }

    private static void max(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            v.max(DoubleVector.fromArray(S, b, bo + i)).intoArray(out, oo + i);
        }
        BinaryLoops.apply(Elementwise.MAX, a, ao + i, b, bo + i, out, oo + i, n - i);
    }

    private static void less(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        DoubleVector zero = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> holds = v.compare(VectorOperators.LT, DoubleVector.fromArray(S, b, bo + i));
            zero.blend(1, holds).intoArray(out, oo + i);
        }
        BinaryLoops.apply(Elementwise.LESS, a, ao + i, b, bo + i, out, oo + i, n - i);
    }

    private static void lessOrEqual(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        DoubleVector zero = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> holds = v.compare(VectorOperators.LE, DoubleVector.fromArray(S, b, bo + i));
            zero.blend(1, holds).intoArray(out, oo + i);
        }
        BinaryLoops.apply(Elementwise.LESS_OR_EQUAL, a, ao + i, b, bo + i, out, oo + i, n - i);
    }

    private static void equal(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        DoubleVector zero = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector v = DoubleVector.fromArray(S, a, ao + i);
            VectorMask<Double> holds = v.compare(VectorOperators.EQ, DoubleVector.fromArray(S, b, bo + i));
            zero.blend(1, holds).intoArray(out, oo + i);
        }
        BinaryLoops.apply(Elementwise.EQUAL, a, ao + i, b, bo + i, out, oo + i, n - i);
    }
}
