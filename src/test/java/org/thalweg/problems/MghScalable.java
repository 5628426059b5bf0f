package org.thalweg.problems;

import static org.thalweg.problems.MoreGarbowHillstrom.each;
import static org.thalweg.problems.MoreGarbowHillstrom.of;
import static org.thalweg.problems.MoreGarbowHillstrom.squares;

import java.util.List;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Problems of variable size, [20] to [27].
final class MghScalable {
    private static final double[] POWELL = {3, -1, 0, 1};

    private MghScalable() {}

    static List<Published> problems() {
        return List.of(
                of("20 Watson", MghScalable::watson, new double[6], 2.28767e-3),
                of("20 Watson", MghScalable::watson, new double[9], 1.39976e-6),
                of("20 Watson", MghScalable::watson, new double[12], 4.72238e-10),
                of("21 Extended Rosenbrock", MghScalable::rosenbrock, each(10, i -> i % 2 == 1 ? -1.2 : 1), 0),
                of("22 Extended Powell", MghScalable::powell, each(12, i -> POWELL[(i - 1) % 4]), 0),
                of("23 Penalty I", MghScalable::penalty1, each(4, i -> i), 2.24997e-5),
                of("23 Penalty I", MghScalable::penalty1, each(10, i -> i), 7.08765e-5),
                of("24 Penalty II", MghScalable::penalty2, each(4, i -> 0.5), 9.37629e-6),
                of("24 Penalty II", MghScalable::penalty2, each(10, i -> 0.5), 2.93660e-4),
                of("25 Variably dimensioned", MghScalable::variably, each(10, i -> 1 - i / 10.0), 0),
                of("26 Trigonometric", MghScalable::trigonometric, each(10, i -> 0.1), 0, 2.79506e-5),
                of("27 Brown almost linear", MghScalable::brownAlmostLinear, each(10, i -> 0.5), 0, 1));
    }

    private static Expr watson(Model m) {
        int n = m.x().length();
        Expr t = m.constant(each(29, i -> i / 29.0));
        Expr power = m.constant(each(29, i -> 1));
        Expr value = power.times(m.x().at(0));
        Expr slope = m.constant(new double[29]);
        for (int j = 1; j < n; j++) {
            slope = slope.plus(power.times(m.x().at(j)).times(j));
            power = power.times(t);
            value = value.plus(power.times(m.x().at(j)));
        }
        Expr a = m.x().at(0);
        return squares(slope.minus(value.square()).minus(1), a, m.x().at(1).minus(a.square()).minus(1));
    }

    static Expr rosenbrock(Model m) {
        int n = m.x().length();
        Expr odd = m.x().slice(0, n, 2);
        Expr even = m.x().slice(1, n, 2);
        return squares(even.minus(odd.square()).times(10), odd.minus(1));
    }

    static Expr powell(Model m) {
        int n = m.x().length();
        Expr a = m.x().slice(0, n, 4);
        Expr b = m.x().slice(1, n, 4);
        Expr c = m.x().slice(2, n, 4);
        Expr d = m.x().slice(3, n, 4);
        return squares(
                a.plus(b.times(10)),
                c.minus(d).times(Math.sqrt(5)),
                b.minus(c.times(2)).square(),
                a.minus(d).square().times(Math.sqrt(10)));
    }

    static Expr penalty1(Model m) {
        return squares(m.x().minus(1).times(Math.sqrt(1e-5)), m.x().squaredNorm().minus(0.25));
    }

    static Expr penalty2(Model m) {
        int n = m.x().length();
        double a = Math.sqrt(1e-5);
        Expr head = m.x().slice(0, n - 1).times(0.1).exp();
        Expr tail = m.x().slice(1, n).times(0.1).exp();
        Expr y = m.constant(each(n - 1, i -> Math.exp((i + 1) / 10.0) + Math.exp(i / 10.0)));
        Expr weights = m.constant(each(n, j -> n - j + 1));
        return squares(
                m.x().at(0).minus(0.2),
                tail.plus(head).minus(y).times(a),
                tail.minus(Math.exp(-0.1)).times(a),
                weights.dot(m.x().square()).minus(1));
    }

    private static Expr variably(Model m) {
        Expr away = m.x().minus(1);
        Expr sum = away.dot(m.constant(each(m.x().length(), j -> j)));
        return squares(away, sum, sum.square());
    }

    private static Expr trigonometric(Model m) {
        int n = m.x().length();
        Expr cos = m.x().cos();
        Expr weighted = cos.negate().plus(1).times(m.constant(each(n, i -> i)));
        return squares(weighted.minus(m.x().sin()).minus(cos.sum()).plus(n));
    }

    private static Expr brownAlmostLinear(Model m) {
        int n = m.x().length();
        Expr product = m.x().at(0);
        for (int i = 1; i < n; i++) {
            product = product.times(m.x().at(i));
        }
        return squares(m.x().slice(0, n - 1).plus(m.x().sum()).minus(n + 1), product.minus(1));
    }
}
