package org.thalweg.bench;

import org.thalweg.autodiff.Evaluator;

/// A function with its data at a fixed point: as a formula, by hand in the Vector API, and by hand in plain loops.
///
/// Data and points come from [Lcg], so that the drivers in C see the same numbers. The instance owns the scratch memory
/// of the hand-written versions. **Threads**: one at a time.
interface Workload {
    /// The point of evaluation.
    double[] point();

    /// The formula, with its data bound.
    Evaluator formula();

    /// Value and gradient as an expert writes them in the Vector API.
    double vector(double[] x, double[] gradient);

    /// Value and gradient in plain loops.
    double scalar(double[] x, double[] gradient);

    /// The workload of a name such as `chained-1000`, `gmm-2-5` (d and k) or `logistic-10000` (rows).
    ///
    /// @throws IllegalArgumentException if there is none of that name
    static Workload named(String name) {
        String[] part = name.split("-", -1);
        return switch (part[0]) {
            case "rosenbrock" -> new Rosenbrock();
            case "chained" -> new ChainedRosenbrock(size(part, 1));
            case "extended" -> new ExtendedRosenbrock(size(part, 1));
            case "decay" -> new ExponentialDecay(size(part, 1));
            case "logistic" -> new LogisticRegression(size(part, 1), 100);
            case "separable" -> new SeparableExp(size(part, 1));
            case "lse" -> new LogSumExp(size(part, 1));
            case "llsq" -> new LeastSquares(size(part, 1), 128, false);
            case "llsqmatrix" -> new LeastSquares(size(part, 1), 128, true);
            case "gmm" -> new GaussianMixture(size(part, 1), size(part, 2), 1000);
            case "ba" -> new BundleAdjustment(size(part, 1), size(part, 2), size(part, 3));
            default -> throw new IllegalArgumentException("workload: must be a known name, was '" + name + "'");
        };
    }

    private static int size(String[] part, int i) {
        if (part.length <= i) {
            throw new IllegalArgumentException("workload: needs " + i + " sizes, was '" + String.join("-", part) + "'");
        }
        return Integer.parseInt(part[i]);
    }
}
