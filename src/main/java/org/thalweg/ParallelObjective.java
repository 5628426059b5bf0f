package org.thalweg;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/// A sum of objectives `f(x) = f₀(x) + f₁(x) + …`, the blocks of a data set for example, evaluated by several threads:
/// the caller's own, and those of an executor that the caller provides.
///
/// ```java
/// List<Objective> blocks = …;                                       // one for each part of the data, one for the ridge
/// ParallelObjective f = ParallelObjective.of(executor, 4, blocks);
/// Solution s = Lbfgs.DEFAULT.minimize(f, x0);
/// ```
///
/// **The same bits for any number of threads.** Who takes which block is left to chance; how the results are added is
/// not. It is a tree over the numbers of the blocks, fixed by their count:
///
/// ```
/// S(b, 1)  = fᵦ
/// S(b, 2k) = S(b, k) + S(b + k, k), or S(b, k) where there is no block b + k          f = S(0, 2ᵐ)
/// ```
///
/// Whichever thread completes the second half of a sum adds the two. Cutting the data into another number of blocks
/// gives other roundings: choose the number by the data, a few per processor at least, not by the machine.
///
/// **The caller helps itself.** It takes blocks like any other thread and waits only for those that another thread has
/// taken, so nothing can lock up: not in an executor of one thread whose thread is the caller, and not in one that has
/// been shut down. An executor that rejects its tasks costs time, not the result. At most `threads − 1` tasks are ever
/// in the executor's queue, whatever the number of calls; one that the executor discards without a word is not sent
/// again.
///
/// **Errors**: a failure of a block reaches the caller as it is, once every block has ended; of several, that of the
/// first block. The gradient is untouched then, and the next call is as good as any. Other failures of the executor are
/// treated alike. An interrupt does not end an evaluation; it is kept for the solver to see.
///
/// **Allocation**: the first call takes a gradient of n numbers for each block. Afterwards nothing, except what the
/// executor takes for a task, and some 32 bytes where the calling thread has to wait for another. **Threads**: one at a
/// time calls; a second one is refused with [IllegalStateException]. A block is evaluated by one thread at a time, not
/// always the same one; what one thread has written the next one sees. The library starts no thread.
public final class ParallelObjective implements Objective {
    private static final double[] NONE = {};

    /// How often a caller looks for the end before it goes to sleep: a few microseconds.
    private static final int LOOKS = 200;

    private final Executor executor;
    private final Objective[] blocks;
    private final Helper[] helpers;
    private final double[] values;
    private final double[][] gradients;
    private final @Nullable Throwable[] failures;

    /// The next block to be taken; at least their number between two evaluations.
    private final AtomicInteger next;

    /// How often either half of the sum whose right half begins with block b has been completed, twice per evaluation.
    private final AtomicIntegerArray completed;

    private final Semaphore done = new Semaphore(0);
    private final AtomicBoolean running = new AtomicBoolean();
    private double[] x = NONE;

    private ParallelObjective(Executor executor, int threads, Objective[] blocks) {
        this.executor = executor;
        this.blocks = blocks;
        helpers = new Helper[Math.min(threads, blocks.length) - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper();
        }
        values = new double[blocks.length];
        gradients = new double[blocks.length][];
        failures = new Throwable[blocks.length];
        next = new AtomicInteger(blocks.length);
        completed = new AtomicIntegerArray(blocks.length);
        resize(0);
    }

    /// A sum of blocks. Each is asked for its [confined][Objective#confined] form once, here.
    ///
    /// @param executor runs `threads − 1` tasks per evaluation, if it likes
    /// @param threads the most that evaluate at the same time, the caller among them, at least 1
    /// @param blocks the terms of the sum, at least one; no two with the same confined form, since they run at the same
    ///     time
    /// @return the sum
    /// @throws IllegalArgumentException if there is no thread, no block, or one block twice
    public static ParallelObjective of(Executor executor, int threads, List<? extends Objective> blocks) {
        Objects.requireNonNull(executor, "executor");
        if (threads < 1) {
            throw new IllegalArgumentException("threads: must be at least 1, was " + threads);
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("blocks: must be at least one, were none");
        }
        Objective[] confined = new Objective[blocks.size()];
        for (int i = 0; i < confined.length; i++) {
            Objective block = Objects.requireNonNull(blocks.get(i), "blocks[" + i + "]");
            confined[i] = Objects.requireNonNull(block.confined(), "blocks[" + i + "].confined()");
        }
        requireDistinct(confined);
        return new ParallelObjective(executor, threads, confined);
    }

    private static void requireDistinct(Objective[] blocks) {
        Map<Identity, Integer> seen = HashMap.newHashMap(blocks.length);
        for (int i = 0; i < blocks.length; i++) {
            Integer first = seen.putIfAbsent(new Identity(blocks[i]), i);
            if (first != null) {
                throw new IllegalArgumentException(
                        "blocks[%d]: must be another object than blocks[%d], for the two run at the same time"
                                .formatted(i, first));
            }
        }
    }

    /// An object as such, whatever its equals says.
    private record Identity(Objective block) {
        @Override
        @SuppressWarnings("ReferenceEquality") // the point of it
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.block == block;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(block);
        }
    }

    /// Evaluates all blocks and adds them up.
    ///
    /// @throws IllegalArgumentException if the lengths of x and gradient differ, or they are one array
    /// @throws IllegalStateException if an evaluation is under way
    @Override
    @SuppressWarnings("ReferenceEquality") // the same array is meant, not equal content
    public double valueAndGradient(double[] x, double[] gradient) {
        if (gradient.length != x.length) {
            throw new IllegalArgumentException(
                    "gradient: must have length %d, had %d".formatted(x.length, gradient.length));
        }
        if (gradient == x) {
            throw new IllegalArgumentException("gradient: must not be the array of x, which is still read");
        }
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "valueAndGradient: is running already; a ParallelObjective belongs to one thread at a time");
        }
        try {
            resize(x.length);
            this.x = x;
            next.set(0);
            Throwable refusal = callHelpers();
            takeBlocks();
            awaitOthers();
            throwFailure(refusal);
            System.arraycopy(gradients[0], 0, gradient, 0, gradient.length);
            return values[0];
        } finally {
            this.x = NONE;
            running.set(false);
        }
    }

    private void resize(int n) {
        if (gradients[0] == null || gradients[0].length != n) {
            for (int b = 0; b < gradients.length; b++) {
                gradients[b] = new double[n];
            }
        }
    }

    /// Sends those helpers that are not still on their way from an earlier evaluation.
    ///
    /// @return why the executor failed, null if it has not, or merely rejects
    private @Nullable Throwable callHelpers() {
        for (Helper helper : helpers) {
            if (next.get() >= blocks.length) {
                return null;
            }
            if (helper.sent.compareAndSet(false, true)) {
                try {
                    executor.execute(helper);
                } catch (RejectedExecutionException e) {
                    helper.sent.set(false);
                    return null;
                } catch (Throwable e) {
                    helper.sent.set(false);
                    return e;
                }
            }
        }
        return null;
    }

    /// A task for the executor. One that comes late, between two evaluations or in a later one, does no harm: it takes
    /// what is there to be taken.
    private final class Helper implements Runnable {
        /// Whether it is in the queue or at work, so that there is never a second one of the same.
        final AtomicBoolean sent = new AtomicBoolean();

        /// An evaluation that has begun before this is marked as back has not sent it again, so it looks once more.
        @Override
        public void run() {
            do {
                takeBlocks();
                sent.set(false);
            } while (next.get() < blocks.length && sent.compareAndSet(false, true));
        }
    }

    /// Evaluates blocks as long as there are any. A block that has been taken keeps the evaluation from ending, so x
    /// and the arrays are those of the evaluation it was taken in.
    private void takeBlocks() {
        for (int b = next.getAndIncrement(); b < blocks.length; b = next.getAndIncrement()) {
            try {
                values[b] = blocks[b].valueAndGradient(x, gradients[b]);
            } catch (Throwable e) {
                failures[b] = e;
            }
            complete(b);
        }
    }

    /// Goes up the tree from a block: where the other half is still missing, whoever brings it will go on.
    private void complete(int block) {
        int left = block;
        for (int half = 1; half < blocks.length; half <<= 1) {
            int right = left | half;
            left = right - half;
            if (right < blocks.length) {
                if ((completed.getAndIncrement(right) & 1) == 0) {
                    return;
                }
                values[left] += values[right];
                add(gradients[left], gradients[right]);
            }
        }
        done.release();
    }

    private static void add(double[] sum, double[] other) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
    }

    private void awaitOthers() {
        for (int look = 0; look < LOOKS; look++) {
            if (done.tryAcquire()) {
                return;
            }
            Thread.onSpinWait();
        }
        done.acquireUninterruptibly();
    }

    private void throwFailure(@Nullable Throwable refusal) {
        Throwable first = refusal;
        for (int b = blocks.length - 1; b >= 0; b--) {
            if (failures[b] != null) {
                first = failures[b];
                failures[b] = null;
            }
        }
        if (first != null) {
            ParallelObjective.<RuntimeException>throwAsItIs(first);
        }
    }

    /// Throws what the compiler takes for a T, and is what it is.
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAsItIs(Throwable failure) throws T {
        throw (T) failure;
    }

    @Override
    public String toString() {
        return "ParallelObjective[blocks=" + blocks.length + ", threads=" + (helpers.length + 1) + "]";
    }
}
