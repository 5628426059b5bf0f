package org.thalweg.bench.solve;

import smile.math.BFGS;
import smile.util.function.DifferentiableMultivariateFunction;

/// Smile: L-BFGS with backtracking, and BFGS with a dense matrix. Its rule cannot be exchanged: it stops when
/// `max │gᵢ│·max(│xᵢ│, 1)/max(f, 1)` is below the tolerance.
final class SmileSolver implements Solver {
    private final boolean dense;
    private final DifferentiableMultivariateFunction function;

    SmileSolver(Valued f, boolean dense) {
        this.dense = dense;
        function = new DifferentiableMultivariateFunction() {
            @Override
            public double f(double[] x) {
                return f.value(x);
            }

            @Override
            public double g(double[] x, double[] gradient) {
                return f.valueAndGradient(x, gradient);
            }
        };
    }

    @Override
    public void solve(double[] x) {
        if (dense) {
            BFGS.minimize(function, x, SolveRun.TOLERANCE, PeerSolvers.ITERATIONS);
        } else {
            BFGS.minimize(function, PeerSolvers.MEMORY, x, SolveRun.TOLERANCE, PeerSolvers.ITERATIONS);
        }
    }

    @Override
    public int iterations() {
        return -1;
    }

    @Override
    public String status() {
        return "returned";
    }
}
