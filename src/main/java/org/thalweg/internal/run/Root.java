package org.thalweg.internal.run;

import java.util.List;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// What a loop is for: something written at each of the indices `0 … length − 1`.
sealed interface Root {
    /// The number of indices.
    int length();

    /// The values that are used.
    List<Integer> values();

    /// `out[i] ← value`.
    record Store(int value, Address out, int length) implements Root {
        @Override
        public List<Integer> values() {
            return List.of(value);
        }
    }

    /// `out[2i] ← even, out[2i + 1] ← odd`.
    record Pairs(int even, int odd, Address out, int length) implements Root {
        @Override
        public List<Integer> values() {
            return List.of(even, odd);
        }
    }

    /// Lane `i mod 32` takes a, or a·b.
    ///
    /// @param kind SUM, DOT or MAX
    /// @param a first operand
    /// @param b second operand; a where there is none
    /// @param lanes offset of the lanes in the arena
    /// @param length how many elements
    record Reduce(Step.Kind kind, int a, int b, int lanes, int length) implements Root {
        @Override
        public List<Integer> values() {
            return kind == Step.Kind.DOT ? List.of(a, b) : List.of(a);
        }
    }
}
