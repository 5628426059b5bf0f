package org.thalweg.examples.smile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmileBatchTest {
    /// In a batch a smile has the same best fit as alone: the loss to six digits, the curve to a thousandth of its level.
    @Test
    void aBatchFitsWhatACalibratorFits() {
        int count = 40;
        var batch = new SmileBatch(count);
        batch.fit();
        var calibrator = new Calibrator(f -> f, System::nanoTime);
        for (int i = 0; i < count; i++) {
            Smile smile = SmileBatch.noisy(i);
            assertTrue(calibrator.calibrate(smile, System.nanoTime() + 60_000_000_000L).converged());
            assertEquals(calibrator.error(), batch.error(i), 1e-6 * calibrator.error() + 1e-9, "smile " + i);
            for (double k : smile.k()) {
                assertEquals(calibrator.smile().w(k), batch.fitted(i).w(k), 1e-3 * smile.w()[0], "smile " + i);
            }
        }
    }

    @Test
    void theFigureIsWritten(@TempDir Path directory) throws IOException {
        var batch = new SmileBatch(40);
        batch.fit();
        batch.figure(directory);
        assertTrue(Files.readString(directory.resolve("smiles.svg")).contains("smile 33"));
        assertTrue(Files.size(directory.resolve("smiles.png")) > 10_000);
    }

    @Test
    void everySmileConverges() {
        var batch = new SmileBatch(100);
        batch.fit();
        assertTrue(batch.tally().keySet().stream().allMatch(status -> status.converged()), () -> batch.tally().toString());
    }
}
