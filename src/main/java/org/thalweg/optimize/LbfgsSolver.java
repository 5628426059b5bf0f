package org.thalweg.optimize;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;

/// An L-BFGS solver that owns its memory: one per thread, used for solve after solve without garbage.
///
/// ```java
/// LbfgsSolver solver = Lbfgs.DEFAULT.solver(n);
/// solver.warmUp(objective, x0);
/// Status status = solver.minimize(objective, x, System.nanoTime() + budgetNanos);
/// ```
///
/// **Result.** Whatever the status, x holds the best point, finite, and [#value()] and [#gradientNorm()] belong to it.
/// The best point is the stationary point if the status is of kind CONVERGED, otherwise the lowest one evaluated. If
/// there is no point with a finite value and gradient (NOT_FINITE_AT_START, or out of budget before the first
/// evaluation), x is untouched.
///
/// **Bounds.** A solver with a [Box] evaluates at points within it only; a start outside is moved to the nearest point of
/// the box first. There, [#gradientNorm()] and the gradient tolerance are about `‖x − P(x − ∇f)‖∞`, P being the projection
/// on the box: the part of the gradient that bounds do not hold back.
///
/// **Budgets.** Cancellation, interruption and deadline, in this order, are looked at before every evaluation, also
/// inside a line search; evaluations and iterations are counted. A solve returns at most one evaluation late. The tests
/// after a step are made in the order gradient, observer, value, step, iterations, evaluations.
///
/// **Failure.** After a search without success the solver goes to the best point so far, forgets its history and tries
/// steepest descent once; then it compares the gradient with one directional difference. If the gradient belongs to f, it
/// remembers its history and takes steps without a search, towards `−(B + μI)⁻¹·∇f`, from the quasi-Newton direction to the
/// steepest descent, at most twenty evaluations for one; where f shows none of their decrease, slopes decide. After the first
/// step that shows in f it searches again; if there is no step, it reports. With an L1 penalty there are no such steps.
///
/// It reports ATTAINABLE_ACCURACY, not failure, where the predicted decrease is below the rounding error of f and the scaled
/// gradient `‖∇f‖∞·max(1, ‖x‖∞)/│f│` below 6·10⁻⁶; where it is below the error of f that was measured, [#noise()], and the
/// gradient small beside the numbers whose rounding makes such an error, and at most `10⁻⁵·max(1, │f│)`; or where the predicted
/// step is below the rounding error of x and the gradient below that of the largest gradient met.
///
/// **Exceptions** of objective or observer reach the caller; x then holds the best point so far, and the solver can be
/// used again. An objective may cancel the solver it is evaluated for, and ask it nothing: what it is told of may be some steps
/// old.
///
/// **Ask and tell.** Whoever wants to own the loop:
///
/// ```java
/// solver.begin(x0);
/// while (solver.wantsEvaluation()) {
///     solver.tell(objective.valueAndGradient(solver.point(), g), g);
/// }
/// ```
///
/// **Allocation**: none once [#warmUp(Objective, double[])] has returned true, whatever the status, provided that the
/// objective and the observer allocate nothing and the objective is the one of the solve before (the solver asks a new
/// one for its confined form). **Threads**: one at a time, except for [#cancel()].
public final class LbfgsSolver {
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(10);

    /// Of the layout of states.
    private static final int STATE_VERSION = 7;

    private static final String[] HEADINGS = {
        "the layout", "the number of variables", "the memory", "the kind of line search", "bounds, penalty or whole matrix"};

    private static final int HEADER = HEADINGS.length;

    private final int n;
    private final int memory;
    private final LineSearch lineSearch;
    private final int terrainKind;
    private final LongSupplier clock;
    private final Tape tape = new Tape();
    private final Tape.Kept kept = this::keep;
    private final Descent descent;

    private volatile boolean cancelled;
    private @Nullable IterationObserver observer;
    private @Nullable Objective source;
    private @Nullable Objective confined;
    private boolean running;
    private boolean hasDeadline;
    private long deadline;

    LbfgsSolver(Lbfgs settings, int n, Terrain terrain, LongSupplier clock) {
        Require.atLeastOne("n", n);
        this.n = n;
        this.clock = Objects.requireNonNull(clock, "nanoClock");
        memory = settings.memory();
        lineSearch = settings.lineSearch();
        terrainKind = terrain.kind();
        descent = new Descent(settings, n, terrain);
    }

    /// Minimises without a deadline.
    ///
    /// @param objective f
    /// @param x the start, length n, finite; overwritten with the best point
    /// @return how the solve ended
    /// @throws IllegalArgumentException if the length of x is not n, or a coordinate NaN or infinite
    public Status minimize(Objective objective, double[] x) {
        begin(x);
        return run(objective, x);
    }

    /// Minimises until a deadline.
    ///
    /// @param objective f
    /// @param x the start, length n, finite; overwritten with the best point
    /// @param deadlineNanos the time of [System#nanoTime()] after which no evaluation begins, less than 292 years away
    /// @return how the solve ended
    /// @throws IllegalArgumentException if the length of x is not n, or a coordinate NaN or infinite
    public Status minimize(Objective objective, double[] x, long deadlineNanos) {
        begin(x, deadlineNanos);
        return run(objective, x);
    }

    private Status run(Objective objective, double[] x) {
        try {
            Objective f = confine(Objects.requireNonNull(objective, "objective"));
            while (wantsEvaluation()) {
                if (observer == null && descent.canSprint()) {
                    descent.sprint(f, this);
                    endIfOver();
                } else {
                    step(f.valueAndGradient(descent.trial(), descent.trialGradient()));
                }
            }
            return status();
        } finally {
            end();
            if (descent.started()) {
                System.arraycopy(descent.best(), 0, x, 0, n);
            }
        }
    }

    /// One solve as a whole.
    Solution solution(Objective objective, @Nullable IterationObserver observer, double[] x0, long began) {
        double[] x = x0.clone();
        observe(observer);
        Status status = minimize(objective, x);
        return new Solution(x, value(), gradientNorm(), status, iterations(), evaluations(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    @SuppressWarnings("ReferenceEquality") // two objectives that are equal may still be bound to different data
    private Objective confine(Objective objective) {
        Objective f = confined;
        if (f == null || source != objective) {
            f = Objects.requireNonNull(objective.confined(), "objective.confined()");
            confined = f;
            source = objective;
        }
        return f;
    }

    /// Begins a solve without a deadline, to be driven by [#tell].
    ///
    /// @param x0 the start, length n, finite; copied
    /// @throws IllegalArgumentException if the length of x0 is not n, or a coordinate NaN or infinite
    public void begin(double[] x0) {
        Require.length("x", x0, n);
        Require.finite("x", x0);
        descent.begin(x0);
        running = true;
        hasDeadline = false;
    }

    /// Begins a solve of a function curved much like that of the solve before, whose pairs it starts with, to be driven by
    /// [#tell]. Before the first solve there are none, and this is [#begin(double[])].
    ///
    /// What the line search has learnt about values stays, too: where the solve before went by slopes at the end, this one does
    /// so from the start, and may end above the value of its start by the error of f, as [#noise()] told it.
    ///
    /// @param x0 the start, length n, finite; copied
    /// @throws IllegalArgumentException if the length of x0 is not n, or a coordinate NaN or infinite
    public void beginAgain(double[] x0) {
        Require.length("x", x0, n);
        Require.finite("x", x0);
        descent.beginAgain(x0);
        running = true;
        hasDeadline = false;
    }

    /// Begins a solve with a deadline, to be driven by [#tell].
    ///
    /// @param x0 the start, length n, finite; copied
    /// @param deadlineNanos the time of [System#nanoTime()] after which no evaluation is wanted
    /// @throws IllegalArgumentException if the length of x0 is not n, or a coordinate NaN or infinite
    public void begin(double[] x0, long deadlineNanos) {
        begin(x0);
        hasDeadline = true;
        deadline = deadlineNanos;
    }

    /// Goes on with the solve under way, begun or restored, to its end.
    ///
    /// @param objective f
    /// @param x overwritten with the best point, length n
    /// @return how the solve ended
    /// @throws IllegalStateException if no solve is under way
    /// @throws IllegalArgumentException if the length of x is not n
    public Status resume(Objective objective, double[] x) {
        requireUnderWay("resume");
        Require.length("x", x, n);
        return run(objective, x);
    }

    /// How many numbers the state of a solve takes.
    ///
    /// @return about `(2m + 9)·n`, and from 128 variables on `2m²` more; the same for solvers of equal n, memory, kind of line
    ///     search and bounds or penalty. With the whole matrix of [Bfgs] `n²` more
    public int stateLength() {
        return tape.measure(kept);
    }

    /// Writes down the solve under way, so that it can go on later, elsewhere, with the same points to the last bit.
    ///
    /// Not part of the state are the settings, the box, the deadline and the observer.
    ///
    /// @param state overwritten, length [#stateLength()]
    /// @throws IllegalStateException if no solve is under way, waiting for an evaluation
    /// @throws IllegalArgumentException if the length of `state` is another
    public void save(double[] state) {
        requireUnderWay("save");
        Require.stateLength(state, stateLength());
        tape.save(kept, state);
    }

    /// Takes up a solve where it was saved; [#wantsEvaluation()] and [#tell], or [#resume], go on. There is no deadline.
    ///
    /// @param state what [#save] wrote, by a solver with the same settings and box
    /// @throws IllegalArgumentException if it was written by a solver of another n, memory, line search or bounds or penalty,
    ///     or has another length; the solver is unchanged then
    public void restore(double[] state) {
        Require.stateLength(state, stateLength());
        for (int i = 0; i < HEADER; i++) {
            if (state[i] != header(i)) {
                throw new IllegalArgumentException("state[" + i + "]: must be " + header(i)
                        + ", which stands for " + HEADINGS[i] + ", was " + state[i]);
            }
        }
        tape.restore(kept, state);
        running = true;
        hasDeadline = false;
    }

    private void keep(Tape to) {
        for (int i = 0; i < HEADER; i++) {
            to.keep(header(i));
        }
        descent.keep(to);
    }

    private double header(int i) {
        return switch (i) {
            case 0 -> STATE_VERSION;
            case 1 -> n;
            case 2 -> memory;
            case 3 -> switch (lineSearch) {
                case StrongWolfe _ -> 0;
                case HagerZhang _ -> 1;
                case Backtracking _ -> 2;
                case FixedStep _ -> 3;
            };
            default -> terrainKind;
        };
    }

    private void requireUnderWay(String what) {
        if (!running) {
            throw new IllegalStateException(what + ": no solve is under way; call begin or restore first");
        }
    }

    /// Asks whether to evaluate at [#point()]. This is where cancellation, interruption and the deadline are noticed.
    ///
    /// @return true if value and gradient are wanted, false if the solve has ended
    public boolean wantsEvaluation() {
        if (!running) {
            return false;
        }
        Status reason = reasonToEnd();
        if (reason == null) {
            return true;
        }
        descent.finish(reason);
        end();
        return false;
    }

    /// Whether [#wantsEvaluation()] would find no reason to end, at a time when it must not end anything yet.
    boolean mayGoOn() {
        return reasonToEnd() == null;
    }

    private @Nullable Status reasonToEnd() {
        if (cancelled) {
            return Status.CANCELLED;
        }
        if (Thread.currentThread().isInterrupted()) {
            return Status.INTERRUPTED;
        }
        return hasDeadline && clock.getAsLong() - deadline >= 0 ? Status.DEADLINE : null;
    }

    /// Where value and gradient are wanted.
    ///
    /// @return the solver's own array of length n, read only, valid until [#tell]
    /// @throws IllegalStateException if no evaluation is wanted
    public double[] point() {
        if (!running) {
            throw new IllegalStateException("point: no evaluation is wanted; call begin first");
        }
        return descent.trial();
    }

    /// Tells value and gradient at [#point()].
    ///
    /// @param value f, any value: NaN and infinities mean outside the domain
    /// @param gradient ∇f, length n, copied; not the array of [#point()]
    /// @throws IllegalStateException if no evaluation is wanted
    /// @throws IllegalArgumentException if gradient has the wrong length or is the array of the point
    @SuppressWarnings("ReferenceEquality") // the same array is meant, not equal content
    public void tell(double value, double[] gradient) {
        if (!running) {
            throw new IllegalStateException("tell: no evaluation is wanted; call begin first");
        }
        Require.length("gradient", gradient, n);
        if (gradient == descent.trial()) {
            throw new IllegalArgumentException("gradient: must be an array of its own, was that of point()");
        }
        System.arraycopy(gradient, 0, descent.trialGradient(), 0, n);
        step(value);
    }

    private void step(double value) {
        descent.tell(value, observer);
        endIfOver();
    }

    private void endIfOver() {
        if (descent.status() != null) {
            end();
        }
    }

    private void end() {
        running = false;
        cancelled = false;
    }

    /// How the last solve ended.
    ///
    /// @return the status
    /// @throws IllegalStateException if no solve has ended with a status
    public Status status() {
        Status status = descent.status();
        if (running || status == null) {
            throw new IllegalStateException("status: no solve has ended");
        }
        return status;
    }

    /// The best point of this solve so far, or of the last one.
    ///
    /// @return the solver's own array, read only, valid until the next call; meaningless before a finite evaluation
    public double[] bestPoint() {
        return descent.best();
    }

    /// The gradient at [#bestPoint()].
    ///
    /// @return the solver's own array, read only, valid until the next call; meaningless before a finite evaluation
    public double[] bestGradient() {
        return descent.bestGradient();
    }

    /// The value at the best point.
    ///
    /// @return f; NaN before the first evaluation
    public double value() {
        return descent.value();
    }

    /// The size of the gradient at the best point.
    ///
    /// @return `‖∇f‖∞`, or with bounds `‖x − P(x − ∇f)‖∞`; NaN before the first evaluation
    public double gradientNorm() {
        return descent.gradientNorm();
    }

    /// Steps taken in this solve or the last one.
    ///
    /// @return the count
    public int iterations() {
        return descent.iterations();
    }

    /// Evaluations in this solve or the last one.
    ///
    /// @return the count
    public int evaluations() {
        return descent.evaluations();
    }

    /// The line search under way, or the last one: after a failure, what was tried and what came of it. Steps without a search
    /// are not among its trials.
    ///
    /// @return a copy; without trials if no search has begun
    public SearchReport lastSearch() {
        return descent.lastSearch();
    }

    /// How uncertain f has been found to be in this solve or the last one, near the points tried last: by how much changes of f
    /// over short steps leave what the slopes at both ends allow. It costs no evaluation.
    ///
    /// @return an estimate of the absolute error of f, positive; NaN where f follows its slopes, so that nothing was to be
    ///     measured, and with an L1 penalty
    public double noise() {
        return descent.noise();
    }

    /// Lets an observer watch the solves to come.
    ///
    /// @param observer called once per iteration; null for none
    public void observe(@Nullable IterationObserver observer) {
        this.observer = observer;
    }

    /// Ends the solve under way before its next evaluation, with [Status#CANCELLED]. May be called by any thread.
    ///
    /// If no solve is under way, the next one is ended at once. A solve that returns, for whatever reason, uses up the
    /// cancellation.
    public void cancel() {
        cancelled = true;
    }

    /// Solves again and again until nothing is allocated any more and no solve is faster than before, for at most ten seconds.
    ///
    /// @param objective the very objective to be solved in earnest
    /// @param x0 a start from which there is work to do, length n, finite; not changed
    /// @return whether a hundred solves in a row allocated nothing; false if the time was up, or the warm-up was
    ///     cancelled or interrupted
    /// @throws IllegalArgumentException if the length of x0 is not n, or a coordinate NaN or infinite
    public boolean warmUp(Objective objective, double[] x0) {
        return warmUp(objective, x0, WARM_UP_LIMIT);
    }

    /// Solves again and again until nothing is allocated any more, and for a tenth of a second no solve was faster by a tenth
    /// than the fastest before.
    ///
    /// Vectors are free of allocation only in code that the C2 compiler has compiled; this is what takes time. The solver's
    /// own loops over vectors are run by themselves first, and between solves as long as they are not compiled, whatever the
    /// solves reach. Code of the objective that solves from `x0` do not reach stays cold: solve other typical problems as
    /// well. The observer is not called. Where the JVM does not count bytes, a thousand solves are taken to be enough.
    ///
    /// @param objective the very objective to be solved in earnest
    /// @param x0 a start from which there is work to do, length n, finite; not changed
    /// @param limit the longest time to spend; one solve is made in any case
    /// @return whether a hundred solves in a row allocated nothing; false if the time was up, or the warm-up was
    ///     cancelled or interrupted
    /// @throws IllegalArgumentException if the length of x0 is not n, or a coordinate NaN or infinite
    public boolean warmUp(Objective objective, double[] x0, Duration limit) {
        Require.length("x", x0, n);
        IterationObserver watching = observer;
        observer = null;
        try {
            return WarmUp.run(this, objective, x0, limit);
        } finally {
            observer = watching;
        }
    }

    /// The memory of pairs, for tests that poison it.
    History history() {
        return descent.history();
    }
}
