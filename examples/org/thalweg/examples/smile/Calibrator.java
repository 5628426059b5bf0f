package org.thalweg.examples.smile;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.thalweg.Objective;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;
import org.thalweg.optimize.Status;

/// Calibrates smile after smile with one solver, one evaluator and one set of arrays.
///
/// **Allocation**: none by [#calibrate] after [#warmUp]; answers are read afterwards. **Threads**: one at a time.
final class Calibrator {
    private static final Lbfgs SETTINGS =
            Lbfgs.DEFAULT.withGradientTolerance(1e-8).withMaxIterations(1000).withMaxEvaluations(2000);

    private static final int REHEARSALS = 6000;
    private static final long SHORT_NANOS = 20_000;

    private final double[] k = new double[Svi.QUOTES];
    private final double[] w = new double[Svi.QUOTES];
    private final double[] weight = new double[Svi.QUOTES];
    private final double[] x = new double[Svi.PARAMETERS];
    private final Objective loss;
    private final LbfgsSolver solver;
    private final LongSupplier nanoClock;
    private final Scaling scaling = new Scaling();

    /// A calibrator with a clock of its own.
    ///
    /// @param around the loss as it is, or with something around it
    /// @param nanoClock the clock of the deadlines
    Calibrator(UnaryOperator<Objective> around, LongSupplier nanoClock) {
        loss = around.apply(Svi.LOSS.evaluator().bind("k", k).bind("w", w).bind("weight", weight));
        this.nanoClock = nanoClock;
        solver = SETTINGS.solver(Svi.BOX, nanoClock);
    }

    /// Solves until nothing is allocated any more, then smiles of every kind, since code that the first one never reaches
    /// would be interpreted when it is: a solve that ends on its bounds took six times its time without this.
    ///
    /// @return whether the solves became free of allocation within the time
    boolean warmUp(Duration limit) {
        long began = System.nanoTime();
        load(typical(0));
        start();
        boolean quiet = solver.warmUp(loss, x.clone(), limit);
        for (int i = 0; i < REHEARSALS && System.nanoTime() - began < limit.toNanos(); i++) {
            load(i % 2 == 0 ? typical(i) : unruly(i));
            start();
            long budget = i % 16 == 15 ? SHORT_NANOS : limit.toNanos();
            solver.minimize(loss, x, nanoClock.getAsLong() + budget);
        }
        return quiet;
    }

    /// Smiles as equity options have them, of many skews and curvatures.
    static Smile typical(int i) {
        double skew = -0.8 + 0.1 * (i % 13);
        double sigma = 0.05 + 0.03 * (i % 7);
        double b = 0.05 + 0.03 * (i % 11);
        int quotes = 9 + i % 23;
        return Smile.on(new Svi(0.02, b, skew, 0.02 * (i % 5), sigma), quotes, -0.5, 0.4, 1000);
    }

    /// Quotes off any smile, whose best fit lies on bounds more often than not.
    static Smile unruly(int i) {
        Smile smile = typical(i);
        for (int j = 0; j < smile.w().length; j++) {
            smile.w()[j] *= 1 + 0.3 * Math.sin(1.7 * i + (1 + i % 5) * j);
        }
        return smile;
    }

    /// Fits the smile until a deadline.
    Status calibrate(Smile smile, long deadlineNanos) {
        load(smile);
        start();
        return solver.minimize(loss, x, deadlineNanos);
    }

    private void load(Smile smile) {
        scaling.load(smile, k, w, weight, 0);
    }

    private void start() {
        Scaling.start(k, w, 0, x, 0);
    }

    /// The best smile that the last solve found, in the units of its quotes.
    Svi smile() {
        return scaling.smile(x, 0);
    }

    /// The root of the weighted mean square of the residuals, in total variance.
    double error() {
        return scaling.error(solver.value());
    }

    int iterations() {
        return solver.iterations();
    }

    int evaluations() {
        return solver.evaluations();
    }
}
