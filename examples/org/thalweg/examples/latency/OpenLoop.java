package org.thalweg.examples.latency;

import org.HdrHistogram.Histogram;

/// Starts a job at a fixed rate, whether or not the one before was late, and takes the time from when it should have started.
///
/// A loop that waits for each answer before it asks again asks less while the answers are slow, and so leaves out the very
/// waiting that its users would see ("coordinated omission", G. Tene). Here a pause of ten periods is seen by ten jobs.
///
/// The waiting is a spin on [System#nanoTime()]: timers of operating systems are late by fifty microseconds and more.
///
/// The first runs of a loop are not counted. What ran before it has taken caches and branch predictors, and the first run after
/// that is slower by more than half: where two jobs run by turns, that is the measurement's own doing.
///
/// **Allocation**: none. **Threads**: the job runs on the caller's.
final class OpenLoop {
    static final int UNCOUNTED = 3;

    /// The longest time a histogram holds: an hour.
    private static final long LONGEST_NANOS = 3_600_000_000_000L;

    private OpenLoop() {}

    /// An empty histogram of nanoseconds, to three digits.
    static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, 3);
    }

    /// Runs a job again and again.
    ///
    /// @param job what to run
    /// @param periodNanos between intended starts
    /// @param nanos how long in all
    /// @param into the times from intended start to end are added to this
    static void run(Runnable job, long periodNanos, long nanos, Histogram into) {
        long end = System.nanoTime() + nanos;
        int runs = 0;
        for (long intended = System.nanoTime() + periodNanos; intended - end < 0; intended += periodNanos) {
            while (System.nanoTime() - intended < 0) {
                Thread.onSpinWait();
            }
            job.run();
            if (++runs > UNCOUNTED) {
                into.recordValue(Math.min(System.nanoTime() - intended, LONGEST_NANOS));
            }
        }
    }
}
