package org.thalweg.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.thalweg.internal.kernel.Kernels;

/// What the fused loops of L-BFGS cost, beside a plain loop. Decides from which length on the SIMD set pays: run it once as
/// it is and once with `-jvmArgsAppend -Dorg.thalweg.kernels=scalar`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
    /// The length of the vectors.
    @Param({"2", "10", "100", "1000", "100000"})
    public int n;

    private double[] x;
    private double[] y;
    private double[] z;
    private double[] s;
    private double[] dots;

    /// Fills the vectors with numbers between −1 and 1.
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(42);
        x = random.doubles(n, -1, 1).toArray();
        y = random.doubles(n, -1, 1).toArray();
        z = random.doubles(n, -1, 1).toArray();
        s = new double[2 * Kernels.padded(n)];
        dots = new double[Kernels.PAIR_ROOM];
    }

    /// The sum of products as one writes it.
    ///
    /// @return xᵀy
    @Benchmark
    public double plainDot() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /// The same in the fixed order.
    ///
    /// @return xᵀy
    @Benchmark
    public double dot() {
        return Kernels.dot(x, 0, y, 0, n);
    }

    /// An update and the next dot product in one pass: the first loop of the two-loop recursion.
    ///
    /// @return the new yᵀz
    @Benchmark
    public double axpyDot() {
        return Kernels.axpyDot(1e-9, x, 0, y, 0, z, 0, n);
    }

    /// Scaling and the next dot product in one pass.
    ///
    /// @return the new sᵀz
    @Benchmark
    public double scaleDot() {
        return Kernels.scaleDot(0.5, x, 0, s, 0, z, 0, n);
    }

    /// The trial point of a line search.
    ///
    /// @return its first coordinate
    @Benchmark
    public double step() {
        Kernels.step(x, 0, 0.3, y, 0, s, 0, n);
        return s[0];
    }

    /// A new pair and its three dot products.
    ///
    /// @return sᵀy
    @Benchmark
    public double pair() {
        Kernels.pair(x, y, z, x, s, 0, s, Kernels.padded(n), n, dots, 0);
        return dots[0];
    }
}
