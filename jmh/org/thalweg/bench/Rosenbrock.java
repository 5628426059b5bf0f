package org.thalweg.bench;

import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// Rosenbrock's function of two variables, `100(x₁ − x₀²)² + (x₀ − 1)²`. Two numbers fill no vector: both versions by
/// hand are the same code.
final class Rosenbrock implements Workload {
    @Override
    public double[] point() {
        return new double[] {-1.2, 1};
    }

    @Override
    public Evaluator formula() {
        return Formula.of(2, x -> {
            Expr u = x.at(1).minus(x.at(0).square());
            Expr v = x.at(0).minus(1);
            return u.square().times(100).plus(v.square());
        }).evaluator();
    }

    @Override
    public double vector(double[] x, double[] gradient) {
        return scalar(x, gradient);
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        double u = x[1] - x[0] * x[0];
        double v = x[0] - 1;
        gradient[0] = 2 * v - 400 * u * x[0];
        gradient[1] = 200 * u;
        return 100 * u * u + v * v;
    }
}
