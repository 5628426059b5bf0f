package org.thalweg.optimize;

import java.util.Arrays;
import org.thalweg.internal.kernel.Kernels;

/// What besides f a descent goes by: nothing, bounds, or a sum of absolute values.
///
/// **Allocation**: none once a solve has begun. **Threads**: immutable.
sealed interface Terrain {
    /// Moves a starting point to where a descent may begin.
    void enter(double[] x);

    /// The largest coordinate of what vanishes at a solution, from a point and ∇f there.
    double stationarity(double[] x, double[] g);

    /// The same, where `‖∇f‖∞` is known.
    default double stationarity(double[] x, double[] g, double gNorm) {
        return stationarity(x, g);
    }

    /// What is added to f.
    double added(double[] x);

    /// How to go on from an iterate.
    Direction direction(Iterates at, History history);

    /// A number for the kind, part of saved states.
    int kind();

    /// Whether a line stays straight, and the slope along it continuous.
    boolean isSmooth();

    /// f alone.
    record Open(int n) implements Terrain {
        @Override
        public void enter(double[] x) {}

        @Override
        public double stationarity(double[] x, double[] g) {
            return Kernels.normInf(g, 0, n);
        }

        @Override
        public double stationarity(double[] x, double[] g, double gNorm) {
            return gNorm;
        }

        @Override
        public double added(double[] x) {
            return 0;
        }

        @Override
        public Direction direction(Iterates at, History history) {
            return new FreeDirection(n, at, history);
        }

        @Override
        public int kind() {
            return 0;
        }

        @Override
        public boolean isSmooth() {
            return true;
        }
    }

    /// f alone, by the whole inverse matrix.
    record Dense(int n) implements Terrain {
        @Override
        public void enter(double[] x) {}

        @Override
        public double stationarity(double[] x, double[] g) {
            return Kernels.normInf(g, 0, n);
        }

        @Override
        public double stationarity(double[] x, double[] g, double gNorm) {
            return gNorm;
        }

        @Override
        public double added(double[] x) {
            return 0;
        }

        @Override
        public boolean isSmooth() {
            return true;
        }

        @Override
        public Direction direction(Iterates at, History history) {
            return new DenseDirection(n, at, history);
        }

        @Override
        public int kind() {
            return 3;
        }
    }

    /// Bounds.
    record Fenced(Box box) implements Terrain {
        @Override
        public void enter(double[] x) {
            box.project(x);
        }

        @Override
        public double stationarity(double[] x, double[] g) {
            return box.projectedNorm(x, g);
        }

        @Override
        public double added(double[] x) {
            return 0;
        }

        @Override
        public Direction direction(Iterates at, History history) {
            return new BoxDirection(box, at, history);
        }

        @Override
        public int kind() {
            return 1;
        }

        @Override
        public boolean isSmooth() {
            return true;
        }
    }

    /// `Σ weightᵢ·│xᵢ│`.
    @SuppressWarnings("ArrayRecordComponent") // made for one solver, compared by nobody
    record Creased(double[] weight) implements Terrain {
        static Creased of(int n, double weight, int from, int to) {
            double[] weights = new double[n];
            Arrays.fill(weights, Math.min(from, n), Math.min(to, n), weight);
            return new Creased(weights);
        }

        @Override
        public void enter(double[] x) {
            for (int i = 0; i < weight.length; i++) {
                // Zeros are +0.
                x[i] = weight[i] > 0 && x[i] == 0 ? 0 : x[i];
            }
        }

        @Override
        public double stationarity(double[] x, double[] g) {
            double largest = 0;
            for (int i = 0; i < weight.length; i++) {
                largest = Math.max(largest, Math.abs(pseudoGradient(i, x[i], g[i])));
            }
            return largest;
        }

        /// The subgradient of least norm.
        double pseudoGradient(int i, double x, double g) {
            double w = weight[i];
            if (x != 0) {
                return x > 0 ? g + w : g - w;
            }
            return g + w < 0 ? g + w : g - w > 0 ? g - w : 0 * g;
        }

        @Override
        public double added(double[] x) {
            double sum = 0;
            for (int i = 0; i < weight.length; i++) {
                sum += weight[i] * Math.abs(x[i]);
            }
            return sum;
        }

        @Override
        public Direction direction(Iterates at, History history) {
            return new OrthantDirection(this, at, history);
        }

        @Override
        public int kind() {
            return 2;
        }

        @Override
        public boolean isSmooth() {
            return false;
        }
    }
}
