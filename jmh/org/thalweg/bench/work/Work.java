package org.thalweg.bench.work;

import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Formula;

/// A function written three times: as a formula, with the Vector API by hand, and as plain loops by hand.
///
/// The data is made by [Numbers], which `perf-results/c/gradients.c` repeats in C, so that values can be compared.
public interface Work {
    /// The formula.
    ///
    /// @return newly recorded
    Formula formula();

    /// Binds the data.
    ///
    /// @param formula the formula, compiled or interpreted
    /// @return a new evaluator
    default Evaluator bind(Formula formula) {
        return formula.evaluator();
    }

    /// The point of evaluation.
    ///
    /// @return a new array
    double[] point();

    /// Value and gradient with the Vector API, fused by hand.
    ///
    /// @param x the point
    /// @param g takes the gradient
    /// @return the value
    double vectors(double[] x, double[] g);

    /// Value and gradient in plain loops.
    ///
    /// @param x the point
    /// @param g takes the gradient
    /// @return the value
    double loops(double[] x, double[] g);

    /// The work of a name such as `chained-1000`, `decay-64`, `logistic-10000`, `gmm-10-25`.
    ///
    /// @param name kind and sizes
    /// @return the work
    static Work of(String name) {
        String[] parts = name.split("-");
        int n = Integer.parseInt(parts[1]);
        return switch (parts[0]) {
            case "rosenbrock" -> new Rosenbrock();
            case "chained" -> new Chained(n);
            case "extended" -> new Extended(n);
            case "separable" -> new Separable(n);
            case "decay" -> new Decay(n);
            case "lse" -> new LogSumExp(n);
            case "logistic" -> new Logistic(n, 100);
            case "llsq" -> new Polynomial(n, 32);
            case "gmm" -> new Mixture(n, Integer.parseInt(parts[2]), 1000);
            default -> throw new IllegalArgumentException("name: must be a known kind, was '" + name + "'");
        };
    }
}
