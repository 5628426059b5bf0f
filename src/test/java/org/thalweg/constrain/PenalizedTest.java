package org.thalweg.constrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.thalweg.Objective;
import org.thalweg.check.GradientCheck;
import org.thalweg.problems.Rosenbrock;

class PenalizedTest {
    private static final Objective FLAT = (x, g) -> {
        g[0] = 0;
        return 0;
    };

    private static Objective line(double factor) {
        return (x, g) -> {
            g[0] = factor;
            return factor * x[0];
        };
    }

    /// `ψ(c)` by its other formula, `(max(λ + ρc, 0)² − λ²)/(2ρ)`.
    @Test
    void thePenaltyIsThatOfRockafellarOnBothSidesOfItsSeam() {
        double lambda = 3;
        double rho = 4;
        for (boolean equality : new boolean[] {true, false}) {
            Penalized p = new Penalized(FLAT, List.of(new Constraint(line(1), equality)), 1);
            p.weight = rho;
            p.multipliers[0] = lambda;
            double[] g = new double[1];
            for (double c = -2; c <= 2; c += 0.03125) {
                double force = equality ? lambda + rho * c : Math.max(lambda + rho * c, 0);
                double expected = (force * force - lambda * lambda) / (2 * rho);
                assertEquals(expected, p.valueAndGradient(new double[] {c}, g), 1e-14);
                assertEquals(force, g[0], 1e-14);
                assertEquals(force, p.pull(0));
                assertEquals(equality ? Math.abs(c) : Math.max(c, 0), p.violation());
            }
        }
    }

    @Test
    void itsGradientIsThatOfItsValue() {
        List<Constraint> constraints = List.of(
                Constraint.atMostZero(new Rosenbrock(1, 5)), Constraint.equalToZero(new Rosenbrock(2, 3)));
        Penalized p = new Penalized(new Rosenbrock(1, 100), constraints, 2);
        p.weight = 7;
        p.multipliers[0] = 0.5;
        p.multipliers[1] = -2;
        double[] x = {0.3, -0.7};
        p.measure(x, new double[2], new double[2]);
        p.balance();
        GradientCheck check = GradientCheck.at(p, x);
        assertTrue(check.passes(1e-7), check::toString);
        double[] g = new double[2];
        double[] slope = new double[2];
        p.measure(x, g, slope);
        Objective squares = (z, out) -> {
            p.measure(z, new double[2], out);
            return p.squares();
        };
        GradientCheck violation = GradientCheck.at(squares, x);
        assertTrue(violation.passes(1e-7), violation::toString);
    }

    /// A constraint times a thousand has a thousandth of the multiplier and the same force.
    @Test
    void steepConstraintsWeighLess() {
        Penalized p = new Penalized(FLAT, List.of(Constraint.atMostZero(line(1e3)), Constraint.atMostZero(line(1))), 1);
        p.weight = 2;
        double[] g = new double[1];
        double[] slope = new double[1];
        p.measure(new double[] {5}, g, slope);
        p.balance();
        assertEquals(2, p.weight(1));
        assertEquals(2e-6, p.weight(0), 1e-18);
        p.measure(new double[] {5}, g, slope);
        assertEquals(20, g[0], 1e-12);
        assertEquals(0.5 * 50, p.squares(), 1e-12);
        assertArrayEquals(new double[] {10}, slope, 1e-12);
        assertEquals(10, p.steepestSlope(), 1e-12);
    }
}
