package org.thalweg.optimize;

import org.thalweg.internal.kernel.Kernels;

/// Within bounds: to the minimum of the quadratic model over the variables that the generalised Cauchy point leaves free.
///
/// | here | Byrd, Lu, Nocedal, Zhu 1995, section 5.1; Morales, Nocedal 2011 |
/// |---|---|
/// | free | `F`, the variables between their bounds at the Cauchy point |
/// | r | `Zᵀ(g + θ(xᶜ − x) − W·M·c)`, by variable |
/// | reduced | `M⁻¹ − WᵀZZᵀW/θ` |
/// | target | `x̂`, the projection of `xᶜ + d`; where that is no descent, `xᶜ + α*d` |
///
/// `target` lies in the box, hence so does the line as far as α = 1.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class BoxDirection extends Direction {
    private final Box box;
    private final CompactForm form;
    private final CauchyPoint cauchy;
    private final LinearSystem reduced;
    private final int[] free;
    private int many;
    private final double[] r;
    private final double[] target;
    private final double[] v;
    private final double[] w;
    private double room;
    private int stop;

    BoxDirection(Box box, Iterates at, History history) {
        super(box.n(), at, history);
        this.box = box;
        int pairs = history.slots() - 1;
        form = new CompactForm(history);
        cauchy = new CauchyPoint(box, form, pairs);
        reduced = new LinearSystem(2 * pairs);
        free = new int[n];
        r = new double[n];
        target = new double[n];
        v = new double[2 * pairs];
        w = new double[2 * pairs];
    }

    @Override
    void begin() {
        super.begin();
        form.begin();
    }

    @Override
    public void keep(Tape tape) {
        super.keep(tape);
        form.keep(tape);
        room = tape.keep(room);
        stop = tape.keep(stop);
    }

    @Override
    double choose() {
        steepest = history.count() == 0 || !(form.refresh(target) && towardsMinimum());
        if (steepest) {
            history.forget();
            towardsGradient();
        }
        room = farthest();
        stop = -1;
        for (int i = 0; i < n; i++) {
            if (p[i] != 0 && (bound(i) - at.x[i]) / p[i] < room) {
                room = (bound(i) - at.x[i]) / p[i];
                stop = i;
            }
        }
        // Rounding aside, the target lies in the box.
        room = Math.max(room, 1);
        return 1;
    }

    /// To the projection of the minimum, which is a descent once μ is large.
    @Override
    boolean regularise(RegularisedModel model, double mu) {
        steepest = false;
        boolean solved = model.direction(at.g, mu, p);
        for (int i = 0; i < n; i++) {
            target[i] = box.clamp(i, at.x[i] + p[i]);
        }
        aim();
        room = 1;
        stop = -1;
        return solved && isDescent();
    }

    /// Where coordinate i leads.
    private double bound(int i) {
        return p[i] > 0 ? box.upper(i) : box.lower(i);
    }

    /// `p ← P(x − τg) − x`, where τ makes the first step as long as without bounds, were it not for them.
    private void towardsGradient() {
        double scale = 1 / at.gNorm;
        scale = scale < Double.POSITIVE_INFINITY ? scale : 1;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double c = box.projected(i, at.x[i], at.g[i]) * scale;
            sum += c * c;
        }
        double tau = firstLength() / Math.sqrt(sum);
        for (int i = 0; i < n; i++) {
            target[i] = box.clamp(i, at.x[i] - tau * (scale * at.g[i]));
        }
        aim();
    }

    /// The line leads to the target.
    private void aim() {
        for (int i = 0; i < n; i++) {
            p[i] = target[i] - at.x[i];
        }
        dphi0 = Kernels.dot(p, 0, at.g, 0, n);
        pNorm = Kernels.normInf(p, 0, n);
    }

    /// @return false if rounding has left no descent
    private boolean towardsMinimum() {
        cauchy.find(at.x, at.g);
        many = 0;
        for (int i = 0; i < n; i++) {
            if (cauchy.x[i] > box.lower(i) && cauchy.x[i] < box.upper(i)) {
                free[many++] = i;
            }
        }
        if (many == n) {
            history.direction(at.g, p, at.number);
            System.arraycopy(at.x, 0, r, 0, n);
            Kernels.axpy(1, p, 0, r, 0, n);
        } else if (!minimum()) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            target[i] = box.clamp(i, r[i]);
        }
        aim();
        if (!(dphi0 < 0)) {
            truncate();
            aim();
        }
        return isDescent();
    }

    /// Writes the minimum of the model over the free variables, bounds ignored, to r.
    private boolean minimum() {
        double theta = form.theta();
        int size = form.size();
        System.arraycopy(cauchy.c, 0, v, 0, size);
        form.timesMiddle(v);
        reduced.resize(size);
        form.fill(reduced);
        double[] right = cauchy.c;
        for (int j = 0; j < size; j++) {
            right[j] = 0;
        }
        for (int f = 0; f < many; f++) {
            int i = free[f];
            form.row(i, w);
            r[i] = at.g[i] + theta * (cauchy.x[i] - at.x[i]) - CompactForm.dot(w, v, size);
            for (int j = 0; j < size; j++) {
                right[j] += w[j] * r[i];
                double wj = w[j] / theta;
                for (int l = 0; l < size; l++) {
                    reduced.set(j, l, reduced.get(j, l) - wj * w[l]);
                }
            }
        }
        if (!reduced.factor()) {
            return false;
        }
        reduced.solve(right);
        int f = 0;
        for (int i = 0; i < n; i++) {
            if (f < many && free[f] == i) {
                form.row(i, w);
                r[i] = cauchy.x[i] - (r[i] + CompactForm.dot(w, right, size) / theta) / theta;
                f++;
            } else {
                r[i] = cauchy.x[i];
            }
        }
        return true;
    }

    /// Goes from the Cauchy point towards r as far as the box allows.
    private void truncate() {
        double alpha = 1;
        for (int f = 0; f < many; f++) {
            int i = free[f];
            double d = r[i] - cauchy.x[i];
            if (d != 0) {
                double bound = d > 0 ? box.upper(i) : box.lower(i);
                alpha = Math.min(alpha, (bound - cauchy.x[i]) / d);
            }
        }
        for (int i = 0; i < n; i++) {
            target[i] = box.clamp(i, cauchy.x[i] + alpha * (r[i] - cauchy.x[i]));
        }
    }

    @Override
    double alphaMax() {
        return room;
    }

    @Override
    boolean endsAtBound() {
        return stop >= 0;
    }

    @Override
    void step(double alpha) {
        super.step(alpha);
        box.project(at.xTrial);
        if (alpha >= room && stop >= 0) {
            // Not short of the bound by an ulp, which would be another iteration.
            at.xTrial[stop] = bound(stop);
        }
    }
}
