package org.thalweg.optimize;

import java.util.SplittableRandom;
import org.thalweg.Objective;

/// A random function with one thing or several wrong with it; always the same value at the same point.
final class Trouble implements Objective {
    /// What may stand beyond a plane.
    enum Wall { NONE, NAN, INFINITY, MINUS_INFINITY, STEEP, EXCEPTION }

    /// What may be wrong with the gradient.
    enum Lie { NONE, SIGN, SCALE, ONE_COORDINATE }

    /// Thrown beyond a wall.
    static final class Outside extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    final int n;
    final Wall wall;
    final Lie lie;
    final double noise;
    final double kink;
    final double[] start;
    int calls;
    double lowest = Double.POSITIVE_INFINITY;

    private final int shape;
    private final double scale;
    private final double[] centre;
    private final double[] curvature;
    private final double[] normal;
    private final double offset;

    Trouble(int n, SplittableRandom random) {
        this.n = n;
        shape = random.nextInt(4);
        wall = one(Wall.values(), random);
        lie = one(Lie.values(), random);
        noise = random.nextInt(3) == 0 ? Math.pow(10, random.nextDouble(-15, -2)) : 0;
        kink = random.nextInt(4) == 0 ? random.nextDouble(0, 5) : 0;
        scale = random.nextInt(3) == 0 ? Math.pow(10, random.nextDouble(-150, 150)) : 1;
        centre = random.doubles(n, -3, 3).toArray();
        curvature = random.doubles(n, -2, 3).map(t -> Math.pow(10, t)).toArray();
        normal = random.doubles(n, -1, 1).toArray();
        start = random.doubles(n, -5, 5).toArray();
        offset = along(start) + Math.pow(10, random.nextDouble(-6, 1));
    }

    /// Mostly the first.
    private static <E> E one(E[] values, SplittableRandom random) {
        return values[random.nextInt(2) == 0 ? 0 : random.nextInt(values.length)];
    }

    private double along(double[] x) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += normal[i] * x[i];
        }
        return sum;
    }

    @Override
    public double valueAndGradient(double[] x, double[] g) {
        calls++;
        for (double xi : x) {
            if (!Double.isFinite(xi)) {
                throw new AssertionError("evaluated at " + xi);
            }
        }
        double f = scale * smooth(x, g);
        double side = along(x) - offset;
        double slope = kink * scale * Math.signum(side);
        for (int i = 0; i < n; i++) {
            g[i] = scale * g[i] + slope * normal[i];
        }
        f += kink * scale * Math.abs(side);
        f += noise * Math.abs(f) * hash(x);
        f = lie(f, g);
        if (side > 0) {
            f = beyond(f, g);
        }
        double sum = 0;
        for (double gi : g) {
            sum += 0 * gi;
        }
        if (Double.isFinite(f) && sum == 0) {
            lowest = Math.min(lowest, f);
        }
        return f;
    }

    /// A bowl, a bowl of fourth degree, a plateau around a hole, a curved valley.
    private double smooth(double[] x, double[] g) {
        double f = 0;
        for (int i = 0; i < n; i++) {
            double z = x[i] - centre[i];
            double c = curvature[i];
            switch (shape) {
                case 0 -> {
                    f += 0.5 * c * z * z;
                    g[i] = c * z;
                }
                case 1 -> {
                    f += z * z * z * z;
                    g[i] = 4 * z * z * z;
                }
                case 2 -> {
                    double e = Math.exp(-z * z);
                    f += 1 - e;
                    g[i] = 2 * z * e;
                }
                default -> {
                    double w = i == 0 ? 0 : x[i] - x[i - 1] * x[i - 1];
                    f += z * z + 10 * w * w;
                    g[i] = 2 * z + 20 * w;
                    if (i > 0) {
                        g[i - 1] -= 40 * w * x[i - 1];
                    }
                }
            }
        }
        return f;
    }

    private double lie(double f, double[] g) {
        for (int i = 0; i < n; i++) {
            g[i] *= switch (lie) {
                case SIGN -> -1;
                case SCALE -> 0.1;
                case ONE_COORDINATE -> i == 0 ? -3 : 1;
                case NONE -> 1;
            };
        }
        return f;
    }

    private double beyond(double f, double[] g) {
        switch (wall) {
            case NAN -> {
                return Double.NaN;
            }
            case INFINITY -> {
                return Double.POSITIVE_INFINITY;
            }
            case MINUS_INFINITY -> {
                return Double.NEGATIVE_INFINITY;
            }
            case STEEP -> {
                g[n - 1] = Double.POSITIVE_INFINITY;
                return f;
            }
            case EXCEPTION -> throw new Outside();
            default -> {
                return f;
            }
        }
    }

    /// In `[−1, 1]`, from the bits of x.
    private static double hash(double[] x) {
        long h = 1;
        for (double xi : x) {
            h = (h ^ Double.doubleToRawLongBits(xi)) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 29;
        }
        return (double) (h >> 11) / (1L << 52);
    }

    /// Whether nothing but what a descent is made for is to be expected.
    boolean isHonest() {
        return lie == Lie.NONE && noise == 0 && kink == 0;
    }

    @Override
    public String toString() {
        return "n = " + n + ", shape " + shape + ", scale " + scale + ", wall " + wall + ", lie " + lie + ", noise " + noise
                + ", kink " + kink;
    }
}
