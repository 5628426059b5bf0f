package org.thalweg.optimize;

import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.thalweg.BatchObjective;
import org.thalweg.Batchable;
import org.thalweg.Objective;
import org.thalweg.internal.lanes.LaneCode;

/// L-BFGS: a quasi-Newton method that remembers the last few steps instead of a matrix.
///
/// ```
/// x ← x + α·p,   p = −H·∇f(x),   H from the last m pairs s = Δx, y = Δ∇f,   α by a line search
/// ```
///
/// Of a pair, H takes the curvature along s that values and slopes show at the end of the step, where it is known, instead of
/// the mean over the step: this saves a tenth of the evaluations or so, and on a quadratic changes nothing.
///
/// The settings, immutable. For one solve call [#minimize(Objective, double...)]; for many, or to do without garbage,
/// take a [#solver(int)].
///
/// ```java
/// Solution s = Lbfgs.DEFAULT.withGradientTolerance(1e-8).minimize(rosenbrock, -1.2, 1);
/// ```
///
/// **Bounds** on the variables are a [Box]: the same method then goes to the minimum of its quadratic model within the box,
/// as L-BFGS-B does, by any of the line searches.
///
/// From 128 variables on pairs are kept in floats, half the memory and half of what a direction waits for; points, values,
/// gradients, directions and products are doubles, and a direction is added in floats where that is exact enough; over published
/// problems solves take as many evaluations.
///
/// **Allocation**: `minimize` takes about (2m + 9)·n doubles, from 128 variables on (m + 8)·n and 2m² more, with bounds 6·n more;
/// see [LbfgsSolver] for solves without any.
/// **Threads**: immutable, to be shared by any number.
/// **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, section 7.2; D. C. Liu, J. Nocedal,
/// *Mathematical Programming* 45 (1989) 503–528; from 128 variables on the products of R. H. Byrd, J. Nocedal,
/// R. B. Schnabel, *Mathematical Programming* 63 (1994) 129–156; with bounds R. H. Byrd, P. Lu, J. Nocedal, C. Zhu,
/// *SIAM J. Sci. Comput.* 16 (1995) 1190–1208, and J. L. Morales, J. Nocedal, *ACM TOMS* 38 (2011) 7:1–7:4; for the curvature
/// M. C. Biggs, *IMA Journal of Applied Mathematics* 12 (1973) 337–338.
///
/// @param memory m, the number of pairs remembered, at least 1
/// @param gradientTolerance converged when `‖∇f(x)‖∞` is at most this; 0 asks for what double precision can give
/// @param valueTolerance stops when f changes by at most this in one iteration; 0 is off
/// @param stepTolerance stops when no coordinate moves by more than this in one iteration; 0 is off
/// @param maxIterations steps, at least 1
/// @param maxEvaluations evaluations of value and gradient together, at least 1
/// @param lineSearch the rule for the length of a step
public record Lbfgs(
        int memory,
        double gradientTolerance,
        double valueTolerance,
        double stepTolerance,
        int maxIterations,
        int maxEvaluations,
        LineSearch lineSearch) {

    /// Ten pairs, `‖∇f(x)‖∞ ≤ 10⁻⁶`, at most 10 000 iterations and 20 000 evaluations, [HagerZhang#DEFAULT].
    public static final Lbfgs DEFAULT = new Lbfgs(10, 1e-6, 0, 0, 10_000, 20_000, HagerZhang.DEFAULT);

    /// Checks the settings.
    public Lbfgs {
        Require.atLeastOne("memory", memory);
        Require.notNegative("gradientTolerance", gradientTolerance);
        Require.notNegative("valueTolerance", valueTolerance);
        Require.notNegative("stepTolerance", stepTolerance);
        Require.atLeastOne("maxIterations", maxIterations);
        Require.atLeastOne("maxEvaluations", maxEvaluations);
        Objects.requireNonNull(lineSearch, "lineSearch");
    }

    /// Minimises once.
    ///
    /// @param objective f
    /// @param x0 the start, length n ≥ 1, finite; not changed
    /// @return the best point found, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, double... x0) {
        return solve(objective, null, null, x0);
    }

    /// Minimises once, watched.
    ///
    /// @param objective f
    /// @param observer called once per iteration, may stop the solve
    /// @param x0 the start, length n ≥ 1, finite; not changed
    /// @return the best point found, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, IterationObserver observer, double... x0) {
        return solve(objective, null, Objects.requireNonNull(observer, "observer"), x0);
    }

    /// Minimises once within bounds.
    ///
    /// @param objective f; evaluated within the box only
    /// @param box the bounds
    /// @param x0 the start, length n of the box, finite; not changed. Outside the box, the nearest point of it is taken
    /// @return the best point found, in the box; its `gradientNorm` is that of `x − P(x − ∇f(x))`, P projecting on the box
    /// @throws IllegalArgumentException if the length of `x0` is not that of the box, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, Box box, double... x0) {
        return solve(objective, Objects.requireNonNull(box, "box"), null, x0);
    }

    /// Minimises once within bounds, watched.
    ///
    /// @param objective f; evaluated within the box only
    /// @param box the bounds
    /// @param observer called once per iteration, may stop the solve
    /// @param x0 the start, length n of the box, finite; not changed. Outside the box, the nearest point of it is taken
    /// @return the best point found, in the box; its `gradientNorm` is that of `x − P(x − ∇f(x))`, P projecting on the box
    /// @throws IllegalArgumentException if the length of `x0` is not that of the box, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, Box box, IterationObserver observer, double... x0) {
        return solve(objective, Objects.requireNonNull(box, "box"), Objects.requireNonNull(observer, "observer"), x0);
    }

    private Solution solve(
            Objective objective, @Nullable Box box, @Nullable IterationObserver observer, double[] x0) {
        Objects.requireNonNull(objective, "objective");
        Require.notEmpty("x0", x0);
        long began = System.nanoTime();
        LbfgsSolver solver = box == null ? solver(x0.length) : solver(box);
        return solver.solution(objective, observer, x0, began);
    }

    /// A solver for problems with n variables, which takes its memory here, once.
    ///
    /// @param n number of variables, at least 1
    /// @return a solver for one thread at a time
    public LbfgsSolver solver(int n) {
        return solver(n, System::nanoTime);
    }

    /// A solver that reads time from a clock of yours.
    ///
    /// @param n number of variables, at least 1
    /// @param nanoClock nanoseconds from any origin, as [System#nanoTime()]; deadlines are times of this clock
    /// @return a solver for one thread at a time
    public LbfgsSolver solver(int n, LongSupplier nanoClock) {
        return new LbfgsSolver(this, n, new Terrain.Open(n), nanoClock);
    }

    /// A solver for problems with bounds, which takes its memory here, once.
    ///
    /// @param box the bounds
    /// @return a solver for one thread at a time, for as many variables as the box has
    public LbfgsSolver solver(Box box) {
        return solver(box, System::nanoTime);
    }

    /// A solver for problems with bounds that reads time from a clock of yours.
    ///
    /// @param box the bounds
    /// @param nanoClock nanoseconds from any origin, as [System#nanoTime()]; deadlines are times of this clock
    /// @return a solver for one thread at a time, for as many variables as the box has
    public LbfgsSolver solver(Box box, LongSupplier nanoClock) {
        return new LbfgsSolver(this, box.n(), new Terrain.Fenced(box), nanoClock);
    }

    /// A solver for many small problems at once, which takes its memory here.
    ///
    /// @param formula what is minimised, the same for all problems but for its data
    /// @param count number of problems, 0 or more
    /// @return a solver for one thread at a time
    /// @throws IllegalArgumentException if count is negative, n larger than [BatchSolver#LARGEST], or the line search not
    ///     [HagerZhang#DEFAULT], which stands for the one that a batch has
    /// @throws UnsupportedOperationException if the formula has parts that cannot run across lanes
    public BatchSolver batch(Batchable formula, int count) {
        return batch(formula.dimension(), formula, null, null, count);
    }

    /// A solver for many small problems at once within bounds, which takes its memory here.
    ///
    /// @param formula what is minimised, the same for all problems but for its data
    /// @param box the bounds, the same for all problems
    /// @param count number of problems, 0 or more
    /// @return a solver for one thread at a time
    /// @throws IllegalArgumentException as [#batch(Batchable, int)], or if the box has another number of variables
    /// @throws UnsupportedOperationException if the formula has parts that cannot run across lanes
    public BatchSolver batch(Batchable formula, Box box, int count) {
        if (box.n() != formula.dimension()) {
            throw new IllegalArgumentException(
                    "box: must have n = " + formula.dimension() + " variables, had " + box.n());
        }
        return batch(box.n(), formula, null, box, count);
    }

    /// A solver for many small problems at once whose values and gradients are written by hand.
    ///
    /// @param n number of variables of each problem, at least 1
    /// @param objective what is minimised
    /// @param count number of problems, 0 or more
    /// @return a solver for one thread at a time
    /// @throws IllegalArgumentException as [#batch(Batchable, int)]
    public BatchSolver batch(int n, BatchObjective objective, int count) {
        return batch(n, null, Objects.requireNonNull(objective, "objective"), null, count);
    }

    /// A solver for many small problems at once within bounds, whose values and gradients are written by hand.
    ///
    /// @param objective what is minimised; evaluated within the box only
    /// @param box the bounds, the same for all problems
    /// @param count number of problems, 0 or more
    /// @return a solver for one thread at a time, for as many variables as the box has
    /// @throws IllegalArgumentException as [#batch(Batchable, int)]
    public BatchSolver batch(BatchObjective objective, Box box, int count) {
        return batch(box.n(), null, Objects.requireNonNull(objective, "objective"), box, count);
    }

    private BatchSolver batch(
            int n, @Nullable Batchable formula, @Nullable BatchObjective objective, @Nullable Box box, int count) {
        Require.atLeastOne("n", n);
        if (n > BatchSolver.LARGEST) {
            throw new IllegalArgumentException("n: must be at most %d in a batch, was %d; solve one after another"
                    .formatted(BatchSolver.LARGEST, n));
        }
        if (count < 0) {
            throw new IllegalArgumentException("count: must be at least 0, was " + count);
        }
        if ((long) n * count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("count: n·count must be an array's length, was %d·%d".formatted(n, count));
        }
        if (!lineSearch.equals(HagerZhang.DEFAULT)) {
            throw new IllegalArgumentException(
                    "lineSearch: must be HagerZhang.DEFAULT for a batch, which has a search of its own, was " + lineSearch);
        }
        // Pairs of many lanes do not stay in the nearest cache: half as many took four fifths of the time with n = 16.
        int lanes = LaneCode.suitableLanes() / (LaneCurvature.isMatrix(n, memory) ? 1 : 2);
        BatchObjective f = formula != null ? formula.acrossLanes(lanes) : Objects.requireNonNull(objective);
        return new BatchSolver(this, box, n, f, count, lanes, System::nanoTime);
    }

    /// These settings with another memory.
    ///
    /// @param memory number of pairs remembered, at least 1
    /// @return a copy
    public Lbfgs withMemory(int memory) {
        return new Lbfgs(memory, gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations,
                lineSearch);
    }

    /// These settings with another bound on the gradient.
    ///
    /// @param gradientTolerance bound on `‖∇f(x)‖∞`, at least 0
    /// @return a copy
    public Lbfgs withGradientTolerance(double gradientTolerance) {
        return new Lbfgs(memory, gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations,
                lineSearch);
    }

    /// These settings with another bound on the change of f.
    ///
    /// @param valueTolerance bound on the change of f in one iteration; 0 is off
    /// @return a copy
    public Lbfgs withValueTolerance(double valueTolerance) {
        return new Lbfgs(memory, gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations,
                lineSearch);
    }

    /// These settings with another bound on the step.
    ///
    /// @param stepTolerance bound on the largest change of a coordinate in one iteration; 0 is off
    /// @return a copy
    public Lbfgs withStepTolerance(double stepTolerance) {
        return new Lbfgs(memory, gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations,
                lineSearch);
    }

    /// These settings with another number of steps.
    ///
    /// @param maxIterations steps, at least 1
    /// @return a copy
    public Lbfgs withMaxIterations(int maxIterations) {
        return new Lbfgs(memory, gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations,
                lineSearch);
    }

    /// These settings with another number of evaluations.
    ///
    /// @param maxEvaluations evaluations, at least 1
    /// @return a copy
    public Lbfgs withMaxEvaluations(int maxEvaluations) {
        return new Lbfgs(memory, gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations,
                lineSearch);
    }

    /// These settings with another line search.
    ///
    /// @param lineSearch the rule for the length of a step
    /// @return a copy
    public Lbfgs withLineSearch(LineSearch lineSearch) {
        return new Lbfgs(memory, gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations,
                lineSearch);
    }
}
