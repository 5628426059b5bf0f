package org.thalweg.problems;

import static org.thalweg.problems.MoreGarbowHillstrom.each;
import static org.thalweg.problems.MoreGarbowHillstrom.of;
import static org.thalweg.problems.MoreGarbowHillstrom.squares;
import static org.thalweg.problems.MoreGarbowHillstrom.start;

import java.util.List;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Problems with two to four variables and no data.
final class MghPlane {
    private MghPlane() {}

    static List<Published> problems() {
        return List.of(
                of("1 Rosenbrock", MghPlane::rosenbrock, start(-1.2, 1), 0),
                of("2 Freudenstein-Roth", MghPlane::freudensteinRoth, start(0.5, -2), 0, 48.98425),
                of("3 Powell badly scaled", MghPlane::powellBadlyScaled, start(0, 1), 0),
                of("4 Brown badly scaled", MghPlane::brownBadlyScaled, start(1, 1), 0),
                of("5 Beale", MghPlane::beale, start(1, 1), 0),
                of("6 Jennrich-Sampson", MghPlane::jennrichSampson, start(0.3, 0.4), 124.362182),
                of("7 Helical valley", MghPlane::helicalValley, start(-1, 0, 0), 0),
                of("12 Box", MghPlane::box, start(0, 10, 20), 0),
                of("13 Powell singular", MghPlane::powellSingular, start(3, -1, 0, 1), 0),
                of("14 Wood", MghPlane::wood, start(-3, -1, -3, -1), 0),
                of("16 Brown-Dennis", MghPlane::brownDennis, start(25, 5, -5, -1), 85822.2016));
    }

    private static Expr rosenbrock(Model m) {
        Expr a = m.x().at(0);
        Expr b = m.x().at(1);
        return squares(b.minus(a.square()).times(10), a.negate().plus(1));
    }

    private static Expr freudensteinRoth(Model m) {
        Expr a = m.x().at(0);
        Expr b = m.x().at(1);
        return squares(
                b.negate().plus(5).times(b).minus(2).times(b).plus(a).minus(13),
                b.plus(1).times(b).minus(14).times(b).plus(a).minus(29));
    }

    private static Expr powellBadlyScaled(Model m) {
        Expr x = m.x();
        return squares(
                x.at(0).times(x.at(1)).times(1e4).minus(1), x.negate().exp().sum().minus(1.0001));
    }

    private static Expr brownBadlyScaled(Model m) {
        Expr a = m.x().at(0);
        Expr b = m.x().at(1);
        return squares(a.minus(1e6), b.minus(2e-6), a.times(b).minus(2));
    }

    private static Expr beale(Model m) {
        Expr a = m.x().at(0);
        Expr b = m.x().at(1);
        return squares(
                a.times(b.minus(1)).plus(1.5),
                a.times(b.square().minus(1)).plus(2.25),
                a.times(b.square().times(b).minus(1)).plus(2.625));
    }

    static Expr jennrichSampson(Model m) {
        Expr i = m.constant(each(10, k -> k));
        Expr sum = i.times(m.x().at(0)).exp().plus(i.times(m.x().at(1)).exp());
        return squares(i.times(2).plus(2).minus(sum));
    }

    /// The angle is that of the source: its jump lies on the negative x₂-axis, far from start and minimum.
    private static Expr helicalValley(Model m) {
        Expr a = m.x().at(0);
        Expr b = m.x().at(1);
        Expr c = m.x().at(2);
        Expr right = b.div(a).atan().times(1 / (2 * Math.PI));
        Expr turns = a.greaterThan(0).select(right, right.plus(0.5));
        Expr radius = m.x().slice(0, 2).norm();
        return squares(c.minus(turns.times(10)).times(10), radius.minus(1).times(10), c);
    }

    private static Expr box(Model m) {
        Expr t = m.constant(each(10, i -> 0.1 * i));
        Expr x = m.x();
        Expr known = t.negate().exp().minus(t.times(-10).exp());
        return squares(t.times(x.at(0)).negate().exp()
                .minus(t.times(x.at(1)).negate().exp())
                .minus(x.at(2).times(known)));
    }

    private static Expr powellSingular(Model m) {
        return MghScalable.powell(m);
    }

    private static Expr wood(Model m) {
        Expr a = m.x().at(0);
        Expr b = m.x().at(1);
        Expr c = m.x().at(2);
        Expr d = m.x().at(3);
        return squares(
                b.minus(a.square()).times(10),
                a.minus(1),
                d.minus(c.square()).times(Math.sqrt(90)),
                c.minus(1),
                b.plus(d).minus(2).times(Math.sqrt(10)),
                b.minus(d).times(1 / Math.sqrt(10)));
    }

    static Expr brownDennis(Model m) {
        Expr t = m.constant(each(20, i -> i / 5.0));
        Expr x = m.x();
        Expr u = t.times(x.at(1)).plus(x.at(0)).minus(t.exp());
        Expr v = t.sin().times(x.at(3)).plus(x.at(2)).minus(t.cos());
        return squares(u.square().plus(v.square()));
    }
}
