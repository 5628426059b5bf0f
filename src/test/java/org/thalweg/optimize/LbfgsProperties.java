package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.thalweg.Objective;
import org.thalweg.internal.kernel.Kernels;

class LbfgsProperties {
    /// `½(x − c)ᵀA(x − c)` with `A = D + vvᵀ` and eigenvalues over six decades.
    private static Objective quadratic(int n, Random random) {
        double[] c = random.doubles(n, -5, 5).toArray();
        double[] v = random.doubles(n, -1, 1).toArray();
        double[] d = random.doubles(n, -3, 3).map(t -> Math.pow(10, t)).toArray();
        return (x, g) -> {
            double vz = 0;
            for (int i = 0; i < n; i++) {
                vz += v[i] * (x[i] - c[i]);
            }
            double f = 0.5 * vz * vz;
            for (int i = 0; i < n; i++) {
                double z = x[i] - c[i];
                f += 0.5 * d[i] * z * z;
                g[i] = d[i] * z + vz * v[i];
            }
            return f;
        };
    }

    /// With one to three pairs and a condition of 10⁶ it may take more than the default 10 000 iterations: 12 058 at most
    /// over 36 000 such problems.
    @Property(tries = 100)
    void convexQuadraticsAreSolved(
            @ForAll @IntRange(min = 1, max = 40) int n, @ForAll @IntRange(min = 1, max = 12) int memory,
            @ForAll long seed) {
        var random = new Random(seed);
        Objective f = quadratic(n, random);
        Lbfgs lbfgs = Lbfgs.DEFAULT.withMemory(memory).withMaxIterations(50_000).withMaxEvaluations(100_000);
        Solution s = lbfgs.minimize(f, random.doubles(n, -10, 10).toArray());
        assertTrue(s.status().converged(), s::toString);
        LbfgsTest.assertBelongTogether(f, s);
    }

    /// Outside a ball around the start, or in a random slab, f is NaN or an infinity, or its gradient is.
    @Property(tries = 300)
    void wallsNeverReachTheResult(
            @ForAll @IntRange(min = 1, max = 8) int n, @ForAll long seed,
            @ForAll @DoubleRange(min = -3, max = 1.3) double decade, @ForAll @IntRange(min = 0, max = 3) int kind,
            @ForAll @IntRange(min = 1, max = 300) int budget, @ForAll boolean strong) {
        double radius = Math.pow(10, decade);
        var random = new Random(seed);
        Objective inside = quadratic(n, random);
        double[] x0 = random.doubles(n, -10, 10).toArray();
        double[] normal = random.doubles(n, -1, 1).toArray();
        double[] lowest = {Double.POSITIVE_INFINITY};
        int[] calls = {0};
        Objective f = (x, g) -> {
            calls[0]++;
            double value = inside.valueAndGradient(x, g);
            double distance = 0;
            double slab = 0;
            for (int i = 0; i < n; i++) {
                assertTrue(Double.isFinite(x[i]), "a trial is not finite");
                distance = Math.max(distance, Math.abs(x[i] - x0[i]));
                slab += normal[i] * (x[i] - x0[i]);
            }
            if (distance > radius || slab > radius / 3) {
                if (kind == 3) {
                    g[n - 1] = Double.NEGATIVE_INFINITY;
                    return value;
                }
                return kind == 0 ? Double.NaN : kind == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            }
            lowest[0] = Math.min(lowest[0], value);
            return value;
        };
        Solution s = Lbfgs.DEFAULT.withMaxEvaluations(budget)
                .withLineSearch(strong ? StrongWolfe.DEFAULT : HagerZhang.DEFAULT).minimize(f, x0);
        assertTrue(calls[0] <= budget && s.evaluations() == calls[0]);
        LbfgsTest.assertBelongTogether(inside, s);
        assertTrue(s.value() <= inside.valueAndGradient(x0, new double[n]));
        if (!s.status().converged()) {
            assertEquals(lowest[0], s.value());
        }
    }

    @Property(tries = 100)
    void theDirectionIsThatOfTheDenseFormula(
            @ForAll @IntRange(min = 1, max = 200) int n, @ForAll @IntRange(min = 1, max = 6) int memory,
            @ForAll @IntRange(min = 1, max = 15) int steps, @ForAll long seed) {
        var random = new Random(seed);
        Objective f = quadratic(n, random);
        History history = new History(n, memory);
        history.poison();
        double[][] s = new double[steps][];
        double[][] y = new double[steps][];
        double[] tau = random.doubles(steps, 0.5, 2).toArray();
        double[] x0 = random.doubles(n, -5, 5).toArray();
        double[] g0 = new double[n];
        f.valueAndGradient(x0, g0);
        for (int k = 0; k < steps; k++) {
            double[] x1 = random.doubles(n, -5, 5).toArray();
            double[] g1 = new double[n];
            f.valueAndGradient(x1, g1);
            s[k] = minus(x1, x0);
            y[k] = minus(g1, g0);
            assertTrue(history.add(x1, x0, g1, g0, 1, Taught.promised(dot(s[k], y[k]), 1, tau[k])));
            x0 = x1;
            g0 = g1;
        }
        double[] p = new double[Kernels.padded(n)];
        double pg = history.direction(g0, p, History.UNKNOWN);
        double[] expected = dense(s, y, tau, Math.max(0, steps - memory), g0);
        double scale = 0;
        for (double e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        for (int i = 0; i < p.length; i++) {
            assertEquals(i < n ? expected[i] : 0, p[i], 1e-6 * scale);
        }
        assertEquals(dot(p, g0), pg, 1e-9 * Math.abs(pg) + 1e-12 * scale);
        assertEquals(Math.min(memory, steps), history.count());
    }

    @Property(tries = 200)
    void aPairWithoutCurvatureIsLeftOut(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
        var random = new Random(seed);
        History history = new History(n, 3);
        double[] zero = new double[n];
        double[] s = random.doubles(n, 1, 2).toArray();
        double[] y = random.doubles(n, 1, 2).toArray();
        double[] minusY = minus(zero, y);
        double[] tiny = new double[n];
        java.util.Arrays.fill(tiny, 1e-320);
        double[] lost = new double[n];
        java.util.Arrays.fill(lost, 1e-200);
        double[] huge = new double[n];
        java.util.Arrays.fill(huge, 1e200);
        double[] nan = zero.clone();
        nan[n - 1] = Double.NaN;
        for (double[] bad : new double[][] {minusY, zero, tiny, lost, huge, nan}) {
            assertTrue(!history.add(s, zero, bad, zero, 0, 0), () -> "kept y = " + java.util.Arrays.toString(bad));
        }
        if (n > 1) {
            double[] e = new double[n];
            e[0] = 1;
            double[] almostOrthogonal = new double[n];
            almostOrthogonal[1] = 1;
            for (double cosine : new double[] {1e-12, 0, -1e-12}) {
                almostOrthogonal[0] = cosine;
                assertTrue(!history.add(e, zero, almostOrthogonal, zero, 0, 0), () -> "kept cosine " + cosine);
            }
        }
        assertEquals(0, history.count());
        assertTrue(history.add(s, zero, y, zero, 0, 0));
        assertEquals(1, history.count());
    }

    @Property(tries = 50)
    void anOverflowLeavesNoTraceInTheNextDirection(@ForAll @IntRange(min = 1, max = 200) int n) {
        History history = new History(n, 3);
        double[] zero = new double[n];
        double[] small = new double[n];
        java.util.Arrays.fill(small, 1e-150);
        double[] big = new double[n];
        java.util.Arrays.fill(big, 1e200);
        double[] p = new double[Kernels.padded(n)];
        assertTrue(history.add(small, zero, small, zero, 0, 0));
        assertTrue(!Double.isFinite(history.direction(big, p, History.UNKNOWN)));
        history.direction(small, p, History.UNKNOWN);
        for (int i = 0; i < p.length; i++) {
            assertEquals(i < n ? -1e-150 : 0, p[i], 1e-160);
        }
    }

    /// `−H·g` by the update `H ← (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ`, N&W (6.17), from `H = γI`.
    private static double[] dense(double[][] s, double[][] y, double[] tau, int first, double[] g) {
        int n = g.length;
        int last = s.length - 1;
        double gamma = dot(s[last], y[last]) / dot(y[last], y[last]);
        double[][] h = new double[n][n];
        for (int i = 0; i < n; i++) {
            h[i][i] = gamma;
        }
        for (int k = first; k <= last; k++) {
            double rho = 1 / dot(s[k], y[k]);
            double[] hy = new double[n];
            for (int i = 0; i < n; i++) {
                hy[i] = dot(h[i], y[k]);
            }
            double yhy = dot(y[k], hy);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    h[i][j] += -rho * (s[k][i] * hy[j] + hy[i] * s[k][j])
                            + rho * (rho * yhy + tau[k]) * s[k][i] * s[k][j];
                }
            }
        }
        double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            p[i] = -dot(h[i], g);
        }
        return p;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] d = new double[a.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = a[i] - b[i];
        }
        return d;
    }
}
