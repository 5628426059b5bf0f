package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.thalweg.Objective;

class BeginAgainTest {
    private static final int N = 8;

    /// `½Σ 4ⁱ(xᵢ − c)²`.
    private static Objective bowl(double c) {
        return (x, g) -> {
            double f = 0;
            for (int i = 0; i < N; i++) {
                double d = Math.pow(4, i);
                g[i] = d * (x[i] - c);
                f += 0.5 * g[i] * (x[i] - c);
            }
            return f;
        };
    }

    private static Status drive(LbfgsSolver solver, Objective f) {
        double[] g = new double[N];
        while (solver.wantsEvaluation()) {
            solver.tell(f.valueAndGradient(solver.point(), g), g);
        }
        return solver.status();
    }

    @Test
    void whatWasLearntIsKept() {
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(N);
        solver.begin(new double[N]);
        assertTrue(drive(solver, bowl(1)).converged());
        int first = solver.evaluations();
        solver.beginAgain(new double[N]);
        assertTrue(drive(solver, bowl(2)).converged());
        int again = solver.evaluations();
        solver.begin(new double[N]);
        assertTrue(drive(solver, bowl(2)).converged());
        assertTrue(again < solver.evaluations(), first + " " + again + " " + solver.evaluations());
    }

    @Test
    void beforeTheFirstSolveThereIsNothingToKeep() {
        LbfgsSolver fresh = Lbfgs.DEFAULT.solver(N);
        fresh.beginAgain(new double[N]);
        Status status = drive(fresh, bowl(3));
        LbfgsSolver other = Lbfgs.DEFAULT.solver(N);
        other.begin(new double[N]);
        assertEquals(status, drive(other, bowl(3)));
        assertEquals(other.evaluations(), fresh.evaluations());
        assertArrayEquals(other.bestPoint(), fresh.bestPoint());
    }

    @Test
    void badStartsAreRefused() {
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(N);
        assertEquals("x: length must be n = 8, was 3",
                assertThrows(IllegalArgumentException.class, () -> solver.beginAgain(new double[3])).getMessage());
        double[] bad = new double[N];
        bad[2] = Double.NEGATIVE_INFINITY;
        assertThrows(IllegalArgumentException.class, () -> solver.beginAgain(bad));
    }
}
