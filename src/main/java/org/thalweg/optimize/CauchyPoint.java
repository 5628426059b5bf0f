package org.thalweg.optimize;

import java.util.Arrays;
import org.thalweg.internal.kernel.Kernels;

/// The generalised Cauchy point: the first minimum of the quadratic model along the projected steepest descent path.
///
/// The path bends wherever a coordinate reaches its bound, at breakpoint `tᵢ`; the pieces are gone through in order, and
/// the slope and curvature of the model follow by updates that cost O(m²) per breakpoint.
///
/// | here | Byrd, Lu, Nocedal, Zhu 1995, algorithm CP |
/// |---|---|
/// | x | `xᶜ` |
/// | d, t | `d`, `t` |
/// | p, c | `p = Wᵀd`, `c = Wᵀ(xᶜ − x)` |
/// | slope, curvature | `f′`, `f″` |
/// | open | a heap of the breakpoints ahead |
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class CauchyPoint {
    private static final double LEAST_CURVATURE = Math.ulp(1.0);

    private final int n;
    private final Box box;
    private final CompactForm form;
    private final double[] d;
    private final double[] t;
    private final int[] open;
    private int waiting;
    private final double[] p;
    private final double[] w;
    private final double[] mw;
    final double[] c;
    final double[] x;

    CauchyPoint(Box box, CompactForm form, int pairs) {
        this.n = box.n();
        this.box = box;
        this.form = form;
        d = new double[n];
        t = new double[n];
        open = new int[n];
        p = new double[2 * pairs];
        w = new double[2 * pairs];
        mw = new double[2 * pairs];
        c = new double[2 * pairs];
        x = new double[n];
    }

    /// Finds the point.
    ///
    /// @param x0 where the path begins, in the box
    /// @param g the gradient there
    void find(double[] x0, double[] g) {
        begin(x0, g);
        int size = form.size();
        double theta = form.theta();
        double slope = -Kernels.dot(d, 0, d, 0, n);
        form.transposeTimes(d, p);
        System.arraycopy(p, 0, mw, 0, size);
        form.timesMiddle(mw);
        double curvature = -theta * slope - CompactForm.dot(p, mw, size);
        double least = LEAST_CURVATURE * -theta * slope;
        double at = 0;
        double step = -slope / Math.max(curvature, least);
        while (waiting > 0 && step >= t[open[0]] - at) {
            int b = pop();
            double passed = t[b] - at;
            at = t[b];
            x[b] = d[b] > 0 ? box.upper(b) : box.lower(b);
            double z = x[b] - x0[b];
            for (int j = 0; j < size; j++) {
                c[j] += passed * p[j];
            }
            form.row(b, w);
            System.arraycopy(w, 0, mw, 0, size);
            form.timesMiddle(mw);
            double gb = g[b];
            slope += passed * curvature + gb * gb + theta * gb * z - gb * CompactForm.dot(mw, c, size);
            curvature -= theta * gb * gb + 2 * gb * CompactForm.dot(mw, p, size)
                    + gb * gb * CompactForm.dot(mw, w, size);
            for (int j = 0; j < size; j++) {
                p[j] += gb * w[j];
            }
            d[b] = 0;
            step = -slope / Math.max(curvature, least);
        }
        step = step > 0 && step < Double.POSITIVE_INFINITY ? step : 0;
        finish(x0, at + step);
        for (int j = 0; j < size; j++) {
            c[j] += step * p[j];
        }
    }

    private void begin(double[] x0, double[] g) {
        waiting = 0;
        for (int i = 0; i < n; i++) {
            x[i] = x0[i];
            double room = g[i] < 0 ? x0[i] - box.upper(i) : x0[i] - box.lower(i);
            boolean moves = g[i] != 0 && room != 0;
            d[i] = moves ? -g[i] : 0;
            t[i] = room / g[i];
            if (moves && t[i] < Double.POSITIVE_INFINITY) {
                open[waiting++] = i;
            }
        }
        for (int i = waiting / 2 - 1; i >= 0; i--) {
            sink(i);
        }
        Arrays.fill(c, 0);
    }

    private void finish(double[] x0, double at) {
        for (int i = 0; i < n; i++) {
            if (d[i] != 0) {
                x[i] = box.clamp(i, x0[i] + at * d[i]);
            }
        }
    }

    private int pop() {
        int top = open[0];
        open[0] = open[--waiting];
        sink(0);
        return top;
    }

    private void sink(int from) {
        int i = from;
        int moving = open[i];
        while (2 * i + 1 < waiting) {
            int child = 2 * i + 1;
            if (child + 1 < waiting && t[open[child + 1]] < t[open[child]]) {
                child++;
            }
            if (!(t[open[child]] < t[moving])) {
                break;
            }
            open[i] = open[child];
            i = child;
        }
        open[i] = moving;
    }
}
