package org.thalweg.internal.lanes;

import org.thalweg.internal.kernel.Elementwise;

/// One operation on all lanes; its number in the list is the number of its value.
///
/// @param kind what is done
/// @param function the elementwise function of a MAP; NEGATE, and unused, otherwise
/// @param a first operand
/// @param b second operand
/// @param c third operand
/// @param place where a LOAD reads, a STORE writes, a SHARED reads
/// @param constant the value of a CONSTANT
record Instruction(Kind kind, Elementwise function, int a, int b, int c, Place place, double constant) {
    /// No operand.
    static final int NONE = -1;

    /// What is done.
    enum Kind {
        /// the same number in all lanes, known when the program is written
        CONSTANT,
        /// a row
        LOAD,
        /// one number of an array, for all lanes
        SHARED,
        /// writes a row
        STORE,
        /// a function of one, two or three values
        MAP,
        /// `a·b + c`, rounded once
        FMA,
        /// both conditions
        AND,
        /// either condition
        OR,
        /// not the condition
        NOT,
        /// what a call has left in its row
        RESULT,
        /// after a loop: `Σa`
        SUM,
        /// after a loop: `Σa·b`, by fma
        DOT,
        /// after a loop: the largest a, as [Math#max]
        LARGEST
    }

    /// A row of an array, or one number of it; in a loop, that of its first index.
    ///
    /// @param array number of the array
    /// @param row number of the row, or of the number if it is shared
    /// @param step rows from one index of the loop to the next
    record Place(int array, int row, int step) {
        static final Place NOWHERE = new Place(0, 0, 0);

        Place plus(int rows) {
            return new Place(array, row + rows, step);
        }
    }

    /// How many values it reads.
    int arity() {
        return switch (kind) {
            case CONSTANT, LOAD, SHARED, RESULT -> 0;
            case STORE, NOT, SUM, LARGEST -> 1;
            case AND, OR, DOT -> 2;
            case FMA -> 3;
            case MAP -> function.arity();
        };
    }

    int operand(int i) {
        return i == 0 ? a : i == 1 ? b : c;
    }

    /// Whether the value is a condition: 1 for true, 0 for false.
    boolean isCondition() {
        return switch (kind) {
            case AND, OR, NOT -> true;
            case MAP -> function == Elementwise.LESS
                    || function == Elementwise.LESS_OR_EQUAL
                    || function == Elementwise.EQUAL;
            default -> false;
        };
    }

    /// Whether the value is there only when its loop has ended.
    boolean isReduction() {
        return kind == Kind.SUM || kind == Kind.DOT || kind == Kind.LARGEST;
    }
}
