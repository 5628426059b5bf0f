package org.thalweg.autodiff;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;

/// Reads what [FormulaWriter] wrote, and believes nothing: whatever passes could have been recorded.
final class FormulaReader {
    private static final int LONGEST = Integer.MAX_VALUE - 64;

    private final ByteBuffer in;
    private final Graph graph = new Graph();
    private final Map<String, Integer> data = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Elementwise> functions = new ArrayList<>();

    private FormulaReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    static Derivatives read(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        try {
            return new FormulaReader(bytes).all(bytes);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("bytes: must be a whole formula, ended after " + bytes.length, e);
        }
    }

    private Derivatives all(byte[] bytes) {
        require(in.getInt() == FormulaWriter.MARK, "must begin with the mark of a formula");
        int version = in.get();
        require(version == FormulaWriter.VERSION,
                "must be of version " + FormulaWriter.VERSION + ", was of " + version);
        CRC32 checksum = new CRC32();
        int end = bytes.length - Integer.BYTES;
        require(end >= in.position(), "must be a whole formula, ended after " + bytes.length);
        checksum.update(bytes, 0, end);
        require(in.getInt(end) == (int) checksum.getValue(),
                "must have the checksum of a formula, is cut off or altered");
        in.limit(end);
        int flags = in.get();
        require((flags & ~(FormulaWriter.SIMPLIFIED | FormulaWriter.INTERPRETED)) == 0,
                "must have known flags, had " + flags);
        graph.add(new Op.Variable(), number("n", 1, LONGEST));
        data();
        functions();
        int nodes = number("nodes", 1, Integer.MAX_VALUE);
        while (graph.size() < nodes) {
            node();
        }
        int output = number("output", 0, nodes - 1);
        require(graph.node(output).scalar(), "must have a scalar as output, had a vector");
        require(!in.hasRemaining(), "must end with the output, has more");
        return Derivatives.of(graph, output, Collections.unmodifiableMap(data), (flags & FormulaWriter.SIMPLIFIED) != 0,
                (flags & FormulaWriter.INTERPRETED) != 0);
    }

    private void data() {
        int count = number("data", 0, Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            String name = name();
            require(!name.isBlank() && !data.containsKey(name), "must have names that differ, had '" + name + "'");
            names.add(name);
            data.put(name, number(name, 1, LONGEST));
        }
    }

    private void functions() {
        int count = number("functions", 0, Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            String name = name();
            try {
                functions.add(Elementwise.valueOf(name));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("bytes: must have known functions, had '" + name + "'", e);
            }
        }
    }

    private void node() {
        int tag = in.get();
        int length = number("length", 0, LONGEST);
        switch (tag) {
            case FormulaWriter.DATA -> {
                String name = names.get(number("name", 0, names.size() - 1));
                requireLength(length, Objects.requireNonNull(data.get(name)));
                graph.add(new Op.Data(name), length);
            }
            case FormulaWriter.CONSTANT -> {
                requireLength(length, Graph.SCALAR);
                graph.constant(constant());
            }
            case FormulaWriter.CONSTANT_VECTOR -> {
                requireVector(length);
                requireRemaining(length, Double.BYTES);
                double[] values = new double[length];
                for (int i = 0; i < length; i++) {
                    values[i] = constant();
                }
                graph.add(new Op.ConstantVector(values), length);
            }
            case FormulaWriter.MAP -> map(length);
            case FormulaWriter.SLICE -> slice(length);
            case FormulaWriter.AT -> {
                requireLength(length, Graph.SCALAR);
                int a = vector();
                graph.add(new Op.At(number("index", 0, graph.length(a) - 1)), length, a);
            }
            case FormulaWriter.GATHER -> gather(length);
            case FormulaWriter.CONCAT -> concat(length);
            case FormulaWriter.SUM -> reduce(length, new Op.Sum());
            case FormulaWriter.MAX -> reduce(length, new Op.Max());
            case FormulaWriter.NORM -> reduce(length, new Op.Norm());
            case FormulaWriter.DOT -> {
                requireLength(length, Graph.SCALAR);
                int a = vector();
                int b = vector();
                requireLength(graph.length(b), graph.length(a));
                graph.add(new Op.Dot(), length, a, b);
            }
            case FormulaWriter.DETACH -> {
                int a = input();
                requireLength(length, graph.length(a));
                graph.add(new Op.Detach(), length, a);
            }
            case FormulaWriter.MATRIX_TIMES -> {
                int a = vector();
                Op.MatrixShape m = matrix();
                requireLength(graph.length(a), m.columns());
                requireLength(length, m.rows());
                graph.add(new Op.MatrixTimes(m), length, a);
            }
            case FormulaWriter.MATRIX_TRANSPOSE_TIMES -> {
                int a = vector();
                Op.MatrixShape m = matrix();
                requireLength(graph.length(a), m.rows());
                requireLength(length, m.columns());
                graph.add(new Op.MatrixTransposeTimes(m), length, a);
            }
            default -> throw new IllegalArgumentException("bytes: must have known operations, had " + tag);
        }
    }

    private void map(int length) {
        Elementwise function = functions.get(number("function", 0, functions.size() - 1));
        int[] inputs = new int[function.arity()];
        int common = Graph.SCALAR;
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = input();
            int each = graph.length(inputs[i]);
            require(each == common || each == Graph.SCALAR || common == Graph.SCALAR,
                    "must have operands of one length");
            common = Math.max(common, each);
        }
        requireLength(length, common);
        graph.add(new Op.Map(function), length, inputs);
    }

    private void slice(int length) {
        requireVector(length);
        int a = vector();
        int start = number("start", 0, graph.length(a) - 1);
        int step = number("step", 1, Integer.MAX_VALUE);
        require(start + (length - 1L) * step < graph.length(a), "must have slices within their vectors");
        graph.add(new Op.Slice(start, step), length, a);
    }

    private void gather(int length) {
        requireVector(length);
        int a = vector();
        requireRemaining(length, 1);
        int[] index = new int[length];
        for (int i = 0; i < length; i++) {
            index[i] = number("index", 0, graph.length(a) - 1);
        }
        graph.add(new Op.Gather(index), length, a);
    }

    private void concat(int length) {
        int count = number("inputs", 1, Integer.MAX_VALUE);
        requireRemaining(count, 1);
        int[] inputs = new int[count];
        long total = 0;
        for (int i = 0; i < count; i++) {
            inputs[i] = input();
            total += Math.max(1, graph.length(inputs[i]));
        }
        require(total == length, "must have vectors as long as their parts");
        graph.add(new Op.Concat(), length, inputs);
    }

    private void reduce(int length, Op op) {
        requireLength(length, Graph.SCALAR);
        graph.add(op, length, vector());
    }

    private Op.MatrixShape matrix() {
        String name = names.get(number("name", 0, names.size() - 1));
        int rows = number("rows", 1, LONGEST);
        int columns = number("columns", 1, LONGEST);
        require((long) rows * columns == Objects.requireNonNull(data.get(name)),
                "must have matrices of their data's size");
        return new Op.MatrixShape(name, rows, columns);
    }

    private int input() {
        return graph.size() - number("input", 1, graph.size());
    }

    private int vector() {
        int input = input();
        requireVector(graph.length(input));
        return input;
    }

    private double constant() {
        double value = in.getDouble();
        require(!Double.isNaN(value), "must have numbers as constants, had NaN");
        return value;
    }

    private int number(String what, int least, int most) {
        long value = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            int next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                if (value < least || value > most) {
                    throw new IllegalArgumentException(
                            "bytes: must have %s from %d to %d, had %d".formatted(what, least, most, value));
                }
                return (int) value;
            }
        }
        throw new IllegalArgumentException("bytes: must have numbers of at most five bytes");
    }

    private String name() {
        int length = number("name", 1, LONGEST);
        requireRemaining(length, Character.BYTES);
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = in.getChar();
        }
        return new String(chars);
    }

    /// Before anything is allocated that the bytes cannot fill.
    private void requireRemaining(int count, int size) {
        require((long) count * size <= in.remaining(), "must be a whole formula, ended early");
    }

    private static void requireVector(int length) {
        require(length != Graph.SCALAR, "must have vectors where vectors are needed, had a scalar");
    }

    private static void requireLength(int length, int expected) {
        require(length == expected, "must have lengths that fit");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("bytes: " + rule);
        }
    }
}
