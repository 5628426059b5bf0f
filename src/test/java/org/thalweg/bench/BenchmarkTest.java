package org.thalweg.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs every benchmark once: what is measured is also right.
class BenchmarkTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 10, 1000})
    void derivedGradientsAreThoseByHand(int n) {
        GradientBenchmark b = new GradientBenchmark();
        b.n = n;
        b.record();
        double byHand = b.byHand();
        assertEquals(byHand, b.value(), 1e-13 * byHand);
        assertEquals(byHand, b.valueAndGradient(), 1e-13 * byHand);
        b.directionalDerivative();
        b.hessianVector();
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
