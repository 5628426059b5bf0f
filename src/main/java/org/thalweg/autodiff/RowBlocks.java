package org.thalweg.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/// Cuts data into blocks of rows, for a function that is a sum over rows: one [Evaluator] for each block, to be
/// evaluated at the same time by a [ParallelObjective][org.thalweg.ParallelObjective].
///
/// ```java
/// List<Objective> terms = new ArrayList<>(RowBlocks.of(rows, 16).bindRows("X", x).bindRows("y", y).evaluators(r ->
///         Formula.model(d, m -> {
///             Expr z = m.matrix("X", r, d).times(m.x());
///             return z.softplus().minus(m.data("y", r).times(z)).sum();
///         })));
/// terms.add(Formula.of(d, w -> w.squaredNorm().times(0.5 * lambda)));          // once, not once for each block
/// Objective f = ParallelObjective.of(executor, 4, terms);
/// ```
///
/// Block b of B has the rows `⌊b·rows/B⌋ … ⌊(b + 1)·rows/B⌋ − 1`, so at most two formulas are recorded, for two sizes.
///
/// **Errors**: [IllegalArgumentException], by name, for data that does not consist of so many rows or does not fit the
/// formula. **Allocation**: rows are copied, block by block; what is bound for all is not. **Threads**: one at a time.
public final class RowBlocks {
    private final int rows;
    private final int blocks;
    private final Map<String, double[]> byRow = new LinkedHashMap<>();
    private final Map<String, double[]> forAll = new LinkedHashMap<>();

    private RowBlocks(int rows, int blocks) {
        this.rows = rows;
        this.blocks = blocks;
    }

    /// Blocks of about equal size.
    ///
    /// @param rows how many rows the data has, at least 1
    /// @param blocks how many blocks, from 1 to the number of rows
    /// @return blocks without data
    /// @throws IllegalArgumentException if a number is out of its range
    public static RowBlocks of(int rows, int blocks) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows: must be at least 1, was " + rows);
        }
        if (blocks < 1 || blocks > rows) {
            throw new IllegalArgumentException(
                    "blocks: must be from 1 to %d, the number of rows, was %d".formatted(rows, blocks));
        }
        return new RowBlocks(rows, blocks);
    }

    /// Binds data of which each block gets its own rows, copied by [#evaluators].
    ///
    /// @param name a name that the formulas declare
    /// @param values rows × width numbers, row-major
    /// @return this
    /// @throws IllegalArgumentException if the length is no positive multiple of the number of rows
    public RowBlocks bindRows(String name, double[] values) {
        Objects.requireNonNull(values, name);
        if (values.length == 0 || values.length % rows != 0) {
            throw new IllegalArgumentException(
                    "%s: must have a multiple of %d elements, one for each row, had %d"
                            .formatted(name, rows, values.length));
        }
        byRow.put(name, values);
        forAll.remove(name);
        return this;
    }

    /// Binds data that all blocks read, by reference.
    ///
    /// @param name a name that the formulas declare
    /// @param values the data, of the declared length
    /// @return this
    public RowBlocks bind(String name, double[] values) {
        forAll.put(name, Objects.requireNonNull(values, name));
        byRow.remove(name);
        return this;
    }

    /// One evaluator for each block, in the order of the rows.
    ///
    /// @param formula the sum over a block of so many rows; asked once for each of at most two sizes
    /// @return the evaluators, with their data bound
    /// @throws IllegalArgumentException if bound data does not fit the formula
    public List<Evaluator> evaluators(IntFunction<Formula> formula) {
        Map<Integer, Formula> bySize = new HashMap<>();
        List<Evaluator> evaluators = new ArrayList<>(blocks);
        for (int b = 0; b < blocks; b++) {
            int from = start(b);
            int to = start(b + 1);
            Evaluator e = bySize.computeIfAbsent(to - from, formula::apply).evaluator();
            byRow.forEach((name, values) -> {
                int width = values.length / rows;
                e.bind(name, Arrays.copyOfRange(values, from * width, to * width));
            });
            forAll.forEach(e::bind);
            evaluators.add(e);
        }
        return evaluators;
    }

    private int start(int block) {
        return (int) ((long) block * rows / blocks);
    }
}
