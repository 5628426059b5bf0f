package org.thalweg.optimize;

/// Whether accepted steps still lead anywhere: to a new lowest value, or to a new smallest gradient.
///
/// A search that decreases f sufficiently makes progress with every step until f stands still. One that goes by slopes
/// may also wander within the rounding error of f, at the bottom of the valley; there it is best ended at a step whose
/// gradient is among the smallest.
///
/// **Allocation**: none. **Threads**: one at a time.
final class Stagnation implements Tape.Kept {
    /// A gradient this many times the smallest is among the smallest.
    private static final double AMONG = 2;

    /// After this many times the patience any gradient will do.
    private static final int AT_LAST = 10;

    private final int patience;
    private double lowest;
    private double smallest;
    private double gNorm;
    private int idle;

    Stagnation(int patience) {
        this.patience = patience;
    }

    void begin(double f, double gNorm) {
        lowest = f;
        smallest = gNorm;
        this.gNorm = gNorm;
        idle = 0;
    }

    void step(double f, double gNorm) {
        // Where the square of the gradient underflows, no decrease that it promises can be represented.
        boolean flatter = gNorm < smallest && gNorm * gNorm >= Double.MIN_NORMAL;
        boolean progress = f < lowest || flatter;
        idle = progress ? 0 : idle + 1;
        lowest = Math.min(lowest, f);
        smallest = Math.min(smallest, gNorm);
        this.gNorm = gNorm;
    }

    @Override
    public void keep(Tape tape) {
        lowest = tape.keep(lowest);
        smallest = tape.keep(smallest);
        gNorm = tape.keep(gNorm);
        idle = tape.keep(idle);
    }

    boolean hasEnded() {
        return idle >= (gNorm <= AMONG * smallest ? patience : AT_LAST * patience);
    }
}
