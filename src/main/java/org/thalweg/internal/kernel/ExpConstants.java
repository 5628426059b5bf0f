package org.thalweg.internal.kernel;

/// The numbers of [Exponentials#exp], for code that is generated with its operations.
///
/// **Threads**: constants only.
public final class ExpConstants {
    /// Where `|x|` is less the straight path holds.
    public static final double LIMIT = Coefficients.EXP_LIMIT;

    /// `1/ln 2`
    public static final double LOG2E = Coefficients.LOG2E;

    /// Added to a number below 2⁵¹ it leaves the nearest integer in the low bits.
    public static final double ROUND = Coefficients.ROUND;

    /// `ln 2` in two parts.
    public static final double LN2_HI = Coefficients.LN2_HI;

    public static final double LN2_LO = Coefficients.LN2_LO;

    private static final double[] POLYNOMIAL = {
        Coefficients.EXPQ0, Coefficients.EXPQ1, Coefficients.EXPQ2, Coefficients.EXPQ3, Coefficients.EXPQ4,
        Coefficients.EXPQ5, Coefficients.EXPQ6, Coefficients.EXPQ7, Coefficients.EXPQ8, Coefficients.EXPQ9};

    /// The degree of the polynomial.
    public static final int DEGREE = 9;

    private ExpConstants() {}

    /// A coefficient of the polynomial.
    ///
    /// @param i its power, at most [#DEGREE]
    /// @return the coefficient
    public static double coefficient(int i) {
        return POLYNOMIAL[i];
    }
}
