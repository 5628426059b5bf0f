package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.thalweg.internal.kernel.Kernels;

/// The matrix in compact form is the inverse of the one that the two loops multiply by.
class CompactFormTest {
    @ParameterizedTest
    @CsvSource({"2, 1", "7, 3", "20, 5", "90, 10", "200, 4"})
    void isTheInverseOfWhatTheTwoLoopsMultiplyBy(int n, int memory) {
        SplittableRandom random = new SplittableRandom(n);
        History history = new History(n, memory);
        CompactForm form = new CompactForm(history);
        form.begin();
        double[] zero = new double[n];
        for (int k = 0; k < 2 * memory + 1; k++) {
            // Few digits, which floats hold.
            double[] s = random.ints(n, -1024, 1025).mapToDouble(i -> i / 1024.0).toArray();
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                y[i] = (1 + i % 5) * s[i];
            }
            Taught.add(history, s, y, random.nextDouble(0.6, 1.9));
            assertTrue(form.refresh(new double[n]));
            double[] g = random.doubles(n, -1, 1).toArray();
            double[] p = new double[Kernels.padded(n)];
            history.rows().twoLoops(history, g, p);
            double[] v = new double[form.size()];
            form.transposeTimes(Arrays.copyOf(p, n), v);
            form.timesMiddle(v);
            double[] w = new double[form.size()];
            for (int i = 0; i < n; i++) {
                form.row(i, w);
                assertEquals(-g[i], form.theta() * p[i] - CompactForm.dot(w, v, form.size()), 1e-9, "pairs: " + (k + 1));
            }
        }
    }
}
