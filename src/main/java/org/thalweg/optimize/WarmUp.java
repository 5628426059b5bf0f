package org.thalweg.optimize;

import java.time.Duration;
import org.thalweg.Objective;

/// Real solves, again and again, until none allocates any more.
final class WarmUp {
    /// Solves in a row without allocation that count as warm; where the JVM does not count bytes, this many times ten.
    private static final int WARM_SOLVES = 100;

    private WarmUp() {}

    static boolean run(LbfgsSolver solver, Objective objective, double[] x0, Duration limit) {
        double[] x = new double[x0.length];
        long began = System.nanoTime();
        int wanted = ThreadAllocation.counted() ? WARM_SOLVES : 10 * WARM_SOLVES;
        int quiet = 0;
        do {
            System.arraycopy(x0, 0, x, 0, x.length);
            long before = ThreadAllocation.bytes();
            Status status = solver.minimize(objective, x);
            quiet = ThreadAllocation.bytes() == before ? quiet + 1 : 0;
            if (status == Status.CANCELLED || status == Status.INTERRUPTED) {
                return false;
            }
        } while (quiet < wanted && System.nanoTime() - began < limit.toNanos());
        return quiet >= wanted;
    }
}
