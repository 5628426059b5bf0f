package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.internal.kernel.Kernels;

/// The direction from products of pairs is that of the two-loop recursion, whatever became of the pairs before: added in doubles
/// nearly to the last digit, and as it is, added in floats, to theirs.
class CompactInverseTest {
    private static final MathContext DIGITS = new MathContext(60);

    /// What sums in floats may differ by, beside the largest element: pairs of these walks are far from dependent.
    private static final double IN_FLOATS = 2e-6;

    /// A walk over `½xᵀDx` to random points, with a history that learns each step. All numbers have few digits and D is made of
    /// powers of two, so that floats hold the pairs exactly: what is left is how directions are computed from them.
    private static final class Walk {
        final int n;
        final History history;
        /// Directions from the same pairs, all added in doubles.
        final CompactInverse exact;
        final double[] d;
        final SplittableRandom random;
        double[] x;
        double[] g;
        double[] p;
        int number = 1;

        /// @param decades of D
        Walk(int n, int memory, double decades, long seed) {
            this.n = n;
            history = new History(n, memory);
            exact = inverse(history, memory, 0);
            history.poison();
            exact.poison();
            random = new SplittableRandom(seed);
            d = random.doubles(n, 0, decades).map(e -> Math.scalb(1.0, (int) Math.round(e / Math.log10(2)))).toArray();
            x = point(1);
            g = gradient(x);
            p = new double[Kernels.padded(n)];
        }

        /// Numbers of twelve digits, the last of which are the same.
        private double[] point(double length) {
            return random.ints(n, -2048, 2049).mapToDouble(i -> Math.scalb((double) i, Math.getExponent(length) - 11)).toArray();
        }

        private double[] gradient(double[] x) {
            double[] g = new double[n];
            Arrays.setAll(g, i -> d[i] * x[i]);
            return g;
        }

        /// @param length how far, beside the size of x
        void step(double length) {
            double[] next = point(length);
            Arrays.setAll(next, i -> x[i] + next[i]);
            double[] gNext = gradient(next);
            double sy = 0;
            for (int i = 0; i < n; i++) {
                sy += (next[i] - x[i]) * (gNext[i] - g[i]);
            }
            assertTrue(history.add(next, x, gNext, g, sy, Taught.promised(sy, sy, random.nextDouble(0.5, 2))));
            exact.added();
            x = next;
            g = gNext;
            number++;
        }

        double[] direction() {
            Arrays.fill(p, 0, n, Double.NaN);
            double slope = history.direction(g, p, number);
            assertEquals(Kernels.dot(p, 0, g, 0, n), slope, 1e-10 * Math.abs(slope));
            assertEquals(Kernels.normInf(p, 0, n), history.pNorm());
            for (int i = n; i < p.length; i++) {
                assertEquals(0, p[i]);
            }
            return Arrays.copyOf(p, n);
        }

        double[] inDoubles() {
            double[] q = new double[p.length];
            double slope = exact.direction(g, q, number);
            assertTrue(exact.agrees());
            assertEquals(Kernels.dot(q, 0, g, 0, n), slope, 1e-10 * Math.abs(slope));
            assertEquals(Kernels.normInf(q, 0, n), exact.pNorm());
            return Arrays.copyOf(q, n);
        }

        double[] twoLoops() {
            double[] q = new double[p.length];
            history.rows().twoLoops(history, g, q);
            return Arrays.copyOf(q, n);
        }

        /// Not to the bit, which would mean that there were no products.
        void agrees(double tolerance) {
            double[] p = inDoubles();
            double[] q = twoLoops();
            assertArrayEquals(q, p, tolerance * largest(q));
            assertTrue(!Arrays.equals(p, q) || history.count() == 1, "the same bits");
            double[] inFloats = direction();
            assertArrayEquals(q, inFloats, IN_FLOATS * largest(q));
            assertTrue(!Arrays.equals(p, inFloats), "the same bits");
        }
    }

    private static CompactInverse inverse(History history, int memory, double tolerance) {
        return new CompactInverse(history, (FloatRows) history.rows(), memory, tolerance);
    }

    private static double largest(double[] v) {
        return Kernels.normInf(v, 0, v.length);
    }

    @ParameterizedTest
    @CsvSource({"128, 1", "128, 2", "131, 5", "500, 7", "1000, 10", "1003, 20", "20000, 3"})
    void isThatOfTheTwoLoopRecursion(int n, int memory) {
        Walk walk = new Walk(n, memory, 1, n);
        // Twice round the ring, and every count of pairs on the way.
        for (int k = 0; k < 2 * memory + 3; k++) {
            walk.step(1);
            walk.agrees(1e-12);
        }
    }

    /// Several pairs at once, and steps so short that differences of products would lose digits.
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-3, 1e-6})
    void pairsMayComeAlongWithoutADirection(double length) {
        Walk walk = new Walk(200, 4, 1, 5);
        for (int k = 0; k < 40; k++) {
            walk.step(length);
            if (k % 7 != 3 && k % 5 < 2) {
                walk.agrees(1e-9);
            }
        }
    }

    @Test
    void productsWithAnotherGradientAreNotMistaken() {
        Walk walk = new Walk(150, 5, 1, 9);
        for (int k = 0; k < 12; k++) {
            walk.step(1);
            walk.agrees(1e-12);
            // The iterate moves on without a pair, as it does where a lower point is adopted.
            walk.x = walk.point(1);
            walk.g = walk.gradient(walk.x);
            walk.number += 1 + k % 3;
            if (k % 2 > 0) {
                walk.agrees(1e-12);
            }
        }
    }

    @Test
    void whatIsForgottenHasNoInfluenceAndWhatIsRecalledHas() {
        for (boolean learned : new boolean[] {false, true}) {
            Walk walk = new Walk(300, 4, 1, 7);
            for (int k = 0; k < 6; k++) {
                walk.step(1);
            }
            if (learned) {
                walk.direction();
            }
            walk.history.forget();
            walk.history.recall(4);
            walk.agrees(1e-12);
            walk.step(1);
            walk.history.forget();
            walk.step(1);
            walk.agrees(1e-12);
            walk.step(1);
            walk.agrees(1e-12);
            assertEquals(2, walk.history.count());
        }
    }

    /// Whether the matrices are where the ring is, or a solve has begun in the middle of it, does not show.
    @Test
    void theSamePairsGiveTheSameBitsWhereverTheyStand() {
        double[] first = null;
        for (int before = 0; before < 6; before++) {
            Walk walk = new Walk(300, 5, 2, 3);
            SplittableRandom other = new SplittableRandom(before);
            for (int k = 0; k < before; k++) {
                double[] s = other.doubles(300, 1, 2).toArray();
                assertTrue(walk.history.add(s, new double[300], s, new double[300], 0, 0));
            }
            walk.history.forget();
            for (int k = 0; k < 3; k++) {
                walk.step(1);
                walk.direction();
            }
            double[] p = walk.direction();
            first = first == null ? p : first;
            assertArrayEquals(first, p, 0);
        }
    }

    /// On curvatures over eight decades both lose digits; the direction from products is no farther from the true one than a
    /// small multiple of what the recursion is.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isAsExactAsTheTwoLoopRecursion(long seed) {
        Walk walk = new Walk(160, 6, 8, seed);
        for (int k = 0; k < 9; k++) {
            walk.step(1);
            walk.inDoubles();
        }
        BigDecimal[] exact = exact(walk);
        double far = distance(exact, walk.inDoubles());
        double recursion = distance(exact, walk.twoLoops());
        assertTrue(far <= 30 * recursion + 1e-14, () -> far + " and by the recursion " + recursion);
    }

    private static double distance(BigDecimal[] exact, double[] p) {
        double most = 0;
        double size = 0;
        for (int i = 0; i < p.length; i++) {
            most = Math.max(most, exact[i].subtract(new BigDecimal(p[i])).abs().doubleValue());
            size = Math.max(size, exact[i].abs().doubleValue());
        }
        return most / size;
    }

    /// N&W algorithm 7.4 in sixty digits, with τ, from the pairs as they are stored.
    private static BigDecimal[] exact(Walk walk) {
        History h = walk.history;
        int k = h.count();
        BigDecimal[] q = Arrays.stream(walk.g).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        BigDecimal[] alpha = new BigDecimal[k];
        BigDecimal[][] s = new BigDecimal[k][];
        BigDecimal[][] y = new BigDecimal[k][];
        for (int i = k - 1; i >= 0; i--) {
            s[i] = row(h, 2 * h.slot(i), walk.n);
            y[i] = row(h, 2 * h.slot(i) + 1, walk.n);
            alpha[i] = dot(s[i], q).divide(dot(s[i], y[i]), DIGITS);
            add(q, alpha[i].negate(), y[i]);
        }
        BigDecimal gamma = dot(s[k - 1], y[k - 1]).divide(dot(y[k - 1], y[k - 1]), DIGITS);
        for (int i = 0; i < q.length; i++) {
            q[i] = q[i].multiply(gamma, DIGITS);
        }
        for (int i = 0; i < k; i++) {
            BigDecimal tau = new BigDecimal(h.tau(h.slot(i)));
            add(q, alpha[i].multiply(tau).subtract(dot(y[i], q).divide(dot(s[i], y[i]), DIGITS), DIGITS), s[i]);
        }
        return Arrays.stream(q).map(BigDecimal::negate).toArray(BigDecimal[]::new);
    }

    private static BigDecimal[] row(History history, int row, int n) {
        double[] numbers = new double[n];
        history.rows().copy(row, numbers);
        return Arrays.stream(numbers).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    }

    private static BigDecimal dot(BigDecimal[] a, BigDecimal[] b) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(a[i].multiply(b[i]), DIGITS);
        }
        return sum;
    }

    private static void add(BigDecimal[] q, BigDecimal c, BigDecimal[] v) {
        for (int i = 0; i < q.length; i++) {
            q[i] = q[i].add(c.multiply(v[i]), DIGITS);
        }
    }

    /// g is a combination of steep y, the newest pair is flat: what is left of `γ‖g − Yα‖²` is rounding error of `γ‖g‖²`, which is
    /// more of `−pᵀg` than is forgiven, or larger.
    @ParameterizedTest
    @ValueSource(doubles = {0x1p20, 0x1p33})
    void whereProductsHaveLostTheirDigitsTheRecursionDecides(double steepness) {
        int n = 128;
        History history = new History(n, 3);
        double[] zero = new double[n];
        // Few digits, which floats hold: rounding of pairs would be more.
        double[] steep = new SplittableRandom(1).ints(n, 1024, 2048).mapToDouble(i -> i / 1024.0).toArray();
        double[] y = Arrays.stream(steep).map(v -> steepness * v).toArray();
        steep[n - 1] = 0;
        y[n - 1] = 0;
        double[] flat = new double[n];
        flat[n - 1] = steepness;
        double[] little = new double[n];
        little[n - 1] = 1;
        assertTrue(history.add(steep, zero, y, zero, 0, 0));
        assertTrue(history.add(flat, zero, little, zero, 0, 0));
        double[] p = new double[n];
        double[] q = new double[n];
        double slope = history.direction(y, p, History.UNKNOWN);
        assertEquals(history.rows().twoLoops(history, y, q), slope, 0);
        assertArrayEquals(q, p, 0);
        assertEquals(-Kernels.dot(steep, 0, y, 0, n), slope, 1e-6 * Math.abs(slope));
    }

    /// As before, but not so steep: what is left has some digits in doubles, and none to speak of in floats.
    @ParameterizedTest
    @ValueSource(doubles = {0x1p9, 0x1p12})
    void whereASumInFloatsIsNotPItIsAddedInDoubles(double steepness) {
        int n = 128;
        History history = new History(n, 3);
        CompactInverse inFloats = inverse(history, 3, Double.POSITIVE_INFINITY);
        CompactInverse inDoubles = inverse(history, 3, 0);
        double[] zero = new double[n];
        double[] steep = new SplittableRandom(1).ints(n, 1024, 2048).mapToDouble(i -> i / 1024.0).toArray();
        steep[n - 1] = 0;
        double[] y = Arrays.stream(steep).map(v -> steepness * v).toArray();
        double[] flat = new double[n];
        flat[n - 1] = steepness;
        double[] little = new double[n];
        little[n - 1] = 1;
        assertTrue(history.add(steep, zero, y, zero, 0, 0));
        assertTrue(history.add(flat, zero, little, zero, 0, 0));
        for (CompactInverse inverse : new CompactInverse[] {inFloats, inDoubles}) {
            inverse.added();
            inverse.added();
        }
        double[] g = Arrays.stream(y).map(v -> 0.7 * v).toArray();
        double[] p = new double[n];
        double[] q = new double[n];
        double slope = inDoubles.direction(g, q, History.UNKNOWN);
        assertTrue(inDoubles.agrees());
        assertEquals(-0.49 * Kernels.dot(steep, 0, y, 0, n), slope, 1e-6 * Math.abs(slope));
        double off = Math.abs(inFloats.direction(g, p, History.UNKNOWN) / slope - 1);
        assertTrue(off > CompactInverse.IN_FLOATS, () -> "off by " + off);
        assertEquals(slope, history.direction(g, p, History.UNKNOWN), 0);
        assertArrayEquals(q, p, 0);
        history.rows().twoLoops(history, g, q);
        assertTrue(!Arrays.equals(q, p), "by the recursion");
    }

    @Test
    void anOverflowLeavesNoTraceInTheNextDirection() {
        int n = 150;
        History history = new History(n, 3);
        double[] zero = new double[n];
        double[] small = new double[n];
        Arrays.fill(small, 1e-150);
        double[] big = new double[n];
        Arrays.fill(big, 1e200);
        double[] p = new double[Kernels.padded(n)];
        assertTrue(history.add(small, zero, small, zero, 0, 0));
        assertTrue(!Double.isFinite(history.direction(big, p, History.UNKNOWN)));
        history.direction(small, p, History.UNKNOWN);
        for (int i = 0; i < p.length; i++) {
            assertEquals(i < n ? -1e-150 : 0, p[i], 1e-160);
        }
    }
}
