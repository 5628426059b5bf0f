package org.thalweg.bench.work;

import static org.thalweg.bench.work.Lanes.S;
import static org.thalweg.bench.work.Lanes.W;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// `Σ 100(xᵢ₊₁ − xᵢ²)² + (xᵢ − 1)²`.
record Chained(int n) implements Work {
    @Override
    public Formula formula() {
        return Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
    }

    @Override
    public double[] point() {
        return new Numbers(n).next(n, -1.2, 1.2);
    }

    /// The gradient at i + 1 takes what lies left and right of it, so nothing is written twice.
    @Override
    public double vectors(double[] x, double[] g) {
        DoubleVector f0 = DoubleVector.zero(S);
        DoubleVector f1 = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 2 - 2 * W; i += 2 * W) {
            DoubleVector a0 = DoubleVector.fromArray(S, x, i);
            DoubleVector b0 = DoubleVector.fromArray(S, x, i + 1);
            DoubleVector c0 = DoubleVector.fromArray(S, x, i + 2);
            DoubleVector u0 = b0.sub(a0.mul(a0));
            DoubleVector w0 = c0.sub(b0.mul(b0));
            DoubleVector v0 = a0.sub(1);
            f0 = u0.mul(u0).fma(DoubleVector.broadcast(S, 100), v0.fma(v0, f0));
            b0.sub(1).mul(2).add(u0.mul(200)).sub(w0.mul(b0).mul(400)).intoArray(g, i + 1);
            DoubleVector a1 = DoubleVector.fromArray(S, x, i + W);
            DoubleVector b1 = DoubleVector.fromArray(S, x, i + 1 + W);
            DoubleVector c1 = DoubleVector.fromArray(S, x, i + 2 + W);
            DoubleVector u1 = b1.sub(a1.mul(a1));
            DoubleVector w1 = c1.sub(b1.mul(b1));
            DoubleVector v1 = a1.sub(1);
            f1 = u1.mul(u1).fma(DoubleVector.broadcast(S, 100), v1.fma(v1, f1));
            b1.sub(1).mul(2).add(u1.mul(200)).sub(w1.mul(b1).mul(400)).intoArray(g, i + 1 + W);
        }
        double f = f0.add(f1).reduceLanes(VectorOperators.ADD);
        double left = i == 0 ? 0 : 200 * (x[i] - x[i - 1] * x[i - 1]);
        for (; i < n - 1; i++) {
            double u = x[i + 1] - x[i] * x[i];
            double v = x[i] - 1;
            f += 100 * u * u + v * v;
            g[i] = left + 2 * v - 400 * u * x[i];
            left = 200 * u;
        }
        g[n - 1] = left;
        g[0] = 2 * (x[0] - 1) - 400 * (x[1] - x[0] * x[0]) * x[0];
        return f;
    }

    @Override
    public double loops(double[] x, double[] g) {
        double f = 0;
        double left = 0;
        for (int i = 0; i < n - 1; i++) {
            double u = x[i + 1] - x[i] * x[i];
            double v = x[i] - 1;
            f += 100 * u * u + v * v;
            g[i] = left + 2 * v - 400 * u * x[i];
            left = 200 * u;
        }
        g[n - 1] = left;
        return f;
    }
}
