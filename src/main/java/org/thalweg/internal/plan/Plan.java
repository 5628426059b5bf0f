package org.thalweg.internal.plan;

import java.util.List;

/// How to evaluate a graph: steps in order, the memory they need, and where the value is found.
///
/// **Threads**: immutable; every evaluation brings its own memory.
///
/// @param steps the steps, in order
/// @param arena doubles of memory needed
/// @param constants what the arena must hold before the first evaluation; no step overwrites it
/// @param scratch lengths of the arrays through which users' operations are called
/// @param value where the scalar result is, after all steps
public record Plan(List<Step> steps, int arena, List<Preset> constants, List<Integer> scratch, Address value) {
    /// Elements per block: a dozen blocks of doubles stay in a level-1 cache.
    public static final int BLOCK = 256;

    /// Constants in the arena.
    ///
    /// @param offset where they begin
    /// @param values the constants, not modified
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Preset(int offset, double[] values) {}
}
