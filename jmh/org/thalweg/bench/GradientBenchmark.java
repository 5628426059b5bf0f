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
import org.thalweg.autodiff.Formula;
import org.thalweg.bench.work.Work;

/// What a derived gradient costs beside gradients written by hand, with the Vector API and in plain loops.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GradientBenchmark {
    /// What is computed, see [Work#of].
    @Param({
        "rosenbrock-2", "chained-10", "chained-1000", "chained-100000", "extended-10", "extended-1000",
        "extended-100000", "separable-1000", "decay-64", "decay-1000", "decay-10000", "lse-1000", "lse-100000",
        "llsq-1000", "logistic-10000", "gmm-2-5", "gmm-10-25"
    })
    public String work;

    private Work functions;
    private Evaluator formula;
    private Evaluator interpreted;
    private double[] x;
    private double[] gradient;

    /// Makes the data and records the formula.
    @Setup
    public void prepare() {
        functions = Work.of(work);
        Formula recorded = functions.formula();
        formula = functions.bind(recorded);
        interpreted = functions.bind(recorded.interpreted());
        x = functions.point();
        gradient = new double[x.length];
    }

    /// The value alone, by the formula.
    ///
    /// @return f(x)
    @Benchmark
    public double value() {
        return formula.value(x);
    }

    /// Value and gradient by the formula.
    ///
    /// @return f(x)
    @Benchmark
    public double formula() {
        return formula.valueAndGradient(x, gradient);
    }

    /// Value and gradient by the formula, interpreted.
    ///
    /// @return f(x)
    @Benchmark
    public double interpreted() {
        return interpreted.valueAndGradient(x, gradient);
    }

    /// Value and gradient by hand, with the Vector API.
    ///
    /// @return f(x)
    @Benchmark
    public double vectors() {
        return functions.vectors(x, gradient);
    }

    /// Value and gradient by hand, in plain loops.
    ///
    /// @return f(x)
    @Benchmark
    public double loops() {
        return functions.loops(x, gradient);
    }

    /// The gradient last computed.
    double[] gradient() {
        return gradient.clone();
    }
}
