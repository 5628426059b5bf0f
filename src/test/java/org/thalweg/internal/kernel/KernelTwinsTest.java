package org.thalweg.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.thalweg.internal.kernel.Twins.agree;
import static org.thalweg.internal.kernel.Twins.silent;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The two sets of kernels have the same bits: over lengths around every boundary, offsets, and aliasing that the
/// contract allows, on ordinary and special values.
class KernelTwinsTest {
    private static final int X = 5;

    static IntStream lengths() {
        return IntStream.concat(
                IntStream.rangeClosed(0, 70),
                IntStream.of(95, 96, 97, 127, 128, 129, 130, 255, 256, 257, 258, 259, 260, 1000, 4097, 4111));
    }

    /// The offset of the k-th operand of length n, not aligned to anything.
    private static int at(int k, int n) {
        return X + k * (n + 7);
    }

    private static double[] memory(int operands, int n, boolean special) {
        int length = at(operands, n) + 16;
        return special ? Twins.values(n * 31L + operands, length) : Twins.ordinary(n * 37L + operands, length);
    }

    private static float[] floats(double[] a) {
        float[] floats = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            floats[i] = (float) a[i];
        }
        return floats;
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void reductions(int n) {
        for (boolean special : new boolean[] {false, true}) {
            double[] m = memory(3, n, special);
            agree("dot", m, (k, a) -> k.dot(a, at(0, n), a, at(1, n), n));
            agree("dot with itself", m, (k, a) -> k.dot(a, at(0, n), a, at(0, n), n));
            agree("sum", m, (k, a) -> k.sum(a, at(0, n), n));
            agree("normInf", m, (k, a) -> k.normInf(a, at(0, n), n));
            agree("allFinite", m, (k, a) -> k.allFinite(a, at(0, n), n) ? 1 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void fusedUpdates(int n) {
        for (boolean special : new boolean[] {false, true}) {
            double[] m = memory(3, n, special);
            double t = -0.37;
            int x = at(0, n);
            int y = at(1, n);
            int z = at(2, n);
            agree("axpy", m, silent((k, a) -> k.axpy(t, a, x, a, y, n)));
            agree("axpyDot", m, (k, a) -> k.axpyDot(t, a, x, a, y, a, z, n));
            agree("axpyDot, z = y", m, (k, a) -> k.axpyDot(t, a, x, a, y, a, y, n));
            agree("axpyDot, z = x", m, (k, a) -> k.axpyDot(t, a, x, a, y, a, x, n));
            agree("scaleDot", m, (k, a) -> k.scaleDot(t, a, x, a, y, a, z, n));
            agree("scaleDot, in place", m, (k, a) -> k.scaleDot(t, a, y, a, y, a, z, n));
            agree("scaleDot, z = x", m, (k, a) -> k.scaleDot(t, a, x, a, y, a, x, n));
            agree("scaleDot, all one", m, (k, a) -> k.scaleDot(t, a, y, a, y, a, y, n));
            agree("step", m, silent((k, a) -> k.step(a, x, t, a, y, a, z, n)));
            agree("step onto x", m, silent((k, a) -> k.step(a, x, t, a, y, a, x, n)));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void pairs(int n) {
        for (boolean special : new boolean[] {false, true}) {
            double[] x1 = special ? Twins.values(1, n) : Twins.ordinary(1, n);
            double[] x0 = Twins.ordinary(2, n);
            double[] g1 = special ? Twins.values(3, n) : Twins.ordinary(3, n);
            double[] g0 = Twins.ordinary(4, n);
            for (int product = 0; product < 5; product++) {
                int which = product;
                agree("pair", memory(3, n, false), (k, a) -> {
                    double[] dots = new double[5];
                    k.pair(x1, x0, g1, g0, a, at(0, n), a, at(1, n), n, dots, 0);
                    return dots[which];
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void numbersOfPairsAreThoseOfDotAndNormInf(int n) {
        KernelSet k = Twins.SCALAR;
        double[] a = memory(3, n, false);
        double[] dots = new double[5];
        int s = at(0, n);
        int y = at(1, n);
        double[] x1 = Twins.ordinary(1, n);
        double[] g1 = Twins.ordinary(3, n);
        k.pair(x1, Twins.ordinary(2, n), g1, Twins.ordinary(4, n), a, s, a, y, n, dots, 0);
        assertEquals(k.dot(a, s, a, y, n), dots[0], "sᵀy");
        assertEquals(k.dot(a, y, a, y, n), dots[1], "yᵀy");
        assertEquals(k.dot(a, s, a, s, n), dots[2], "sᵀs");
        assertEquals(k.normInf(x1, 0, n), dots[3], "‖x₁‖∞");
        assertEquals(k.normInf(g1, 0, n), dots[4], "‖g₁‖∞");
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void pairsInFloats(int n) {
        for (boolean special : new boolean[] {false, true}) {
            double[] x1 = special ? Twins.values(1, n) : Twins.ordinary(1, n);
            double[] g1 = special ? Twins.values(3, n) : Twins.ordinary(3, n);
            double[] x0 = Twins.ordinary(2, n);
            double[] g0 = Twins.ordinary(4, n);
            agree("pair in floats", memory(3, n, false), silent((k, a) -> {
                float[] rows = new float[2 * n + 9];
                double[] dots = Twins.ordinary(5, Kernels.PAIR_ROOM);
                k.pairInFloats(x1, x0, g1, g0, -0.7, 1.3, rows, n + 5, 3, n, dots);
                System.arraycopy(dots, 0, a, 0, 5);
                for (int i = 0; i < rows.length; i++) {
                    a[5 + i] = rows[i];
                }
            }));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void aPairInFloatsIsAPairThatIsRounded(int n) {
        double[] x1 = Twins.ordinary(1, n);
        double[] x0 = Twins.ordinary(2, n);
        double[] g1 = Twins.ordinary(3, n);
        double[] g0 = Twins.ordinary(4, n);
        KernelSet k = Twins.SCALAR;
        double[] s = new double[n];
        double[] y = new double[n];
        double[] numbers = new double[5];
        float[] rows = new float[2 * n + 9];
        double[] dots = Twins.ordinary(5, Kernels.PAIR_ROOM);
        k.pair(x1, x0, g1, g0, s, 0, y, 0, n, numbers, 0);
        k.pairInFloats(x1, x0, g1, g0, -0.7, 1.3, rows, n + 5, 3, n, dots);
        double[] wide = new double[n + 2];
        k.widen(-2, rows, 3, wide, 1, n);
        for (int i = 0; i < n; i++) {
            assertEquals((float) (-0.7 * s[i]), rows[n + 5 + i]);
            assertEquals((float) (1.3 * y[i]), rows[3 + i]);
            assertEquals(-2.0 * rows[3 + i], wide[1 + i]);
        }
        assertEquals(0, rows[2] + rows[n + 3] + rows[n + 4] + rows[2 * n + 5] + wide[0] + wide[n + 1]);
        for (int product = 0; product < 3; product++) {
            assertEquals(numbers[product], dots[product], 1e-14 * n);
        }
        assertEquals(numbers[3], dots[3]);
        assertEquals(numbers[4], dots[4]);
    }

    @ParameterizedTest
    @EnumSource
    void elementwise(Elementwise op) {
        lengths().filter(n -> n < 300).forEach(n -> {
            double[] m = memory(4, n, true);
            int x = at(0, n);
            int y = at(1, n);
            int z = at(2, n);
            int out = at(3, n);
            switch (op.arity()) {
                case 1 -> {
                    agree(op + "", m, silent((k, a) -> k.unary(op, a, x, a, out, n)));
                    agree(op + " in place", m, silent((k, a) -> k.unary(op, a, x, a, x, n)));
                }
                case 2 -> {
                    agree(op + "", m, silent((k, a) -> k.binary(op, a, x, a, y, a, out, n)));
                    agree(op + " onto a", m, silent((k, a) -> k.binary(op, a, x, a, y, a, x, n)));
                    agree(op + " onto b", m, silent((k, a) -> k.binary(op, a, x, a, y, a, y, n)));
                }
                default -> {
                    agree(op + "", m, silent((k, a) -> k.select(a, x, a, y, a, z, a, out, n)));
                    agree(op + " onto b", m, silent((k, a) -> k.select(a, x, a, y, a, z, a, z, n)));
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void blocksComputeWhatTheDefinitionSays(Elementwise op) {
        int n = 67;
        double[] m = memory(4, n, true);
        for (KernelSet kernels : new KernelSet[] {Twins.SCALAR, Twins.SIMD}) {
            double[] a = m.clone();
            int out = at(3, n);
            switch (op.arity()) {
                case 1 -> kernels.unary(op, a, at(0, n), a, out, n);
                case 2 -> kernels.binary(op, a, at(0, n), a, at(1, n), a, out, n);
                default -> kernels.select(a, at(0, n), a, at(1, n), a, at(2, n), a, out, n);
            }
            for (int i = 0; i < n; i++) {
                double want = op.apply(m[at(0, n) + i], m[at(1, n) + i], m[at(2, n) + i]);
                assertEquals(Double.doubleToLongBits(want), Double.doubleToLongBits(a[out + i]), op + " at " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void runningLanes(int n) {
        for (boolean special : new boolean[] {false, true}) {
            double[] m = memory(4, Math.max(n, 32), special);
            int acc = at(3, Math.max(n, 32));
            agree("sumInto", m, (k, a) -> {
                k.sumInto(a, acc, a, at(0, n), n);
                return k.sumLanes(a, acc);
            });
            agree("dotInto", m, (k, a) -> {
                k.dotInto(a, acc, a, at(0, n), a, at(1, n), n);
                return k.sumLanes(a, acc);
            });
            agree("maxInto", m, (k, a) -> {
                k.maxInto(a, acc, a, at(0, n), n);
                return k.maxLanes(a, acc);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void gathersAndScatters(int n) {
        double[] m = memory(4, n, true);
        int[] index = IntStream.range(0, n).map(i -> (i * 7) % Math.max(1, n)).toArray();
        agree("fill", m, silent((k, a) -> k.fill(a, X, 0.25, n)));
        agree("gatherStrided", m, silent((k, a) -> k.gatherStrided(a, X, 2, a, at(3, n), n)));
        agree("gather", m, silent((k, a) -> k.gather(a, X, index, 0, a, at(3, n), n)));
        agree("scatterAddStrided 1", m, silent((k, a) -> k.scatterAddStrided(a, X, a, at(1, n), 1, n)));
        agree("scatterAddStrided 2", m, silent((k, a) -> k.scatterAddStrided(a, X, a, at(1, n), 2, n)));
        agree("scatterAdd", m, silent((k, a) -> k.scatterAdd(a, X, index, 0, a, at(1, n), n)));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void matrices(int n) {
        if (n == 0 || n > 260) {
            return;
        }
        for (int rows : new int[] {1, 2, 3, 4, 5, 8, 9}) {
            double[] m = Twins.values(n, X + rows * n + 3 * (n + rows) + 40);
            int v = X + rows * n + 3;
            int out = v + Math.max(n, rows) + 3;
            agree("M·v", m, silent((k, a) -> k.matrixTimes(a, X, rows, n, a, v, a, out)));
            agree("M + abᵀ + baᵀ", m, silent((k, a) -> k.rankTwo(a, X, rows, n, a, v, a, out)));
            agree("Mᵀ·w", m, silent((k, a) -> k.matrixTransposeTimes(a, X, rows, n, a, v, a, out)));
            double[] exact = Twins.values(n + 1, rows * n);
            double[] vector = Twins.ordinary(n + 2, n);
            agree("M·v, nothing behind", m, silent((k, a) -> k.matrixTimes(exact, 0, rows, n, vector, 0, a, out)));
        }
    }

    /// Rows in any order, in every grouping, the first elements of each left out.
    @ParameterizedTest
    @MethodSource("lengths")
    void manyRows(int n) {
        for (int count : new int[] {2, 4, 8, 10, 12, 18, 20, 26}) {
            int from = 8;
            int[] at = new int[count];
            Arrays.setAll(at, r -> X + (r * 7 % count) * (n + from + 3));
            int v = X + count * (n + from + 3);
            int out = v + n + from + 5;
            int lanes = out + n + from + 3;
            int length = lanes + 8 * count + 48;
            double[] m = n % 2 == 0 ? Twins.values(n + count, length) : Twins.ordinary(n, length);
            float[] rows = floats(m);
            double[] c = Twins.ordinary(count, count);
            agree("products of " + count + " rows", m, silent((k, a) -> k.rowDots(rows, at, count, from, a, v + 1, n, a, lanes)));
            agree("one of them", m, (k, a) -> {
                k.rowDots(rows, at, count, from, a, v + 1, n, a, lanes);
                return k.sumEight(a, lanes + 8 * (count - 1));
            });
            for (boolean inPlace : new boolean[] {false, true}) {
                double[] g = Arrays.copyOfRange(m, v, v + n + from);
                agree("combination of " + count + " rows", m, silent((k, a) -> {
                    double[] sum = inPlace ? Arrays.copyOfRange(a, out, out + n + from) : new double[n + from];
                    k.combineRows(rows, at, count, c, -0.7, inPlace ? sum : g, sum, g, from, n, a, lanes);
                    System.arraycopy(sum, 0, a, out, n + from);
                    Arrays.fill(a, lanes + 24, lanes + 48, 0);
                }));
                agree("combination of " + count + " rows in floats", m, silent((k, a) -> {
                    double[] sum = inPlace ? Arrays.copyOfRange(a, out, out + n + from) : new double[n + from];
                    k.combineRowsInFloats(rows, at, count, floats(c), 1.3, -0.7, inPlace ? sum : g, sum, g, from, n, a, lanes);
                    System.arraycopy(sum, 0, a, out, n + from);
                    Arrays.fill(a, lanes + 24, lanes + 48, 0);
                }));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void manyRowsFollowTheirDefinition(int n) {
        int[] at = {3, n + 5};
        float[] rows = floats(Twins.ordinary(n, 2 * n + 9));
        double[] v = Twins.ordinary(n + 1, n);
        double[] c = {0.3, -1.7};
        double[] products = new double[16];
        double[] sum = new double[n];
        double[] three = new double[24];
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < 2; r++) {
                products[8 * r + i % 8] = Math.fma(rows[at[r] + i], v[i], products[8 * r + i % 8]);
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            sum[i] = Math.fma(c[0], rows[at[0] + i], Math.fma(c[1], rows[at[1] + i], -0.7 * v[i]));
            three[i % 8] = Math.fma(sum[i], v[i], three[i % 8]);
            three[8 + i % 8] = Math.max(three[8 + i % 8], Math.abs(sum[i]));
            three[16 + i % 8] = Math.fma(v[i], v[i], three[16 + i % 8]);
        }
        for (KernelSet kernels : new KernelSet[] {Twins.SCALAR, Twins.SIMD}) {
            double[] lanes = new double[48];
            double[] out = new double[n];
            int cut = n / 2 & -8;
            kernels.rowDots(rows, at, 2, 0, v, 0, cut, lanes, 0);
            kernels.rowDots(rows, at, 2, cut, v, cut, n - cut, lanes, 0);
            assertArrayEquals(products, Arrays.copyOf(lanes, 16), 0);
            assertEquals(((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7])),
                    kernels.sumEight(lanes, 0));
            Arrays.fill(lanes, 0);
            kernels.combineRows(rows, at, 2, c, -0.7, v, out, v, cut, n - cut, lanes, 0);
            kernels.combineRows(rows, at, 2, c, -0.7, v, out, v, 0, cut, lanes, 0);
            assertArrayEquals(sum, out, 0);
            assertArrayEquals(three, Arrays.copyOf(lanes, 24), 0);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void sumsInFloatsFollowTheirDefinition(int n) {
        for (int count : new int[] {2, 10, 14, 20, 32}) {
            float[] rows = floats(Twins.ordinary(n, count * (n + 3)));
            float[] c = floats(Twins.ordinary(count, count));
            int[] at = new int[count];
            Arrays.setAll(at, r -> r * (n + 3) + 1);
            double[] v = Twins.ordinary(n + 1, n);
            double[] sum = new double[n];
            double[] three = new double[24];
            for (int i = n - 1; i >= 0; i--) {
                sum[i] = -0.7 * v[i];
                int r = count;
                for (; r >= 10; r -= 10) {
                    float ten = chain(rows, c, at, r - 5, 5, i) + chain(rows, c, at, r - 10, 5, i);
                    sum[i] = Math.fma(1.3, ten, sum[i]);
                }
                for (; r > 0; r -= 2) {
                    sum[i] = Math.fma(1.3, chain(rows, c, at, r - 2, 2, i), sum[i]);
                }
                three[i % 8] = Math.fma(sum[i], v[i], three[i % 8]);
                three[8 + i % 8] = Math.max(Math.abs(sum[i]), three[8 + i % 8]);
                three[16 + i % 8] = Math.fma(v[i], v[i], three[16 + i % 8]);
            }
            for (KernelSet kernels : new KernelSet[] {Twins.SCALAR, Twins.SIMD}) {
                double[] lanes = new double[48];
                double[] out = new double[n];
                int cut = n / 2 & -8;
                kernels.combineRowsInFloats(rows, at, count, c, 1.3, -0.7, v, out, v, cut, n - cut, lanes, 0);
                kernels.combineRowsInFloats(rows, at, count, c, 1.3, -0.7, v, out, v, 0, cut, lanes, 0);
                assertArrayEquals(sum, out, 0);
                assertArrayEquals(three, Arrays.copyOf(lanes, 24), 0);
            }
        }
    }

    /// Some rows, the last one first.
    private static float chain(float[] rows, float[] c, int[] at, int first, int many, int i) {
        float sum = rows[at[first + many - 1] + i] * c[first + many - 1];
        for (int r = first + many - 2; r >= first; r--) {
            sum = Math.fma(rows[at[r] + i], c[r], sum);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void reductionsFollowTheTree(int n) {
        double[] a = Twins.ordinary(n, n);
        double[] b = Twins.ordinary(n + 1, n);
        double dot = Twins.tree(n, i -> 0, s -> Math.fma(a[(int) s[1]], b[(int) s[1]], s[0]));
        double sum = Twins.tree(n, i -> a[i], s -> s[0] + s[2]);
        for (KernelSet kernels : new KernelSet[] {Twins.SCALAR, Twins.SIMD}) {
            assertEquals(Double.doubleToLongBits(dot), Double.doubleToLongBits(kernels.dot(a, 0, b, 0, n)));
            assertEquals(Double.doubleToLongBits(sum), Double.doubleToLongBits(kernels.sum(a, 0, n)));
            double[] lanes = new double[32];
            kernels.dotInto(lanes, 0, a, 0, b, 0, n);
            assertEquals(Double.doubleToLongBits(dot), Double.doubleToLongBits(kernels.sumLanes(lanes, 0)));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void dotIsAccurate(int n) {
        double[] a = Twins.ordinary(n, n);
        double[] b = Twins.ordinary(n + 1, n);
        BigDecimal exact = BigDecimal.ZERO;
        double magnitude = 0;
        for (int i = 0; i < n; i++) {
            exact = exact.add(new BigDecimal(a[i]).multiply(new BigDecimal(b[i])));
            magnitude += Math.abs(a[i] * b[i]);
        }
        double roundings = n / 32 + 6;
        assertEquals(exact.doubleValue(), Twins.SIMD.dot(a, 0, b, 0, n), roundings * 0x1p-53 * magnitude);
    }
}
