package org.thalweg.bench;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// The extended Rosenbrock function: independent pairs, `Σ 100(x₂ᵢ₊₁ − x₂ᵢ²)² + (1 − x₂ᵢ)²`.
final class ExtendedRosenbrock implements Workload {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();
    private static final VectorShuffle<Double> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % (2 * W));
    private static final VectorShuffle<Double> ODD = VectorShuffle.fromOp(S, i -> 2 * i % (2 * W) + 1);
    private static final VectorShuffle<Double> LOW = VectorShuffle.makeZip(S, 0);
    private static final VectorShuffle<Double> HIGH = VectorShuffle.makeZip(S, 1);

    private final int n;

    ExtendedRosenbrock(int n) {
        this.n = n;
    }

    @Override
    public double[] point() {
        return new Lcg(2).next(n, -1.5, 1.5);
    }

    @Override
    public Evaluator formula() {
        return Formula.of(n, x -> {
            Expr even = x.slice(0, n, 2);
            Expr odd = x.slice(1, n, 2);
            return odd.minus(even.square()).square().times(100).plus(even.minus(1).square()).sum();
        }).evaluator();
    }

    /// Two vectors of pairs are unzipped in registers, and their gradients zipped.
    @Override
    public double vector(double[] x, double[] gradient) {
        DoubleVector f0 = DoubleVector.zero(S), a0 = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 2 * W; i += 2 * W) {
            DoubleVector p = fromArray(S, x, i), q = fromArray(S, x, i + W);
            DoubleVector even = p.rearrange(EVEN, q), odd = p.rearrange(ODD, q);
            DoubleVector u = odd.sub(even.mul(even)), v = even.sub(1);
            f0 = u.fma(u, f0);
            a0 = v.fma(v, a0);
            DoubleVector ge = u.mul(-400).fma(even, v.add(v)), go = u.mul(200);
            ge.rearrange(LOW, go).intoArray(gradient, i);
            ge.rearrange(HIGH, go).intoArray(gradient, i + W);
        }
        double f = f0.mul(100).add(a0).reduceLanes(VectorOperators.ADD);
        return i < n ? f + pairs(x, gradient, i) : f;
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        return pairs(x, gradient, 0);
    }

    private double pairs(double[] x, double[] gradient, int from) {
        double f = 0;
        for (int i = from; i < n; i += 2) {
            double u = x[i + 1] - x[i] * x[i];
            double v = x[i] - 1;
            f += 100 * u * u + v * v;
            gradient[i] = 2 * v - 400 * u * x[i];
            gradient[i + 1] = 200 * u;
        }
        return f;
    }
}
