package org.thalweg.bench;

import java.util.Arrays;

/// [GaussianMixture] in plain loops, point by point.
final class MixtureByHand {
    private final GaussianMixture g;
    private final double[] diagonal;
    private final double[] sums;
    private final double[] weight;
    private final double[] centred;
    private final double[] product;

    MixtureByHand(GaussianMixture g) {
        this.g = g;
        diagonal = new double[g.k * g.d];
        sums = new double[g.k];
        weight = new double[g.k];
        centred = new double[g.k * g.d];
        product = new double[g.k * g.d];
    }

    double valueAndGradient(double[] x, double[] gradient) {
        Arrays.fill(gradient, 0);
        for (int c = 0; c < g.k; c++) {
            sums[c] = 0;
            for (int j = 0; j < g.d; j++) {
                diagonal[c * g.d + j] = Math.exp(x[g.qAt + c * g.d + j]);
                sums[c] += x[g.qAt + c * g.d + j];
            }
        }
        double f = -g.constant();
        for (int i = 0; i < g.n; i++) {
            for (int c = 0; c < g.k; c++) {
                weight[c] = x[c] + sums[c] - 0.5 * squaredNorm(x, i, c);
            }
            f += logSumExp(weight, weight);
            for (int c = 0; c < g.k; c++) {
                pullBack(x, gradient, c);
            }
        }
        f -= g.n * logSumExp(x, weight);
        for (int c = 0; c < g.k; c++) {
            gradient[c] -= g.n * weight[c];
        }
        return f - prior(x, gradient);
    }

    private double squaredNorm(double[] x, int i, int c) {
        int d = g.d, o = c * d;
        for (int j = 0; j < d; j++) {
            centred[o + j] = g.data[j * g.n + i] - x[g.muAt + o + j];
            product[o + j] = diagonal[o + j] * centred[o + j];
        }
        int l = g.lAt + c * g.below;
        for (int a = 0; a < d; a++) {
            for (int b = a + 1; b < d; b++) {
                product[o + b] += x[l++] * centred[o + a];
            }
        }
        double sum = 0;
        for (int j = 0; j < d; j++) {
            sum += product[o + j] * product[o + j];
        }
        return sum;
    }

    /// Replaces what it exponentiates by the shares of the sum.
    private double logSumExp(double[] a, double[] share) {
        double largest = a[0];
        for (int c = 1; c < g.k; c++) {
            largest = Math.max(largest, a[c]);
        }
        double sum = 0;
        for (int c = 0; c < g.k; c++) {
            share[c] = Math.exp(a[c] - largest);
            sum += share[c];
        }
        for (int c = 0; c < g.k; c++) {
            share[c] /= sum;
        }
        return largest + Math.log(sum);
    }

    private void pullBack(double[] x, double[] gradient, int c) {
        int d = g.d, o = c * d;
        double w = weight[c];
        gradient[c] += w;
        int l = g.lAt + c * g.below;
        for (int a = 0; a < d; a++) {
            double mean = diagonal[o + a] * product[o + a];
            gradient[g.qAt + o + a] += w * (1 - mean * centred[o + a]);
            for (int b = a + 1; b < d; b++) {
                mean += x[l] * product[o + b];
                gradient[l++] -= w * product[o + b] * centred[o + a];
            }
            gradient[g.muAt + o + a] += w * mean;
        }
    }

    private double prior(double[] x, double[] gradient) {
        double norm = 0;
        for (int i = 0; i < diagonal.length; i++) {
            norm += diagonal[i] * diagonal[i];
            gradient[g.qAt + i] -= diagonal[i] * diagonal[i];
        }
        for (int i = g.lAt; i < g.size; i++) {
            norm += x[i] * x[i];
            gradient[i] -= x[i];
        }
        return 0.5 * norm;
    }
}
