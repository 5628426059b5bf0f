package org.thalweg.optimize;

import org.jspecify.annotations.Nullable;
import org.thalweg.BatchObjective;
import org.thalweg.internal.lanes.LaneCode;
import org.thalweg.internal.lanes.LaneProgram;

/// The solves that are under way, one in each lane: their memory, and what has to be done for one of them alone.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class LaneStates {
    private static final double ROUNDING = 16;
    private static final double SMALL_GRADIENT = 6e-6;
    private static final double LITTLE = 1e-10;
    private static final double EIGHT_DECADES = 1e-8;
    private static final double FAIR = 1e-5;

    private final @Nullable Box box;
    private final int n;
    private final int lanes;
    private final int pairs;
    private final LaneRows rows;
    private final LaneProgram program;
    private final double[] point;
    private final double[] value;
    private final double[] gradient;
    private final double[] state;
    private final double[][] memory;

    LaneStates(Lbfgs settings, @Nullable Box box, int n, int lanes) {
        this.box = box;
        this.n = n;
        this.lanes = lanes;
        boolean matrix = LaneCurvature.isMatrix(n, settings.memory());
        rows = new LaneRows(n, matrix);
        pairs = matrix ? 0 : settings.memory();
        point = new double[n * lanes];
        value = new double[lanes];
        gradient = new double[n * lanes];
        state = new double[rows.size() * lanes];
        memory = new double[LaneDescent.PAIRS + pairs][];
        memory[LaneDescent.POINT] = point;
        memory[LaneDescent.VALUE] = value;
        memory[LaneDescent.GRADIENT] = gradient;
        memory[LaneDescent.STATE] = state;
        for (int k = 0; k < pairs; k++) {
            memory[LaneDescent.PAIRS + k] = new double[(2 * n + 1) * lanes];
        }
        LaneCode code = new LaneDescent(settings, box, rows, lanes).write();
        for (int array = LaneDescent.POINT; array < LaneDescent.PAIRS; array++) {
            code.fix(array, memory[array]);
        }
        program = code.program(true);
    }

    private double get(int row, int lane) {
        return state[row * lanes + lane];
    }

    private void set(int row, int lane, double number) {
        state[row * lanes + lane] = number;
    }

    /// A lane begins with a problem. Only what would be read is written: the point to which the start evaluated leads overwrites
    /// the rest.
    void begin(int lane, double[] xs, int from) {
        for (int i = 0; i < n; i++) {
            point[i * lanes + lane] = box == null ? xs[from + i] : box.clamp(i, xs[from + i]);
            set(rows.d() + i, lane, 0);
        }
        set(LaneRows.PHASE, lane, LaneRows.START);
        set(LaneRows.STATUS, lane, 0);
        set(LaneRows.F, lane, Double.NaN);
        set(LaneRows.G_NORM, lane, Double.NaN);
        set(LaneRows.TRIALS, lane, 0);
        set(LaneRows.ITERATIONS, lane, 0);
        set(LaneRows.EVALUATIONS, lane, 0);
        for (int k = 0; k < pairs; k++) {
            double[] pair = memory[LaneDescent.PAIRS + k];
            for (int row = 0; row < 2 * n + 1; row++) {
                pair[row * lanes + lane] = 0;
            }
        }
    }

    /// A lane has nothing to do.
    void rest(int lane) {
        set(LaneRows.PHASE, lane, LaneRows.IDLE);
        set(LaneRows.STATUS, lane, 0);
    }

    void evaluate(BatchObjective objective) {
        objective.valueAndGradient(point, value, gradient, lanes);
    }

    /// From now on by compiled code.
    void hurry() {
        program.hurry();
    }

    /// All lanes go on to their next point.
    void step() {
        if (pairs > 0) {
            double[] oldest = memory[LaneDescent.PAIRS + pairs - 1];
            System.arraycopy(memory, LaneDescent.PAIRS, memory, LaneDescent.PAIRS + 1, pairs - 1);
            memory[LaneDescent.PAIRS] = oldest;
        }
        program.run(memory);
    }

    /// The lanes whose solve has ended, a bit each.
    ///
    /// @param from the lane of the lowest bit; 64 lanes are looked at
    long ended(int from) {
        long ended = 0;
        int row = LaneRows.STATUS * lanes;
        for (int lane = Math.min(lanes, from + Long.SIZE) - 1; lane >= from; lane--) {
            // The bits of a number above 0, negated, have the sign; a branch would often be mispredicted.
            ended = 2 * ended + (-Double.doubleToRawLongBits(state[row + lane]) >>> (Long.SIZE - 1));
        }
        return ended;
    }

    /// How the solve of a lane has ended.
    Status ending(int lane) {
        return switch (Ending.of(get(LaneRows.STATUS, lane))) {
            case RUNNING -> throw new AssertionError("lane " + lane + " is running");
            case SMALL_GRADIENT -> Status.GRADIENT_TOLERANCE;
            case SMALL_CHANGE -> Status.VALUE_TOLERANCE;
            case SMALL_STEP -> Status.STEP_TOLERANCE;
            case ITERATIONS -> Status.ITERATION_LIMIT;
            case EVALUATIONS -> Status.EVALUATION_LIMIT;
            case NOT_FINITE -> Status.NOT_FINITE_AT_START;
            case FALLING -> Status.UNBOUNDED;
            case NO_STEP -> isAtItsLimit(lane) ? Status.ATTAINABLE_ACCURACY : Status.LINE_SEARCH_FAILED;
            case NO_PROGRESS -> gradientIsSmall(lane) || noiseHidesTheRest(lane)
                    ? Status.ATTAINABLE_ACCURACY
                    : Status.LINE_SEARCH_FAILED;
        };
    }

    /// After a search that found no step: whether the decrease that the slopes predict is below the rounding error of f, or
    /// the stride below that of x, and the gradient as small as can be; see [Accuracy].
    private boolean isAtItsLimit(int lane) {
        double slope = get(LaneRows.SLOPE, lane);
        double curvature = (get(LaneRows.TRIED + 1, lane) - slope) / get(LaneRows.TRIED, lane);
        double alpha = curvature > 0 ? Math.min(1, -slope / curvature) : 1;
        boolean valueAtLimit = -0.5 * slope * alpha <= ROUNDING * Math.ulp(get(LaneRows.F, lane));
        boolean pointAtLimit = alpha * largest(rows.d(), lane) <= ROUNDING * Math.ulp(largest(rows.x(), lane));
        return (valueAtLimit && gradientIsSmall(lane))
                || (pointAtLimit && gradientIsAtItsLimit(lane) && gradientIsFair(lane));
    }

    private boolean noiseHidesTheRest(int lane) {
        double decrease = -0.5 * get(LaneRows.SLOPE, lane);
        double norm = get(LaneRows.G_NORM, lane);
        boolean hidden = gradientIsAtItsLimit(lane)
                || (decrease <= LITTLE * Math.abs(get(LaneRows.F, lane))
                        && norm <= EIGHT_DECADES * get(LaneRows.G_LARGEST, lane));
        return hidden && gradientIsFair(lane);
    }

    private boolean gradientIsSmall(int lane) {
        double norm = get(LaneRows.G_NORM, lane);
        return norm * norm < Double.MIN_NORMAL
                || norm * Math.max(1, largest(rows.x(), lane)) <= SMALL_GRADIENT * Math.abs(get(LaneRows.F, lane));
    }

    private boolean gradientIsAtItsLimit(int lane) {
        return get(LaneRows.G_NORM, lane) <= ROUNDING * Math.ulp(get(LaneRows.G_LARGEST, lane));
    }

    private boolean gradientIsFair(int lane) {
        return get(LaneRows.G_NORM, lane) <= FAIR * Math.max(1, Math.abs(get(LaneRows.F, lane)));
    }

    private double largest(int row, int lane) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(get(row + i, lane)));
        }
        return largest;
    }

    /// Writes the best point; nothing where none has been found finite.
    void writeBest(int lane, double[] xs, int from) {
        if (!Double.isFinite(get(LaneRows.F, lane))) {
            return;
        }
        double alpha = lowest(lane);
        for (int i = 0; i < n; i++) {
            double x = get(rows.x() + i, lane);
            if (alpha > 0) {
                x = Math.fma(alpha, get(rows.d() + i, lane), x);
                x = box == null ? x : box.clamp(i, x);
            }
            xs[from + i] = x;
        }
    }

    /// α of the lowest trial of the search under way, 0 if there is none below f.
    private double lowest(int lane) {
        return get(LaneRows.TRIALS, lane) > 0 ? get(LaneRows.BEST, lane) : 0;
    }

    double value(int lane) {
        if (Ending.of(get(LaneRows.STATUS, lane)) == Ending.NOT_FINITE) {
            return value[lane];
        }
        return get(lowest(lane) > 0 ? LaneRows.BEST + 1 : LaneRows.F, lane);
    }

    double gradientNorm(int lane) {
        return get(lowest(lane) > 0 ? LaneRows.BEST + 2 : LaneRows.G_NORM, lane);
    }

    int iterations(int lane) {
        return (int) get(LaneRows.ITERATIONS, lane);
    }

    int evaluations(int lane) {
        return (int) get(LaneRows.EVALUATIONS, lane);
    }
}
