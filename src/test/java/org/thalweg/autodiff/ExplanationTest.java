package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static void says(Formula formula, String... words) {
        String text = formula.explain();
        for (String some : words) {
            assertTrue(text.contains(some), text);
        }
    }

    @Test
    void aGradientOfNeighboursIsOnePassOverThePoint() {
        int n = 1000;
        Formula chained = Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
        says(chained, "value and gradient", "pass over 999 indices", "x[i]\n", "writes gradient[i + 1]", "1 reduction;",
                "bytes of vectors", "bytes in");
    }

    @Test
    void matricesAreReadStripByStrip() {
        Formula logistic = Formula.model(20, m -> {
            Expr z = m.matrix("X", 500, 20).times(m.x());
            return z.softplus().minus(m.data("y", 500).times(z)).sum();
        });
        says(logistic, "strip by strip X·v, 500 × 20", "strip by strip Xᵀ·w, 500 × 20", "reads  memory", "y[i]", "strips of");
    }

    @Test
    void factorsOfAllRowsAreTakenOutOfTheSumsOfAGradient() {
        Formula decay = Formula.model(3, m -> {
            Expr decayed = m.x().at(0).times(m.data("t", 64).times(m.x().at(1)).negate().exp());
            return decayed.plus(m.x().at(2)).minus(m.data("y", 64)).squaredNorm().times(0.5);
        });
        says(decay, "64 indices: 12 operations and 1 function each, 4 reductions");
    }

    @Test
    void scalarsAreStraightCode() {
        says(Formula.of(2, x -> x.at(0).exp().times(x.at(1))), "straight code: ", "1 elementary function");
    }

    @Test
    void whatIsInterpretedSaysSo() {
        says(Formula.of(2, x -> x.at(0).times(x.at(1))).interpreted(), "interpreted: ");
    }
}
