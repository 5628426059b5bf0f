package org.thalweg.internal.kernel;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/// Measures the elementary functions against [Reference] and prints the table of `docs/elementary-functions.md`:
/// `java … org.thalweg.internal.kernel.AccuracyReport [arguments per region] [function]`.
final class AccuracyReport {
    /// The largest error found, and where.
    record Worst(double ulps, double x, double y) {
        Worst or(double other, double ox, double oy) {
            return other > ulps || Double.isNaN(other) ? new Worst(other, ox, oy) : this;
        }

        @Override
        public String toString() {
            return "%.3f ulp at %s (%s, %s)".formatted(ulps, Double.toHexString(x), x, y);
        }
    }

    private AccuracyReport() {}

    /// The largest error over `count` arguments of each region and over the hard points.
    static Worst worst(ElementaryCases.Unary c, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Worst worst = new Worst(0, 0, 0);
        for (double[] region : c.regions()) {
            for (int i = 0; i < count; i++) {
                double x = ElementaryCases.draw(random, region[0], region[1], i % 2 == 0);
                worst = worst.or(error(c, x), x, 0);
            }
        }
        double lo = Double.MAX_VALUE, hi = -Double.MAX_VALUE;
        for (double[] region : c.regions()) {
            lo = Math.min(lo, region[0]);
            hi = Math.max(hi, region[1]);
        }
        for (double x : ElementaryCases.hardPoints()) {
            if (x > lo && x < hi && x != 0) {
                worst = worst.or(error(c, x), x, 0);
            }
        }
        return worst;
    }

    private static double error(ElementaryCases.Unary c, double x) {
        return x == 0 ? 0 : Reference.ulps(c.function().applyAsDouble(x), c.exact().apply(new BigDecimal(x)));
    }

    static Worst worst(ElementaryCases.Binary c, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Worst worst = new Worst(0, 0, 0);
        for (double[] region : c.regions()) {
            for (int i = 0; i < count; i++) {
                double x = ElementaryCases.draw(random, region[0], region[1], i % 2 == 0);
                double y = ElementaryCases.draw(random, region[2], region[3], i % 4 < 2);
                if (x != 0 && y != 0) {
                    BigDecimal exact = c.exact().apply(new BigDecimal(x), new BigDecimal(y));
                    worst = worst.or(Reference.ulps(c.function().applyAsDouble(x, y), exact), x, y);
                }
            }
        }
        return worst;
    }

    public static void main(String[] args) {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        for (ElementaryCases.Unary c : ElementaryCases.unary()) {
            if (args.length < 2 || args[1].equals(c.name())) {
                System.out.println(c.name() + ": " + worst(c, count, 20_260_000));
            }
        }
        for (ElementaryCases.Binary c : ElementaryCases.binary()) {
            if (args.length < 2 || args[1].equals(c.name())) {
                System.out.println(c.name() + ": " + worst(c, count, 20_260_000));
            }
        }
    }
}
