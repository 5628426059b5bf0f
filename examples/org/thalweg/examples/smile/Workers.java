package org.thalweg.examples.smile;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.thalweg.Objective;
import org.thalweg.optimize.Status;

/// A few threads, each with a calibrator of its own, behind one bounded queue.
///
/// A job that is accepted is answered exactly once, also when the workers are being closed; one that is not accepted is
/// never answered. **Threads**: any.
final class Workers implements AutoCloseable {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Tells one worker to go home. Those that queue behind it are taken back by whoever put them there.
    private static final Job LAST = new Job(new Smile(new double[0], new double[0], new double[0], 0), 0);

    private final BlockingQueue<Job> queue;
    private final List<Thread> threads = new ArrayList<>();
    private final LongSupplier nanoClock;
    private final CountDownLatch warm;
    private final AtomicInteger quiet = new AtomicInteger();
    private volatile boolean closed;

    /// Starts the workers, which warm up before they take their first job.
    Workers(int workers, int waiting, Duration warmUp, UnaryOperator<Objective> around, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        queue = new ArrayBlockingQueue<>(waiting);
        warm = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            threads.add(Thread.ofPlatform().name("smile-", i).daemon().start(() -> work(warmUp, around)));
        }
    }

    /// Waits until every worker is warm.
    ///
    /// @return how many of them solve without allocating
    int awaitWarm() throws InterruptedException {
        warm.await();
        return quiet.get();
    }

    /// Accepts a job, unless the queue is full or the workers are closed.
    boolean offer(Job job) {
        if (closed || !queue.offer(job)) {
            return false;
        }
        // If the workers were closed meanwhile, nobody may come for this job; if it is gone, somebody did.
        return !(closed && queue.remove(job));
    }

    /// Jobs accepted that no worker has taken yet.
    int waiting() {
        return queue.size();
    }

    private void work(Duration warmUp, UnaryOperator<Objective> around) {
        Calibrator calibrator = new Calibrator(around, nanoClock);
        try {
            if (calibrator.warmUp(warmUp)) {
                quiet.incrementAndGet();
            }
        } catch (RuntimeException e) {
            System.getLogger(Workers.class.getName()).log(System.Logger.Level.WARNING, "warm-up failed", e);
        } finally {
            warm.countDown();
        }
        try {
            for (Job job = queue.take(); job != LAST; job = queue.take()) {
                job.answer().complete(answer(calibrator, job));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts workers; if the virtual machine does, it is going down
        }
    }

    private Answer answer(Calibrator calibrator, Job job) {
        long began = nanoClock.getAsLong();
        if (job.deadline() - began <= 0) {
            return new Answer.Late();
        }
        SolveEvent event = new SolveEvent();
        event.begin();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Status status = calibrator.calibrate(job.smile(), job.deadline());
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            long nanos = nanoClock.getAsLong() - began;
            event.end();
            if (event.shouldCommit()) {
                record(event, calibrator, job, status, began - job.accepted(), allocated);
            }
            return calibrator.evaluations() == 0
                    ? new Answer.Late()
                    : new Answer.Calibrated(calibrator.smile(), status, calibrator.error(), calibrator.iterations(),
                            calibrator.evaluations(), nanos);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            return new Answer.Broken(e);
        }
    }

    private static void record(
            SolveEvent event, Calibrator calibrator, Job job, Status status, long waited, long allocated) {
        event.quotes = job.smile().k().length;
        event.status = status.name();
        event.iterations = calibrator.iterations();
        event.evaluations = calibrator.evaluations();
        event.error = calibrator.error();
        event.waited = waited;
        event.allocated = allocated;
        event.commit();
    }

    /// Accepts nothing more, lets the workers answer what was accepted, and returns when they have.
    @Override
    public void close() throws InterruptedException {
        if (!closed) {
            closed = true;
            for (int i = 0; i < threads.size(); i++) {
                queue.put(LAST);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
