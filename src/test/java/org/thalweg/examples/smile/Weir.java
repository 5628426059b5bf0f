package org.thalweg.examples.smile;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.thalweg.Objective;

/// Holds back evaluations, lets time pass with them, or bursts, as a test wants it.
final class Weir {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean bursting;
    private volatile long tick;

    /// The objective behind the weir.
    Objective before(Objective objective) {
        return (x, gradient) -> {
            pass();
            return objective.valueAndGradient(x, gradient);
        };
    }

    private void pass() {
        now.addAndGet(tick);
        if (bursting) {
            bursting = false;
            throw new IllegalStateException("burst");
        }
        if (closed) {
            waiting.incrementAndGet();
            while (closed) {
                Thread.onSpinWait();
            }
            waiting.decrementAndGet();
        }
    }

    long nanoTime() {
        return now.get();
    }

    void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /// From now on every evaluation takes this time.
    void tick(Duration time) {
        tick = time.toNanos();
    }

    /// The next evaluation throws.
    void burst() {
        bursting = true;
    }

    void close() {
        closed = true;
    }

    void open() {
        closed = false;
    }

    /// Evaluations held back now.
    int waiting() {
        return waiting.get();
    }
}
