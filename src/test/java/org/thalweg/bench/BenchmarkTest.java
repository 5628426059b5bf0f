package org.thalweg.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs every benchmark once: what is measured is also right.
class BenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"rosenbrock-2", "chained-10", "chained-1000", "extended-10", "extended-1000",
        "separable-1000", "decay-64", "decay-1000", "lse-1000", "llsq-1000", "llsq-1001", "logistic-300", "gmm-2-5", "gmm-10-5"})
    void derivedGradientsAreThoseByHand(String work) {
        GradientBenchmark b = new GradientBenchmark();
        b.work = work;
        b.prepare();
        double f = b.loops();
        double[] g = b.gradient();
        double largest = 0;
        for (double gi : g) {
            largest = Math.max(largest, Math.abs(gi));
        }
        assertEquals(f, b.vectors(), 1e-12 * Math.abs(f));
        assertArrayEquals(g, b.gradient(), 1e-12 * largest);
        assertEquals(f, b.value(), 1e-12 * Math.abs(f));
        assertEquals(f, b.formula(), 1e-12 * Math.abs(f));
        assertArrayEquals(g, b.gradient(), 1e-12 * largest);
        assertEquals(f, b.interpreted(), 1e-12 * Math.abs(f));
        assertArrayEquals(g, b.gradient(), 1e-12 * largest);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 100})
    void kernelsComputeWhatPlainLoopsCompute(int n) {
        KernelBenchmark b = new KernelBenchmark();
        b.n = n;
        b.fill();
        assertEquals(b.plainDot(), b.dot(), 1e-14 * n);
        b.axpyDot();
        b.scaleDot();
        b.step();
        b.pair();
    }
}
