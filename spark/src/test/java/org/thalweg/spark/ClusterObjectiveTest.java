package org.thalweg.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.thalweg.spark.LogisticOnSpark.LAMBDA;
import static org.thalweg.spark.LogisticOnSpark.loss;
import static org.thalweg.spark.LogisticOnSpark.ridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.thalweg.Objective;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;
import org.thalweg.optimize.Solution;
import org.thalweg.optimize.Status;

@Timeout(120)
class ClusterObjectiveTest {
    private static final int D = 7;
    private static final int ROWS = 5003;
    private static final int PARTITIONS = 9;
    private static final Column[] COLUMNS = {new Column("y", 1), new Column("X", D)};

    /// Which attempts of which partitions have failed on purpose, in the one JVM that is driver and executor.
    private static final Map<String, AtomicInteger> FAILURES = new ConcurrentHashMap<>();

    private static JavaSparkContext context;

    @BeforeAll
    static void start() {
        context = new JavaSparkContext(new SparkConf().setAppName("test").setMaster("local[2,3]")
                .set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static JavaRDD<double[]> rows() {
        return LogisticOnSpark.rows(context, ROWS, D, PARTITIONS);
    }

    private static JavaRDD<DataBlock> blocks() {
        return DataBlocks.cut(rows(), 128, COLUMNS).persist(StorageLevel.MEMORY_ONLY());
    }

    private static ClusterObjective logistic(JavaRDD<DataBlock> blocks) {
        return ClusterObjective.of(blocks, r -> loss(r, D), ridge(D));
    }

    /// The loop of whoever asks and tells.
    private static LbfgsSolver solve(Objective loss) {
        LbfgsSolver solver = Lbfgs.DEFAULT.solver(D);
        double[] g = new double[D];
        solver.begin(new double[D]);
        while (solver.wantsEvaluation()) {
            solver.tell(loss.valueAndGradient(solver.point(), g), g);
        }
        return solver;
    }

    private static void assertSame(LbfgsSolver expected, LbfgsSolver actual) {
        assertEquals(expected.status(), actual.status());
        assertEquals(expected.iterations(), actual.iterations());
        assertEquals(expected.evaluations(), actual.evaluations());
        assertEquals(expected.value(), actual.value());
        assertArrayEquals(expected.bestPoint(), actual.bestPoint());
    }

    @Test
    void aSolveOnTheClusterIsThatOfOneMachine() {
        JavaRDD<DataBlock> blocks = blocks();
        try (ClusterObjective loss = logistic(blocks); ExecutorService pool = Executors.newFixedThreadPool(1)) {
            LbfgsSolver cluster = solve(loss);
            assertEquals(Status.GRADIENT_TOLERANCE, cluster.status());
            assertTrue(cluster.iterations() > 5, () -> cluster.iterations() + " iterations");
            assertSame(solve(LogisticOnSpark.onDriver(pool, 2, blocks.collect(), D)), cluster);

            LbfgsSolver whole = solve(whole());
            assertEquals(whole.iterations(), cluster.iterations());
            assertEquals(whole.value(), cluster.value(), 1e-12 * whole.value());
            assertArrayEquals(whole.bestPoint(), cluster.bestPoint(), 1e-12);

            Solution called = Lbfgs.DEFAULT.minimize(loss, new double[D]);
            assertArrayEquals(cluster.bestPoint(), called.x());
        }
        blocks.unpersist();
    }

    /// All rows in one formula.
    private static Objective whole() {
        List<double[]> rows = rows().collect();
        double[] y = new double[ROWS];
        double[] x = new double[ROWS * D];
        for (int i = 0; i < ROWS; i++) {
            y[i] = rows.get(i)[0];
            System.arraycopy(rows.get(i), 1, x, i * D, D);
        }
        Evaluator e = Formula.model(D, m -> {
            Expr z = m.matrix("X", ROWS, D).times(m.x());
            return z.softplus().minus(m.data("y", ROWS).times(z)).sum().plus(m.x().squaredNorm().times(0.5 * LAMBDA));
        }).evaluator();
        return e.bind("X", x).bind("y", y);
    }

    @Test
    void theFormulasAreCompiledOnce() {
        JavaRDD<DataBlock> blocks = blocks();
        long sizes = blocks.map(DataBlock::rows).distinct().count();
        assertTrue(sizes > 1 && sizes <= 8, () -> sizes + " sizes");
        Objective loss = shifted(blocks);
        long before = Formulas.compiled();
        double[] g = new double[D];
        for (int k = 0; k < 10; k++) {
            loss.valueAndGradient(new double[D], g);
        }
        assertEquals(sizes, Formulas.compiled() - before);
        blocks.unpersist();
    }

    /// A formula that no other test has.
    private static Objective shifted(JavaRDD<DataBlock> blocks) {
        return ClusterObjective.of(blocks, r -> Formula.model(D, m -> {
            Expr z = m.matrix("X", r, D).times(m.x()).plus(0.25);
            return z.minus(m.data("y", r)).squaredNorm();
        }));
    }

    @Test
    void tasksThatAreRunAgainChangeNothing() {
        JavaRDD<DataBlock> steady = blocks();
        LbfgsSolver expected;
        try (ClusterObjective loss = logistic(steady)) {
            expected = solve(loss);
        }
        FAILURES.clear();
        JavaRDD<DataBlock> failing = DataBlocks.cut(rows(), 128, COLUMNS).map(block -> {
            TaskContext task = TaskContext.get();
            if (task.attemptNumber() == 0 && task.partitionId() % 2 == 1) {
                FAILURES.computeIfAbsent("partition " + task.partitionId(), _ -> new AtomicInteger()).incrementAndGet();
                throw new IllegalStateException("the first attempt fails");
            }
            return block;
        });
        try (ClusterObjective loss = logistic(failing)) {
            assertSame(expected, solve(loss));
        }
        assertEquals(4, FAILURES.size());
        assertTrue(
                FAILURES.values().stream().allMatch(count -> count.get() >= expected.evaluations()), FAILURES::toString);
    }

    @Test
    void blocksThatAreLostAreComputedAgain() {
        JavaRDD<DataBlock> blocks = blocks();
        try (ClusterObjective loss = logistic(blocks)) {
            LbfgsSolver expected = solve(loss);
            Objective losing = (x, g) -> {
                blocks.unpersist(true);
                return loss.valueAndGradient(x, g);
            };
            assertSame(expected, solve(losing));
        }
    }

    @Test
    void whatAnExecutorThrowsReachesTheCaller() {
        AtomicInteger calls = new AtomicInteger();
        FAILURES.put("calls", calls);
        JavaRDD<DataBlock> failing = DataBlocks.cut(rows(), 128, COLUMNS).map(block -> {
            if (FAILURES.get("calls").get() > 0 && TaskContext.get().partitionId() == 5) {
                throw new UnsupportedOperationException("boom in partition 5");
            }
            return block;
        });
        try (ClusterObjective loss = logistic(failing)) {
            double[] x = new double[D];
            double[] g = {7, 7, 7, 7, 7, 7, 7};
            double before = loss.valueAndGradient(x, g);
            double[] gradient = g.clone();
            calls.set(1);
            ClusterException e = assertThrows(ClusterException.class, () -> loss.valueAndGradient(x, g));
            assertTrue(e.getMessage().contains("boom in partition 5"), e::getMessage);
            Throwable last = e;
            while (last.getCause() != null) {
                last = last.getCause();
            }
            assertInstanceOf(UnsupportedOperationException.class, last);
            assertEquals("boom in partition 5", last.getMessage());
            assertArrayEquals(gradient, g);
            calls.set(0);
            assertEquals(before, loss.valueAndGradient(x, g));
        }
    }

    @Test
    void aWrongFormulaIsSaidByName() {
        JavaRDD<DataBlock> blocks = blocks();
        try (ClusterObjective loss = ClusterObjective.of(blocks, r -> Formula.model(D, m -> m.data("z", r).sum()))) {
            ClusterException e = assertThrows(ClusterException.class,
                    () -> loss.valueAndGradient(new double[D], new double[D]));
            assertTrue(e.getMessage().contains("must be one of [z]"), e::getMessage);
        }
        assertThrows(IllegalArgumentException.class,
                () -> ClusterObjective.of(context.<DataBlock>emptyRDD(), r -> loss(r, D)));
        blocks.unpersist();
    }

    @Test
    void blocksThatChangeAreFound() {
        FAILURES.put("size", new AtomicInteger(5));
        JavaRDD<DataBlock> changing = context.parallelize(List.of(0, 1), 2).map(_ -> {
            int rows = FAILURES.get("size").get();
            return new DataBlock(rows, Map.of("y", new double[rows], "X", new double[rows * D]));
        });
        try (ClusterObjective loss = logistic(changing)) {
            loss.valueAndGradient(new double[D], new double[D]);
            FAILURES.get("size").set(6);
            ClusterException e = assertThrows(ClusterException.class,
                    () -> loss.valueAndGradient(new double[D], new double[D]));
            assertTrue(e.getMessage().contains("must have the same blocks in every evaluation"), e::getMessage);
        }
    }

    @Test
    void anInterruptCancelsTheJob() throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        FAILURES.put("begun", begun);
        FAILURES.put("slow", new AtomicInteger());
        JavaRDD<DataBlock> slow = DataBlocks.cut(rows(), 128, COLUMNS).map(block -> {
            if (FAILURES.get("slow").get() > 0) {
                FAILURES.get("begun").incrementAndGet();
                Thread.sleep(200);
            }
            return block;
        });
        try (ClusterObjective loss = logistic(slow)) {
            FAILURES.get("slow").set(1);
            List<Throwable> thrown = new ArrayList<>();
            boolean[] flag = new boolean[1];
            Thread caller = new Thread(() -> {
                try {
                    loss.valueAndGradient(new double[D], new double[D]);
                } catch (ClusterException e) {
                    thrown.add(e);
                }
                flag[0] = Thread.currentThread().isInterrupted();
            });
            caller.start();
            while (begun.get() == 0) {
                Thread.sleep(5);
            }
            caller.interrupt();
            caller.join(60_000);
            assertInstanceOf(InterruptedException.class, thrown.getFirst().getCause());
            assertTrue(flag[0]);
            long end = System.nanoTime() + 30_000_000_000L;
            while (context.statusTracker().getActiveJobIds().length > 0 && System.nanoTime() - end < 0) {
                Thread.sleep(10);
            }
            assertEquals(0, context.statusTracker().getActiveJobIds().length);
            assertTrue(begun.get() < 36, () -> begun + " of 72 blocks were computed");
        } finally {
            FAILURES.get("slow").set(0);
        }
    }

    @Test
    void misuseIsRefused() {
        JavaRDD<DataBlock> blocks = blocks();
        try (ClusterObjective loss = logistic(blocks)) {
            assertThrows(IllegalArgumentException.class, () -> loss.valueAndGradient(new double[D], new double[D - 1]));
            ClusterException e = assertThrows(ClusterException.class,
                    () -> loss.valueAndGradient(new double[D - 1], new double[D - 1]));
            assertTrue(e.getMessage().contains("x: must have length 7, had 6"), e::getMessage);
        }
        blocks.unpersist();
    }
}
