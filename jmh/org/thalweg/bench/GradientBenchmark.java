package org.thalweg.bench;

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
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// What a derived gradient costs beside one written by hand, on the chained Rosenbrock function
/// `Σ 100(xᵢ₊₁ − xᵢ²)² + (xᵢ − 1)²`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GradientBenchmark {
    /// The dimension.
    @Param({"2", "10", "1000", "100000"})
    public int n;

    private Evaluator evaluator;
    private double[] x;
    private double[] v;
    private double[] gradient;

    /// Records the formula and takes the standard start.
    @Setup
    public void record() {
        Formula formula = Formula.of(n, point -> {
            Expr head = point.slice(0, n - 1);
            Expr tail = point.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
        evaluator = formula.evaluator();
        x = new double[n];
        v = new double[n];
        gradient = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i % 2 == 0 ? -1.2 : 1;
            v[i] = 1.0 / (i + 1);
        }
    }

    /// The value by the formula.
    ///
    /// @return f(x)
    @Benchmark
    public double value() {
        return evaluator.value(x);
    }

    /// Value and gradient by reverse mode.
    ///
    /// @return f(x)
    @Benchmark
    public double valueAndGradient() {
        return evaluator.valueAndGradient(x, gradient);
    }

    /// The derivative along v by forward mode.
    ///
    /// @return ∇f(x)ᵀv
    @Benchmark
    public double directionalDerivative() {
        return evaluator.directionalDerivative(x, v);
    }

    /// The Hessian times v, forward over reverse.
    ///
    /// @return its first element
    @Benchmark
    public double hessianVector() {
        evaluator.hessianVector(x, v, gradient);
        return gradient[0];
    }

    /// Value and gradient by hand, in a plain loop.
    ///
    /// @return f(x)
    @Benchmark
    public double byHand() {
        double f = 0;
        gradient[0] = 0;
        for (int i = 0; i + 1 < n; i++) {
            double across = x[i + 1] - x[i] * x[i];
            double along = x[i] - 1;
            f += 100 * across * across + along * along;
            gradient[i] += 2 * along - 400 * across * x[i];
            gradient[i + 1] = 200 * across;
        }
        return f;
    }
}
