package org.thalweg.bench;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// GradBench's LLSQ: a polynomial with m coefficients fitted to the sign function, `½Σ(sᵢ − Σⱼ xⱼ·tᵢʲ)²` at n points
/// `tᵢ = −1 + 2i/(n − 1)`.
///
/// The powers are computed within the function, as GradBench does. As a formula it can also be written with the matrix
/// of powers as data.
final class LeastSquares implements Workload {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    private final int n;
    private final int m;
    private final boolean matrix;
    private final double[] t;
    private final double[] s;
    private final double[] lanes;

    LeastSquares(int n, int m, boolean matrix) {
        this.n = n;
        this.m = m;
        this.matrix = matrix;
        this.lanes = new double[m * W];
        t = new double[n];
        s = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = -1 + i * 2.0 / (n - 1);
            s[i] = Math.signum(t[i]);
        }
    }

    @Override
    public double[] point() {
        return new Lcg(8).next(m, 0, 1);
    }

    @Override
    public Evaluator formula() {
        return matrix ? byMatrix() : byPowers();
    }

    private Evaluator byPowers() {
        return Formula.model(m, model -> {
            Expr time = model.data("t", n);
            Expr r = model.data("s", n).minus(model.x().at(0));
            Expr power = time;
            for (int j = 1; j < m; j++) {
                r = r.minus(model.x().at(j).times(power));
                power = power.times(time);
            }
            return r.squaredNorm().times(0.5);
        }).evaluator().bind("t", t).bind("s", s);
    }

    private Evaluator byMatrix() {
        double[] powers = new double[n * m];
        for (int i = 0; i < n; i++) {
            powers[i * m] = 1;
            for (int j = 1; j < m; j++) {
                powers[i * m + j] = powers[i * m + j - 1] * t[i];
            }
        }
        return Formula.model(m, model -> model.data("s", n).minus(model.matrix("T", n, m).times(model.x()))
                .squaredNorm().times(0.5)).evaluator().bind("T", powers).bind("s", s);
    }

    /// Four vectors of points at once; the derivative of each coefficient gathers in lanes of its own.
    @Override
    public double vector(double[] x, double[] gradient) {
        Arrays.fill(lanes, 0);
        double f = 0;
        int i = 0;
        for (; i <= n - 4 * W; i += 4 * W) {
            f += fourVectors(x, i);
        }
        for (int j = 0; j < m; j++) {
            gradient[j] = fromArray(S, lanes, j * W).reduceLanes(VectorOperators.ADD);
        }
        return 0.5 * (f + points(x, gradient, i));
    }

    private double fourVectors(double[] x, int i) {
        DoubleVector t0 = fromArray(S, t, i), t1 = fromArray(S, t, i + W);
        DoubleVector t2 = fromArray(S, t, i + 2 * W), t3 = fromArray(S, t, i + 3 * W);
        DoubleVector p0 = broadcast(S, x[m - 1]), p1 = p0, p2 = p0, p3 = p0;
        for (int j = m - 2; j >= 0; j--) {
            DoubleVector c = broadcast(S, x[j]);
            p0 = p0.fma(t0, c);
            p1 = p1.fma(t1, c);
            p2 = p2.fma(t2, c);
            p3 = p3.fma(t3, c);
        }
        p0 = p0.sub(fromArray(S, s, i));
        p1 = p1.sub(fromArray(S, s, i + W));
        p2 = p2.sub(fromArray(S, s, i + 2 * W));
        p3 = p3.sub(fromArray(S, s, i + 3 * W));
        DoubleVector f = p0.fma(p0, p1.mul(p1)).add(p2.fma(p2, p3.mul(p3)));
        for (int j = 0; j < m; j++) {
            p0.add(p1).add(p2.add(p3)).add(fromArray(S, lanes, j * W)).intoArray(lanes, j * W);
            p0 = p0.mul(t0);
            p1 = p1.mul(t1);
            p2 = p2.mul(t2);
            p3 = p3.mul(t3);
        }
        return f.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        Arrays.fill(gradient, 0);
        return 0.5 * points(x, gradient, 0);
    }

    /// Adds the points from an index on; the result is twice their value.
    private double points(double[] x, double[] gradient, int from) {
        double f = 0;
        for (int i = from; i < n; i++) {
            double r = s[i];
            double power = 1;
            for (int j = 0; j < m; j++) {
                r -= x[j] * power;
                power *= t[i];
            }
            f += r * r;
            power = -r;
            for (int j = 0; j < m; j++) {
                gradient[j] += power;
                power *= t[i];
            }
        }
        return f;
    }
}
