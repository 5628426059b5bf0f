package org.thalweg.examples.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final long MILLI = 1_000_000;

    /// Of the hundred jobs due during a stall of a tenth of a second, half are at least half of it late. A closed loop would see
    /// one. A slow machine can only make more of them late.
    @Test
    void aStallIsSeenByAllJobsThatWereDueInIt() {
        int[] jobs = {0};
        Histogram times = OpenLoop.histogram();
        OpenLoop.run(() -> {
            if (jobs[0]++ == 10) {
                stall(100 * MILLI);
            }
        }, MILLI, 300 * MILLI, times);
        long late = times.getCountBetweenValues(50 * MILLI, Long.MAX_VALUE / 2);
        assertTrue(late >= 49, () -> late + " of " + jobs[0]);
        assertEquals(jobs[0] - OpenLoop.UNCOUNTED, times.getTotalCount());
    }

    /// Everything that is due is run, however late: the rate is that of the schedule.
    @Test
    void everyIntendedStartIsRun() {
        int[] jobs = {0};
        OpenLoop.run(() -> jobs[0]++, MILLI, 50 * MILLI, OpenLoop.histogram());
        assertEquals(49, jobs[0], 1);
    }

    private static void stall(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(MILLI);
        }
    }
}
