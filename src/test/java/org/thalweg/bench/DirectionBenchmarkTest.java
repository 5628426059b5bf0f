package org.thalweg.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.optimize.DirectionBenchmark;
import org.thalweg.optimize.DirectionBenchmark.FarStreams;
import org.thalweg.optimize.DirectionBenchmark.Pairs;
import org.thalweg.optimize.DirectionBenchmark.Streams;

class DirectionBenchmarkTest {
    private final DirectionBenchmark benchmark = new DirectionBenchmark();

    @ParameterizedTest
    @ValueSource(ints = {16, 100, 1000})
    void directionsAreDownhillAndTheSameEachTime(int n) {
        Pairs pairs = new Pairs();
        pairs.n = n;
        pairs.fill();
        double slope = benchmark.direction(pairs);
        assertTrue(slope < 0);
        assertEquals(slope, benchmark.direction(pairs));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 100})
    void streamsComputeWhatTheySay(int n) {
        Pairs pairs = new Pairs();
        pairs.n = n;
        Streams streams = new Streams();
        streams.fill(pairs);
        double[] a = new Lcg(15).next(n, -1, 1);
        double[] b = new Lcg(16).next(n, -1, 1);
        double[] c = new double[n];
        double dot = 0;
        for (int i = 0; i < n; i++) {
            dot += a[i] * b[i];
            c[i] = a[i] + 3 * b[i];
        }
        assertEquals(dot, benchmark.dot(pairs, streams), 1e-13 * n);
        assertArrayEquals(c, benchmark.triad(pairs, streams));
        FarStreams far = new FarStreams();
        far.fill(pairs);
        assertEquals(20 * n / 3, benchmark.triadFar(pairs, far).length);
        assertTrue(Double.isFinite(benchmark.dotFar(pairs, far)));
    }
}
