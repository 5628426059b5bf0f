package org.thalweg.problems;

import static org.thalweg.problems.KanzowSteck.constants;
import static org.thalweg.problems.KanzowSteck.cube;
import static org.thalweg.problems.KanzowSteck.each;
import static org.thalweg.problems.KanzowSteck.filled;
import static org.thalweg.problems.KanzowSteck.fourth;
import static org.thalweg.problems.KanzowSteck.of;
import static org.thalweg.problems.KanzowSteck.repeat;

import java.util.List;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Problems in which a variable meets the next one or two.
final class ChainProblems {
    private ChainProblems() {}

    static List<Scalable> all() {
        return List.of(
                of("BROYDN3DLS", 5000, filled(-1), MghSystems::tridiagonal),
                of("CHAINWOO", 4000, filled(-2, -3, -1, -3, -1), ChainProblems::chainWood),
                of("COSINE", 10000, filled(1), ChainProblems::cosine),
                of("CRAGGLVY", 5000, filled(2, 1), ChainProblems::craggLevy),
                of("DIXON3DQ", 10000, filled(-1), ChainProblems::dixon),
                of("DQDRTIC", 5000, filled(3), ChainProblems::diagonalQuadratic),
                of("EDENSCH", 2000, filled(8), ChainProblems::edensch),
                of("ENGVAL1", 5000, filled(2), ChainProblems::engvall),
                of("EXTROSNB", 1000, filled(-1), ChainProblems::chainedRosenbrock),
                of("FLETBV3M", 5000, n -> each(i -> i / (n + 1.0)).apply(n), ChainProblems::fletcherBoundary),
                of("FLETCHCR", 1000, filled(0), ChainProblems::fletcherChained),
                of("FREUROTH", 5000, filled(0, 0.5, -2), ChainProblems::freudensteinRoth),
                of("GENHUMPS", 5000, filled(-506.2, -506), ChainProblems::humps),
                of("MODBEALE", 20000, filled(1), ChainProblems::beale),
                of("OSCIGRAD", 100000, filled(1, -2), ChainProblems::oscillatingGradient),
                of("POWELLSG", 5000, repeat(3, -1, 0, 1), MghScalable::powell),
                of("SCHMVETT", 5000, filled(0.5), ChainProblems::schmidtVetters),
                of("SROSENBR", 5000, repeat(1.2, 1), MghScalable::rosenbrock),
                of("TOINTGSS", 5000, filled(3), ChainProblems::gaussians),
                of("TRIDIA", 5000, filled(1), ChainProblems::tridiagonalQuadratic),
                of("WOODS", 4000, repeat(-3, -1), ChainProblems::woods));
    }

    /// All but the last.
    private static Expr head(Expr x) {
        return x.slice(0, x.length() - 1);
    }

    /// All but the first.
    private static Expr tail(Expr x) {
        return x.slice(1, x.length());
    }

    private static Expr chainWood(Model m) {
        int n = m.x().length();
        Expr odd = m.x().slice(0, n, 2);
        Expr even = m.x().slice(1, n, 2);
        return wood(head(odd), head(even), tail(odd), tail(even)).plus(1);
    }

    private static Expr woods(Model m) {
        int n = m.x().length();
        Expr x = m.x();
        return wood(x.slice(0, n, 4), x.slice(1, n, 4), x.slice(2, n, 4), x.slice(3, n, 4));
    }

    private static Expr wood(Expr a, Expr b, Expr c, Expr d) {
        return b.minus(a.square()).square().times(100)
                .plus(a.minus(1).square())
                .plus(d.minus(c.square()).square().times(90))
                .plus(c.minus(1).square())
                .plus(b.plus(d).minus(2).square().times(10))
                .plus(b.minus(d).square().times(0.1))
                .sum();
    }

    private static Expr cosine(Model m) {
        return head(m.x()).square().minus(tail(m.x()).times(0.5)).cos().sum();
    }

    private static Expr craggLevy(Model m) {
        int n = m.x().length();
        Expr odd = m.x().slice(0, n, 2);
        Expr even = m.x().slice(1, n, 2);
        Expr a = head(odd);
        Expr b = head(even);
        Expr c = tail(odd);
        Expr d = tail(even);
        Expr gap = c.minus(d);
        return fourth(a.exp().minus(b))
                .plus(cube(b.minus(c)).square().times(100))
                .plus(fourth(gap.tan().plus(gap)))
                .plus(fourth(a).square())
                .plus(d.minus(1).square())
                .sum();
    }

    private static Expr dixon(Model m) {
        int n = m.x().length();
        Expr inner = tail(m.x());
        return m.x().at(0).minus(1).square()
                .plus(head(inner).minus(tail(inner)).squaredNorm())
                .plus(m.x().at(n - 1).minus(1).square());
    }

    private static Expr diagonalQuadratic(Model m) {
        int n = m.x().length();
        Expr squares = m.x().square();
        return squares.slice(1, n - 1).plus(squares.slice(2, n)).times(100).plus(squares.slice(0, n - 2)).sum();
    }

    private static Expr edensch(Model m) {
        Expr a = head(m.x());
        Expr b = tail(m.x());
        return fourth(a.minus(2))
                .plus(a.times(b).minus(b.times(2)).square())
                .plus(b.plus(1).square())
                .sum()
                .plus(16);
    }

    private static Expr engvall(Model m) {
        Expr a = head(m.x());
        return a.square().plus(tail(m.x()).square()).square().minus(a.times(4)).plus(3).sum();
    }

    private static Expr chainedRosenbrock(Model m) {
        return tail(m.x()).minus(head(m.x()).square()).squaredNorm().times(100)
                .plus(m.x().at(0).minus(1).square());
    }

    private static Expr fletcherBoundary(Model m) {
        int n = m.x().length();
        double p = 1e-8;
        double h2 = 1.0 / ((n + 1.0) * (n + 1.0));
        Expr x = m.x();
        Expr ends = x.at(0).square().plus(x.at(n - 1).square());
        Expr links = head(x).minus(tail(x)).squaredNorm().plus(ends).times(0.5 * p);
        Expr cosines = x.cos().sum().times(-p / h2);
        Expr sines = x.times(0.01).sin().sum().times(100 * p * (1 + 2 / h2));
        return links.plus(cosines).plus(sines);
    }

    private static Expr fletcherChained(Model m) {
        Expr a = head(m.x());
        return tail(m.x()).minus(a.square()).squaredNorm().times(100).plus(a.minus(1).squaredNorm());
    }

    private static Expr freudensteinRoth(Model m) {
        Expr a = head(m.x());
        Expr b = tail(m.x());
        return MoreGarbowHillstrom.squares(
                b.negate().plus(5).times(b).minus(2).times(b).plus(a).minus(13),
                b.plus(1).times(b).minus(14).times(b).plus(a).minus(29));
    }

    private static Expr humps(Model m) {
        Expr humps = m.x().times(20).sin().square();
        Expr bowl = m.x().square();
        return head(humps).times(tail(humps)).plus(head(bowl).plus(tail(bowl)).times(0.05)).sum();
    }

    private static Expr beale(Model m) {
        int n = m.x().length();
        Expr a = m.x().slice(0, n, 2);
        Expr b = m.x().slice(1, n, 2);
        Expr links = head(b).times(6).minus(tail(a)).squaredNorm().times(50);
        return MoreGarbowHillstrom.squares(
                        b.negate().plus(1).times(a).minus(1.5),
                        b.square().negate().plus(1).times(a).minus(2.25),
                        cube(b).negate().plus(1).times(a).minus(2.625))
                .plus(links);
    }

    /// `Σ gᵢ²` for the gradient g of Nesterov's path `(x₁ − 1)²/4 + ρ·Σ (xᵢ₊₁ − 2xᵢ² + 1)²`, ρ = 500.
    private static Expr oscillatingGradient(Model m) {
        double rho = 500;
        Expr a = head(m.x());
        Expr gap = tail(m.x()).minus(a.square().times(2)).plus(1);
        Expr pulled = gap.times(a).times(-4 * rho);
        Expr pushed = gap.times(2 * rho);
        Expr first = pulled.at(0).plus(m.x().at(0).times(0.5)).minus(0.5);
        return first.square()
                .plus(tail(pulled).plus(head(pushed)).squaredNorm())
                .plus(pushed.at(pushed.length() - 1).square());
    }

    private static Expr schmidtVetters(Model m) {
        int n = m.x().length();
        Expr a = m.x().slice(0, n - 2);
        Expr b = m.x().slice(1, n - 1);
        Expr c = m.x().slice(2, n);
        Expr bell = a.minus(b).square().plus(1).reciprocal();
        Expr wave = b.times(3.14159265).plus(c).times(0.5).sin();
        Expr ridge = a.plus(c).div(b).minus(2).square().negate().exp();
        return bell.plus(wave).plus(ridge).sum().negate();
    }

    private static Expr gaussians(Model m) {
        int n = m.x().length();
        Expr gap = m.x().slice(0, n - 2).minus(m.x().slice(1, n - 1)).square();
        Expr wide = m.x().slice(2, n).square();
        return wide.plus(10.0 / (n - 2))
                .times(gap.div(wide.plus(0.1)).negate().exp().negate().plus(2))
                .sum();
    }

    private static Expr tridiagonalQuadratic(Model m) {
        int n = m.x().length();
        Expr rows = tail(m.x()).times(2).minus(head(m.x())).square();
        return m.x().at(0).minus(1).square().plus(rows.dot(constants(m, 2, n - 1, i -> i)));
    }
}
