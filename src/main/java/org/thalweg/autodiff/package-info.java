/// Write a function, get its derivatives.
///
/// A [Formula][org.thalweg.autodiff.Formula] is recorded once from ordinary Java code over
/// [Expr][org.thalweg.autodiff.Expr]s; an [Evaluator][org.thalweg.autodiff.Evaluator] owns the memory and computes
/// value, gradient (reverse mode), directional derivative (forward mode) and Hessian-vector product (forward over
/// reverse). [RowBlocks][org.thalweg.autodiff.RowBlocks] cuts data and formula for several threads; a formula travels
/// to other virtual machines as bytes.
package org.thalweg.autodiff;
