package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Mistakes are refused while recording, with shapes and place.
class RecordingTest {
    private static void refused(Class<? extends Exception> type, Function<Model, Expr> f, String... fragments) {
        Exception e = assertThrows(type, () -> Formula.model(5, f));
        for (String fragment : fragments) {
            assertTrue(e.getMessage().contains(fragment), () -> e.getMessage() + " lacks " + fragment);
        }
    }

    @Test
    void vectorsOfDifferentLengthsDoNotAdd() {
        refused(IllegalArgumentException.class, m -> m.x().plus(m.x().slice(0, 3)).sum(),
                "plus", "a vector of length 5", "a vector of length 3", "RecordingTest.java:");
    }

    @Test
    void resultMustBeScalar() {
        refused(IllegalArgumentException.class, m -> m.x(), "formula", "a vector of length 5", "sum()");
        refused(IllegalArgumentException.class, m -> m.x().slice(0, 1), "a vector of length 1");
    }

    @Test
    void indicesAreChecked() {
        assertAll(
                () -> refused(IndexOutOfBoundsException.class, m -> m.x().at(5), "at", "0 to 4", "was 5"),
                () -> refused(IndexOutOfBoundsException.class, m -> m.x().at(-1), "was -1"),
                () -> refused(IndexOutOfBoundsException.class, m -> m.x().slice(3, 3).sum(), "from 3, to 3"),
                () -> refused(IndexOutOfBoundsException.class, m -> m.x().slice(0, 6).sum(), "to ≤ 5"),
                () -> refused(IndexOutOfBoundsException.class, m -> m.x().slice(0, 5, 0).sum(), "step 0"),
                () -> refused(IndexOutOfBoundsException.class, m -> m.x().gather(0, 9).sum(), "index[1]", "was 9"),
                () -> refused(IllegalArgumentException.class, m -> m.x().gather().sum(), "gather"));
    }

    @Test
    void scalarsHaveNoParts() {
        assertAll(
                () -> refused(IllegalArgumentException.class, m -> m.x().sum().at(0), "at: needs a vector"),
                () -> refused(IllegalArgumentException.class, m -> m.x().sum().sum(), "sum: needs a vector"),
                () -> refused(IllegalArgumentException.class, m -> m.x().sum().norm(), "norm: needs a vector"),
                () -> refused(IllegalArgumentException.class, m -> m.x().dot(m.x().at(0)), "dot: needs a vector"));
    }

    @Test
    void matricesNeedFittingVectors() {
        assertAll(
                () -> refused(IllegalArgumentException.class, m -> m.matrix("A", 3, 4).times(m.x()).sum(),
                        "matrix 'A' (3 × 4)", "length 4", "a vector of length 5"),
                () -> refused(IllegalArgumentException.class, m -> m.matrix("A", 3, 5).transposeTimes(m.x()).sum(),
                        "length 3"),
                () -> refused(IllegalArgumentException.class, m -> m.matrix("A", 0, 5).times(m.x()).sum(), "0 × 5"),
                () -> refused(IllegalArgumentException.class,
                        m -> m.matrix("A", 100_000, 100_000).times(m.x()).sum(), "10000000000"));
    }

    @Test
    void namesAreUniqueAndNotBlank() {
        assertAll(
                () -> refused(IllegalArgumentException.class, m -> m.data("t", 5).plus(m.data("t", 5)).sum(), "t: a name"),
                () -> refused(IllegalArgumentException.class, m -> m.data(" ", 5).sum(), "name"),
                () -> refused(IllegalArgumentException.class, m -> m.data("t", 0).sum(), "t: must have 1"));
    }

    @Test
    void constantsAreNumbers() {
        assertAll(
                () -> refused(IllegalArgumentException.class, m -> m.x().times(Double.NaN).sum(), "NaN"),
                () -> refused(IllegalArgumentException.class, m -> m.constant().sum(), "constant"));
    }

    @Test
    void dimensionMustBePositive() {
        var e = assertThrows(IllegalArgumentException.class, () -> Formula.of(0, Expr::sum));
        assertEquals("n: must be at least 1, was 0", e.getMessage());
    }

    @Test
    void expressionsStayInTheirFormula() {
        AtomicReference<Expr> leaked = new AtomicReference<>();
        Formula.of(2, x -> {
            leaked.set(x.at(0));
            return x.sum();
        });
        assertThrows(IllegalStateException.class, () -> leaked.get().plus(1));
        assertThrows(IllegalArgumentException.class, () -> Formula.of(2, x -> x.sum().plus(leaked.get())));
        assertThrows(IllegalArgumentException.class, () -> Formula.of(2, _ -> leaked.get()));
    }

    @Test
    void twentyThousandNodesAreNoProblem() {
        int n = 10_000;
        Formula chain = Formula.of(1, x -> {
            Expr y = x.at(0);
            for (int i = 0; i < n; i++) {
                y = y.times(0.5).plus(1);
            }
            return y;
        });
        double[] g = new double[1];
        assertEquals(2, chain.valueAndGradient(new double[] {3}, g), 1e-12);
        Formula elements = Formula.of(n, x -> {
            Expr total = x.at(0).square();
            for (int i = 1; i < n; i++) {
                total = total.plus(x.at(i).minus(x.at(i - 1)).square());
            }
            return total;
        });
        double[] x = new double[n];
        x[n - 1] = 1;
        double[] gradient = new double[n];
        assertEquals(1, elements.valueAndGradient(x, gradient));
        assertEquals(2, gradient[n - 1]);
        assertEquals(-2, gradient[n - 2]);
        Formula reductions = Formula.of(40, v -> {
            Expr y = v;
            for (int i = 0; i < 1000; i++) {
                y = v.plus(y.sum().times(1e-3));
            }
            return y.sum();
        });
        double[] g40 = new double[40];
        reductions.valueAndGradient(new double[40], g40);
        assertEquals(1 / (1 - 0.04), g40[0], 1e-12);
    }
}
