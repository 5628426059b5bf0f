package org.thalweg.bench;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// `Σ exp(xᵢ) − xᵢ`.
final class SeparableExp implements Workload {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();
    private static final int BLOCK = 512;

    private final int n;

    SeparableExp(int n) {
        this.n = n;
    }

    @Override
    public double[] point() {
        return new Lcg(3).next(n, -2, 2);
    }

    @Override
    public Evaluator formula() {
        return Formula.of(n, x -> x.exp().minus(x).sum()).evaluator();
    }

    /// The exponentials of a block go where its gradient will be.
    @Override
    public double vector(double[] x, double[] gradient) {
        DoubleVector f0 = DoubleVector.zero(S), f1 = DoubleVector.zero(S);
        double f = 0;
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            Kernels.unary(Elementwise.EXP, x, from, gradient, from, to - from);
            int i = from;
            for (; i <= to - 2 * W; i += 2 * W) {
                DoubleVector e0 = fromArray(S, gradient, i), e1 = fromArray(S, gradient, i + W);
                f0 = f0.add(e0.sub(fromArray(S, x, i)));
                f1 = f1.add(e1.sub(fromArray(S, x, i + W)));
                e0.sub(1).intoArray(gradient, i);
                e1.sub(1).intoArray(gradient, i + W);
            }
            for (; i < to; i++) {
                f += gradient[i] - x[i];
                gradient[i] -= 1;
            }
        }
        return f + f0.add(f1).reduceLanes(VectorOperators.ADD);
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        double f = 0;
        for (int i = 0; i < n; i++) {
            double e = Math.exp(x[i]);
            f += e - x[i];
            gradient[i] = e - 1;
        }
        return f;
    }
}
