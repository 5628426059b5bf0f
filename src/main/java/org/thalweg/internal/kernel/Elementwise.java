package org.thalweg.internal.kernel;

/// The operations that act on each element alone, with their value on one element.
///
/// `apply` is the definition; every block kernel computes the same bits. Comparisons give 1 for true and 0 for false,
/// and false whenever an operand is NaN.
public enum Elementwise {
    /// `−a`
    NEGATE(1),
    /// `|a|`
    ABS(1),
    /// −1, 0 or 1, as [Math#signum(double)]
    SIGN(1),
    /// `a·a`
    SQUARE(1),
    /// `√a`
    SQRT(1),
    /// `1/a`
    RECIPROCAL(1),
    /// `eᵃ`
    EXP(1),
    /// `eᵃ − 1`
    EXPM1(1),
    /// `ln a`
    LOG(1),
    /// `ln(1 + a)`
    LOG1P(1),
    /// `sin a`
    SIN(1),
    /// `cos a`
    COS(1),
    /// `tan a`
    TAN(1),
    /// `arcsin a`
    ASIN(1),
    /// `arccos a`
    ACOS(1),
    /// `arctan a`
    ATAN(1),
    /// `sinh a`
    SINH(1),
    /// `cosh a`
    COSH(1),
    /// `tanh a`
    TANH(1),
    /// `∛a`
    CBRT(1),
    /// `1/(1 + e⁻ᵃ)`
    LOGISTIC(1),
    /// `ln(1 + eᵃ)`
    SOFTPLUS(1),
    /// the error function `2/√π·∫₀ᵃ e^−t² dt`
    ERF(1),
    /// `1 − erf a`
    ERFC(1),
    /// `½·erfc(−a/√2)`
    NORMAL_CDF(1),
    /// `a + b`
    ADD(2),
    /// `a − b`
    SUB(2),
    /// `a·b`
    MUL(2),
    /// `a/b`
    DIV(2),
    /// the smaller, as [Math#min(double, double)]
    MIN(2),
    /// the larger, as [Math#max(double, double)]
    MAX(2),
    /// `aᵇ`
    POW(2),
    /// the angle of the point with ordinate a and abscissa b
    ATAN2(2),
    /// `√(a² + b²)` without intermediate overflow
    HYPOT(2),
    /// `a < b`
    LESS(2),
    /// `a ≤ b`
    LESS_OR_EQUAL(2),
    /// `a = b`
    EQUAL(2),
    /// `b` where a is not 0, else `c`
    SELECT(3);

    private final int arity;

    Elementwise(int arity) {
        this.arity = arity;
    }

    /// The number of operands, 1 to 3.
    ///
    /// @return the arity
    public int arity() {
        return arity;
    }

    /// Whether exchanging the two operands gives the same bits (payloads of NaN aside).
    ///
    /// @return true for sums, products, extrema, equality and hypot
    public boolean commutes() {
        return switch (this) {
            case ADD, MUL, MIN, MAX, EQUAL, HYPOT -> true;
            default -> false;
        };
    }

    /// Whether a value costs about as much as a load, so that computing it twice beats storing it.
    ///
    /// @return true for all but division, roots and the elementary functions
    public boolean cheap() {
        return switch (this) {
            case NEGATE, ABS, SIGN, SQUARE, ADD, SUB, MUL, MIN, MAX, LESS, LESS_OR_EQUAL, EQUAL, SELECT -> true;
            default -> false;
        };
    }

    /// The value on one element; operands beyond the arity are ignored.
    ///
    /// @param a first operand
    /// @param b second operand
    /// @param c third operand
    /// @return the value
    public double apply(double a, double b, double c) {
        return switch (this) {
            case NEGATE -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Math.signum(a);
            case SQUARE -> a * a;
            case SQRT -> Math.sqrt(a);
            case RECIPROCAL -> Elementary.reciprocal(a);
            case EXP -> Elementary.exp(a);
            case EXPM1 -> Elementary.expm1(a);
            case LOG -> Elementary.log(a);
            case LOG1P -> Elementary.log1p(a);
            case SIN -> Elementary.sin(a);
            case COS -> Elementary.cos(a);
            case TAN -> Elementary.tan(a);
            case ASIN -> Elementary.asin(a);
            case ACOS -> Elementary.acos(a);
            case ATAN -> Elementary.atan(a);
            case SINH -> Elementary.sinh(a);
            case COSH -> Elementary.cosh(a);
            case TANH -> Elementary.tanh(a);
            case CBRT -> Elementary.cbrt(a);
            case LOGISTIC -> Elementary.logistic(a);
            case SOFTPLUS -> Elementary.softplus(a);
            case ERF -> Elementary.erf(a);
            case ERFC -> Elementary.erfc(a);
            case NORMAL_CDF -> Elementary.normalCdf(a);
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case POW -> Elementary.pow(a, b);
            case ATAN2 -> Elementary.atan2(a, b);
            case HYPOT -> Elementary.hypot(a, b);
            case LESS -> Elementary.less(a, b);
            case LESS_OR_EQUAL -> Elementary.lessOrEqual(a, b);
            case EQUAL -> Elementary.equal(a, b);
            case SELECT -> Elementary.select(a, b, c);
        };
    }
}
