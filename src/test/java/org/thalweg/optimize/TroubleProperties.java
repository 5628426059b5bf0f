package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Whatever is wrong with a function: a solve ends within its budget, at a point that was evaluated, with the value and the
/// gradient that belong to it, not above the start, and its status is true.
class TroubleProperties {
    private static final double TOLERANCE = 1e-6;
    private static final double WEIGHT = 0.3;

    private enum Place { FREE, BOX, ORTHANT }

    /// One solve.
    private static final class Run {
        final Trouble f;
        final Place place;
        final Box box;
        final LbfgsSolver solver;
        final int limit;
        final long deadline;
        final double[] x;
        long now;

        Run(SplittableRandom random) {
            int n = random.nextInt(1, 9);
            f = new Trouble(n, random);
            place = Place.values()[random.nextInt(3)];
            box = Box.of(n, -4, random.nextBoolean() ? 4 : Double.POSITIVE_INFINITY);
            limit = random.nextInt(1, 400);
            deadline = random.nextInt(4) == 0 ? random.nextInt(1, 100) : Long.MAX_VALUE;
            LineSearch search = switch (random.nextInt(5)) {
                case 0 -> StrongWolfe.DEFAULT;
                case 1 -> Backtracking.DEFAULT;
                case 2 -> HagerZhang.DEFAULT.withEpsilon(1e-3).withOmega(1);
                default -> HagerZhang.DEFAULT;
            };
            Lbfgs settings = Lbfgs.DEFAULT.withGradientTolerance(TOLERANCE).withMemory(random.nextInt(1, 12))
                    .withMaxEvaluations(limit).withLineSearch(search);
            solver = switch (place) {
                case FREE -> settings.solver(n, () -> now);
                case BOX -> settings.solver(box, () -> now);
                case ORTHANT -> OrthantWise.of(WEIGHT).withSettings(settings).solver(n, () -> now);
            };
            x = f.start.clone();
        }

        double penalty(double[] z) {
            double sum = 0;
            for (double zi : z) {
                sum += place == Place.ORTHANT ? WEIGHT * Math.abs(zi) : 0;
            }
            return sum;
        }

        double stationarity(double[] z, double[] g) {
            Terrain terrain = switch (place) {
                case FREE -> new Terrain.Open(f.n);
                case BOX -> new Terrain.Fenced(box);
                case ORTHANT -> Terrain.Creased.of(f.n, WEIGHT, 0, f.n);
            };
            return terrain.stationarity(z, g);
        }

        Status solve() {
            return solver.minimize((z, g) -> {
                now++;
                assertTrue(place != Place.BOX || box.contains(z), "evaluated outside the box");
                return f.valueAndGradient(z, g);
            }, x, deadline);
        }

        @Override
        public String toString() {
            return f + ", " + place + ", limit " + limit + ", deadline " + deadline + ", value " + solver.value()
                    + ", gradient " + solver.gradientNorm() + ", evaluations " + f.calls;
        }
    }

    @Property(tries = 6000)
    void whateverIsWrongTheResultIsTrue(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Run run = new Run(random);
        double[] start = run.f.start.clone();
        if (run.place == Place.BOX) {
            run.box.project(start);
        }
        double first;
        try {
            first = run.f.valueAndGradient(start, new double[run.f.n]) + run.penalty(start);
        } catch (Trouble.Outside e) {
            // The projection on the box may lead beyond the wall.
            first = Double.NaN;
        }
        run.f.calls = 0;
        run.f.lowest = Double.POSITIVE_INFINITY;
        Status status;
        try {
            status = run.solve();
        } catch (Trouble.Outside e) {
            status = null;
        }
        assertTrue(run.f.calls <= run.limit && run.f.calls <= run.deadline, run::toString);
        if (run.f.lowest == Double.POSITIVE_INFINITY) {
            // No finite point: the start is untouched.
            assertTrue(status == null || status == Status.NOT_FINITE_AT_START, run::toString);
            return;
        }
        assertBelongsTogether(run, first);
        if (status != null) {
            assertTrue(isTrue(run, status), () -> run.solver.status() + ": " + run);
            assertEquals(run.f.calls - 1, run.solver.evaluations(), () -> run.solver.status() + ": " + run);
        }
    }

    /// Up to a bound along a slope that lies, within the noise of f: once above the start.
    @Example
    void aStepToABoundNeverEndsAboveTheStart() {
        whateverIsWrongTheResultIsTrue(6340496563190279565L);
    }

    /// A value of 0, by rounding, beside which no gradient is small: it was, beside the iterate's.
    @Example
    void aLowerPointHasToBeAccurateItself() {
        whateverIsWrongTheResultIsTrue(-1156576);
    }

    private static void assertBelongsTogether(Run run, double first) {
        double[] g = new double[run.f.n];
        double slack = run.place == Place.ORTHANT ? 8 * Math.ulp(run.solver.value()) : 0;
        double value = run.f.valueAndGradient(run.x, g) + run.penalty(run.x);
        assertEquals(value, run.solver.value(), slack, run::toString);
        assertEquals(run.stationarity(run.x, g), run.solver.gradientNorm(), run::toString);
        assertTrue(value <= first + slack, run::toString);
        assertTrue(run.place != Place.BOX || run.box.contains(run.x), run::toString);
    }

    private static boolean isTrue(Run run, Status status) {
        double norm = run.solver.gradientNorm();
        int calls = run.solver.evaluations();
        boolean lowest = run.place == Place.ORTHANT || run.solver.value() == run.f.lowest;
        return switch (status) {
            case GRADIENT_TOLERANCE -> norm <= TOLERANCE;
            case ATTAINABLE_ACCURACY -> norm <= 1e-5 * Math.max(1, Math.abs(run.solver.value()));
            case EVALUATION_LIMIT -> calls == run.limit && lowest;
            case DEADLINE -> calls == run.deadline && lowest;
            case LINE_SEARCH_FAILED -> lowest;
            // A step in f is one to the difference, too.
            case GRADIENT_INCONSISTENT -> lowest && !run.f.isHonest();
            case UNBOUNDED -> run.f.wall == Trouble.Wall.MINUS_INFINITY || run.f.lie != Trouble.Lie.NONE;
            default -> false;
        };
    }
}
