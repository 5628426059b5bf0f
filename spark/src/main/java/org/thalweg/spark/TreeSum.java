package org.thalweg.spark;

import java.io.Serializable;
import java.util.TreeMap;

/// A sum of values and gradients whose terms come in any order, and whose bits do not depend on it.
///
/// It adds two neighbours only if they are halves of a sum of the tree that
/// [ParallelObjective][org.thalweg.ParallelObjective] uses as well; what cannot be added yet is kept apart:
///
/// ```
/// S(b, 1)  = the term b
/// S(b, 2k) = S(b, k) + S(b + k, k), or S(b, k) where there is no term b + k          b a multiple of 2k
/// ```
///
/// A run of adjacent terms is kept as at most `2·log₂` of its length sums.
final class TreeSum implements Serializable {
    private static final long serialVersionUID = 1;

    private final int terms;
    private final TreeMap<Integer, Part> parts = new TreeMap<>();

    private record Part(int span, double value, double[] gradient) implements Serializable {}

    TreeSum(int terms) {
        this.terms = terms;
    }

    /// Adds a term, whose gradient then belongs to the sum.
    ///
    /// @throws IllegalStateException if it has been added before
    TreeSum add(int term, double value, double[] gradient) {
        add(term, 1, value, gradient);
        return this;
    }

    /// Adds the terms of another sum, which must not be used afterwards.
    TreeSum addAll(TreeSum other) {
        other.parts.forEach((first, part) -> add(first, part.span, part.value, part.gradient));
        return this;
    }

    private void add(int first, int span, double value, double[] gradient) {
        int half = span;
        while (half < terms) {
            int right = first | half;
            int left = right - half;
            if (right < terms) {
                int other = first == left ? right : left;
                Part found = parts.get(other);
                if (found == null || found.span != half) {
                    break;
                }
                parts.remove(other);
                value += found.value;
                gradient = sum(gradient, found.gradient);
            }
            first = left;
            half *= 2;
        }
        if (parts.putIfAbsent(first, new Part(half, value, gradient)) != null) {
            throw new IllegalStateException("term " + first + ": must be added once, was added again");
        }
    }

    private static double[] sum(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
        return a;
    }

    /// How many partial sums there are.
    int parts() {
        return parts.size();
    }

    double value() {
        return whole().value;
    }

    double[] gradient() {
        return whole().gradient;
    }

    private Part whole() {
        Part part = parts.get(0);
        if (part == null || part.span < terms) {
            throw new IllegalStateException("sum: must have all of %d terms, has %s".formatted(terms, parts.keySet()));
        }
        return part;
    }
}
