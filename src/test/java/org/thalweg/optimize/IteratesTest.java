package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.thalweg.internal.kernel.Kernels;

/// `‖x‖∞` is that of the iterate, whatever the iterate was before.
class IteratesTest {
    private static final int N = 3;

    private final Iterates at = new Iterates(N, new Terrain.Open(N));

    @BeforeEach
    void begin() {
        at.begin(new double[] {1, -2, 0});
        at.accept(10, Double.NaN, 0);
        assertNorm(2);
    }

    private void assertNorm(double norm) {
        assertEquals(norm, at.xNorm());
        assertEquals(norm, Kernels.normInf(at.x, 0, N));
    }

    private void propose(double... x) {
        System.arraycopy(x, 0, at.xTrial, 0, N);
    }

    @Test
    void ofAnAcceptedCandidate() {
        propose(5, 0, 0);
        at.accept(9, 5, 0);
        assertNorm(5);
        propose(0, 0, -3);
        at.accept(8, Double.NaN, 0);
        assertNorm(3);
    }

    @Test
    void ofTheLowestPoint() {
        propose(7, 0, 0);
        at.keepIfLowest(9);
        at.adoptBest();
        assertNorm(7);
    }

    @Test
    void whereOtherStepsHaveLed() {
        at.move(new double[] {4, 0, 0}, new double[N], new double[N], new double[N], 9, 0, 9, 1);
        assertNorm(4);
    }

    @Test
    void ofARestoredIterate() {
        Tape tape = new Tape();
        double[] saved = new double[tape.measure(at)];
        tape.save(at, saved);
        assertNorm(2);
        propose(6, 0, 0);
        at.accept(9, 6, 0);
        assertNorm(6);
        tape.restore(at, saved);
        assertNorm(2);
    }
}
