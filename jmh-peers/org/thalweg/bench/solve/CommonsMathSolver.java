package org.thalweg.bench.solve;

import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.exception.TooManyIterationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;

/// Commons Math: nonlinear conjugate gradients (Polak and Ribière); there is no quasi-Newton method. It searches by
/// values alone, and is stopped by a check of the last gradient after an iteration.
final class CommonsMathSolver implements Solver {
    private final Valued f;
    private double[] gradient = new double[0];
    private int iterations;
    private String status = "";

    CommonsMathSolver(Valued f) {
        this.f = f;
    }

    @Override
    public void solve(double[] x) {
        var method = new NonLinearConjugateGradientOptimizer(
                Formula.POLAK_RIBIERE, (_, _, _) -> SolveRun.norm(gradient) <= SolveRun.TOLERANCE);
        try {
            PointValuePair end = method.optimize(
                    new ObjectiveFunction(f::value),
                    new ObjectiveFunctionGradient(point -> {
                        gradient = new double[point.length];
                        f.valueAndGradient(point, gradient);
                        return gradient;
                    }),
                    GoalType.MINIMIZE,
                    new InitialGuess(x),
                    new MaxEval(PeerSolvers.EVALUATIONS),
                    new MaxIter(PeerSolvers.ITERATIONS));
            System.arraycopy(end.getPoint(), 0, x, 0, x.length);
            status = "returned";
        } catch (TooManyEvaluationsException | TooManyIterationsException e) {
            status = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        iterations = method.getIterations();
    }

    @Override
    public int iterations() {
        return iterations;
    }

    @Override
    public String status() {
        return status;
    }
}
