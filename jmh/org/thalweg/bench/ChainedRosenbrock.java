package org.thalweg.bench;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// The chained Rosenbrock function `Σ 100(xᵢ₊₁ − xᵢ²)² + (xᵢ − 1)²`.
final class ChainedRosenbrock implements Workload {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    private final int n;

    ChainedRosenbrock(int n) {
        this.n = n;
    }

    @Override
    public double[] point() {
        return new Lcg(1).next(n, -1.5, 1.5);
    }

    @Override
    public Evaluator formula() {
        return Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        }).evaluator();
    }

    /// Each element of the gradient needs its neighbours on both sides: three loads, no carried value, one store.
    @Override
    public double vector(double[] x, double[] gradient) {
        DoubleVector f0 = DoubleVector.zero(S), f1 = DoubleVector.zero(S);
        DoubleVector a0 = DoubleVector.zero(S), a1 = DoubleVector.zero(S);
        double first = x[1] - x[0] * x[0];
        double f = 100 * first * first + (x[0] - 1) * (x[0] - 1);
        gradient[0] = 2 * (x[0] - 1) - 400 * first * x[0];
        int i = 1;
        for (; i <= n - 1 - 2 * W; i += 2 * W) {
            DoubleVector b0 = fromArray(S, x, i - 1), b1 = fromArray(S, x, i + W - 1);
            DoubleVector c0 = fromArray(S, x, i), c1 = fromArray(S, x, i + W);
            DoubleVector before0 = c0.sub(b0.mul(b0)), before1 = c1.sub(b1.mul(b1));
            DoubleVector u0 = fromArray(S, x, i + 1).sub(c0.mul(c0)), u1 = fromArray(S, x, i + W + 1).sub(c1.mul(c1));
            DoubleVector v0 = c0.sub(1), v1 = c1.sub(1);
            f0 = u0.fma(u0, f0);
            f1 = u1.fma(u1, f1);
            a0 = v0.fma(v0, a0);
            a1 = v1.fma(v1, a1);
            u0.mul(-400).fma(c0, before0.fma(broadcast(S, 200), v0.add(v0))).intoArray(gradient, i);
            u1.mul(-400).fma(c1, before1.fma(broadcast(S, 200), v1.add(v1))).intoArray(gradient, i + W);
        }
        for (; i <= n - 1 - W; i += W) {
            DoubleVector b = fromArray(S, x, i - 1), c = fromArray(S, x, i);
            DoubleVector before = c.sub(b.mul(b));
            DoubleVector u = fromArray(S, x, i + 1).sub(c.mul(c));
            DoubleVector v = c.sub(1);
            f0 = u.fma(u, f0);
            a0 = v.fma(v, a0);
            u.mul(-400).fma(c, before.fma(broadcast(S, 200), v.add(v))).intoArray(gradient, i);
        }
        f += f0.add(f1).mul(100).add(a0.add(a1)).reduceLanes(VectorOperators.ADD);
        for (; i < n - 1; i++) {
            double u = x[i + 1] - x[i] * x[i];
            double v = x[i] - 1;
            f += 100 * u * u + v * v;
            gradient[i] = 200 * (x[i] - x[i - 1] * x[i - 1]) + 2 * v - 400 * u * x[i];
        }
        gradient[n - 1] = 200 * (x[n - 1] - x[n - 2] * x[n - 2]);
        return f;
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        double f = 0;
        gradient[0] = 0;
        for (int i = 0; i + 1 < n; i++) {
            double u = x[i + 1] - x[i] * x[i];
            double v = x[i] - 1;
            f += 100 * u * u + v * v;
            gradient[i] += 2 * v - 400 * u * x[i];
            gradient[i + 1] = 200 * u;
        }
        return f;
    }
}
