/// Loops over `double[]`, in a SIMD and a scalar form with the same bits; the only package, beside the compiler of
/// formulas, that may use the Vector API.
package org.thalweg.internal.kernel;
