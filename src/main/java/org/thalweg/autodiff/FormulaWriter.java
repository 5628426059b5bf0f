package org.thalweg.autodiff;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.CRC32;
import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Node;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;

/// Writes what was recorded.
///
/// ```
/// mark, version, flags                  int, byte, byte
/// n                                     number
/// data                                  count, then name and elements of each, in the order of declaration
/// elementwise functions                 count, then the name of each that occurs
/// nodes                                 count, then each but the first, which is x: tag, length, function of a map or
///                                       count of a concatenation, inputs, what else the tag asks for
/// output                                number of a node
/// checksum                              int, CRC-32 of all before
///
/// number    7 bits a byte, lowest first, the eighth bit set if more follow
/// input     how many nodes before this one, a number
/// name      count of chars, then two bytes each
/// double    eight bytes, highest first
/// ```
///
/// Functions go by name, so that their order in the source may change; the tags below may not.
final class FormulaWriter {
    static final int MARK = 0x54686C77;
    static final int VERSION = 1;
    static final int SIMPLIFIED = 1;
    static final int INTERPRETED = 2;

    static final int DATA = 1;
    static final int CONSTANT = 2;
    static final int CONSTANT_VECTOR = 3;
    static final int MAP = 4;
    static final int SLICE = 5;
    static final int AT = 6;
    static final int GATHER = 7;
    static final int CONCAT = 8;
    static final int SUM = 9;
    static final int DOT = 10;
    static final int MAX = 11;
    static final int NORM = 12;
    static final int DETACH = 13;
    static final int MATRIX_TIMES = 14;
    static final int MATRIX_TRANSPOSE_TIMES = 15;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final List<String> names = new ArrayList<>();
    private final List<Elementwise> functions = new ArrayList<>();

    private FormulaWriter() {}

    static byte[] write(Derivatives formula) {
        try {
            return new FormulaWriter().all(formula);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] all(Derivatives formula) throws IOException {
        out.writeInt(MARK);
        out.writeByte(VERSION);
        out.writeByte((formula.simplifies() ? SIMPLIFIED : 0) | (formula.compiles() ? 0 : INTERPRETED));
        number(formula.dimension());
        number(formula.data().size());
        for (var data : formula.data().entrySet()) {
            names.add(data.getKey());
            name(data.getKey());
            number(data.getValue());
        }
        Graph graph = formula.recorded();
        functions(graph);
        number(graph.size());
        for (int id = 1; id < graph.size(); id++) {
            node(id, graph.node(id));
        }
        number(formula.output());
        CRC32 checksum = new CRC32();
        checksum.update(bytes.toByteArray());
        out.writeInt((int) checksum.getValue());
        return bytes.toByteArray();
    }

    private void functions(Graph graph) throws IOException {
        EnumSet<Elementwise> used = EnumSet.noneOf(Elementwise.class);
        for (int id = 0; id < graph.size(); id++) {
            if (graph.node(id).op() instanceof Op.Map(Elementwise function)) {
                used.add(function);
            }
        }
        functions.addAll(used);
        number(functions.size());
        for (Elementwise function : functions) {
            name(function.name());
        }
    }

    private void node(int id, Node node) throws IOException {
        out.writeByte(tag(node.op()));
        number(node.length());
        if (node.op() instanceof Op.Map(Elementwise function)) {
            number(functions.indexOf(function));
        } else if (node.op() instanceof Op.Concat) {
            number(node.arity());
        }
        for (int i = 0; i < node.arity(); i++) {
            number(id - node.input(i));
        }
        switch (node.op()) {
            case Op.Data(String name) -> number(names.indexOf(name));
            case Op.Constant(double value) -> out.writeDouble(value);
            case Op.ConstantVector(double[] values) -> {
                for (double value : values) {
                    out.writeDouble(value);
                }
            }
            case Op.Slice(int start, int step) -> {
                number(start);
                number(step);
            }
            case Op.At(int index) -> number(index);
            case Op.Gather(int[] index) -> {
                for (int i : index) {
                    number(i);
                }
            }
            case Op.MatrixTimes(Op.MatrixShape matrix) -> matrix(matrix);
            case Op.MatrixTransposeTimes(Op.MatrixShape matrix) -> matrix(matrix);
            default -> { }
        }
    }

    private static int tag(Op op) {
        return switch (op) {
            case Op.Data _ -> DATA;
            case Op.Constant _ -> CONSTANT;
            case Op.ConstantVector _ -> CONSTANT_VECTOR;
            case Op.Map _ -> MAP;
            case Op.Slice _ -> SLICE;
            case Op.At _ -> AT;
            case Op.Gather _ -> GATHER;
            case Op.Concat _ -> CONCAT;
            case Op.Sum _ -> SUM;
            case Op.Dot _ -> DOT;
            case Op.Max _ -> MAX;
            case Op.Norm _ -> NORM;
            case Op.Detach _ -> DETACH;
            case Op.MatrixTimes _ -> MATRIX_TIMES;
            case Op.MatrixTransposeTimes _ -> MATRIX_TRANSPOSE_TIMES;
            case Op.Custom(Op.CustomOperation custom) -> throw new UnsupportedOperationException(
                    "formula: must not use operations of your own to become bytes, but uses '%s'"
                            .formatted(custom.name()));
            default -> throw new IllegalStateException("not an operation that can be recorded: " + op);
        };
    }

    private void matrix(Op.MatrixShape matrix) throws IOException {
        number(names.indexOf(matrix.name()));
        number(matrix.rows());
        number(matrix.columns());
    }

    private void number(int value) throws IOException {
        int rest = value;
        while (rest >= 0x80) {
            out.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private void name(String name) throws IOException {
        number(name.length());
        out.writeChars(name);
    }
}
