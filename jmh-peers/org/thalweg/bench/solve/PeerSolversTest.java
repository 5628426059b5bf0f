package org.thalweg.bench.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `mvn -Ppeers test -Dtest=PeerSolversTest`
class PeerSolversTest {
    static List<String> names() {
        return PeerSolvers.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPeerSolvesAgainAndAgain(String name) {
        SolveProblem problem = SolveProblem.named("beale");
        Counted counted = new Counted(problem.byHand().get());
        Solver solver = PeerSolvers.named(name, counted);
        int once = 0;
        for (int i = 0; i < 3; i++) {
            double[] x = problem.start().clone();
            int before = counted.gradients();
            solver.solve(x);
            once = i == 0 ? counted.gradients() : once;
            assertArrayEquals(new double[] {3, 0.5}, x, 1e-5);
            assertEquals(once, counted.gradients() - before, "evaluations of solve " + i);
            assertFalse(solver.status().isEmpty());
        }
    }
}
