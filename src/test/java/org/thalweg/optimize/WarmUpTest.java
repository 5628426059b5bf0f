package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.thalweg.Objective;
import org.thalweg.support.Allocations;
import org.thalweg.support.ChildJvm;

class WarmUpTest {
    private int evaluations;

    /// Scalar loops never allocate; if that were all, a hundred solves by an interpreter would do.
    @Test
    void solvesWithoutGarbageGoOnAsLongAsTheyMayBecomeFaster() {
        Objective bowl = (x, g) -> {
            evaluations++;
            g[0] = 2 * x[0];
            return x[0] * x[0];
        };
        double[] start = {3};
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(1);
        assertTrue(solver.warmUp(bowl, start, Allocations.PATIENCE));
        evaluations = 0;
        solver.minimize(bowl, start.clone());
        int each = evaluations;
        evaluations = 0;
        assertTrue(solver.warmUp(bowl, start, Allocations.PATIENCE));
        assertTrue(evaluations > 300 * each, () -> evaluations + " evaluations, " + each + " each");
    }

    /// Where compilers are starved, the part of the time that loops have for themselves is too short.
    @Test
    void loopsGoOnBetweenSolvesUntilTheyAreWarm() throws IOException, InterruptedException {
        String output = ChildJvm.run(SlowObjective.class, List.of("--add-modules=jdk.incubator.vector"));
        assertTrue(output.strip().endsWith("bytes 0"), output);
    }
}
