package org.thalweg.examples.smile;

import java.util.concurrent.atomic.LongAdder;

/// What became of the requests. When nothing is under way, `accepted = answered + abandoned`.
final class Tally {
    /// Jobs that went into the queue.
    final LongAdder accepted = new LongAdder();

    /// Jobs whose answer was written to the client.
    final LongAdder answered = new LongAdder();

    /// Jobs whose client had gone when the answer was there.
    final LongAdder abandoned = new LongAdder();

    /// Requests turned away because the queue was full, or the service closing.
    final LongAdder refused = new LongAdder();

    /// Requests that were no smile.
    final LongAdder bad = new LongAdder();

    @Override
    public String toString() {
        return "accepted " + accepted + ", answered " + answered + ", abandoned " + abandoned + ", refused " + refused
                + ", bad " + bad;
    }
}
