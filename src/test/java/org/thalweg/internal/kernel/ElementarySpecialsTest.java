package org.thalweg.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Zeros with their signs, infinities, NaN and domain errors, against [StrictMath], which documents them.
class ElementarySpecialsTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double[] TWO_VARIABLES = {0.5, -0.5, 3, -3, 2.5, -2.5, 1e5, -1e5, 0x1p52 + 1, -0x1p52 - 1,
        0x1p53 - 1, 0x1p53, 0x1p60, Double.MIN_VALUE, -Double.MIN_VALUE, 0x1p-1022, Math.nextDown(1.0),
        -Math.nextUp(1.0), 1e-310, 1e300, -1e300, 0x1p51 + 1, 0x1p50 + 1};
    private static final double[] SPECIALS = {0.0, -0.0, INF, -INF, Double.NaN, 1, -1, 2, -2, Double.MAX_VALUE,
        -Double.MAX_VALUE};

    record Pair(String name, DoubleUnaryOperator ours, DoubleUnaryOperator documented) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Pair> pairs() {
        return List.of(
                new Pair("exp", Elementary::exp, StrictMath::exp),
                new Pair("expm1", Elementary::expm1, StrictMath::expm1),
                new Pair("log", Elementary::log, StrictMath::log),
                new Pair("log1p", Elementary::log1p, StrictMath::log1p),
                new Pair("tanh", Elementary::tanh, StrictMath::tanh),
                new Pair("sinh", Elementary::sinh, StrictMath::sinh),
                new Pair("cosh", Elementary::cosh, StrictMath::cosh),
                new Pair("sin", Elementary::sin, StrictMath::sin),
                new Pair("cos", Elementary::cos, StrictMath::cos),
                new Pair("tan", Elementary::tan, StrictMath::tan),
                new Pair("asin", Elementary::asin, StrictMath::asin),
                new Pair("acos", Elementary::acos, StrictMath::acos),
                new Pair("atan", Elementary::atan, StrictMath::atan),
                new Pair("cbrt", Elementary::cbrt, StrictMath::cbrt));
    }

    /// Equal to within two units in the last place, with the same sign of zero, and NaN where NaN is documented.
    @ParameterizedTest
    @MethodSource("pairs")
    void specialArgumentsGiveWhatIsDocumented(Pair pair) {
        for (double x : SPECIALS) {
            double expected = pair.documented.applyAsDouble(x);
            double tolerance = Double.isFinite(expected) ? 2 * Math.ulp(expected) : 0;
            double result = pair.ours.applyAsDouble(x);
            if (expected == 0 || tolerance == 0) {
                assertEquals(Double.toString(expected), Double.toString(result), () -> pair.name + " of " + x);
            } else {
                assertEquals(expected, result, tolerance, () -> pair.name + " of " + x);
            }
        }
    }

    record PairOfTwo(String name, DoubleBinaryOperator ours, DoubleBinaryOperator documented) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<PairOfTwo> pairsOfTwo() {
        return List.of(
                new PairOfTwo("atan2", Elementary::atan2, StrictMath::atan2),
                new PairOfTwo("hypot", Elementary::hypot, StrictMath::hypot),
                new PairOfTwo("pow", Elementary::pow, StrictMath::pow));
    }

    /// Every pair of special, integer, fractional, tiny and huge numbers; zeros, infinities and NaN as documented.
    @ParameterizedTest
    @MethodSource("pairsOfTwo")
    void specialPairsGiveWhatIsDocumented(PairOfTwo pair) {
        double[] values = DoubleStream.concat(Arrays.stream(SPECIALS), Arrays.stream(TWO_VARIABLES)).toArray();
        for (double x : values) {
            for (double y : values) {
                double expected = pair.documented.applyAsDouble(x, y);
                double result = pair.ours.applyAsDouble(x, y);
                if (expected == 0 || !Double.isFinite(expected)) {
                    assertEquals(Double.toString(expected), Double.toString(result),
                            () -> pair.name + " of " + x + ", " + y);
                } else {
                    assertEquals(expected, result, 2 * Math.ulp(expected), () -> pair.name + " of " + x + ", " + y);
                }
            }
        }
    }

    @Test
    void theErrorFunctionsHaveTheLimitsOfTheCStandard() {
        assertEquals("0.0", Double.toString(Elementary.erf(0.0)));
        assertEquals("-0.0", Double.toString(Elementary.erf(-0.0)));
        assertEquals(1, Elementary.erf(INF));
        assertEquals(-1, Elementary.erf(-INF));
        assertEquals(Double.NaN, Elementary.erf(Double.NaN));
        assertEquals(1, Elementary.erfc(0.0));
        assertEquals(1, Elementary.erfc(-0.0));
        assertEquals("0.0", Double.toString(Elementary.erfc(INF)));
        assertEquals(0, Elementary.erfc(Double.MAX_VALUE));
        assertEquals(2, Elementary.erfc(-INF));
        assertEquals(Double.NaN, Elementary.erfc(Double.NaN));
        assertEquals(Double.MIN_VALUE, Elementary.erfc(27.22));
        assertEquals(0, Elementary.erfc(27.24));
    }

    @Test
    void theNormalDistributionGoesFromZeroThroughOneHalfToOne() {
        assertEquals(0.5, Elementary.normalCdf(0));
        assertEquals(0.5, Elementary.normalCdf(-0.0));
        assertEquals(0, Elementary.normalCdf(-INF));
        assertEquals(0, Elementary.normalCdf(-Double.MAX_VALUE));
        assertEquals(1, Elementary.normalCdf(INF));
        assertEquals(Double.NaN, Elementary.normalCdf(Double.NaN));
    }

    @Test
    void powersThatAreNumbersAreExact() {
        for (double x : new double[] {3, -3, 1.1, Math.PI, 1e-310, Double.MAX_VALUE, -Double.MIN_VALUE}) {
            assertEquals(x, Elementary.pow(x, 1));
        }
        for (int x = -1000; x <= 1000; x++) {
            assertEquals((double) x * x, Elementary.pow(x, 2));
            assertEquals((double) x * x * x, Elementary.pow(x, 3));
            assertEquals(x, Elementary.cbrt((double) x * x * x));
        }
        assertEquals(0x1p-1074, Elementary.pow(2, -1074));
        assertEquals(0x1p1023, Elementary.pow(2, 1023));
    }

    @Test
    void logisticSaturatesAtBothEnds() {
        assertEquals(0.5, Elementary.logistic(0));
        assertEquals(0.5, Elementary.logistic(-0.0));
        assertEquals(1, Elementary.logistic(INF));
        assertEquals(1, Elementary.logistic(800));
        assertEquals(0, Elementary.logistic(-INF));
        assertEquals(0, Elementary.logistic(-800));
        assertEquals(Double.NaN, Elementary.logistic(Double.NaN));
    }

    @Test
    void softplusIsTheArgumentOnTheRightAndZeroOnTheLeft() {
        assertEquals(Math.log(2), Elementary.softplus(0), 1e-16);
        assertEquals(INF, Elementary.softplus(INF));
        assertEquals(1e300, Elementary.softplus(1e300));
        assertEquals(0, Elementary.softplus(-INF));
        assertEquals(0, Elementary.softplus(-800));
        assertEquals(Double.NaN, Elementary.softplus(Double.NaN));
    }

    @Test
    void exactValuesAreExact() {
        assertEquals(1, Elementary.exp(0));
        assertEquals(0, Elementary.log(1));
        assertEquals(Double.MIN_VALUE, Elementary.expm1(Double.MIN_VALUE));
        assertEquals(Double.MIN_VALUE, Elementary.log1p(Double.MIN_VALUE));
        assertEquals(-Double.MIN_VALUE, Elementary.tanh(-Double.MIN_VALUE));
    }

    @Test
    void theExponentialOverflowsAndUnderflowsWhereItMust() {
        double last = 0x1.62e42fefa39efp9;
        assertEquals(1.797693134862273e308, Elementary.exp(last), 0x1p971);
        assertEquals(INF, Elementary.exp(Math.nextUp(last)));
        assertEquals(Double.MIN_VALUE, Elementary.exp(-745.13));
        assertEquals(0, Elementary.exp(-745.14));
    }
}
