package org.thalweg.bench.work;

import static org.thalweg.bench.work.Lanes.S;
import static org.thalweg.bench.work.Lanes.W;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// `Σ eˣⁱ − xᵢ`: as far as there is work beside the exponential, it is little.
record Separable(int n) implements Work {
    @Override
    public Formula formula() {
        return Formula.of(n, x -> x.exp().minus(x).sum());
    }

    @Override
    public double[] point() {
        return new Numbers(n).next(n, -2, 2);
    }

    /// The exponential of all elements into g, then one loop.
    @Override
    public double vectors(double[] x, double[] g) {
        Kernels.unary(Elementwise.EXP, x, 0, g, 0, n);
        DoubleVector sum = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector e = DoubleVector.fromArray(S, g, i);
            sum = sum.add(e.sub(DoubleVector.fromArray(S, x, i)));
            e.sub(1).intoArray(g, i);
        }
        double f = sum.reduceLanes(VectorOperators.ADD);
        for (; i < n; i++) {
            f += g[i] - x[i];
            g[i] -= 1;
        }
        return f;
    }

    @Override
    public double loops(double[] x, double[] g) {
        double f = 0;
        for (int i = 0; i < n; i++) {
            double e = Math.exp(x[i]);
            f += e - x[i];
            g[i] = e - 1;
        }
        return f;
    }
}
