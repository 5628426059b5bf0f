package org.thalweg.examples.smile;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.thalweg.check.GradientCheck;
import org.thalweg.optimize.Status;

class CalibratorTest {
    private final Calibrator calibrator = new Calibrator(UnaryOperator.identity(), System::nanoTime);

    @Test
    void theGradientIsThatOfTheSmile() {
        double[] k = new double[Svi.QUOTES];
        double[] w = new double[Svi.QUOTES];
        double[] weight = new double[Svi.QUOTES];
        for (int i = 0; i < Svi.QUOTES; i++) {
            k[i] = -1 + 2.0 * i / (Svi.QUOTES - 1);
            w[i] = 0.3 + 0.5 * k[i] * k[i];
            weight[i] = 1.0 / Svi.QUOTES;
        }
        var loss = Svi.LOSS.evaluator().bind("k", k).bind("w", w).bind("weight", weight);
        GradientCheck check = GradientCheck.at(loss, 0.2, 0.7, -0.4, 0.1, 0.3);
        assertTrue(check.passes(1e-7), check::toString);
    }

    @Test
    void typicalSmilesAreFoundAgain() {
        for (int i = 0; i < 500; i++) {
            Status status = calibrator.calibrate(Calibrator.typical(i), System.nanoTime() + 10_000_000_000L);
            int number = i;
            assertTrue(status.converged(), () -> "smile " + number + ": " + status);
            assertTrue(calibrator.error() < 1e-5, () -> "smile " + number + ": " + calibrator.error());
        }
    }

    /// Quotes off any smile, some of them far off: bounds hold, and nothing fails. One in a thousand lies in a valley so flat that
    /// its budget of iterations ends it.
    @Test
    void noiseIsFittedWithinTheBounds() {
        var random = new Random(7);
        int converged = 0;
        for (int i = 0; i < 500; i++) {
            Smile smile = Calibrator.typical(i);
            for (int j = 0; j < smile.w().length; j++) {
                smile.w()[j] *= Math.exp(0.3 * random.nextGaussian());
                smile.weight()[j] = random.nextInt(4);
            }
            smile.weight()[0] = 1;
            Status status = calibrator.calibrate(smile, System.nanoTime() + 10_000_000_000L);
            int number = i;
            assertNotEquals(Status.Kind.FAILED, status.kind(), () -> "smile " + number + ": " + status);
            converged += status.converged() ? 1 : 0;
            Svi svi = calibrator.smile();
            double lowest = svi.a() + svi.b() * svi.sigma() * Math.sqrt(1 - svi.rho() * svi.rho());
            assertTrue(lowest > -1e-12 && svi.b() >= 0 && svi.sigma() > 0 && Math.abs(svi.rho()) <= 0.999, svi::toString);
        }
        assertTrue(converged >= 499, converged + " of 500");
    }
}
