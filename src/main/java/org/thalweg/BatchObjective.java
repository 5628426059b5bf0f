package org.thalweg;

/// Many differentiable functions `f : ℝⁿ → ℝ` at once, one per lane, each evaluated together with its gradient.
///
/// What [Objective] is to a solver of one problem, this is to one of many small ones. Data lies in rows of `lanes` numbers:
/// coordinate i of the point of lane j is `x[i·lanes + j]`, and its derivative goes to `g[i·lanes + j]`.
///
/// ```java
/// static void spheres(double[] x, double[] f, double[] g, int lanes) {
///     for (int j = 0; j < lanes; j++) {
///         double a = x[j], b = x[lanes + j];
///         f[j] = a * a + b * b;
///         g[j] = 2 * a;
///         g[lanes + j] = 2 * b;
///     }
/// }
/// ```
///
/// **Lanes are apart**: nothing computed for one may depend on another; then a problem's result does not depend on its
/// neighbours either. Some lanes may be idle and hold any numbers at all; what is computed there is not looked at.
/// Which problem a lane is about is told by [#begin] whenever it changes.
///
/// **Outside the domain** a lane gives NaN or an infinity, as an [Objective]. An exception ends all solves and reaches the
/// caller.
///
/// **Allocation**: solves are free of allocation only if their objective is. **Threads**: called by the thread that solves,
/// one call at a time.
@FunctionalInterface
public interface BatchObjective {
    /// Computes value and gradient in all lanes.
    ///
    /// @param x the points, n rows of `lanes`, read only
    /// @param f overwritten with the values, one row
    /// @param g overwritten with the gradients, n rows
    /// @param lanes the number of lanes, the same in all calls of a solver
    void valueAndGradient(double[] x, double[] f, double[] g, int lanes);

    /// A lane is about another problem from now on.
    ///
    /// @param problem the number of the problem, from 0
    /// @param lane the lane
    default void begin(int problem, int lane) {}

    /// Binds data that all problems share, by reference.
    ///
    /// @param name a name that the objective knows
    /// @param values the data, read only
    /// @throws IllegalArgumentException if the objective has no such name or the length differs
    default void bind(String name, double[] values) {
        throw new IllegalArgumentException("name: this objective takes no data by name, was '" + name + "'");
    }

    /// Binds data of which every problem has its own, by reference.
    ///
    /// @param name a name that the objective knows
    /// @param values one row of data per problem, one after another, read only
    /// @param count the number of problems
    /// @throws IllegalArgumentException if the objective has no such name or the length differs
    default void bindEach(String name, double[] values, int count) {
        throw new IllegalArgumentException("name: this objective takes no data by name, was '" + name + "'");
    }

    /// Before the first lane begins.
    ///
    /// @throws IllegalStateException if data is missing, by name
    default void prepare() {}
}
