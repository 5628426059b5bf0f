package org.thalweg.problems;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tables among the test resources: a header, then rows, cells between commas.
final class Tables {
    private Tables() {}

    /// Header and rows of a table, by cells.
    static List<String[]> rows(String path) {
        try (var in = Tables.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no table " + path);
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines().map(line -> line.split(",")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A column of numbers.
    static double[] column(String path, int column) {
        List<String[]> rows = rows(path);
        return rows.stream().skip(1).mapToDouble(row -> Double.parseDouble(row[column])).toArray();
    }
}
