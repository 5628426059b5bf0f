package org.thalweg.optimize;

import java.util.Arrays;

/// How uncertain f is, measured along the way, at no evaluation: by how much its changes leave what its slopes allow.
///
/// ```
/// α·min(φ′(0), φ′(α)) ≤ φ(α) − φ(0) ≤ α·max(φ′(0), φ′(α))
/// ```
///
/// holds, by the mean value theorem, wherever the slope turns one way between 0 and α, as it does over short steps, and also
/// across a kink. Where f has been computed with error, it does not: the excess is the error of a difference of two values.
///
/// | here | |
/// |---|---|
/// | excesses | by how much the last trials over which f hardly changed left that interval, a ring |
/// | level | their upper quartile, if at least half of them are positive |
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class Noise implements Tape.Kept {
    private static final int WINDOW = 16;

    private static final int FEWEST = 4;

    /// Relative change of f beyond which the slope may turn both ways on the way.
    private static final double HARDLY = 1e-3;

    private final double[] excesses = new double[WINDOW];
    private final double[] sorted = new double[WINDOW];
    private int count;
    private int next;

    void begin() {
        count = 0;
        next = 0;
    }

    /// Takes note of a finite trial of a search.
    void trial(double alpha, double phi0, double dphi0, double phi, double dphi) {
        double change = phi - phi0;
        if (Math.abs(change) <= HARDLY * Math.abs(phi0)) {
            double above = change - alpha * (dphi > dphi0 ? dphi : dphi0);
            double below = alpha * (dphi < dphi0 ? dphi : dphi0) - change;
            double excess = above > below ? above : below;
            excesses[next] = excess > 0 ? excess : 0;
            next = next + 1 == WINDOW ? 0 : next + 1;
            count = count < WINDOW ? count + 1 : WINDOW;
        }
    }

    /// The error of f.
    ///
    /// @return an estimate, positive; NaN where f has mostly followed its slopes, or hardly been tried
    double level() {
        System.arraycopy(excesses, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        boolean measured = count >= FEWEST && sorted[count / 2] > 0;
        return measured ? sorted[count - 1 - count / 4] : Double.NaN;
    }

    @Override
    public void keep(Tape tape) {
        count = tape.keep(count);
        next = tape.keep(next);
        tape.keep(excesses, WINDOW);
    }
}
