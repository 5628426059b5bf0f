package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FormulaBytesProperties {
    @Property(tries = 60)
    void valuesAndDerivativesKeepEveryBit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int n) {
        RandomFormula random = new RandomFormula(seed, n, 25);
        Formula sent = random.simplified();
        Formula received = Formula.fromBytes(sent.toBytes());
        assertEquals(sent.dimension(), received.dimension());
        assertEquals(sent.data(), received.data());
        assertEquals(sent.dataNames(), received.dataNames());
        Evaluator a = random.evaluator(sent);
        Evaluator b = random.evaluator(received);
        double[] x = RandomFormula.vector(new SplittableRandom(seed), n);
        double[] v = RandomFormula.vector(new SplittableRandom(~seed), n);
        double[] g = new double[n];
        double[] h = new double[n];
        assertEquals(a.value(x), b.value(x));
        assertEquals(a.valueAndGradient(x, g), b.valueAndGradient(x, h));
        assertArrayEquals(g, h);
        assertEquals(a.directionalDerivative(x, v), b.directionalDerivative(x, v));
        a.hessianVector(x, v, g);
        b.hessianVector(x, v, h);
        assertArrayEquals(g, h);
        assertArrayEquals(sent.toBytes(), received.toBytes());
    }

    /// Whoever alters bytes and seals them anew gets another formula, or is refused; nothing else happens.
    @Property(tries = 25)
    void alteredAndSealedBytesAreAFormulaOrRefused(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new RandomFormula(seed, 1 + random.nextInt(9), 6).simplified().interpreted().toBytes();
        for (int k = 0; k < 100; k++) {
            try {
                Formula.fromBytes(FormulaBytesTest.sealed(altered(bytes, random))).explain();
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith("bytes: "), e::toString);
            }
        }
    }

    /// One to three bytes behind the flags, each with a bit flipped or with a small number instead.
    private static byte[] altered(byte[] bytes, SplittableRandom random) {
        byte[] altered = bytes.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = 6 + random.nextInt(bytes.length - 6);
            altered[at] = (byte) (random.nextBoolean() ? bytes[at] ^ 1 << random.nextInt(8) : random.nextInt(-3, 8));
        }
        return altered;
    }
}
