package org.thalweg.internal.lanes;

import java.util.List;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.lanes.Instruction.Place;

/// A part of a program that is done for all lanes before the next begins.
sealed interface Stage {
    /// The numbers of its instructions.
    List<Integer> instructions();

    /// The condition without which in any lane of a vector it need not be done, or [Instruction#NONE].
    default int guard() {
        return Instruction.NONE;
    }

    /// Instructions in a row.
    ///
    /// @param instructions their numbers
    /// @param guard the condition without which in any lane of a vector they need not be done, or [Instruction#NONE]
    record Straight(List<Integer> instructions, int guard) implements Stage {}

    /// Instructions for each of the indices `0 … count − 1`.
    ///
    /// @param count how many indices
    /// @param instructions their numbers
    record Loop(int count, List<Integer> instructions) implements Stage {}

    /// A function of adjacent rows, by the kernel for blocks.
    ///
    /// @param function the function
    /// @param a first operand
    /// @param b second operand; a where there is none
    /// @param out where the values go
    /// @param rows how many rows
    record Call(Elementwise function, Place a, Place b, Place out, int rows) implements Stage {
        @Override
        public List<Integer> instructions() {
            return List.of();
        }
    }
}
