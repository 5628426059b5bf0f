package org.thalweg.optimize;

import java.util.Arrays;
import org.thalweg.internal.kernel.Kernels;

/// Pairs in floats, for many variables: half the bytes, where bytes are what a direction waits for. Everything that is
/// computed from them is computed in doubles, but for [#combineInFloats], whose error is that of the pairs.
///
/// A pair tells a curvature, and what it tells is an average along a step. 24 binary digits leave `6·10⁻⁸` of each element, less
/// than what the change of curvature from step to step makes of it; x, f, ∇f and p have all theirs. Near a minimum the digits of
/// doubles are not more: s and y are differences of numbers that have 53 of them.
///
/// A row is divided by a power of two near its norm, which is taken back where the row is used. Elements below 10⁻³¹ of the
/// norm may lose digits.
///
/// Rows stand in one array as those of [DoubleRows] do.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class FloatRows implements PairRows {
    /// So many elements of each row are read before the next rows are: those of a vector stay near, and a row is read long
    /// enough in one go to be fetched ahead.
    private static final int BLOCK = 8192;

    /// The square of a norm, divided by that of a power of two, up to which the power serves, as does the inverse. From step to
    /// step a norm seldom changes by so much, and floats have room for more.
    private static final double FAR = 0x1p40;

    private static final int EIGHT = 8;

    private final int n;
    private final int stride;
    private final float[] numbers;
    /// What each row is to be multiplied by, a power of two.
    private final double[] scale;
    private final double[] pair = new double[Kernels.PAIR_ROOM];
    private final int[] at;
    private final double[] factors;
    private final float[] rounded;
    /// What the next s and the next y are divided by, unless they are far from it: what the last ones are.
    private final double[] next = {1, 1};
    private final double[] lanes;
    private final double[] a;
    private final int[] one = new int[2];
    private final double[] two = new double[2];

    /// @throws IllegalArgumentException if the rows do not fit in one array
    FloatRows(int n, int slots) {
        this.n = n;
        stride = Kernels.padded(n) | Kernels.LANES;
        numbers = new float[DoubleRows.room(slots, stride)];
        scale = new double[2 * slots];
        at = new int[2 * slots];
        factors = new double[2 * slots];
        rounded = new float[2 * slots];
        lanes = new double[Math.max(2 * slots, 6) * EIGHT];
        a = new double[slots];
        Arrays.fill(scale, 1.0);
    }

    @Override
    public void write(int slot, double[] x1, double[] x0, double[] g1, double[] g0, double[] out) {
        int s = 2 * slot;
        int y = s + 1;
        scale[s] = next[0];
        scale[y] = next[1];
        round(s, y, x1, x0, g1, g0);
        next[0] = scale(pair[2], scale[s]);
        next[1] = scale(pair[1], scale[y]);
        if (scale[s] != next[0] || scale[y] != next[1]) {
            scale[s] = next[0];
            scale[y] = next[1];
            round(s, y, x1, x0, g1, g0);
        }
        System.arraycopy(pair, 0, out, 0, NUMBERS);
    }

    private void round(int s, int y, double[] x1, double[] x0, double[] g1, double[] g0) {
        Kernels.pairInFloats(x1, x0, g1, g0, 1 / scale[s], 1 / scale[y], numbers, s * stride, y * stride, n, pair);
    }

    /// A power of two near the norm of a row: the one at hand, unless it is far.
    private static double scale(double square, double scale) {
        double beside = square / scale / scale;
        return beside >= 1 / FAR && beside <= FAR ? scale : Math.scalb(1.0, Math.getExponent(square) / 2);
    }

    /// What is written from here on does not depend on what was written before.
    @Override
    public void forget() {
        Arrays.fill(next, 1.0);
    }

    @Override
    public void products(int[] which, int count, double[] v, double[] out) {
        locate(which, count);
        Arrays.fill(lanes, 0, EIGHT * count, 0.0);
        for (int from = 0; from < n; from += BLOCK) {
            Kernels.rowDots(numbers, at, count, from, v, from, Math.min(BLOCK, n - from), lanes, 0);
        }
        for (int r = 0; r < count; r++) {
            out[r] = scale[which[r]] * Kernels.sumEight(lanes, EIGHT * r);
        }
    }

    /// Backwards: what was read last is still near. After it, [#slope], [#square] and [#largest] tell of the result.
    @Override
    public void combine(int[] which, int count, double[] c, double beta, double[] v, double[] out) {
        begin(which, count, c);
        for (int from = (n - 1) / BLOCK * BLOCK; from >= 0; from -= BLOCK) {
            int many = Math.min(BLOCK, n - from);
            Kernels.combineRows(numbers, at, count, factors, beta, v, out, v, from, many, lanes, 0);
        }
    }

    /// As [#combine], to less digits: the rows are added in floats, which rounds each term of each element once more as the pair
    /// was rounded. The largest factor is made a number near 1 before.
    void combineInFloats(int[] which, int count, double[] c, double beta, double[] v, double[] out) {
        begin(which, count, c);
        double most = 0;
        for (int r = 0; r < count; r++) {
            most = Math.max(most, Math.abs(factors[r]));
        }
        int exponent = Math.getExponent(most);
        double kappa = Math.scalb(1.0, exponent);
        double inverse = Math.scalb(1.0, -exponent);
        for (int r = 0; r < count; r++) {
            rounded[r] = (float) (inverse * factors[r]);
        }
        for (int from = (n - 1) / BLOCK * BLOCK; from >= 0; from -= BLOCK) {
            int many = Math.min(BLOCK, n - from);
            Kernels.combineRowsInFloats(numbers, at, count, rounded, kappa, beta, v, out, v, from, many, lanes, 0);
        }
    }

    private void begin(int[] which, int count, double[] c) {
        locate(which, count);
        for (int r = 0; r < count; r++) {
            factors[r] = c[r] * scale[which[r]];
        }
        Arrays.fill(lanes, 0, 3 * EIGHT, 0.0);
    }

    private void locate(int[] which, int count) {
        for (int r = 0; r < count; r++) {
            at[r] = which[r] * stride;
        }
    }

    /// `outᵀv` of the last combination.
    double slope() {
        return Kernels.sumEight(lanes, 0);
    }

    /// `vᵀv` of the last combination.
    double square() {
        return Kernels.sumEight(lanes, 2 * EIGHT);
    }

    /// `‖out‖∞` of the last combination.
    double largest() {
        double largest = 0;
        for (int lane = EIGHT; lane < 2 * EIGHT; lane++) {
            largest = Math.max(largest, lanes[lane]);
        }
        return largest;
    }

    @Override
    public void elements(int[] which, int count, int i, double[] out) {
        for (int r = 0; r < count; r++) {
            out[r] = scale[which[r]] * numbers[which[r] * stride + i];
        }
    }

    @Override
    public void copy(int row, double[] out) {
        Kernels.widen(scale[row], numbers, row * stride, out, 0, n);
    }

    /// Row by row: it is called where products of all rows at once have lost their digits, which is hardly ever.
    @Override
    public double twoLoops(History history, double[] g, double[] p) {
        int count = history.count();
        Kernels.scaleDot(-1, g, 0, p, 0, g, 0, n);
        for (int age = count - 1; age >= 0; age--) {
            int slot = history.slot(age);
            a[slot] = history.rho(slot) * product(2 * slot, p);
            add(-a[slot], 2 * slot + 1, p);
        }
        Kernels.scaleDot(history.gamma(), p, 0, p, 0, g, 0, n);
        for (int age = 0; age < count; age++) {
            int slot = history.slot(age);
            double b = history.rho(slot) * product(2 * slot + 1, p);
            add(Math.fma(history.tau(slot), a[slot], -b), 2 * slot, p);
        }
        return Kernels.dot(p, 0, g, 0, n);
    }

    private double product(int row, double[] v) {
        Arrays.fill(one, row);
        products(one, 2, v, two);
        return two[0];
    }

    private void add(double c, int row, double[] to) {
        Arrays.fill(one, row);
        two[0] = c;
        two[1] = 0;
        combine(one, 2, two, 1, to, to);
    }

    @Override
    public void poison() {
        for (int row = 0; row < scale.length; row++) {
            Arrays.fill(numbers, row * stride, row * stride + n, Float.NaN);
        }
        for (double[] some : new double[][] {scale, next, pair, factors, lanes, a, two}) {
            Arrays.fill(some, Double.NaN);
        }
        Arrays.fill(rounded, Float.NaN);
    }

    @Override
    public void keep(Tape tape) {
        tape.keep(numbers, numbers.length);
        tape.keep(scale, scale.length);
        tape.keep(next, next.length);
    }
}
