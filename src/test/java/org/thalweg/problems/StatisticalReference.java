package org.thalweg.problems;

import static org.thalweg.problems.MoreGarbowHillstrom.of;
import static org.thalweg.problems.MoreGarbowHillstrom.squares;
import static org.thalweg.problems.MoreGarbowHillstrom.start;

import java.util.List;
import java.util.function.UnaryOperator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Curves fitted to measurements by least squares, from the first of two starts, with minima certified to eleven digits.
///
/// **Source**: NIST, *Statistical Reference Datasets*, nonlinear regression (www.itl.nist.gov/div898/strd), in the
/// public domain. MGH10S is MGH10 with its parameters scaled, as in CUTEst.
public final class StatisticalReference {
    private StatisticalReference() {}

    /// All of them.
    ///
    /// @return ten problems with the certified sum of squares
    public static List<Published> all() {
        return List.of(
                of("GAUSS1LS", m -> gauss(m, "gauss1"), start(97, 0.009, 100, 65, 20, 70, 178, 16.5), 1.3158222432e3),
                of("GAUSS2LS", m -> gauss(m, "gauss2"), start(96, 0.009, 103, 106, 18, 72, 151, 18), 1.2475282092e3),
                of("KIRBY2LS", StatisticalReference::kirby, start(2, -0.1, 0.003, -0.001, 0.00001), 3.9050739624),
                of("MGH10LS", MghData::meyer, start(2, 400000, 25000), 8.7945855171e1),
                of("MGH10SLS", StatisticalReference::scaledMeyer, start(200, 400, 250), 8.7945855171e1),
                misra("MISRA1ALS", 1.2455138894e-1, bx -> bx.negate().expm1().negate()),
                misra("MISRA1BLS", 7.5464681533e-2, bx -> bx.times(0.5).plus(1).square().reciprocal().negate().plus(1)),
                misra("MISRA1CLS", 4.0966836971e-2, bx -> bx.times(2).plus(1).sqrt().reciprocal().negate().plus(1)),
                misra("MISRA1DLS", 5.6419295283e-2, bx -> bx.div(bx.plus(1))),
                of("THURBERLS", StatisticalReference::thurber, start(1000, 1000, 400, 40, 0.7, 0.3, 0.03),
                        5.6427082397e3));
    }

    private static Expr y(Model m, String data) {
        return m.constant(Tables.column("/nist-strd/" + data + ".csv", 0));
    }

    private static Expr x(Model m, String data) {
        return m.constant(Tables.column("/nist-strd/" + data + ".csv", 1));
    }

    /// `b₁·g(b₂·x)`
    private static Published misra(String name, double minimum, UnaryOperator<Expr> g) {
        return of(name, m -> {
            Expr model = g.apply(x(m, "misra1").times(m.x().at(1))).times(m.x().at(0));
            return squares(y(m, "misra1").minus(model));
        }, start(500, 0.0001), minimum);
    }

    /// A decay and two bells.
    private static Expr gauss(Model m, String data) {
        Expr b = m.x();
        Expr x = x(m, data);
        Expr model = x.times(b.at(1)).negate().exp().times(b.at(0));
        for (int k = 2; k <= 5; k += 3) {
            Expr bell = x.minus(b.at(k + 1)).div(b.at(k + 2)).square().negate().exp();
            model = model.plus(bell.times(b.at(k)));
        }
        return squares(y(m, data).minus(model));
    }

    private static Expr kirby(Model m) {
        Expr b = m.x();
        Expr x = x(m, "kirby2");
        Expr above = x.times(b.at(2)).plus(b.at(1)).times(x).plus(b.at(0));
        Expr below = x.times(b.at(4)).plus(b.at(3)).times(x).plus(1);
        return squares(y(m, "kirby2").minus(above.div(below)));
    }

    private static Expr thurber(Model m) {
        Expr b = m.x();
        Expr x = x(m, "thurber");
        Expr above = x.times(b.at(3)).plus(b.at(2)).times(x).plus(b.at(1)).times(x).plus(b.at(0));
        Expr below = x.times(b.at(6)).plus(b.at(5)).times(x).plus(b.at(4)).times(x).plus(1);
        return squares(y(m, "thurber").minus(above.div(below)));
    }

    private static Expr scaledMeyer(Model m) {
        return MghData.meyer(m, m.x().times(m.constant(0.01, 1000, 100)));
    }
}
