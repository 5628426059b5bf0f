package org.thalweg.problems;

import static org.thalweg.problems.MoreGarbowHillstrom.each;
import static org.thalweg.problems.MoreGarbowHillstrom.of;
import static org.thalweg.problems.MoreGarbowHillstrom.squares;
import static org.thalweg.problems.MoreGarbowHillstrom.start;

import java.util.List;
import java.util.stream.Stream;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.Model;

/// Problems whose last digits are lost in rounding before the gradient is small: 21 of the 27 on which both L-BFGS of
/// Nocedal and LBFGS++ end in a failed line search (CUTEst, memory 6, `‖∇f‖₂ ≤ 10⁻⁵·max(1, ‖x‖₂)`).
///
/// The minimum of PENALTY2 with 200 variables, printed nowhere, is that of MINPACK's Levenberg–Marquardt code.
///
/// Those of [StatisticalReference] are here too. INDEF, the 22nd, has no minimum: see [#unbounded()]. Missing are
/// CERI651DLS, PARKCH, STRATEC, VESUVIOLS and VESUVIOULS, which are long tables or programs.
///
/// **Source**: the SIF files of CUTEst and what they name: J. J. Moré, B. S. Garbow, K. E. Hillstrom, *ACM TOMS* 7
/// (1981) 17–41; A. R. Buckley, "Test functions for unconstrained minimization", Dalhousie University TR 1989CS-3, for
/// PENALTY3; J. E. Dennis, D. M. Gay, P. A. Vu, Rice University TR 83-16 (1985), for HEART6LS, as its file was corrected
/// in 2024; A. R. Conn's barrier for problem 19 of W. Hock, K. Schittkowski (1981), for DJTL.
public final class PrecisionLimit {
    private static final int ROWS = 400;

    private PrecisionLimit() {}

    /// All of them.
    ///
    /// @return 21 problems with their minimum
    public static List<Published> all() {
        List<Published> own = List.of(
                of("ARGLINB", PrecisionLimit::rank1, each(200, i -> 1), ROWS * (ROWS - 1) / (2.0 * (2 * ROWS + 1))),
                of("ARGLINC", PrecisionLimit::rank1Zero, each(200, i -> 1),
                        (ROWS * ROWS + 3 * ROWS - 6) / (2.0 * (2 * ROWS - 3))),
                sized("BDQRTIC", 20006.256878),
                of("BROWNDEN", MghPlane::brownDennis, start(25, 5, -5, -1), 85822.201626),
                of("DJTL", PrecisionLimit::barrier, start(15, 6), -8951.54472),
                of("HEART6LS", PrecisionLimit::heart, start(0, 0, 1, 1, 1, 1), 0),
                of("JENSMP", MghPlane::jennrichSampson, start(0.3, 0.4), 124.362182356),
                of("MEYER3", MghData::meyer, start(0.02, 4000, 250), 87.945855171),
                of("PENALTY2", MghScalable::penalty2, each(200, i -> 0.5), 4.71162772755e13),
                of("PENALTY3", PrecisionLimit::penalty3, each(200, i -> i % 2 == 1 ? 1 : -1), 0.001),
                sized("SINQUAD", -6757013.757));
        return Stream.concat(own.stream(), StatisticalReference.all().stream()).toList();
    }

    private static Published sized(String name, double minimum) {
        Scalable problem = KanzowSteck.named(name);
        return new Published(name, problem.formula(problem.size()), problem.start().apply(problem.size()), minimum);
    }

    /// INDEF with 5000 variables: linear, but for waves of height ½.
    ///
    /// @return a function without a minimum; with none published
    public static Published unbounded() {
        int n = 5000;
        return new Published("INDEF", Formula.of(n, x -> {
            Expr waves = x.slice(1, n - 1).times(2).minus(x.at(n - 1)).minus(x.at(0)).cos();
            return x.sum().plus(waves.sum().times(0.5));
        }), each(n, i -> i / (n + 1.0)));
    }

    private static Expr rank1(Model m) {
        Expr sum = m.x().dot(m.constant(each(m.x().length(), j -> j)));
        return squares(m.constant(each(ROWS, i -> i)).times(sum).minus(1));
    }

    private static Expr rank1Zero(Model m) {
        int n = m.x().length();
        Expr sum = m.x().dot(m.constant(each(n, j -> j == 1 || j == n ? 0 : j)));
        return squares(m.constant(each(ROWS, i -> i == ROWS ? 0 : i - 1)).times(sum).minus(1));
    }

    /// The barriers have a wall of 10¹⁰·c² where their argument is not positive.
    private static Expr barrier(Model m) {
        Expr a = m.x().at(0);
        Expr b = m.x().at(1);
        Expr circle = a.minus(5).square().plus(b.minus(5).square());
        Expr moved = b.minus(5).square().plus(a.minus(6).square());
        Expr[] constraints = {
            circle.minus(100), circle.negate().plus(200), moved.negate().plus(82.81), moved,
            a.minus(13), a.negate().plus(100), b, b.negate().plus(100)
        };
        Expr sum = cube(a.minus(10)).plus(cube(b.minus(20)));
        for (Expr c : constraints) {
            Expr inside = c.plus(1);
            sum = sum.plus(inside.atMost(0).select(c.square().times(1e10), inside.log().negate()));
        }
        return sum;
    }

    private static Expr cube(Expr a) {
        return a.square().times(a);
    }

    /// Six equations of the heart dipole in a, c, t, u, v, w.
    private static Expr heart(Model m) {
        Expr a = m.x().at(0);
        Expr c = m.x().at(1);
        Expr t = m.x().at(2);
        Expr u = m.x().at(3);
        Expr v = m.x().at(4);
        Expr w = m.x().at(5);
        Expr b = a.negate().minus(0.816);
        Expr d = c.negate().minus(0.017);
        Expr tv = t.square().minus(v.square());
        Expr uw = u.square().minus(w.square());
        Expr t3 = t.times(t.square().minus(v.square().times(3)));
        Expr u3 = u.times(u.square().minus(w.square().times(3)));
        Expr v3 = v.times(v.square().minus(t.square().times(3)));
        Expr w3 = w.times(w.square().minus(u.square().times(3)));
        return squares(
                t.times(a).plus(u.times(b)).minus(v.times(c)).minus(w.times(d)).plus(1.826),
                v.times(a).plus(w.times(b)).plus(t.times(c)).plus(u.times(d)).plus(0.754),
                a.times(tv).minus(c.times(t).times(v).times(2)).plus(b.times(uw)).minus(d.times(u).times(w).times(2))
                        .plus(4.839),
                c.times(tv).plus(a.times(t).times(v).times(2)).plus(d.times(uw)).plus(b.times(u).times(w).times(2))
                        .plus(3.259),
                a.times(t3).plus(c.times(v3)).plus(b.times(u3)).plus(d.times(w3)).plus(14.023),
                c.times(t3).minus(a.times(v3)).plus(d.times(u3)).minus(b.times(w3)).minus(15.467));
    }

    private static Expr penalty3(Model m) {
        int n = m.x().length();
        Expr x = m.x();
        Expr a = x.slice(0, n - 2);
        Expr b = x.slice(1, n - 1);
        Expr r = a.plus(b.times(2)).plus(x.slice(2, n).times(10)).minus(1).squaredNorm();
        Expr s = a.times(2).plus(b).minus(3).squaredNorm();
        Expr sphere = x.squaredNorm().minus((double) n * n).square();
        Expr products = x.at(n - 1).exp().times(r).plus(x.at(n - 2).exp().times(s)).plus(r.times(s)).plus(1);
        return products.times(1e-3).plus(sphere).plus(x.slice(0, n / 2).minus(1).squaredNorm());
    }
}
