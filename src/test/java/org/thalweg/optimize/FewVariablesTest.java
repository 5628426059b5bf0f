package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.internal.kernel.Kernels;

final class FewVariablesTest {
    private static final int ROUNDS = 1000;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void productsNormsAndStepsAreThoseOfTheKernels(int n) {
        Random random = new Random(n);
        for (int round = 0; round < ROUNDS; round++) {
            double[] a = random.doubles(n, -1, 1).toArray();
            double[] b = random.doubles(n, -1, 1).toArray();
            double[] out = new double[n];
            double[] expected = new double[n];
            FewVariables.step(a, 0.3, b, out, n);
            Kernels.step(a, 0, 0.3, b, 0, expected, 0, n);
            assertEquals(Kernels.dot(a, 0, b, 0, n), FewVariables.dot(a, b, n), 0);
            assertEquals(Kernels.normInf(a, 0, n), FewVariables.normInf(a, n), 0);
            assertArrayEquals(expected, out, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void writtenOutOrInLoopsTheBitsAreTheSame(int n) {
        Random random = new Random(n);
        for (int round = 0; round < ROUNDS; round++) {
            Update one = new Update(n, random);
            Update other = one.copy();
            double slope = FewVariables.update(n, one.h, one.rows, 3, 3 + n, one.rho, one.tau, one.least, one.g, one.p, one.w);
            double expected = FewVariables.any(
                    n, other.h, other.rows, 3, 3 + n, one.rho, one.tau, one.least, one.g, other.p, other.w);
            assertEquals(expected, slope);
            assertArrayEquals(other.p, one.p);
            assertArrayEquals(other.h, one.h);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9})
    void theMatrixMapsYToATauOfSAndGivesTheDirection(int n) {
        Random random = new Random(n);
        for (int round = 0; round < ROUNDS; round++) {
            Update u = new Update(n, random);
            double slope = FewVariables.update(n, u.h, u.rows, 3, 3 + n, u.rho, u.tau, u.least, u.g, u.p, u.w);
            double pg = 0;
            for (int i = 0; i < n; i++) {
                double hy = 0;
                double hg = 0;
                double size = 0;
                for (int j = 0; j < n; j++) {
                    assertEquals(u.h[j * n + i], u.h[i * n + j]);
                    hy += u.h[i * n + j] * u.rows[3 + n + j];
                    hg += u.h[i * n + j] * u.g[j];
                    size += Math.abs(u.h[i * n + j]);
                }
                assertEquals(u.tau * u.rows[3 + i], hy, 1e-13 * size, "secant equation");
                assertEquals(-hg, u.p[i], 1e-13 * size, "direction");
                pg += u.p[i] * u.g[i];
            }
            assertEquals(pg, slope, 1e-13 * Math.abs(pg) + 1e-14, "slope");
        }
    }

    /// In what is across s, H has grown, by at most 2, and where it was large enough not at all.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 9})
    void theMatrixGrowsFirstWhereItIsTooSmall(int n) {
        Random random = new Random(n);
        for (int round = 0; round < ROUNDS; round++) {
            Update u = new Update(n, random);
            double[] before = u.h.clone();
            double growth = Math.clamp(u.least / u.yHy(), 1, 2);
            FewVariables.update(n, u.h, u.rows, 3, 3 + n, u.rho, u.tau, u.least, u.g, u.p, u.w);
            double[] v = across(u, random);
            assertEquals(growth * form(before, v), form(u.h, v), 1e-12 * form(before, v) * growth);
        }
    }

    @Test
    void aMatrixThatIsNotPositiveDoesNotGrow() {
        assertEquals(1, FewVariables.growth(-1, 2));
        assertEquals(1, FewVariables.growth(0, 2));
        assertEquals(1, FewVariables.growth(Double.NaN, 2));
    }

    /// Orthogonal to s, where the update `s·wᵀ + w·sᵀ` changes nothing.
    private static double[] across(Update u, Random random) {
        int n = u.g.length;
        double[] s = Arrays.copyOfRange(u.rows, 3, 3 + n);
        double[] v = random.doubles(n, -1, 1).toArray();
        double sv = 0;
        double ss = 0;
        for (int i = 0; i < n; i++) {
            sv += s[i] * v[i];
            ss += s[i] * s[i];
        }
        for (int i = 0; i < n; i++) {
            v[i] -= sv / ss * s[i];
        }
        return v;
    }

    private static double form(double[] h, double[] v) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                sum += v[i] * h[i * v.length + j] * v[j];
            }
        }
        return sum;
    }

    /// A positive definite H, and a pair with `sᵀy > 0`, in the middle of an array.
    private static final class Update {
        final double[] h;
        final double[] rows;
        final double[] g;
        final double[] p;
        final double[] w;
        final double rho;
        final double tau;
        final double least;

        Update(int n, Random random) {
            h = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    double off = random.nextDouble(-0.5, 0.5) / n;
                    h[i * n + j] = off;
                    h[j * n + i] = off;
                }
                h[i * n + i] = random.nextDouble(1, 2);
            }
            rows = new double[2 * n + 5];
            g = new double[n];
            double sy = 0;
            for (int i = 0; i < n; i++) {
                rows[3 + i] = random.nextDouble(-1, 1);
                rows[3 + n + i] = random.nextDouble(0.5, 2) * rows[3 + i];
                sy += rows[3 + i] * rows[3 + n + i];
                g[i] = random.nextDouble(-1, 1);
            }
            rho = 1 / sy;
            tau = random.nextDouble(0.5, 2);
            least = random.nextBoolean() ? 0 : random.nextDouble(4) * yHy();
            p = new double[n];
            w = new double[n];
        }

        double yHy() {
            int n = g.length;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    sum += rows[3 + n + i] * h[i * n + j] * rows[3 + n + j];
                }
            }
            return sum;
        }

        private Update(Update other) {
            h = other.h.clone();
            rows = other.rows.clone();
            g = other.g.clone();
            p = other.p.clone();
            w = other.w.clone();
            rho = other.rho;
            tau = other.tau;
            least = other.least;
        }

        Update copy() {
            return new Update(this);
        }
    }
}
