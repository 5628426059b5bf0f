package org.thalweg.internal.kernel;

/// The elementwise loops of the scalar set, wherever they are wanted although the SIMD set is in use: its bits are the same,
/// and it makes no objects before it is compiled.
///
/// **Allocation**: none, ever. **Threads**: stateless.
public final class ScalarBlocks {
    private static final ScalarKernels SET = new ScalarKernels();

    private ScalarBlocks() {}

    /// `outᵢ ← op(aᵢ)`.
    public static void unary(Elementwise op, double[] a, int ao, double[] out, int oo, int n) {
        SET.unary(op, a, ao, out, oo, n);
    }

    /// `outᵢ ← op(aᵢ, bᵢ)`.
    public static void binary(Elementwise op, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        SET.binary(op, a, ao, b, bo, out, oo, n);
    }

    /// As [Kernels#select].
    public static void select(double[] cond, int co, double[] a, int ao, double[] b, int bo, double[] out, int oo, int n) {
        SET.select(cond, co, a, ao, b, bo, out, oo, n);
    }
}
