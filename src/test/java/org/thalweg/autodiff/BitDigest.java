package org.thalweg.autodiff;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.KernelDigest;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.optimize.BatchSolver;
import org.thalweg.optimize.Box;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.Solution;

/// Prints one number over the bits of everything that computes: kernels, elementary functions at hard points, derivatives of
/// random formulas, whole solves. Virtual machines that print the same number compute the same.
///
/// Run by hand: `java -cp target/classes:target/test-classes org.thalweg.autodiff.BitDigest 1`.
public final class BitDigest {
    private final CRC32C digest = new CRC32C();
    private final int repeats;

    private BitDigest(int repeats) {
        this.repeats = repeats;
    }

    /// Prints `kernels formulas digest`.
    ///
    /// @param args how often each derivative is evaluated: more than once, it is also compared with itself while the virtual
    ///     machine compiles it
    public static void main(String[] args) {
        System.out.println(Kernels.name() + " " + System.getProperty("org.thalweg.formulas", "compiled") + " "
                + of(Integer.parseInt(args[0])));
    }

    static String of(int repeats) {
        BitDigest d = new BitDigest(repeats);
        d.add(Double.longBitsToDouble(KernelDigest.of()));
        d.elementaryFunctions();
        d.derivatives();
        d.solves();
        return Long.toHexString(d.digest.getValue());
    }

    private void elementaryFunctions() {
        double[] a = hardPoints();
        double[] b = new double[a.length];
        for (int i = 0; i < b.length; i++) {
            b[i] = a[(i * 7 + 3) % a.length];
        }
        double[] out = new double[a.length];
        for (Elementwise f : Elementwise.values()) {
            switch (f.arity()) {
                case 1 -> Kernels.unary(f, a, 0, out, 0, a.length);
                case 2 -> Kernels.binary(f, a, 0, b, 0, out, 0, a.length);
                default -> Kernels.select(a, 0, b, 0, a, 0, out, 0, a.length);
            }
            add(out);
        }
    }

    /// Specials, neighbours of powers of two and of multiples of π/4 and ln 2, subnormals, and random bits.
    private static double[] hardPoints() {
        SplittableRandom random = new SplittableRandom(42);
        double[] points = new double[4000];
        double[] specials = {0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 709.78, -745.1, -708.4, 0x1p53};
        for (int i = 0; i < points.length; i++) {
            double base = switch (i % 5) {
                case 0 -> Math.scalb(1.0, random.nextInt(-1074, 1024));
                case 1 -> random.nextInt(1, 1 << 20) * (StrictMath.PI / 4);
                case 2 -> random.nextInt(-1074, 1024) * StrictMath.log(2);
                case 3 -> Double.longBitsToDouble(random.nextLong());
                default -> random.nextDouble(-3, 3);
            };
            points[i] = i < specials.length ? specials[i]
                    : Double.longBitsToDouble(Double.doubleToRawLongBits(base) + random.nextInt(-2, 3));
        }
        return points;
    }

    private void derivatives() {
        int[] lengths = {1, 2, 5, 16, 33, 100, 257};
        for (int i = 0; i < 42; i++) {
            int n = lengths[i % lengths.length];
            RandomFormula random = new RandomFormula(1000 + i, n, 3 + i);
            Evaluator e = random.evaluator(random.simplified());
            double[] x = RandomFormula.vector(new SplittableRandom(i), n);
            double[] v = RandomFormula.vector(new SplittableRandom(-i), n);
            double[] first = all(e, x, v);
            for (int k = 1; k < repeats; k++) {
                if (!Arrays.equals(first, all(e, x, v))) {
                    throw new AssertionError("formula " + i + " changed at evaluation " + k);
                }
            }
            add(first);
        }
    }

    private static double[] all(Evaluator e, double[] x, double[] v) {
        int n = x.length;
        double[] g = new double[n];
        double[] hv = new double[n];
        double[] result = Arrays.copyOf(x, 2 * n + 3);
        result[2 * n] = e.value(x);
        result[2 * n + 1] = e.valueAndGradient(x, g);
        result[2 * n + 2] = e.directionalDerivative(x, v);
        e.hessianVector(x, v, hv);
        System.arraycopy(g, 0, result, 0, n);
        System.arraycopy(hv, 0, result, n, n);
        return result;
    }

    private void solves() {
        int n = 60;
        Formula chained = Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
        double[] start = new double[n];
        Arrays.fill(start, -1.2);
        add(Lbfgs.DEFAULT.minimize(chained, start));
        Formula decay = Formula.model(3, m -> {
            Expr x = m.x();
            Expr r = x.at(0).times(m.data("t", 64).times(x.at(1)).negate().exp()).plus(x.at(2)).minus(m.data("y", 64));
            return r.squaredNorm().times(0.5);
        });
        double[] t = new double[64];
        double[] y = new double[64];
        for (int i = 0; i < 64; i++) {
            t[i] = i / 16.0;
            y[i] = 2.5 * StrictMath.exp(-1.3 * t[i]) + 0.5 + 0.01 * StrictMath.sin(37.0 * i);
        }
        Evaluator fit = decay.evaluator().bind("t", t).bind("y", y);
        add(Lbfgs.DEFAULT.minimize(fit, 1, 1, 0));
        manyVariables(203, Integer.MAX_VALUE);
        manyVariables(16_500, 14);
        batches(chained, decay, t);
    }

    /// Directions from products of pairs, in one block of elements and in several.
    private void manyVariables(int n, int iterations) {
        Formula f = Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().plus(head.minus(1).square()).sum();
        });
        double[] start = new double[n];
        Arrays.setAll(start, i -> i % 7 * 0.3 - 1);
        add(Lbfgs.DEFAULT.withMaxIterations(iterations).minimize(f, start));
    }

    private void batches(Formula chained, Formula decay, double[] t) {
        add(solved(Lbfgs.DEFAULT.withMemory(3).batch(chained, 3), RandomFormula.vector(new SplittableRandom(9), 60 * 3)));
        int count = 40;
        double[] ys = RandomFormula.vector(new SplittableRandom(10), 64 * count);
        double[] fits = new double[3 * count];
        Arrays.fill(fits, 0.7);
        Box box = Box.of(3, -2, 2);
        add(solved(Lbfgs.DEFAULT.batch(decay, box, count).bind("t", t).bindEach("y", ys), fits));
    }

    /// As a batch begins, and by its compiled code; that is left out where vectors stay objects, and would take minutes.
    private double[] solved(BatchSolver batch, double[] starts) {
        double[] first = starts.clone();
        batch.minimize(first);
        if (repeats == 1) {
            return first;
        }
        batch.warmUp(starts, Duration.ZERO);
        double[] xs = starts.clone();
        batch.minimize(xs);
        if (!Arrays.equals(first, xs)) {
            throw new AssertionError("compiled code changes " + batch);
        }
        return xs;
    }

    private void add(Solution solution) {
        add(solution.x());
        add(solution.value(), solution.gradientNorm(), solution.iterations(), solution.evaluations());
    }

    private void add(double... values) {
        for (double value : values) {
            long bits = Double.doubleToLongBits(value);
            for (int shift = 0; shift < 64; shift += 8) {
                digest.update((int) (bits >>> shift) & 0xff);
            }
        }
    }
}
