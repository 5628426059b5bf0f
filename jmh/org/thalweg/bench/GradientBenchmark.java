package org.thalweg.bench;

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
import org.thalweg.autodiff.Evaluator;

/// What a derived gradient costs beside those written by hand, in the Vector API and in plain loops;
/// `perf-results/gradients.sh` adds plain loops in C.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GradientBenchmark {
    /// The function; see the classes of the same names. Also there: `logistic-400000`, of 320 MB.
    @Param({
        "rosenbrock", "chained-10", "chained-1000", "chained-100000", "extended-10", "extended-1000", "extended-100000",
        "decay-64", "decay-1000", "decay-10000", "logistic-10000", "separable-1000", "lse-1000", "lse-1000000",
        "llsq-1024", "llsqmatrix-1024", "gmm-2-5", "gmm-10-5", "gmm-10-25", "ba-49-7776-31843"
    })
    public String workload = "rosenbrock";

    private Workload functions = new Rosenbrock();
    private Evaluator evaluator = functions.formula();
    double[] x = new double[0];
    double[] direction = new double[0];
    double[] gradient = new double[0];

    /// Draws the data, records the formula and takes the point.
    @Setup
    public void record() {
        functions = Workload.named(workload);
        evaluator = functions.formula();
        x = functions.point();
        direction = new Lcg(13).next(x.length, -1, 1);
        gradient = new double[x.length];
    }

    /// Prints value and norm of the gradient, for comparison with other languages.
    @TearDown(Level.Trial)
    public void print() {
        double f = formula();
        double sum = 0;
        for (double g : gradient) {
            sum += g * g;
        }
        System.out.printf("%nvalues %s %.17g %.17g%n", workload, f, Math.sqrt(sum));
    }

    /// The value by the formula.
    ///
    /// @return f(x)
    @Benchmark
    public double value() {
        return evaluator.value(x);
    }

    /// Value and gradient by the formula, in reverse mode.
    ///
    /// @return f(x)
    @Benchmark
    public double formula() {
        return evaluator.valueAndGradient(x, gradient);
    }

    /// Value and gradient by hand in the Vector API.
    ///
    /// @return f(x)
    @Benchmark
    public double vector() {
        return functions.vector(x, gradient);
    }

    /// Value and gradient by hand in plain loops.
    ///
    /// @return f(x)
    @Benchmark
    public double scalar() {
        return functions.scalar(x, gradient);
    }

    /// The derivative along a vector by forward mode.
    ///
    /// @return ∇f(x)ᵀv
    @Benchmark
    public double directionalDerivative() {
        return evaluator.directionalDerivative(x, direction);
    }

    /// The Hessian times a vector, forward over reverse.
    ///
    /// @return its first element
    @Benchmark
    public double hessianVector() {
        evaluator.hessianVector(x, direction, gradient);
        return gradient[0];
    }
}
