package org.thalweg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module org.thalweg;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The call sites that users have been promised: they compile as written and do what they say.
class ContractTest {
    private static final Formula ROSENBROCK = Formula.of(2, x -> {
        Expr u = x.at(1).minus(x.at(0).square());
        Expr v = x.at(0).minus(1);
        return u.square().times(100).plus(v.square());
    });

    private static final Formula ROSENBROCK_5 = Formula.of(2, x -> {
        Expr u = x.at(1).minus(x.at(0).square());
        Expr v = x.at(0).minus(1);
        return u.square().times(5).plus(v.square());
    });

    private static final Formula DECAY = Formula.model(3, m -> {
        Expr x = m.x(), t = m.data("t", 64), y = m.data("y", 64);
        Expr r = x.at(0).times(t.times(x.at(1)).negate().exp()).plus(x.at(2)).minus(y);
        return r.squaredNorm().times(0.5);
    });

    private static final Formula FLOWER =
            Formula.of(2, x -> x.norm().plus(x.at(1).atan2(x.at(0)).times(4).sin()));

    private static final Objective INSIDE_CIRCLE = Formula.of(2, x -> x.constant(2).minus(x.squaredNorm()));

    private static double byHand(double[] x, double[] gradient) {
        double u = x[1] - x[0] * x[0];
        double v = x[0] - 1;
        gradient[0] = 2 * v - 400 * u * x[0];
        gradient[1] = 200 * u;
        return 100 * u * u + v * v;
    }

    @Test
    void functionOfX() {
        Solution s = Lbfgs.DEFAULT.minimize(ROSENBROCK, -1.2, 1);
        assertTrue(s.status().converged(), s::toString);
        assertArrayEquals(new double[] {1, 1}, s.x(), 1e-6);
    }

    @Test
    void vectors() {
        int n = 50;
        Formula chained = Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1), tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
        Solution s = Lbfgs.DEFAULT.minimize(chained, new double[n]);
        assertTrue(s.status().converged(), s::toString);
    }

    @Test
    void dataThatChangesFromCallToCall() {
        double[] times = new double[64];
        double[] observed = new double[64];
        for (int i = 0; i < 64; i++) {
            times[i] = 0.1 * i;
            observed[i] = 2 * Math.exp(-0.7 * times[i]) + 0.5;
        }
        Evaluator e = DECAY.evaluator().bind("t", times).bind("y", observed);
        double[] x = {1, 1, 0};
        double[] v = {1, -1, 2};
        double[] g = new double[3];
        double[] hv = new double[3];
        double f = e.valueAndGradient(x, g);
        double f0 = e.value(x);
        double df = e.directionalDerivative(x, v);
        e.hessianVector(x, v, hv);
        assertEquals(f, f0);
        assertEquals(g[0] - g[1] + 2 * g[2], df, 1e-12 * Math.abs(df));
        Solution s = Lbfgs.DEFAULT.withGradientTolerance(1e-9).minimize(e, x);
        assertArrayEquals(new double[] {2, 0.7, 0.5}, s.x(), 1e-6);
    }

    @Test
    void logisticRegression() {
        int rows = 40;
        int d = 3;
        double lambda = 0.1;
        Formula logistic = Formula.model(d, m -> {
            Expr z = m.matrix("X", rows, d).times(m.x());
            Expr y = m.data("y", rows);
            return z.softplus().minus(y.times(z)).sum().plus(m.x().squaredNorm().times(0.5 * lambda));
        });
        double[] data = new double[rows * d];
        double[] y = new double[rows];
        for (int i = 0; i < data.length; i++) {
            data[i] = Math.sin(1.3 * i);
        }
        for (int i = 0; i < rows; i++) {
            y[i] = data[i * d] > 0 ? 1 : 0;
        }
        Solution s = Lbfgs.DEFAULT.minimize(logistic.evaluator().bind("X", data).bind("y", y), 0, 0, 0);
        assertTrue(s.status().converged() && s.x()[0] > 1, s::toString);
    }

    @Test
    void gradientByHandIsTheSameThing() {
        Solution s = Lbfgs.DEFAULT.minimize(ContractTest::byHand, -1.2, 1);
        assertTrue(s.status().converged(), s::toString);
    }

    @Test
    void inAService() {
        LbfgsSolver solver = Lbfgs.DEFAULT.withMemory(5).withGradientTolerance(1e-8).solver(2);
        double[] x0 = {-1.2, 1};
        solver.warmUp(ROSENBROCK, x0);
        double[] x = x0.clone();
        Status status = solver.minimize(ROSENBROCK, x, System.nanoTime() + 1_000_000_000L);
        assertSame(Status.GRADIENT_TOLERANCE, status);
        assertTrue(solver.value() < 1e-15 && solver.gradientNorm() <= 1e-8);
        assertTrue(solver.iterations() > 10 && solver.evaluations() >= solver.iterations());
        solver.cancel();
    }

    @Test
    void constraints() {
        Solution p = QuadraticPenalty.around(Lbfgs.DEFAULT)
                .minimize(FLOWER, List.of(Constraint.atMostZero(INSIDE_CIRCLE)), 0.5, 0.5);
        assertArrayEquals(new double[] {0.5411962, 1.306563}, p.x(), 1e-6);
        Solution q = AugmentedLagrangian.around(Lbfgs.DEFAULT)
                .minimize(FLOWER, List.of(Constraint.atMostZero(INSIDE_CIRCLE)), 0.5, 0.5);
        assertArrayEquals(new double[] {0.5411961, 1.306563}, q.x(), 1e-7);
    }

    @Test
    void isMyGradientRight() {
        GradientCheck check = GradientCheck.at(ContractTest::byHand, 0.3, -0.7);
        assertTrue(check.passes(1e-7), check::toString);
    }

    @Test
    void optimizersStepByStep() {
        TorchLbfgs torch = TorchLbfgs.DEFAULT.withStrongWolfe();
        TorchLbfgs.Run run = torch.start(new double[] {-1, 1});
        double loss = run.step(ROSENBROCK_5);
        assertEquals(4, loss);
        Solution g1 = new GradientDescent(0.01).withMaxIterations(1000).minimize(ROSENBROCK_5, -1, 1);
        Solution a1 = new Adam(1.0).withMaxIterations(100).minimize(ROSENBROCK_5, -1, 1);
        assertTrue(g1.value() < 1e-4 && a1.value() < 1e-3);
    }

    @Test
    void askAndTell() {
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(2);
        double[] g = new double[2];
        solver.begin(new double[] {-1.2, 1});
        while (solver.wantsEvaluation()) {
            solver.tell(byHand(solver.point(), g), g);
        }
        assertTrue(solver.status().converged());
    }
}
