package org.thalweg.internal.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// The elementary functions to about 50 digits, by power series in [BigDecimal]: slow, simple, and independent of the
/// library's own polynomials. Arguments are exact; results hold 50 digits relative to their own size.
final class Reference {
    static final MathContext MC = new MathContext(60);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final MathContext WIDE = new MathContext(90);
    private static final int PI_DIGITS = 480;

    /// Machin: `π = 16·arctan(1/5) − 4·arctan(1/239)`.
    static final BigDecimal PI = arctanOfInverse(5, PI_DIGITS).multiply(BigDecimal.valueOf(16))
            .subtract(arctanOfInverse(239, PI_DIGITS).multiply(BigDecimal.valueOf(4)));
    static final BigDecimal HALF_PI = PI.multiply(HALF);
    /// `ln 2 = 2·artanh(1/3)`.
    static final BigDecimal LN2 = artanh(ONE.divide(BigDecimal.valueOf(3), new MathContext(90)), new MathContext(80))
            .multiply(TWO);

    private Reference() {}

    private static BigDecimal arctanOfInverse(int n, int digits) {
        BigInteger scale = BigInteger.TEN.pow(digits + 10);
        BigInteger power = scale.divide(BigInteger.valueOf(n)), sum = power;
        BigInteger square = BigInteger.valueOf((long) n * n);
        for (int i = 3; power.signum() != 0; i += 2) {
            power = power.divide(square).negate();
            sum = sum.add(power.divide(BigInteger.valueOf(i)));
        }
        return new BigDecimal(sum, digits + 10);
    }

    /// `Σ t^(2i+1)/(2i+1)`.
    private static BigDecimal artanh(BigDecimal t, MathContext mc) {
        return oddSeries(t, t.multiply(t, mc), mc);
    }

    private static BigDecimal oddSeries(BigDecimal t, BigDecimal square, MathContext mc) {
        BigDecimal power = t, sum = t;
        for (int i = 3; significant(power, sum, mc) && i < 2000; i += 2) {
            power = power.multiply(square, mc);
            sum = sum.add(power.divide(BigDecimal.valueOf(i), mc), mc);
        }
        return sum;
    }

    private static boolean significant(BigDecimal term, BigDecimal sum, MathContext mc) {
        return term.signum() != 0
                && sum.precision() - sum.scale() - term.precision() + term.scale() < mc.getPrecision() + 2;
    }

    /// `Σ first·Π(step/…)`: terms `first·sⁱ/((m+1)(m+2)…)` with two factors per step, for sine and cosine.
    private static BigDecimal factorialSeries(BigDecimal first, BigDecimal step, int m, int factors) {
        BigDecimal term = first, sum = first;
        for (int i = m; significant(term, sum, MC); i += factors) {
            long d = factors == 2 ? (long) (i + 1) * (i + 2) : i + 1;
            term = term.multiply(step, MC).divide(BigDecimal.valueOf(d), MC);
            sum = sum.add(term, MC);
        }
        return sum;
    }

    /// `eˣ`, and 0 where that is below every positive double's square.
    static BigDecimal exp(BigDecimal x) {
        if (x.compareTo(BigDecimal.valueOf(-2000)) < 0) {
            return BigDecimal.ZERO;
        }
        BigInteger k = x.divide(LN2, MC).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        BigDecimal r = x.subtract(LN2.multiply(new BigDecimal(k)), MC);
        BigDecimal e = ONE;
        if (r.signum() != 0) {
            e = ONE.add(factorialSeries(r, r, 1, 1), MC);
        }
        return scale(e, k.intValueExact());
    }

    private static BigDecimal scale(BigDecimal e, int k) {
        BigDecimal p = new BigDecimal(BigInteger.TWO.pow(Math.abs(k)));
        return k >= 0 ? e.multiply(p, MC) : e.divide(p, MC);
    }

    static BigDecimal expm1(BigDecimal x) {
        return x.abs().compareTo(HALF) < 0 ? factorialSeries(x, x, 1, 1) : exp(x).subtract(ONE, MC);
    }

    static BigDecimal log(BigDecimal x) {
        int k = 2 * Math.getExponent(Math.sqrt(x.doubleValue()));
        BigDecimal m = scale(x, -k);
        for (; m.compareTo(new BigDecimal("1.4")) > 0; k++) {
            m = m.multiply(HALF);
        }
        BigDecimal t = m.subtract(ONE).divide(m.add(ONE), MC);
        return artanh(t, MC).multiply(TWO).add(LN2.multiply(BigDecimal.valueOf(k)), MC);
    }

    static BigDecimal log1p(BigDecimal x) {
        if (x.abs().compareTo(new BigDecimal("0.25")) < 0) {
            return artanh(x.divide(x.add(TWO, MC), MC), MC).multiply(TWO);
        }
        return log(ONE.add(x));
    }

    static BigDecimal logistic(BigDecimal x) {
        return ONE.divide(ONE.add(exp(x.negate()), MC), MC);
    }

    static BigDecimal softplus(BigDecimal x) {
        return x.signum() > 0 ? x.add(log1p(exp(x.negate())), MC) : log1p(exp(x));
    }

    static BigDecimal tanh(BigDecimal x) {
        BigDecimal e = expm1(x.multiply(TWO));
        return e.divide(e.add(TWO), MC);
    }

    static BigDecimal sinh(BigDecimal x) {
        if (x.abs().compareTo(HALF) < 0) {
            return factorialSeries(x, x.multiply(x, MC), 1, 2);
        }
        return exp(x).subtract(exp(x.negate()), MC).multiply(HALF, MC);
    }

    static BigDecimal cosh(BigDecimal x) {
        return exp(x).add(exp(x.negate()), MC).multiply(HALF, MC);
    }

    /// `x − k·π/2` for the nearest k, and k modulo 4 in `quadrant[0]`.
    private static BigDecimal reduce(BigDecimal x, int[] quadrant) {
        BigInteger k = x.divide(HALF_PI, new MathContext(PI_DIGITS)).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        quadrant[0] = k.mod(BigInteger.valueOf(4)).intValue();
        return k.signum() == 0 ? x : x.subtract(HALF_PI.multiply(new BigDecimal(k))).round(MC);
    }

    private static BigDecimal sineSeries(BigDecimal r) {
        return r.signum() == 0 ? r : factorialSeries(r, r.multiply(r, MC).negate(), 1, 2);
    }

    private static BigDecimal cosineSeries(BigDecimal r) {
        BigDecimal s = r.multiply(r, MC).negate();
        return s.signum() == 0 ? ONE : factorialSeries(ONE, s, 0, 2);
    }

    static BigDecimal sin(BigDecimal x) {
        int[] q = new int[1];
        BigDecimal r = reduce(x, q);
        BigDecimal v = q[0] % 2 == 0 ? sineSeries(r) : cosineSeries(r);
        return q[0] < 2 ? v : v.negate();
    }

    static BigDecimal cos(BigDecimal x) {
        int[] q = new int[1];
        BigDecimal r = reduce(x, q);
        BigDecimal v = q[0] % 2 == 0 ? cosineSeries(r) : sineSeries(r);
        return q[0] == 0 || q[0] == 3 ? v : v.negate();
    }

    static BigDecimal tan(BigDecimal x) {
        return sin(x).divide(cos(x), MC);
    }

    /// From the double nearest to the answer: `arctan x = y + arctan((x − tan y)/(1 + x·tan y))`, twice.
    static BigDecimal atan(BigDecimal x) {
        if (x.abs().compareTo(new BigDecimal("1e-3")) < 0) {
            return oddSeries(x, x.multiply(x, MC).negate(), MC);
        }
        if (x.abs().compareTo(ONE) > 0) {
            BigDecimal quarter = x.signum() > 0 ? HALF_PI : HALF_PI.negate();
            return quarter.subtract(atan(ONE.divide(x, MC)), MC);
        }
        BigDecimal y = new BigDecimal(StrictMath.atan(x.doubleValue()));
        BigDecimal s = sineSeries(y), c = cosineSeries(y);
        BigDecimal d = x.multiply(c, MC).subtract(s, MC).divide(c.add(x.multiply(s, MC), MC), MC);
        return d.signum() == 0 ? y : y.add(oddSeries(d, d.multiply(d, MC).negate(), MC), MC);
    }

    static BigDecimal atan2(BigDecimal y, BigDecimal x) {
        if (x.signum() == 0) {
            return y.signum() > 0 ? HALF_PI : HALF_PI.negate();
        }
        BigDecimal a = y.signum() == 0 ? y : atan(y.divide(x, MC));
        if (x.signum() > 0) {
            return a;
        }
        return y.signum() >= 0 ? a.add(PI, MC) : a.subtract(PI, MC);
    }

    static BigDecimal asin(BigDecimal x) {
        BigDecimal c = ONE.subtract(x).multiply(ONE.add(x), MC).sqrt(MC);
        return c.signum() == 0 ? (x.signum() > 0 ? HALF_PI : HALF_PI.negate()) : atan(x.divide(c, MC));
    }

    static BigDecimal acos(BigDecimal x) {
        BigDecimal s = ONE.subtract(x).multiply(ONE.add(x), MC).sqrt(MC);
        return s.signum() == 0 && x.signum() > 0 ? BigDecimal.ZERO : atan2(s, x);
    }

    static BigDecimal cbrt(BigDecimal x) {
        BigDecimal y = new BigDecimal(StrictMath.cbrt(x.doubleValue()));
        for (int i = 0; i < 3; i++) {
            BigDecimal square = y.multiply(y, MC);
            y = y.multiply(TWO).add(x.divide(square, MC), MC).divide(BigDecimal.valueOf(3), MC);
        }
        return y;
    }

    static BigDecimal hypot(BigDecimal x, BigDecimal y) {
        return x.multiply(x).add(y.multiply(y)).sqrt(MC);
    }

    static BigDecimal pow(BigDecimal x, BigDecimal y) {
        return exp(y.multiply(log(x), MC));
    }

    /// `2/√π·e^−x²·Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n+1))`, whose terms all have one sign.
    static BigDecimal erf(BigDecimal x) {
        if (x.abs().compareTo(BigDecimal.valueOf(4)) > 0) {
            return ONE.subtract(erfc(x.abs()), MC).multiply(BigDecimal.valueOf(x.signum()));
        }
        BigDecimal square = x.multiply(x, WIDE), term = x, sum = x;
        for (int i = 3; significant(term, sum, WIDE); i += 2) {
            term = term.multiply(square, WIDE).multiply(TWO).divide(BigDecimal.valueOf(i), WIDE);
            sum = sum.add(term, WIDE);
        }
        return sum.multiply(TWO).multiply(exp(square.negate()), MC).divide(PI.sqrt(MC), MC);
    }

    /// From 4 on by its continued fraction `e^−x²/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …))))`, from the tail.
    static BigDecimal erfc(BigDecimal x) {
        if (x.signum() < 0) {
            return TWO.subtract(erfc(x.negate()), MC);
        }
        if (x.compareTo(BigDecimal.valueOf(4)) < 0) {
            return ONE.subtract(erf(x), MC);
        }
        BigDecimal v = x;
        for (int i = 240; i > 0; i--) {
            v = x.add(HALF.multiply(BigDecimal.valueOf(i)).divide(v, MC), MC);
        }
        return exp(x.multiply(x).negate()).divide(v, MC).divide(PI.sqrt(MC), MC);
    }

    static BigDecimal normalCdf(BigDecimal x) {
        return erfc(x.negate().multiply(HALF.sqrt(WIDE), WIDE)).multiply(HALF, MC);
    }

    /// The distance of a result from the exact value, in units in the last place of the exact value.
    static double ulps(double result, BigDecimal exact) {
        double rounded = exact.doubleValue();
        if (Double.isInfinite(rounded) || Double.isNaN(result) || Double.isInfinite(result)) {
            return rounded == result ? 0 : Double.POSITIVE_INFINITY;
        }
        BigDecimal unit = new BigDecimal(Math.ulp(rounded));
        return new BigDecimal(result).subtract(exact).abs().divide(unit, MathContext.DECIMAL64).doubleValue();
    }
}
