package org.thalweg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;
import org.thalweg.optimize.Status;
import org.thalweg.support.Allocations;

@Timeout(60)
class ParallelObjectiveTest {
    private static final double[] X = {1, 2, 3};
    private static final Executor NEVER = _ -> {};

    /// `½·(b + 1)·‖x − b‖²`.
    private static Objective block(int b) {
        return (x, g) -> {
            double f = 0;
            for (int i = 0; i < x.length; i++) {
                g[i] = (b + 1) * (x[i] - b);
                f += 0.5 * g[i] * (x[i] - b);
            }
            return f;
        };
    }

    private static List<Objective> blocks(int count) {
        List<Objective> blocks = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            blocks.add(block(b));
        }
        return blocks;
    }

    /// The blocks 0 … 6; all their numbers are small integers, so that any order gives the same.
    private static void assertRight(Objective f, double... x) {
        double expected = 0;
        double[] gradient = new double[x.length];
        double[] part = new double[x.length];
        for (int b = 0; b < 7; b++) {
            expected += block(b).valueAndGradient(x, part);
            for (int i = 0; i < x.length; i++) {
                gradient[i] += part[i];
            }
        }
        double[] g = new double[x.length];
        assertEquals(expected, f.valueAndGradient(x, g));
        assertArrayEquals(gradient, g);
    }

    private static void message(String expected, Runnable misuse) {
        RuntimeException e = assertThrows(RuntimeException.class, misuse::run);
        assertTrue(e.getMessage().contains(expected), () -> e.getMessage() + " lacks " + expected);
    }

    @Test
    void misuseIsRefused() {
        message("threads: must be at least 1, was 0", () -> ParallelObjective.of(NEVER, 0, blocks(1)));
        message("blocks: must be at least one", () -> ParallelObjective.of(NEVER, 1, List.of()));
        Objective twice = block(1);
        message("blocks[2]: must be another object than blocks[1]",
                () -> ParallelObjective.of(NEVER, 1, List.of(block(0), twice, twice)));
        assertThrows(NullPointerException.class, () -> ParallelObjective.of(null, 1, blocks(1)));
        assertThrows(NullPointerException.class, () -> ParallelObjective.of(NEVER, 1, Arrays.asList(block(0), null)));
        Objective f = ParallelObjective.of(NEVER, 1, blocks(2));
        double[] g = {7, 7};
        message("gradient: must have length 3, had 2", () -> f.valueAndGradient(X, g));
        message("gradient: must not be the array of x", () -> f.valueAndGradient(g, g));
        assertArrayEquals(new double[] {7, 7}, g);
    }

    @Test
    void blocksAreConfinedOnce() {
        AtomicInteger asked = new AtomicInteger();
        Objective shareable = new Objective() {
            @Override
            public double valueAndGradient(double[] x, double[] gradient) {
                throw new AssertionError("the confined form is to be used");
            }

            @Override
            public Objective confined() {
                asked.incrementAndGet();
                return block(0);
            }
        };
        Objective f = ParallelObjective.of(NEVER, 2, List.of(shareable, shareable));
        assertEquals(14, f.valueAndGradient(X, new double[3]));
        f.valueAndGradient(X, new double[3]);
        assertEquals(2, asked.get());
        assertSame(f, f.confined());
    }

    @Test
    void aPoolHelps() {
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            Objective f = ParallelObjective.of(pool, 4, blocks(7));
            for (int k = 0; k < 2000; k++) {
                assertRight(f, k, 2 * k, 3);
            }
            assertRight(f, 4);
        }
    }

    @Test
    void twoThreadsEvaluateAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        List<Objective> meeting = new ArrayList<>();
        for (int b = 0; b < 2; b++) {
            meeting.add((_, _) -> {
                both.countDown();
                await(both);
                return 1;
            });
        }
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            assertEquals(2, ParallelObjective.of(pool, 2, meeting).valueAndGradient(X, new double[3]));
        }
    }

    @Test
    void noMoreThreadsThanAskedFor() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Objective> watched = new ArrayList<>();
        for (int b = 0; b < 32; b++) {
            watched.add((_, _) -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
                return 0;
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            Objective f = ParallelObjective.of(pool, 3, watched);
            for (int k = 0; k < 100; k++) {
                f.valueAndGradient(X, new double[3]);
            }
        }
        assertTrue(most.get() <= 3, () -> most + " at the same time");
    }

    @Test
    void theCallerMayRunTheHelpers() {
        Objective f = ParallelObjective.of(Runnable::run, 8, blocks(7));
        assertRight(f, X);
        assertRight(f, 3, 2, 1);
    }

    @Test
    void theOnlyThreadOfAnExecutorMayCall() throws Exception {
        try (ExecutorService single = Executors.newSingleThreadExecutor()) {
            Objective f = ParallelObjective.of(single, 4, blocks(7));
            Future<?> inside = single.submit(() -> {
                for (int k = 0; k < 100; k++) {
                    assertRight(f, k, 1);
                }
            });
            inside.get(30, TimeUnit.SECONDS);
            assertRight(f, X);
        }
        try (ForkJoinPool single = new ForkJoinPool(1)) {
            Objective inner = ParallelObjective.of(single, 4, blocks(7));
            Objective outer = ParallelObjective.of(single, 4, List.of(inner, (_, _) -> 0.0));
            single.submit(() -> assertRight(outer, X)).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void anExecutorThatDoesNothingGetsEachHelperOnce() {
        List<Runnable> queue = new ArrayList<>();
        Objective f = ParallelObjective.of(queue::add, 4, blocks(7));
        for (int k = 0; k < 100; k++) {
            assertRight(f, k);
        }
        assertEquals(3, queue.size());
        queue.forEach(Runnable::run);
        assertRight(f, X);
        assertEquals(6, queue.size());
    }

    @Test
    void aHelperThatComesLateTakesPartInALaterEvaluation() {
        Queue<Runnable> queue = new ArrayDeque<>();
        List<Objective> blocks = blocks(7);
        blocks.set(0, (x, g) -> {
            Runnable late = queue.poll();
            if (late != null) {
                late.run();
            }
            return block(0).valueAndGradient(x, g);
        });
        Objective f = ParallelObjective.of(queue::add, 2, blocks);
        assertRight(f, X);
        queue.add(() -> {});
        for (int k = 0; k < 10; k++) {
            assertRight(f, k, k + 1);
        }
    }

    @Test
    void aRejectingExecutorCostsTimeAlone() {
        AtomicInteger asked = new AtomicInteger();
        Objective f = ParallelObjective.of(_ -> {
            asked.incrementAndGet();
            throw new RejectedExecutionException();
        }, 4, blocks(7));
        assertRight(f, X);
        assertRight(f, X);
        assertEquals(2, asked.get(), "asked again in the next evaluation, not in the same one");
        ExecutorService closed = Executors.newFixedThreadPool(2);
        Objective g = ParallelObjective.of(closed, 3, blocks(7));
        assertRight(g, X);
        closed.shutdownNow();
        assertRight(g, X);
    }

    @Test
    void aFailureOfTheExecutorReachesTheCaller() {
        IllegalStateException broken = new IllegalStateException("broken");
        AtomicInteger evaluated = new AtomicInteger();
        Objective f = ParallelObjective.of(_ -> {
            throw broken;
        }, 2, List.of((_, _) -> evaluated.incrementAndGet(), (_, _) -> evaluated.incrementAndGet()));
        assertSame(broken, assertThrows(IllegalStateException.class, () -> f.valueAndGradient(X, new double[3])));
        assertEquals(2, evaluated.get());
    }

    @Test
    void theFailureOfTheFirstBlockReachesTheCallerOnceAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();
        IllegalStateException first = new IllegalStateException("first");
        boolean[] failing = {true};
        List<Objective> blocks = new ArrayList<>();
        for (int b = 0; b < 7; b++) {
            int number = b;
            blocks.add((x, g) -> {
                if (number != 2) {
                    sleep(number == 6 ? 50 : 1);
                }
                ended.incrementAndGet();
                if (failing[0] && number >= 2) {
                    throw number == 2 ? first : new IllegalStateException("block " + number);
                }
                return block(number).valueAndGradient(x, g);
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            Objective f = ParallelObjective.of(pool, 4, blocks);
            for (int k = 1; k <= 5; k++) {
                double[] g = {7, 7, 7};
                assertSame(first, assertThrows(IllegalStateException.class, () -> f.valueAndGradient(X, g)));
                assertEquals(7 * k, ended.get());
                assertArrayEquals(new double[] {7, 7, 7}, g);
            }
            failing[0] = false;
            assertRight(f, X);
        }
    }

    @Test
    void failuresOfAnyKindArriveAsTheyAre() {
        AssertionError error = new AssertionError("error");
        IOException checked = new IOException("checked");
        for (Throwable failure : List.of(error, checked)) {
            Objective f = ParallelObjective.of(Runnable::run, 2, List.of(block(0), (_, _) -> sneak(failure)));
            assertSame(failure, assertThrows(Throwable.class, () -> f.valueAndGradient(X, new double[3])));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> double sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void aSecondCallAtTheSameTimeIsRefused() {
        List<Objective> f = new ArrayList<>();
        f.add(ParallelObjective.of(NEVER, 1, List.of((_, g) -> f.getFirst().valueAndGradient(X, g))));
        message("is running already", () -> f.getFirst().valueAndGradient(X, new double[3]));
        message("is running already", () -> f.getFirst().valueAndGradient(X, new double[3]));
    }

    @Test
    void anInterruptIsKeptForTheSolver() {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            List<Objective> blocks = new ArrayList<>();
            for (int b = 0; b < 2; b++) {
                int number = b;
                blocks.add((x, g) -> {
                    if (Thread.currentThread() == caller) {
                        await(taken);
                    } else {
                        taken.countDown();
                        sleep(20);
                        caller.interrupt();
                        sleep(20);
                        over.countDown();
                    }
                    return block(number).valueAndGradient(x, g);
                });
            }
            LbfgsSolver solver = Lbfgs.DEFAULT.solver(3);
            double[] x = X.clone();
            assertEquals(Status.INTERRUPTED, solver.minimize(ParallelObjective.of(pool, 2, blocks), x));
            assertEquals(0, over.getCount(), "the block that another thread had taken is over");
            assertTrue(Thread.interrupted());
            assertEquals(1, solver.evaluations());
        }
    }

    @Test
    void nothingIsAllocatedOfItsOwn() {
        Objective f = ParallelObjective.of(Runnable::run, 4, List.of((_, _) -> 1.0, (_, _) -> 2.0, (_, _) -> 3.0));
        double[] g = new double[3];
        f.valueAndGradient(X, g);
        assertEquals(0, Allocations.minimumOver(20, () -> f.valueAndGradient(X, g)));
    }

    @Test
    void aPoolTakesALittle() {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            Objective f = ParallelObjective.of(pool, 2, blocks(7));
            double[] g = new double[3];
            f.valueAndGradient(X, g);
            long bytes = Allocations.minimumOver(20, () -> f.valueAndGradient(X, g));
            assertTrue(bytes <= 128, () -> bytes + " bytes");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
