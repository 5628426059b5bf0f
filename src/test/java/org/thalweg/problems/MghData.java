package org.thalweg.problems;

import static org.thalweg.problems.MoreGarbowHillstrom.each;
import static org.thalweg.problems.MoreGarbowHillstrom.of;
import static org.thalweg.problems.MoreGarbowHillstrom.squares;
import static org.thalweg.problems.MoreGarbowHillstrom.start;

import java.util.List;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Models fitted to measurements.
final class MghData {
    private MghData() {}

    static List<Published> problems() {
        return List.of(
                of("8 Bard", MghData::bard, start(1, 1, 1), 8.214877e-3, 17.4286),
                of("9 Gaussian", MghData::gaussian, start(0.4, 1, 0), 1.12793e-8),
                of("10 Meyer", MghData::meyer, start(0.02, 4000, 250), 87.9458),
                of("11 Gulf", MghData::gulf, start(5, 2.5, 0.15), 0),
                of("15 Kowalik-Osborne", MghData::kowalikOsborne, start(0.25, 0.39, 0.415, 0.39),
                        3.07505e-4, 1.02734e-3),
                of("17 Osborne 1", MghData::osborne1, start(0.5, 1.5, -1, 0.01, 0.02), 5.46489e-5),
                of("18 Biggs EXP6", MghData::biggs, start(1, 2, 1, 1, 1, 1), 0, 5.65565e-3),
                of("19 Osborne 2", MghData::osborne2, start(1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5),
                        4.01377e-2));
    }

    private static Expr bard(Model m) {
        Expr y = m.constant(0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39);
        Expr u = m.constant(each(15, i -> i));
        Expr v = m.constant(each(15, i -> 16 - i));
        Expr w = m.constant(each(15, i -> Math.min(i, 16 - i)));
        Expr x = m.x();
        return squares(y.minus(x.at(0).plus(u.div(v.times(x.at(1)).plus(w.times(x.at(2)))))));
    }

    private static Expr gaussian(Model m) {
        Expr y = m.constant(0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295,
                0.0540, 0.0175, 0.0044, 0.0009);
        Expr t = m.constant(each(15, i -> (8 - i) / 2.0));
        Expr x = m.x();
        Expr exponent = t.minus(x.at(2)).square().times(x.at(1)).times(-0.5);
        return squares(exponent.exp().times(x.at(0)).minus(y));
    }

    static Expr meyer(Model m) {
        return meyer(m, m.x());
    }

    /// Meyer's function of other variables than x itself.
    static Expr meyer(Model m, Expr x) {
        Expr y = m.constant(34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820,
                3307, 2872);
        Expr t = m.constant(each(16, i -> 45 + 5 * i));
        return squares(x.at(1).div(t.plus(x.at(2))).exp().times(x.at(0)).minus(y));
    }

    private static Expr gulf(Model m) {
        Expr t = m.constant(each(99, i -> i / 100.0));
        Expr y = t.log().times(-50).pow(2.0 / 3).plus(25);
        Expr x = m.x();
        return squares(y.minus(x.at(1)).abs().pow(x.at(2)).div(x.at(0)).negate().exp().minus(t));
    }

    private static Expr kowalikOsborne(Model m) {
        Expr y = m.constant(0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246);
        Expr u = m.constant(4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625);
        Expr x = m.x();
        Expr over = u.square().plus(u.times(x.at(1))).times(x.at(0));
        return squares(y.minus(over.div(u.square().plus(u.times(x.at(2))).plus(x.at(3)))));
    }

    private static Expr osborne1(Model m) {
        Expr y = m.constant(0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685,
                0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448, 0.438,
                0.431, 0.424, 0.420, 0.414, 0.411, 0.406);
        Expr t = m.constant(each(33, i -> 10 * (i - 1)));
        Expr x = m.x();
        Expr model = x.at(0)
                .plus(t.times(x.at(3)).negate().exp().times(x.at(1)))
                .plus(t.times(x.at(4)).negate().exp().times(x.at(2)));
        return squares(y.minus(model));
    }

    private static Expr biggs(Model m) {
        Expr t = m.constant(each(13, i -> 0.1 * i));
        Expr y = t.negate().exp().minus(t.times(-10).exp().times(5)).plus(t.times(-4).exp().times(3));
        Expr x = m.x();
        return squares(t.times(x.at(0)).negate().exp().times(x.at(2))
                .minus(t.times(x.at(1)).negate().exp().times(x.at(3)))
                .plus(t.times(x.at(4)).negate().exp().times(x.at(5)))
                .minus(y));
    }

    private static Expr osborne2(Model m) {
        Expr y = m.constant(1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608,
                0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612,
                0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523,
                0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739,
                0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054);
        Expr t = m.constant(each(65, i -> (i - 1) / 10.0));
        Expr x = m.x();
        Expr model = t.times(x.at(4)).negate().exp().times(x.at(0));
        for (int k = 1; k <= 3; k++) {
            Expr bell = t.minus(x.at(7 + k)).square().times(x.at(4 + k)).negate().exp();
            model = model.plus(bell.times(x.at(k)));
        }
        return squares(y.minus(model));
    }
}
