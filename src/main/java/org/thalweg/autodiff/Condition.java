package org.thalweg.autodiff;

import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;

/// A comparison inside a formula, decided anew at every evaluation, element by element.
///
/// A Java `if` while recording would freeze one branch for ever; [#select] keeps both. The branch that is not taken
/// leaves no trace, neither in the value nor in a derivative, even if it is NaN or infinite there. A comparison with
/// NaN is false.
///
/// **Threads**: used by the recording thread only.
public final class Condition {
    /// 1 where true, 0 where false.
    private final Expr indicator;

    Condition(Expr indicator) {
        this.indicator = indicator;
    }

    /// `ifTrue` where this holds, `ifFalse` elsewhere.
    ///
    /// @param ifTrue a scalar, or a vector of the common length
    /// @param ifFalse a scalar, or a vector of the common length
    /// @return a scalar if all three are, else a vector
    public Expr select(Expr ifTrue, Expr ifFalse) {
        int length = indicator.commonLength("select", ifTrue);
        int other = indicator.commonLength("select", ifFalse);
        ifTrue.commonLength("select", ifFalse);
        return indicator.recording()
                .record(new Op.Map(Elementwise.SELECT), Math.max(length, other), indicator.id(), ifTrue.id(),
                        ifFalse.id());
    }

    /// [#select(Expr, Expr)] with a constant.
    ///
    /// @param ifTrue a scalar or vector
    /// @param ifFalse a number
    /// @return the blend
    public Expr select(Expr ifTrue, double ifFalse) {
        return select(ifTrue, ifTrue.constant(ifFalse));
    }

    /// [#select(Expr, Expr)] with a constant.
    ///
    /// @param ifTrue a number
    /// @param ifFalse a scalar or vector
    /// @return the blend
    public Expr select(double ifTrue, Expr ifFalse) {
        return select(ifFalse.constant(ifTrue), ifFalse);
    }

    /// Both.
    ///
    /// @param other a condition of a fitting shape
    /// @return this and the other
    public Condition and(Condition other) {
        return new Condition(indicator.times(other.indicator));
    }

    /// At least one.
    ///
    /// @param other a condition of a fitting shape
    /// @return this or the other
    public Condition or(Condition other) {
        return new Condition(indicator.max(other.indicator));
    }

    /// The opposite.
    ///
    /// @return true where this is false
    public Condition not() {
        return new Condition(indicator.unaryMinus().plus(1));
    }

    /// The condition as a number.
    ///
    /// @return 1 where it holds, 0 elsewhere
    public Expr indicator() {
        return indicator;
    }
}
