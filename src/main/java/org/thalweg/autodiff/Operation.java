package org.thalweg.autodiff;

/// An operation `φ : ℝⁿ → ℝᵐ` of your own, with its derivative stated by hand.
///
/// ```
/// value     out ← φ(a)              n → m
/// tangent   out ← J(a)·t            m × n Jacobian, t of length n
/// adjoint   out ← J(a)ᵀ·w           w of length m
/// ```
///
/// The three must agree: `⟨w, J·t⟩ = ⟨Jᵀ·w, t⟩`. A formula that uses an operation has gradients and directional
/// derivatives, but Hessian-vector products only where the point does not reach the operation's input.
///
/// **Allocation**: arrays are lent by the evaluator and exactly as long as stated; what the methods allocate counts.
/// **Threads**: called by every thread that evaluates the formula, so an operation must not keep state. An exception
/// reaches the caller of the evaluation.
public interface Operation {
    /// A name for error messages.
    ///
    /// @return the name
    default String name() {
        return getClass().getSimpleName();
    }

    /// `out ← φ(a)`.
    ///
    /// @param a the input, read only
    /// @param out overwritten
    void value(double[] a, double[] out);

    /// `out ← J(a)·t`.
    ///
    /// @param a the input, read only
    /// @param t its tangent, read only
    /// @param out overwritten, as long as the output
    void tangent(double[] a, double[] t, double[] out);

    /// `out ← J(a)ᵀ·w`.
    ///
    /// @param a the input, read only
    /// @param w the adjoint of the output, read only
    /// @param out overwritten, as long as the input
    void adjoint(double[] a, double[] w, double[] out);
}
