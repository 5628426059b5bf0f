package org.thalweg.optimize;

import org.jspecify.annotations.Nullable;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.lanes.LaneCode;

/// Bounds in every lane. Without a box nothing is written.
///
/// Variables at, or just off, a bound that the gradient pushes against are held: they go to it and leave the quasi-Newton
/// step to the others. Steps are projected on the box.
///
/// **Source**: D. P. Bertsekas, *SIAM J. Control Optim.* 20 (1982) 221–246, for the variables that are held, and why those
/// near a bound must be among them.
final class LaneBox {
    /// How far off a bound a variable counts as at it.
    private static final double NEAR = 1e-3;

    private final LaneCode code;
    private final @Nullable Box box;
    private final int n;
    private final int[] held;
    private final int[] home;

    LaneBox(LaneCode code, @Nullable Box box, int n) {
        this.code = code;
        this.box = box;
        this.n = n;
        held = new int[n];
        home = new int[n];
    }

    private int c(double number) {
        return code.constant(number);
    }

    /// The largest coordinate of the gradient, or of the part of it that bounds do not hold back; NaN counts as nothing.
    int norm(int[] x, int[] g) {
        int norm = c(0);
        for (int i = 0; i < n; i++) {
            int part = g[i];
            if (box != null) {
                int down = code.map(Elementwise.MIN, code.sub(x[i], c(box.lower(i))), g[i], g[i]);
                int up = code.map(Elementwise.MAX, code.sub(x[i], c(box.upper(i))), g[i], g[i]);
                part = code.select(code.less(g[i], c(0)), up, down);
            }
            norm = code.larger(norm, code.abs(part));
        }
        return norm;
    }

    /// The part of the gradient that the variables not held have; finds out which are.
    int[] free(int[] x, int[] g, int norm) {
        int[] free = g.clone();
        if (box != null) {
            int near = code.select(code.less(norm, c(NEAR)), norm, c(NEAR));
            for (int i = 0; i < n; i++) {
                int toLower = code.sub(c(box.lower(i)), x[i]);
                int toUpper = code.sub(c(box.upper(i)), x[i]);
                int down = code.and(code.less(c(0), g[i]), code.atMost(code.negate(toLower), near));
                int up = code.and(code.less(g[i], c(0)), code.atMost(toUpper, near));
                held[i] = code.or(down, up);
                home[i] = code.select(down, toLower, toUpper);
                free[i] = code.select(held[i], c(0), g[i]);
            }
        }
        return free;
    }

    /// A direction in which the variables that are held go to their bounds, and those at a bound do not leave the box.
    int[] bend(int[] x, int[] p) {
        int[] bent = p.clone();
        if (box != null) {
            for (int i = 0; i < n; i++) {
                int step = code.select(held[i], home[i], p[i]);
                int below = code.and(code.less(step, c(0)), code.atMost(x[i], c(box.lower(i))));
                int above = code.and(code.less(c(0), step), code.atMost(c(box.upper(i)), x[i]));
                bent[i] = code.select(code.or(below, above), c(0), step);
            }
        }
        return bent;
    }

    /// The nearest point of the box.
    int clamp(int i, int x) {
        if (box == null) {
            return x;
        }
        int lower = c(box.lower(i));
        int upper = c(box.upper(i));
        return code.select(code.less(x, lower), lower, code.select(code.less(upper, x), upper, x));
    }

    boolean isThere() {
        return box != null;
    }
}
