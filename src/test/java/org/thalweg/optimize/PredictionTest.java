package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.thalweg.Objective;

/// After a search that found nothing, the slopes it met say how much there was to find: here less than rounding.
class PredictionTest {
    private static final Lbfgs HASTY = Lbfgs.DEFAULT
            .withGradientTolerance(0)
            .withLineSearch(StrongWolfe.DEFAULT.withMaxEvaluations(3));

    /// Along the steepest descent nothing is known of the curvature but what the search has met.
    @Test
    void downTheGradientTheSecantTells() {
        LbfgsSolver solver = HASTY.solver(1);
        Objective f = (x, g) -> {
            g[0] = x[0];
            return x[0] == 1e-8 ? 1 : 2;
        };
        assertEquals(Status.ATTAINABLE_ACCURACY, solver.minimize(f, new double[] {1e-8}));
        assertEquals(1 + 3, solver.evaluations());
    }

    /// Along a quasi-Newton direction whose model is of a far flatter valley, the secant tells, too.
    @Test
    void theSecantOverrulesTheModel() {
        LbfgsSolver solver = HASTY.solver(1);
        double[] taken = new double[1];
        Objective f = (x, g) -> {
            if (x[0] == 0) {
                g[0] = -1e-3;
                return 1.001;
            }
            taken[0] = taken[0] == 0 ? x[0] : taken[0];
            g[0] = x[0] - taken[0] - 1e-8;
            return x[0] == taken[0] ? 1 : 2;
        };
        assertEquals(Status.ATTAINABLE_ACCURACY, solver.minimize(f, new double[1]));
        assertEquals(1 + 1 + 3, solver.evaluations());
    }

    /// The slope has fallen by half only when the search gives up, close to where it began.
    @Test
    void bothSlopesCount() {
        LbfgsSolver solver = Lbfgs.DEFAULT.withGradientTolerance(0).withLineSearch(StrongWolfe.DEFAULT).solver(1);
        Objective f = (x, g) -> {
            g[0] = x[0] == 1 ? 1e-8 : 0.5e-8;
            return x[0] == 1 ? 1 : 2;
        };
        assertEquals(Status.ATTAINABLE_ACCURACY, solver.minimize(f, new double[] {1}));
    }

    /// In a valley so flat there is more to find, whatever the search has missed.
    @Test
    void aFlatValleyIsNotAtItsLimit() {
        LbfgsSolver solver = HASTY.solver(1);
        Objective f = (x, g) -> {
            g[0] = 1e-8 + 1e-9 * (x[0] - 1);
            return x[0] == 1 ? 1 : 2;
        };
        assertNotEquals(Status.ATTAINABLE_ACCURACY, solver.minimize(f, new double[] {1}));
    }
}
