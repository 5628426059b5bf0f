package org.thalweg.internal.kernel;

/// Constants of the elementary functions.
///
/// The polynomials are best approximations in a weighted uniform norm, rounded to `double`; `docs/coefficients.py` derives
/// them, `docs/elementary-functions.md` says what each one stands for. `X0` is the constant term of the polynomial X.
///
/// **Threads**: constants only.
final class Coefficients {
    private Coefficients() {}

    /// From here on `eˣ` or `e⁻ˣ` may leave the normal numbers.
    static final double EXP_LIMIT = 708.0;

    /// Beyond it softplus is its argument or its exponential.
    static final double SOFT_LIMIT = 700.0;

    /// Far below it already, `ln(1 + x)` is `ln x`.
    static final double LOG1P_LIMIT = 0x1p1000;

    /// Added to a number below 2⁵¹ it leaves the nearest integer in the low bits.
    static final double ROUND = 0x1.8p52;

    /// `1/ln 2`
    static final double LOG2E = 0x1.71547652b82fep+0;

    /// Up to here π/2 in three parts reduces an angle.
    static final double ANGLE_LIMIT = 0x1p17;

    /// `2/π`
    static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

    /// `π/2`, rounded.
    static final double PIO2_HI = 0x1.921fb54442d18p+0;

    /// `π/2 − PIO2_HI` to 35 bits: products with a k below 2¹⁷ are exact.
    static final double PIO2_MID = 0x1.1a62633140000p-54;

    /// `π/2 − PIO2_HI − PIO2_MID`, rounded.
    static final double PIO2_LO = 0x1.701b839a25205p-92;

    /// `π/2 − PIO2_HI`, rounded.
    static final double PIO2_REST = 0x1.1a62633145c07p-54;

    /// `π`, rounded.
    static final double PI_HI = 0x1.921fb54442d18p+1;

    /// `π − PI_HI`, rounded.
    static final double PI_REST = 0x1.1a62633145c07p-53;

    /// `ln 2`, rounded.
    static final double LN2_HI = 0x1.62e42fefa39efp-1;

    /// `ln 2 − LN2_HI`, rounded.
    static final double LN2_LO = 0x1.abc9e3b39803fp-56;

    /// `8/ln 2`
    static final double EIGHTHS = 8 * LOG2E;

    /// `ln 2/8` in two parts.
    static final double LN2_8_HI = LN2_HI / 8;

    static final double LN2_8_LO = LN2_LO / 8;

    /// `ln 2` to 42 bits: products with an exponent are exact.
    static final double LN2_SHORT_HI = 0x1.62e42fefa3800p-1;

    /// `ln 2 − LN2_SHORT_HI`, rounded.
    static final double LN2_SHORT_LO = 0x1.ef35793c76730p-45;

    /// 2⁵² and the bias of the exponent.
    static final double TWO52_AND_BIAS = 0x1p52 + 1023;

    static final double MIN_NORMAL = Double.MIN_NORMAL;

    static final double MAX_VALUE = Double.MAX_VALUE;

    /// The bits of 1.
    static final long ONE = 0x3ff0000000000000L;

    /// The bit of the sign.
    static final long SIGN = 0x8000000000000000L;

    /// The bits of the significand.
    static final long MANTISSA = 0x000fffffffffffffL;

    /// The bits of the exponent.
    static final long EXPONENT = 0x7ff0000000000000L;

    /// The bits of √½.
    static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;

    /// The bits of 2⁵²: an integer below 2⁵² in the place of its significand adds itself.
    static final long TWO52_BITS = 0x4330000000000000L;

    /// Minus the exponent field of 2ᵏ, this is the exponent field of 2⁻ᵏ.
    static final long TWICE_BIAS = 0x7fe0000000000000L;

    // `(eʳ − 1 − r − r²/2)/r³` on `|r| ≤ ln 2/2`
    static final double EXP0 = 0x1.5555555555559p-3;
    static final double EXP1 = 0x1.5555555555559p-5;
    static final double EXP2 = 0x1.111111110f7ffp-7;
    static final double EXP3 = 0x1.6c16c16c14b4bp-10;
    static final double EXP4 = 0x1.a01a01af6f47bp-13;
    static final double EXP5 = 0x1.a01a01af2b0c3p-16;
    static final double EXP6 = 0x1.71ddf961623cdp-19;
    static final double EXP7 = 0x1.27e4c8324d847p-22;
    static final double EXP8 = 0x1.af5d0c1106809p-26;
    static final double EXP9 = 0x1.1f9225ad9ab26p-29;

    // `(eʳ − 1 − r)/r²` on `|r| ≤ ln 2/16`
    static final double EXPQ0 = 0x1.0000000000106p-1;
    static final double EXPQ1 = 0x1.555555555512fp-3;
    static final double EXPQ2 = 0x1.555555482a236p-5;
    static final double EXPQ3 = 0x1.11111125f7924p-7;
    static final double EXPQ4 = 0x1.6c1cb8a708f34p-10;
    static final double EXPQ5 = 0x1.a0162a885a3a6p-13;

    /// The bits of `2^(j/8)·(1 + i/2⁵²)` for j of 0 to 7, less `j·2⁴⁹`: with `(8k + j)·2⁴⁹` added they are those of its product
    /// with 2ᵏ. The i is one for which all of them are doubles but for a nineteenth of an ulp.
    static final long[] EXP_EIGHTHS = {
        0x3ff0000000099b70L, 0x3fef72b83c87cb84L, 0x3fef06fe0a3d23ddL, 0x3feebfdad5429fa6L,
        0x3feea09e668cd1f8L, 0x3feeace5423971d4L, 0x3feee89f996afbf1L, 0x3fef5818dd0d4328L};

    /// `−ln(1 + i/2⁵²)`
    static final double EXP_SHIFT = -0x1.336dffffa3b3cp-33;

    // `(2·artanh(√z)/√z − 2)/z` on `0 ≤ z ≤ (3 − 2√2)²`
    static final double LOG0 = 0x1.5555555555592p-1;
    static final double LOG1 = 0x1.999999997fe07p-2;
    static final double LOG2 = 0x1.24924941ed70bp-2;
    static final double LOG3 = 0x1.c71c520c00ebap-3;
    static final double LOG4 = 0x1.74663e6ba2c16p-3;
    static final double LOG5 = 0x1.39a1c63cfeb5dp-3;
    static final double LOG6 = 0x1.2f04f7cc7f4bap-3;

    // the same function on `0 ≤ z ≤ 1/9`
    static final double WIDE0 = 0x1.5555555555556p-1;
    static final double WIDE1 = 0x1.9999999999563p-2;
    static final double WIDE2 = 0x1.24924924c1a9ep-2;
    static final double WIDE3 = 0x1.c71c71a5f6643p-3;
    static final double WIDE4 = 0x1.745d1dff5dd28p-3;
    static final double WIDE5 = 0x1.3b12d633a8b8fp-3;
    static final double WIDE6 = 0x1.1123402572dc9p-3;
    static final double WIDE7 = 0x1.dfe3190713fa4p-4;
    static final double WIDE8 = 0x1.c16cce0412dd4p-4;
    static final double WIDE9 = 0x1.1e8692b02733dp-4;
    static final double WIDE10 = 0x1.51397562a334ap-3;

    // `(sin √z/√z − 1)/z` on `0 ≤ z ≤ (π/4)²`
    static final double SIN0 = -0x1.5555555555555p-3;
    static final double SIN1 = 0x1.111111111110bp-7;
    static final double SIN2 = -0x1.a01a01a018aefp-13;
    static final double SIN3 = 0x1.71de3a533a517p-19;
    static final double SIN4 = -0x1.ae645299584b8p-26;
    static final double SIN5 = 0x1.6120935be45f4p-33;
    static final double SIN6 = -0x1.aaa5963236c7cp-41;

    // `(cos √z − 1 + z/2)/z²` on `0 ≤ z ≤ (π/4)²`
    static final double COS0 = 0x1.5555555555555p-5;
    static final double COS1 = -0x1.6c16c16c16c10p-10;
    static final double COS2 = 0x1.a01a01a018e1bp-16;
    static final double COS3 = -0x1.27e4fb76005c2p-22;
    static final double COS4 = 0x1.1eed8ca6961b1p-29;
    static final double COS5 = -0x1.93933b464e790p-37;
    static final double COS6 = 0x1.aac6ee29f28f1p-45;

    // `(arcsin √z/√z − 1)/z` on `0 ≤ z ≤ 1/4`
    static final double ASIN0 = 0x1.5555555555553p-3;
    static final double ASIN1 = 0x1.33333333338fep-4;
    static final double ASIN2 = 0x1.6db6db6d56b0dp-5;
    static final double ASIN3 = 0x1.f1c71ca304ed3p-6;
    static final double ASIN4 = 0x1.6e8b9b88dcc93p-6;
    static final double ASIN5 = 0x1.1c4f7a3a1d8c1p-6;
    static final double ASIN6 = 0x1.c98206e6c6f73p-7;
    static final double ASIN7 = 0x1.7b99a61fdece1p-7;
    static final double ASIN8 = 0x1.3707d06c328d2p-7;
    static final double ASIN9 = 0x1.46cca86d15506p-7;
    static final double ASIN10 = 0x1.a29af2c82f87ap-11;
    static final double ASIN11 = 0x1.92c98db67dcdap-6;
    static final double ASIN12 = -0x1.a78c4c8593947p-6;
    static final double ASIN13 = 0x1.1243668beec57p-5;

    // `(arctan √z/√z − 1)/z` on `0 ≤ z ≤ (7/16)²`
    static final double ATAN0 = -0x1.555555555551dp-2;
    static final double ATAN1 = 0x1.999999999054cp-3;
    static final double ATAN2 = -0x1.249249207fbe4p-3;
    static final double ATAN3 = 0x1.c71c70064562cp-4;
    static final double ATAN4 = -0x1.745cdf8b4c667p-4;
    static final double ATAN5 = 0x1.3b0f5918e5354p-4;
    static final double ATAN6 = -0x1.10d816f456749p-4;
    static final double ATAN7 = 0x1.ddf6fb12f178ap-5;
    static final double ATAN8 = -0x1.98005588463cep-5;
    static final double ATAN9 = 0x1.2be5721f494a8p-5;
    static final double ATAN10 = -0x1.0bfd6f94588cbp-6;

    /// `arctan ½`, rounded.
    static final double ATAN_HALF_HI = 0x1.dac670561bb4fp-2;

    /// `arctan ½ − ATAN_HALF_HI`, rounded.
    static final double ATAN_HALF_LO = 0x1.a2b7f222f65e2p-56;

    /// `arctan 1`, rounded.
    static final double ATAN_ONE_HI = 0x1.921fb54442d18p-1;

    /// `arctan 1 − ATAN_ONE_HI`, rounded.
    static final double ATAN_ONE_LO = 0x1.1a62633145c07p-55;

    /// `arctan 3/2`, rounded.
    static final double ATAN_THREE_HALVES_HI = 0x1.f730bd281f69bp-1;

    /// `arctan 3/2 − ATAN_THREE_HALVES_HI`, rounded.
    static final double ATAN_THREE_HALVES_LO = 0x1.007887af0cbbdp-56;

    /// From here on, and up to [#ANGLE_MAX], coordinates can be divided with all rounding errors.
    static final double ANGLE_MIN = 0x1p-900;

    static final double ANGLE_MAX = 0x1p1000;

    /// Below it the remainder of a cube root may be subnormal.
    static final double CBRT_MIN = 0x1p-900;

    /// `2⁵²`
    static final double TWO52 = 0x1p52;

    static final double MINUS_THIRD = -1.0 / 3;

    /// This minus a third of the bits of x are nearly the bits of `1/∛x`, both without their last eleven.
    static final double INVERSE_CBRT_BITS = 0x1.54fba52e144cdp+51;

    // `1/∛(1 − e) = 1 + CBRT1·e + CBRT2·e² + …`
    static final double CBRT1 = 1.0 / 3;
    static final double CBRT2 = 2.0 / 9;
    static final double CBRT3 = 14.0 / 81;
    static final double CBRT4 = 35.0 / 243;

    /// From here on, and up to [#HYPOT_MAX], squares and their rounding errors are normal numbers.
    static final double HYPOT_MIN = 0x1p-400;

    static final double HYPOT_MAX = 0x1p500;

    /// Below it an integer in 2⁵² + y keeps its parity.
    static final double POW_LIMIT = 0x1p51;

    // `(2·artanh √z/√z − 2 − ⅔z)/z²` on `0 ≤ z ≤ (3 − 2√2)²`
    static final double POW0 = 0x1.9999999999999p-2;
    static final double POW1 = 0x1.249249249283bp-2;
    static final double POW2 = 0x1.c71c71c659080p-3;
    static final double POW3 = 0x1.745d17d4a7c94p-3;
    static final double POW4 = 0x1.3b13796d7a093p-3;
    static final double POW5 = 0x1.111d94206e787p-3;
    static final double POW6 = 0x1.dea8cc71671cbp-4;
    static final double POW7 = 0x1.e785652611c74p-4;

    /// `2/3`, rounded.
    static final double TWO_THIRDS_HI = 0x1.5555555555555p-1;

    /// `2/3 − TWO_THIRDS_HI`, rounded.
    static final double TWO_THIRDS_LO = 0x1.5555555555555p-55;

    /// `√½`, rounded.
    static final double ROOT_HALF_HI = 0x1.6a09e667f3bcdp-1;

    /// `√½ − ROOT_HALF_HI`, rounded.
    static final double ROOT_HALF_LO = -0x1.bdd3413b26456p-55;

    /// Beyond it erfc may leave the normal numbers.
    static final double ERFC_LIMIT = 26.5;

    /// Beyond minus this the normal distribution may leave the normal numbers.
    static final double NORMAL_LIMIT = 37.5;

    // `erf √z/√z − 1` on `0 ≤ z ≤ 9/16`
    static final double ERF0 = 0x1.06eba8214db69p-3;
    static final double ERF1 = -0x1.812746b0379e7p-2;
    static final double ERF2 = 0x1.ce2f21a042bc6p-4;
    static final double ERF3 = -0x1.b82ce31287d10p-6;
    static final double ERF4 = 0x1.565bcd0e2cfe8p-8;
    static final double ERF5 = -0x1.c02db3ecc701bp-11;
    static final double ERF6 = 0x1.f9a3230d3544ep-14;
    static final double ERF7 = -0x1.f4d1d6d0aa62bp-17;
    static final double ERF8 = 0x1.b9daef9969778p-20;
    static final double ERF9 = -0x1.5ec157ac86ab9p-23;
    static final double ERF10 = 0x1.ef47635ca11d0p-27;
    static final double ERF11 = -0x1.0544b0f9197f6p-30;

    // `((1 + 2x)·e^x²·erfc x − 1)/w` in `2w − 1`, where `w = x/(x + 4)`, on `0 ≤ x ≤ 27.5`
    static final double ERFC0 = 0x1.dd2c8b74febf6p-2;
    static final double ERFC1 = -0x1.7d8f1c4524743p-1;
    static final double ERFC2 = 0x1.8d4ecb405c5fap-1;
    static final double ERFC3 = -0x1.47938f4c730c9p-1;
    static final double ERFC4 = 0x1.c0398cb6f1c92p-2;
    static final double ERFC5 = -0x1.00428c8fe9fcep-2;
    static final double ERFC6 = 0x1.e1a95642ff434p-4;
    static final double ERFC7 = -0x1.625ed098413ebp-5;
    static final double ERFC8 = 0x1.63f2605611318p-7;
    static final double ERFC9 = -0x1.a2bedea149e46p-11;
    static final double ERFC10 = -0x1.77d659d198a54p-11;
    static final double ERFC11 = 0x1.4dcd9fcc17bdep-12;
    static final double ERFC12 = -0x1.1ed3450830e8ep-16;
    static final double ERFC13 = -0x1.09f16e5fa4b56p-15;
    static final double ERFC14 = 0x1.36a9e6887756ep-17;
    static final double ERFC15 = 0x1.2233ab756ee8ep-19;
    static final double ERFC16 = -0x1.a670164c61a39p-20;
    static final double ERFC17 = -0x1.519a195e72fdcp-24;
    static final double ERFC18 = 0x1.e6674459c6bc7p-23;
    static final double ERFC19 = -0x1.7fcc620116190p-28;
    static final double ERFC20 = -0x1.f2b9b372b1985p-26;
    static final double ERFC21 = 0x1.dd2184c939cb6p-31;
    static final double ERFC22 = 0x1.438bc1e13bae0p-29;
}
