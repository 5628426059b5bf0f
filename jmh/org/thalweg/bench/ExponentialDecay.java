package org.thalweg.bench;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// A decay fitted to m points: `½Σ(x₀·exp(−x₁·tᵢ) + x₂ − yᵢ)²`.
final class ExponentialDecay implements Workload {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();
    private static final int BLOCK = 512;

    private final int m;
    private final double[] t;
    private final double[] y;
    private final double[] e = new double[BLOCK];

    ExponentialDecay(int m) {
        this.m = m;
        Lcg random = new Lcg(5);
        t = random.next(m, 0, 4);
        y = random.next(m, 0, 3);
    }

    @Override
    public double[] point() {
        return new double[] {2.5, 1.3, 0.5};
    }

    @Override
    public Evaluator formula() {
        return Formula.model(3, model -> {
            Expr x = model.x();
            Expr time = model.data("t", m);
            Expr r = x.at(0).times(time.times(x.at(1)).negate().exp()).plus(x.at(2)).minus(model.data("y", m));
            return r.squaredNorm().times(0.5);
        }).evaluator().bind("t", t).bind("y", y);
    }

    @Override
    public double vector(double[] x, double[] gradient) {
        double x0 = x[0], x1 = x[1], offset = x[2];
        DoubleVector f0 = DoubleVector.zero(S), a0 = f0, b0 = f0, c0 = f0;
        DoubleVector f1 = f0, a1 = f0, b1 = f0, c1 = f0;
        double f = 0, a = 0, b = 0, c = 0;
        for (int from = 0; from < m; from += BLOCK) {
            int count = Math.min(m - from, BLOCK);
            int i = 0;
            for (; i <= count - W; i += W) {
                fromArray(S, t, from + i).mul(-x1).intoArray(e, i);
            }
            for (; i < count; i++) {
                e[i] = -x1 * t[from + i];
            }
            Kernels.unary(Elementwise.EXP, e, 0, e, 0, count);
            for (i = 0; i <= count - 2 * W; i += 2 * W) {
                DoubleVector e0 = fromArray(S, e, i), e1 = fromArray(S, e, i + W);
                DoubleVector r0 = e0.fma(broadcast(S, x0), broadcast(S, offset)).sub(fromArray(S, y, from + i));
                DoubleVector r1 = e1.fma(broadcast(S, x0), broadcast(S, offset)).sub(fromArray(S, y, from + i + W));
                f0 = r0.fma(r0, f0);
                f1 = r1.fma(r1, f1);
                c0 = c0.add(r0);
                c1 = c1.add(r1);
                DoubleVector w0 = r0.mul(e0), w1 = r1.mul(e1);
                a0 = a0.add(w0);
                a1 = a1.add(w1);
                b0 = w0.fma(fromArray(S, t, from + i), b0);
                b1 = w1.fma(fromArray(S, t, from + i + W), b1);
            }
            for (; i < count; i++) {
                double r = x0 * e[i] + offset - y[from + i];
                f += r * r;
                c += r;
                a += r * e[i];
                b += r * e[i] * t[from + i];
            }
        }
        gradient[0] = a + a0.add(a1).reduceLanes(VectorOperators.ADD);
        gradient[1] = -x0 * (b + b0.add(b1).reduceLanes(VectorOperators.ADD));
        gradient[2] = c + c0.add(c1).reduceLanes(VectorOperators.ADD);
        return 0.5 * (f + f0.add(f1).reduceLanes(VectorOperators.ADD));
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        double f = 0, a = 0, b = 0, c = 0;
        for (int i = 0; i < m; i++) {
            double power = Math.exp(-x[1] * t[i]);
            double r = x[0] * power + x[2] - y[i];
            f += r * r;
            a += r * power;
            b -= r * x[0] * power * t[i];
            c += r;
        }
        gradient[0] = a;
        gradient[1] = b;
        gradient[2] = c;
        return 0.5 * f;
    }
}
