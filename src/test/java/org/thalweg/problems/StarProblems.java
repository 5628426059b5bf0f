package org.thalweg.problems;

import static org.thalweg.problems.KanzowSteck.each;
import static org.thalweg.problems.KanzowSteck.filled;
import static org.thalweg.problems.KanzowSteck.fourth;
import static org.thalweg.problems.KanzowSteck.numbers;
import static org.thalweg.problems.KanzowSteck.of;
import static org.thalweg.problems.KanzowSteck.repeat;

import java.util.List;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Problems in which one or two variables, or a sum over all, meet every other one; or each stands alone.
final class StarProblems {
    private StarProblems() {}

    static List<Scalable> all() {
        return List.of(
                of("ARWHEAD", 5000, filled(1), StarProblems::arrowhead),
                of("BDQRTIC", 5000, filled(1), StarProblems::quartic),
                of("BOX", 10000, filled(0), StarProblems::box),
                of("DQRTIC", 5000, filled(2), StarProblems::diagonalQuartic),
                of("EG2", 1000, filled(0), StarProblems::sines),
                of("INDEFM", 100000, n -> each(i -> i / (n + 1.0)).apply(n), StarProblems::indefinite),
                of("LIARWHD", 5000, filled(4), StarProblems::liArrowhead),
                of("NONDIA", 5000, filled(-1), StarProblems::nondiagonal),
                of("NONDQUAR", 5000, repeat(1, -1), StarProblems::nondiagonalQuartic),
                of("PENALTY1", 1000, each(i -> i), MghScalable::penalty1),
                of("POWER", 10000, filled(1), StarProblems::power),
                of("QUARTC", 5000, filled(2), StarProblems::diagonalQuartic),
                of("SINQUAD", 5000, filled(0.1), StarProblems::sinesAndSquares),
                of("TQUARTIC", 5000, filled(0.1), StarProblems::tQuartic));
    }

    private static Expr arrowhead(Model m) {
        int last = m.x().length() - 1;
        Expr x = m.x().slice(0, last);
        return x.square().plus(m.x().at(last).square()).square().minus(x.times(4)).plus(3).sum();
    }

    private static Expr quartic(Model m) {
        int n = m.x().length();
        Expr s = m.x().square();
        Expr row = s.slice(0, n - 4)
                .plus(s.slice(1, n - 3).times(2))
                .plus(s.slice(2, n - 2).times(3))
                .plus(s.slice(3, n - 1).times(4))
                .plus(s.at(n - 1).times(5));
        return m.x().slice(0, n - 4).times(-4).plus(3).squaredNorm().plus(row.squaredNorm());
    }

    private static Expr box(Model m) {
        int n = m.x().length();
        Expr x = m.x();
        return x.plus(x.at(0)).squaredNorm()
                .plus(x.plus(x.at(n - 1)).squaredNorm())
                .plus(x.plus(x.at(n / 2 - 1)).squaredNorm())
                .plus(fourth(x).sum())
                .minus(x.sum().times(0.5));
    }

    private static Expr diagonalQuartic(Model m) {
        return fourth(m.x().minus(numbers(m, m.x().length()))).sum();
    }

    private static Expr sines(Model m) {
        int last = m.x().length() - 1;
        Expr x = m.x();
        return x.slice(0, last).square().plus(x.at(0)).minus(1).sin().sum()
                .plus(x.at(last).square().sin().times(0.5));
    }

    private static Expr indefinite(Model m) {
        int n = m.x().length();
        Expr x = m.x();
        Expr waves = x.slice(1, n - 1).times(2).minus(x.at(n - 1).plus(x.at(0))).cos();
        return x.times(0.01).sin().sum().times(100).plus(waves.sum().times(0.5));
    }

    private static Expr liArrowhead(Model m) {
        Expr x = m.x();
        return x.square().minus(x.at(0)).squaredNorm().times(4).plus(x.minus(1).squaredNorm());
    }

    private static Expr nondiagonal(Model m) {
        Expr x = m.x();
        Expr others = x.slice(0, x.length() - 1).square().minus(x.at(0));
        return x.at(0).minus(1).square().plus(others.squaredNorm().times(100));
    }

    private static Expr nondiagonalQuartic(Model m) {
        int n = m.x().length();
        Expr x = m.x();
        return fourth(x.slice(0, n - 2).plus(x.slice(1, n - 1)).plus(x.at(n - 1))).sum()
                .plus(x.at(0).minus(x.at(1)).square())
                .plus(x.at(n - 2).minus(x.at(n - 1)).square());
    }

    private static Expr power(Model m) {
        return m.x().square().dot(numbers(m, m.x().length())).square();
    }

    /// Only the first and last group are powers: f is no sum of squares, and far below zero.
    private static Expr sinesAndSquares(Model m) {
        int last = m.x().length() - 1;
        Expr x = m.x();
        Expr first = x.at(0).square();
        Expr inner = x.slice(1, last);
        return inner.minus(x.at(last)).sin().plus(inner.square()).minus(first).sum()
                .plus(fourth(x.at(0).minus(1)))
                .plus(x.at(last).square().minus(first).square());
    }

    private static Expr tQuartic(Model m) {
        Expr x = m.x();
        Expr gaps = x.slice(1, x.length()).square().minus(x.at(0).square());
        return x.at(0).minus(1).square().plus(gaps.squaredNorm());
    }
}
