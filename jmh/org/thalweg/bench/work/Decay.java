package org.thalweg.bench.work;

import static org.thalweg.bench.work.Lanes.S;
import static org.thalweg.bench.work.Lanes.W;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// `½Σ(x₀·e^(−x₁tᵢ) + x₂ − yᵢ)²`: three parameters, many points.
final class Decay implements Work {
    private static final int BLOCK = 256;

    private final int n;
    private final double[] t;
    private final double[] y;
    private final double[] block = new double[BLOCK];

    Decay(int n) {
        this.n = n;
        Numbers numbers = new Numbers(n);
        this.t = numbers.next(n, 0, 4);
        this.y = numbers.next(n, 0, 3);
    }

    @Override
    public Formula formula() {
        return Formula.model(3, m -> {
            Expr x = m.x();
            Expr times = m.data("t", n);
            Expr r = x.at(0).times(times.times(x.at(1)).negate().exp()).plus(x.at(2)).minus(m.data("y", n));
            return r.squaredNorm().times(0.5);
        });
    }

    @Override
    public Evaluator bind(Formula formula) {
        return formula.evaluator().bind("t", t).bind("y", y);
    }

    @Override
    public double[] point() {
        return new double[] {2, 1.1, 0.3};
    }

    @Override
    public double vectors(double[] x, double[] g) {
        double f = 0;
        g[0] = 0;
        g[1] = 0;
        g[2] = 0;
        for (int first = 0; first < n; first += BLOCK) {
            f += block(x, g, first, Math.min(BLOCK, n - first));
        }
        return f / 2;
    }

    private double block(double[] x, double[] g, int first, int length) {
        double rate = -x[1];
        int i = 0;
        for (; i <= length - W; i += W) {
            DoubleVector.fromArray(S, t, first + i).mul(rate).intoArray(block, i);
        }
        for (; i < length; i++) {
            block[i] = t[first + i] * rate;
        }
        Kernels.unary(Elementwise.EXP, block, 0, block, 0, length);
        DoubleVector f = DoubleVector.zero(S);
        DoubleVector g0 = DoubleVector.zero(S);
        DoubleVector g1 = DoubleVector.zero(S);
        DoubleVector g2 = DoubleVector.zero(S);
        for (i = 0; i <= length - W; i += W) {
            DoubleVector e = DoubleVector.fromArray(S, block, i);
            DoubleVector r = e.mul(x[0]).add(x[2]).sub(DoubleVector.fromArray(S, y, first + i));
            DoubleVector re = r.mul(e);
            f = r.fma(r, f);
            g0 = g0.add(re);
            g1 = re.fma(DoubleVector.fromArray(S, t, first + i), g1);
            g2 = g2.add(r);
        }
        double sum = f.reduceLanes(VectorOperators.ADD);
        double s0 = g0.reduceLanes(VectorOperators.ADD);
        double s1 = g1.reduceLanes(VectorOperators.ADD);
        double s2 = g2.reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            double r = x[0] * block[i] + x[2] - y[first + i];
            sum += r * r;
            s0 += r * block[i];
            s1 += r * block[i] * t[first + i];
            s2 += r;
        }
        g[0] += s0;
        g[1] -= s1 * x[0];
        g[2] += s2;
        return sum;
    }

    @Override
    public double loops(double[] x, double[] g) {
        double f = 0;
        double g0 = 0;
        double g1 = 0;
        double g2 = 0;
        for (int i = 0; i < n; i++) {
            double e = Math.exp(-x[1] * t[i]);
            double r = x[0] * e + x[2] - y[i];
            f += r * r;
            g0 += r * e;
            g1 -= r * x[0] * e * t[i];
            g2 += r;
        }
        g[0] = g0;
        g[1] = g1;
        g[2] = g2;
        return f / 2;
    }
}
