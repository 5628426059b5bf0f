package org.thalweg.examples;

import module org.thalweg;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

final class Walkthrough {
    private Walkthrough() {}

    static void main() {
        Formula f = Formula.of(2, x -> x.squaredNorm());
        System.out.println(Lbfgs.DEFAULT.minimize(f, 1, 2));
        System.out.println(PlotSvgExportCommon.INSTANCE);
    }
}
