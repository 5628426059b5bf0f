package org.thalweg.optimize;

import org.thalweg.internal.lanes.LaneCode;

/// What a step in every lane teaches about the curvature: `s = Δx`, `y = Δ∇f`, and their products.
///
/// A coordinate that bounds have held fast teaches nothing: its y counts as 0.
final class LaneStep {
    private static final double SMALLEST_ANGLE = 1e-20;

    final int[] s;
    final int[] y;
    final int sy;
    final int yy;
    /// Where `sᵀy` is positive beside `‖s‖·‖y‖`.
    final int curved;

    LaneStep(LaneCode code, int[] x, int[] xt, int[] g, int[] gt, boolean bounded) {
        int n = x.length;
        int zero = code.constant(0);
        s = new int[n];
        y = new int[n];
        int sySum = zero;
        int ssSum = zero;
        int yySum = zero;
        for (int i = 0; i < n; i++) {
            s[i] = code.sub(xt[i], x[i]);
            y[i] = code.sub(gt[i], g[i]);
            if (bounded) {
                y[i] = code.select(code.equal(s[i], zero), zero, y[i]);
            }
            sySum = code.fma(s[i], y[i], sySum);
            ssSum = code.fma(s[i], s[i], ssSum);
            yySum = code.fma(y[i], y[i], yySum);
        }
        sy = sySum;
        yy = yySum;
        int angle = code.mul(code.constant(SMALLEST_ANGLE), code.mul(ssSum, yySum));
        curved = code.and(code.less(zero, sy), code.less(angle, code.mul(sy, sy)));
    }
}
