package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                    .plus(t.erf()).plus(t.erfc()).plus(t.normalCdf())
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

    private static Formula chained(int n) {
        return Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
    }

    private static Formula extended(int n) {
        return Formula.of(n, x -> {
            Expr p = x.slice(0, n, 2);
            Expr q = x.slice(1, n, 2);
            return q.minus(p.square()).square().times(100).plus(p.minus(1).square()).sum();
        });
    }

    /// Only even elements: a vector that takes every second one must not reach for a neighbour that is not there.
    private static Formula evens(int n) {
        return Formula.of(n, x -> x.slice(0, n, 2).square().sum());
    }

    private static Formula functions(int n) {
        return Formula.of(n, x -> {
            Expr a = x.exp().plus(x.sin());
            Expr b = a.log1p().times(x.slice(0, n).gather(reversed(n)));
            return b.plus(x.abs().sqrt()).dot(a).plus(x.max()).plus(b.pow(2.5).sum().times(x.at(n / 2)));
        });
    }

    private static int[] reversed(int n) {
        int[] index = new int[n];
        for (int i = 0; i < n; i++) {
            index[i] = n - 1 - i;
        }
        return index;
    }

    /// More work than one method may hold, more reductions than there are registers, and a value that every part needs.
    private static Formula wide(int n) {
        return Formula.of(n, x -> {
            Expr shared = x.exp();
            Expr total = shared.sum();
            for (int k = 1; k <= 150; k++) {
                Expr term = x.times(k).minus(shared.square()).times(x.at(k % n));
                total = total.plus(term.dot(shared).times(1.0 / k));
            }
            return total;
        });
    }

    /// Loops of every length around the widths of vectors, rows of lanes and strips.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 34, 63, 64, 65, 66, 97, 255, 256, 257, 258, 511, 513, 1000, 4096, 4111, 4127, 4161})
    void loopsAreTheInterpreters(int n) {
        double[] x = new double[n];
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 0.3 * Math.sin(i + 1.0);
            v[i] = Math.cos(i);
        }
        for (Formula formula : new Formula[] {chained(n), evens(n), extended(n & -2), functions(n), wide(n)}) {
            int m = formula.dimension();
            Evaluator compiled = formula.evaluator();
            Evaluator interpreted = formula.interpreted().evaluator();
            double[] point = Arrays.copyOf(x, m);
            double[] along = Arrays.copyOf(v, m);
            double[] g1 = new double[m];
            double[] g2 = new double[m];
            assertFalse(isInterpreted(formula, Derivatives.Request.GRADIENT));
            assertEquals(interpreted.valueAndGradient(point, g1), compiled.valueAndGradient(point, g2));
            assertArrayEquals(g1, g2);
            assertEquals(interpreted.value(point), compiled.value(point));
            assertEquals(interpreted.directionalDerivative(point, along), compiled.directionalDerivative(point, along));
            interpreted.hessianVector(point, along, g1);
            compiled.hessianVector(point, along, g2);
            assertArrayEquals(g1, g2);
        }
    }

    private static Formula logistic(int rows, int columns) {
        return Formula.model(columns, m -> {
            Expr z = m.matrix("X", rows, columns).times(m.x());
            Expr y = m.data("y", rows);
            return z.softplus().minus(y.times(z)).sum().plus(m.x().squaredNorm().times(0.05));
        });
    }

    /// Products with a matrix and its transpose, row block by row block with the work on the rows between them.
    @ParameterizedTest
    @CsvSource({"1, 1", "5, 3", "16, 4", "33, 100", "256, 7", "257, 8", "300, 2000", "1000, 33"})
    void matrixPassesAreTheInterpreters(int rows, int columns) {
        Formula formula = logistic(rows, columns);
        SplittableRandom random = new SplittableRandom(rows * 31L + columns);
        double[] matrix = random.doubles((long) rows * columns, -1, 1).toArray();
        double[] y = random.doubles(rows).toArray();
        double[] x = random.doubles(columns, -0.3, 0.3).toArray();
        double[] v = random.doubles(columns, -1, 1).toArray();
        Evaluator compiled = formula.evaluator().bind("X", matrix).bind("y", y);
        Evaluator interpreted = formula.interpreted().evaluator().bind("X", matrix).bind("y", y);
        double[] g1 = new double[columns];
        double[] g2 = new double[columns];
        assertEquals(interpreted.valueAndGradient(x, g1), compiled.valueAndGradient(x, g2));
        assertArrayEquals(g1, g2);
        assertEquals(interpreted.value(x), compiled.value(x));
        assertEquals(interpreted.directionalDerivative(x, v), compiled.directionalDerivative(x, v));
        interpreted.hessianVector(x, v, g1);
        compiled.hessianVector(x, v, g2);
        assertArrayEquals(g1, g2);
    }

    /// A later loop computes a cheap value again, and needs a vector that its own level only assembles.
    @Test
    void valuesComputedAgainLaterFindWhatTheyNeed() {
        RandomFormula random = new RandomFormula(-3132150, 2, 33);
        Formula formula = random.simplified();
        double[] x = RandomFormula.vector(new SplittableRandom(1), 2);
        double[] g1 = new double[2];
        double[] g2 = new double[2];
        random.evaluator(formula.interpreted()).valueAndGradient(x, g1);
        random.evaluator(formula).valueAndGradient(x, g2);
        assertArrayEquals(g1, g2);
    }

    /// Each power has an exponent of its own, which its kernel reads from a block: filling them takes several methods.
    @Test
    void manyScalarsMayBeArgumentsOfFunctions() {
        int n = 400;
        Formula powers = Formula.of(n, x -> {
            Expr base = x.square().plus(1);
            Expr total = base.sum();
            for (int k = 0; k < n; k++) {
                total = total.plus(base.pow(x.at(k)).sum().times(1.0 / (k + 1)));
            }
            return total;
        });
        double[] x = new SplittableRandom(3).doubles(n, -1, 1).toArray();
        double[] g1 = new double[n];
        double[] g2 = new double[n];
        assertEquals(powers.interpreted().valueAndGradient(x, g1), powers.valueAndGradient(x, g2));
        assertArrayEquals(g1, g2);
        assertFalse(isInterpreted(powers, Derivatives.Request.GRADIENT));
    }
}
