package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.check.GradientCheck;
import org.thalweg.problems.Classics;
import org.thalweg.problems.Problem;
import org.thalweg.support.Allocations;

/// Recorded functions meet the solver.
class LbfgsFormulaTest {
    private static Formula chained(int n) {
        return Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
    }

    @Test
    void aRecordedFunctionIsMinimizedLikeOneByHand() {
        Formula rosenbrock = Formula.of(2, x -> {
            Expr u = x.at(1).minus(x.at(0).square());
            Expr v = x.at(0).minus(1);
            return u.square().times(100).plus(v.square());
        });
        Solution s = Lbfgs.DEFAULT.minimize(rosenbrock, -1.2, 1);
        assertEquals(Status.GRADIENT_TOLERANCE, s.status());
        assertArrayEquals(new double[] {1, 1}, s.x(), 1e-5);
        GradientCheck check = GradientCheck.at(rosenbrock, -1.2, 1);
        assertTrue(check.passes(1e-7), check::toString);
    }

    @Test
    void vectorsTakeThePathOfTheLoopByHand() {
        Problem problem = Classics.chainedRosenbrock(50);
        Solution byHand = Lbfgs.DEFAULT.minimize(problem.objective(), problem.start());
        Solution recorded = Lbfgs.DEFAULT.minimize(chained(50), problem.start());
        assertTrue(recorded.status().converged(), recorded::toString);
        assertArrayEquals(byHand.x(), recorded.x(), 1e-5);
    }

    @Tag("allocation")
    @Test
    void aRecordedFunctionIsSolvedWithoutAllocation() {
        for (int n : new int[] {2, 100}) {
            Formula formula = chained(n);
            double[] start = Classics.chainedRosenbrock(n).start();
            double[] x = new double[n];
            LbfgsSolver solver = Lbfgs.DEFAULT.withMaxIterations(100).solver(n);
            assertTrue(solver.warmUp(formula, start, Allocations.PATIENCE), "warm-up");
            assertEquals(0, Allocations.minimumOver(20, () -> {
                System.arraycopy(start, 0, x, 0, n);
                solver.minimize(formula, x);
            }));
        }
    }
}
