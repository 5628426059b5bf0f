package org.thalweg.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The SIMD loops against their scalar definitions: the same bits (every NaN counting as one).
class ElementaryTwinTest {
    interface Loop {
        void run(double[] a, int ao, double[] out, int oo, int n);
    }

    record Twin(String name, DoubleUnaryOperator scalar, Loop simd) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Twin> twins() {
        return List.of(
                new Twin("exp", Exponentials::exp, SimdExponentials::exp),
                new Twin("expm1", Exponentials::expm1, SimdExponentials::expm1),
                new Twin("logistic", Exponentials::logistic, SimdExponentials::logistic),
                new Twin("tanh", Exponentials::tanh, SimdExponentials::tanh),
                new Twin("log", Logarithms::log, SimdLogarithms::log),
                new Twin("log1p", Logarithms::log1p, SimdLogarithms::log1p),
                new Twin("softplus", Logarithms::softplus, SimdLogarithms::softplus),
                new Twin("sin", Trigonometry::sin, SimdTrigonometry::sin),
                new Twin("cos", Trigonometry::cos, SimdTrigonometry::cos),
                new Twin("tan", Trigonometry::tan, SimdTrigonometry::tan),
                new Twin("asin", InverseTrigonometry::asin, SimdInverseTrigonometry::asin),
                new Twin("acos", InverseTrigonometry::acos, SimdInverseTrigonometry::acos),
                new Twin("atan", InverseTrigonometry::atan, SimdInverseTrigonometry::atan),
                new Twin("cbrt", Roots::cbrt, SimdRoots::cbrt),
                new Twin("erf", ErrorFunctions::erf, SimdErrorFunctions::erf),
                new Twin("erfc", ErrorFunctions::erfc, SimdErrorFunctions::erfc),
                new Twin("normalCdf", ErrorFunctions::normalCdf, SimdErrorFunctions::normalCdf),
                new Twin("sinh", Exponentials::sinh, SimdExponentials::sinh),
                new Twin("cosh", Exponentials::cosh, SimdExponentials::cosh));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void hardPointsHaveTheSameBits(Twin twin) {
        compare(twin, ElementaryCases.hardPoints());
    }

    @ParameterizedTest
    @MethodSource("twins")
    void randomBitPatternsHaveTheSameBits(Twin twin) {
        SplittableRandom random = new SplittableRandom(11);
        double[] a = new double[20_000];
        for (int i = 0; i < a.length; i++) {
            a[i] = Double.longBitsToDouble(random.nextLong());
        }
        compare(twin, a);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void everydayArgumentsHaveTheSameBits(Twin twin) {
        SplittableRandom random = new SplittableRandom(12);
        for (double range : new double[] {1, 10, 100, 1000, 1e6, 1e12}) {
            double[] a = new double[20_000];
            for (int i = 0; i < a.length; i++) {
                a[i] = range * (2 * random.nextDouble() - 1);
            }
            compare(twin, a);
            for (int i = 0; i < a.length; i++) {
                a[i] = Math.abs(a[i]);
            }
            compare(twin, a);
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void everyLengthIsCoveredAndNothingElseIsWritten(Twin twin) {
        double[] a = new double[64];
        for (int i = 0; i < a.length; i++) {
            a[i] = i == 37 ? Double.NaN : 0.01 * i;
        }
        for (int n = 0; n <= 40; n++) {
            double[] out = new double[64];
            twin.simd.run(a, 5, out, 3, n);
            for (int i = 0; i < out.length; i++) {
                double expected = i >= 3 && i < 3 + n ? twin.scalar.applyAsDouble(a[i + 2]) : 0;
                assertEquals(expected, out[i], 0, () -> twin.name);
            }
        }
    }

    /// In place as well: the output range may be the input range.
    private static void compare(Twin twin, double[] a) {
        double[] out = a.clone();
        twin.simd.run(out, 0, out, 0, a.length);
        for (int i = 0; i < a.length; i++) {
            double expected = twin.scalar.applyAsDouble(a[i]);
            if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(out[i])) {
                double x = a[i];
                assertEquals(Double.toHexString(expected), Double.toHexString(out[i]), () -> twin.name + " of " + x);
            }
        }
    }
}
