package org.thalweg.internal.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.kernel.Elementwise;

/// What a [Node] computes from its inputs.
///
/// An elementwise operation is a [Map]; the others are leaves, linear rearrangements (whose transposes are again in this
/// list), reductions, and products with a named matrix. Vectors have a length of at least 1; a scalar has the length
/// [Graph#SCALAR].
///
/// Operations that carry an array compare it by identity: two such nodes are shared only if they were one before. Those of
/// scalar formulas compare by methods written out: the ones that records generate are linked at their first call, which
/// costs a fresh virtual machine 2 ms each.
@SuppressWarnings("ArrayRecordComponent") // compared by identity on purpose, see above
public sealed interface Op {
    /// The point x.
    record Variable() implements Op {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Variable;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /// The direction v along which forward mode differentiates.
    record Direction() implements Op {}

    /// A vector that the caller binds by name.
    ///
    /// @param name its name
    record Data(String name) implements Op {}

    /// A scalar constant.
    ///
    /// @param value its value
    record Constant(double value) implements Op {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Constant(double v) && Double.compare(value, v) == 0;
        }

        @Override
        public int hashCode() {
            return Double.hashCode(value);
        }
    }

    /// A vector of constants.
    ///
    /// @param values its elements, not modified by anybody
    record ConstantVector(double[] values) implements Op {}

    /// One elementwise function; scalar inputs are broadcast to the node's length.
    ///
    /// @param function the function
    record Map(Elementwise function) implements Op {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Map(Elementwise f) && function == f;
        }

        @Override
        public int hashCode() {
            return function.hashCode();
        }
    }

    /// `outᵢ = a[start + i·step]`.
    ///
    /// @param start first index
    /// @param step distance between indices, at least 1
    record Slice(int start, int step) implements Op {}

    /// The scalar `a[index]`.
    ///
    /// @param index the index
    record At(int index) implements Op {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof At(int i) && index == i;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    /// `outᵢ = a[indexᵢ]`.
    ///
    /// @param index the indices, not modified by anybody
    record Gather(int[] index) implements Op {}

    /// The inputs one after another; a scalar counts as one element.
    record Concat() implements Op {}

    /// From zeros, adds input k at placement k, in the order of k: the transpose of slices, elements and gathers.
    ///
    /// @param placements where each input goes
    record Assemble(List<Placement> placements) implements Op {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Assemble(List<Placement> p) && placements.equals(p);
        }

        @Override
        public int hashCode() {
            return placements.size();
        }
    }

    /// A scalar repeated to the node's length.
    record Broadcast() implements Op {}

    /// `Σaᵢ`.
    record Sum() implements Op {}

    /// `Σaᵢ·bᵢ`.
    record Dot() implements Op {}

    /// `max aᵢ`.
    record Max() implements Op {}

    /// `√Σaᵢ²`.
    record Norm() implements Op {}

    /// The input, treated as a constant by differentiation.
    record Detach() implements Op {}

    /// `M·a` for the matrix bound by name, row-major.
    ///
    /// @param matrix the matrix
    record MatrixTimes(MatrixShape matrix) implements Op {}

    /// `Mᵀ·a` for the matrix bound by name, row-major.
    ///
    /// @param matrix the matrix
    record MatrixTransposeTimes(MatrixShape matrix) implements Op {}

    /// The value of a user's operation.
    ///
    /// @param custom the operation
    record Custom(CustomOperation custom) implements Op {}

    /// Inputs a, t: the tangent `J(a)·t` of a user's operation.
    ///
    /// @param custom the operation
    record CustomTangent(CustomOperation custom) implements Op {}

    /// Inputs a, w: the adjoint `J(a)ᵀ·w` of a user's operation.
    ///
    /// @param custom the operation
    record CustomAdjoint(CustomOperation custom) implements Op {}

    /// Where an input of [Assemble] goes: to `start + i·step`, or to `indexᵢ` if there is an index.
    ///
    /// @param start first index
    /// @param step distance between indices
    /// @param index explicit indices, or null
    record Placement(int start, int step, int @Nullable [] index) {
        /// Element i goes to this index.
        ///
        /// @param i the element
        /// @return its place
        public int of(int i) {
            return index == null ? start + i * step : index[i];
        }
    }

    /// A named matrix.
    ///
    /// @param name its name
    /// @param rows number of rows
    /// @param columns number of columns
    record MatrixShape(String name, int rows, int columns) {}

    /// A user's vector operation `ℝⁿ → ℝᵐ` with its tangent and adjoint.
    interface CustomOperation {
        /// The name for messages.
        String name();

        /// `out ← φ(a)`.
        void value(double[] a, double[] out);

        /// `out ← J(a)·t`.
        void tangent(double[] a, double[] t, double[] out);

        /// `out ← J(a)ᵀ·w`.
        void adjoint(double[] a, double[] w, double[] out);
    }
}
