package org.thalweg.examples.smile;

/// What is to be calibrated: quoted total variances, and how long the answer may take.
///
/// @param k log-moneyness, ascending
/// @param w total implied variance at each k, positive
/// @param weight what each quote counts, at least 0, one of them positive
/// @param budgetMillis from the arrival of the request to the end of its last evaluation
record Smile(double[] k, double[] w, double[] weight, double budgetMillis) {
    private static final double LARGEST = 100;
    private static final double NARROWEST = 1e-3;
    private static final double LONGEST_MILLIS = 10_000;

    /// Checks everything that arithmetic could stumble over.
    static Smile of(double[] k, double[] w, double[] weight, double budgetMillis) throws BadRequest {
        if (k.length < Svi.PARAMETERS || k.length > Svi.QUOTES) {
            throw new BadRequest("k", "have between " + Svi.PARAMETERS + " and " + Svi.QUOTES + " elements",
                    k.length);
        }
        sameLength("w", w, k.length);
        sameLength("weight", weight, k.length);
        double heaviest = 0;
        for (int i = 0; i < k.length; i++) {
            within("k", i, k[i], -LARGEST, LARGEST);
            if (i > 0 && !(k[i] > k[i - 1])) {
                throw new BadRequest("k[" + i + "]", "exceed k[" + (i - 1) + "] = " + k[i - 1], k[i]);
            }
            within("w", i, w[i], 1e-12, LARGEST);
            within("weight", i, weight[i], 0, 1e12);
            heaviest = Math.max(heaviest, weight[i]);
        }
        double span = k[k.length - 1] - k[0];
        if (!(span >= NARROWEST)) {
            throw new BadRequest("k", "span at least " + NARROWEST, span);
        }
        if (!(heaviest > 1e-12)) {
            throw new BadRequest("weight", "have an element above 1.0E-12", heaviest);
        }
        if (!(budgetMillis > 0 && budgetMillis <= LONGEST_MILLIS)) {
            throw new BadRequest("budgetMillis", "be above 0 and at most " + LONGEST_MILLIS, budgetMillis);
        }
        return new Smile(k, w, weight, budgetMillis);
    }

    private static void sameLength(String name, double[] array, int length) throws BadRequest {
        if (array.length != length) {
            throw new BadRequest(name, "have as many elements as k, " + length, array.length);
        }
    }

    private static void within(String name, int i, double value, double least, double most) throws BadRequest {
        if (!(value >= least && value <= most)) {
            throw new BadRequest(name + "[" + i + "]", "be between " + least + " and " + most, value);
        }
    }

    /// Quotes on a given smile, equally spaced and equally weighted.
    static Smile on(Svi svi, int quotes, double from, double to, double budgetMillis) {
        double[] k = new double[quotes];
        double[] w = new double[quotes];
        double[] weight = new double[quotes];
        for (int i = 0; i < quotes; i++) {
            k[i] = from + (to - from) * i / (quotes - 1);
            w[i] = svi.w(k[i]);
            weight[i] = 1;
        }
        return new Smile(k, w, weight, budgetMillis);
    }

    long budgetNanos() {
        return (long) (budgetMillis * 1e6);
    }
}
