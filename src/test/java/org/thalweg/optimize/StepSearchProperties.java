package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.thalweg.optimize.StepSearch.State;

class StepSearchProperties {
    /// `φ(α) = q·(α − m)² + w·cos(kα) + t·α`, not finite from `wall` on; slopes are multiplied by `lie`.
    record Line(double q, double m, double w, double k, double t, double wall, double outside, double lie) {
        double phi(double a) {
            return a >= wall ? outside : q * (a - m) * (a - m) + w * Math.cos(k * a) + t * a;
        }

        double dphi(double a) {
            return a >= wall ? outside : lie * (2 * q * (a - m) - w * k * Math.sin(k * a) + t);
        }
    }

    @Provide
    Arbitrary<Line> lines() {
        Arbitrary<Double> exponents = Arbitraries.doubles().between(-6, 6);
        return Combinators.combine(
                        exponents.map(e -> e > 5 ? -1 : Math.pow(10, e)),
                        exponents.map(e -> Math.pow(10, e)),
                        Arbitraries.doubles().between(0, 10),
                        Arbitraries.doubles().between(0.1, 30),
                        Arbitraries.doubles().between(-100, 1),
                        exponents.map(e -> e > 3 ? Double.POSITIVE_INFINITY : Math.pow(10, e)),
                        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
                        Arbitraries.of(1.0, 1.0, 1.0, -1.0, 1e-3, 1e3))
                .as(Line::new)
                .filter(line -> line.dphi(0) < 0);
    }

    @Property(tries = 2000)
    void everySearchEndsInTimeAndTellsTheTruth(
            @ForAll("lines") Line line, @ForAll @DoubleRange(min = -8, max = 8) double exponent,
            @ForAll @IntRange(min = 1, max = 60) int limit, @ForAll @IntRange(min = 0, max = 2) int kind) {
        LineSearch rule = switch (kind) {
            case 0 -> StrongWolfe.DEFAULT.withMaxEvaluations(limit);
            case 1 -> HagerZhang.DEFAULT.withMaxEvaluations(limit);
            default -> Backtracking.DEFAULT.withMaxEvaluations(limit);
        };
        StepSearch search = rule.newSearch();
        double phi0 = line.phi(0);
        double dphi0 = line.dphi(0);
        search.begin(phi0, dphi0, Math.pow(10, exponent));
        double lowest = phi0;
        int count = 0;
        while (search.state() == State.SEARCHING) {
            double a = search.alpha();
            assertTrue(a > 0 && a < Double.POSITIVE_INFINITY, "trial " + a);
            double phi = line.phi(a);
            search.tell(phi, line.dphi(a));
            count++;
            if (Double.isFinite(phi)) {
                lowest = Math.min(lowest, phi);
            }
        }
        assertTrue(count <= limit && count == search.evaluations());
        assertEquals(lowest, search.bestPhi());
        assertEquals(lowest, line.phi(search.bestAlpha()));
        if (search.state() == State.ACCEPTED) {
            double a = search.alpha();
            assertTrue(line.phi(a) <= phi0 + 1e-4 * a * dphi0);
            assertTrue(kind != 0 || Math.abs(line.dphi(a)) <= 0.9 * -dphi0);
            assertTrue(kind != 1 || line.dphi(a) >= 0.9 * dphi0);
        }
    }

    /// The second of two searches over a function that is flat but for noise: a machine that takes rises for noise goes
    /// outwards again, but never beyond the largest step, nor where it has met a wall.
    @Property(tries = 2000)
    void noTrialLeavesTheRangeNotEvenAfterNoise(
            @ForAll @DoubleRange(min = -8, max = -3) double rise, @ForAll @DoubleRange(min = -6, max = 3) double from,
            @ForAll @DoubleRange(min = -6, max = 6) double wall, @ForAll @DoubleRange(min = -3, max = 6) double largest,
            @ForAll @IntRange(min = 0, max = 2) int kind) {
        LineSearch rule = kind == 0 ? StrongWolfe.DEFAULT : kind == 1 ? HagerZhang.DEFAULT : Backtracking.DEFAULT;
        StepSearch search = rule.newSearch();
        double alphaMax = Math.pow(10, largest);
        search.begin(1, -1e-4, Math.min(1, alphaMax), alphaMax);
        search.tell(0.9999, -1e-5);
        search.begin(0.9999, -1, Math.min(1, alphaMax), alphaMax);
        double met = Double.POSITIVE_INFINITY;
        while (search.state() == State.SEARCHING) {
            double a = search.alpha();
            assertTrue(a > 0 && a <= alphaMax && a < met, () -> "trial " + a + " of at most " + alphaMax);
            if (a >= Math.pow(10, wall)) {
                met = a;
                search.tell(Double.NaN, Double.NaN);
            } else {
                search.tell(a <= Math.pow(10, from) ? 0.9999 : 0.9999 + Math.pow(10, rise), -1);
            }
        }
        assertTrue(search.state() != State.ACCEPTED || search.alpha() < met);
    }

    /// With a true slope, a parabola that opens upwards and no wall there is always a step, and it is found.
    @Property(tries = 1000)
    void aWolfePointOfAParabolaIsFound(
            @ForAll @DoubleRange(min = -8, max = 8) double curvature, @ForAll @DoubleRange(min = -8, max = 8) double at,
            @ForAll @DoubleRange(min = -12, max = 12) double first, @ForAll @DoubleRange(min = 0.1, max = 0.9) double c2,
            @ForAll boolean strong) {
        double q = Math.pow(10, curvature);
        double m = Math.pow(10, at);
        LineSearch rule = strong ? StrongWolfe.DEFAULT.withC2(c2) : HagerZhang.DEFAULT.withSigma(c2);
        StepSearch search = rule.newSearch();
        search.begin(0, -2 * q * m, Math.pow(10, first));
        while (search.state() == State.SEARCHING) {
            double a = search.alpha();
            search.tell(q * a * (a - 2 * m), 2 * q * (a - m));
        }
        assertEquals(State.ACCEPTED, search.state());
    }
}
