package org.thalweg.optimize;

import java.time.Duration;
import org.thalweg.Objective;

/// First the loops over vectors by themselves, until they allocate nothing; then real solves, again and again, until none
/// allocates any more and they have stopped becoming faster. Loops that have not got there in their part of the time, since
/// compilers are starved, go on between the solves: some are run once per solve, and would stay cold for thousands.
///
/// Bytes alone would not do: scalar loops allocate nothing from the first solve on, long before they are compiled.
final class WarmUp {
    /// Solves in a row without allocation that count as warm; where the JVM does not count bytes, this many times ten.
    private static final int WARM_SOLVES = 100;

    /// How long no solve may have been faster by a [#NOTABLE] factor than the fastest before it: compilers work behind.
    private static final long SETTLED_NANOS = 100_000_000;

    private static final double NOTABLE = 0.9;

    /// The part of the time limit that the loops by themselves may take.
    private static final int SHARE = 4;

    private WarmUp() {}

    /// What is done again and again.
    interface Solve {
        /// Solves once.
        ///
        /// @return false if it was cancelled or interrupted
        boolean run();
    }

    static boolean run(LbfgsSolver solver, Objective objective, double[] x0, Duration limit) {
        double[] x = new double[x0.length];
        var kernels = new KernelWarmUp(x0.length);
        long began = System.nanoTime();
        kernels.run(limit.toNanos() / SHARE);
        Duration rest = limit.minusNanos(System.nanoTime() - began);
        return run(() -> {
            long started = System.nanoTime();
            System.arraycopy(x0, 0, x, 0, x.length);
            Status status = solver.minimize(objective, x);
            kernels.run(System.nanoTime() - started);
            return status != Status.CANCELLED && status != Status.INTERRUPTED;
        }, rest);
    }

    /// One of the places from 0 to `last`, evenly apart, that solves in turn reach before they can be warm.
    static int place(int round, int last) {
        return (int) ((long) last * (round % WARM_SOLVES) / (WARM_SOLVES - 1));
    }

    static boolean run(Solve solve, Duration limit) {
        long began = System.nanoTime();
        int wanted = ThreadAllocation.counted() ? WARM_SOLVES : 10 * WARM_SOLVES;
        int quiet = 0;
        long now = began;
        long improved = began;
        long fastest = Long.MAX_VALUE;
        do {
            long before = ThreadAllocation.bytes();
            boolean goOn = solve.run();
            quiet = ThreadAllocation.bytes() == before ? quiet + 1 : 0;
            long started = now;
            now = System.nanoTime();
            if (now - started < NOTABLE * fastest) {
                fastest = now - started;
                improved = now;
            }
            if (!goOn) {
                return false;
            }
        } while ((quiet < wanted || now - improved < SETTLED_NANOS) && now - began < limit.toNanos());
        return quiet >= wanted;
    }
}
