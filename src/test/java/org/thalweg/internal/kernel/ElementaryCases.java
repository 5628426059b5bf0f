package org.thalweg.internal.kernel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// What each elementary function is measured against, and where.
final class ElementaryCases {
    /// A function of one variable: its reference, its bound in units in the last place, and regions `{lo, hi}` from each of
    /// which arguments are drawn, half of them uniformly and half uniformly in their bits.
    record Unary(String name, DoubleUnaryOperator function, UnaryOperator<BigDecimal> exact, double bound,
            double[][] regions) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A function of two variables; a region is `{lo₁, hi₁, lo₂, hi₂}`.
    record Binary(String name, DoubleBinaryOperator function, BiFunction<BigDecimal, BigDecimal, BigDecimal> exact,
            double bound, double[][] regions) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final double MAX = Double.MAX_VALUE;
    private static final double MIN = Double.MIN_VALUE;

    private ElementaryCases() {}

    static List<Unary> unary() {
        List<Unary> cases = new ArrayList<>();
        cases.add(new Unary("exp", Elementary::exp, Reference::exp, 1, new double[][] {
            {-1, 1}, {-0.36, -0.33}, {0.33, 0.36}, {-40, 40}, {-708, 709.78}, {-745, -708}, {MIN, 1}, {-1, -MIN}}));
        cases.add(new Unary("expm1", Elementary::expm1, Reference::expm1, 1, new double[][] {
            {-1, 1}, {-0.36, -0.33}, {0.33, 0.36}, {0.3, 1.1}, {-3, -0.3}, {-40, -30}, {-40, 60}, {-708, 709.78},
            {MIN, 1}, {-1, -MIN}}));
        cases.add(new Unary("log", Elementary::log, Reference::log, 1, new double[][] {
            {0.5, 2}, {0.7, 0.72}, {1.4, 1.42}, {0.99, 1.01}, {0.999999, 1.000001}, {MIN, MAX}, {MIN, 0x1p-1022},
            {1, 1e10}}));
        cases.add(new Unary("log1p", Elementary::log1p, Reference::log1p, 1, new double[][] {
            {-0.999999, 1}, {-0.3, -0.28}, {0.4, 0.43}, {-0.5, 0.5}, {1, 100}, {MIN, MAX}, {-1, -MIN}, {-0.01, 0.01},
            {1e15, 1e17}}));
        cases.add(new Unary("logistic", Elementary::logistic, Reference::logistic, 1, new double[][] {
            {-1, 1}, {-40, 40}, {-745, 40}, {-745, -700}, {MIN, 1}, {-1, -MIN}}));
        cases.add(new Unary("softplus", Elementary::softplus, Reference::softplus, 1, new double[][] {
            {-1, 0}, {0, 1}, {-0.6, -0.3}, {-3, 3}, {-40, 40}, {-745, 40}, {-745, -700}, {MIN, MAX}, {-1, -MIN}}));
        cases.add(new Unary("tanh", Elementary::tanh, Reference::tanh, 1, new double[][] {
            {-1, 1}, {0.1, 0.6}, {-22, 22}, {15, 25}, {MIN, 1}, {-1, -MIN}}));
        double[][] angles = {{-1, 1}, {-10, 10}, {0.7, 0.9}, {1.5, 1.6}, {3.1, 3.2}, {-1000, 1000}, {1e4, 0x1p17},
            {0x1p17, 1e12}, {1e12, 1e300}, {MIN, MAX}};
        cases.add(new Unary("sin", Elementary::sin, Reference::sin, 1, angles));
        cases.add(new Unary("cos", Elementary::cos, Reference::cos, 1, angles));
        cases.add(new Unary("tan", Elementary::tan, Reference::tan, 1, angles));
        double[][] unit = {{-1, 1}, {-0.51, -0.49}, {0.49, 0.51}, {0.99, 1}, {-1, -0.999999}, {MIN, 1}, {-1, -MIN}};
        cases.add(new Unary("asin", Elementary::asin, Reference::asin, 1, unit));
        cases.add(new Unary("acos", Elementary::acos, Reference::acos, 1, unit));
        cases.add(new Unary("atan", Elementary::atan, Reference::atan, 1, new double[][] {
            {-1, 1}, {0.9, 1.1}, {-10, 10}, {0.3, 0.5}, {2, 3}, {1, 1e6}, {MIN, MAX}, {-1, -MIN}}));
        double[][] hyperbolic = {{-1, 1}, {-0.36, -0.33}, {0.33, 0.36}, {0.3, 1.1}, {-3, -0.3}, {-40, 40}, {-710.4, 710.4},
            {MIN, 1}, {-1, -MIN}};
        cases.add(new Unary("sinh", Elementary::sinh, Reference::sinh, 1, hyperbolic));
        cases.add(new Unary("cosh", Elementary::cosh, Reference::cosh, 1, hyperbolic));
        cases.add(new Unary("cbrt", Elementary::cbrt, Reference::cbrt, 1, new double[][] {
            {-1, 1}, {1, 8}, {0.99, 1.01}, {MIN, MAX}, {MIN, 0x1p-1022}, {-MAX, -MIN}, {0x1p-901, 0x1p-899}}));
        cases.add(new Unary("erf", Elementary::erf, Reference::erf, 2, new double[][] {
            {-1, 1}, {0.7, 0.8}, {0.75, 1}, {1, 3}, {3, 6}, {5.8, 6.2}, {MIN, 1}, {-1, -MIN}}));
        cases.add(new Unary("erfc", Elementary::erfc, Reference::erfc, 2, new double[][] {
            {-1, 1}, {-6, 0}, {0.2, 0.6}, {0.5, 2}, {2, 6}, {3.9, 4.1}, {6, 26.5}, {26, 27.3}, {MIN, 1}, {-1, -MIN}}));
        cases.add(new Unary("normalCdf", Elementary::normalCdf, Reference::normalCdf, 2, new double[][] {
            {-1, 1}, {0, 9}, {-3, -1}, {-9, -3}, {-37.5, -9}, {-38.6, -37}, {MIN, 1}, {-1, -MIN}}));
        return cases;
    }

    static List<Binary> binary() {
        return List.of(
                new Binary("hypot", Elementary::hypot, Reference::hypot, 1, new double[][] {
                    {-1, 1, -1, 1}, {0.9, 1.1, 0.9, 1.1}, {1e-10, 1, 1e-10, 1}, {MIN, 1e-300, MIN, 1e-300},
                    {MIN, 0x1p-1022, MIN, 0x1p-1022}, {1e300, MAX, 1e290, MAX}, {MIN, MAX, MIN, MAX},
                    {0x1p-401, 0x1p-399, 0x1p-420, 0x1p-399}, {0x1p499, 0x1p501, 0x1p490, 0x1p501}}),
                new Binary("pow", Elementary::pow, Reference::pow, 2, new double[][] {
                    {0.5, 2, -700, 700}, {0.1, 10, -3, 3}, {0.99, 1.01, -70_000, 70_000}, {1e-5, 1e5, -60, 60},
                    {0.9999999, 1.0000001, -7e9, 7e9}, {MIN, MAX, -1, 1}, {MIN, 0x1p-1022, 0.1, 1.1},
                    {0.01, 0.5, 100, 180}, {1.5, 3, 500, 900}, {0.7, 0.72, 1, 2000}, {1.4, 1.42, 1, 2000}, {0.5, 2, MIN, 1e-5}}),
                new Binary("atan2", Elementary::atan2, Reference::atan2, 1, new double[][] {
                    {-1, 1, -1, 1}, {0.9, 1.1, 0.9, 1.1}, {-1e-3, 1e-3, -10, 10}, {-10, 10, -1e-3, 1e-3}, {-1, 1, -100, -1},
                    {MIN, 1e-300, MIN, 1e-300}, {MIN, 1e-300, 1e-10, 1}, {1e300, MAX, 1e290, MAX}, {MIN, MAX, MIN, MAX},
                    {MIN, MAX, -MAX, -MIN}}));
    }

    /// A number of `[lo, hi]`, uniform in value or, if both ends have one sign, in the ordering of the doubles.
    static double draw(SplittableRandom random, double lo, double hi, boolean uniform) {
        if (!uniform && lo > 0) {
            return Double.longBitsToDouble(
                    random.nextLong(Double.doubleToRawLongBits(lo), Double.doubleToRawLongBits(hi) + 1));
        }
        if (!uniform && hi < 0) {
            return -draw(random, -hi, -lo, false);
        }
        double u = random.nextDouble();
        return lo * (1 - u) + hi * u;
    }

    /// Zeros, units, powers of two and their neighbours, thresholds, infinities, NaN, and what is near a multiple of π/2.
    static double[] hardPoints() {
        List<Double> p = new ArrayList<>();
        for (int e = -1074; e <= 1023; e++) {
            near(p, Math.scalb(1.0, e));
        }
        for (int k = 1; k <= 64; k++) {
            near(p, k * (Math.PI / 2));
            near(p, k * (Math.PI / 4));
            near(p, k * Math.log(2) / 2);
        }
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            long k = 1 + (random.nextLong() >>> random.nextInt(12, 63));
            near(p, Reference.HALF_PI.multiply(BigDecimal.valueOf(k)).doubleValue());
        }
        for (double x : new double[] {0.0, 0.3465735902799726, 0.5, 708, 709.782712893384, 709.8, 710.4758600739439,
                745.1332191019411, 745.2, 22, 37.5, 1e5, 1e9, 0x1p30, 6381956970095103.0 * 0x1p797, 1e22, 2.414213562373095,
                0.41421356237309503, Math.sqrt(0.5), Math.sqrt(2), 0.9999999, 1.0000001, MAX, Double.POSITIVE_INFINITY,
                0x1.921fb54442d18p+1 * 1e6, 5.5, 1.5, 3, 1.0 / 3, 0.25}) {
            near(p, x);
        }
        p.add(Double.NaN);
        double[] points = new double[2 * p.size()];
        for (int i = 0; i < p.size(); i++) {
            points[2 * i] = p.get(i);
            points[2 * i + 1] = -p.get(i);
        }
        return points;
    }

    private static void near(List<Double> points, double x) {
        points.add(x);
        points.add(Math.nextUp(x));
        points.add(Math.nextDown(x));
    }
}
