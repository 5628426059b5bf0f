package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// What the recorded runs do not reach, on functions of one variable.
class TorchWolfeTest {
    private static final double[] NO_GRADIENT = {};

    private final List<Double> asked = new ArrayList<>();

    private static TorchWolfe.Length number(double t) {
        return TorchWolfe.Length.number(t);
    }

    private static TorchWolfe.Trial trial(double t, double f, double slope) {
        return new TorchWolfe.Trial(number(t), f, slope, NO_GRADIENT);
    }

    private TorchWolfe search(DoubleUnaryOperator f, DoubleUnaryOperator slope, int maxTrials) {
        TorchWolfe.Line line = length -> {
            double t = length.t();
            asked.add(t);
            return trial(t, f.applyAsDouble(t), slope.applyAsDouble(t));
        };
        return new TorchWolfe(line, trial(0, f.applyAsDouble(0), slope.applyAsDouble(0)), 1, maxTrials);
    }

    @Test
    void theSecondTrialIsNotComparedWithTheFirst() {
        // The value stays as it is from the first trial on, the slope says it falls: by the book a bracket.
        search(t -> t == 0 ? 0 : -1, t -> -1, 2).search(number(1));
        assertEquals(3, asked.size());
        assertTrue(asked.get(2) > asked.get(1), "it goes on outwards, " + asked);
    }

    @Test
    void theThirdTrialIsComparedWithTheSecond() {
        search(t -> t == 0 ? 0 : -1, t -> -1, 3).search(number(1));
        assertTrue(asked.get(3) < asked.get(2), "it turns back, " + asked);
    }

    @Test
    void withoutABracketTheLowerOfStartAndLastTrialIsTaken() {
        TorchWolfe.Trial found = search(t -> -t, t -> -1, 4).search(number(1));
        assertEquals(5, asked.size());
        assertEquals(asked.getLast(), found.t());
        assertEquals(0, search(t -> t, t -> -1, 0).search(number(1)).t());
    }

    @Test
    void aParabolaIsDoneInOneInterpolation() {
        TorchWolfe.Trial found = search(t -> (t - 0.25) * (t - 0.25), t -> 2 * (t - 0.25), 25).search(number(1));
        assertEquals(List.of(1.0, 0.25), asked);
        assertEquals(0.25, found.t());
    }

    @Test
    void outsideTheDomainTheTrialsGrowAsTorchsDo() {
        // NaN fails every test for a bracket, and the cubic through it has no minimiser: the middle of [1.01, 10]·t.
        search(t -> t == 0 ? 0 : Double.NaN, t -> t == 0 ? -1 : Double.NaN, 3).search(number(1));
        assertEquals(List.of(1.0, 5.505), asked.subList(0, 2));
        assertTrue(asked.get(3) > 5 * asked.get(2), "trials " + asked);
    }

    @Test
    void aNaNMinimiserIsTried() {
        search(t -> t == 1 ? Double.POSITIVE_INFINITY : 0, t -> t == 0 ? -1 : Double.MAX_VALUE, 1).search(number(1));
        assertEquals(List.of(1.0, Double.NaN), asked);
    }

    @Test
    void aWindowNarrowerThanTheToleranceIsLeft() {
        TorchWolfe.Trial found = search(t -> t == 0 ? 0 : 1, t -> -1, 200).search(number(1e-10));
        assertEquals(1, asked.size());
        assertEquals(0, found.t());
    }
}
