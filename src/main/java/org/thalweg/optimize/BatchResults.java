package org.thalweg.optimize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a batch has found out about each of its problems.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class BatchResults {
    private static final Status[] ALL = Status.values();

    /// 0 for no status, else its number plus one.
    private final byte[] statuses;
    private final double[] values;
    private final double[] gradientNorms;
    private final int[] iterations;
    private final int[] evaluations;
    private int converged;

    BatchResults(int count) {
        statuses = new byte[count];
        values = new double[count];
        gradientNorms = new double[count];
        iterations = new int[count];
        evaluations = new int[count];
        Arrays.fill(values, Double.NaN);
        Arrays.fill(gradientNorms, Double.NaN);
    }

    void forget() {
        Arrays.fill(statuses, (byte) 0);
        converged = 0;
    }

    @SuppressWarnings("EnumOrdinal") // a byte per problem
    void put(int i, @Nullable Status status, double value, double gradientNorm, int steps, int calls) {
        statuses[i] = (byte) (status == null ? 0 : status.ordinal() + 1);
        values[i] = value;
        gradientNorms[i] = gradientNorm;
        iterations[i] = steps;
        evaluations[i] = calls;
        if (status != null && status.converged()) {
            converged++;
        }
    }

    /// The problems that have not been begun.
    void fill(int from, int to, Status status) {
        for (int i = from; i < to; i++) {
            put(i, status, Double.NaN, Double.NaN, 0, 0);
        }
    }

    int converged() {
        return converged;
    }

    Status status(int i) {
        if (statuses[i] == 0) {
            throw new IllegalStateException("problem " + i + " has not been solved: call minimize(xs) first");
        }
        return ALL[statuses[i] - 1];
    }

    double value(int i) {
        return values[i];
    }

    double gradientNorm(int i) {
        return gradientNorms[i];
    }

    int iterations(int i) {
        return iterations[i];
    }

    int evaluations(int i) {
        return evaluations[i];
    }

    /// How many problems have which status, in words.
    @SuppressWarnings("EnumOrdinal") // as above
    String[] tally() {
        int[] counts = new int[ALL.length];
        for (byte status : statuses) {
            if (status > 0) {
                counts[status - 1]++;
            }
        }
        return Arrays.stream(ALL)
                .filter(status -> counts[status.ordinal()] > 0)
                .map(status -> status + ": " + counts[status.ordinal()])
                .toArray(String[]::new);
    }
}
