package org.thalweg.bench;

import static jdk.incubator.vector.DoubleVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

/// [GaussianMixture] by an expert: vectors over points, blocks that stay in cache, and moments instead of adjoints.
///
/// With the responsibilities `γᵢₖ` and the centred points `c`, all derivatives of component k follow from three
/// moments, `Γ = Σγ`, `s = Σγc` and `M = Σγccᵀ`: `∂μ = QᵀQs`, `∂l = −(QM)` below the diagonal, `∂q = Γ −
/// diag(Q)·diag(QM)`. Blocks are padded with points of weight 0.
final class MixtureInVectors {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();
    private static final int BLOCK = 128;

    private final GaussianMixture g;
    private final int d;
    private final double[] q;
    private final double[] sums;
    private final double[] points;
    private final double[] centred;
    private final double[] weighted;
    private final double[] beta;
    private final double[] largest = new double[BLOCK];
    private final double[] total = new double[BLOCK];
    private final double[] lanes;
    private final int moments;
    private final double[] moment;
    private final double[] row;

    MixtureInVectors(GaussianMixture g) {
        this.g = g;
        this.d = g.d;
        q = new double[g.k * d * d];
        sums = new double[g.k];
        int padded = (g.n + BLOCK - 1) / BLOCK * BLOCK;
        points = new double[padded * d];
        for (int i = 0; i < g.n; i++) {
            for (int j = 0; j < d; j++) {
                points[(i / BLOCK * d + j) * BLOCK + i % BLOCK] = g.data[j * g.n + i];
            }
        }
        centred = new double[d * BLOCK];
        weighted = new double[d * BLOCK];
        beta = new double[g.k * BLOCK];
        moments = 1 + d + d * (d + 1) / 2;
        lanes = new double[g.k * moments * W];
        moment = new double[moments];
        row = new double[d];
    }

    double valueAndGradient(double[] x, double[] gradient) {
        unpack(x);
        Arrays.fill(lanes, 0);
        double f = -g.constant();
        for (int from = 0; from < g.n; from += BLOCK) {
            for (int c = 0; c < g.k; c++) {
                centre(x, from, c);
                exponents(x[c] + sums[c], c);
            }
            f += responsibilities(Math.min(g.n - from, BLOCK));
            for (int c = 0; c < g.k; c++) {
                centre(x, from, c);
                firstMoments(c);
                secondMoments(c);
            }
        }
        for (int c = 0; c < g.k; c++) {
            f -= finish(x, gradient, c);
        }
        return f - weights(x, gradient);
    }

    private void unpack(double[] x) {
        for (int c = 0; c < g.k; c++) {
            sums[c] = 0;
            int l = g.lAt + c * g.below;
            for (int a = 0; a < d; a++) {
                double log = x[g.qAt + c * d + a];
                sums[c] += log;
                q[(c * d + a) * d + a] = Math.exp(log);
                for (int b = a + 1; b < d; b++) {
                    q[(c * d + b) * d + a] = x[l++];
                }
            }
        }
    }

    private void centre(double[] x, int from, int c) {
        for (int j = 0; j < d; j++) {
            double mean = x[g.muAt + c * d + j];
            for (int i = 0; i < BLOCK; i += W) {
                fromArray(S, points, from * d + j * BLOCK + i).sub(mean).intoArray(centred, j * BLOCK + i);
            }
        }
    }

    /// `βᵢₖ` of a block, two vectors of points at once.
    private void exponents(double constant, int c) {
        for (int i = 0; i < BLOCK; i += 2 * W) {
            DoubleVector s0 = DoubleVector.zero(S), s1 = s0;
            for (int a = 0; a < d; a++) {
                DoubleVector p0 = DoubleVector.zero(S), p1 = p0;
                for (int b = 0, at = (c * d + a) * d; b <= a; b++) {
                    DoubleVector entry = DoubleVector.broadcast(S, q[at + b]);
                    p0 = entry.fma(fromArray(S, centred, b * BLOCK + i), p0);
                    p1 = entry.fma(fromArray(S, centred, b * BLOCK + i + W), p1);
                }
                s0 = p0.fma(p0, s0);
                s1 = p1.fma(p1, s1);
            }
            s0.mul(-0.5).add(constant).intoArray(beta, c * BLOCK + i);
            s1.mul(-0.5).add(constant).intoArray(beta, c * BLOCK + i + W);
        }
    }

    /// `Σᵢ lse(βᵢ)` over the points that count; β becomes γ, 0 for the others.
    private double responsibilities(int count) {
        for (int i = 0; i < BLOCK; i += W) {
            DoubleVector most = fromArray(S, beta, i);
            for (int c = 1; c < g.k; c++) {
                most = most.max(fromArray(S, beta, c * BLOCK + i));
            }
            most.intoArray(largest, i);
            for (int c = 0; c < g.k; c++) {
                fromArray(S, beta, c * BLOCK + i).sub(most).intoArray(beta, c * BLOCK + i);
            }
        }
        Kernels.unary(Elementwise.EXP, beta, 0, beta, 0, g.k * BLOCK);
        for (int i = 0; i < BLOCK; i += W) {
            DoubleVector sum = DoubleVector.zero(S);
            for (int c = 0; c < g.k; c++) {
                sum = sum.add(fromArray(S, beta, c * BLOCK + i));
            }
            sum.intoArray(total, i);
            DoubleVector scale = DoubleVector.broadcast(S, 1).div(sum);
            for (int c = 0; c < g.k; c++) {
                fromArray(S, beta, c * BLOCK + i).mul(scale).intoArray(beta, c * BLOCK + i);
            }
        }
        for (int c = 0; c < g.k && count < BLOCK; c++) {
            Arrays.fill(beta, c * BLOCK + count, (c + 1) * BLOCK, 0);
        }
        Kernels.unary(Elementwise.LOG, total, 0, total, 0, count);
        return Kernels.sum(total, 0, count) + Kernels.sum(largest, 0, count);
    }

    private void firstMoments(int c) {
        int at = c * moments * W;
        DoubleVector zeroth = fromArray(S, lanes, at);
        for (int i = 0; i < BLOCK; i += W) {
            zeroth = zeroth.add(fromArray(S, beta, c * BLOCK + i));
        }
        zeroth.intoArray(lanes, at);
        for (int j = 0; j < d; j++) {
            DoubleVector sum = fromArray(S, lanes, at + (1 + j) * W);
            for (int i = 0; i < BLOCK; i += W) {
                DoubleVector v = fromArray(S, beta, c * BLOCK + i).mul(fromArray(S, centred, j * BLOCK + i));
                sum = sum.add(v);
                v.intoArray(weighted, j * BLOCK + i);
            }
            sum.intoArray(lanes, at + (1 + j) * W);
        }
    }

    /// The lower triangle of M row by row, four entries at once where there are four.
    private void secondMoments(int c) {
        int at = (c * moments + 1 + d) * W;
        for (int a = 0; a < d; a++) {
            int b = 0;
            for (; b + 3 <= a; b += 4, at += 4 * W) {
                fourMoments(a * BLOCK, b * BLOCK, at);
            }
            for (; b <= a; b++, at += W) {
                DoubleVector m = fromArray(S, lanes, at);
                for (int i = 0; i < BLOCK; i += W) {
                    m = fromArray(S, weighted, a * BLOCK + i).fma(fromArray(S, centred, b * BLOCK + i), m);
                }
                m.intoArray(lanes, at);
            }
        }
    }

    private void fourMoments(int a, int b, int at) {
        DoubleVector m0 = fromArray(S, lanes, at), m1 = fromArray(S, lanes, at + W);
        DoubleVector m2 = fromArray(S, lanes, at + 2 * W), m3 = fromArray(S, lanes, at + 3 * W);
        for (int i = 0; i < BLOCK; i += W) {
            DoubleVector v = fromArray(S, weighted, a + i);
            m0 = v.fma(fromArray(S, centred, b + i), m0);
            m1 = v.fma(fromArray(S, centred, b + BLOCK + i), m1);
            m2 = v.fma(fromArray(S, centred, b + 2 * BLOCK + i), m2);
            m3 = v.fma(fromArray(S, centred, b + 3 * BLOCK + i), m3);
        }
        m0.intoArray(lanes, at);
        m1.intoArray(lanes, at + W);
        m2.intoArray(lanes, at + 2 * W);
        m3.intoArray(lanes, at + 3 * W);
    }

    /// The derivatives of one component from its moments; returns its part of the prior.
    private double finish(double[] x, double[] gradient, int c) {
        for (int i = 0; i < moments; i++) {
            moment[i] = fromArray(S, lanes, (c * moments + i) * W).reduceLanes(VectorOperators.ADD);
        }
        gradient[c] = moment[0];
        Arrays.fill(gradient, g.muAt + c * d, g.muAt + (c + 1) * d, 0);
        double norm = 0;
        for (int a = 0; a < d; a++) {
            int at = (c * d + a) * d;
            double first = 0;
            for (int b = 0; b <= a; b++) {
                first += q[at + b] * moment[1 + b];
                row[b] = 0;
                for (int e = 0; e <= a; e++) {
                    row[b] += q[at + e] * moment[1 + d + (b < e ? e * (e + 1) / 2 + b : b * (b + 1) / 2 + e)];
                }
            }
            for (int b = 0; b <= a; b++) {
                double entry = q[at + b];
                norm += entry * entry;
                gradient[g.muAt + c * d + b] += entry * first;
                if (b < a) {
                    gradient[g.lAt + c * g.below + b * d - b * (b + 1) / 2 + a - b - 1] = -row[b] - entry;
                } else {
                    gradient[g.qAt + c * d + a] = moment[0] - entry * row[a] - entry * entry;
                }
            }
        }
        return 0.5 * norm;
    }

    /// `n·lse(α)` and its derivatives.
    private double weights(double[] x, double[] gradient) {
        double most = x[0];
        for (int c = 1; c < g.k; c++) {
            most = Math.max(most, x[c]);
        }
        double sum = 0;
        for (int c = 0; c < g.k; c++) {
            sums[c] = Math.exp(x[c] - most);
            sum += sums[c];
        }
        for (int c = 0; c < g.k; c++) {
            gradient[c] -= g.n * sums[c] / sum;
        }
        return g.n * (most + Math.log(sum));
    }
}
