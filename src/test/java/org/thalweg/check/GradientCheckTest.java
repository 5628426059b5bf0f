package org.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.Objective;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.problems.Classics;
import org.thalweg.problems.Flower;
import org.thalweg.problems.Problem;
import org.thalweg.problems.Rosenbrock;

class GradientCheckTest {
    static java.util.List<Problem> problems() {
        var all = new java.util.ArrayList<>(Classics.small());
        all.add(Classics.extendedRosenbrock(10));
        all.add(Classics.chainedRosenbrock(10));
        return all;
    }

    @ParameterizedTest
    @MethodSource("problems")
    void theClassicGradientsPassAtTheStartAndAtTheMinimum(Problem problem) {
        GradientCheck start = GradientCheck.at(problem.objective(), problem.start());
        assertTrue(start.passes(1e-7), start::toString);
        double[] minimum = Lbfgs.DEFAULT.minimize(problem.objective(), problem.start()).x();
        GradientCheck end = GradientCheck.at(problem.objective(), minimum);
        assertTrue(end.passes(1e-7), end::toString);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aWrongCoordinateIsNamed(Problem problem) {
        for (int k = 0; k < problem.n(); k++) {
            int wrong = k;
            Objective broken = (x, g) -> {
                double f = problem.objective().valueAndGradient(x, g);
                g[wrong] += 1e-3 * (1 + Math.abs(g[wrong]));
                return f;
            };
            GradientCheck check = GradientCheck.at(broken, problem.start());
            assertEquals(k, check.worst(), check::toString);
            assertFalse(check.passes(1e-7), check::toString);
            assertTrue(check.toString().startsWith("GradientCheck[worst x[" + k + "]: analytic " + check.analytic()
                    + ", central difference " + check.difference() + ", relative error "), check::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-200, 1e-9, 1, 1e9, 1e200})
    void theVerdictDoesNotDependOnTheScaleOfTheFunction(double scale) {
        Flower flower = new Flower();
        GradientCheck right = GradientCheck.at((x, g) -> scaled(flower, scale, 0, x, g), 1.3, -0.7);
        GradientCheck wrong = GradientCheck.at((x, g) -> scaled(flower, scale, 1e-4, x, g), 1.3, -0.7);
        assertTrue(right.passes(1e-7), right::toString);
        assertEquals(1, wrong.worst());
        assertTrue(wrong.relativeError() > 1e-6 && wrong.relativeError() < 1e-3, wrong::toString);
    }

    private static double scaled(Objective f, double scale, double lie, double[] x, double[] g) {
        double value = scale * f.valueAndGradient(x, g);
        g[0] *= scale;
        g[1] *= scale * (1 + lie);
        return value;
    }

    @Test
    void aFlatCoordinateAndAConstantPass() {
        assertTrue(GradientCheck.at((x, g) -> {
            g[0] = Math.cos(x[0]);
            g[1] = 0;
            return Math.sin(x[0]);
        }, 0.4, 9).passes(1e-7));
        assertEquals(0, GradientCheck.at((x, g) -> {
            g[0] = 0;
            return 5;
        }, 1).relativeError());
    }

    @Test
    void aNeighbourOutsideTheDomainIsSaidSo() {
        Objective logarithm = (x, g) -> {
            g[0] = 2 * x[0];
            g[1] = 1 / x[1];
            return x[0] * x[0] + Math.log(x[1]);
        };
        GradientCheck check = GradientCheck.at(logarithm, 3, 0.01);
        assertFalse(check.passes(1e6));
        assertEquals(1, check.worst());
        assertTrue(check.toString().contains("worst x[1]") && check.toString().contains("not finite"), check::toString);
        assertTrue(GradientCheck.at(logarithm, 3, 1).passes(1e-7));
    }

    @Test
    void aGradientThatIsNotANumberDoesNotPass() {
        GradientCheck check = GradientCheck.at((x, g) -> {
            g[0] = 1;
            g[1] = Double.NaN;
            return x[0];
        }, 1, 2);
        assertEquals(1, check.worst());
        assertFalse(check.passes(1e6));
        assertTrue(check.toString().contains("analytic NaN"));
        assertFalse(GradientCheck.at((x, g) -> {
            g[0] = Double.POSITIVE_INFINITY;
            return x[0];
        }, 1).passes(1e6));
    }

    @Test
    void theVerdictIsOneLine() {
        String verdict = GradientCheck.at((x, g) -> {
            g[0] = 3;
            return 2 * x[0];
        }, 0).toString();
        assertTrue(verdict.matches("GradientCheck\\[worst x\\[0]: analytic 3\\.0, central difference "
                + "(2\\.0|1\\.99\\d+|2\\.00\\d+), relative error 3\\.3e-01]"), verdict);
    }

    @Test
    void theCallersPointIsNotChangedAndMisuseIsNamed() {
        double[] x = {-1.2, 1};
        GradientCheck.at((z, g) -> {
            double f = new Rosenbrock(1, 100).valueAndGradient(z, g);
            z[0] = 17;
            return f;
        }, x);
        assertArrayEquals(new double[] {-1.2, 1}, x);
        Objective f = new Rosenbrock(1, 100);
        assertEquals("x: length must be at least 1, was 0",
                assertThrows(IllegalArgumentException.class, () -> GradientCheck.at(f)).getMessage());
        assertEquals("x[1]: must be finite, was NaN", assertThrows(IllegalArgumentException.class,
                () -> GradientCheck.at(f, 1, Double.NaN)).getMessage());
        assertEquals("tolerance: must be positive and finite, was 0.0", assertThrows(IllegalArgumentException.class,
                () -> GradientCheck.at(f, 1, 2).passes(0)).getMessage());
        assertThrows(NullPointerException.class, () -> GradientCheck.at(null, 1));
    }
}
