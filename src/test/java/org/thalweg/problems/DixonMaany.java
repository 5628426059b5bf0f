package org.thalweg.problems;

import static org.thalweg.problems.KanzowSteck.constants;
import static org.thalweg.problems.KanzowSteck.filled;
import static org.thalweg.problems.KanzowSteck.fourth;

import java.util.ArrayList;
import java.util.List;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Dixon and Maany's family A to P, with n = 3m:
///
/// ```
/// 1 + α Σ (i/n)^k₁ xᵢ² + β Σ (i/n)^k₂ xᵢ² (xᵢ₊₁ + xᵢ₊₁²)² + γ Σ (i/n)^k₃ xᵢ² xᵢ₊ₘ⁴ + δ Σ (i/n)^k₄ xᵢ xᵢ₊₂ₘ
/// ```
final class DixonMaany {
    private static final double[][] FACTORS = {
        {1, 0, 0.125, 0.125}, {1, 0.0625, 0.0625, 0.0625}, {1, 0.125, 0.125, 0.125}, {1, 0.26, 0.26, 0.26}
    };

    private static final int[][] POWERS = {{0, 0, 0, 0}, {1, 0, 0, 1}, {2, 0, 0, 2}, {2, 1, 1, 2}};

    private DixonMaany() {}

    static List<Scalable> all() {
        List<Scalable> problems = new ArrayList<>();
        for (int letter = 0; letter < 16; letter++) {
            double[] factors = FACTORS[letter % 4];
            int[] powers = POWERS[letter / 4];
            problems.add(KanzowSteck.of("DIXMAAN" + (char) ('A' + letter), 3000, filled(2),
                    model -> function(model, factors, powers)));
        }
        return problems;
    }

    private static Expr function(Model model, double[] factors, int[] powers) {
        int n = model.x().length();
        int m = n / 3;
        Expr x = model.x();
        Expr square = x.square();
        Expr next = x.slice(1, n).plus(square.slice(1, n)).square();
        Expr[] parts = {
            square,
            square.slice(0, n - 1).times(next),
            square.slice(0, 2 * m).times(fourth(x.slice(m, n))),
            x.slice(0, m).times(x.slice(2 * m, n))
        };
        Expr sum = model.constant(1);
        for (int k = 0; k < parts.length; k++) {
            int power = powers[k];
            Expr part = power == 0
                    ? parts[k]
                    : parts[k].times(constants(model, 1, parts[k].length(), i -> Math.pow((double) i / n, power)));
            sum = factors[k] == 0 ? sum : sum.plus(part.sum().times(factors[k]));
        }
        return sum;
    }
}
