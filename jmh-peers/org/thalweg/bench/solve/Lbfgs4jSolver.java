package org.thalweg.bench.solve;

import com.github.lbfgs4j.liblbfgs.Lbfgs;
import com.github.lbfgs4j.liblbfgs.LbfgsConstant.LBFGS_Param;
import com.github.lbfgs4j.liblbfgs.LbfgsConstant.ReturnValue;
import com.github.lbfgs4j.liblbfgs.MutableDouble;

/// lbfgs4j, liblbfgs translated: the search of Moré and Thuente; stopped from its callback after an iteration.
final class Lbfgs4jSolver implements Solver {
    private final Valued f;
    private final LBFGS_Param settings = Lbfgs.defaultParams();
    private int iterations;
    private int evaluations;
    private ReturnValue result = ReturnValue.LBFGSERR_UNKNOWNERROR;

    Lbfgs4jSolver(Valued f) {
        this.f = f;
        settings.m = PeerSolvers.MEMORY;
        settings.epsilon = 0;
        settings.max_iterations = PeerSolvers.ITERATIONS;
    }

    @Override
    public void solve(double[] x) {
        iterations = 0;
        evaluations = 0;
        result = Lbfgs.lbfgs(x.length, x, new MutableDouble(), (_, point, g, _, _) -> {
            evaluations++;
            return f.valueAndGradient(point, g);
        }, (_, _, g, _, _, _, _, _, k, _) -> {
            iterations = k;
            return SolveRun.norm(g) <= SolveRun.TOLERANCE || evaluations >= PeerSolvers.EVALUATIONS
                    ? ReturnValue.LBFGS_STOP
                    : ReturnValue.LBFGS_SUCCESS;
        }, null, settings);
    }

    @Override
    public int iterations() {
        return iterations;
    }

    @Override
    public String status() {
        return result.name();
    }
}
