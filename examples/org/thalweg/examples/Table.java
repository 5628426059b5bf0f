package org.thalweg.examples;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Rows of text in columns that are as wide as they need to be; the first is set flush left, the others flush right.
final class Table {
    private final List<String[]> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(header);
    }

    Table row(String... cells) {
        rows.add(cells);
        return this;
    }

    void print(PrintStream out) {
        int columns = Collections.max(rows.stream().map(r -> r.length).toList());
        int[] width = new int[columns];
        for (String[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                width[j] = Math.max(width[j], row[j].length());
            }
        }
        for (String[] row : rows) {
            var line = new StringBuilder("  ");
            for (int j = 0; j < row.length; j++) {
                String gap = " ".repeat(width[j] - row[j].length());
                line.append(j == 0 ? row[j] + gap : "   " + gap + row[j]);
            }
            out.println(line.toString().stripTrailing());
        }
        out.println();
    }

    /// Seven significant digits, as the article prints them.
    static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.7g", value) : Double.toString(value);
    }

    /// A point or gradient in the plane, with seven significant digits.
    static String pair(double[] v) {
        return "(" + number(v[0]) + ", " + number(v[1]) + ")";
    }
}
