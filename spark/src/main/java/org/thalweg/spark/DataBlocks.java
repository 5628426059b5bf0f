package org.thalweg.spark;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/// Cuts a distributed data set of rows into [DataBlock]s.
///
/// A formula has one length of data, so each size of block needs a formula of its own, compiled on every executor.
/// Therefore sizes are powers of two: full blocks, and at the end of a partition what is left in halves, quarters and
/// so on. There are at most `log₂ blockRows + 1` sizes in a whole cluster.
public final class DataBlocks {
    private DataBlocks() {}

    /// Cuts each partition by itself; no row moves to another.
    ///
    /// @param rows rows of one length, the sum of the widths
    /// @param blockRows rows of a full block, a power of two; some thousand, so that a block takes a good part of a
    ///     millisecond
    /// @param columns what the elements of a row are, from the first on
    /// @return blocks, to be persisted
    /// @throws IllegalArgumentException if `blockRows` is no power of two, or there is no column, or one twice; a row
    ///     of another length is refused by the executor that meets it
    public static JavaRDD<DataBlock> cut(JavaRDD<double[]> rows, int blockRows, Column... columns) {
        if (Integer.bitCount(blockRows) != 1 || blockRows < 1) {
            throw new IllegalArgumentException("blockRows: must be a power of two, was " + blockRows);
        }
        if (columns.length == 0 || Stream.of(columns).map(Column::name).distinct().count() < columns.length) {
            throw new IllegalArgumentException("columns: must be at least one, with different names");
        }
        Column[] copy = columns.clone();
        return rows.mapPartitions(partition -> new Cutter(partition, blockRows, copy));
    }

    /// Fills a block with rows, and when there are no more, gives out its beginning in pieces.
    private static final class Cutter implements Iterator<DataBlock> {
        private final Iterator<double[]> rows;
        private final int blockRows;
        private final Column[] columns;
        private final int width;
        private Map<String, double[]> filled = Map.of();
        private int from;
        private int to;

        Cutter(Iterator<double[]> rows, int blockRows, Column[] columns) {
            this.rows = rows;
            this.blockRows = blockRows;
            this.columns = columns;
            width = Stream.of(columns).mapToInt(Column::width).sum();
        }

        @Override
        public boolean hasNext() {
            return from < to || rows.hasNext();
        }

        @Override
        public DataBlock next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (from == to) {
                fill();
            }
            int count = Integer.highestOneBit(to - from);
            DataBlock block = count == blockRows ? new DataBlock(count, filled) : new DataBlock(count, part(count));
            from += count;
            return block;
        }

        private void fill() {
            filled = new LinkedHashMap<>();
            for (Column column : columns) {
                filled.put(column.name(), new double[Math.multiplyExact(blockRows, column.width())]);
            }
            from = 0;
            to = 0;
            while (to < blockRows && rows.hasNext()) {
                double[] row = rows.next();
                if (row.length != width) {
                    throw new IllegalArgumentException(
                            "row: must have %d elements, had %d".formatted(width, row.length));
                }
                int at = 0;
                for (Column column : columns) {
                    System.arraycopy(row, at, filled.get(column.name()), to * column.width(), column.width());
                    at += column.width();
                }
                to++;
            }
        }

        private Map<String, double[]> part(int count) {
            Map<String, double[]> part = new HashMap<>();
            for (Column column : columns) {
                double[] values = new double[count * column.width()];
                System.arraycopy(filled.get(column.name()), from * column.width(), values, 0, values.length);
                part.put(column.name(), values);
            }
            return part;
        }
    }
}
