package org.thalweg.examples;

import module org.thalweg;

/// The functions of the article, written once; their derivatives are Thalweg's affair.
final class ArticleFunctions {
    private ArticleFunctions() {}

    /// `(a − x₁)² + b·(x₂ − x₁²)²`, a curved valley with its floor at (a, a²).
    static Formula rosenbrock(double a, double b) {
        return Formula.of(2, x -> {
            Expr across = x.at(1).minus(x.at(0).square());
            Expr along = x.at(0).minus(a);
            return along.square().plus(across.square().times(b));
        });
    }

    /// `‖x‖ + sin(4·atan2(x₂, x₁))`: four petals that meet at the origin, where the function has its infimum −1
    /// but no limit.
    static Formula flower() {
        return Formula.of(2, ArticleFunctions::flower);
    }

    /// `2 − ‖x‖²`, positive inside the circle of radius √2.
    static Formula insideCircle() {
        return Formula.of(2, ArticleFunctions::insideCircle);
    }

    /// `flower(x) + ρ·max(2 − ‖x‖², 0)²` with ρ as data, so that it can grow while nothing is recorded anew.
    static Formula penalized() {
        return Formula.model(2, m -> flower(m.x()).plus(m.scalar("rho").times(insideCircle(m.x()).max(0).square())));
    }

    private static Expr flower(Expr x) {
        return x.norm().plus(x.at(1).atan2(x.at(0)).times(4).sin());
    }

    private static Expr insideCircle(Expr x) {
        return x.squaredNorm().negate().plus(2);
    }
}
