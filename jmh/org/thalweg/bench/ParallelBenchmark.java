package org.thalweg.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.thalweg.Objective;
import org.thalweg.ParallelObjective;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.RowBlocks;

/// Value and gradient of a logistic regression over 1 000 000 × 50 numbers, 400 MB, by one thread and by several.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx3g"})
public class ParallelBenchmark {
    private static final double RIDGE = 1e-3;

    /// Rows of data.
    @Param("1000000")
    public int rows = 1_000_000;

    /// Columns of data, the dimension n.
    @Param("50")
    public int columns = 50;

    /// How many blocks the rows are cut into.
    @Param("64")
    public int blocks = 64;

    /// How many threads evaluate, the caller among them.
    @Param({"1", "2"})
    public int threads = 1;

    double[] gradient = new double[0];
    private double[] x = new double[0];
    private Objective objective = (_, _) -> 0;
    private ExecutorService pool = Executors.newFixedThreadPool(1);

    /// Draws the data and cuts it.
    @Setup
    public void cut() {
        Lcg random = new Lcg(6);
        double[] matrix = random.next(rows * columns, -1, 1);
        double[] labels = random.next(rows, 0, 1);
        for (int i = 0; i < rows; i++) {
            labels[i] = Math.rint(labels[i]);
        }
        List<Objective> terms = new ArrayList<>(RowBlocks.of(rows, blocks)
                .bindRows("M", matrix).bindRows("y", labels)
                .evaluators(r -> Formula.model(columns, m -> {
                    Expr z = m.matrix("M", r, columns).times(m.x());
                    return z.softplus().minus(m.data("y", r).times(z)).sum();
                })));
        terms.add(Formula.of(columns, v -> v.squaredNorm().times(0.5 * RIDGE)));
        pool.close();
        pool = Executors.newFixedThreadPool(Math.max(1, threads - 1));
        objective = ParallelObjective.of(pool, threads, terms);
        x = new Lcg(7).next(columns, -0.3, 0.3);
        gradient = new double[columns];
    }

    /// Ends the threads.
    @TearDown(Level.Trial)
    public void close() {
        pool.close();
    }

    /// Value and gradient.
    ///
    /// @return f(x)
    @Benchmark
    public double valueAndGradient() {
        return objective.valueAndGradient(x, gradient);
    }
}
