package org.thalweg.optimize;

/// Whether accepted steps still lead anywhere: to a new lowest value, or to a new smallest gradient.
///
/// A search that decreases f sufficiently makes progress with every step until f stands still. One that goes by slopes
/// may also wander within the rounding error of f, at the bottom of the valley; there it is best ended at a step whose
/// gradient is among the smallest. On a long way down a valley of high condition the gradient rises and falls, and finds a
/// new smallest value only now and then: whoever has gone far is given patience in proportion.
///
/// **Allocation**: none. **Threads**: one at a time.
final class Stagnation implements Tape.Kept {
    /// A gradient this many times the smallest is among the smallest.
    private static final double AMONG = 2;

    /// After this many times the patience any gradient will do.
    private static final int AT_LAST = 10;

    /// The parts of all steps, an eighth and a quarter, that may be spent without progress however short the patience.
    private static final int PART = 8;

    private static final int PART_AT_LAST = 4;

    private final int patience;
    private double lowest;
    private double smallest;
    private double gNorm;
    private int idle;
    private int steps;

    Stagnation(int patience) {
        this.patience = patience;
    }

    void begin(double f, double gNorm) {
        lowest = f;
        smallest = gNorm;
        this.gNorm = gNorm;
        idle = 0;
        steps = 0;
    }

    void step(double f, double gNorm) {
        // Where the square of the gradient underflows, no decrease that it promises can be represented.
        boolean flatter = gNorm < smallest && gNorm * gNorm >= Double.MIN_NORMAL;
        boolean progress = f < lowest || flatter;
        idle = progress ? 0 : idle + 1;
        steps++;
        // Nothing here is NaN, and comparisons cost less than Math.min.
        lowest = f < lowest ? f : lowest;
        smallest = gNorm < smallest ? gNorm : smallest;
        this.gNorm = gNorm;
    }

    /// Takes note of steps that each led to a new lowest value.
    ///
    /// @param f the last of them
    /// @param gNorm the last one
    /// @param gSmallest the smallest one
    void progress(int count, double f, double gNorm, double gSmallest) {
        idle = 0;
        steps += count;
        lowest = f;
        smallest = gSmallest < smallest ? gSmallest : smallest;
        this.gNorm = gNorm;
    }

    @Override
    public void keep(Tape tape) {
        lowest = tape.keep(lowest);
        smallest = tape.keep(smallest);
        gNorm = tape.keep(gNorm);
        idle = tape.keep(idle);
        steps = tape.keep(steps);
    }

    boolean hasEnded() {
        return gNorm <= AMONG * smallest
                ? idle >= Math.max(patience, steps / PART)
                : idle >= Math.max(AT_LAST * patience, steps / PART_AT_LAST);
    }
}
