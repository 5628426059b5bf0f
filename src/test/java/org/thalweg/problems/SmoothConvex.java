package org.thalweg.problems;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.Model;

/// Smooth convex functions of n variables, some of them flat of fourth degree at their minimum.
///
/// **Source**: M. Jamil, X.-S. Yang, "A literature survey of benchmark functions for global optimization problems", *Int. J.
/// Mathematical Modelling and Numerical Optimisation* 4 (2013) 150–194, those that are convex; and usual losses.
public final class SmoothConvex {
    private SmoothConvex() {}

    /// All of them, by name.
    ///
    /// @param n number of variables, a multiple of 4
    /// @return the functions, in order
    public static Map<String, Formula> all(int n) {
        Map<String, Formula> all = new LinkedHashMap<>();
        double[] index = new double[n];
        for (int i = 0; i < n; i++) {
            index[i] = i + 1;
        }
        int rows = 2 * n;
        double[] data = new SplittableRandom(1).doubles((long) rows * n, -1, 1).toArray();
        double[] target = new SplittableRandom(2).doubles(rows, -1, 1).toArray();
        put(all, "sphere", n, m -> m.x().squaredNorm());
        put(all, "ellipsoid", n, m -> m.constant(index).dot(m.x().square()));
        put(all, "Sargan", n, m -> m.x().squaredNorm().times(0.6).plus(m.x().sum().square().times(0.4)));
        put(all, "Trid", n, m -> m.x().minus(1).squaredNorm().minus(m.x().slice(1, n).dot(m.x().slice(0, n - 1))));
        put(all, "exponential", n, m -> m.x().squaredNorm().div(n).plus(1).exp());
        put(all, "Chung-Reynolds", n, m -> m.x().squaredNorm().square());
        put(all, "Schumer-Steiglitz", n, m -> m.x().square().squaredNorm());
        put(all, "Zakharov", n, m -> zakharov(m.x(), m.constant(index)));
        put(all, "Powell", n, m -> powell(m.x(), n));
        put(all, "softplus", n, m -> m.x().softplus().sum().minus(m.x().times(0.3).sum()));
        put(all, "cosh", n, m -> m.x().cosh().sum());
        put(all, "soft absolute", n, m -> m.x().minus(0.5).square().plus(1).sqrt().sum());
        put(all, "log-sum-exp", n, m -> rows(m, data, target, rows, n).logSumExp().plus(m.x().squaredNorm().times(0.05)));
        put(all, "least squares", n, m -> rows(m, data, target, rows, n).squaredNorm().div(rows));
        put(all, "logistic", n, m -> {
            Expr z = rows(m, data, target, rows, n);
            return z.softplus().sum().minus(z.times(0.4).sum()).div(rows).plus(m.x().squaredNorm().times(0.005));
        });
        return all;
    }

    private static void put(Map<String, Formula> all, String name, int n, Function<Model, Expr> f) {
        all.put(name, Formula.model(n, f));
    }

    private static Expr zakharov(Expr x, Expr index) {
        Expr s = index.dot(x).times(0.5);
        return x.squaredNorm().plus(s.square()).plus(s.square().square());
    }

    private static Expr powell(Expr x, int n) {
        Expr a = x.slice(0, n, 4), b = x.slice(1, n, 4), c = x.slice(2, n, 4), d = x.slice(3, n, 4);
        return a.plus(b.times(10)).squaredNorm().plus(c.minus(d).squaredNorm().times(5))
                .plus(b.minus(c.times(2)).square().squaredNorm()).plus(a.minus(d).square().squaredNorm().times(10));
    }

    /// Affine functions of x, one per row of the data.
    private static Expr rows(Model m, double[] data, double[] target, int rows, int n) {
        Expr sum = m.constant(target);
        for (int j = 0; j < n; j++) {
            double[] column = new double[rows];
            for (int i = 0; i < rows; i++) {
                column[i] = data[i * n + j];
            }
            sum = sum.plus(m.constant(column).times(m.x().at(j)));
        }
        return sum;
    }
}
