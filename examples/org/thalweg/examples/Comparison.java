package org.thalweg.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Evaluations of several solvers on the same problems.
final class Comparison {
    private final List<String> problems;
    private final Map<String, Outcome[]> outcomes = new LinkedHashMap<>();

    Comparison(List<String> problems) {
        this.problems = problems;
    }

    void add(String solver, String problem, Outcome outcome) {
        outcomes.computeIfAbsent(solver, s -> new Outcome[problems.size()])[problems.indexOf(problem)] = outcome;
    }

    List<String> solvers() {
        return List.copyOf(outcomes.keySet());
    }

    /// How many problems a solver solved.
    long solved(String solver) {
        return Arrays.stream(outcomes.get(solver)).filter(Outcome::solved).count();
    }

    /// Two solvers on the problems that both solve.
    ///
    /// @param alike only where f is the same at the end
    Common common(String ours, String theirs, boolean alike) {
        Outcome[] a = outcomes.get(ours);
        Outcome[] b = outcomes.get(theirs);
        int[] both = IntStream.range(0, problems.size())
                .filter(i -> a[i].solved && b[i].solved && (!alike || a[i].agrees(b[i])))
                .toArray();
        double mean = IntStream.of(both)
                .mapToDouble(i -> Math.log((double) a[i].evaluations / b[i].evaluations))
                .average()
                .orElse(0);
        return new Common(both.length, IntStream.of(both).mapToLong(i -> a[i].evaluations).sum(),
                IntStream.of(both).mapToLong(i -> b[i].evaluations).sum(), Math.exp(mean));
    }

    /// Dolan and Moré's profile: the share of the problems on which a solver needs at most `2^x` times the evaluations
    /// of the best.
    Plot.Series profile(String solver, double until) {
        Outcome[] row = outcomes.get(solver);
        double[] ratios = IntStream.range(0, problems.size())
                .filter(i -> row[i].solved)
                .mapToDouble(i -> Math.log(row[i].evaluations / best(i)) / Math.log(2))
                .sorted()
                .toArray();
        List<Double> x = new ArrayList<>(List.of(0.0));
        List<Double> y = new ArrayList<>(List.of(0.0));
        for (int k = 0; k < ratios.length && ratios[k] <= until; k++) {
            x.addAll(List.of(ratios[k], ratios[k]));
            y.addAll(List.of(y.getLast(), (k + 1.0) / problems.size()));
        }
        x.add(until);
        y.add(y.getLast());
        return new Plot.Series(solver, x, y);
    }

    private double best(int problem) {
        return outcomes.values().stream()
                .map(row -> row[problem])
                .filter(Outcome::solved)
                .mapToInt(Outcome::evaluations)
                .min()
                .orElseThrow();
    }

    /// @param solved whether the gradient is small
    /// @param evaluations what was spent
    /// @param value f at the end
    record Outcome(boolean solved, int evaluations, double value) {
        /// Six digits are published, and the tolerance leaves some hundredths of a percent to flat functions.
        private boolean agrees(Outcome other) {
            return Math.abs(value - other.value) <= 1e-5 * Math.abs(other.value) + 2e-3;
        }
    }

    /// @param problems solved by both
    /// @param ours sum of evaluations
    /// @param theirs sum of evaluations
    /// @param ratio geometric mean of ours by theirs
    record Common(int problems, long ours, long theirs, double ratio) {}
}
