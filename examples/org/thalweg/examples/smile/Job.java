package org.thalweg.examples.smile;

import java.util.concurrent.CompletableFuture;

/// A smile on its way to a worker, and its one answer.
///
/// @param smile what to calibrate
/// @param accepted when it came, on the service's clock
/// @param answer completed once, by the worker that took it
record Job(Smile smile, long accepted, CompletableFuture<Answer> answer) {
    Job(Smile smile, long accepted) {
        this(smile, accepted, new CompletableFuture<>());
    }

    long deadline() {
        return accepted + smile.budgetNanos();
    }
}
