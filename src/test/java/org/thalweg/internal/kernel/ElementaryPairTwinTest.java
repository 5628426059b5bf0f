package org.thalweg.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The SIMD loops of functions of two variables against their scalar definitions: the same bits (every NaN counting as
/// one).
class ElementaryPairTwinTest {
    interface Loop {
        void run(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n);
    }

    record Twin(String name, DoubleBinaryOperator scalar, Loop simd) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Twin> twins() {
        return List.of(
                new Twin("atan2", InverseTrigonometry::atan2, SimdInverseTrigonometry::atan2),
                new Twin("hypot", Roots::hypot, SimdRoots::hypot),
                new Twin("pow", Powers::pow, SimdPowers::pow));
    }

    /// Each hard point with its neighbours in the list, with itself, and with everyday numbers and specials.
    @ParameterizedTest
    @MethodSource("twins")
    void hardPointsHaveTheSameBits(Twin twin) {
        double[] points = ElementaryCases.hardPoints();
        double[] others = {0, -0.0, 1, -1, 2, 3, -3, 0.5, -2.5, 1e-300, 1e300, Double.MAX_VALUE, Double.MIN_VALUE,
            Double.NEGATIVE_INFINITY, Double.NaN};
        for (int shift = 0; shift < 8; shift++) {
            double[] b = new double[points.length];
            for (int i = 0; i < b.length; i++) {
                b[i] = points[(i + shift) % b.length];
            }
            compare(twin, points, b);
        }
        for (double other : others) {
            double[] b = points.clone();
            Arrays.fill(b, other);
            compare(twin, points, b);
            compare(twin, b, points);
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void randomBitPatternsHaveTheSameBits(Twin twin) {
        SplittableRandom random = new SplittableRandom(21);
        double[] a = random.longs(50_000).mapToDouble(Double::longBitsToDouble).toArray();
        double[] b = random.longs(50_000).mapToDouble(Double::longBitsToDouble).toArray();
        compare(twin, a, b);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void everydayArgumentsHaveTheSameBits(Twin twin) {
        SplittableRandom random = new SplittableRandom(22);
        for (double range : new double[] {1, 10, 100, 1000, 1e6}) {
            double[] a = random.doubles(20_000, -range, range).toArray();
            double[] b = random.doubles(20_000, -10, 10).toArray();
            compare(twin, a, b);
            for (int i = 0; i < a.length; i++) {
                b[i] = Math.rint(b[i]);
            }
            compare(twin, a, b);
            for (int i = 0; i < a.length; i++) {
                a[i] = Math.abs(a[i]);
                b[i] = random.nextDouble(-10, 10);
            }
            compare(twin, a, b);
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void everyLengthIsCoveredAndNothingElseIsWritten(Twin twin) {
        double[] a = new double[64];
        double[] b = new double[64];
        for (int i = 0; i < a.length; i++) {
            a[i] = i == 37 ? Double.NaN : 0.01 * i;
            b[i] = 1.5 - 0.1 * i;
        }
        for (int n = 0; n <= 40; n++) {
            double[] out = new double[64];
            twin.simd.run(a, 5, b, 2, out, 3, n);
            for (int i = 0; i < out.length; i++) {
                double expected = i >= 3 && i < 3 + n ? twin.scalar.applyAsDouble(a[i + 2], b[i - 1]) : 0;
                assertEquals(expected, out[i], 0, () -> twin.name);
            }
        }
    }

    /// In place as well: the output range may be an input range.
    private static void compare(Twin twin, double[] a, double[] b) {
        double[] out = a.clone();
        twin.simd.run(out, 0, b, 0, out, 0, a.length);
        for (int i = 0; i < a.length; i++) {
            double expected = twin.scalar.applyAsDouble(a[i], b[i]);
            if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(out[i])) {
                double x = a[i];
                double y = b[i];
                assertEquals(Double.toHexString(expected), Double.toHexString(out[i]),
                        () -> twin.name + " of " + x + ", " + y);
            }
        }
    }
}
