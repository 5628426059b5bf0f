package org.thalweg.bench;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// GradBench's LSE: `ln Σ exp xᵢ`, by way of the largest element.
final class LogSumExp implements Workload {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();
    private static final int BLOCK = 512;

    private final int n;

    LogSumExp(int n) {
        this.n = n;
    }

    @Override
    public double[] point() {
        return new Lcg(4).next(n, -3, 3);
    }

    @Override
    public Evaluator formula() {
        return Formula.of(n, Expr::logSumExp).evaluator();
    }

    /// Three passes: maximum, exponentials with their sum block by block, scaling.
    @Override
    public double vector(double[] x, double[] gradient) {
        double largest = largest(x);
        double sum = exponentials(x, gradient, largest);
        double scale = 1 / sum;
        int i = 0;
        for (; i <= n - W; i += W) {
            fromArray(S, gradient, i).mul(scale).intoArray(gradient, i);
        }
        for (; i < n; i++) {
            gradient[i] *= scale;
        }
        return largest + Math.log(sum);
    }

    private double largest(double[] x) {
        DoubleVector m0 = DoubleVector.broadcast(S, x[0]), m1 = m0, m2 = m0, m3 = m0;
        int i = 0;
        for (; i <= n - 4 * W; i += 4 * W) {
            m0 = m0.max(fromArray(S, x, i));
            m1 = m1.max(fromArray(S, x, i + W));
            m2 = m2.max(fromArray(S, x, i + 2 * W));
            m3 = m3.max(fromArray(S, x, i + 3 * W));
        }
        double m = m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            m = Math.max(m, x[i]);
        }
        return m;
    }

    private double exponentials(double[] x, double[] out, double shift) {
        DoubleVector s0 = DoubleVector.zero(S), s1 = DoubleVector.zero(S);
        double sum = 0;
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            int i = from;
            for (; i <= to - W; i += W) {
                fromArray(S, x, i).sub(shift).intoArray(out, i);
            }
            for (; i < to; i++) {
                out[i] = x[i] - shift;
            }
            Kernels.unary(Elementwise.EXP, out, from, out, from, to - from);
            for (i = from; i <= to - 2 * W; i += 2 * W) {
                s0 = s0.add(fromArray(S, out, i));
                s1 = s1.add(fromArray(S, out, i + W));
            }
            for (; i < to; i++) {
                sum += out[i];
            }
        }
        return sum + s0.add(s1).reduceLanes(VectorOperators.ADD);
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        double largest = x[0];
        for (int i = 1; i < n; i++) {
            largest = Math.max(largest, x[i]);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            gradient[i] = Math.exp(x[i] - largest);
            sum += gradient[i];
        }
        for (int i = 0; i < n; i++) {
            gradient[i] /= sum;
        }
        return largest + Math.log(sum);
    }
}
