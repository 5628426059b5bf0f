package org.thalweg.bench.work;

import static org.thalweg.bench.work.Lanes.S;
import static org.thalweg.bench.work.Lanes.W;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// `Σ 100(x₂ᵢ₊₁ − x₂ᵢ²)² + (x₂ᵢ − 1)²` over pairs.
record Extended(int n) implements Work {
    private static final VectorShuffle<Double> EVEN = VectorShuffle.makeUnzip(S, 0);
    private static final VectorShuffle<Double> ODD = VectorShuffle.makeUnzip(S, 1);
    private static final VectorShuffle<Double> LOW = VectorShuffle.makeZip(S, 0);
    private static final VectorShuffle<Double> HIGH = VectorShuffle.makeZip(S, 1);

    @Override
    public Formula formula() {
        return Formula.of(n, x -> {
            Expr p = x.slice(0, n, 2);
            Expr q = x.slice(1, n, 2);
            return q.minus(p.square()).square().times(100).plus(p.minus(1).square()).sum();
        });
    }

    @Override
    public double[] point() {
        return new Numbers(n).next(n, -1.2, 1.2);
    }

    @Override
    public double vectors(double[] x, double[] g) {
        DoubleVector sum = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 2 * W; i += 2 * W) {
            DoubleVector low = DoubleVector.fromArray(S, x, i);
            DoubleVector high = DoubleVector.fromArray(S, x, i + W);
            DoubleVector p = low.rearrange(EVEN, high);
            DoubleVector u = low.rearrange(ODD, high).sub(p.mul(p));
            DoubleVector v = p.sub(1);
            sum = u.mul(u).fma(DoubleVector.broadcast(S, 100), v.fma(v, sum));
            DoubleVector gp = v.mul(2).sub(u.mul(p).mul(400));
            DoubleVector gq = u.mul(200);
            gp.rearrange(LOW, gq).intoArray(g, i);
            gp.rearrange(HIGH, gq).intoArray(g, i + W);
        }
        return sum.reduceLanes(VectorOperators.ADD) + from(i, x, g);
    }

    @Override
    public double loops(double[] x, double[] g) {
        return from(0, x, g);
    }

    private double from(int first, double[] x, double[] g) {
        double f = 0;
        for (int i = first; i < n; i += 2) {
            double u = x[i + 1] - x[i] * x[i];
            double v = x[i] - 1;
            f += 100 * u * u + v * v;
            g[i] = 2 * v - 400 * u * x[i];
            g[i + 1] = 200 * u;
        }
        return f;
    }
}
