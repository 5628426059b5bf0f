package org.thalweg.internal.plan;

/// Where a value lives: an array of the evaluation's memory, an offset, and how far the offset moves per element of the
/// loop around it.
///
/// @param array which array: [#ARENA], [#X], [#DIRECTION], [#OUT], or [#DATA] and up for bound data
/// @param offset of the first element
/// @param step 1 for a vector, more for a strided one; 0 for a scalar and for a block that is used again and again
public record Address(int array, int offset, int step) {
    /// The evaluation's own memory.
    public static final int ARENA = 0;
    /// The point.
    public static final int X = 1;
    /// The direction of forward mode.
    public static final int DIRECTION = 2;
    /// The array that takes the gradient, or the Hessian times the direction.
    public static final int OUT = 3;
    /// The first bound array; the others follow in the order of their declaration.
    public static final int DATA = 4;

    /// A place in the arena that does not move.
    ///
    /// @param offset the offset
    /// @return the address
    static Address fixed(int offset) {
        return new Address(ARENA, offset, 0);
    }

    /// The offset of the element with which a block begins.
    ///
    /// @param first number of the first element
    /// @return the offset
    public int at(int first) {
        return offset + first * step;
    }
}
