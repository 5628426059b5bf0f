package org.thalweg.optimize;

/// Whether value and slope of one function contradict each other over a short step h along a line.
///
/// ```
/// (φ(h) − φ(0))/h ≈ φ′(0) ≈ φ′(h)
/// ```
///
/// A difference quotient that deviates from both slopes by a fifth, and beyond what rounding does to it, is a
/// contradiction, but only where the slopes agree with one another: across a kink they do not, and nothing can be said.
final class DirectionalDifference {
    /// `ε^⅓`, relative to x: rounding and the turning of slopes are both far below a fifth.
    private static final double STEP = 6e-6;

    private static final double DEVIATION = 0.1;

    private static final double ROUNDING = 64;

    private DirectionalDifference() {}

    /// The step, in units of the direction.
    ///
    /// @param xNorm `‖x‖∞`
    /// @param pNorm `‖p‖∞`, positive
    static double step(double xNorm, double pNorm) {
        return STEP * Math.max(1, xNorm) / pNorm;
    }

    /// Whether they do; false where φ(h) or φ′(h) is NaN.
    static boolean contradicts(double phi0, double dphi0, double h, double phi, double dphi) {
        double quotient = (phi - phi0) / h;
        double noise = ROUNDING * Math.max(Math.ulp(phi0), Math.ulp(phi)) / h;
        double slack = DEVIATION * Math.max(Math.abs(dphi0), Math.abs(dphi));
        return Math.abs(dphi - dphi0) <= slack && Math.abs(quotient - dphi0) > 2 * slack + noise;
    }
}
