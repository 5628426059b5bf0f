package org.thalweg.bench.work;

import static org.thalweg.bench.work.Lanes.S;
import static org.thalweg.bench.work.Lanes.W;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// GradBench's Gaussian mixture, in its corrected definition and without the terms that do not depend on the parameters:
///
/// ```
/// Σᵢ ln Σₖ exp(αₖ + Σⱼqₖⱼ − ½‖Qₖ(xᵢ − μₖ)‖²) − n·ln Σₖ exp αₖ − ½γ²Σ(e^(2q) + l²) + mΣq
/// ```
///
/// with γ = 1 and m = 0; Qₖ is lower triangular, `e^q` on its diagonal and l below it, column by column. The parameters are
/// α (k), μ (k × d), q (k × d) and l (k × d(d − 1)/2), one after another.
final class Mixture implements Work {
    private final int d;
    private final int k;
    private final int n;
    private final int below;
    private final double[][] columns;
    private final double[] residuals;
    private final double[] centred;
    private final double[] terms;
    private final double[] lanes;
    private final double[] diagonal;

    Mixture(int d, int k, int n) {
        this.d = d;
        this.k = k;
        this.n = n;
        this.below = d * (d - 1) / 2;
        Numbers numbers = new Numbers(d);
        this.columns = new double[d][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                columns[j][i] = numbers.next(-1, 1);
            }
        }
        this.residuals = new double[k * d * W];
        this.centred = new double[k * d * W];
        this.terms = new double[k * W];
        this.lanes = new double[dimension() * W];
        this.diagonal = new double[k * d];
    }

    private int dimension() {
        return k * (1 + 2 * d + below);
    }

    private int mu(int c, int j) {
        return k + c * d + j;
    }

    private int q(int c, int j) {
        return k + k * d + c * d + j;
    }

    /// Row j, column i < j.
    private int l(int c, int j, int i) {
        return k + 2 * k * d + c * below + i * d - i * (i + 1) / 2 + j - i - 1;
    }

    @Override
    public double[] point() {
        return new Numbers(5).next(dimension(), -0.5, 0.5);
    }

    @Override
    public Formula formula() {
        return Formula.model(dimension(), m -> {
            Expr x = m.x();
            Expr[] data = new Expr[d];
            for (int j = 0; j < d; j++) {
                data[j] = m.data("x" + j, n);
            }
            Expr[] main = new Expr[k];
            for (int c = 0; c < k; c++) {
                main[c] = component(x, data, c);
            }
            Expr largest = main[0];
            for (int c = 1; c < k; c++) {
                largest = largest.max(main[c]);
            }
            Expr sum = main[0].minus(largest).exp();
            for (int c = 1; c < k; c++) {
                sum = sum.plus(main[c].minus(largest).exp());
            }
            Expr prior = x.slice(k + k * d, k + 2 * k * d).exp().squaredNorm();
            if (below > 0) {
                prior = prior.plus(x.slice(k + 2 * k * d, dimension()).squaredNorm());
            }
            return sum.log().plus(largest).sum().minus(x.slice(0, k).logSumExp().times(n)).minus(prior.times(0.5));
        });
    }

    @Override
    public Evaluator bind(Formula formula) {
        Evaluator e = formula.evaluator();
        for (int j = 0; j < d; j++) {
            e.bind("x" + j, columns[j]);
        }
        return e;
    }

    private Expr component(Expr x, Expr[] data, int c) {
        Expr[] away = new Expr[d];
        Expr total = x.at(c);
        Expr norm = null;
        for (int j = 0; j < d; j++) {
            away[j] = data[j].minus(x.at(mu(c, j)));
            total = total.plus(x.at(q(c, j)));
            Expr r = away[j].times(x.at(q(c, j)).exp());
            for (int i = 0; i < j; i++) {
                r = r.plus(away[i].times(x.at(l(c, j, i))));
            }
            norm = norm == null ? r.square() : norm.plus(r.square());
        }
        return norm.times(-0.5).plus(total);
    }

    /// W points at a time; the gradient runs in lanes, one vector per parameter.
    @Override
    public double vectors(double[] x, double[] g) {
        Arrays.fill(lanes, 0);
        diagonals(x);
        double f = 0;
        int i = 0;
        for (; i <= n - W; i += W) {
            for (int c = 0; c < k; c++) {
                forward(x, c, i);
            }
            f += weights();
            for (int c = 0; c < k; c++) {
                backward(x, c);
            }
        }
        for (int p = 0; p < g.length; p++) {
            g[p] = DoubleVector.fromArray(S, lanes, p * W).reduceLanes(VectorOperators.ADD);
        }
        for (; i < n; i++) {
            f += point(x, g, i);
        }
        return f + prior(x, g);
    }

    private void forward(double[] x, int c, int i) {
        DoubleVector norm = DoubleVector.zero(S);
        double total = x[c];
        for (int j = 0; j < d; j++) {
            int at = (c * d + j) * W;
            total += x[q(c, j)];
            DoubleVector away = DoubleVector.fromArray(S, columns[j], i).sub(x[mu(c, j)]);
            away.intoArray(centred, at);
            DoubleVector r = away.mul(diagonal[c * d + j]);
            for (int m = 0; m < j; m++) {
                r = DoubleVector.fromArray(S, centred, (c * d + m) * W).fma(DoubleVector.broadcast(S, x[l(c, j, m)]), r);
            }
            r.intoArray(residuals, at);
            norm = r.fma(r, norm);
        }
        norm.mul(-0.5).add(total).intoArray(terms, c * W);
    }

    /// Turns the terms of the components into their weights, and returns the sum of the logarithms.
    private double weights() {
        DoubleVector largest = DoubleVector.fromArray(S, terms, 0);
        for (int c = 1; c < k; c++) {
            largest = largest.max(DoubleVector.fromArray(S, terms, c * W));
        }
        for (int c = 0; c < k; c++) {
            DoubleVector.fromArray(S, terms, c * W).sub(largest).intoArray(terms, c * W);
        }
        Kernels.unary(Elementwise.EXP, terms, 0, terms, 0, k * W);
        DoubleVector sum = DoubleVector.zero(S);
        for (int c = 0; c < k; c++) {
            sum = sum.add(DoubleVector.fromArray(S, terms, c * W));
        }
        for (int c = 0; c < k; c++) {
            DoubleVector.fromArray(S, terms, c * W).div(sum).intoArray(terms, c * W);
        }
        double logs = 0;
        for (int lane = 0; lane < W; lane++) {
            logs += Math.log(sum.lane(lane));
        }
        return logs + largest.reduceLanes(VectorOperators.ADD);
    }

    private void backward(double[] x, int c) {
        DoubleVector w = DoubleVector.fromArray(S, terms, c * W);
        DoubleVector.fromArray(S, lanes, c * W).add(w).intoArray(lanes, c * W);
        for (int j = 0; j < d; j++) {
            int at = c * d + j;
            DoubleVector down = DoubleVector.fromArray(S, residuals, at * W).mul(w).neg();
            DoubleVector scaled = down.mul(diagonal[at]);
            int q = q(c, j) * W;
            DoubleVector.fromArray(S, centred, at * W).fma(scaled, w)
                    .add(DoubleVector.fromArray(S, lanes, q)).intoArray(lanes, q);
            int mean = mu(c, j) * W;
            DoubleVector.fromArray(S, lanes, mean).sub(scaled).intoArray(lanes, mean);
            for (int m = 0; m < j; m++) {
                int entry = l(c, j, m);
                DoubleVector.fromArray(S, centred, (c * d + m) * W)
                        .fma(down, DoubleVector.fromArray(S, lanes, entry * W)).intoArray(lanes, entry * W);
                int left = mu(c, m) * W;
                down.mul(-x[entry]).add(DoubleVector.fromArray(S, lanes, left)).intoArray(lanes, left);
            }
        }
    }

    private void diagonals(double[] x) {
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                diagonal[c * d + j] = Math.exp(x[q(c, j)]);
            }
        }
    }

    @Override
    public double loops(double[] x, double[] g) {
        Arrays.fill(g, 0);
        diagonals(x);
        double f = 0;
        for (int i = 0; i < n; i++) {
            f += point(x, g, i);
        }
        return f + prior(x, g);
    }

    private double point(double[] x, double[] g, int i) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < k; c++) {
            double term = x[c];
            for (int j = 0; j < d; j++) {
                int at = c * d + j;
                centred[at] = columns[j][i] - x[mu(c, j)];
                double r = diagonal[at] * centred[at];
                for (int m = 0; m < j; m++) {
                    r += x[l(c, j, m)] * centred[c * d + m];
                }
                residuals[at] = r;
                term += x[q(c, j)] - 0.5 * r * r;
            }
            terms[c] = term;
            largest = Math.max(largest, term);
        }
        double sum = 0;
        for (int c = 0; c < k; c++) {
            terms[c] = Math.exp(terms[c] - largest);
            sum += terms[c];
        }
        for (int c = 0; c < k; c++) {
            double w = terms[c] / sum;
            g[c] += w;
            for (int j = 0; j < d; j++) {
                double down = -w * residuals[c * d + j];
                double scale = diagonal[c * d + j];
                g[q(c, j)] += w + down * scale * centred[c * d + j];
                g[mu(c, j)] -= down * scale;
                for (int m = 0; m < j; m++) {
                    g[l(c, j, m)] += down * centred[c * d + m];
                    g[mu(c, m)] -= down * x[l(c, j, m)];
                }
            }
        }
        return Math.log(sum) + largest;
    }

    /// What does not depend on the data.
    private double prior(double[] x, double[] g) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < k; c++) {
            largest = Math.max(largest, x[c]);
        }
        double sum = 0;
        for (int c = 0; c < k; c++) {
            sum += Math.exp(x[c] - largest);
        }
        double f = -n * (Math.log(sum) + largest);
        for (int c = 0; c < k; c++) {
            g[c] -= n * Math.exp(x[c] - largest) / sum;
        }
        for (int p = k + k * d; p < g.length; p++) {
            double entry = p < k + 2 * k * d ? Math.exp(x[p]) : x[p];
            f -= 0.5 * entry * entry;
            g[p] -= p < k + 2 * k * d ? entry * entry : entry;
        }
        return f;
    }
}
