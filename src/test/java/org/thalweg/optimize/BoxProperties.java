package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.thalweg.Objective;

class BoxProperties {
    /// `½·xᵀAx − bᵀx` with `A = BBᵀ + δI`, and bounds some of which are infinite, some equal.
    private static final class Quadratic implements Objective {
        final int n;
        final double[][] a;
        final double[] b;
        final Box box;
        final double[] start;

        Quadratic(int n, double scale, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            this.n = n;
            double[][] root = new double[n][];
            for (int i = 0; i < n; i++) {
                root[i] = random.doubles(n, -1, 1).toArray();
            }
            a = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        a[i][j] += scale * root[i][k] * root[j][k];
                    }
                }
                a[i][i] += 0.1 * scale;
            }
            b = random.doubles(n, -3 * scale, 3 * scale).toArray();
            double[] lower = new double[n];
            double[] upper = new double[n];
            for (int i = 0; i < n; i++) {
                lower[i] = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : random.nextDouble(-2, 0.5);
                double high = Math.max(lower[i], -2) + (random.nextInt(8) == 0 ? 0 : random.nextDouble(0, 2));
                upper[i] = random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : high;
            }
            box = Box.of(lower, upper);
            start = random.doubles(n, -4, 4).toArray();
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            double f = 0;
            for (int i = 0; i < n; i++) {
                double ax = 0;
                for (int j = 0; j < n; j++) {
                    ax += a[i][j] * x[j];
                }
                g[i] = ax - b[i];
                f += x[i] * (0.5 * ax - b[i]);
            }
            return f;
        }

        /// The minimum by cyclic exact minimisation of one variable at a time: slow, and of another mind.
        double[] byCoordinates() {
            double[] x = start.clone();
            box.project(x);
            for (int sweep = 0; sweep < 20_000; sweep++) {
                for (int i = 0; i < n; i++) {
                    double rest = b[i] + a[i][i] * x[i];
                    for (int j = 0; j < n; j++) {
                        rest -= a[i][j] * x[j];
                    }
                    x[i] = box.clamp(i, rest / a[i][i]);
                }
            }
            return x;
        }
    }

    @Property(tries = 150)
    void theMinimumOfAConvexQuadraticIsFound(
            @ForAll @IntRange(min = 1, max = 12) int n, @ForAll @DoubleRange(min = -6, max = 6) double scale,
            @ForAll @IntRange(min = 1, max = 12) int memory, @ForAll long seed, @ForAll boolean slopes) {
        Quadratic q = new Quadratic(n, Math.pow(10, scale), seed);
        // What is left to a bound counts as a length, however f is scaled: it has to be small beside 1e-5.
        Solution s = Lbfgs.DEFAULT.withMemory(memory).withGradientTolerance(Math.min(1e-8 * Math.pow(10, scale), 1e-6))
                .withLineSearch(slopes ? HagerZhang.DEFAULT : StrongWolfe.DEFAULT).minimize(q, q.box, q.start);
        assertTrue(s.status().converged(), s::toString);
        assertTrue(q.box.contains(s.x()), s::toString);
        assertArrayEquals(q.byCoordinates(), s.x(), 1e-5);
    }

    /// Whatever stands in the way: it ends, in the box, not above the start, and says the truth.
    @Property(tries = 1000)
    void whateverStandsInTheWayTheResultIsInTheBoxAndTrue(
            @ForAll @IntRange(min = 1, max = 8) int n, @ForAll long seed, @ForAll @DoubleRange(min = -3, max = 3) double at,
            @ForAll @IntRange(min = 0, max = 4) int trouble, @ForAll @IntRange(min = 1, max = 200) int limit) {
        Quadratic q = new Quadratic(n, 1, seed);
        Objective f = (x, g) -> {
            double value = q.valueAndGradient(x, g);
            double outside = switch (trouble) {
                case 0 -> Double.NaN;
                case 1 -> Double.NEGATIVE_INFINITY;
                case 2 -> value + 1e-9 * Math.sin(1e12 * x[0]);
                case 3 -> value + 3 * Math.abs(x[0] - at);
                default -> -value;
            };
            return x[0] > at ? outside : value;
        };
        double[] start = q.start.clone();
        q.box.project(start);
        double f0 = f.valueAndGradient(start, new double[n]);
        Solution s = Lbfgs.DEFAULT.withMaxEvaluations(limit).minimize(f, q.box, q.start);
        assertTrue(s.evaluations() <= limit);
        if (Double.isFinite(f0)) {
            double[] g = new double[n];
            assertTrue(q.box.contains(s.x()) && s.value() <= f0, s::toString);
            assertTrue(f.valueAndGradient(s.x(), g) == s.value(), s::toString);
            assertTrue(q.box.projectedNorm(s.x(), g) == s.gradientNorm(), s::toString);
            assertTrue(s.status() != Status.GRADIENT_TOLERANCE || s.gradientNorm() <= 1e-6, s::toString);
        } else {
            assertTrue(s.status() == Status.NOT_FINITE_AT_START, s::toString);
        }
    }
}
