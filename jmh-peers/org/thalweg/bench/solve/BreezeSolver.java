package org.thalweg.bench.solve;

import breeze.linalg.DenseVector;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer.ConvergenceCheck;
import breeze.optimize.FirstOrderMinimizer.ConvergenceReason;
import breeze.optimize.FirstOrderMinimizer.State;
import breeze.optimize.LBFGS;
import scala.Option;
import scala.Tuple2;

/// Breeze: L-BFGS with strong Wolfe conditions; stopped by a check of our own after an iteration. It keeps gradients,
/// so each is an array of its own.
final class BreezeSolver implements Solver {
    private final DiffFunction<DenseVector<Object>> function;
    private final LBFGS<DenseVector<Object>> method =
            new LBFGS<>(new Check(), PeerSolvers.MEMORY, DenseVector.space_Double());
    private int iterations;
    private String status = "";

    BreezeSolver(Valued f) {
        function = BreezeFunction.of(x -> calculate(f, x));
    }

    @Override
    public void solve(double[] x) {
        State<DenseVector<Object>, ?, ?> end = method.minimizeAndReturnState(function, new DenseVector<>(x.clone()));
        iterations = end.iter();
        status = end.convergenceReason().isEmpty() ? "returned" : end.convergenceReason().get().reason();
        System.arraycopy((double[]) end.x().data(), 0, x, 0, x.length);
    }

    @Override
    public int iterations() {
        return iterations;
    }

    @Override
    public String status() {
        return status;
    }

    private static Tuple2<Object, DenseVector<Object>> calculate(Valued f, DenseVector<Object> x) {
        double[] g = new double[x.size()];
        return new Tuple2<>(f.valueAndGradient((double[]) x.data(), g), new DenseVector<>(g));
    }

    private record Reason(String reason) implements ConvergenceReason {}

    private static final class Check implements ConvergenceCheck<DenseVector<Object>> {
        @Override
        public Object initialInfo() {
            return this;
        }

        @Override
        public Option<ConvergenceReason> apply(State<DenseVector<Object>, ?, ?> state, Object info) {
            if (SolveRun.norm((double[]) state.grad().data()) <= SolveRun.TOLERANCE) {
                return Option.apply(new Reason("gradient"));
            }
            if (state.searchFailed()) {
                return Option.apply(new Reason("search failed"));
            }
            return state.iter() < PeerSolvers.ITERATIONS ? Option.empty() : Option.apply(new Reason("iterations"));
        }

        @Override
        public Object update(DenseVector<Object> x, DenseVector<Object> gradient, double value,
                State<DenseVector<Object>, ?, ?> state, Object info) {
            return this;
        }
    }
}
