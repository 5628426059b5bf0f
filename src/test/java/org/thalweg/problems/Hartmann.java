package org.thalweg.problems;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// Hartmann's function of six variables, four bells in the unit cube.
///
/// **Source**: L. C. W. Dixon, G. P. Szegő, *Towards Global Optimization 2*, North-Holland 1978.
final class Hartmann {
    private static final double[] HEIGHT = {1, 1.2, 3, 3.2};
    private static final double[][] WIDTH = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}};
    private static final double[][] CENTRE = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886}, {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650}, {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}};

    static final Function<Model, Expr> SIX = m -> IntStream.range(0, 4)
            .mapToObj(i -> m.x().minus(m.constant(CENTRE[i])).square().dot(m.constant(WIDTH[i])).negate().exp()
                    .times(-HEIGHT[i]))
            .reduce(Expr::plus).orElseThrow();

    private Hartmann() {}
}
