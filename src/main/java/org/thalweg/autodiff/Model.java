package org.thalweg.autodiff;

import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Op;

/// What a formula is recorded from: the point, and data that is bound later, by name.
///
/// Data may change from one evaluation to the next, in place or by binding another array; nothing is recorded again.
///
/// **Errors**: names must be unique and not blank, sizes at least 1. **Threads**: used by the recording thread only.
public final class Model {
    private final Recording recording;

    Model(Recording recording) {
        this.recording = recording;
    }

    /// The point.
    ///
    /// @return a vector of the formula's dimension
    public Expr x() {
        return new Expr(recording, recording.variable());
    }

    /// A vector of data.
    ///
    /// @param name the name by which it is bound
    /// @param length its length, at least 1
    /// @return the vector
    public Expr data(String name, int length) {
        recording.declare(name, length);
        return recording.record(new Op.Data(name), length);
    }

    /// A single number of data, bound as an array of length 1.
    ///
    /// @param name the name by which it is bound
    /// @return a scalar
    public Expr scalar(String name) {
        return data(name, 1).at(0);
    }

    /// A matrix of data, row-major.
    ///
    /// @param name the name by which its `rows · columns` elements are bound
    /// @param rows number of rows, at least 1
    /// @param columns number of columns, at least 1
    /// @return the matrix
    public Matrix matrix(String name, int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("%s: rows and columns must be at least 1, were %d × %d%s"
                    .formatted(name, rows, columns, Recording.place()));
        }
        recording.declare(name, (long) rows * columns);
        return new Matrix(recording, new Op.MatrixShape(name, rows, columns));
    }

    /// A constant.
    ///
    /// @param values its value, or the elements of a constant vector; copied, none of them NaN
    /// @return a scalar for one value, a vector for several
    public Expr constant(double... values) {
        for (double value : values) {
            Expr.requireNumber("constant", value);
        }
        return switch (values.length) {
            case 0 -> throw new IllegalArgumentException("constant: needs a value, had none" + Recording.place());
            case 1 -> recording.record(new Op.Constant(values[0]), Graph.SCALAR);
            default -> recording.record(new Op.ConstantVector(values.clone()), values.length);
        };
    }
}
