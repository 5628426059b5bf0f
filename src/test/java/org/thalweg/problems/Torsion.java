package org.thalweg.problems;

import java.util.Arrays;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.optimize.Box;

/// The elastic-plastic torsion of a square bar, on a grid: a strictly convex function of many variables, a good part of
/// them at their bounds at its only minimum.
///
/// ```
/// ½·Σ (difference of neighbours)² − c·h²·Σ vᵢ,   |vᵢ| ≤ distance to the rim
/// ```
///
/// **Source**: J. J. Moré, G. Toraldo, *SIAM J. Optim.* 1 (1991) 93–113.
public final class Torsion {
    private Torsion() {}

    /// The problem, beginning at the upper bounds.
    ///
    /// @param inner number of inner grid points per side, at least 2
    /// @param force c, of which 5, 10 and 20 are usual
    /// @return the problem, without published minima
    public static Bounded of(int inner, double force) {
        double h = 1.0 / (inner + 1);
        double[] distance = new double[inner * inner];
        for (int i = 0; i < distance.length; i++) {
            int row = i / inner + 1;
            int column = i % inner + 1;
            distance[i] = h * Math.min(Math.min(row, inner + 1 - row), Math.min(column, inner + 1 - column));
        }
        double[] least = Arrays.stream(distance).map(d -> -d).toArray();
        Formula f = Formula.model(distance.length, m -> energy(m.x(), m.constant(within(inner)), inner)
                .minus(m.x().sum().times(force * h * h)));
        return new Bounded(new Published("Torsion " + force, f, distance.clone()), Box.of(least, distance), 0);
    }

    /// 1 where the next element is the neighbour in the row, 0 at the ends of rows.
    private static double[] within(int inner) {
        double[] within = new double[inner * inner - 1];
        Arrays.setAll(within, i -> (i + 1) % inner == 0 ? 0 : 1);
        return within;
    }

    private static Expr energy(Expr v, Expr within, int inner) {
        int n = inner * inner;
        Expr across = v.slice(1, n).minus(v.slice(0, n - 1)).square().dot(within);
        Expr down = v.slice(inner, n).minus(v.slice(0, n - inner)).squaredNorm();
        Expr rim = v.slice(0, inner).squaredNorm().plus(v.slice(n - inner, n).squaredNorm())
                .plus(v.slice(0, n - inner + 1, inner).squaredNorm()).plus(v.slice(inner - 1, n, inner).squaredNorm());
        return across.plus(down).plus(rim).times(0.5);
    }
}
