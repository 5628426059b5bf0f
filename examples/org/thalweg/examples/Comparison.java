package org.thalweg.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Evaluations of several solvers on the same problems, with a gap where one did not solve it.
final class Comparison {
    private final List<String> problems;
    private final Map<String, OptionalInt[]> evaluations = new LinkedHashMap<>();

    Comparison(List<String> problems) {
        this.problems = problems;
    }

    void add(String solver, String problem, OptionalInt spent) {
        OptionalInt[] row = evaluations.computeIfAbsent(solver, s -> new OptionalInt[problems.size()]);
        row[problems.indexOf(problem)] = spent;
    }

    List<String> solvers() {
        return List.copyOf(evaluations.keySet());
    }

    /// How many problems a solver solved.
    long solved(String solver) {
        return indices(solver).count();
    }

    private IntStream indices(String solver) {
        OptionalInt[] row = evaluations.get(solver);
        return IntStream.range(0, row.length).filter(i -> row[i].isPresent());
    }

    private double at(String solver, int problem) {
        return evaluations.get(solver)[problem].orElseThrow();
    }

    /// Two solvers on the problems that both solve.
    Common common(String ours, String theirs) {
        int[] both = indices(ours).filter(i -> evaluations.get(theirs)[i].isPresent()).toArray();
        double mean = IntStream.of(both).mapToDouble(i -> Math.log(at(ours, i) / at(theirs, i))).average().orElse(0);
        return new Common(both.length, Math.round(IntStream.of(both).mapToDouble(i -> at(ours, i)).sum()),
                Math.round(IntStream.of(both).mapToDouble(i -> at(theirs, i)).sum()), Math.exp(mean));
    }

    /// Dolan and Moré's profile: the share of the problems on which a solver needs at most `2^x` times the evaluations of the
    /// best.
    Plot.Series profile(String solver, double until) {
        double[] ratios = indices(solver)
                .mapToDouble(i -> Math.log(at(solver, i) / best(i)) / Math.log(2))
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
        return evaluations.values().stream()
                .filter(row -> row[problem].isPresent())
                .mapToInt(row -> row[problem].getAsInt())
                .min()
                .orElseThrow();
    }

    /// @param problems solved by both
    /// @param ours sum of evaluations
    /// @param theirs sum of evaluations
    /// @param ratio geometric mean of ours by theirs
    record Common(int problems, long ours, long theirs, double ratio) {}
}
