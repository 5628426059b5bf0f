package org.thalweg.optimize;

import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;

/// BFGS: a quasi-Newton method that keeps the whole approximation of the inverse Hessian, for few variables.
///
/// ```
/// x ← x + α·p,   p = −H·∇f(x),   α by a line search
/// H ← (I − ρ·s·yᵀ)·H·(I − ρ·y·sᵀ) + τ·ρ·s·sᵀ,   s = Δx, y = Δ∇f, ρ = 1/yᵀs
/// ```
///
/// H begins as `sᵀy/yᵀy` times the identity, with the first pair, and may grow with the next seven where `yᵀHy < sᵀy`; a pair
/// whose curvature is not safely positive is left out. τ, from ½ to 2, is the mean curvature over the step divided by that at its
/// end, which values and slopes tell; on a quadratic it is 1.
/// An iteration takes 2·n² multiplications and more, where [Lbfgs] takes 4·m·n: with n below ten or so this is less work, and
/// as nothing is forgotten, it takes no more iterations. The minimum of a quadratic is found after n exact searches.
///
/// ```java
/// Solution s = Bfgs.DEFAULT.withGradientTolerance(1e-8).minimize(rosenbrock, -1.2, 1);
/// ```
///
/// With two to four variables, and StrongWolfe or HagerZhang, `minimize` takes common steps in one loop, with the same bits as
/// told step by step or observed, and in two thirds to three quarters of the time.
///
/// A [#solver(int)] is an [LbfgsSolver] in all else: statuses, budgets, ask and tell, saved states, warm-up.
///
/// **Allocation**: `minimize` takes about `n² + 13·n` doubles; see [LbfgsSolver] for solves without any.
/// **Threads**: immutable, to be shared by any number.
/// **Source**: J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed. 2006, algorithm 6.1, equations (6.17) and (6.20);
/// for τ M. C. Biggs, *IMA Journal of Applied Mathematics* 12 (1973) 337–338; for growth S. S. Oren, D. G. Luenberger, *Management
/// Science* 20 (1974) 845–862.
///
/// @param gradientTolerance converged when `‖∇f(x)‖∞` is at most this; 0 asks for what double precision can give
/// @param valueTolerance stops when f changes by at most this in one iteration; 0 is off
/// @param stepTolerance stops when no coordinate moves by more than this in one iteration; 0 is off
/// @param maxIterations steps, at least 1
/// @param maxEvaluations evaluations of value and gradient together, at least 1
/// @param lineSearch the rule for the length of a step
public record Bfgs(
        double gradientTolerance,
        double valueTolerance,
        double stepTolerance,
        int maxIterations,
        int maxEvaluations,
        LineSearch lineSearch) {

    /// `‖∇f(x)‖∞ ≤ 10⁻⁶`, at most 10 000 iterations and 20 000 evaluations, [HagerZhang#DEFAULT].
    public static final Bfgs DEFAULT = new Bfgs(1e-6, 0, 0, 10_000, 20_000, HagerZhang.DEFAULT);

    /// Checks the settings.
    public Bfgs {
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
    /// @throws IllegalArgumentException if `x0` is empty or too long, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, double... x0) {
        return solve(objective, null, x0);
    }

    /// Minimises once, watched.
    ///
    /// @param objective f
    /// @param observer called once per iteration, may stop the solve
    /// @param x0 the start, length n ≥ 1, finite; not changed
    /// @return the best point found, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty or too long, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, IterationObserver observer, double... x0) {
        return solve(objective, Objects.requireNonNull(observer, "observer"), x0);
    }

    private Solution solve(Objective objective, @Nullable IterationObserver observer, double[] x0) {
        Objects.requireNonNull(objective, "objective");
        Require.notEmpty("x0", x0);
        long began = System.nanoTime();
        return solver(x0.length).solution(objective, observer, x0, began);
    }

    /// A solver for problems with n variables, which takes its memory here, once.
    ///
    /// @param n number of variables, at least 1; the matrix must fit in one array, which ends at 46 334
    /// @return a solver for one thread at a time
    /// @throws IllegalArgumentException if n is not in this range
    public LbfgsSolver solver(int n) {
        return solver(n, System::nanoTime);
    }

    /// A solver that reads time from a clock of yours.
    ///
    /// @param n number of variables, at least 1; the matrix must fit in one array, which ends at 46 334
    /// @param nanoClock nanoseconds from any origin, as [System#nanoTime()]; deadlines are times of this clock
    /// @return a solver for one thread at a time
    /// @throws IllegalArgumentException if n is not in this range
    public LbfgsSolver solver(int n, LongSupplier nanoClock) {
        Require.atLeastOne("n", n);
        DenseDirection.requireRoom(n);
        Lbfgs settings = new Lbfgs(1, gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations,
                lineSearch);
        return new LbfgsSolver(settings, n, new Terrain.Dense(n), nanoClock);
    }

    /// These settings with another bound on the gradient.
    ///
    /// @param gradientTolerance bound on `‖∇f(x)‖∞`, at least 0
    /// @return a copy
    public Bfgs withGradientTolerance(double gradientTolerance) {
        return new Bfgs(gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations, lineSearch);
    }

    /// These settings with another bound on the change of f.
    ///
    /// @param valueTolerance bound on the change of f in one iteration; 0 is off
    /// @return a copy
    public Bfgs withValueTolerance(double valueTolerance) {
        return new Bfgs(gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations, lineSearch);
    }

    /// These settings with another bound on the step.
    ///
    /// @param stepTolerance bound on the largest change of a coordinate in one iteration; 0 is off
    /// @return a copy
    public Bfgs withStepTolerance(double stepTolerance) {
        return new Bfgs(gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations, lineSearch);
    }

    /// These settings with another number of steps.
    ///
    /// @param maxIterations steps, at least 1
    /// @return a copy
    public Bfgs withMaxIterations(int maxIterations) {
        return new Bfgs(gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations, lineSearch);
    }

    /// These settings with another number of evaluations.
    ///
    /// @param maxEvaluations evaluations, at least 1
    /// @return a copy
    public Bfgs withMaxEvaluations(int maxEvaluations) {
        return new Bfgs(gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations, lineSearch);
    }

    /// These settings with another line search.
    ///
    /// @param lineSearch the rule for the length of a step
    /// @return a copy
    public Bfgs withLineSearch(LineSearch lineSearch) {
        return new Bfgs(gradientTolerance, valueTolerance, stepTolerance, maxIterations, maxEvaluations, lineSearch);
    }
}
