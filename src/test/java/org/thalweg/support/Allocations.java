package org.thalweg.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Counts the bytes that the current thread allocates.
public final class Allocations {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// How long a warm-up may take on a machine that is busy with other things: no test is about its time.
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private Allocations() {}

    /// The fewest bytes that any of the repetitions allocated: one late deoptimisation is no regression.
    ///
    /// @param repetitions how often to run
    /// @param action what to run
    /// @return bytes
    public static long minimumOver(int repetitions, Runnable action) {
        assertTrue(THREADS.isThreadAllocatedMemoryEnabled());
        long least = Long.MAX_VALUE;
        for (int i = 0; i < repetitions; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            action.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
