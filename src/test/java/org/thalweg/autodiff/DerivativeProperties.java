package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// Derivatives of random formulas, compared with each other, with differences, and with and without simplification.
class DerivativeProperties {
    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.of(1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 255, 256, 257, 300);
    }

    private static double[] point(long seed, int n) {
        return RandomFormula.vector(new SplittableRandom(seed), n);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double dotOfMagnitudes(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] * b[i]);
        }
        return sum;
    }

    @Property(tries = 1000)
    void forwardAndReverseAgree(
            @ForAll long seed, @ForAll("lengths") int n, @ForAll @IntRange(min = 1, max = 60) int operations) {
        RandomFormula random = new RandomFormula(seed, n, operations);
        Evaluator e = random.evaluator(random.simplified());
        double[] x = point(seed + 1, n);
        double[] v = point(seed + 2, n);
        double[] g = new double[n];
        e.valueAndGradient(x, g);
        assertEquals(dot(g, v), e.directionalDerivative(x, v), 1e-12 * Math.max(1, dotOfMagnitudes(g, v)));
    }

    @Property(tries = 1000)
    void reverseAgreesWithDifferences(
            @ForAll long seed, @ForAll("lengths") int n, @ForAll @IntRange(min = 1, max = 40) int operations) {
        RandomFormula random = RandomFormula.smooth(seed, n, operations);
        Evaluator e = random.evaluator(random.simplified());
        double[] x = point(seed + 1, n);
        double[] v = point(seed + 2, n);
        double[] g = new double[n];
        e.valueAndGradient(x, g);
        Differences.Estimate estimate = Differences.along(e::value, x, v);
        assertEquals(estimate.derivative(), dot(g, v), estimate.error() + 1e-8 * Math.max(1, dotOfMagnitudes(g, v)));
    }

    @Property(tries = 1000)
    void hessianIsSymmetric(
            @ForAll long seed, @ForAll("lengths") int n, @ForAll @IntRange(min = 1, max = 40) int operations) {
        RandomFormula random = new RandomFormula(seed, n, operations);
        Evaluator e = random.evaluator(random.simplified());
        double[] x = point(seed + 1, n);
        double[] u = point(seed + 2, n);
        double[] v = point(seed + 3, n);
        double[] hu = new double[n];
        double[] hv = new double[n];
        e.hessianVector(x, u, hu);
        e.hessianVector(x, v, hv);
        double scale = Math.max(1, Math.max(dotOfMagnitudes(u, hv), dotOfMagnitudes(v, hu)));
        assertEquals(dot(u, hv), dot(v, hu), 1e-11 * scale);
    }

    @Property(tries = 1000)
    void hessianVectorIsTheDerivativeOfTheGradient(
            @ForAll long seed, @ForAll("lengths") int n, @ForAll @IntRange(min = 1, max = 30) int operations) {
        RandomFormula random = RandomFormula.smooth(seed, n, operations);
        Evaluator e = random.evaluator(random.simplified());
        double[] x = point(seed + 1, n);
        double[] u = point(seed + 2, n);
        double[] v = point(seed + 3, n);
        double[] hv = new double[n];
        e.hessianVector(x, v, hv);
        Differences.Estimate estimate = Differences.along(y -> e.directionalDerivative(y, u), x, v);
        assertEquals(estimate.derivative(), dot(u, hv), estimate.error() + 1e-7 * Math.max(1, dotOfMagnitudes(u, hv)));
    }

    @Property(tries = 1000)
    void simplificationKeepsEveryBit(
            @ForAll long seed, @ForAll("lengths") int n, @ForAll @IntRange(min = 1, max = 60) int operations) {
        RandomFormula random = new RandomFormula(seed, n, operations);
        Evaluator simplified = random.evaluator(random.simplified());
        Evaluator plain = random.evaluator(random.plain());
        double[] x = point(seed + 1, n);
        double[] v = point(seed + 2, n);
        double[] g1 = new double[n];
        double[] g2 = new double[n];
        assertSameBits(plain.valueAndGradient(x, g1), simplified.valueAndGradient(x, g2));
        assertArrayEquals(g1, g2);
        assertSameBits(plain.value(x), simplified.value(x));
        assertSameBits(plain.directionalDerivative(x, v), simplified.directionalDerivative(x, v));
        plain.hessianVector(x, v, g1);
        simplified.hessianVector(x, v, g2);
        assertArrayEquals(g1, g2);
    }

    @Property(tries = 1000)
    void compilationKeepsEveryBit(
            @ForAll long seed, @ForAll("lengths") int n, @ForAll @IntRange(min = 1, max = 60) int operations) {
        RandomFormula random = new RandomFormula(seed, n, operations);
        Formula formula = random.simplified();
        Evaluator compiled = random.evaluator(formula);
        Evaluator interpreted = random.evaluator(formula.interpreted());
        double[] x = point(seed + 1, n);
        double[] v = point(seed + 2, n);
        double[] g1 = new double[n];
        double[] g2 = new double[n];
        assertSameBits(interpreted.valueAndGradient(x, g1), compiled.valueAndGradient(x, g2));
        assertArrayEquals(g1, g2);
        assertSameBits(interpreted.value(x), compiled.value(x));
        assertSameBits(interpreted.directionalDerivative(x, v), compiled.directionalDerivative(x, v));
        interpreted.hessianVector(x, v, g1);
        compiled.hessianVector(x, v, g2);
        assertArrayEquals(g1, g2);
    }

    private static void assertSameBits(double a, double b) {
        assertTrue(Double.compare(a, b) == 0, () -> a + " and " + b);
    }
}
