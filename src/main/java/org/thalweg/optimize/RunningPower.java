package org.thalweg.optimize;

/// `β, β², β³, …`, each rounded as if computed exactly, or very nearly: the product is carried in two doubles.
///
/// `Math.pow` may change its last bit when a method is compiled, and `StrictMath.pow` is often one unit off.
final class RunningPower {
    private final double beta;
    private double high = 1;
    private double low;

    RunningPower(double beta) {
        this.beta = beta;
    }

    double next() {
        double product = high * beta;
        double rest = Math.fma(high, beta, -product) + low * beta;
        high = product + rest;
        low = rest - (high - product);
        return high;
    }
}
