package org.thalweg.bench.work;

import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// `100(x₂ − x₁²)² + (x₁ − 1)²`; there is nothing to do for vectors, both versions by hand are the same.
final class Rosenbrock implements Work {
    @Override
    public Formula formula() {
        return Formula.of(2, x -> {
            Expr u = x.at(1).minus(x.at(0).square());
            Expr v = x.at(0).minus(1);
            return u.square().times(100).plus(v.square());
        });
    }

    @Override
    public double[] point() {
        return new double[] {-1.2, 1};
    }

    @Override
    public double vectors(double[] x, double[] g) {
        return loops(x, g);
    }

    @Override
    public double loops(double[] x, double[] g) {
        double u = x[1] - x[0] * x[0];
        double v = x[0] - 1;
        g[0] = 2 * v - 400 * u * x[0];
        g[1] = 200 * u;
        return 100 * u * u + v * v;
    }
}
