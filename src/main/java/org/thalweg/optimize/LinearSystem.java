package org.thalweg.optimize;

/// A small system of linear equations, solved by elimination with row pivots.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class LinearSystem {
    private final int capacity;
    private final double[] a;
    private final int[] pivots;
    private int n;

    LinearSystem(int capacity) {
        this.capacity = capacity;
        a = new double[capacity * capacity];
        pivots = new int[capacity];
    }

    void resize(int n) {
        this.n = n;
    }

    int size() {
        return n;
    }

    void set(int i, int j, double value) {
        a[i * capacity + j] = value;
    }

    double get(int i, int j) {
        return a[i * capacity + j];
    }

    /// Replaces the matrix by its factors.
    ///
    /// @return false if it is singular, or not finite
    boolean factor() {
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(get(i, k)) > Math.abs(get(pivot, k))) {
                    pivot = i;
                }
            }
            pivots[k] = pivot;
            double largest = get(pivot, k);
            if (!(Math.abs(largest) > 0 && Math.abs(largest) < Double.POSITIVE_INFINITY)) {
                return false;
            }
            exchange(k, pivot);
            for (int i = k + 1; i < n; i++) {
                eliminate(k, i, get(i, k) / largest);
            }
        }
        return true;
    }

    private void exchange(int i, int j) {
        for (int k = 0; i != j && k < n; k++) {
            double swap = get(i, k);
            set(i, k, get(j, k));
            set(j, k, swap);
        }
    }

    private void eliminate(int k, int i, double factor) {
        set(i, k, factor);
        for (int j = k + 1; j < n; j++) {
            set(i, j, get(i, j) - factor * get(k, j));
        }
    }

    /// Solves with the factors.
    ///
    /// @param b the right-hand side, overwritten with the solution
    void solve(double[] b) {
        for (int k = 0; k < n; k++) {
            double swap = b[k];
            b[k] = b[pivots[k]];
            b[pivots[k]] = swap;
        }
        for (int i = 1; i < n; i++) {
            b[i] -= dot(i, 0, i, b);
        }
        for (int i = n - 1; i >= 0; i--) {
            b[i] = (b[i] - dot(i, i + 1, n, b)) / get(i, i);
        }
    }

    private double dot(int i, int from, int to, double[] b) {
        double sum = 0;
        for (int j = from; j < to; j++) {
            sum += get(i, j) * b[j];
        }
        return sum;
    }
}
