package org.thalweg.spark;

import java.io.Serializable;
import java.util.Map;

/// Some rows of a data set, as arrays that an [Evaluator][org.thalweg.autodiff.Evaluator] binds by name.
///
/// **Threads**: immutable as long as nobody writes into the arrays.
///
/// @param rows how many rows, at least 1
/// @param data by name, row-major, a multiple of `rows` numbers each; not copied
public record DataBlock(int rows, Map<String, double[]> data) implements Serializable {
    /// Checks the lengths.
    public DataBlock {
        if (rows < 1) {
            throw new IllegalArgumentException("rows: must be at least 1, was " + rows);
        }
        data = Map.copyOf(data);
        for (Map.Entry<String, double[]> entry : data.entrySet()) {
            int length = entry.getValue().length;
            if (length == 0 || length % rows != 0) {
                throw new IllegalArgumentException("%s: must have a multiple of %d elements, one for each row, had %d"
                        .formatted(entry.getKey(), rows, length));
            }
        }
    }
}
