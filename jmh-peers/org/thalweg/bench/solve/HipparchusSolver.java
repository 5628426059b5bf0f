package org.thalweg.bench.solve;

import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;

/// Hipparchus: nonlinear conjugate gradients (Polak and Ribière); there is no quasi-Newton method. It searches by
/// values alone, and is stopped by a check of the last gradient after an iteration.
final class HipparchusSolver implements Solver {
    private final Valued f;
    private double[] gradient = new double[0];
    private int iterations;
    private String status = "";

    HipparchusSolver(Valued f) {
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
        } catch (MathRuntimeException e) {
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
