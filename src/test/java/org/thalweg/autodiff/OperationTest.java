package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OperationTest {
    /// `outᵢ = aᵢ·aᵢ₊₁`, cyclic sums of two: n → n.
    private static final Operation NEIGHBOURS = new Operation() {
        @Override
        public String name() {
            return "neighbours";
        }

        @Override
        public void value(double[] a, double[] out) {
            for (int i = 0; i < a.length; i++) {
                out[i] = a[i] * a[(i + 1) % a.length];
            }
        }

        @Override
        public void tangent(double[] a, double[] t, double[] out) {
            for (int i = 0; i < a.length; i++) {
                int j = (i + 1) % a.length;
                out[i] = t[i] * a[j] + a[i] * t[j];
            }
        }

        @Override
        public void adjoint(double[] a, double[] w, double[] out) {
            java.util.Arrays.fill(out, 0);
            for (int i = 0; i < a.length; i++) {
                int j = (i + 1) % a.length;
                out[i] += w[i] * a[j];
                out[j] += w[i] * a[i];
            }
        }
    };

    @Test
    void operationsTakePartInBothModes() {
        Formula f = Formula.of(3, x -> x.sin().apply(NEIGHBOURS, 3).square().sum());
        Formula same = Formula.of(3, x -> {
            Expr s = x.sin();
            return s.times(s.gather(1, 2, 0)).square().sum();
        });
        double[] x = {0.3, -0.7, 1.1};
        double[] v = {1, 2, -1};
        double[] g = new double[3];
        double[] want = new double[3];
        assertEquals(same.valueAndGradient(x, want), f.valueAndGradient(x, g), 1e-15);
        assertArrayEquals(want, g, 1e-14);
        assertEquals(
                same.evaluator().directionalDerivative(x, v), f.evaluator().directionalDerivative(x, v), 1e-14);
    }

    @Test
    void secondDerivativesAreRefusedByName() {
        Formula f = Formula.of(3, x -> x.apply(NEIGHBOURS, 3).square().sum());
        var e = assertThrows(
                UnsupportedOperationException.class,
                () -> f.evaluator().hessianVector(new double[3], new double[3], new double[3]));
        assertTrue(e.getMessage().contains("neighbours"), e.getMessage());
    }

    @Test
    void secondDerivativesPassByOperationsOnData() {
        Formula f = Formula.model(3, m -> m.data("d", 3).apply(NEIGHBOURS, 3).dot(m.x().square()));
        double[] hv = new double[3];
        f.evaluator().bind("d", new double[] {1, 2, 3}).hessianVector(new double[3], new double[] {1, 1, 1}, hv);
        assertArrayEquals(new double[] {4, 12, 6}, hv);
    }

    @Test
    void exceptionOfAnOperationReachesTheCaller() {
        boolean[] fails = {true};
        Operation moody = new Operation() {
            @Override
            public void value(double[] a, double[] out) {
                if (fails[0]) {
                    throw new ArithmeticException("not today");
                }
                out[0] = a[0];
            }

            @Override
            public void tangent(double[] a, double[] t, double[] out) {
                out[0] = t[0];
            }

            @Override
            public void adjoint(double[] a, double[] w, double[] out) {
                out[0] = w[0];
            }
        };
        Evaluator e = Formula.of(1, x -> x.apply(moody, 1).at(0)).evaluator();
        assertThrows(ArithmeticException.class, () -> e.value(1));
        fails[0] = false;
        assertEquals(1, e.value(1));
    }

    @Test
    void outputLengthIsChecked() {
        assertThrows(IllegalArgumentException.class, () -> Formula.of(3, x -> x.apply(NEIGHBOURS, 0).sum()));
    }
}
