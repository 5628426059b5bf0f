package org.thalweg.internal.kernel;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Runs one call on both sets of kernels, on equal memory, and compares all of it: result, output, and everything around
/// the output.
final class Twins {
    static final KernelSet SCALAR = new ScalarKernels();
    static final KernelSet SIMD = new SimdKernels();

    /// One call with its memory.
    @FunctionalInterface
    interface Call {
        double on(KernelSet kernels, double[] memory);
    }

    private Twins() {}

    /// Values of all kinds: ordinary, tiny, huge, special.
    static double[] values(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] special = {0.0, -0.0, 1, -1, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = switch (random.nextInt(40)) {
                case 0 -> special[random.nextInt(special.length)];
                case 1 -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-1070, 1020));
                case 2 -> random.nextInt(-3, 4);
                default -> random.nextDouble(-2, 2);
            };
        }
        return values;
    }

    /// Values whose sums and products stay finite.
    static double[] ordinary(long seed, int length) {
        return new SplittableRandom(seed).doubles(length, -2, 2).toArray();
    }

    static void agree(String what, double[] memory, Call call) {
        double[] a = memory.clone();
        double[] b = memory.clone();
        double ra = call.on(SCALAR, a);
        double rb = call.on(SIMD, b);
        if (Double.doubleToLongBits(ra) != Double.doubleToLongBits(rb)) {
            fail(what + ": scalar " + ra + ", SIMD " + rb);
        }
        if (!Arrays.equals(a, b)) {
            int at = Arrays.mismatch(a, b);
            fail(what + ": at " + at + " scalar " + a[at] + ", SIMD " + b[at]);
        }
    }

    /// A call without a result.
    static Call silent(java.util.function.BiConsumer<KernelSet, double[]> call) {
        return (kernels, memory) -> {
            call.accept(kernels, memory);
            return 0;
        };
    }

    /// The definition of a sum over 32 lanes, written from the contract: lane j begins with +0 and takes the elements
    /// j, j + 32, … in turn.
    static double tree(int n, java.util.function.IntToDoubleFunction a, ToDoubleFunction<double[]> add) {
        double[] lane = new double[32];
        for (int i = 0; i < n; i++) {
            lane[i % 32] = add.applyAsDouble(new double[] {lane[i % 32], i, a.applyAsDouble(i)});
        }
        double[] t8 = new double[8];
        for (int j = 0; j < 8; j++) {
            t8[j] = (lane[j] + lane[j + 8]) + (lane[j + 16] + lane[j + 24]);
        }
        double[] t4 = new double[4];
        for (int j = 0; j < 4; j++) {
            t4[j] = t8[j] + t8[j + 4];
        }
        return (t4[0] + t4[2]) + (t4[1] + t4[3]);
    }
}
