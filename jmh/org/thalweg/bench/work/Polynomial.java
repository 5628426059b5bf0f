package org.thalweg.bench.work;

import static org.thalweg.bench.work.Lanes.S;
import static org.thalweg.bench.work.Lanes.W;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// GradBench's LLSQ: a polynomial fitted to the sign of t, `½Σ(sᵢ − Σxⱼtᵢʲ)²`, with `tᵢ = −1 + 2i/(n − 1)`.
final class Polynomial implements Work {
    private final int n;
    private final int terms;
    private final double[] t;
    private final double[] s;
    private final double[] lanes;

    Polynomial(int n, int terms) {
        this.n = n;
        this.terms = terms;
        this.t = new double[n];
        this.s = new double[n];
        this.lanes = new double[terms * W];
        for (int i = 0; i < n; i++) {
            t[i] = -1 + i * 2.0 / (n - 1);
            s[i] = Math.signum(t[i]);
        }
    }

    @Override
    public Formula formula() {
        return Formula.model(terms, m -> {
            Expr times = m.data("t", n);
            Expr residual = m.data("s", n).minus(m.x().at(0));
            Expr power = times;
            for (int j = 1; j < terms; j++) {
                residual = residual.minus(power.times(m.x().at(j)));
                power = power.times(times);
            }
            return residual.squaredNorm().times(0.5);
        });
    }

    @Override
    public Evaluator bind(Formula formula) {
        return formula.evaluator().bind("t", t).bind("s", s);
    }

    @Override
    public double[] point() {
        return new Numbers(3).next(terms, -1, 1);
    }

    /// The sums of the gradient run in lanes in memory, as many vectors as there are terms.
    @Override
    public double vectors(double[] x, double[] g) {
        Arrays.fill(lanes, 0);
        DoubleVector f = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - W; i += W) {
            DoubleVector time = DoubleVector.fromArray(S, t, i);
            DoubleVector r = DoubleVector.fromArray(S, s, i).sub(x[0]);
            DoubleVector power = time;
            for (int j = 1; j < terms; j++) {
                r = r.sub(power.mul(x[j]));
                power = power.mul(time);
            }
            f = r.fma(r, f);
            power = DoubleVector.broadcast(S, 1);
            for (int j = 0; j < terms; j++) {
                r.fma(power, DoubleVector.fromArray(S, lanes, j * W)).intoArray(lanes, j * W);
                power = power.mul(time);
            }
        }
        for (int j = 0; j < terms; j++) {
            g[j] = -DoubleVector.fromArray(S, lanes, j * W).reduceLanes(VectorOperators.ADD);
        }
        return f.reduceLanes(VectorOperators.ADD) / 2 + from(i, x, g);
    }

    @Override
    public double loops(double[] x, double[] g) {
        Arrays.fill(g, 0);
        return from(0, x, g);
    }

    private double from(int first, double[] x, double[] g) {
        double f = 0;
        for (int i = first; i < n; i++) {
            double r = s[i];
            double power = 1;
            for (int j = 0; j < terms; j++) {
                r -= x[j] * power;
                power *= t[i];
            }
            f += r * r;
            power = 1;
            for (int j = 0; j < terms; j++) {
                g[j] -= r * power;
                power *= t[i];
            }
        }
        return f / 2;
    }
}
