package org.thalweg.optimize;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.thalweg.bench.Lcg;
import org.thalweg.internal.kernel.Kernels;

/// The direction `p = −H·g` from ten pairs, beside streams through memory. `perf-results/direction.sh` adds loops in C.
///
/// | here | bytes that must move |
/// |---|---|
/// | direction | `4mn` doubles: every s and every y is needed twice |
/// | dot, triad | `2n` and `3n` doubles, in arrays of length n |
/// | dotFar, triadFar | the same per element, through as much memory as the pairs take: `2mn` doubles |
///
/// The streams of length n say what a loop over vectors of this length can do; those through as much memory as the
/// pairs take say what it can do where the direction finds its numbers, in the same level of cache or beyond.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms3g", "-Xmx3g"})
public class DirectionBenchmark {
    private static final int MEMORY = 10;

    /// The history and a gradient.
    @State(Scope.Thread)
    public static class Pairs {
        /// The number of variables.
        @Param({"16", "100", "1000", "10000", "100000", "1000000", "4000000"})
        public int n = 16;

        private History history = new History(1, 1);
        double[] g = new double[0];
        double[] p = new double[0];

        /// Fills the history with pairs of a quadratic: `y = Ds` for a diagonal D between ½ and 2.
        @Setup
        public void fill() {
            Lcg random = new Lcg(14);
            history = new History(n, MEMORY);
            g = random.next(n, -1, 1);
            p = new double[Kernels.padded(n)];
            double[] d = random.next(n, 0.5, 2);
            double[] zero = new double[n];
            double[] y = new double[n];
            for (int k = 0; k < MEMORY; k++) {
                double[] s = random.next(n, -1, 1);
                for (int i = 0; i < n; i++) {
                    y[i] = d[i] * s[i];
                }
                history.add(s, zero, y, zero, 0, 0);
            }
        }

        /// Prints `pᵀg` and the last element of p, for comparison with other languages.
        @TearDown(Level.Trial)
        public void print() {
            double slope = history.direction(g, p, History.UNKNOWN);
            System.out.printf("%nvalues %d %.17g %.17g%n", n, slope, p[n - 1]);
        }
    }

    /// Arrays to stream through.
    @State(Scope.Thread)
    public static class Streams {
        private double[] a = new double[0];
        private double[] b = new double[0];
        private double[] c = new double[0];

        /// Fills them.
        ///
        /// @param pairs for the length
        @Setup
        public void fill(Pairs pairs) {
            a = new Lcg(15).next(pairs.n, -1, 1);
            b = new Lcg(16).next(pairs.n, -1, 1);
            c = new double[pairs.n];
        }
    }

    /// Arrays that together are as large as the pairs.
    @State(Scope.Thread)
    public static class FarStreams {
        private double[] a = new double[0];
        private double[] b = new double[0];
        private double[] c = new double[0];

        /// Fills them.
        ///
        /// @param pairs for the length
        @Setup
        public void fill(Pairs pairs) {
            int length = 2 * MEMORY * pairs.n / 3;
            a = new Lcg(15).next(length, -1, 1);
            b = new Lcg(16).next(length, -1, 1);
            c = new double[length];
        }
    }

    /// The direction as solvers compute it.
    ///
    /// @param pairs the history
    /// @return pᵀg
    @Benchmark
    public double direction(Pairs pairs) {
        return pairs.history.direction(pairs.g, pairs.p, History.UNKNOWN);
    }

    /// A dot product of two vectors.
    ///
    /// @param pairs not used
    /// @param streams the vectors
    /// @return aᵀb
    @Benchmark
    public double dot(Pairs pairs, Streams streams) {
        return Kernels.dot(streams.a, 0, streams.b, 0, streams.a.length);
    }

    /// `c ← a + 3b`
    ///
    /// @param pairs not used
    /// @param streams the vectors
    /// @return c
    @Benchmark
    public double[] triad(Pairs pairs, Streams streams) {
        return triad(streams.a, streams.b, streams.c);
    }

    /// A dot product through as much memory as the pairs take: the first half with the second.
    ///
    /// @param pairs not used
    /// @param streams the vectors
    /// @return the sum of three dot products
    @Benchmark
    public double dotFar(Pairs pairs, FarStreams streams) {
        int half = streams.a.length / 2;
        return Kernels.dot(streams.a, 0, streams.a, half, half)
                + Kernels.dot(streams.b, 0, streams.b, half, half)
                + Kernels.dot(streams.c, 0, streams.c, half, half);
    }

    /// `c ← a + 3b` through as much memory as the pairs take.
    ///
    /// @param pairs not used
    /// @param streams the vectors
    /// @return c
    @Benchmark
    public double[] triadFar(Pairs pairs, FarStreams streams) {
        return triad(streams.a, streams.b, streams.c);
    }

    private static double[] triad(double[] a, double[] b, double[] c) {
        for (int i = 0; i < c.length; i++) {
            c[i] = a[i] + 3 * b[i];
        }
        return c;
    }
}
