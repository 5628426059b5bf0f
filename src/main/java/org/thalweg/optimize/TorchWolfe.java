package org.thalweg.optimize;

/// The strong Wolfe search of torch: bracket, then zoom by cubic interpolation, with a bound on both together: what
/// the step has left of its evaluations.
///
/// ```
/// f(x + t·d) ≤ f(x) + c₁·t·∇f(x)ᵀd          |∇f(x + t·d)ᵀd| ≤ c₂·|∇f(x)ᵀd|          c₁ = 10⁻⁴, c₂ = 0.9
/// ```
///
/// Faithful, so with neither a check for NaN nor a report of failure: the trial returned may be the start (t = 0) or
/// satisfy neither condition. One thing differs: a trial whose value is NaN but whose slope passes is returned as any
/// other.
///
/// Faithful to the last bit, too: torch divides a number by a tensor as `number · (1/tensor)`, and a step length is a
/// tensor if it came out of an interpolation. So every length knows whether it is one.
///
/// **Threads**: one at a time. **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, algorithms
/// 3.5 and 3.6; torch's behaviour, observed and described.
final class TorchWolfe {
    private static final double C1 = 1e-4;
    private static final double C2 = 0.9;

    /// Torch has the tolerance as an argument that its optimiser never passes, so it is always the default.
    private static final double NARROWEST = 1e-9;

    /// A step length.
    ///
    /// @param t its value
    /// @param tensor whether torch has it as a tensor
    record Length(double t, boolean tensor) {
        /// A given number.
        static Length number(double t) {
            return new Length(t, false);
        }

        /// `this + factor·(a − b)`.
        Length plus(double factor, Length a, Length b) {
            return new Length(t + factor * (a.t - b.t), tensor || a.tensor || b.tensor);
        }
    }

    /// What is known at a step length.
    ///
    /// @param length the step length
    /// @param f the value at x + t·d
    /// @param slope ∇f(x + t·d)ᵀd, NaN if not known
    /// @param gradient ∇f(x + t·d), not shared with the objective
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Trial(Length length, double f, double slope, double[] gradient) {
        double t() {
            return length.t;
        }
    }

    /// The objective along the direction.
    @FunctionalInterface
    interface Line {
        Trial at(Length length);
    }

    private final Line line;
    private final Trial start;
    private final double directionNorm;
    private final int maxTrials;
    private int trials;

    /// The two ends of the bracket; with one, the search is over.
    private Trial first;

    private Trial second;
    private boolean satisfied;

    /// @param line the objective along d
    /// @param start the trial at t = 0, with its slope
    /// @param directionNorm ‖d‖∞
    /// @param evaluationsLeft evaluations that the step has left, exceeded by at most one
    TorchWolfe(Line line, Trial start, double directionNorm, int evaluationsLeft) {
        this.line = line;
        this.start = start;
        this.directionNorm = directionNorm;
        this.maxTrials = evaluationsLeft;
        first = start;
        second = start;
    }

    Trial search(Length length) {
        bracket(length);
        return satisfied ? first : zoom();
    }

    private void bracket(Length length) {
        Trial previous = start;
        Trial trial = line.at(length);
        for (; trials < maxTrials; trials++) {
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
            Length lowest = trial.length.plus(0.01, trial.length, previous.length);
            Length highest = new Length(trial.t() * 10, trial.length.tensor);
            Length farther = cubic(previous, trial, lowest, highest);
            previous = trial;
            trial = line.at(farther);
        }
        keep(start, trial);
    }

    private Trial zoom() {
        boolean firstIsLow = first.f <= second.f;
        boolean stalled = false;
        while (!satisfied && trials < maxTrials && !narrow()) {
            boolean ascending = first.t() <= second.t();
            Length left = ascending ? first.length : second.length;
            Length right = ascending ? second.length : first.length;
            Length next = cubic(first, second, left, right);
            double toRight = right.t - next.t;
            double toLeft = next.t - left.t;
            if (smaller(toRight, toLeft) < 0.1 * (right.t - left.t)) {
                // One interpolation close to an end is let pass; the second is moved to a tenth of the bracket.
                if (stalled || toRight <= 0 || toLeft <= 0) {
                    boolean nearRight = Math.abs(toRight) < Math.abs(toLeft);
                    next = nearRight ? right.plus(-0.1, right, left) : left.plus(0.1, right, left);
                    stalled = false;
                } else {
                    stalled = true;
                }
            } else {
                stalled = false;
            }
            Trial trial = line.at(next);
            trials++;
            Trial low = firstIsLow ? first : second;
            Trial high = firstIsLow ? second : first;
            if (tooHigh(trial) || trial.f >= low.f) {
                replace(firstIsLow, low, trial);
                firstIsLow = first.f <= second.f;
            } else {
                if (flat(trial)) {
                    satisfied = true;
                } else if (trial.slope * (high.t() - low.t()) >= 0) {
                    high = low;
                }
                replace(firstIsLow, trial, high);
            }
        }
        return firstIsLow ? first : second;
    }

    private boolean narrow() {
        return Math.abs(second.t() - first.t()) * directionNorm < NARROWEST;
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
        return trial.f > start.f + C1 * trial.t() * start.slope;
    }

    private boolean flat(Trial trial) {
        return Math.abs(trial.slope) <= -C2 * start.slope;
    }

    /// The minimiser of the cubic through two values and slopes, brought into [lowest, highest]; the middle of that if
    /// the cubic has none. A NaN of t stays one, as in torch.
    private static Length cubic(Trial p, Trial q, Length lowest, Length highest) {
        double rise = 3 * (p.f - q.f);
        double run = p.t() - q.t();
        boolean byTensor = p.length.tensor || q.length.tensor;
        double theta = p.slope + q.slope - (byTensor ? rise * (1 / run) : rise / run);
        double square = theta * theta - p.slope * q.slope;
        if (!(square >= 0)) {
            return new Length((lowest.t + highest.t) / 2, lowest.tensor || highest.tensor);
        }
        double root = Math.sqrt(square);
        double t = p.t() <= q.t()
                ? q.t() - (q.t() - p.t()) * ((q.slope + root - theta) / (q.slope - p.slope + 2 * root))
                : p.t() - (p.t() - q.t()) * ((p.slope + root - theta) / (p.slope - q.slope + 2 * root));
        Length raised = lowest.t > t ? lowest : new Length(t, true);
        return highest.t < raised.t ? highest : raised;
    }

    /// The smaller; not [Math#min], which does not let a NaN in the second place pass unseen as torch does.
    private static double smaller(double a, double b) {
        return b < a ? b : a;
    }
}
