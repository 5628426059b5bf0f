package org.thalweg.optimize;

/// Whether a search that found no lower point has reached what double precision can give.
///
/// f, x and ∇f are taken to be uncertain by a few units in their last place.
final class Accuracy {
    private static final double ROUNDING = 16;

    private static final double UNIT = Math.ulp(1.0) / 2;

    /// `ε^⅓`, the scaled gradient at which even a scaled curvature of `ε^−⅓` leaves less than the rounding error of f.
    private static final double SMALL_GRADIENT = 6e-6;

    /// A part of f that may be noise where values have stopped to fall.
    private static final double LITTLE = 1e-10;

    private static final double EIGHT_DECADES = 1e-8;

    private static final double FAIR = 1e-5;

    private Accuracy() {}

    /// The error of f: some units in the last place, or more where more was measured.
    ///
    /// @param noise the measurement; NaN if there is none
    static double error(double noise, double f) {
        double rounding = ROUNDING * Math.ulp(f);
        return noise > rounding ? noise : rounding;
    }

    /// Whether what is left to gain is below the rounding error of f.
    ///
    /// @param decrease the decrease that the slopes predict
    static boolean valueIsAtItsLimit(double decrease, Iterates at) {
        return decrease <= ROUNDING * Math.ulp(at.f) && gradientIsSmall(at);
    }

    /// Whether what is left to gain is below the error of f where that has been measured. f is then the difference of parts so
    /// large that their rounding makes this error: beside them, not beside f, the gradient has to be small. It has to be fair
    /// beside f, too, so that no noise however loud makes a point converged where the gradient is large.
    ///
    /// @param decrease the decrease that the slopes predict
    /// @param noise the error of f; NaN if it has not been measured
    static boolean noiseHidesTheDecrease(double decrease, double noise, Iterates at) {
        double parts = noise / (ROUNDING * UNIT);
        return decrease <= noise && gradientIsSmallBeside(parts, at) && gradientIsFair(at);
    }

    /// Whether what is left to go is below the rounding error of x, and the gradient below that of the largest one met, and
    /// no large one beside f.
    ///
    /// @param stride the largest change of a coordinate that the slopes predict
    /// @param gLargest the largest gradient met, `‖∇f‖∞`
    static boolean pointIsAtItsLimit(double stride, double gLargest, Iterates at) {
        return stride <= ROUNDING * Math.ulp(at.xNorm()) && gradientIsAtItsLimit(gLargest, at) && gradientIsFair(at);
    }

    /// Whatever rounding may hide, a gradient that dwarfs f is no small one: where one of 10²³ was met on the way, one of
    /// 10⁷ is below its rounding error, and says nothing about a minimum.
    static boolean gradientIsFair(Iterates at) {
        return at.gNorm <= FAIR * Math.max(1, Math.abs(at.f));
    }

    private static boolean gradientIsAtItsLimit(double gLargest, Iterates at) {
        return at.gNorm <= ROUNDING * Math.ulp(gLargest);
    }

    /// Whether f, found to stand still but for its noise, could not show the rest of the decrease: the slopes promise
    /// hardly any of f, and the gradient has come down by eight decades, which it does not at a kink. Where f tends to
    /// zero, no part of it is little: there the gradient has to come down to the rounding error of the largest.
    ///
    /// @param decrease the decrease that the slopes of the last step promised
    /// @param gLargest the largest gradient met, `‖∇f‖∞`
    static boolean noiseHidesTheRest(double decrease, double gLargest, Iterates at) {
        boolean hidden = gradientIsAtItsLimit(gLargest, at)
                || (decrease <= LITTLE * Math.abs(at.f) && at.gNorm <= EIGHT_DECADES * gLargest);
        return hidden && gradientIsFair(at);
    }

    /// Whether the relative change of f per relative change of x is small. Near a kink the predicted decrease vanishes
    /// just as it does at a minimum, but the gradient does not: such a point never counts as converged. A gradient
    /// whose square underflows is small whatever f is: no decrease that it promises can be represented.
    static boolean gradientIsSmall(Iterates at) {
        return at.gNorm * at.gNorm < Double.MIN_NORMAL
                || gradientIsSmallBeside(Math.abs(at.f), at);
    }

    private static boolean gradientIsSmallBeside(double size, Iterates at) {
        return at.gNorm * Math.max(1, at.xNorm()) <= SMALL_GRADIENT * size;
    }
}
