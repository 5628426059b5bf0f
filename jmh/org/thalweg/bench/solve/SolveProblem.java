package org.thalweg.bench.solve;

import java.util.List;
import java.util.function.Supplier;
import org.thalweg.Objective;

/// A function to be minimised from its start, by hand and as a formula.
///
/// @param name as in `perf-results/c/problems.c`
/// @param start its standard start, not to be changed
/// @param byHand makes the function in plain loops
/// @param formula makes the same as a formula, confined to one thread
record SolveProblem(String name, double[] start, Supplier<Valued> byHand, Supplier<Objective> formula) {
    /// All that are measured.
    static final List<String> NAMES = List.of(
            "rosenbrock-5", "rosenbrock-100", "beale", "helical", "wood", "powell-4", "trigonometric-100", "extended-1000",
            "chained-1000", "broyden-1000", "powell-1000", "logistic-10000", "extended-100000", "extended-1000000");

    int n() {
        return start.length;
    }

    /// The problem of a name: that of a family, and for most a number, which is b for `rosenbrock-b`, the rows of
    /// data for `logistic-rows`, else n.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    static SolveProblem named(String name) {
        int dash = name.indexOf('-');
        String family = dash < 0 ? name : name.substring(0, dash);
        int number = dash < 0 ? 0 : Integer.parseInt(name.substring(dash + 1));
        return switch (family) {
            case "rosenbrock" -> new SolveProblem(name, new double[] {number == 100 ? -1.2 : -1, 1},
                    () -> new SmallProblems.Rosenbrock(number), () -> SmallProblems.rosenbrock(number).confined());
            case "beale" -> new SolveProblem(name, repeated(2, 1), SmallProblems.Beale::new,
                    () -> SmallProblems.beale().confined());
            case "helical" -> new SolveProblem(name, new double[] {-1, 0, 0}, SmallProblems.HelicalValley::new,
                    () -> SmallProblems.helicalValley().confined());
            case "wood" -> new SolveProblem(name, repeated(4, -3, -1), SmallProblems.Wood::new,
                    () -> SmallProblems.wood().confined());
            case "powell" -> new SolveProblem(name, repeated(number, 3, -1, 0, 1), SmallProblems.Powell::new,
                    () -> SmallProblems.powell(number).confined());
            case "trigonometric" -> new SolveProblem(name, repeated(number, 1.0 / number),
                    () -> new LongProblems.Trigonometric(number), () -> LongProblems.trigonometric(number).confined());
            case "extended" -> new SolveProblem(name, repeated(number, -1.2, 1), LongProblems.ExtendedRosenbrock::new,
                    () -> LongProblems.extendedRosenbrock(number).confined());
            case "chained" -> new SolveProblem(name, repeated(number, -1.2, 1), LongProblems.ChainedRosenbrock::new,
                    () -> LongProblems.chainedRosenbrock(number).confined());
            case "broyden" -> new SolveProblem(name, repeated(number, -1), LongProblems.BroydenTridiagonal::new,
                    () -> LongProblems.broydenTridiagonal(number).confined());
            case "logistic" -> {
                Logistic data = Logistic.of(number, 100);
                yield new SolveProblem(name, new double[100], () -> data, data::formula);
            }
            default -> throw new IllegalArgumentException("problem: must be a known name, was '" + name + "'");
        };
    }

    private static double[] repeated(int n, double... pattern) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = pattern[i % pattern.length];
        }
        return x;
    }
}
