package org.thalweg.internal.kernel;

import java.util.List;

/// The numbers of [Exponentials#exp], for code that is generated with its operations.
///
/// **Threads**: constants only.
public final class ExpConstants {
    /// Where `|x|` is less the straight path holds.
    public static final double LIMIT = Coefficients.EXP_LIMIT;

    /// `8/ln 2`
    public static final double EIGHTHS = Coefficients.EIGHTHS;

    /// Added to a number below 2⁵¹ it leaves the nearest integer in the low bits.
    public static final double ROUND = Coefficients.ROUND;

    /// `ln 2/8` in two parts.
    public static final double LN2_8_HI = Coefficients.LN2_8_HI;

    public static final double LN2_8_LO = Coefficients.LN2_8_LO;

    /// Minus the logarithm of the factor that the powers in the table have in common.
    public static final double SHIFT = Coefficients.EXP_SHIFT;

    /// The coefficients of the polynomial, by ascending powers.
    public static final List<Double> POLYNOMIAL = List.of(
            Coefficients.EXPQ0, Coefficients.EXPQ1, Coefficients.EXPQ2, Coefficients.EXPQ3, Coefficients.EXPQ4,
            Coefficients.EXPQ5);

    private ExpConstants() {}

    /// The powers of `2^(1/8)`.
    ///
    /// @return a new array with the bits of their doubles, less their index times 2⁴⁹
    public static long[] eighths() {
        return Coefficients.EXP_EIGHTHS.clone();
    }
}
