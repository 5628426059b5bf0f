package org.thalweg.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.Model;
import org.thalweg.optimize.BatchSolver;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;

/// Many small problems at once, and the same one after another; per problem. `perf-results/c/batch.c` solves the same by
/// liblbfgs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BatchBenchmark {
    private static final int COUNT = 2000;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /// Chained Rosenbrock with n variables, or sums of (n − 1)/2 decays, n odd, fitted to as many rows as the last number.
    @Param({
        "rosenbrock-2-0", "rosenbrock-5-0", "rosenbrock-10-0", "rosenbrock-16-0", "rosenbrock-32-0", "decay-3-16",
        "decay-3-32", "decay-3-64", "decay-5-64"
    })
    public String problem = "rosenbrock-2-0";

    private double[] starts = new double[0];
    private double[] xs = new double[0];
    private double[] x = new double[0];
    private double[] y = new double[0];
    private double[] ys = new double[0];
    private BatchSolver batch = Lbfgs.DEFAULT.batch(rosenbrock(2), 0);
    private LbfgsSolver single = Lbfgs.DEFAULT.solver(2);
    private Evaluator evaluator = rosenbrock(2).evaluator();

    private static Formula rosenbrock(int n) {
        return Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
    }

    private static Expr decays(Model m, int n, int rows) {
        Expr t = m.data("t", rows);
        Expr r = m.x().at(n - 1).minus(m.data("y", rows));
        for (int k = 0; k < n / 2; k++) {
            r = r.plus(m.x().at(2 * k).times(t.times(m.x().at(2 * k + 1)).negate().exp()));
        }
        return r.squaredNorm().times(0.5);
    }

    /// Draws starts and data, in the order of the C program, and takes solvers.
    @Setup
    public void draw() {
        String[] part = problem.split("-", -1);
        boolean decays = part[0].equals("decay");
        int n = Integer.parseInt(part[1]);
        int rows = Integer.parseInt(part[2]);
        Formula formula = decays ? Formula.model(n, m -> decays(m, n, rows)) : rosenbrock(n);
        double[] t = new double[rows];
        for (int i = 0; i < rows; i++) {
            t[i] = 4.0 * i / rows;
        }
        starts = new double[COUNT * n];
        ys = new double[COUNT * rows];
        Lcg random = new Lcg(17);
        double[] truth = new double[n];
        for (int p = 0; p < COUNT; p++) {
            for (int i = 0; i < n; i++) {
                boolean last = i == n - 1;
                boolean rate = i % 2 == 1;
                starts[p * n + i] = !decays ? random.next(-2, 2) : last ? 0 : rate ? 1 + i / 2 : 1;
                truth[i] = !decays ? 0
                        : last ? random.next(0, 1) : rate ? random.next(0.5, 2) * (1 + i / 2) : random.next(1, 3);
            }
            for (int i = 0; i < rows; i++) {
                double value = truth[n - 1] + random.next(-0.02, 0.02);
                for (int k = 0; k < n / 2; k++) {
                    value += truth[2 * k] * Math.exp(-truth[2 * k + 1] * t[i]);
                }
                ys[p * rows + i] = value;
            }
        }
        xs = new double[starts.length];
        x = new double[n];
        y = new double[rows];
        batch = Lbfgs.DEFAULT.batch(formula, COUNT);
        single = Lbfgs.DEFAULT.solver(n);
        evaluator = formula.evaluator();
        if (decays) {
            batch.bind("t", t).bindEach("y", ys);
            evaluator.bind("t", t).bind("y", y);
        }
        // What its users do first: a batch that is not told to begins interpreted. Single solves are warmed up by themselves: on the
        // one start that their warmUp takes, code would be compiled that is a quarter slower for all the others.
        batch.warmUp(starts, WARM_UP);
    }

    /// Prints what was solved.
    @TearDown(Level.Trial)
    public void print() {
        System.out.printf("%nvalues %s %s%n", problem, batch);
    }

    /// All at once.
    ///
    /// @return how many have converged
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int batch() {
        System.arraycopy(starts, 0, xs, 0, xs.length);
        return batch.minimize(xs);
    }

    /// One after another.
    ///
    /// @return how many have converged
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int oneByOne() {
        int converged = 0;
        for (int p = 0; p < COUNT; p++) {
            System.arraycopy(starts, p * x.length, x, 0, x.length);
            System.arraycopy(ys, p * y.length, y, 0, y.length);
            converged += single.minimize(evaluator, x).converged() ? 1 : 0;
        }
        return converged;
    }
}
