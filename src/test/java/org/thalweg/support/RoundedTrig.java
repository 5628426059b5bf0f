package org.thalweg.support;

import java.math.BigDecimal;
import java.math.MathContext;

/// Sine, cosine and angle, correctly rounded: sums of 50 digits, for arguments of moderate size. Slow.
public final class RoundedTrig {
    private static final MathContext DIGITS = new MathContext(50);

    private RoundedTrig() {}

    /// The sine of x.
    ///
    /// @param x in radians, of magnitude below 20
    /// @return the double nearest to it
    public static double sin(double x) {
        return sine(new BigDecimal(x)).doubleValue();
    }

    /// The cosine of x.
    ///
    /// @param x in radians, of magnitude below 20
    /// @return the double nearest to it
    public static double cos(double x) {
        return cosine(new BigDecimal(x)).doubleValue();
    }

    /// The angle of the point (x, y): one Newton step from the angle that the library gives.
    ///
    /// @param y ordinate
    /// @param x abscissa
    /// @return the double nearest to it
    public static double atan2(double y, double x) {
        BigDecimal angle = new BigDecimal(StrictMath.atan2(y, x));
        BigDecimal c = cosine(angle);
        BigDecimal s = sine(angle);
        BigDecimal bx = new BigDecimal(x);
        BigDecimal by = new BigDecimal(y);
        BigDecimal across = by.multiply(c).subtract(bx.multiply(s));
        BigDecimal along = bx.multiply(c).add(by.multiply(s));
        return angle.add(across.divide(along, DIGITS)).doubleValue();
    }

    private static BigDecimal sine(BigDecimal x) {
        return series(x, x, 1);
    }

    private static BigDecimal cosine(BigDecimal x) {
        return series(BigDecimal.ONE, x, 0);
    }

    /// `first − first·x²/((k+1)(k+2)) + …`, k the order of the first term.
    private static BigDecimal series(BigDecimal first, BigDecimal x, int k) {
        BigDecimal square = x.multiply(x, DIGITS);
        BigDecimal term = first;
        BigDecimal sum = first;
        for (int order = k; order < 120; order += 2) {
            term = term.multiply(square, DIGITS)
                    .divide(BigDecimal.valueOf(-(long) (order + 1) * (order + 2)), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }
}
