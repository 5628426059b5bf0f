package org.thalweg.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.constrain.Constraint;

/// A published problem with constraints: objective, conditions, the published start, and the published minimum.
///
/// @param name the number in the collection
/// @param objective f, recorded
/// @param constraints conditions, bounds among them
/// @param start the published starting point; take a clone
/// @param minimum the published lowest value
@SuppressWarnings("ArrayRecordComponent") // test data, compared by nobody
public record ConstrainedProblem(
        String name, Formula objective, List<Constraint> constraints, double[] start, double minimum) {

    /// A problem without conditions yet.
    ///
    /// @param name the number in the collection
    /// @param minimum the published lowest value
    /// @param start the published starting point
    /// @param f the objective, of an array of scalars
    /// @return the problem
    static ConstrainedProblem of(String name, double minimum, double[] start, Function<Expr[], Expr> f) {
        return new ConstrainedProblem(name, record(start.length, f), List.of(), start, minimum);
    }

    /// With `g(x) ≥ 0`, the way the collection states inequalities.
    ConstrainedProblem atLeastZero(Function<Expr[], Expr> g) {
        return with(Constraint.atMostZero(record(n(), x -> g.apply(x).negate())));
    }

    /// With `h(x) = 0`.
    ConstrainedProblem zero(Function<Expr[], Expr> h) {
        return with(Constraint.equalToZero(record(n(), h)));
    }

    /// With `xᵢ ≥ bound`, i from 1.
    ConstrainedProblem above(double bound, int... indices) {
        ConstrainedProblem p = this;
        for (int i : indices) {
            p = p.atLeastZero(x -> x[i - 1].minus(bound));
        }
        return p;
    }

    /// With `xᵢ ≤ bound`, i from 1.
    ConstrainedProblem below(double bound, int... indices) {
        ConstrainedProblem p = this;
        for (int i : indices) {
            p = p.atLeastZero(x -> x[i - 1].negate().plus(bound));
        }
        return p;
    }

    /// The number of variables.
    ///
    /// @return n
    public int n() {
        return start.length;
    }

    /// How far a value is from the published minimum.
    ///
    /// @param value f at some point
    /// @return the difference, relative to the minimum unless that is zero
    public double distance(double value) {
        return Math.abs(value - minimum) / (minimum == 0 ? 1 : Math.abs(minimum));
    }

    /// The largest violation of a condition.
    ///
    /// @param x a point
    /// @return `max(c, 0)` or `│h│`, whichever is largest
    public double violation(double[] x) {
        return constraints.stream().mapToDouble(c -> {
            double value = c.function().valueAndGradient(x, new double[x.length]);
            return c.equality() ? Math.abs(value) : Math.max(value, 0);
        }).max().orElse(0);
    }

    private ConstrainedProblem with(Constraint constraint) {
        List<Constraint> more = new ArrayList<>(constraints);
        more.add(constraint);
        return new ConstrainedProblem(name, objective, List.copyOf(more), start, minimum);
    }

    private static Formula record(int n, Function<Expr[], Expr> f) {
        return Formula.of(n, x -> f.apply(IntStream.range(0, n).mapToObj(x::at).toArray(Expr[]::new)));
    }

    @Override
    public String toString() {
        return name + " (n = " + n() + ", " + constraints.size() + " constraints)";
    }
}
