package org.thalweg.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.StorageLevel;
import org.thalweg.Objective;
import org.thalweg.ParallelObjective;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;

/// Logistic regression with a ridge on data that lives in a Spark cluster, and the same on the driver alone.
///
/// ```
/// mvn -q -f spark/pom.xml compile exec:exec
/// spark-submit --class org.thalweg.spark.LogisticOnSpark --jars thalweg.jar thalweg-spark.jar 10000000 100 64 false
/// ```
///
/// Arguments, all of which may be left out from the end: rows, columns, partitions, and whether the driver is to repeat
/// the solve with the blocks it fetches from the executors.
public final class LogisticOnSpark {
    static final int BLOCK_ROWS = 4096;
    static final double LAMBDA = 1e-3;

    private LogisticOnSpark() {}

    /// The sum over so many rows of `ln(1 + eᶻ) − y·z` with `z = X·w`.
    static Formula loss(int rows, int d) {
        return Formula.model(d, m -> {
            Expr z = m.matrix("X", rows, d).times(m.x());
            return z.softplus().minus(m.data("y", rows).times(z)).sum();
        });
    }

    /// `½·λ·‖w‖²`.
    static Formula ridge(int d) {
        return Formula.of(d, w -> w.squaredNorm().times(0.5 * LAMBDA));
    }

    /// Rows of a label 0 or 1 and d features, the same whenever they are computed.
    static JavaRDD<double[]> rows(JavaSparkContext context, int rows, int d, int partitions) {
        List<Integer> numbers = IntStream.range(0, partitions).boxed().toList();
        return context.parallelize(numbers, partitions).flatMap(p -> {
            int from = (int) ((long) p * rows / partitions);
            int to = (int) ((p + 1L) * rows / partitions);
            SplittableRandom random = new SplittableRandom(p);
            return IntStream.range(from, to).mapToObj(_ -> row(random, d)).iterator();
        });
    }

    private static double[] row(SplittableRandom random, int d) {
        double[] row = new double[d + 1];
        double z = 0;
        for (int j = 1; j <= d; j++) {
            row[j] = random.nextDouble(-1, 1);
            z += row[j] * (j % 5 - 2);
        }
        row[0] = random.nextDouble() * (1 + Math.exp(-z)) < 1 ? 1 : 0;
        return row;
    }

    /// The same blocks for the driver's own threads.
    static ParallelObjective onDriver(ExecutorService pool, int threads, List<DataBlock> blocks, int d) {
        List<Objective> terms = new ArrayList<>();
        for (DataBlock block : blocks) {
            Evaluator e = Formulas.of(loss(block.rows(), d).toBytes()).evaluator();
            block.data().forEach(e::bind);
            terms.add(e);
        }
        terms.add(ridge(d));
        return ParallelObjective.of(pool, threads, terms);
    }

    /// Runs the example.
    ///
    /// @param arguments see above
    public static void main(String[] arguments) {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int d = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
        int partitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
        boolean repeat = arguments.length <= 3 || Boolean.parseBoolean(arguments[3]);
        SparkConf settings = new SparkConf().setAppName("Logistic regression").setIfMissing("spark.master", "local[2]")
                .setIfMissing("spark.ui.enabled", "false");
        try (JavaSparkContext context = new JavaSparkContext(settings)) {
            AtomicLong bytes = new AtomicLong();
            AtomicLong tasks = new AtomicLong();
            context.sc().addSparkListener(new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                    if (end.taskMetrics() != null) {
                        bytes.addAndGet(end.taskMetrics().resultSize());
                        tasks.incrementAndGet();
                    }
                }
            });
            JavaRDD<DataBlock> blocks = DataBlocks
                    .cut(rows(context, rows, d, partitions), BLOCK_ROWS, new Column("y", 1), new Column("X", d))
                    .persist(StorageLevel.MEMORY_ONLY());
            try (ClusterObjective loss = ClusterObjective.of(blocks, r -> loss(r, d), ridge(d))) {
                System.out.printf("%d × %d in %d partitions; formulas compiled here: %d%n", rows, d, partitions,
                        Formulas.compiled());
                double[] x = solve("Spark", loss, d);
                timed("Spark", loss, x);
                System.out.printf("a task returns %.0f bytes%n", (double) bytes.get() / tasks.get());
                if (repeat) {
                    onDriverAlone(blocks, d, x);
                }
            }
        }
    }

    private static void onDriverAlone(JavaRDD<DataBlock> blocks, int d, double[] cluster) {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            Objective loss = onDriver(pool, 2, blocks.collect(), d);
            double[] x = solve("driver alone, 2 threads", loss, d);
            timed("driver alone, 2 threads", loss, x);
            System.out.printf("minimisers equal to the bit: %s; formulas compiled here in all: %d%n",
                    Arrays.equals(x, cluster), Formulas.compiled());
        }
    }

    /// Ask and tell: the loop is ours, the steps are the solver's.
    private static double[] solve(String where, Objective loss, int d) {
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(d);
        double[] gradient = new double[d];
        solver.begin(new double[d]);
        while (solver.wantsEvaluation()) {
            solver.tell(loss.valueAndGradient(solver.point(), gradient), gradient);
        }
        System.out.printf("%s: f = %.15g, ‖∇f‖ = %.2e after %d iterations and %d evaluations, %s%n", where,
                solver.value(), solver.gradientNorm(), solver.iterations(), solver.evaluations(), solver.status());
        return solver.bestPoint().clone();
    }

    /// The median and the least of 50 evaluations, after 50 others.
    private static void timed(String where, Objective loss, double[] x) {
        double[] gradient = new double[x.length];
        double[] times = new double[50];
        for (int k = -50; k < 50; k++) {
            long began = System.nanoTime();
            loss.valueAndGradient(x, gradient);
            times[Math.max(k, 0)] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf("%s: %.2f ms per evaluation, at best %.2f%n", where, times[25], times[0]);
    }
}
