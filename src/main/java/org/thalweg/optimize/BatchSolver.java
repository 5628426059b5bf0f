package org.thalweg.optimize;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.thalweg.BatchObjective;
import org.thalweg.internal.lanes.Gradual;

/// Minimises many small problems of one kind, one in each lane of the machine's vectors; all lanes advance together.
///
/// ```java
/// BatchSolver batch = Lbfgs.DEFAULT.batch(decay, count);
/// batch.bind("t", times).bindEach("y", ys);             // shared by all · one row per problem
/// int converged = batch.minimize(xs);                   // count × n, row-major: starts in, minimisers out
/// batch.status(i); batch.value(i);
/// ```
///
/// Points, gradients, and what is known of the curvature are kept in rows of lanes, and every operation is done in all lanes
/// at once. A lane whose problem is solved takes the next one at once. Where n is at most the memory, and at most 10, each
/// lane keeps a matrix instead of pairs (BFGS); the line search is a bracketing one with weak Wolfe conditions, the same for
/// every setting.
///
/// **Each alone.** What a problem's result is does not depend on its neighbours, to the bit: not on the lane, nor on the
/// number of problems, nor on what happens in other lanes, on any machine.
///
/// **Result.** As of an [LbfgsSolver]: whatever the status, the point is the best one found, and value and norm of the gradient
/// belong to it. Where there is no point with a finite value and gradient, the start stays as it is. The statuses are those of
/// [LbfgsSolver] except GRADIENT_INCONSISTENT, which would be LINE_SEARCH_FAILED here.
///
/// **Bounds** are the same for all problems; starts outside are moved to the nearest point of the box first.
///
/// **Budgets.** Iterations and evaluations count for each problem; deadline, cancellation and interruption, looked at before
/// every evaluation, end the whole batch: every problem that is not solved by then says so, and has its best point so far.
///
/// **Exceptions** of the objective reach the caller; solved problems stay solved, the others hold their best point so far and
/// have no status.
///
/// **Allocation**: `O(lanes·memory·n)` doubles here, once, and the results, 25 bytes per problem; none in [#minimize] once
/// [#warmUp] has returned true, as long as problems are like those that it has met. Before it, batches are interpreted at
/// first, and take up to a hundred times as long; little by little vector code takes over, and makes garbage until it is
/// compiled.
/// **Threads**: one at a time, except for [#cancel()].
/// **Source**: see [Lbfgs]; for the matrix J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, section 6.1; M. C. Biggs,
/// *IMA Journal of Applied Mathematics* 12 (1973) 337–338.
public final class BatchSolver {
    /// The largest number of variables of a problem; larger ones fill vectors by themselves, one after another.
    public static final int LARGEST = 512;

    /// Problems per lane that are solved at a time while warming up.
    private static final int SOME = 8;

    private final int n;
    private final int count;
    private final BatchObjective objective;
    private final LongSupplier clock;
    private final LaneStates lanes;
    private final BatchResults results;
    private final int[] problems;

    private volatile boolean cancelled;
    private boolean hasDeadline;
    private long deadline;
    private int first;
    private int next;
    private int end;
    private int running;

    BatchSolver(
            Lbfgs settings, @Nullable Box box, int n, BatchObjective objective, int count, int width, LongSupplier clock) {
        this.n = n;
        this.count = count;
        this.objective = objective;
        this.clock = clock;
        lanes = new LaneStates(settings, box, n, width);
        results = new BatchResults(count);
        problems = new int[width];
    }

    /// Binds data that all problems share, by reference.
    ///
    /// @param name a name that the formula declares
    /// @param values the data, of the declared length; read only
    /// @return this
    /// @throws IllegalArgumentException if there is no such name or the length differs
    public BatchSolver bind(String name, double[] values) {
        objective.bind(name, values);
        return this;
    }

    /// Binds data of which every problem has its own, by reference.
    ///
    /// @param name a name that the formula declares
    /// @param values one row of the declared length per problem, one after another; read only
    /// @return this
    /// @throws IllegalArgumentException if there is no such name or the length differs
    public BatchSolver bindEach(String name, double[] values) {
        objective.bindEach(name, values, count);
        return this;
    }

    /// Minimises all problems without a deadline.
    ///
    /// @param xs the starts, count rows of n numbers, finite; overwritten with the best points
    /// @return how many have converged
    /// @throws IllegalArgumentException if the length is not count·n, or a coordinate NaN or infinite
    /// @throws IllegalStateException if data is not bound
    public int minimize(double[] xs) {
        return minimize(xs, 0, count, false, 0);
    }

    /// Minimises all problems until a deadline.
    ///
    /// @param xs the starts, count rows of n numbers, finite; overwritten with the best points
    /// @param deadlineNanos the time of [System#nanoTime()] after which no evaluation begins, less than 292 years away
    /// @return how many have converged
    /// @throws IllegalArgumentException if the length is not count·n, or a coordinate NaN or infinite
    /// @throws IllegalStateException if data is not bound
    public int minimize(double[] xs, long deadlineNanos) {
        return minimize(xs, 0, count, true, deadlineNanos);
    }

    /// Minimises problems in a row, whose points are all that xs holds.
    private int minimize(double[] xs, int from, int some, boolean limited, long until) {
        requireStarts(xs, some);
        objective.prepare();
        cancelled = false;
        hasDeadline = limited;
        deadline = until;
        results.forget();
        first = from;
        next = from;
        end = from + some;
        running = 0;
        for (int lane = 0; lane < problems.length; lane++) {
            refill(lane, xs);
        }
        boolean ended = false;
        try {
            Status stop = stop();
            while (running > 0 && stop == null) {
                lanes.evaluate(objective);
                lanes.step();
                for (int lane = 0; lane < problems.length; lane += Long.SIZE) {
                    harvest(lanes.ended(lane), lane, xs);
                }
                stop = stop();
            }
            if (stop != null) {
                abandon(xs, stop);
                results.fill(next, end, stop);
            }
            ended = true;
        } finally {
            if (!ended) {
                abandon(xs, null);
            }
        }
        return results.converged();
    }

    private void requireStarts(double[] xs, int some) {
        Objects.requireNonNull(xs, "xs");
        long length = (long) some * n;
        if (xs.length != length) {
            throw new IllegalArgumentException(
                    "xs: length must be count·n = %d·%d = %d, was %d".formatted(some, n, length, xs.length));
        }
        for (int i = 0; i < xs.length; i++) {
            if (!Double.isFinite(xs[i])) {
                throw new IllegalArgumentException("xs[%d], coordinate %d of problem %d: must be finite, was %s"
                        .formatted(i, i % n, i / n, xs[i]));
            }
        }
    }

    private @Nullable Status stop() {
        if (running == 0) {
            return null;
        }
        if (cancelled) {
            return Status.CANCELLED;
        }
        if (Thread.currentThread().isInterrupted()) {
            return Status.INTERRUPTED;
        }
        return hasDeadline && clock.getAsLong() - deadline >= 0 ? Status.DEADLINE : null;
    }

    /// Gives a lane the next problem, or nothing to do.
    private void refill(int lane, double[] xs) {
        if (next < end) {
            problems[lane] = next;
            lanes.begin(lane, xs, (next - first) * n);
            objective.begin(next, lane);
            next++;
            running++;
        } else {
            problems[lane] = -1;
            lanes.rest(lane);
        }
    }

    /// Takes the results of lanes whose solve has ended, a bit each from the given lane on.
    private void harvest(long ended, int lowest, double[] xs) {
        for (long rest = ended; rest != 0; rest &= rest - 1) {
            int lane = lowest + Long.numberOfTrailingZeros(rest);
            take(lane, xs, lanes.ending(lane));
            running--;
            refill(lane, xs);
        }
    }

    private void take(int lane, double[] xs, @Nullable Status status) {
        int problem = problems[lane];
        lanes.writeBest(lane, xs, (problem - first) * n);
        results.put(problem, status, lanes.value(lane), lanes.gradientNorm(lane), lanes.iterations(lane),
                lanes.evaluations(lane));
    }

    /// Ends all lanes where they are.
    private void abandon(double[] xs, @Nullable Status status) {
        for (int lane = 0; lane < problems.length; lane++) {
            if (problems[lane] >= 0) {
                take(lane, xs, status);
                lanes.rest(lane);
                problems[lane] = -1;
            }
        }
        running = 0;
    }

    /// Ends the batch that is running before its next evaluation, from any thread; without one, nothing happens.
    public void cancel() {
        cancelled = true;
    }

    /// Solves some of the problems again and again until that makes no garbage any more, for at most 10 seconds, as
    /// [#warmUp(double[], Duration)] does.
    ///
    /// @param xs starts as for [#minimize]; not changed
    /// @return whether it got there; false after the time, or if it was cancelled or interrupted
    /// @throws IllegalArgumentException if the length is not count·n, or a coordinate NaN or infinite
    public boolean warmUp(double[] xs) {
        return warmUp(xs, Duration.ofSeconds(10));
    }

    /// Solves some of the problems again and again until a hundred times in a row no byte was allocated, and for a tenth of a
    /// second none was faster by a tenth than the fastest before. Data must be bound; binding a name in the other way, shared or
    /// each, makes new code, which is cold. Results are forgotten.
    ///
    /// The hundred times are of some problems each, up to eight per lane, at places all over the batch. Code is compiled for what
    /// it has met: the first number out of the common range of a function, met after that, makes garbage until the function is
    /// compiled again, and the formula a little slower. Where the JVM does not count bytes, a thousand times are enough.
    ///
    /// @param xs starts as for [#minimize]; not changed
    /// @param limit the longest time to take
    /// @return whether it got there; false after the time, or if it was cancelled or interrupted
    /// @throws IllegalArgumentException if the length is not count·n, or a coordinate NaN or infinite
    public boolean warmUp(double[] xs, Duration limit) {
        requireStarts(xs, count);
        lanes.hurry();
        if (objective instanceof Gradual formula) {
            formula.hurry();
        }
        int some = Math.min(count, SOME * problems.length);
        double[] x = new double[some * n];
        int[] round = {0};
        boolean warm = WarmUp.run(() -> {
            int from = WarmUp.place(round[0]++, count - some);
            System.arraycopy(xs, from * n, x, 0, x.length);
            minimize(x, from, some, false, 0);
            return !cancelled && !Thread.currentThread().isInterrupted();
        }, limit);
        results.forget();
        return warm;
    }

    /// The number of problems.
    ///
    /// @return count
    public int count() {
        return count;
    }

    /// The number of variables of each problem.
    ///
    /// @return n
    public int dimension() {
        return n;
    }

    /// How a problem has ended.
    ///
    /// @param i the problem, from 0
    /// @return the status
    /// @throws IndexOutOfBoundsException if there is no such problem
    /// @throws IllegalStateException if it has not been solved
    public Status status(int i) {
        return results.status(i);
    }

    /// The value at a problem's point.
    ///
    /// @param i the problem, from 0
    /// @return `f(x)`; NaN if the start was not evaluated
    /// @throws IndexOutOfBoundsException if there is no such problem
    public double value(int i) {
        return results.value(i);
    }

    /// The norm of the gradient at a problem's point.
    ///
    /// @param i the problem, from 0
    /// @return `‖∇f(x)‖∞`, with bounds `‖x − P(x − ∇f(x))‖∞`
    /// @throws IndexOutOfBoundsException if there is no such problem
    public double gradientNorm(int i) {
        return results.gradientNorm(i);
    }

    /// The steps that a problem took.
    ///
    /// @param i the problem, from 0
    /// @return the number of steps
    /// @throws IndexOutOfBoundsException if there is no such problem
    public int iterations(int i) {
        return results.iterations(i);
    }

    /// The evaluations that a problem took.
    ///
    /// @param i the problem, from 0
    /// @return the number of evaluations
    /// @throws IndexOutOfBoundsException if there is no such problem
    public int evaluations(int i) {
        return results.evaluations(i);
    }

    @Override
    public String toString() {
        return "BatchSolver[n=%d, count=%d, lanes=%d, solved=%s]"
                .formatted(n, count, problems.length, Arrays.toString(results.tally()));
    }
}
