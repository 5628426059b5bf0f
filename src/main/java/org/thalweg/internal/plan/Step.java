package org.thalweg.internal.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;

/// One thing that an evaluation does, after everything before it.
///
/// Two back ends run the same steps: the block interpreter, and a compiler that makes one fused loop of each [Loop].
public sealed interface Step {
    /// Scalar arithmetic, in order.
    ///
    /// @param operations the operations
    record Scalars(List<ScalarOperation> operations) implements Step {}

    /// `out ← f(a, b, c)`, or a copy of a where there is no function.
    ///
    /// @param function the function, or null
    /// @param out offset in the arena
    /// @param a first operand
    /// @param b second operand; a where there is none
    /// @param c third operand; a where there is none
    record ScalarOperation(@Nullable Elementwise function, int out, Address a, Address b, Address c) {}

    /// Elementwise work on vectors of one length, and the reductions of its values, block by block.
    ///
    /// @param level steps of one level do not depend on each other, but for wholes on the loops before them
    /// @param length of the vectors
    /// @param splats scalars, each repeated over a block before the loop begins
    /// @param body the work, in order
    /// @param reductions the reductions that the body feeds
    record Loop(int level, int length, List<Splat> splats, List<BlockOperation> body, List<Reduction> reductions)
            implements Step {}

    /// A scalar repeated over a block.
    ///
    /// @param scalar where it comes from
    /// @param block offset of the block in the arena
    record Splat(Address scalar, int block) {}

    /// What a block operation does.
    enum Kind {
        /// one operand
        UNARY,
        /// two operands
        BINARY,
        /// a blend of b and c by a
        SELECT,
        /// a copy of a
        COPY,
        /// every step-th element
        STRIDED,
        /// elements by index; `a` does not move, the index does
        GATHER,
        /// adds a to the lanes at out
        SUM,
        /// adds a·b to the lanes at out
        DOT,
        /// the larger of a and the lanes at out
        MAX
    }

    /// One operation on one block.
    ///
    /// @param kind what it does
    /// @param function the elementwise function; NEGATE, and unused, where the kind needs none
    /// @param out where the result goes
    /// @param a first operand
    /// @param b second operand; a where there is none
    /// @param c third operand; a where there is none
    /// @param index the indices of a gather, otherwise empty
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record BlockOperation(
            Kind kind, Elementwise function, Address out, Address a, Address b, Address c, int[] index) {}

    /// A reduction: running lanes while the loop runs, a scalar after it.
    ///
    /// @param largest whether it is a maximum; else a sum
    /// @param lanes offset of the 32 lanes in the arena
    /// @param out offset of the scalar in the arena
    record Reduction(boolean largest, int lanes, int out) {}

    /// A sum of pieces at their places.
    ///
    /// It begins with 0, or, if pieces reach every element, with −0, to which a piece can be added without computing
    /// anything.
    ///
    /// @param level as of a [Loop]
    /// @param length of the result
    /// @param out the result
    /// @param covered whether pieces reach every element
    /// @param pieces what is added, in order
    record Assemble(int level, int length, Address out, boolean covered, List<Piece> pieces) implements Step {
        /// What the pieces are added to.
        ///
        /// @return 0 or −0
        public double start() {
            return covered ? -0.0 : 0.0;
        }
    }

    /// Pieces one after another.
    ///
    /// @param out the result
    /// @param pieces the pieces, in order
    record Concat(Address out, List<Piece> pieces) implements Step {}

    /// A piece of an assembled vector.
    ///
    /// @param source its elements, adjacent
    /// @param length how many, at least 1
    /// @param placement where they go
    /// @param fleeting whether a loop of the same level makes it, and nothing outside that loop reads it but this
    record Piece(Address source, int length, Op.Placement placement, boolean fleeting) {}

    /// A contiguous copy.
    ///
    /// @param from the source
    /// @param length how many elements
    /// @param out the target
    record Copy(Address from, int length, Address out) implements Step {}

    /// A matrix, or its transpose, times a vector.
    ///
    /// @param matrix number of the array
    /// @param rows rows of the matrix
    /// @param columns columns of the matrix
    /// @param transposed whether the transpose is meant
    /// @param vector the vector
    /// @param out the result
    record MatrixProduct(int matrix, int rows, int columns, boolean transposed, Address vector, Address out)
            implements Step {}

    /// A call of a user's operation, through arrays of exactly its lengths.
    ///
    /// @param op which of its three functions
    /// @param inputs one or two vectors
    /// @param lengths their lengths, and that of the result
    /// @param out the result
    /// @param scratch the number of the first of the exchange arrays, one per length
    record Call(Op op, List<Address> inputs, List<Integer> lengths, Address out, int scratch) implements Step {}
}
