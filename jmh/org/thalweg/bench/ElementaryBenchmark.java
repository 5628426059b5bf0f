package org.thalweg.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
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
import org.thalweg.internal.kernel.ErrorFunctions;
import org.thalweg.internal.kernel.Exponentials;
import org.thalweg.internal.kernel.InverseTrigonometry;
import org.thalweg.internal.kernel.Logarithms;
import org.thalweg.internal.kernel.Roots;
import org.thalweg.internal.kernel.SimdErrorFunctions;
import org.thalweg.internal.kernel.SimdExponentials;
import org.thalweg.internal.kernel.SimdInverseTrigonometry;
import org.thalweg.internal.kernel.SimdLogarithms;
import org.thalweg.internal.kernel.SimdRoots;

/// Nanoseconds per element of the elementary functions over 1024 numbers in the first-level cache: our SIMD loop, our scalar
/// definition in a loop, [StrictMath] and [Math] in the same loop. These two have no error functions: there, their lines
/// repeat the scalar definition.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@OperationsPerInvocation(ElementaryBenchmark.N)
public class ElementaryBenchmark {
    static final int N = 1024;

    @FunctionalInterface
    interface Loop {
        void run(double[] a, int ao, double[] out, int oo, int n);
    }

    /// The function measured.
    @Param({"exp", "expm1", "log", "log1p", "logistic", "softplus", "tanh", "atan", "cbrt", "erf", "erfc", "normalCdf"})
    public String function = "exp";

    private final double[] a = new double[N];
    private final double[] out = new double[N];
    private Loop simd = SimdExponentials::exp;
    private DoubleUnaryOperator scalar = Exponentials::exp;
    private DoubleUnaryOperator strict = StrictMath::exp;
    private DoubleUnaryOperator math = Math::exp;

    /// Chooses the function and draws its arguments.
    @Setup
    public void choose() {
        double lo = -10, hi = 10;
        switch (function) {
            case "exp" -> functions(SimdExponentials::exp, Exponentials::exp, StrictMath::exp, Math::exp);
            case "expm1" -> functions(SimdExponentials::expm1, Exponentials::expm1, StrictMath::expm1, Math::expm1);
            case "tanh" -> functions(SimdExponentials::tanh, Exponentials::tanh, StrictMath::tanh, Math::tanh);
            case "logistic" -> functions(SimdExponentials::logistic, Exponentials::logistic,
                    x -> 1 / (1 + StrictMath.exp(-x)), x -> 1 / (1 + Math.exp(-x)));
            case "softplus" -> functions(SimdLogarithms::softplus, Logarithms::softplus,
                    x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))),
                    x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
            case "atan" -> functions(SimdInverseTrigonometry::atan, InverseTrigonometry::atan, StrictMath::atan,
                    Math::atan);
            case "cbrt" -> functions(SimdRoots::cbrt, Roots::cbrt, StrictMath::cbrt, Math::cbrt);
            case "erf" -> ours(SimdErrorFunctions::erf, ErrorFunctions::erf);
            case "erfc" -> ours(SimdErrorFunctions::erfc, ErrorFunctions::erfc);
            case "normalCdf" -> ours(SimdErrorFunctions::normalCdf, ErrorFunctions::normalCdf);
            case "log" -> {
                functions(SimdLogarithms::log, Logarithms::log, StrictMath::log, Math::log);
                lo = 1e-3;
            }
            case "log1p" -> {
                functions(SimdLogarithms::log1p, Logarithms::log1p, StrictMath::log1p, Math::log1p);
                lo = -0.9;
            }
            default -> throw new IllegalArgumentException("function: must be one of the parameters, was " + function);
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < N; i++) {
            a[i] = random.nextDouble(lo, hi);
        }
    }

    private void ours(Loop simd, DoubleUnaryOperator scalar) {
        functions(simd, scalar, scalar, scalar);
    }

    private void functions(Loop simd, DoubleUnaryOperator scalar, DoubleUnaryOperator strict, DoubleUnaryOperator math) {
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
        simd.run(a, 0, out, 0, N);
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

    private double[] loop(DoubleUnaryOperator f) {
        for (int i = 0; i < N; i++) {
            out[i] = f.applyAsDouble(a[i]);
        }
        return out;
    }
}
