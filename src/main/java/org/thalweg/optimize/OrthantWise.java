package org.thalweg.optimize;

import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;

/// L-BFGS for functions with an L1 penalty, which makes coordinates exactly zero: OWL-QN.
///
/// ```
/// F(x) = f(x) + λ·Σ │xᵢ│,   from ≤ i < to
/// ```
///
/// Every step stays in one orthant, where F is smooth; coordinates that would leave it stop at zero. The remaining
/// coordinates, an intercept for example, are not penalised. Other than in the source, components of a direction that do not
/// go down are cut off only where x is 0, unless that leaves no descent: in narrow valleys they are needed.
///
/// ```java
/// Solution s = OrthantWise.of(0.1).minimize(loss, new double[d]);
/// ```
///
/// **Result.** `value` is F, `gradientNorm` the largest coordinate of the pseudo-gradient, the subgradient of F of least
/// norm: it vanishes at a minimum, and convergence is about it. Zeros are exact. Statuses and budgets are those of
/// [LbfgsSolver]; whatever line search the settings name, steps are found by [Backtracking], since slopes jump at zero.
///
/// **Allocation**: as [Lbfgs]; none for solves by a warm [#solver(int)]. **Threads**: immutable.
/// **Source**: G. Andrew, J. Gao, "Scalable training of L1-regularized log-linear models", ICML 2007.
///
/// @param weight λ, finite and at least 0
/// @param from the first coordinate penalised, at least 0
/// @param to the first one after them, at least `from`; may exceed n
/// @param settings memory, tolerances and limits
public record OrthantWise(double weight, int from, int to, Lbfgs settings) {
    /// Checks the settings.
    public OrthantWise {
        Require.notNegative("weight", weight);
        if (from < 0) {
            throw new IllegalArgumentException("from: must be at least 0, was " + from);
        }
        if (to < from) {
            throw new IllegalArgumentException("to: must be at least from = " + from + ", was " + to);
        }
        Objects.requireNonNull(settings, "settings");
    }

    /// A penalty on all coordinates, with the settings of [Lbfgs#DEFAULT].
    ///
    /// @param weight λ, finite and at least 0
    /// @return the method
    public static OrthantWise of(double weight) {
        return new OrthantWise(weight, 0, Integer.MAX_VALUE, Lbfgs.DEFAULT);
    }

    /// This method with another weight.
    ///
    /// @param weight λ, finite and at least 0
    /// @return a copy
    public OrthantWise withWeight(double weight) {
        return new OrthantWise(weight, from, to, settings);
    }

    /// This method with a penalty on some coordinates only.
    ///
    /// @param from the first one, at least 0
    /// @param to the first one after them, at least `from`; may exceed n
    /// @return a copy
    public OrthantWise withRange(int from, int to) {
        return new OrthantWise(weight, from, to, settings);
    }

    /// This method with other memory, tolerances and limits.
    ///
    /// @param settings the settings; their line search is not used
    /// @return a copy
    public OrthantWise withSettings(Lbfgs settings) {
        return new OrthantWise(weight, from, to, settings);
    }

    /// Minimises F once.
    ///
    /// @param objective f, without the penalty
    /// @param x0 the start, length n ≥ 1, finite; not changed
    /// @return the best point found, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
    public Solution minimize(Objective objective, double... x0) {
        return solve(objective, null, x0);
    }

    /// Minimises F once, watched.
    ///
    /// @param objective f, without the penalty
    /// @param observer called once per iteration with the value of F, may stop the solve
    /// @param x0 the start, length n ≥ 1, finite; not changed
    /// @return the best point found, and how the solve ended
    /// @throws IllegalArgumentException if `x0` is empty, or a coordinate NaN or infinite
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
        Require.atLeastOne("n", n);
        Terrain terrain = weight > 0 ? Terrain.Creased.of(n, weight, from, to) : new Terrain.Open(n);
        return new LbfgsSolver(settings.withLineSearch(Backtracking.DEFAULT), n, terrain, nanoClock);
    }
}
