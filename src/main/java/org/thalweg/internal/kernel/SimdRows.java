package org.thalweg.internal.kernel;

/// Many rows and one vector. No bit of products and of sums in doubles depends on how many rows are read at once: each row has its
/// own lanes, and each element of a combination takes the rows one by one. Of sums in floats the groups are part of the definition.
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class SimdRows {
    private static final int W = SimdLoops.SPECIES.length();
    /// Rows of a group of a sum in floats, also read at once; with 512 bits twice as many are, and with 256 half as many for
    /// products.
    private static final int TEN = 10;
    private static final int TWENTY = 20;
    private static final int FIVE = 5;
    /// The lanes of a combination; behind them are those of groups of rows that are not the last ones added.
    private static final int LANES = 24;

    /// Up to so many elements of twenty rows are added at once: they are in the second cache, where so many streams are no slower
    /// than ten, and what they are added to is read and written once.
    private static final int NEAR = 4096;

    private SimdRows() {}

    static void dots(float[] rows, int[] at, int count, int from, double[] v, int vo, int n, double[] lanes, int lo) {
        int r = 0;
        for (; W >= 4 && r <= count - TEN; r += TEN) {
            int lr = lo + 8 * r;
            if (W == 8) {
                Rows512.dotTen(rows, at, r, from, v, vo, n, lanes, lr);
            } else {
                Rows256.dotFive(rows, at, r, from, v, vo, n, lanes, lr);
                Rows256.dotFive(rows, at, r + FIVE, from, v, vo, n, lanes, lr + 8 * FIVE);
            }
        }
        for (; r < count; r += 2) {
            int lr = lo + 8 * r;
            switch (W) {
                case 8 -> Rows512.dotTwo(rows, at, r, from, v, vo, n, lanes, lr);
                case 4 -> Rows256.dotTwo(rows, at, r, from, v, vo, n, lanes, lr);
                default -> Rows128.dotTwo(rows, at, r, from, v, vo, n, lanes, lr);
            }
        }
    }

    /// Two by two: it is rarely called.
    static void combine(float[] rows, int[] at, int count, double[] c, double beta, double[] v, double[] out, double[] z,
            int from, int n, double[] lanes, int lo) {
        double[] sum = v;
        double factor = beta;
        for (int r = count - 2; r >= 0; r -= 2) {
            int to = r == 0 ? lo : lo + LANES;
            switch (W) {
                case 8 -> Rows512.combineTwo(rows, at, r, c, factor, sum, out, z, from, n, lanes, to);
                case 4 -> Rows256.combineTwo(rows, at, r, c, factor, sum, out, z, from, n, lanes, to);
                default -> Rows128.combineTwo(rows, at, r, c, factor, sum, out, z, from, n, lanes, to);
            }
            sum = out;
            factor = 1;
        }
    }

    /// Ten by ten, as it is defined, also where two tens are read at once, and the rest by twos.
    static void combineInFloats(float[] rows, int[] at, int count, float[] c, double kappa, double beta, double[] v,
            double[] out, double[] z, int from, int n, double[] lanes, int lo) {
        double[] sum = v;
        double factor = beta;
        int r = count;
        while (W == 8 && r >= TWENTY && n <= NEAR) {
            r -= TWENTY;
            Rows512.addTwenty(rows, at, r, c, kappa, factor, sum, out, z, from, n, lanes, r == 0 ? lo : lo + LANES);
            sum = out;
            factor = 1;
        }
        while (r > 0) {
            boolean ten = r >= TEN;
            r -= ten ? TEN : 2;
            int to = r == 0 ? lo : lo + LANES;
            if (ten) {
                switch (W) {
                    case 8 -> Rows512.addTen(rows, at, r, c, kappa, factor, sum, out, z, from, n, lanes, to);
                    case 4 -> Rows256.addTen(rows, at, r, c, kappa, factor, sum, out, z, from, n, lanes, to);
                    default -> Rows128.addTen(rows, at, r, c, kappa, factor, sum, out, z, from, n, lanes, to);
                }
            } else {
                switch (W) {
                    case 8 -> Rows512.addTwo(rows, at, r, c, kappa, factor, sum, out, z, from, n, lanes, to);
                    case 4 -> Rows256.addTwo(rows, at, r, c, kappa, factor, sum, out, z, from, n, lanes, to);
                    default -> Rows128.addTwo(rows, at, r, c, kappa, factor, sum, out, z, from, n, lanes, to);
                }
            }
            sum = out;
            factor = 1;
        }
    }
}
