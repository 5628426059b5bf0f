package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class FormulaBytesTest {
    private static Formula logistic(int rows, int d) {
        return Formula.model(d, m -> {
            Expr z = m.matrix("X", rows, d).times(m.x());
            return z.softplus().minus(m.data("y", rows).times(z)).sum();
        });
    }

    private static void refused(String rule, byte[] bytes) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Formula.fromBytes(bytes));
        assertTrue(e.getMessage().contains(rule), () -> e.getMessage() + " lacks " + rule);
    }

    /// The bytes with a checksum that fits.
    static byte[] sealed(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, bytes.length - 4);
        return ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) checksum.getValue()).array();
    }

    @Test
    void everyPartTravels() {
        Formula sent = Formula.model(6, m -> {
            Expr x = m.x();
            Expr w = m.matrix("M \u00e4\ud800", 4, 6).times(x);
            Expr constants = m.constant(1, -0.0, Double.NEGATIVE_INFINITY).exp();
            Expr all = x.slice(1, 6, 2).concat(x.at(3), x.gather(5, 0, 0), constants);
            return all.squaredNorm().plus(w.norm()).plus(w.max()).plus(m.data("d", 300).logSumExp())
                    .plus(m.matrix("N", 4, 3).transposeTimes(w).sum())
                    .plus(x.lessThan(0).select(x, m.scalar("s")).sum());
        });
        Formula received = Formula.fromBytes(sent.toBytes());
        SplittableRandom random = new SplittableRandom(3);
        Evaluator a = sent.evaluator();
        Evaluator b = received.evaluator();
        sent.data().forEach((name, size) -> {
            double[] values = random.doubles(size).toArray();
            a.bind(name, values);
            b.bind(name, values);
        });
        double[] x = random.doubles(6, -1, 1).toArray();
        double[] g = new double[6];
        double[] h = new double[6];
        assertEquals(a.valueAndGradient(x, g), b.valueAndGradient(x, h));
        assertArrayEquals(g, h);
        assertTrue(Double.isFinite(a.value(x)));
    }

    @Test
    void theFormIsCompact() {
        int small = logistic(4096, 50).toBytes().length;
        assertTrue(small < 100, () -> small + " bytes for a logistic regression");
        Formula chain = Formula.of(100, x -> {
            Expr sum = x.at(0);
            for (int i = 0; i < 1000; i++) {
                sum = sum.plus(x.at(i % 100)).sin();
            }
            return sum;
        });
        int bytes = chain.toBytes().length;
        assertTrue(bytes < 14_000, () -> bytes + " bytes for 3000 operations");
    }

    @Test
    void aFormulaStaysInterpretedAndPlain() {
        Formula sent = logistic(3, 2);
        assertTrue(Formula.fromBytes(sent.interpreted().toBytes()).explain().contains("interpreted"));
        assertTrue(!Formula.fromBytes(sent.toBytes()).explain().contains("interpreted"));
        RandomFormula random = new RandomFormula(1, 5, 20);
        assertArrayEquals(random.plain().toBytes(), Formula.fromBytes(random.plain().toBytes()).toBytes());
    }

    @Test
    void operationsOfYourOwnAreRefusedByName() {
        Operation half = new Operation() {
            @Override
            public String name() {
                return "half";
            }

            @Override
            public void value(double[] a, double[] out) {
                Arrays.setAll(out, i -> a[i] / 2);
            }

            @Override
            public void tangent(double[] a, double[] t, double[] out) {
                value(t, out);
            }

            @Override
            public void adjoint(double[] a, double[] w, double[] out) {
                value(w, out);
            }
        };
        Formula f = Formula.of(3, x -> x.apply(half, 3).sum());
        String message = assertThrows(UnsupportedOperationException.class, f::toBytes).getMessage();
        assertTrue(message.contains("uses 'half'"), message);
    }

    @Test
    void whatIsCutOffOrAlteredIsRefused() {
        byte[] bytes = logistic(7, 3).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            refused("bytes: ", Arrays.copyOf(bytes, length));
        }
        refused("cut off or altered", Arrays.copyOf(bytes, bytes.length + 1));
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] altered = bytes.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            refused("bytes: ", altered);
        }
        assertThrows(NullPointerException.class, () -> Formula.fromBytes(null));
    }

    @Test
    void whatIsWrongIsSaid() {
        byte[] bytes = logistic(7, 3).toBytes();
        refused("must be a whole formula, ended after 2", new byte[] {0x54, 0x68});
        refused("must begin with the mark of a formula", "no formula at all".getBytes(StandardCharsets.UTF_8));
        byte[] later = bytes.clone();
        later[4] = 2;
        refused("must be of version 1, was of 2", sealed(later));
        byte[] strange = bytes.clone();
        strange[5] = 4;
        refused("must have known flags, had 4", sealed(strange));
        byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
        refused("must end with the output", sealed(more));
        byte[] renamed = bytes.clone();
        renamed[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('S')] = 'Z';
        refused("must have known functions, had", sealed(renamed));
    }

    @Test
    void hugeClaimsTakeNoMemory() {
        ByteBuffer vector = ByteBuffer.allocate(32);
        vector.putInt(FormulaWriter.MARK).put(new byte[] {1, 1, 1, 0, 0, 2});
        vector.put((byte) FormulaWriter.CONSTANT_VECTOR).put(new byte[] {-1, -1, -1, -1, 6});
        refused("ended early", sealed(Arrays.copyOf(vector.array(), vector.position() + 4)));
    }
}
