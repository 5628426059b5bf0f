package org.thalweg.problems;

import static org.thalweg.problems.KanzowSteck.of;

import java.util.List;
import java.util.stream.IntStream;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Minimal surfaces over a square grid, free at the boundary.
final class GridProblems {
    private GridProblems() {}

    static List<Scalable> all() {
        return List.of(
                of("FMINSRF2", 5625, GridProblems::plane, GridProblems::pinned),
                of("FMINSURF", 5625, GridProblems::plane, GridProblems::averaged));
    }

    private static int side(int n) {
        return (int) Math.round(Math.sqrt(n));
    }

    /// Zero inside; on the boundary the plane with slopes 4 and 8.
    private static double[] plane(int n) {
        int p = side(n);
        double[] x = new double[n];
        for (int j = 0; j < p; j++) {
            for (int i = 0; i < p; i++) {
                if (i == 0 || i == p - 1) {
                    x[j * p + i] = 1 + 4.0 * j / (p - 1) + (i == 0 ? 0 : 8);
                } else if (j == 0 || j == p - 1) {
                    x[j * p + i] = 1 + 8.0 * i / (p - 1) + (j == 0 ? 0 : 4);
                }
            }
        }
        return x;
    }

    private static Expr area(Expr x) {
        int p = side(x.length());
        int cells = (p - 1) * (p - 1);
        Expr one = corner(x, 0).minus(corner(x, p + 1));
        Expr other = corner(x, 1).minus(corner(x, p));
        return one.square().plus(other.square()).times(0.5 * cells).plus(1).sqrt().sum().times(1.0 / cells);
    }

    /// For every cell the corner at a distance from its first.
    private static Expr corner(Expr x, int distance) {
        int p = side(x.length());
        return x.gather(IntStream.range(0, (p - 1) * (p - 1))
                .map(k -> k / (p - 1) * p + k % (p - 1) + distance)
                .toArray());
    }

    /// Held at its middle.
    private static Expr pinned(Model m) {
        int n = m.x().length();
        int middle = side(n) / 2 - 1;
        return area(m.x()).plus(m.x().at(middle * side(n) + middle).square().times(1.0 / n));
    }

    /// Held by its mean height.
    private static Expr averaged(Model m) {
        int n = m.x().length();
        return area(m.x()).plus(m.x().sum().square().times(1.0 / ((double) n * n)));
    }
}
