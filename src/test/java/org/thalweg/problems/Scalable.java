package org.thalweg.problems;

import java.util.function.Function;
import java.util.function.IntFunction;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.Model;

/// A published problem of variable size: nothing is recorded until a size is chosen.
///
/// @param name as in the collection
/// @param size the number of variables in the published runs
/// @param start the standard starting point by number of variables
/// @param function the function, which reads the number of variables from x
public record Scalable(String name, int size, IntFunction<double[]> start, Function<Model, Expr> function) {
    /// The function of so many variables.
    ///
    /// @param n a size that the problem allows
    /// @return the formula
    public Formula formula(int n) {
        return Formula.model(n, function);
    }

    @Override
    public String toString() {
        return name;
    }
}
