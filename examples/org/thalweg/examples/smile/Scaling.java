package org.thalweg.examples.smile;

import java.util.Arrays;

/// A smile in the units of [Svi#BOX]: k moved and stretched to −1 … 1, w divided by its largest value, weights that sum to one.
///
/// Rows of [Svi#QUOTES] numbers are written into arrays of the caller's, so that many smiles can stand in one.
final class Scaling {
    private double centre;
    private double reach;
    private double level;

    /// Writes the quotes of a smile as rows that begin at `at`; places without a quote have weight zero.
    void load(Smile smile, double[] k, double[] w, double[] weight, int at) {
        int quotes = smile.k().length;
        centre = 0.5 * (smile.k()[0] + smile.k()[quotes - 1]);
        reach = 0.5 * (smile.k()[quotes - 1] - smile.k()[0]);
        level = 0;
        double sum = 0;
        for (int i = 0; i < quotes; i++) {
            level = Math.max(level, smile.w()[i]);
            sum += smile.weight()[i];
        }
        for (int i = 0; i < quotes; i++) {
            k[at + i] = (smile.k()[i] - centre) / reach;
            w[at + i] = smile.w()[i] / level;
            weight[at + i] = smile.weight()[i] / sum;
        }
        Arrays.fill(k, at + quotes, at + Svi.QUOTES, 0);
        Arrays.fill(w, at + quotes, at + Svi.QUOTES, 0);
        Arrays.fill(weight, at + quotes, at + Svi.QUOTES, 0);
    }

    /// Where to begin, from the rows at `at`, written to x from `to` on: the lowest quote for v and m; slopes to either end for
    /// b and ρ.
    static void start(double[] k, double[] w, int at, double[] x, int to) {
        int lowest = at;
        int last = at;
        for (int i = at; i < at + Svi.QUOTES && (i == at || k[i - 1] < 1); i++) {
            lowest = w[i] < w[lowest] ? i : lowest;
            last = i;
        }
        double left = k[lowest] > -1 ? (w[at] - w[lowest]) / (k[lowest] + 1) : 0;
        double right = k[lowest] < 1 ? (w[last] - w[lowest]) / (1 - k[lowest]) : 0;
        double b = Math.max(0.05, 0.5 * (left + right));
        x[to] = w[lowest];
        x[to + 1] = b;
        x[to + 2] = Math.clamp(0.5 * (right - left) / b, -0.9, 0.9);
        x[to + 3] = k[lowest];
        x[to + 4] = 0.3;
    }

    /// The smile of the parameters at `at`, in the units of its quotes.
    Svi smile(double[] x, int at) {
        double b = x[at + 1] * level / reach;
        double rho = x[at + 2];
        double sigma = x[at + 4] * reach;
        double a = x[at] * level - b * sigma * Math.sqrt(1 - rho * rho);
        return new Svi(a, b, rho, centre + reach * x[at + 3], sigma);
    }

    /// The root of the weighted mean square of the residuals, in total variance, from the loss.
    double error(double loss) {
        return level * Math.sqrt(2 * loss);
    }
}
