package org.thalweg.examples.smile;

import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.Model;
import org.thalweg.optimize.Box;

/// The raw SVI smile: total implied variance w over log-moneyness k, five parameters.
///
/// ```
/// w(k) = a + b·(ρ·(k − m) + √((k − m)² + σ²))
/// ```
///
/// Fitted is not a but v, the lowest total variance of the smile, so that the bound v ≥ 0 keeps every smile free of negative
/// variances, and each parameter has a bound of its own:
///
/// ```
/// a = v − b·σ·√(1 − ρ²)
/// ```
///
/// **Source**: J. Gatheral, A. Jacquier, "Arbitrage-free SVI volatility surfaces", *Quantitative Finance* 14 (2014) 59–71,
/// definition 3.1. Butterfly arbitrage in the wings is not excluded here.
///
/// @param a level
/// @param b slope of the wings, at least 0
/// @param rho their skew, between −1 and 1
/// @param m position along k
/// @param sigma roundness at the bottom, above 0
record Svi(double a, double b, double rho, double m, double sigma) {
    /// v, b, ρ, m, σ.
    static final int PARAMETERS = 5;

    /// Quotes per smile; a smile with fewer is filled up with quotes of weight zero.
    static final int QUOTES = 64;

    /// What the parameters may be once k has been moved and stretched to −1 … 1 and w divided by its largest value.
    static final Box BOX = Box.of(new double[] {0, 0, -0.999, -2, 0.01}, new double[] {1, 10, 0.999, 2, 5});

    /// Half the weighted mean square of the residuals; `weight` sums to one.
    static final Formula LOSS = Formula.model(PARAMETERS, Svi::loss);

    private static Expr loss(Model model) {
        Expr x = model.x();
        Expr k = model.data("k", QUOTES);
        Expr w = model.data("w", QUOTES);
        Expr weight = model.data("weight", QUOTES);
        Expr v = x.at(0);
        Expr b = x.at(1);
        Expr rho = x.at(2);
        Expr d = k.minus(x.at(3));
        Expr sigma = x.at(4);
        Expr wings = rho.times(d).plus(d.square().plus(sigma.square()).sqrt());
        Expr lowest = sigma.times(rho.square().negate().plus(1).sqrt());
        Expr residual = b.times(wings.minus(lowest)).plus(v).minus(w);
        return weight.times(residual.square()).sum().times(0.5);
    }

    /// Total implied variance.
    double w(double k) {
        double d = k - m;
        return a + b * (rho * d + Math.sqrt(d * d + sigma * sigma));
    }
}
