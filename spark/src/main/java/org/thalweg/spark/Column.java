package org.thalweg.spark;

import java.io.Serializable;
import java.util.Objects;

/// What some adjacent elements of a row are called in a formula.
///
/// @param name the name by which the formula declares them, as data if `width` is 1, else as a matrix
/// @param width how many elements, at least 1
public record Column(String name, int width) implements Serializable {
    /// Checks the width.
    public Column {
        Objects.requireNonNull(name, "name");
        if (width < 1) {
            throw new IllegalArgumentException(name + ": must be at least 1 element wide, was " + width);
        }
    }
}
