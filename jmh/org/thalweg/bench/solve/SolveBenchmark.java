package org.thalweg.bench.solve;

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

/// Whole solves by this library, from the same start each time: for profilers, and for bytes with `-prof gc`.
/// `perf-results/solves.sh` measures the same beside other libraries.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms2g", "-Xmx2g"})
public class SolveBenchmark {
    /// The function.
    @Param({
        "rosenbrock-5", "rosenbrock-100", "beale", "helical", "wood", "powell-4", "trigonometric-100", "extended-1000",
        "chained-1000", "broyden-1000", "powell-1000", "logistic-10000", "extended-100000", "extended-1000000"
    })
    public String problem = "rosenbrock-100";

    /// The method.
    @Param({"lbfgs", "lbfgs-formula", "wolfe", "wolfe-formula", "bfgs", "bfgs-formula"})
    public String method = "lbfgs";

    private double[] start = new double[0];
    double[] x = new double[0];
    private Solver solver = OurSolvers.named("lbfgs", (point, g) -> 0, 1);

    /// Records the formula and takes the memory.
    @Setup
    public void prepare() {
        SolveProblem p = SolveProblem.named(problem);
        start = p.start();
        x = new double[p.n()];
        solver = OurSolvers.named(method, OurSolvers.objective(method, p), p.n());
    }

    /// One solve.
    ///
    /// @return where it ended
    @Benchmark
    public double[] solve() {
        System.arraycopy(start, 0, x, 0, x.length);
        solver.solve(x);
        return x;
    }
}
