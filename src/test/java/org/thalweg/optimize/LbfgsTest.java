package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.problems.Classics;
import org.thalweg.problems.Problem;
import org.thalweg.problems.Rosenbrock;

class LbfgsTest {
    static Stream<Problem> problems() {
        return Stream.concat(
                Classics.small().stream(),
                Stream.of(Classics.extendedRosenbrock(1000), Classics.chainedRosenbrock(50)));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void classicProblemsReachTheirMinimaFromTheStandardStart(Problem problem) {
        Solution s = Lbfgs.DEFAULT.minimize(problem.objective(), problem.start());
        System.out.println(problem + " " + s);
        assertTrue(s.status().converged(), () -> problem + ": " + s);
    }
}
