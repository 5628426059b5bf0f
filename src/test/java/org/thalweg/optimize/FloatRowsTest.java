package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.internal.kernel.Kernels;

/// Rows of floats are what rows of doubles are, but for their last digits.
class FloatRowsTest {
    /// Half a unit in the last of 24 places.
    private static final double ROUNDING = 0x1p-24;

    private static double[] ordinary(long seed, int n) {
        return new SplittableRandom(seed).doubles(n, -1, 1).toArray();
    }

    private static double element(PairRows rows, int row, int i) {
        double[] two = new double[2];
        rows.elements(new int[] {row ^ 1, row}, 2, i, two);
        return two[1];
    }

    private static double[] minus(double[] a, double[] b) {
        double[] c = new double[a.length];
        Arrays.setAll(c, i -> a[i] - b[i]);
        return c;
    }

    private static double[] times(double c, double[] a) {
        return Arrays.stream(a).map(x -> c * x).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 33, 128, 1023, 1024, 1025, 2060, 8191, 8193, 20001})
    void aPairIsRoundedAndItsNumbersAreThoseOfThePair(int n) {
        FloatRows rows = new FloatRows(n, 3);
        rows.poison();
        double[] x1 = ordinary(1, n);
        double[] x0 = ordinary(2, n);
        double[] g1 = ordinary(3, n);
        double[] g0 = ordinary(4, n);
        double[] numbers = new double[PairRows.NUMBERS];
        rows.write(1, x1, x0, g1, g0, numbers);
        double[] s = minus(x1, x0);
        double[] y = minus(g1, g0);
        double[] row = new double[n];
        for (int i = 0; i < n; i++) {
            assertEquals((float) s[i], element(rows, 2, i));
            assertEquals((float) y[i], element(rows, 3, i));
        }
        rows.copy(3, row);
        assertEquals((float) y[n - 1], row[n - 1]);
        double size = Math.sqrt(Kernels.dot(s, 0, s, 0, n) * Kernels.dot(y, 0, y, 0, n));
        assertEquals(Kernels.dot(s, 0, y, 0, n), numbers[0], 1e-14 * size);
        assertEquals(Kernels.dot(y, 0, y, 0, n), numbers[1], 1e-14 * numbers[1]);
        assertEquals(Kernels.dot(s, 0, s, 0, n), numbers[2], 1e-14 * numbers[2]);
        assertEquals(Kernels.normInf(x1, 0, n), numbers[3]);
        assertEquals(Kernels.normInf(g1, 0, n), numbers[4]);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 128, 1000, 8192, 8193, 17000})
    void productsAndCombinationsAreThoseOfDoubles(int n) {
        FloatRows floats = new FloatRows(n, 13);
        DoubleRows doubles = new DoubleRows(n, 13);
        double[] zero = new double[n];
        double[] numbers = new double[PairRows.NUMBERS];
        for (int slot = 0; slot < 13; slot++) {
            double[] s = ordinary(slot, n);
            double[] y = times(Math.scalb(1.0, 40 * (slot % 7 - 3)), ordinary(slot + 100, n));
            floats.write(slot, s, zero, y, zero, numbers);
            doubles.write(slot, s, zero, y, zero, numbers);
        }
        for (int row = 0; row < 26; row++) {
            double element = element(doubles, row, n - 1);
            assertEquals(element, element(floats, row, n - 1), ROUNDING * Math.abs(element));
        }
        int[] which = {4, 5, 24, 25, 0, 1, 3, 7};
        double[] v = ordinary(50, n);
        double[] some = new double[8];
        double[] exact = new double[8];
        floats.products(which, 8, v, some);
        doubles.products(which, 8, v, exact);
        double[] c = ordinary(51, 8);
        for (int r = 0; r < 8; r++) {
            double[] row = new double[n];
            doubles.copy(which[r], row);
            double norm = Math.sqrt(Kernels.dot(row, 0, row, 0, n) * Kernels.dot(v, 0, v, 0, n));
            assertEquals(exact[r], some[r], ROUNDING * norm);
            c[r] /= Kernels.normInf(row, 0, n);
        }
        double[] sum = new double[n];
        double[] exactSum = new double[n];
        floats.combine(which, 8, c, -0.7, v, sum);
        doubles.combine(which, 8, c, -0.7, v, exactSum);
        assertArrayEquals(exactSum, sum, 8 * ROUNDING);
        assertEquals(Kernels.dot(sum, 0, v, 0, n), floats.slope(), 1e-12 * n);
        assertEquals(Kernels.dot(v, 0, v, 0, n), floats.square(), 1e-14 * n);
        assertEquals(Kernels.normInf(sum, 0, n), floats.largest());
    }

    /// Units do not matter: with steps in others, and gradients, the direction has the same digits.
    @ParameterizedTest
    @CsvSource({"0, 0", "-50, 10", "-200, -110", "90, 99", "120, 200", "-480, -300", "400, 480", "-490, 480"})
    void rowsOutOfTheRangeOfFloatsAreScaled(int ofSteps, int ofGradients) {
        int n = 300;
        double[] expected = direction(n, 0, 0);
        double[] p = direction(n, ofSteps, ofGradients);
        for (int i = 0; i < n; i++) {
            // p = −H·g, and H has the units of a step by those of a gradient.
            assertEquals(Math.scalb(expected[i], ofSteps), p[i]);
        }
    }

    private static double[] direction(int n, int ofSteps, int ofGradients) {
        History history = new History(n, 4);
        history.poison();
        double[] zero = new double[n];
        for (int k = 0; k < 6; k++) {
            double[] s = ordinary(k, n);
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                y[i] = Math.scalb((1 + i % 9) * s[i], ofGradients);
                s[i] = Math.scalb(s[i], ofSteps);
            }
            assertTrue(history.add(s, zero, y, zero, 0, 0));
        }
        double[] p = new double[Kernels.padded(n)];
        history.direction(times(Math.scalb(1.0, ofGradients), ordinary(7, n)), p, History.UNKNOWN);
        return p;
    }

    /// H does not know how long a step was. Rows far longer than those before, and far shorter, are scaled anew.
    @ParameterizedTest
    @CsvSource({"1, 1", "19, 19", "60, 60", "-60, -60", "60, -60", "-100, 100", "0, 41", "-90, 0"})
    void normsMayDrift(int even, int odd) {
        int n = 300;
        double[] expected = drifting(n, 0, 0);
        assertArrayEquals(expected, drifting(n, even, odd), 0);
    }

    private static double[] drifting(int n, int even, int odd) {
        History history = new History(n, 6);
        history.poison();
        history.forget();
        double[] zero = new double[n];
        int size = 0;
        for (int k = 0; k < 8; k++) {
            size += k % 2 == 0 ? even : odd;
            double[] s = ordinary(k, n);
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                s[i] = Math.scalb(s[i], size);
                y[i] = (1 + i % 9) * s[i];
            }
            assertTrue(history.add(s, zero, y, zero, 0, 0));
        }
        double[] p = new double[Kernels.padded(n)];
        history.direction(ordinary(7, n), p, History.UNKNOWN);
        return p;
    }

    /// The power of two of a row is that of the row before, if that is near: what it depends on is part of a state, and is
    /// forgotten with the pairs. An element that is nothing beside the others tells which one it is.
    @Test
    void aScaleIsKeptUntilItIsForgotten() {
        int n = 130;
        double[] zero = new double[n];
        double[] numbers = new double[PairRows.NUMBERS];
        double[] large = times(0x1p30, ordinary(1, n));
        double[] row = times(0x1p14, ordinary(2, n));
        row[0] = 0x1p-130;
        for (int which = 0; which < 2; which++) {
            FloatRows first = new FloatRows(n, 2);
            FloatRows restored = new FloatRows(n, 2);
            first.write(0, large, zero, large, zero, numbers);
            Tape tape = new Tape();
            double[] state = new double[tape.measure(first)];
            tape.save(first, state);
            tape.restore(restored, state);
            first.write(1, row, zero, row, zero, numbers);
            restored.write(1, row, zero, row, zero, numbers);
            assertEquals(0, element(first, 2 + which, 0));
            assertEquals(0, element(restored, 2 + which, 0));
            assertEquals((float) row[1], element(first, 2 + which, 1));
            first.forget();
            first.write(1, row, zero, row, zero, numbers);
            assertEquals(0x1p-130, element(first, 2 + which, 0));
        }
    }

    /// Sums in floats are those in doubles to about seven digits, of factors of any size, and in any grouping.
    @ParameterizedTest
    @CsvSource({"2, 0", "8, 0", "10, 0", "12, 0", "20, 0", "24, 0", "12, -1000", "12, 1000", "12, -1060"})
    void sumsInFloatsAreThoseInDoubles(int count, int exponent) {
        int n = 300;
        FloatRows rows = new FloatRows(n, 12);
        double[] zero = new double[n];
        double[] numbers = new double[PairRows.NUMBERS];
        for (int slot = 0; slot < 12; slot++) {
            rows.write(slot, ordinary(slot, n), zero, times(Math.scalb(1.0, slot % 3), ordinary(slot + 50, n)), zero, numbers);
        }
        int[] which = new int[count];
        Arrays.setAll(which, r -> 23 - r);
        double[] c = ordinary(count, count);
        c[count / 2] = 0;
        double[] sum = new double[n];
        double[] exact = new double[n];
        double[] v = ordinary(99, n);
        c = times(Math.scalb(1.0, exponent), c);
        double beta = exponent < 0 ? 0 : Math.scalb(-0.7, exponent);
        rows.combineInFloats(which, count, c, beta, v, sum);
        assertEquals(Kernels.dot(sum, 0, v, 0, n), rows.slope(), Math.scalb(1e-12 * n, exponent));
        assertEquals(Kernels.dot(v, 0, v, 0, n), rows.square(), 1e-14 * n);
        assertEquals(Kernels.normInf(sum, 0, n), rows.largest());
        rows.combine(which, count, c, beta, v, exact);
        assertArrayEquals(exact, sum, Math.max(Math.scalb(2 * count * 3 * ROUNDING, exponent), 12 * Double.MIN_VALUE));
        assertTrue(!Arrays.equals(exact, sum), "the same bits");
    }

    @Test
    void whatIsNoNumberStaysNone() {
        int n = 130;
        FloatRows rows = new FloatRows(n, 3);
        double[] zero = new double[n];
        double[] v = ordinary(3, n);
        double[] out = new double[n];
        for (int slot = 0; slot < 3; slot++) {
            rows.write(slot, ordinary(slot, n), zero, ordinary(slot + 9, n), zero, new double[PairRows.NUMBERS]);
        }
        int[] which = {0, 1, 2, 3, 4, 5};
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (int r = 0; r < 6; r++) {
                double[] c = ordinary(4, 6);
                c[r] = odd;
                rows.combineInFloats(which, 6, c, -1, v, out);
                assertTrue(!Double.isFinite(rows.slope()));
                for (double element : out) {
                    assertTrue(!Double.isFinite(element));
                }
            }
        }
        rows.combineInFloats(which, 6, new double[6], -0.7, v, out);
        assertArrayEquals(times(-0.7, v), out, 0);
        rows.combineInFloats(which, 6, ordinary(4, 6), Double.NaN, v, out);
        assertTrue(Double.isNaN(rows.slope()));
    }

    /// Elements that are small beside others are not lost: they may be all that another unit makes of a variable.
    @Test
    void eachElementHasItsDigits() {
        int n = 200;
        double[] x = new double[n];
        double[] g = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = Math.scalb(1 + i / 256.0 + 0x1p-30, -(i % 70));
            g[i] = Math.scalb(x[i], 20 + i % 70);
        }
        FloatRows rows = new FloatRows(n, 1);
        rows.write(0, x, new double[n], g, new double[n], new double[PairRows.NUMBERS]);
        for (int i = 0; i < n; i++) {
            assertEquals(x[i], element(rows, 0, i), ROUNDING * x[i]);
            assertEquals(g[i], element(rows, 1, i), ROUNDING * g[i]);
        }
    }

    @Test
    void thereIsAMessageForRowsThatFitInNoArray() {
        String message = assertThrows(
                IllegalArgumentException.class, () -> new FloatRows(Integer.MAX_VALUE / 20, 11)).getMessage();
        assertTrue(message.startsWith("memory: 2·(memory + 1)·n numbers must fit in one array, was "), message);
    }
}
