"""Coefficients of the elementary functions, derived from the functions themselves.

Each polynomial is the best approximation of a smooth "tail" function in a weighted uniform norm, found by Remez's
exchange in 60-digit arithmetic, and then rounded to binary64. Prints Java constants and the error reached after rounding
(log2 of the largest weighted error). Needs Python 3 and mpmath:  python3 docs/coefficients.py
"""
from mpmath import mp, mpf, log, exp, sin, cos, asin, atan, atanh, erf, erfc, sqrt, pi, lu_solve, matrix, nstr, floor

mp.dps = 60


def horner(c, x):
    s = mpf(0)
    for a in reversed(c):
        s = s * x + a
    return s


def remez(f, w, lo, hi, degree, rounds=12, grid=600):
    """Coefficients c₀ … c_degree minimising max |w(x)·(f(x) − Σcᵢxⁱ)| on [lo, hi]."""
    m = degree + 2
    nodes = [(lo + hi) / 2 - (hi - lo) / 2 * cos(pi * (2 * i + 1) / (2 * m)) for i in range(m)]
    points = [(lo + hi) / 2 - (hi - lo) / 2 * cos(pi * (i + mpf(1) / 2) / grid) for i in range(grid)]
    fs, ws = [f(x) for x in points], [w(x) for x in points]
    for _ in range(rounds):
        a = matrix(m, m)
        b = matrix(m, 1)
        for i, x in enumerate(nodes):
            for j in range(degree + 1):
                a[i, j] = x ** j
            a[i, degree + 1] = (-1) ** i / w(x)
            b[i] = f(x)
        s = lu_solve(a, b)
        c = [s[j] for j in range(degree + 1)]
        e = [ws[i] * (fs[i] - horner(c, points[i])) for i in range(grid)]
        runs = []
        for i in range(grid):
            if runs and (e[runs[-1]] > 0) == (e[i] > 0):
                if abs(e[i]) > abs(e[runs[-1]]):
                    runs[-1] = i
            else:
                runs.append(i)
        while len(runs) > m:
            runs.pop(0 if abs(e[runs[0]]) < abs(e[runs[-1]]) else -1)
        if len(runs) < m:
            break
        nodes = [points[i] for i in runs]
    return c


def show(name, c, f, w, lo, hi):
    r = [float(x) for x in c]
    grid = [lo + (hi - lo) * i / 500 for i in range(1, 501)]
    worst = max(abs(w(x) * (f(x) - horner([mpf(a) for a in r], x))) for x in grid)
    print(f"// {name}: degree {len(c) - 1} on [{nstr(lo, 6)}, {nstr(hi, 6)}], error 2^{nstr(log(worst) / log(2), 4)}")
    for i, a in enumerate(r):
        print(f"    static final double {name}{i} = {a.hex()};")


def tail(name, f, w, lo, hi, degree):
    lo, hi = mpf(lo), mpf(hi)
    show(name, remez(f, w, lo, hi, degree), f, w, lo, hi)


def split(name, value, bits=(53, 53, 53)):
    """Prints value as a sum of doubles; an entry below 53 leaves that many bits in the leading part."""
    for i, b in enumerate(bits):
        e = int(floor(log(abs(value)) / log(2)))
        q = mpf(2) ** (e + 1 - b)
        part = mpf(float(value)) if b == 53 else floor(abs(value) / q) * q * (1 if value > 0 else -1)
        print(f"    static final double {name}{'_HI _MID _LO'.split()[i] if len(bits) == 3 else '_HI _LO'.split()[i]} = {float(part).hex()};")
        value -= part


def taylor(f, limit, series):
    """f away from zero, its power series within limit, where f itself would cancel."""
    return lambda x: series(x) if abs(x) < limit else f(x)


def inverse_cube_root():
    """The c for which bits(x)/2048 -> c - bits(x)/6144 makes the largest |1 - x z^3| over z = x^(-1/3) least."""
    def mantissa(v):
        k = int(floor(log(v) / log(2)))
        return k + v / mpf(2) ** k - 1

    def inverse(v):
        k = floor(v)
        return mpf(2) ** int(k) * (1 + v - k)

    def spread(shift):
        e = [1 - x * inverse(shift - mantissa(x) / 3) ** 3 for x in [1 + mpf(7 * i) / 700 for i in range(700)]]
        return max(e) + min(e)
    lo, hi = mpf("-0.2"), mpf("0.1")
    for _ in range(30):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if spread(mid) > 0 else (lo, mid)
    return float(((1 + mpf(1) / 3) * 1023 + lo) * 2 ** 41).hex()


def eighths():
    """The powers of 2^(1/8), all times the same 1 + i/2^52, which makes doubles of them but for a few hundredths of an ulp.

    Searches the first i for which none is off by more; the bits of the j-th one less j in the place where exp adds it again.
    """
    powers = [mpf(2) ** (mpf(j) / 8) for j in range(8)]
    one = 2 ** 64
    at = [int((p * 2 ** 52 % 1) * one) for p in powers]
    step = [int((p % 1) * one) for p in powers]
    near = one // 19
    i = 0
    while any(near < a < one - near for a in at):
        i += 1
        at = [(a + s) % one for a, s in zip(at, step)]
    factor = 1 + mpf(i) / 2 ** 52
    print(f"    // i = {i}")
    print("    static final double EXP_SHIFT =", float(-log(factor)).hex() + ";")
    for j, p in enumerate(powers):
        bits = int(float(p * factor) * 2 ** 52) - 2 ** 52 + (1023 << 52)
        print(f"    0x{bits - (j << 49):x}L, // off by {nstr((p * factor - float(p * factor)) * 2 ** 52, 3)} ulp")


def main():
    half = log(2) / 2 * (1 + mpf(2) ** -20)
    split("LN2", log(2), (53, 53))
    split("LN2_SHORT", log(2), (42, 53))
    print("    static final double LOG2E =", float(1 / log(2)).hex() + ";")
    split("PIO2", pi / 2, (53, 35, 53))
    print("    static final double TWO_OVER_PI =", float(2 / pi).hex() + ";")
    f = taylor(lambda r: (exp(r) - 1 - r - r * r / 2) / r ** 3, mpf("1e-6"), lambda r: mpf(1) / 6 + r / 24 + r * r / 120 + r ** 3 / 720)
    tail("EXP", f, lambda r: r * r + mpf("1e-3"), -half, half, 9)
    eighths()
    Q = taylor(lambda r: (exp(r) - 1 - r) / r ** 2, mpf("1e-6"), lambda r: mpf(1) / 2 + r / 6 + r * r / 24 + r ** 3 / 120)
    tail("EXPQ", Q, lambda r: (r * r + mpf("1e-5")) * exp(-r), -half / 8, half / 8, 5)
    # log((1+s)/(1-s)) = 2s + s·z·L(z)
    L = taylor(lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, mpf("1e-8"), lambda z: mpf(2) / 3 + 2 * z / 5 + 2 * z * z / 7 + 2 * z ** 3 / 9)
    top = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2 * (1 + mpf(2) ** -20)
    tail("LOG", L, lambda z: z / 2 + mpf("1e-6"), 0, top, 6)
    tail("WIDE", L, lambda z: z / 2 + mpf("1e-5"), 0, mpf(1) / 9, 10)
    q = (pi / 4) ** 2 * (1 + mpf(2) ** -18)
    S = taylor(lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, mpf("1e-8"), lambda z: -mpf(1) / 6 + z / 120 - z * z / 5040 + z**3/362880)
    tail("SIN", S, lambda z: z + mpf("1e-4"), 0, q, 6)
    C = taylor(lambda z: (cos(sqrt(z)) - 1 + z / 2) / z ** 2, mpf("1e-6"), lambda z: mpf(1) / 24 - z / 720 + z * z / 40320 - z**3/3628800 + z**4/479001600)
    tail("COS", C, lambda z: z * z + mpf("1e-4"), 0, q, 6)
    B = taylor(lambda z: (asin(sqrt(z)) / sqrt(z) - 1) / z, mpf("1e-8"), lambda z: mpf(1) / 6 + 3 * z / 40 + 15 * z * z / 336 + 105 * z**3 / 3456)
    tail("ASIN", B, lambda z: z + mpf("1e-3"), 0, mpf(1) / 4, 13)

    split("ATAN_HALF", atan(mpf(1) / 2), (53, 53))
    split("ATAN_ONE", atan(mpf(1)), (53, 53))
    split("ATAN_THREE_HALVES", atan(mpf(3) / 2), (53, 53))
    A = taylor(lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z, mpf("1e-8"), lambda z: -mpf(1) / 3 + z / 5 - z * z / 7 + z**3 / 9)
    tail("ATAN", A, lambda z: z + mpf("1e-3"), 0, (mpf(7) / 16) ** 2, 10)
    print("    static final double INVERSE_CBRT_BITS =", inverse_cube_root() + ";")
    split("TWO_THIRDS", mpf(2) / 3, (53, 53))
    # log((1+s)/(1-s)) = 2s + 2/3 s^3 + s^5 M(z)
    M = taylor(lambda z: ((2 * atanh(sqrt(z)) / sqrt(z) - 2) / z - mpf(2) / 3) / z, mpf("1e-6"),
               lambda z: mpf(2) / 5 + 2 * z / 7 + 2 * z * z / 9 + 2 * z ** 3 / 11)
    tail("POW", M, lambda z: z * z + mpf("1e-5"), 0, top, 7)
    two = 2 / sqrt(pi)
    E = taylor(lambda z: erf(sqrt(z)) / sqrt(z) - 1, mpf("1e-8"), lambda z: two * (1 - z / 3 + z * z / 10 - z ** 3 / 42) - 1)
    tail("ERF", E, lambda z: mpf(1), 0, mpf(9) / 16, 11)
    split("ROOT_HALF", sqrt(mpf(1) / 2), (53, 53))

    # (1 + 2x) exp(x^2) erfc(x) = 1 + w T(t), w = x/(x + 4), t = 2w - 1
    def T(t):
        t = max(t, -1 + mpf("1e-12"))
        x = 4 * (1 + t) / (1 - t)
        return ((1 + 2 * x) * exp(x * x) * erfc(x) - 1) * 2 / (1 + t)
    tail("ERFC", T, lambda t: (1 + t) / 2 + mpf("1e-3"), -1, mpf("23.5") / mpf("31.5"), 22)

main()
