package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.Objective;
import org.thalweg.problems.Bounded;
import org.thalweg.problems.BoundedProblems;
import org.thalweg.problems.Classics;
import org.thalweg.problems.Problem;
import org.thalweg.problems.Torsion;
import org.thalweg.support.Allocations;

class BoxTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Lbfgs LBFGS = Lbfgs.DEFAULT;

    private static double[] of(double... values) {
        return values;
    }

    @Test
    void boundsThatNoPointSatisfiesAreRefusedByName() {
        assertMessage("lower[1]: must be at most upper[1] = 1.0, was 2.0", () -> Box.of(of(0, 2), of(1, 1)));
        assertMessage("upper: length must be n = 2, was 1", () -> Box.of(of(0, 2), of(1)));
        assertMessage("lower: length must be at least 1, was 0", () -> Box.of(of(), of()));
        assertMessage("lower[0]: must be a number or −∞, was NaN", () -> Box.of(of(Double.NaN), of(1)));
        assertMessage("lower[0]: must be a number or −∞, was Infinity", () -> Box.of(of(INF), of(INF)));
        assertMessage("upper[0]: must be a number or +∞, was NaN", () -> Box.of(of(1), of(Double.NaN)));
        assertMessage("upper[0]: must be a number or +∞, was -Infinity", () -> Box.of(of(-INF), of(-INF)));
        assertMessage("n: must be at least 1, was 0", () -> Box.of(0, 1, 2));
        assertMessage("x: length must be n = 2, was 1", () -> Box.of(2, 0, 1).contains(of(1)));
    }

    private static void assertMessage(String message, Supplier<?> call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::get).getMessage());
    }

    @Test
    void aBoxKeepsItsBoundsToItself() {
        double[] lower = {0, 1};
        Box box = Box.of(lower, of(INF, 1));
        lower[0] = 7;
        assertEquals(0, box.lower(0));
        assertEquals(INF, box.upper(0));
        assertTrue(box.contains(of(3, 1)));
        assertFalse(box.contains(of(-1e-300, 1)));
        assertFalse(box.contains(of(Double.NaN, 1)));
    }

    static List<Bounded> problems() {
        return BoundedProblems.all();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aPublishedMinimumIsFound(Bounded b) {
        for (LineSearch search : List.of(HagerZhang.DEFAULT, StrongWolfe.DEFAULT)) {
            Solution s = LBFGS.withLineSearch(search).minimize(b.problem().formula(), b.box(), b.problem().start());
            assertTrue(s.status().converged(), s::toString);
            assertTrue(b.problem().isMinimum(s.value(), 1e-6), s::toString);
            assertTrue(s.gradientNorm() <= 1e-6, s::toString);
            assertTrue(b.box().contains(s.x()), s::toString);
            double[] g = new double[b.box().n()];
            assertEquals(s.value(), b.problem().formula().valueAndGradient(s.x(), g));
            assertEquals(s.gradientNorm(), b.box().projectedNorm(s.x(), g));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 20})
    void thousandsOfBoundsHoldTheTorsionOfABar(int force) {
        Bounded b = Torsion.of(74, force);
        double[] x = b.problem().start();
        Solution above = LBFGS.withGradientTolerance(1e-9).minimize(b.problem().formula(), b.box(), x);
        Solution below = LBFGS.withGradientTolerance(1e-9).minimize(b.problem().formula(), b.box(), new double[x.length]);
        assertTrue(above.status().converged() && below.status().converged());
        assertTrue(above.evaluations() < 400 && below.evaluations() < 400, above::toString);
        assertArrayEquals(above.x(), below.x(), 1e-6);
    }

    @Test
    void everyPointThatIsEvaluatedLiesInTheBox() {
        for (Bounded b : problems()) {
            Objective watched = (x, g) -> {
                assertTrue(b.box().contains(x));
                return b.problem().formula().valueAndGradient(x, g);
            };
            LBFGS.minimize(watched, b.box(), b.problem().start());
        }
    }

    @Test
    void aSolveThatBeginsAgainWithOldPairsFindsTheSame() {
        Bounded b = Torsion.of(12, 10);
        LbfgsSolver solver = LBFGS.solver(b.box());
        double[] x = b.problem().start().clone();
        solver.minimize(b.problem().formula(), x);
        int first = solver.evaluations();
        double[] again = b.problem().start().clone();
        solver.beginAgain(again);
        assertTrue(solver.resume(b.problem().formula(), again).converged());
        assertArrayEquals(x, again, 1e-5);
        assertTrue(solver.evaluations() <= first, () -> first + " then " + solver.evaluations());
    }

    @Test
    void aFixedPointIsTheSolution() {
        Solution s = LBFGS.minimize(BoxTest::sphere, Box.of(of(2, -3), of(2, -3)), 0, 0);
        assertEquals(Status.GRADIENT_TOLERANCE, s.status());
        assertArrayEquals(of(2, -3), s.x());
        assertEquals(1, s.evaluations());
        assertEquals(0, s.gradientNorm());
    }

    @Test
    void withoutBoundsItIsTheOrdinaryMethod() {
        Solution s = LBFGS.minimize(BoxTest::sphere, Box.of(3, -INF, INF), 5, -4, 3);
        assertTrue(s.status().converged());
        assertArrayEquals(of(0, 0, 0), s.x(), 1e-6);
        for (int n : new int[] {20, 300}) {
            Problem problem = Classics.extendedRosenbrock(n);
            Solution boxed = LBFGS.minimize(problem.objective(), Box.of(n, -INF, INF), problem.start());
            Solution free = LBFGS.minimize(problem.objective(), problem.start());
            assertTrue(boxed.status().converged());
            assertEquals(free.evaluations(), boxed.evaluations(), 0.2 * free.evaluations());
        }
    }

    @Test
    void aFunctionThatFallsForeverIsBoundedByABox() {
        Objective slide = (x, g) -> {
            g[0] = -1;
            return -x[0];
        };
        assertEquals(1e6, LBFGS.minimize(slide, Box.of(1, -INF, 1e6), 0).x()[0]);
        assertEquals(Status.UNBOUNDED, LBFGS.minimize(slide, Box.of(1, 0, INF), 0).status());
    }

    @Test
    void aSmallGradientBesideALargePointIsNotLost() {
        Objective steep = (x, g) -> {
            g[0] = 1e-5;
            return 1e-5 * (x[0] - 1e12);
        };
        assertEquals(0, LBFGS.minimize(steep, Box.of(1, 0, INF), 1e12).x()[0]);
    }

    @Test
    void wallsInTheBoxAreSteppedBackFrom() {
        Objective wall = (x, g) -> {
            g[0] = 1 - 1 / x[0];
            g[1] = 2 * x[1];
            return x[0] > 0 ? x[0] - Math.log(x[0]) + x[1] * x[1] : Double.NaN;
        };
        Solution s = LBFGS.minimize(wall, Box.of(of(-5, 1), of(5, 9)), 4, 4);
        assertTrue(s.status().converged(), s::toString);
        assertArrayEquals(of(1, 1), s.x(), 1e-6);
    }

    @Test
    void aStartOfAnotherLengthIsRefused() {
        assertMessage("x: length must be n = 2, was 1", () -> LBFGS.minimize(BoxTest::sphere, Box.of(2, 0, 1), 1));
    }

    @Test
    void theLowestPointSurvivesAnException() {
        Bounded b = problems().getFirst();
        LbfgsSolver solver = LBFGS.solver(b.box());
        double[] x = b.problem().start().clone();
        double f0 = b.problem().formula().value(x);
        int[] count = {0};
        Objective breaks = (z, g) -> {
            if (++count[0] == 5) {
                throw new IllegalStateException("broken");
            }
            return b.problem().formula().valueAndGradient(z, g);
        };
        assertThrows(IllegalStateException.class, () -> solver.minimize(breaks, x));
        assertTrue(b.problem().formula().value(x) < f0 && b.box().contains(x));
        assertTrue(solver.minimize(b.problem().formula(), x).converged());
    }

    @Tag("allocation")
    @ParameterizedTest
    @ValueSource(ints = {2, 400})
    void nothingIsAllocatedOnceWarm(int n) {
        Bounded b = Torsion.of((int) Math.round(Math.sqrt(n)) + 2, 10);
        LbfgsSolver solver = LBFGS.solver(b.box());
        double[] x = new double[b.box().n()];
        Objective f = b.problem().formula().confined();
        assertTrue(solver.warmUp(f, x, Allocations.PATIENCE), "warm-up");
        assertEquals(0, Allocations.minimumOver(20, () -> {
            System.arraycopy(b.problem().start(), 0, x, 0, x.length);
            solver.minimize(f, x);
        }));
    }

    private static double sphere(double[] x, double[] g) {
        double f = 0;
        for (int i = 0; i < x.length; i++) {
            f += x[i] * x[i];
            g[i] = 2 * x[i];
        }
        return f;
    }
}
