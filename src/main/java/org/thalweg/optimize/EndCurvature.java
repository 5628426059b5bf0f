package org.thalweg.optimize;

/// What values tell of the curvature along a step, beside what slopes do.
///
/// ```
/// H_{k+1} = (I − ρ·s·yᵀ)·H_k·(I − ρ·y·sᵀ) + τ·ρ·s·sᵀ,   τ = sᵀy ÷ φ″(α)·α²
/// φ″(α)·α² = 6·(φ(0) − φ(α) + α·φ′(0)) + 4·sᵀy
/// ```
///
/// The mean of the curvature over a step, `sᵀy = α·(φ′(α) − φ′(0))`, is what BFGS learns; the next step starts at the end of
/// this one. φ″ there is that of the cubic through both values and both slopes. On a quadratic the two are the same: τ is 1.
///
/// This saves 4 to 13 % of the evaluations over published sets of problems; `docs/adr/0015` has the figures.
///
/// **Source**: M. C. Biggs, "A note on minimization algorithms which make use of non-quadratic properties of the objective
/// function", *IMA Journal of Applied Mathematics* 12 (1973) 337–338; the bounds are ours.
final class EndCurvature {
    /// Part of f by which a step must change it if values are to tell anything.
    static final double TELLING = 1e-9;

    /// How far τ may be from 1.
    static final double MOST = 2;

    /// Curvatures that differ by more than this contradict each other: f is noisy, or no cubic.
    static final double CONTRADICTION = 10;

    private EndCurvature() {}

    /// What f has lost over the step, `φ(0) − φ(α)`; 0 where that is too little to tell anything.
    static double decrease(double phi0, double phi) {
        double decrease = phi0 - phi;
        return decrease > TELLING * Math.abs(phi) ? decrease : 0;
    }

    /// τ, from ½ to 2; 1 where values tell nothing.
    ///
    /// @param decrease see [#decrease]
    /// @param promised `α·φ′(0)`
    /// @param sy `sᵀy`
    static double ratio(double decrease, double promised, double sy) {
        double end = Math.fma(6, decrease + promised, 4 * sy);
        if (!(decrease > 0 && end < CONTRADICTION * sy && CONTRADICTION * end > sy)) {
            return 1;
        }
        double ratio = sy / end;
        // Not Math.clamp: nothing is NaN here, and this is waited for.
        return ratio > MOST ? MOST : ratio < 1 / MOST ? 1 / MOST : ratio;
    }
}
