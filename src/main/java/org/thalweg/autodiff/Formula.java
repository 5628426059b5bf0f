package org.thalweg.autodiff;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.thalweg.BatchObjective;
import org.thalweg.Batchable;
import org.thalweg.Objective;

/// A scalar function `f : ℝⁿ → ℝ` recorded from an ordinary Java expression, with all its derivatives.
///
/// ```java
/// Formula rosenbrock = Formula.of(2, x -> {
///     Expr u = x.at(1).minus(x.at(0).square());
///     Expr v = x.at(0).minus(1);
///     return u.square().times(100).plus(v.square());
/// });
/// ```
///
/// The expression is recorded once: Java's own control flow runs while recording, [Condition#select] at every
/// evaluation. Derivatives are derived from hand-written rules ([reverse][Evaluator#valueAndGradient],
/// [forward][Evaluator#directionalDerivative], [forward over reverse][Evaluator#hessianVector]) as further graphs,
/// simplified without changing a bit, and laid out as loops over blocks.
///
/// A formula is an [Objective]; solvers take an evaluator of their own from it. A direct call of [#valueAndGradient]
/// takes a fresh evaluator each time, so in a loop keep an [#evaluator].
///
/// **Errors**: see the methods; shapes are checked while recording. **Allocation**: recording and the first use of each
/// derivative. **Threads**: immutable, share freely; evaluators are not.
public final class Formula implements Objective, Batchable {
    private final Derivatives derivatives;

    private Formula(Derivatives derivatives) {
        this.derivatives = derivatives;
    }

    /// Records a function of x alone.
    ///
    /// @param n the dimension, at least 1
    /// @param function from the vector x of length n to a scalar
    /// @return the formula
    /// @throws IllegalArgumentException if n is less than 1, shapes do not fit, or the result is not a scalar
    public static Formula of(int n, Function<Expr, Expr> function) {
        return model(n, m -> function.apply(m.x()));
    }

    /// Records a function of x and of data to be bound by name.
    ///
    /// @param n the dimension, at least 1
    /// @param function from the model to a scalar
    /// @return the formula
    /// @throws IllegalArgumentException if n is less than 1, shapes do not fit, or the result is not a scalar
    public static Formula model(int n, Function<Model, Expr> function) {
        return new Formula(Derivatives.of(record(n, function), true));
    }

    /// The same formula without simplification: what tests compare with.
    static Formula plain(int n, Function<Model, Expr> function) {
        return new Formula(Derivatives.of(record(n, function), false));
    }

    private static Expr record(int n, Function<Model, Expr> function) {
        if (n < 1) {
            throw new IllegalArgumentException("n: must be at least 1, was " + n);
        }
        Recording recording = new Recording(n);
        Expr result = function.apply(new Model(recording));
        recording.end();
        result.requireSame(recording);
        if (!result.isScalar()) {
            throw new IllegalArgumentException(
                    "formula: must be a scalar, was %s; reduce it, for example with sum() or at(0)"
                            .formatted(result.shape()));
        }
        return result;
    }

    /// The same formula, evaluated without generated code; the results are the same to the bit.
    ///
    /// Compiled formulas are the default: value and gradient become a hidden class each of straight code and fused loops.
    /// Where classes may not be defined the interpreter takes over by itself; `-Dorg.thalweg.formulas=interpreted` makes it
    /// the default.
    ///
    /// Generated vector code is slow, and makes garbage, until C2 has compiled it, which takes the more evaluations the larger
    /// the formula is: a hundred for a page of Java, many hundreds for thousands of operations on vectors. A large formula
    /// that is evaluated a few hundred times only is faster interpreted.
    ///
    /// @return a formula that is always interpreted
    public Formula interpreted() {
        return new Formula(derivatives.interpreted());
    }

    /// The formula as bytes, to be sent to another virtual machine: what was recorded, not the classes that recorded it,
    /// in a format of its own with a version and a checksum. A few bytes for each operation, eight for each constant.
    ///
    /// Bound data is not part of a formula. [#interpreted] formulas remain interpreted.
    ///
    /// @return the bytes, the same for the same recording
    /// @throws UnsupportedOperationException if the formula uses an [Operation] of yours, which is code and stays
    public byte[] toBytes() {
        return FormulaWriter.write(derivatives);
    }

    /// A formula from [#toBytes]. It has the same values and derivatives, to the bit. Nothing in the bytes is executed:
    /// they are checked like a recording, and then derived and compiled anew, which takes as long as recording did.
    ///
    /// @param bytes the bytes, read only
    /// @return the formula
    /// @throws IllegalArgumentException if the bytes are cut off, altered, of a later version or no formula at all
    public static Formula fromBytes(byte[] bytes) {
        return new Formula(FormulaReader.read(bytes));
    }

    /// What an evaluation does, for a person: the passes over vectors with what each reads and writes, the straight code, the
    /// size of the generated methods, and operations and bytes per evaluation.
    ///
    /// ```
    /// value and gradient:
    ///     1. pass over 999 indices: 21 operations and 0 functions each, 1 reduction; 4 vectors per turn
    ///        reads  x[i + 1], x[i + 2], x[i]
    ///        writes gradient[i + 1]
    /// ```
    ///
    /// The wording may change at any time.
    ///
    /// @return several lines
    public String explain() {
        return this + "\n" + derivatives.explain();
    }

    /// The dimension n.
    ///
    /// @return the length of x
    @Override
    public int dimension() {
        return derivatives.dimension();
    }

    /// What must be bound before an evaluation.
    ///
    /// @return the names, in the order of their declaration
    public List<String> dataNames() {
        return List.copyOf(derivatives.data().keySet());
    }

    Map<String, Integer> data() {
        return derivatives.data();
    }

    Derivatives derivatives() {
        return derivatives;
    }

    /// A new evaluator, with memory of its own and nothing bound.
    ///
    /// @return the evaluator
    public Evaluator evaluator() {
        return new Evaluator(this);
    }

    /// The value alone, with a fresh evaluator.
    ///
    /// @param x the point, length n, read only
    /// @return `f(x)`
    /// @throws IllegalArgumentException if x has another length
    /// @throws IllegalStateException if the formula needs data
    public double value(double... x) {
        return evaluator().value(x);
    }

    /// Value and gradient, with a fresh evaluator.
    ///
    /// @throws IllegalArgumentException if an array has the wrong length, or both are one
    /// @throws IllegalStateException if the formula needs data
    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        return evaluator().valueAndGradient(x, gradient);
    }

    /// A new evaluator: what solvers use.
    @Override
    public Objective confined() {
        return evaluator();
    }

    /// An evaluator of many problems at once, each in a lane of its own: what a batch uses. Sums go through vectors in their
    /// order, so that a value may differ by rounding from that of an [#evaluator].
    ///
    /// @throws UnsupportedOperationException if the formula has a matrix or a user's operation
    @Override
    public BatchObjective acrossLanes(int lanes) {
        return new LaneEvaluator(this, lanes);
    }

    @Override
    public String toString() {
        return "Formula[n=" + dimension() + ", data=" + data() + "]";
    }
}
