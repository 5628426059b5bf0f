package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final Formula FIT = Formula.model(2, m -> {
        Expr t = m.data("t", 3);
        Expr r = m.x().at(0).times(t).plus(m.x().at(1)).minus(m.data("y", 3));
        return r.squaredNorm();
    });

    private static Evaluator bound() {
        return FIT.evaluator().bind("t", new double[] {1, 2, 3}).bind("y", new double[] {2, 4, 6});
    }

    private static void message(String expected, Runnable misuse) {
        RuntimeException e = assertThrows(RuntimeException.class, misuse::run);
        assertTrue(e.getMessage().contains(expected), () -> e.getMessage() + " lacks " + expected);
    }

    @Test
    void dataIsBoundByReference() {
        double[] y = {2, 4, 6};
        Evaluator e = FIT.evaluator().bind("t", new double[] {1, 2, 3}).bind("y", y);
        assertEquals(0, e.value(2, 0));
        y[0] = 5;
        assertEquals(9, e.value(2, 0));
        e.bind("y", new double[] {3, 4, 6});
        assertEquals(1, e.value(2, 0));
        assertEquals(List.of("t", "y"), FIT.dataNames());
    }

    @Test
    void unboundDataIsRefusedByName() {
        Evaluator e = FIT.evaluator().bind("t", new double[3]);
        message("data 'y' (length 3) is not bound: call bind(\"y\", …) first", () -> e.value(1, 2));
        assertThrows(IllegalStateException.class, () -> FIT.valueAndGradient(new double[2], new double[2]));
    }

    @Test
    void wrongArgumentsAreRefusedBeforeAnythingIsWritten() {
        Evaluator e = bound();
        double[] g = {7, 7};
        double[] x = {1, 2};
        assertAll(
                () -> message("name: must be one of [t, y], was 'z'", () -> e.bind("z", x)),
                () -> message("t: must have length 3, had 2", () -> e.bind("t", x)),
                () -> message("x: must have length 2, had 3", () -> e.valueAndGradient(new double[3], g)),
                () -> message("gradient: must have length 2, had 1", () -> e.valueAndGradient(x, new double[1])),
                () -> message("gradient: must not be the array of x", () -> e.valueAndGradient(x, x)),
                () -> message("v: must have length 2, had 0", () -> e.directionalDerivative(x, new double[0])),
                () -> message("hv: must not be the array of v", () -> e.hessianVector(x, g, g)),
                () -> message("hv: must have length 2", () -> e.hessianVector(x, g, new double[5])),
                () -> assertThrows(NullPointerException.class, () -> e.bind("t", null)));
        assertArrayEquals(new double[] {7, 7}, g);
        assertArrayEquals(new double[] {1, 2}, x);
    }

    @Test
    void resultMustNotBeBoundData() {
        Formula f = Formula.model(2, m -> m.x().dot(m.data("c", 2)));
        double[] c = {1, 2};
        Evaluator e = f.evaluator().bind("c", c);
        message("must not be the array of c", () -> e.valueAndGradient(new double[2], c));
        assertArrayEquals(new double[] {1, 2}, c);
    }

    @Test
    void gradientThatIsDataIsCopied() {
        double[] g = new double[2];
        Formula f = Formula.model(2, m -> m.x().dot(m.data("c", 2)));
        assertEquals(5, f.evaluator().bind("c", new double[] {1, 2}).valueAndGradient(new double[] {1, 2}, g));
        assertArrayEquals(new double[] {1, 2}, g);
    }

    @Test
    void constantFormulaHasZeroDerivatives() {
        Evaluator e = Formula.of(2, x -> x.constant(3)).evaluator();
        double[] g = {1, 1};
        assertEquals(3, e.valueAndGradient(new double[2], g));
        assertArrayEquals(new double[2], g);
        g[0] = 9;
        e.hessianVector(new double[2], new double[] {1, 1}, g);
        assertArrayEquals(new double[2], g);
        assertEquals(0, e.directionalDerivative(new double[2], new double[] {1, 1}));
    }

    @Test
    void nothingFiniteIsPretended() {
        double[] g = new double[1];
        assertTrue(Double.isNaN(Formula.of(1, x -> x.at(0).log()).valueAndGradient(new double[] {-1}, g)));
        assertEquals(Double.NEGATIVE_INFINITY, Formula.of(1, x -> x.at(0).log()).value(0));
    }

    @Test
    void evaluatorsAreIndependent() {
        Formula f = Formula.of(1, x -> x.at(0).square());
        assertNotSame(f.confined(), f.confined());
        assertEquals(9, f.evaluator().value(3));
    }

    @Test
    void evaluationAllocatesNothingAfterWarmUp() {
        int n = 1000;
        Formula chained = Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
        Evaluator e = chained.evaluator();
        Evaluator small = bound();
        double[] x = new double[n];
        double[] g = new double[n];
        double[] x2 = {1, 2};
        double[] g2 = new double[2];
        assertEquals(0, leastBytes(() -> {
            e.valueAndGradient(x, g);
            e.value(x);
            e.directionalDerivative(x, x);
            e.hessianVector(x, x, g);
            small.valueAndGradient(x2, g2);
            small.hessianVector(x2, x2, g2);
        }));
    }

    /// The fewest bytes that a call allocates on this thread: warm-up makes garbage until everything is compiled.
    private static long leastBytes(Runnable call) {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 60_000 && least > 0; i++) {
            long before = bean.getCurrentThreadAllocatedBytes();
            call.run();
            least = Math.min(least, bean.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
