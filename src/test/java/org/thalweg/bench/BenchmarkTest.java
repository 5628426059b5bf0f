package org.thalweg.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs every benchmark once: what is measured is also right.
class BenchmarkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rosenbrock", "chained-2", "chained-10", "chained-1000", "extended-10", "extended-1000", "decay-64",
                "decay-1000", "logistic-10", "logistic-107", "separable-1000", "lse-1000", "llsq-45", "llsqmatrix-100",
                "gmm-2-5", "gmm-10-5", "gmm-3-4", "ba-3-7-29", "ba-4-50-64"
            })
    void derivedGradientsAreThoseByHand(String workload) {
        GradientBenchmark b = new GradientBenchmark();
        b.workload = workload;
        b.record();
        double f = b.scalar();
        double[] g = b.gradient.clone();
        double largest = Arrays.stream(g).map(Math::abs).max().orElseThrow();
        assertEquals(f, b.vector(), 1e-11 * Math.abs(f), "value in vectors");
        assertArrayEquals(g, b.gradient, 1e-11 * largest, "gradient in vectors");
        Arrays.fill(b.gradient, Double.NaN);
        assertEquals(f, b.formula(), 1e-11 * Math.abs(f), "value of the formula");
        assertArrayEquals(g, b.gradient, 1e-11 * largest, "gradient of the formula");
        assertEquals(f, b.value(), 1e-11 * Math.abs(f), "value alone");
        double along = 0;
        for (int i = 0; i < g.length; i++) {
            along += g[i] * b.direction[i];
        }
        assertEquals(along, b.directionalDerivative(), 1e-10 * largest * Math.sqrt(g.length), "along a vector");
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

    @ParameterizedTest
    @ValueSource(strings = {"rosenbrock-2-0", "rosenbrock-16-0", "decay-3-32", "decay-3-64"})
    void allAtOnceSolvesWhatOneByOneSolves(String problem) {
        BatchBenchmark b = new BatchBenchmark();
        b.problem = problem;
        b.draw();
        assertEquals(2000, b.batch());
        assertEquals(2000, b.oneByOne());
    }
}
