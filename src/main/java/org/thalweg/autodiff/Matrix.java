package org.thalweg.autodiff;

import org.thalweg.internal.graph.Op;

/// A named matrix M of data, row-major, rows × columns, inside a recording.
///
/// **Errors**: a vector of the wrong length is refused while recording. **Threads**: used by the recording thread only.
public final class Matrix {
    private final Recording recording;
    private final Op.MatrixShape shape;

    Matrix(Recording recording, Op.MatrixShape shape) {
        this.recording = recording;
        this.shape = shape;
    }

    /// The product `M·v`; each element is a dot product of a row with v.
    ///
    /// @param v a vector, as long as there are columns
    /// @return a vector, as long as there are rows
    public Expr times(Expr v) {
        require("times", v, shape.columns());
        return recording.record(new Op.MatrixTimes(shape), shape.rows(), v.id());
    }

    /// The product `Mᵀ·w`.
    ///
    /// @param w a vector, as long as there are rows
    /// @return a vector, as long as there are columns
    public Expr transposeTimes(Expr w) {
        require("transposeTimes", w, shape.rows());
        return recording.record(new Op.MatrixTransposeTimes(shape), shape.columns(), w.id());
    }

    private void require(String what, Expr v, int length) {
        v.requireSame(recording);
        if (v.isScalar() || v.length() != length) {
            throw new IllegalArgumentException("%s: matrix '%s' (%d × %d) needs a vector of length %d, was %s%s"
                    .formatted(what, shape.name(), shape.rows(), shape.columns(), length, v.shape(),
                            Recording.place()));
        }
    }

    /// The number of rows.
    ///
    /// @return the number of rows
    public int rows() {
        return shape.rows();
    }

    /// The number of columns.
    ///
    /// @return the number of columns
    public int columns() {
        return shape.columns();
    }
}
