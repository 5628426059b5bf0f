package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.internal.run.Interpreted;

class CompiledFormulaTest {
    private static final Formula ROSENBROCK = Formula.of(2, x -> {
        Expr u = x.at(1).minus(x.at(0).square());
        Expr v = x.at(0).minus(1);
        return u.square().times(100).plus(v.square());
    });

    private static boolean isInterpreted(Formula formula, Derivatives.Request request) {
        return formula.derivatives().task(request).program() instanceof Interpreted;
    }

    @Test
    void scalarFormulasAreCompiled() {
        for (Derivatives.Request request : Derivatives.Request.values()) {
            assertFalse(isInterpreted(ROSENBROCK, request));
            assertTrue(isInterpreted(ROSENBROCK.interpreted(), request));
        }
    }

    @Test
    void everyScalarFunctionIsTheInterpreters() {
        Formula all = Formula.of(2, x -> {
            Expr a = x.at(0);
            Expr b = x.at(1);
            Expr t = a.tanh().plus(b.sin().times(0.1));
            return t.exp().plus(t.expm1()).plus(t.square().plus(1).log()).plus(t.square().log1p()).plus(t.cos())
                    .plus(t.tan()).plus(t.times(0.5).asin()).plus(t.times(0.5).acos()).plus(t.atan()).plus(t.sinh())
                    .plus(t.cosh()).plus(t.cbrt()).plus(t.logistic()).plus(t.softplus()).plus(t.abs().sqrt())
                    .plus(t.square().plus(1).reciprocal()).plus(a.min(b)).plus(a.max(b)).plus(a.hypot(b))
                    .plus(a.atan2(b)).plus(a.square().plus(1).pow(b)).plus(a.negate().div(b.square().plus(1)))
                    .plus(a.lessThan(b).select(t, b)).plus(a.atMost(b).or(a.equalTo(b)).select(b, t));
        });
        double[][] points = {{0.3, -0.7}, {-1.2, 1}, {2, 2}, {0, 0}, {Double.NaN, 1}, {-0.0, Double.NEGATIVE_INFINITY}};
        for (double[] x : points) {
            double[] g1 = new double[2];
            double[] g2 = new double[2];
            assertEquals(all.interpreted().valueAndGradient(x, g1), all.valueAndGradient(x, g2));
            assertArrayEquals(g1, g2);
        }
    }

    /// No cliff: long formulas are cut, and every piece has a length that HotSpot compiles (checked at generation).
    @ParameterizedTest
    @ValueSource(ints = {10, 100, 249, 250, 251, 1000, 5000, 20_000})
    void formulasOfAnyLength(int nodes) {
        Formula chain = Formula.of(3, x -> {
            Expr y = x.at(0);
            for (int i = 0; i < nodes / 2; i++) {
                y = y.times(0.5).plus(x.at(i % 3));
            }
            return y;
        });
        double[] x = {3, -1, 0.5};
        double[] g1 = new double[3];
        double[] g2 = new double[3];
        assertEquals(chain.interpreted().valueAndGradient(x, g1), chain.valueAndGradient(x, g2));
        assertArrayEquals(g1, g2);
    }

    @Test
    void elementsOfLongGradientsAreCutToo() {
        int n = 3000;
        Formula chain = Formula.of(n, x -> {
            Expr total = x.at(0).square();
            for (int i = 1; i < n; i++) {
                total = total.plus(x.at(i).minus(x.at(i - 1).square()).square());
            }
            return total;
        });
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = Math.sin(i);
        }
        double[] g1 = new double[n];
        double[] g2 = new double[n];
        assertEquals(chain.interpreted().valueAndGradient(x, g1), chain.valueAndGradient(x, g2));
        assertArrayEquals(g1, g2);
    }
}
