package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.thalweg.Objective;
import org.thalweg.ParallelObjective;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.Solution;

class RowBlocksTest {
    private static final int D = 5;
    private static final double LAMBDA = 0.1;

    private static Expr loss(Model m, int rows) {
        Expr z = m.matrix("X", rows, D).times(m.x()).times(m.scalar("scale"));
        return z.softplus().minus(m.data("y", rows).times(z)).sum();
    }

    private static Expr ridge(Expr x) {
        return x.squaredNorm().times(0.5 * LAMBDA);
    }

    private static double[] labels(SplittableRandom random, int rows) {
        return random.doubles(rows).map(Math::rint).toArray();
    }

    private static void message(String expected, Runnable misuse) {
        RuntimeException e = assertThrows(RuntimeException.class, misuse::run);
        assertTrue(e.getMessage().contains(expected), () -> e.getMessage() + " lacks " + expected);
    }

    @Test
    void blocksTogetherAreTheWhole() {
        SplittableRandom random = new SplittableRandom(1);
        for (int rows : new int[] {7, 64, 101, 1000}) {
            double[] matrix = random.doubles(rows * D, -1, 1).toArray();
            double[] y = labels(random, rows);
            double[] scale = {1.5};
            Objective whole = Formula.model(D, m -> loss(m, rows).plus(ridge(m.x()))).evaluator()
                    .bind("X", matrix).bind("y", y).bind("scale", scale);
            Solution expected = Lbfgs.DEFAULT.minimize(whole, new double[D]);
            for (int blocks : new int[] {1, 2, 7}) {
                List<Objective> terms = new ArrayList<>(RowBlocks.of(rows, blocks)
                        .bindRows("X", matrix).bindRows("y", y).bind("scale", scale)
                        .evaluators(r -> Formula.model(D, m -> loss(m, r))));
                assertEquals(blocks, terms.size());
                terms.add(Formula.of(D, RowBlocksTest::ridge));
                try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                    Objective f = ParallelObjective.of(pool, 3, terms);
                    double[] x = random.doubles(D, -1, 1).toArray();
                    double[] g = new double[D];
                    double[] h = new double[D];
                    double value = whole.valueAndGradient(x, g);
                    assertEquals(value, f.valueAndGradient(x, h), 1e-12 * value);
                    assertArrayEquals(g, h, 1e-12 * rows);
                    Solution s = Lbfgs.DEFAULT.minimize(f, new double[D]);
                    assertArrayEquals(expected.x(), s.x(), 1e-7);
                    assertEquals(expected.value(), s.value(), 1e-12 * expected.value());
                }
            }
        }
    }

    @Test
    void twoFormulasServeAllBlocks() {
        TreeSet<Integer> sizes = new TreeSet<>();
        List<Integer> asked = new ArrayList<>();
        List<Evaluator> evaluators = RowBlocks.of(23, 5).bindRows("y", new double[23]).evaluators(rows -> {
            asked.add(rows);
            sizes.add(rows);
            return Formula.model(1, m -> m.data("y", rows).sum().plus(m.x().at(0)));
        });
        assertEquals(5, evaluators.size());
        assertEquals(List.of(4, 5), asked);
        assertEquals(2, sizes.size());
    }

    @Test
    void rowsAreCopiedAndTheRestIsBoundByReference() {
        double[] y = {1, 2, 3};
        double[] c = {10};
        List<Evaluator> evaluators = RowBlocks.of(3, 2).bindRows("y", y).bind("c", c)
                .evaluators(rows -> Formula.model(1, m -> m.data("y", rows).sum().plus(m.scalar("c"))));
        assertEquals(11, evaluators.get(0).value(0));
        assertEquals(15, evaluators.get(1).value(0));
        y[0] = 100;
        c[0] = 20;
        assertEquals(21, evaluators.get(0).value(0));
    }

    @Test
    void misuseIsRefused() {
        message("rows: must be at least 1, was 0", () -> RowBlocks.of(0, 1));
        message("blocks: must be from 1 to 3, the number of rows, was 4", () -> RowBlocks.of(3, 4));
        message("blocks: must be from 1 to 3, the number of rows, was 0", () -> RowBlocks.of(3, 0));
        RowBlocks blocks = RowBlocks.of(3, 2);
        message("y: must have a multiple of 3 elements, one for each row, had 4",
                () -> blocks.bindRows("y", new double[4]));
        message("y: must have a multiple of 3 elements, one for each row, had 0",
                () -> blocks.bindRows("y", new double[0]));
        assertThrows(NullPointerException.class, () -> blocks.bindRows("y", null));
        assertThrows(NullPointerException.class, () -> blocks.bind("y", null));
        blocks.bindRows("y", new double[6]);
        message("y: must have length 1, had 2",
                () -> blocks.evaluators(r -> Formula.model(1, m -> m.data("y", r).sum())));
        blocks.bind("z", new double[6]);
        message("must be one of [y], was 'z'",
                () -> blocks.evaluators(r -> Formula.model(1, m -> m.data("y", 2 * r).sum())));
    }
}
