package org.thalweg.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleBinaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.thalweg.internal.kernel.InverseTrigonometry;
import org.thalweg.internal.kernel.Powers;
import org.thalweg.internal.kernel.Roots;
import org.thalweg.internal.kernel.SimdInverseTrigonometry;
import org.thalweg.internal.kernel.SimdPowers;
import org.thalweg.internal.kernel.SimdRoots;

/// As [ElementaryBenchmark], for functions of two variables.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@OperationsPerInvocation(ElementaryBenchmark.N)
public class ElementaryPairBenchmark {
    private static final int N = ElementaryBenchmark.N;

    @FunctionalInterface
    interface Loop {
        void run(double[] a, int ao, double[] b, int bo, double[] out, int oo, int n);
    }

    /// The function measured.
    @Param({"atan2", "hypot", "pow"})
    public String function = "pow";

    private final double[] a = new double[N];
    private final double[] b = new double[N];
    private final double[] out = new double[N];
    private Loop simd = SimdPowers::pow;
    private DoubleBinaryOperator scalar = Powers::pow;
    private DoubleBinaryOperator strict = StrictMath::pow;
    private DoubleBinaryOperator math = Math::pow;

    /// Chooses the function and draws its arguments.
    @Setup
    public void choose() {
        double lo = -10;
        switch (function) {
            case "atan2" -> functions(SimdInverseTrigonometry::atan2, InverseTrigonometry::atan2, StrictMath::atan2,
                    Math::atan2);
            case "hypot" -> functions(SimdRoots::hypot, Roots::hypot, StrictMath::hypot, Math::hypot);
            case "pow" -> {
                functions(SimdPowers::pow, Powers::pow, StrictMath::pow, Math::pow);
                lo = 1e-3;
            }
            default -> throw new IllegalArgumentException("function: must be one of the parameters, was " + function);
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < N; i++) {
            a[i] = random.nextDouble(lo, 10);
            b[i] = random.nextDouble(-10, 10);
        }
    }

    private void functions(Loop simd, DoubleBinaryOperator scalar, DoubleBinaryOperator strict,
            DoubleBinaryOperator math) {
        this.simd = simd;
        this.scalar = scalar;
        this.strict = strict;
        this.math = math;
    }

    /// Our loop in the Vector API.
    ///
    /// @return the results
    @Benchmark
    public double[] simd() {
        simd.run(a, 0, b, 0, out, 0, N);
        return out;
    }

    /// Our scalar definition.
    ///
    /// @return the results
    @Benchmark
    public double[] scalar() {
        return loop(scalar);
    }

    /// The library of the specification.
    ///
    /// @return the results
    @Benchmark
    public double[] strictMath() {
        return loop(strict);
    }

    /// The intrinsics of the virtual machine.
    ///
    /// @return the results
    @Benchmark
    public double[] math() {
        return loop(math);
    }

    private double[] loop(DoubleBinaryOperator f) {
        for (int i = 0; i < N; i++) {
            out[i] = f.applyAsDouble(a[i], b[i]);
        }
        return out;
    }
}
