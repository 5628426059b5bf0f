package org.thalweg.problems;

import static org.thalweg.problems.KanzowSteck.each;
import static org.thalweg.problems.KanzowSteck.filled;
import static org.thalweg.problems.KanzowSteck.numbers;
import static org.thalweg.problems.KanzowSteck.of;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Problems in which a variable meets others far away, by index maps.
final class ScatterProblems {
    private static final int[] PRIMES = {2, 3, 5, 7, 11};

    private ScatterProblems() {}

    static List<Scalable> all() {
        return List.of(
                of("NONCVXU2", 5000, each(i -> i), m -> nonconvex(m, i -> 3 * i - 2, i -> 7 * i - 3)),
                of("NONCVXUN", 5000, each(i -> i), m -> nonconvex(m, i -> 2 * i - 1, i -> 3 * i - 1)),
                of("SPARSINE", 5000, filled(0.5), m -> weighted(m, m.x().sin()).times(0.5)),
                of("SPARSQUR", 10000, filled(0.5), m -> weighted(m, m.x().square()).times(0.125)));
    }

    /// The element at `index(i) mod n`, from 0, for i = 1 … n.
    private static Expr at(Expr v, IntUnaryOperator index) {
        int n = v.length();
        return v.gather(IntStream.rangeClosed(1, n).map(i -> index.applyAsInt(i) % n).toArray());
    }

    private static Expr nonconvex(Model m, IntUnaryOperator second, IntUnaryOperator third) {
        Expr sum = m.x().plus(at(m.x(), second)).plus(at(m.x(), third));
        return sum.square().plus(sum.cos().times(4)).sum();
    }

    /// `Σ i·(sum of six)²`
    private static Expr weighted(Model m, Expr v) {
        Expr sum = v;
        for (int prime : PRIMES) {
            sum = sum.plus(at(v, i -> prime * i - 1));
        }
        return sum.square().dot(numbers(m, v.length()));
    }
}
