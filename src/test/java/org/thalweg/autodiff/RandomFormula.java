package org.thalweg.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/// A random expression over everything that can be recorded, the same for the same seed: elementwise functions inside
/// their domains, slices, gathers, concatenations, reductions, blends, matrix products, data. Values stay of the order
/// of 1, so that derivatives can be compared with differences. Ties of min, max and comparisons have probability 0.
final class RandomFormula implements Function<Model, Expr> {
    static final int ROWS = 5;

    private final long seed;
    private final int n;
    private final int operations;
    private final boolean smooth;

    RandomFormula(long seed, int n, int operations) {
        this(seed, n, operations, false);
    }

    private RandomFormula(long seed, int n, int operations, boolean smooth) {
        this.seed = seed;
        this.n = n;
        this.operations = operations;
        this.smooth = smooth;
    }

    /// Without magnitudes, extrema and choices. A difference quotient across a kink says nothing about the derivative, and
    /// among hundreds of elements some kink is always near.
    static RandomFormula smooth(long seed, int n, int operations) {
        return new RandomFormula(seed, n, operations, true);
    }

    private static boolean hasKink(int choice) {
        return switch (choice) {
            case 4, 5, 10, 30, 31, 32, 40 -> true;
            default -> false;
        };
    }

    Formula simplified() {
        return Formula.model(n, this);
    }

    Formula plain() {
        return Formula.plain(n, this);
    }

    /// An evaluator with data that depends on the seed alone.
    Evaluator evaluator(Formula formula) {
        SplittableRandom random = new SplittableRandom(seed ^ 0xDA7AL);
        return formula.evaluator()
                .bind("d", vector(random, n))
                .bind("M", vector(random, ROWS * n));
    }

    static double[] vector(SplittableRandom random, int length) {
        return random.doubles(length, -1.5, 1.5).toArray();
    }

    @Override
    public Expr apply(Model m) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Expr> pool = new ArrayList<>(List.of(m.x(), m.data("d", n), m.x().at(random.nextInt(n))));
        Matrix matrix = m.matrix("M", ROWS, n);
        for (int k = 0; k < operations; k++) {
            pool.add(next(m, matrix, pool, random));
        }
        Expr total = m.constant(0.5);
        for (int k = 0; k < 4; k++) {
            total = total.plus(scalar(pool.get(pool.size() - 1 - random.nextInt(Math.min(8, pool.size()))), random));
        }
        return total.plus(m.x().squaredNorm().times(0.1 / n));
    }

    private Expr next(Model m, Matrix matrix, List<Expr> pool, SplittableRandom random) {
        Expr a = pool.get(random.nextInt(pool.size()));
        Expr b = fitting(a, pool, random);
        int choice = random.nextInt(47);
        return switch (smooth && hasKink(choice) ? 18 : choice) {
            case 0 -> a.plus(b).times(0.5);
            case 1 -> a.minus(b).times(0.7);
            case 2 -> a.times(b).sin();
            case 3 -> a.div(b.square().plus(1));
            case 4 -> a.min(b);
            case 5 -> a.max(b.times(0.9));
            case 6 -> a.square().plus(1).pow(b.tanh());
            case 7 -> a.atan2(b.sin().plus(2));
            case 8 -> a.hypot(b.cos().plus(1.5));
            case 9 -> a.negate();
            case 10 -> a.abs();
            case 11 -> a.square().tanh();
            case 12 -> a.square().plus(0.3).sqrt();
            case 13 -> a.square().plus(1).reciprocal();
            case 14 -> a.tanh().exp();
            case 15 -> a.sin().expm1();
            case 16 -> a.square().plus(1.1).log();
            case 17 -> a.square().log1p();
            case 18 -> a.sin();
            case 19 -> a.cos();
            case 20 -> a.tanh().tan();
            case 21 -> a.sin().times(0.9).asin();
            case 22 -> a.cos().times(0.9).acos();
            case 23 -> a.atan();
            case 24 -> a.sin().sinh();
            case 25 -> a.cos().cosh();
            case 26 -> a.tanh();
            case 27 -> a.square().plus(0.5).cbrt();
            case 28 -> a.logistic();
            case 29 -> a.softplus().tanh();
            case 30 -> a.lessThan(b).select(a.times(2).sin(), b.cos());
            case 31 -> a.atMost(0.2).and(b.greaterThan(-0.5)).select(a.sin(), b.times(0.3));
            case 32 -> a.greaterThan(0).or(b.equalTo(a).not()).select(a.abs().plus(0.1).log().tanh(), b.sin());
            case 33 -> a.isScalar() ? a : part(a, random);
            case 34 -> a.isScalar() ? a.sin() : a.at(random.nextInt(a.length()));
            case 35 -> a.isScalar() ? a.cos() : a.gather(random.ints(n, 0, a.length()).toArray());
            case 36 -> a.concat(b).length() > 4 * n ? a.sin() : a.concat(b, a.times(0.5));
            case 37 -> a.isScalar() ? a.times(m.x()) : a.sum().div(a.length());
            case 38 -> a.isScalar() || b.isScalar() ? a.times(b).tanh() : a.dot(b).div(a.length());
            case 39 -> a.isScalar() ? a.tanh() : a.norm().tanh();
            case 40 -> a.isScalar() ? a.tanh() : a.max();
            case 41 -> a.isScalar() ? a.square().tanh() : a.logSumExp().div(10);
            case 42 -> a.length() == n && !a.isScalar() ? matrix.times(a).tanh() : a.pow(3).tanh();
            case 43 -> a.length() == ROWS && !a.isScalar() ? matrix.transposeTimes(a).sin() : a.div(2);
            case 44 -> a.erf();
            case 45 -> a.erfc();
            default -> a.normalCdf();
        };
    }

    private static Expr part(Expr a, SplittableRandom random) {
        int from = random.nextInt(a.length());
        int to = from + 1 + random.nextInt(a.length() - from);
        return a.slice(from, to, 1 + random.nextInt(3));
    }

    private static Expr fitting(Expr a, List<Expr> pool, SplittableRandom random) {
        for (int tries = 0; tries < 20; tries++) {
            Expr b = pool.get(random.nextInt(pool.size()));
            if (b.isScalar() || a.isScalar() || b.length() == a.length()) {
                return b;
            }
        }
        return a;
    }

    private static Expr scalar(Expr a, SplittableRandom random) {
        if (a.isScalar()) {
            return a;
        }
        return switch (random.nextInt(3)) {
            case 0 -> a.sum();
            case 1 -> a.squaredNorm();
            default -> a.sin().mean();
        };
    }
}
