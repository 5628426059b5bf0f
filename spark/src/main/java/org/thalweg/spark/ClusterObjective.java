package org.thalweg.spark;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.thalweg.Objective;
import org.thalweg.autodiff.Formula;

/// A sum over the rows of a distributed data set, evaluated by the executors of a Spark cluster, and perhaps further
/// terms, evaluated by the driver.
///
/// ```java
/// JavaRDD<DataBlock> blocks = DataBlocks.cut(rows, 4096, new Column("y", 1), new Column("X", d)).persist(MEMORY_ONLY());
/// try (ClusterObjective loss = ClusterObjective.of(blocks, r -> logistic(r, d), ridge)) {
///     LbfgsSolver solver = Lbfgs.DEFAULT.solver(d);
///     double[] g = new double[d];
///     solver.begin(x0);
///     while (solver.wantsEvaluation()) {
///         solver.tell(loss.valueAndGradient(solver.point(), g), g);
///     }
/// }
/// ```
///
/// **The same bits.** Blocks are numbered by partition and place, and added by a tree over these numbers ([TreeSum]),
/// whatever the order in which tasks end, how often they are run, and where. It is the tree of
/// [ParallelObjective][org.thalweg.ParallelObjective], so that one machine with the same blocks in the same order takes
/// the same path to the last bit. A partition that is computed again must have the same rows in the same order; if it
/// has another number of them, the evaluation fails.
///
/// **Errors**: what is thrown on an executor comes back, once Spark has given up, as the last cause of a
/// [ClusterException]. An interrupt cancels the job and comes back likewise, with the thread's interrupt flag set. The
/// gradient is untouched then.
///
/// **Allocation**: of the order of n numbers for each block on executors, for each partition on the driver.
/// **Threads**: one at a time, as far as the driver's terms are; the Spark context may be used by others.
public final class ClusterObjective implements Objective, AutoCloseable {
    /// Levels of aggregation: up to about √partitions partial sums come back to the driver.
    private static final int DEPTH = 2;

    private final JavaSparkContext context;
    private final JavaRDD<DataBlock> blocks;
    private final Objective[] ownTerms;
    private final int ownFirst;
    private final int terms;
    private final Broadcast<BlockLosses.Plan> plan;

    private ClusterObjective(JavaRDD<DataBlock> blocks, BlockLosses.Plan plan, Objective[] ownTerms) {
        this.context = JavaSparkContext.fromSparkContext(blocks.context());
        this.blocks = blocks;
        this.ownTerms = ownTerms;
        this.terms = plan.terms();
        this.ownFirst = terms - ownTerms.length;
        this.plan = context.broadcast(plan);
    }

    /// Counts the rows of all blocks, which computes and so persists them, and records a formula for each size.
    ///
    /// @param blocks the data, persisted by the caller
    /// @param formula the sum over a block of so many rows, whose data has the names of the block's; asked on the
    ///     driver
    /// @param ownTerms terms that the driver evaluates, such as a penalty on x
    /// @return the sum; [#close] it at the end
    /// @throws IllegalArgumentException if there are no blocks
    /// @throws UnsupportedOperationException if the formula uses operations of your own
    /// @throws ClusterException if the blocks cannot be computed
    public static ClusterObjective of(JavaRDD<DataBlock> blocks, IntFunction<Formula> formula, Objective... ownTerms) {
        List<int[]> partitions = rows(blocks);
        int[] first = new int[partitions.size() + 1];
        for (int p = 0; p < partitions.size(); p++) {
            first[p + 1] = Math.addExact(first[p], partitions.get(p).length);
        }
        int[] rows = partitions.stream().flatMapToInt(IntStream::of).toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("blocks: must be at least one, were none");
        }
        Map<Integer, byte[]> formulas = new HashMap<>();
        for (int size : IntStream.of(rows).distinct().toArray()) {
            formulas.put(size, formula.apply(size).toBytes());
        }
        Objective[] own = Stream.of(ownTerms).map(Objective::confined).toArray(Objective[]::new);
        return new ClusterObjective(
                blocks, new BlockLosses.Plan(formulas, first, rows, Math.addExact(rows.length, own.length)), own);
    }

    private static List<int[]> rows(JavaRDD<DataBlock> blocks) {
        record Sizes(int partition, int[] rows) implements java.io.Serializable {}

        try {
            return blocks.mapPartitionsWithIndex((partition, all) -> {
                IntStream.Builder rows = IntStream.builder();
                all.forEachRemaining(block -> rows.add(block.rows()));
                return List.of(new Sizes(partition, rows.build().toArray())).iterator();
            }, false).collect().stream().sorted(Comparator.comparing(Sizes::partition)).map(Sizes::rows).toList();
        } catch (Exception e) {
            throw failure(e);
        }
    }

    /// Sends the point to the executors, and adds up what comes back.
    ///
    /// @throws IllegalArgumentException if the lengths of x and gradient differ
    /// @throws ClusterException if the evaluation fails on the cluster
    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        if (gradient.length != x.length) {
            throw new IllegalArgumentException(
                    "gradient: must have length %d, had %d".formatted(x.length, gradient.length));
        }
        TreeSum sum = onExecutors(x.clone());
        for (int i = 0; i < ownTerms.length; i++) {
            double[] own = new double[x.length];
            sum.add(ownFirst + i, ownTerms[i].valueAndGradient(x, own), own);
        }
        System.arraycopy(sum.gradient(), 0, gradient, 0, gradient.length);
        return sum.value();
    }

    private TreeSum onExecutors(double[] x) {
        String tag = "thalweg-" + UUID.randomUUID();
        context.addJobTag(tag);
        try {
            return aggregate(x);
        } catch (Exception e) {
            if (isInterrupt(e)) {
                context.cancelJobsWithTag(tag);
            }
            throw failure(e);
        } finally {
            context.removeJobTag(tag);
        }
    }

    private TreeSum aggregate(double[] x) {
        Broadcast<double[]> point = context.broadcast(x);
        try {
            return blocks.mapPartitionsWithIndex(new BlockLosses(plan, point), false)
                    .treeAggregate(new TreeSum(terms), TreeSum::addAll, TreeSum::addAll, DEPTH);
        } finally {
            point.destroy();
        }
    }

    /// Scala throws without declaring it, so the compiler does not know that interrupts arrive here.
    private static boolean isInterrupt(Exception e) {
        return e instanceof InterruptedException;
    }

    private static ClusterException failure(Exception e) {
        if (isInterrupt(e)) {
            Thread.currentThread().interrupt();
            return new ClusterException("the evaluation was interrupted, and its job cancelled", e);
        }
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return new ClusterException("the evaluation failed on the cluster: " + Objects.toString(last), e);
    }

    /// Forgets the formulas on the executors' side; the blocks remain as they are.
    @Override
    public void close() {
        plan.destroy();
    }
}
