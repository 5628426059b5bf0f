package org.thalweg.bench.work;

import static org.thalweg.bench.work.Lanes.S;
import static org.thalweg.bench.work.Lanes.W;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// `ln Σ eˣⁱ`, GradBench's LSE.
record LogSumExp(int n) implements Work {
    @Override
    public Formula formula() {
        return Formula.of(n, Expr::logSumExp);
    }

    @Override
    public double[] point() {
        return new Numbers(n).next(n, -2, 2);
    }

    @Override
    public double vectors(double[] x, double[] g) {
        DoubleVector largest = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
        int i = 0;
        for (; i <= n - W; i += W) {
            largest = largest.max(DoubleVector.fromArray(S, x, i));
        }
        double m = largest.reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            m = Math.max(m, x[i]);
        }
        for (i = 0; i <= n - W; i += W) {
            DoubleVector.fromArray(S, x, i).sub(m).intoArray(g, i);
        }
        for (; i < n; i++) {
            g[i] = x[i] - m;
        }
        Kernels.unary(Elementwise.EXP, g, 0, g, 0, n);
        double sum = Kernels.sum(g, 0, n);
        double scale = 1 / sum;
        for (i = 0; i <= n - W; i += W) {
            DoubleVector.fromArray(S, g, i).mul(scale).intoArray(g, i);
        }
        for (; i < n; i++) {
            g[i] *= scale;
        }
        return m + Math.log(sum);
    }

    @Override
    public double loops(double[] x, double[] g) {
        double m = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            m = Math.max(m, x[i]);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            g[i] = Math.exp(x[i] - m);
            sum += g[i];
        }
        for (int i = 0; i < n; i++) {
            g[i] /= sum;
        }
        return m + Math.log(sum);
    }
}
