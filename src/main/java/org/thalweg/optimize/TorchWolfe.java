package org.thalweg.optimize;

/// The strong Wolfe search of torch: bracket, then zoom by cubic interpolation, with a bound of 25 on both together.
///
/// ```
/// f(x + t·d) ≤ f(x) + c₁·t·∇f(x)ᵀd          |∇f(x + t·d)ᵀd| ≤ c₂·|∇f(x)ᵀd|          c₁ = 10⁻⁴, c₂ = 0.9
/// ```
///
/// Faithful, so with neither a check for NaN nor a report of failure: the trial returned may be the start (t = 0) or
/// satisfy neither condition. One thing differs: a trial whose value is NaN but whose slope passes is returned as any
/// other.
///
/// **Threads**: one at a time. **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, algorithms
/// 3.5 and 3.6; torch's behaviour, observed and described.
final class TorchWolfe {
    private static final double C1 = 1e-4;
    private static final double C2 = 0.9;
    private static final int MAX_TRIALS = 25;

    /// Torch has the tolerance as an argument that its optimiser never passes, so it is always the default.
    private static final double NARROWEST = 1e-9;

    /// What is known at the step length t.
    ///
    /// @param t the step length
    /// @param f the value at x + t·d
    /// @param slope ∇f(x + t·d)ᵀd, NaN if not known
    /// @param gradient ∇f(x + t·d), not shared with the objective
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Trial(double t, double f, double slope, double[] gradient) {}

    /// The objective along the direction.
    @FunctionalInterface
    interface Line {
        Trial at(double t);
    }

    private final Line line;
    private final Trial start;
    private final double directionNorm;
    private int trials;

    /// The two ends of the bracket; with one, the search is over.
    private Trial first;

    private Trial second;
    private boolean satisfied;

    /// @param line the objective along d
    /// @param start the trial at t = 0, with its slope
    /// @param directionNorm ‖d‖∞
    TorchWolfe(Line line, Trial start, double directionNorm) {
        this.line = line;
        this.start = start;
        this.directionNorm = directionNorm;
        first = start;
        second = start;
    }

    Trial search(double t) {
        bracket(t);
        return satisfied ? first : zoom();
    }

    private void bracket(double t) {
        Trial previous = start;
        Trial trial = line.at(t);
        for (; trials < MAX_TRIALS; trials++) {
            // Algorithm 3.5 compares with the previous value from the second trial on; here it is the third.
            if (tooHigh(trial) || (trials > 1 && trial.f >= previous.f)) {
                keep(previous, trial);
                return;
            }
            if (flat(trial)) {
                keep(trial, trial);
                satisfied = true;
                return;
            }
            if (trial.slope >= 0) {
                keep(previous, trial);
                return;
            }
            double farther = cubic(previous, trial, trial.t + 0.01 * (trial.t - previous.t), trial.t * 10);
            previous = trial;
            trial = line.at(farther);
        }
        keep(start, trial);
    }

    private Trial zoom() {
        boolean firstIsLow = first.f <= second.f;
        boolean stalled = false;
        while (!satisfied && trials < MAX_TRIALS && !(Math.abs(second.t - first.t) * directionNorm < NARROWEST)) {
            double left = smaller(first.t, second.t);
            double right = larger(first.t, second.t);
            double t = cubic(first, second, left, right);
            double margin = 0.1 * (right - left);
            if (smaller(right - t, t - left) < margin) {
                // One interpolation close to an end is let pass; the second is moved to a tenth of the bracket.
                if (stalled || t >= right || t <= left) {
                    t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
                    stalled = false;
                } else {
                    stalled = true;
                }
            } else {
                stalled = false;
            }
            Trial trial = line.at(t);
            trials++;
            Trial low = firstIsLow ? first : second;
            Trial high = firstIsLow ? second : first;
            if (tooHigh(trial) || trial.f >= low.f) {
                replace(firstIsLow, low, trial);
                firstIsLow = first.f <= second.f;
            } else {
                if (flat(trial)) {
                    satisfied = true;
                } else if (trial.slope * (high.t - low.t) >= 0) {
                    high = low;
                }
                replace(firstIsLow, trial, high);
            }
        }
        return firstIsLow ? first : second;
    }

    private void keep(Trial first, Trial second) {
        this.first = first;
        this.second = second;
    }

    private void replace(boolean firstIsLow, Trial low, Trial high) {
        first = firstIsLow ? low : high;
        second = firstIsLow ? high : low;
    }

    private boolean tooHigh(Trial trial) {
        return trial.f > start.f + C1 * trial.t * start.slope;
    }

    private boolean flat(Trial trial) {
        return Math.abs(trial.slope) <= -C2 * start.slope;
    }

    /// The minimiser of the cubic through two values and slopes, brought into [lowest, highest]; the middle of that if
    /// the cubic has none. A NaN of t stays one, as in torch.
    static double cubic(Trial p, Trial q, double lowest, double highest) {
        double theta = p.slope + q.slope - 3 * (p.f - q.f) / (p.t - q.t);
        double square = theta * theta - p.slope * q.slope;
        if (!(square >= 0)) {
            return (lowest + highest) / 2;
        }
        double root = Math.sqrt(square);
        double t = p.t <= q.t
                ? q.t - (q.t - p.t) * ((q.slope + root - theta) / (q.slope - p.slope + 2 * root))
                : p.t - (p.t - q.t) * ((p.slope + root - theta) / (p.slope - q.slope + 2 * root));
        return smaller(larger(t, lowest), highest);
    }

    // Not Math.min and Math.max: with a NaN among them, these give the first argument.

    private static double smaller(double a, double b) {
        return b < a ? b : a;
    }

    private static double larger(double a, double b) {
        return b > a ? b : a;
    }
}
