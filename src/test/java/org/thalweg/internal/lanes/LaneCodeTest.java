package org.thalweg.internal.lanes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.thalweg.internal.kernel.Elementary;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;

class LaneCodeTest {
    private static final int LANES = LaneCode.suitableLanes();
    private static final double[] HARD = {
        0.0, -0.0, 1, -1, 2.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-310, 1e308};

    /// Runs a program as vector code, by scalar kernels as every program begins, and by those in use, and compares; array 1 holds
    /// hard numbers in six rows, array 2 takes the results.
    private static double[] both(Consumer<LaneCode> program) {
        double[][] results = new double[3][];
        for (int way = 0; way < 3; way++) {
            LaneCode code = new LaneCode(LANES);
            program.accept(code);
            double[] in = new double[6 * LANES];
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < in.length; i++) {
                in[i] = random.nextInt(3) == 0 ? HARD[random.nextInt(HARD.length)] : random.nextDouble(-2, 2);
            }
            double[][] memory = {{}, in, new double[400 * LANES], {3, 4, 5}};
            code.fix(1, in);
            LaneProgram made = code.program(way < 2);
            if (way == 0) {
                made.hurry();
            }
            made.run(memory);
            made.run(memory);
            results[way] = memory[2];
        }
        assertArrayEquals(results[1], results[0]);
        assertArrayEquals(results[2], results[0]);
        return results[0];
    }

    /// More runs than the interpreter has alone.
    @Test
    void vectorCodeTakesUpWhatTheInterpreterLeaves() {
        double[][] rows = new double[2][];
        for (int way = 0; way < 2; way++) {
            LaneCode code = new LaneCode(LANES);
            int x = code.load(1, 0);
            code.store(code.fma(x, code.sub(code.constant(1), x), code.mul(x, code.constant(2.9))), 1, 0);
            rows[way] = new double[LANES];
            for (int lane = 0; lane < LANES; lane++) {
                rows[way][lane] = (lane + 0.5) / LANES;
            }
            double[][] memory = {{}, rows[way]};
            code.fix(1, rows[way]);
            LaneProgram made = code.program(way == 0);
            for (int run = 0; run < 3000; run++) {
                made.run(memory);
            }
        }
        assertArrayEquals(rows[1], rows[0]);
    }

    @Test
    void compiledAndInterpretedAgreeOnEveryFunction() {
        both(code -> {
            int row = 0;
            for (Elementwise f : Elementwise.values()) {
                code.store(code.map(f, code.load(1, 0), code.load(1, 1), code.load(1, 2)), 2, row++);
            }
        });
    }

    @Test
    void conditionsSurviveCutsAndCalls() {
        both(code -> {
            int less = code.less(code.load(1, 0), code.load(1, 1));
            int exp = code.map(Elementwise.EXP, code.load(1, 2), 0, 0);
            int both = code.and(less, code.not(code.equal(exp, code.load(1, 3))));
            int sum = code.load(1, 4);
            for (int i = 0; i < 600; i++) {
                sum = code.fma(sum, code.constant(0.5 + i), code.load(1, 5));
            }
            code.store(code.select(code.or(both, code.atMost(sum, exp)), sum, exp), 2, 0);
            code.store(both, 2, 1);
        });
    }

    @Test
    void aLoopAddsInOrder() {
        double[] out = both(code -> {
            int scale = code.load(1, 0);
            code.loop(6);
            int a = code.mul(scale, code.load(1, 0, 1));
            int sum = code.sum(a);
            int dot = code.dot(a, code.shared(3, 1, 0));
            int largest = code.largest(a);
            code.store(a, 2, 10, 3);
            code.end();
            code.store(sum, 2, 0);
            code.store(dot, 2, 1);
            code.store(largest, 2, 2);
        });
        for (int lane = 0; lane < LANES; lane++) {
            double sum = 0;
            for (int i = 0; i < 6; i++) {
                sum += out[(10 + 3 * i) * LANES + lane];
            }
            assertEquals(sum, out[lane]);
        }
    }

    /// Within a loop the exponential is code of its own: in range, and in vectors of which some lanes are not.
    @Test
    void theExponentialOfALoopIsTheSame() {
        for (double scale : new double[] {1, 300, 2000}) {
            double[] out = both(code -> {
                code.loop(6);
                int x = code.mul(code.constant(scale), code.load(1, 0, 1));
                code.store(x, 2, 0, 1);
                code.store(code.map(Elementwise.EXP, x, x, x), 2, 10, 1);
                code.end();
            });
            for (int i = 0; i < 6 * LANES; i++) {
                assertEquals(Elementary.exp(out[i]), out[10 * LANES + i]);
            }
        }
    }

    @Test
    void aLoadAfterAStoreSeesIt() {
        double[] out = both(code -> {
            int before = code.load(2, 0);
            code.store(code.add(code.load(2, 0), code.constant(1)), 2, 0);
            code.store(code.sub(code.load(2, 0), before), 2, 1);
        });
        assertEquals(2, out[0]);
        assertEquals(1, out[LANES]);
    }

    /// Two stages apart: values whose rows have been written since then, and conditions about them.
    @Test
    void aValueOutlivesItsRow() {
        double[] out = both(code -> {
            code.store(code.constant(1), 2, 0);
            code.store(code.constant(2), 2, 1);
            int loaded = code.load(2, 0);
            int stored = code.add(code.load(2, 1), code.constant(5));
            code.store(stored, 2, 2);
            int less = code.less(loaded, stored);
            int sum = code.load(1, 4);
            for (int i = 0; i < 300; i++) {
                sum = code.fma(sum, code.constant(0.5 + i), code.load(1, 5));
            }
            code.store(sum, 2, 3);
            code.store(code.constant(100), 2, 0);
            code.store(code.constant(-100), 2, 2);
            for (int i = 0; i < 300; i++) {
                sum = code.fma(sum, code.constant(0.25 + i), code.load(1, 5));
            }
            code.store(sum, 2, 4);
            code.store(code.select(less, loaded, code.constant(9)), 2, 5);
            code.store(stored, 2, 6);
        });
        assertEquals(1, out[5 * LANES]);
        assertEquals(7, out[6 * LANES]);
    }

    /// The condition holds in no lane of the first vector, in some of the second, in all of the others.
    @Test
    void whatHoldsNowhereIsLeftOut() {
        int width = Kernels.width();
        double[][] out = new double[2][];
        double[] x = new double[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            x[lane] = lane < width || lane == width + 1 ? 1 + lane : -1 - lane;
        }
        for (int way = 0; way < 2; way++) {
            LaneCode code = new LaneCode(LANES);
            int own = code.rows(1);
            code.store(code.constant(7), LaneCode.SCRATCH, own);
            int loaded = code.load(1, 0);
            int before = code.add(loaded, code.constant(1));
            int negative = code.less(before, code.constant(0));
            code.where(negative);
            code.store(before, LaneCode.SCRATCH, own);
            int sum = before;
            for (int i = 0; i < 600; i++) {
                sum = code.fma(sum, code.constant(0.5 + i % 3 / 10.0), loaded);
            }
            code.store(code.select(negative, sum, code.load(2, 0)), 2, 0);
            code.store(code.constant(1), 2, 1);
            code.everywhere();
            code.store(before, 2, 2);
            code.store(code.select(negative, code.load(LaneCode.SCRATCH, own), code.constant(0)), 2, 3);
            double[][] memory = {{}, x, new double[4 * LANES]};
            LaneProgram made = code.program(way == 0);
            made.hurry();
            made.run(memory);
            out[way] = memory[2].clone();
            boolean leftOut = way == 0 && width > 1;
            for (int lane = 0; lane < width; lane++) {
                assertEquals(leftOut ? 0 : 1, memory[2][LANES + lane]);
            }
            for (int run = 1; run < 64; run++) {
                made.run(memory);
            }
            assertEquals(1, memory[2][LANES]);
        }
        for (int lane = 0; lane < LANES; lane++) {
            out[0][LANES + lane] = out[1][LANES + lane];
            assertEquals(x[lane] + 1, out[0][2 * LANES + lane]);
        }
        assertArrayEquals(out[1], out[0]);
    }

    @Test
    void misuseIsRefused() {
        LaneCode code = new LaneCode(LANES);
        code.loop(3);
        assertEquals(
                "function: must be one that vectors have in a loop, was LOG",
                assertThrows(IllegalStateException.class, () -> code.map(Elementwise.LOG, code.load(1, 0), 0, 0))
                        .getMessage());
        assertEquals(
                "loop: must be ended first",
                assertThrows(IllegalStateException.class, () -> code.program(true)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new LaneCode(0));
        LaneCode guarded = new LaneCode(LANES);
        guarded.where(guarded.less(guarded.load(1, 0), guarded.constant(0)));
        String message = "where: must be ended first, holds straight code only";
        assertEquals(message, assertThrows(IllegalStateException.class, () -> guarded.loop(3)).getMessage());
        assertEquals(message, assertThrows(IllegalStateException.class, () -> guarded.program(true)).getMessage());
    }
}
