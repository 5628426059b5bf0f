package org.thalweg.autodiff;

import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;

/// A value inside a formula: a scalar, or a vector of known length. Methods record what is to be computed; nothing is
/// computed yet.
///
/// Elementwise methods act on each element; where a vector meets a scalar, the scalar is repeated. Vectors must have
/// equal lengths. The names are those that Kotlin reads as operators.
///
/// Derivatives at kinks follow one convention, see `docs/derivatives.md`: the derivative where there is one; for convex
/// kinks the subgradient of least norm (`|a|′(0) = 0`, `∇‖a‖(0) = 0`, ties of max share equally), for concave ones the
/// same mirrored; else the limit (`√′(0) = ∞`); else NaN.
///
/// **Errors**: [IllegalArgumentException] where shapes do not fit, with the shapes and the line of the caller;
/// [IllegalStateException] once the recording is over. **Threads**: used by the recording thread only.
public final class Expr {
    private final Recording recording;
    private final int id;

    Expr(Recording recording, int id) {
        this.recording = recording;
        this.id = id;
    }

    Recording recording() {
        return recording;
    }

    int id() {
        return id;
    }

    /// The number of elements.
    ///
    /// @return the length of a vector, 1 for a scalar
    public int length() {
        return Math.max(1, recording.graph().length(id));
    }

    /// Whether this is a scalar; a vector of length 1 is not.
    ///
    /// @return true for a scalar
    public boolean isScalar() {
        return recording.graph().node(id).scalar();
    }

    String shape() {
        return isScalar() ? "a scalar" : "a vector of length " + length();
    }

    /// A constant scalar in the same recording.
    ///
    /// @param value a number, not NaN
    /// @return the constant
    public Expr constant(double value) {
        requireNumber("constant", value);
        return recording.record(new Op.Constant(value), Graph.SCALAR);
    }

    static void requireNumber(String what, double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(what + ": must be a number, was NaN" + Recording.place());
        }
    }

    void requireSame(Recording other) {
        if (recording != other) {
            throw new IllegalArgumentException(
                    "expression: must belong to the same formula as the others, was of another" + Recording.place());
        }
    }

    int commonLength(String what, Expr other) {
        other.requireSame(recording);
        if (!isScalar() && !other.isScalar() && length() != other.length()) {
            throw new IllegalArgumentException("%s: needs scalars or vectors of one length, were %s and %s%s"
                    .formatted(what, shape(), other.shape(), Recording.place()));
        }
        return Math.max(recording.graph().length(id), recording.graph().length(other.id));
    }

    private Expr map(Elementwise f) {
        return recording.record(new Op.Map(f), recording.graph().length(id), id);
    }

    private Expr map(String what, Elementwise f, Expr other) {
        return recording.record(new Op.Map(f), commonLength(what, other), id, other.id);
    }

    // Arithmetic

    /// The sum.
    ///
    /// @param other what is added
    /// @return `this + other`
    public Expr plus(Expr other) {
        return map("plus", Elementwise.ADD, other);
    }

    /// The sum with a number.
    ///
    /// @param other what is added, not NaN
    /// @return `this + other`
    public Expr plus(double other) {
        return plus(constant(other));
    }

    /// The difference.
    ///
    /// @param other what is subtracted
    /// @return `this − other`
    public Expr minus(Expr other) {
        return map("minus", Elementwise.SUB, other);
    }

    /// The difference with a number.
    ///
    /// @param other what is subtracted, not NaN
    /// @return `this − other`
    public Expr minus(double other) {
        return minus(constant(other));
    }

    /// The product, element by element.
    ///
    /// @param other the factor
    /// @return `this · other`
    public Expr times(Expr other) {
        return map("times", Elementwise.MUL, other);
    }

    /// The product with a number.
    ///
    /// @param other the factor, not NaN
    /// @return `this · other`
    public Expr times(double other) {
        return times(constant(other));
    }

    /// The quotient, element by element.
    ///
    /// @param other the divisor
    /// @return `this / other`
    public Expr div(Expr other) {
        return map("div", Elementwise.DIV, other);
    }

    /// The quotient with a number.
    ///
    /// @param other the divisor, not NaN
    /// @return `this / other`
    public Expr div(double other) {
        return div(constant(other));
    }

    /// The power `thisᵉ`; for a negative base the exponent must be an integer, else the value is NaN.
    ///
    /// @param exponent the exponent
    /// @return the power
    public Expr pow(Expr exponent) {
        return map("pow", Elementwise.POW, exponent);
    }

    /// The power with a constant exponent.
    ///
    /// @param exponent the exponent, not NaN
    /// @return the power
    public Expr pow(double exponent) {
        return pow(constant(exponent));
    }

    /// The negative, `−a`; another name for [#unaryMinus].
    ///
    /// @return the result
    public Expr negate() {
        return unaryMinus();
    }

    // Functions of one argument

    /// The negative, `−a`.
    ///
    /// @return the result
    public Expr unaryMinus() {
        return map(Elementwise.NEGATE);
    }

    /// The magnitude `|a|`; its derivative at 0 is 0.
    ///
    /// @return the result
    public Expr abs() {
        return map(Elementwise.ABS);
    }

    /// The square `a²`.
    ///
    /// @return the result
    public Expr square() {
        return map(Elementwise.SQUARE);
    }

    /// The root `√a`; its derivative at 0 is ∞.
    ///
    /// @return the result
    public Expr sqrt() {
        return map(Elementwise.SQRT);
    }

    /// The reciprocal `1/a`.
    ///
    /// @return the result
    public Expr reciprocal() {
        return map(Elementwise.RECIPROCAL);
    }

    /// `eᵃ`.
    ///
    /// @return the result
    public Expr exp() {
        return map(Elementwise.EXP);
    }

    /// `eᵃ − 1`, precise near 0.
    ///
    /// @return the result
    public Expr expm1() {
        return map(Elementwise.EXPM1);
    }

    /// The natural logarithm.
    ///
    /// @return the result
    public Expr log() {
        return map(Elementwise.LOG);
    }

    /// `ln(1 + a)`, precise near 0.
    ///
    /// @return the result
    public Expr log1p() {
        return map(Elementwise.LOG1P);
    }

    /// The sine of an angle in radians.
    ///
    /// @return the result
    public Expr sin() {
        return map(Elementwise.SIN);
    }

    /// The cosine of an angle in radians.
    ///
    /// @return the result
    public Expr cos() {
        return map(Elementwise.COS);
    }

    /// The tangent of an angle in radians.
    ///
    /// @return the result
    public Expr tan() {
        return map(Elementwise.TAN);
    }

    /// The arc sine, in radians.
    ///
    /// @return the result
    public Expr asin() {
        return map(Elementwise.ASIN);
    }

    /// The arc cosine, in radians.
    ///
    /// @return the result
    public Expr acos() {
        return map(Elementwise.ACOS);
    }

    /// The arc tangent, in radians.
    ///
    /// @return the result
    public Expr atan() {
        return map(Elementwise.ATAN);
    }

    /// The hyperbolic sine.
    ///
    /// @return the result
    public Expr sinh() {
        return map(Elementwise.SINH);
    }

    /// The hyperbolic cosine.
    ///
    /// @return the result
    public Expr cosh() {
        return map(Elementwise.COSH);
    }

    /// The hyperbolic tangent.
    ///
    /// @return the result
    public Expr tanh() {
        return map(Elementwise.TANH);
    }

    /// The cube root; its derivative at 0 is ∞.
    ///
    /// @return the result
    public Expr cbrt() {
        return map(Elementwise.CBRT);
    }

    /// The logistic function `1/(1 + e⁻ᵃ)`, without overflow.
    ///
    /// @return the result
    public Expr logistic() {
        return map(Elementwise.LOGISTIC);
    }

    /// Softplus `ln(1 + eᵃ)`, without overflow.
    ///
    /// @return the result
    public Expr softplus() {
        return map(Elementwise.SOFTPLUS);
    }

    /// The error function `2/√π·∫₀ᵃ e^−t² dt`.
    ///
    /// @return the result
    public Expr erf() {
        return map(Elementwise.ERF);
    }

    /// The complementary error function `1 − erf a`, precise where it is small.
    ///
    /// @return the result
    public Expr erfc() {
        return map(Elementwise.ERFC);
    }

    /// The standard normal distribution function `Φ(a) = ½·erfc(−a/√2)`, precise in the lower tail.
    ///
    /// @return the result
    public Expr normalCdf() {
        return map(Elementwise.NORMAL_CDF);
    }

    // Functions of two arguments

    /// The angle, in radians, of the point with this as ordinate and the argument as abscissa.
    ///
    /// @param x the abscissa
    /// @return the angle, from −π to π
    public Expr atan2(Expr x) {
        return map("atan2", Elementwise.ATAN2, x);
    }

    /// `√(this² + other²)` without intermediate overflow; its gradient at the origin is 0.
    ///
    /// @param other the other leg
    /// @return the hypotenuse
    public Expr hypot(Expr other) {
        return map("hypot", Elementwise.HYPOT, other);
    }

    /// The smaller, element by element; at a tie both have the derivative ½.
    ///
    /// @param other the other
    /// @return the smaller
    public Expr min(Expr other) {
        return map("min", Elementwise.MIN, other);
    }

    /// The smaller of this and a number.
    ///
    /// @param other the number, not NaN
    /// @return the smaller
    public Expr min(double other) {
        return min(constant(other));
    }

    /// The larger, element by element; at a tie both have the derivative ½.
    ///
    /// @param other the other
    /// @return the larger
    public Expr max(Expr other) {
        return map("max", Elementwise.MAX, other);
    }

    /// The larger of this and a number; `max(0)` is the positive part.
    ///
    /// @param other the number, not NaN
    /// @return the larger
    public Expr max(double other) {
        return max(constant(other));
    }

    // Comparisons

    /// Whether this is less.
    ///
    /// @param other what it is compared with
    /// @return the condition `this < other`
    public Condition lessThan(Expr other) {
        return new Condition(map("lessThan", Elementwise.LESS, other));
    }

    /// Whether this is less than a number.
    ///
    /// @param other what it is compared with, not NaN
    /// @return the condition `this < other`
    public Condition lessThan(double other) {
        return lessThan(constant(other));
    }

    /// Whether this is at most as large.
    ///
    /// @param other what it is compared with
    /// @return the condition `this ≤ other`
    public Condition atMost(Expr other) {
        return new Condition(map("atMost", Elementwise.LESS_OR_EQUAL, other));
    }

    /// Whether this is at most a number.
    ///
    /// @param other what it is compared with, not NaN
    /// @return the condition `this ≤ other`
    public Condition atMost(double other) {
        return atMost(constant(other));
    }

    /// Whether this is greater.
    ///
    /// @param other what it is compared with
    /// @return the condition `this > other`
    public Condition greaterThan(Expr other) {
        return other.lessThan(this);
    }

    /// Whether this is greater than a number.
    ///
    /// @param other what it is compared with, not NaN
    /// @return the condition `this > other`
    public Condition greaterThan(double other) {
        return greaterThan(constant(other));
    }

    /// Whether this is at least as large.
    ///
    /// @param other what it is compared with
    /// @return the condition `this ≥ other`
    public Condition atLeast(Expr other) {
        return other.atMost(this);
    }

    /// Whether this is at least a number.
    ///
    /// @param other what it is compared with, not NaN
    /// @return the condition `this ≥ other`
    public Condition atLeast(double other) {
        return atLeast(constant(other));
    }

    /// Whether the two are equal; +0 equals −0, NaN equals nothing.
    ///
    /// @param other what it is compared with
    /// @return the condition `this = other`
    public Condition equalTo(Expr other) {
        return new Condition(map("equalTo", Elementwise.EQUAL, other));
    }

    // Parts

    /// One element.
    ///
    /// @param index its index, from 0
    /// @return a scalar
    public Expr at(int index) {
        requireVector("at");
        if (index < 0 || index >= length()) {
            throw new IndexOutOfBoundsException("at: index must be from 0 to %d, was %d%s"
                    .formatted(length() - 1, index, Recording.place()));
        }
        return recording.record(new Op.At(index), Graph.SCALAR, id);
    }

    /// Adjacent elements.
    ///
    /// @param from first index
    /// @param to index behind the last
    /// @return a vector of length `to − from`
    public Expr slice(int from, int to) {
        return slice(from, to, 1);
    }

    /// Every step-th element.
    ///
    /// @param from first index
    /// @param to all indices are less than this
    /// @param step distance of indices, at least 1
    /// @return a vector of length `⌈(to − from)/step⌉`
    public Expr slice(int from, int to, int step) {
        requireVector("slice");
        if (from < 0 || to <= from || to > length() || step < 1) {
            throw new IndexOutOfBoundsException(
                    "slice: needs 0 ≤ from < to ≤ %d and step ≥ 1, was from %d, to %d, step %d%s"
                            .formatted(length(), from, to, step, Recording.place()));
        }
        int count = (to - from - 1) / step + 1;
        return recording.record(new Op.Slice(from, step), count, id);
    }

    /// Elements by index; an index may occur more than once.
    ///
    /// @param index the indices, copied
    /// @return a vector as long as there are indices
    public Expr gather(int... index) {
        requireVector("gather");
        if (index.length == 0) {
            throw new IllegalArgumentException("gather: needs an index, had none" + Recording.place());
        }
        for (int k = 0; k < index.length; k++) {
            if (index[k] < 0 || index[k] >= length()) {
                throw new IndexOutOfBoundsException("gather: index[%d] must be from 0 to %d, was %d%s"
                        .formatted(k, length() - 1, index[k], Recording.place()));
            }
        }
        return recording.record(new Op.Gather(index.clone()), index.length, id);
    }

    /// This, and others behind it; a scalar counts as one element.
    ///
    /// @param others scalars and vectors
    /// @return a vector of all elements
    public Expr concat(Expr... others) {
        int[] inputs = new int[others.length + 1];
        inputs[0] = id;
        long total = length();
        for (int i = 0; i < others.length; i++) {
            others[i].requireSame(recording);
            inputs[i + 1] = others[i].id;
            total += others[i].length();
        }
        if (total > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(
                    "concat: must have at most 2³¹ − 65 elements, had " + total + Recording.place());
        }
        return recording.record(new Op.Concat(), (int) total, inputs);
    }

    private void requireVector(String what) {
        if (isScalar()) {
            throw new IllegalArgumentException(what + ": needs a vector, was a scalar" + Recording.place());
        }
    }

    // Reductions

    private Expr reduce(String what, Op op) {
        requireVector(what);
        return recording.record(op, Graph.SCALAR, id);
    }

    /// `Σaᵢ`, in an order that does not depend on the machine.
    ///
    /// @return a scalar
    public Expr sum() {
        return reduce("sum", new Op.Sum());
    }

    /// `Σaᵢ/n`.
    ///
    /// @return a scalar
    public Expr mean() {
        return sum().div(length());
    }

    /// `Σaᵢ·bᵢ`, by fused multiply-add in an order that does not depend on the machine.
    ///
    /// @param other a vector of the same length
    /// @return a scalar
    public Expr dot(Expr other) {
        requireVector("dot");
        other.requireVector("dot");
        commonLength("dot", other);
        return recording.record(new Op.Dot(), Graph.SCALAR, id, other.id);
    }

    /// `Σaᵢ²`.
    ///
    /// @return a scalar
    public Expr squaredNorm() {
        return dot(this);
    }

    /// The Euclidean norm `√Σaᵢ²`; its gradient at 0 is 0.
    ///
    /// @return a scalar
    public Expr norm() {
        return reduce("norm", new Op.Norm());
    }

    /// The largest element; elements that tie share the derivative equally.
    ///
    /// @return a scalar
    public Expr max() {
        return reduce("max", new Op.Max());
    }

    /// The smallest element; elements that tie share the derivative equally.
    ///
    /// @return a scalar
    public Expr min() {
        return unaryMinus().max().unaryMinus();
    }

    /// `ln Σ e^aᵢ`, without overflow: `c + ln Σ e^(aᵢ − c)` with `c = max aᵢ`, or 0 where that is infinite.
    ///
    /// The value does not depend on c, so c counts as a constant in derivatives.
    ///
    /// @return a scalar
    public Expr logSumExp() {
        Expr largest = reduce("logSumExp", new Op.Max());
        Expr shift = largest.abs().lessThan(Double.POSITIVE_INFINITY).select(largest, 0).detach();
        return minus(shift).exp().sum().log().plus(shift);
    }

    private Expr detach() {
        return recording.record(new Op.Detach(), recording.graph().length(id), id);
    }

    // Your own

    /// An operation of your own on this vector.
    ///
    /// @param operation value, tangent and adjoint
    /// @param outputLength the length m of its result, at least 1
    /// @return a vector of that length
    public Expr apply(Operation operation, int outputLength) {
        requireVector("apply");
        if (outputLength < 1) {
            throw new IllegalArgumentException(
                    "outputLength: must be at least 1, was " + outputLength + Recording.place());
        }
        return recording.record(new Op.Custom(new Adapter(operation)), outputLength, id);
    }

    private record Adapter(Operation operation) implements Op.CustomOperation {
        @Override
        public String name() {
            return operation.name();
        }

        @Override
        public void value(double[] a, double[] out) {
            operation.value(a, out);
        }

        @Override
        public void tangent(double[] a, double[] t, double[] out) {
            operation.tangent(a, t, out);
        }

        @Override
        public void adjoint(double[] a, double[] w, double[] out) {
            operation.adjoint(a, w, out);
        }
    }

    @Override
    public String toString() {
        return "Expr[" + shape() + "]";
    }
}
