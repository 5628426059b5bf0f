package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.thalweg.Objective;

/// The numbers the origin article printed. It ran in single precision: seven digits at most agree, fewer near a minimum,
/// and none where the run is chaotic. That the missing digits are the article's own is shown by [TorchTraceTest]: the
/// same runs of torch in double precision agree with ours to the last bit.
class ArticleRunsTest {
    private record Seen(double[] x, double f, double[] g) {}

    /// An objective that keeps what it was asked, and answered.
    private static final class Recorder implements Objective {
        private final Objective f;
        private final List<Seen> seen = new ArrayList<>();

        Recorder(Objective f) {
            this.f = f;
        }

        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
            double value = f.valueAndGradient(x, gradient);
            seen.add(new Seen(x.clone(), value, gradient.clone()));
            return value;
        }

        /// Evaluation k, counted from 1 as the article counts, agrees to this relative precision of value and gradient.
        void assertPrinted(int k, double relative, double value, double... gradient) {
            Seen s = seen.get(k - 1);
            assertEquals(value, s.f, relative * Math.abs(value), "value " + k);
            for (int i = 0; i < gradient.length; i++) {
                double scale = Math.max(Math.abs(gradient[0]), Math.abs(gradient[1]));
                assertEquals(gradient[i], s.g[i], relative * scale, "gradient " + k);
            }
        }
    }

    @Test
    void descentByHand() {
        Recorder f = new Recorder(ArticleFunctions::rosenbrock);
        FirstOrderRun run = new GradientDescent(0.01).start(-1, 1);
        for (int k = 0; k < 1000; k++) {
            run.step(f);
        }
        assertEquals(1000, run.evaluations());
        f.assertPrinted(100, 1e-6, 0.3502924, -0.667685, -0.5771312);
        f.assertPrinted(200, 1e-6, 0.07398106, -0.1603189, -0.2532476);
        // From here on 1 − x loses digits in single precision.
        f.assertPrinted(900, 1e-3, 0.0001532408, -0.004811743, -0.009894371);
        f.assertPrinted(1000, 1e-3, 6.962555e-05, -0.003222887, -0.006653666);
    }

    @Test
    void adam() {
        Recorder f = new Recorder(ArticleFunctions::rosenbrock);
        FirstOrderRun run = new Adam(1.0).start(-1, 1);
        for (int k = 0; k < 100; k++) {
            run.step(f);
        }
        assertEquals(100, run.evaluations());
        f.assertPrinted(10, 1e-5, 0.8559565, -1.732036, -0.5898831);
        f.assertPrinted(20, 1e-5, 0.1282992, -3.22681, 1.577383);
        f.assertPrinted(90, 1e-3, 4.003079e-05, -0.05383469, 0.02346456);
        f.assertPrinted(100, 2e-3, 6.937736e-05, -0.003240437, -0.006630421);
    }

    @Test
    void lbfgsWithoutSearchOnRosenbrock() {
        Recorder f = new Recorder(ArticleFunctions::rosenbrock);
        TorchLbfgs.Run run = TorchLbfgs.DEFAULT.start(-1, 1);
        assertEquals(4, run.step(f));
        f.assertPrinted(1, 0, 4, -4, 0);
        f.assertPrinted(2, 0, 6, -2, 10);
        int n = f.seen.size();
        f.assertPrinted(n - 1, 2e-3, 0.04880721, -0.262119, -0.1132655);
        f.assertPrinted(n, 2e-3, 0.0302862, 1.293824, -0.7403332);
        run.step(f);
        f.assertPrinted(n + 1, 2e-3, 0.01697086, 0.3468466, -0.3173429);
        f.assertPrinted(n + 2, 2e-3, 0.01124081, 0.2420997, -0.2347881);
        // The last ones, 1.1e-9 and 4.5e-12, are rounding in single precision; ours is of that size.
        int last = f.seen.size();
        assertTrue(f.seen.get(last - 1).f < 1e-11);
        double[] before = run.point();
        run.step(f);
        assertEquals(last + 1, f.seen.size(), "the third step makes one evaluation");
        assertEquals(before[0], run.point()[0]);
        assertEquals(before[1], run.point()[1]);
    }

    @Test
    void flowerWithoutSearchRunsOffToInfinityAndTheStatusSaysSo() {
        Recorder f = new Recorder(ArticleFunctions::flower);
        TorchLbfgs.Run run = TorchLbfgs.DEFAULT.start(20, 20);
        assertEquals(28.28427, run.step(f), 1e-5);
        f.assertPrinted(1, 1e-6, 28.28427, 0.8071069, 0.6071068);
        f.assertPrinted(10, 1e-6, 19.33546);
        assertEquals(12.957, f.seen.get(9).x[0], 1e-3);
        f.assertPrinted(11, 1e-6, 18.29546);
        f.assertPrinted(19, 1e-6, 9.853705);
        // One step along an almost vanishing curvature: what is left of the digits of y = Δ∇f decides its length.
        f.assertPrinted(20, 1e-3, 2635.866);
        assertEquals(1333.113, run.step(f), 1e-1);
        // Then the runs part, as any two do; all go to infinity.
        Solution s = TorchLbfgs.DEFAULT.minimize(ArticleFunctions::flower, 10, 20, 20);
        assertEquals(Status.NOT_FINITE, s.status());
        assertTrue(s.value() <= 9.853705 + 1e-6 && Double.isFinite(s.gradientNorm()), s::toString);
    }

    @Test
    void flowerWithStrongWolfeClosesInOnTheKink() {
        Solution s = TorchLbfgs.DEFAULT.withStrongWolfe().minimize(ArticleFunctions::flower, 5, 20, 20);
        assertTrue(s.value() < -0.9999998, s::toString);
        assertTrue(Math.hypot(s.x()[0], s.x()[1]) < 2e-7, s::toString);
        // At a kink no gradient is small, and no status claims it.
        assertTrue(s.gradientNorm() > 1000 && !s.status().converged(), s::toString);
    }

    @Test
    void quadraticPenaltyEndsOnTheCircle() {
        TorchLbfgs.Run run = TorchLbfgs.DEFAULT.withStrongWolfe().withChangeTolerance(1e-20).start(0.5, 0.5);
        double[][] printed = {
            {0.3469974, 0.5154735, 1.244463, 0.03444662},
            {0.3818618, 0.5288152, 1.276674, 0.008182613},
            {0.3983252, 0.5351116, 1.291886, 0.001996888},
        };
        double penalty = 1;
        int rounds = 0;
        for (; penalty > 0 && rounds < 30; rounds++) {
            run.step(ArticleFunctions.penalised(Math.scalb(1.0, rounds)));
            double[] x = run.point();
            double inside = Math.max(2 - x[0] * x[0] - x[1] * x[1], 0);
            penalty = inside * inside;
            if (rounds < printed.length) {
                assertEquals(printed[rounds][0], ArticleFunctions.flower(x, new double[2]), 1e-5);
                assertEquals(printed[rounds][1], x[0], 1e-5);
                assertEquals(printed[rounds][2], x[1], 1e-5);
                assertEquals(printed[rounds][3], penalty, 1e-5);
            }
        }
        // In single precision the penalty is zero after 22 rounds, here it takes more.
        assertTrue(penalty < 1e-12, "penalty " + penalty + " after " + rounds);
        assertEquals(0.5411962, run.point()[0], 1e-6);
        assertEquals(1.306563, run.point()[1], 1e-6);
    }
}
