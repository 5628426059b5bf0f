package org.thalweg.examples;

import static org.thalweg.examples.Plot.options;

import module java.base;

import org.thalweg.examples.Comparison.Common;
import org.thalweg.examples.Comparison.Outcome;
import org.thalweg.optimize.HagerZhang;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LineSearch;
import org.thalweg.optimize.Solution;
import org.thalweg.optimize.StrongWolfe;
import org.thalweg.problems.KanzowSteck;
import org.thalweg.problems.MoreGarbowHillstrom;
import org.thalweg.problems.PrecisionLimit;
import org.thalweg.problems.Published;
import org.thalweg.problems.PublishedRuns;
import org.thalweg.problems.PublishedRuns.Run;
import org.thalweg.problems.Scalable;

/// L-BFGS on published problem sets, beside the published runs of other solvers; then the performance profile, under
/// `docs/figures` or the directory given. Takes some minutes.
///
/// ```
/// mvn -q test-compile exec:exec -Dexample=org.thalweg.examples.ProblemSets
/// ```
final class ProblemSets {
    /// How far the profile is drawn, in doublings.
    private static final double DOUBLINGS = 5;

    private static final String DEFAULT = "Thalweg, HagerZhang";
    private static final String WOLFE = "Thalweg, StrongWolfe";
    private static final Map<String, String> NAMES = Map.of(
            PublishedRuns.WOLFE, "published: Wolfe", PublishedRuns.REGULARISED, "published: regularised, non-monotone");

    private final PrintStream out;
    private final Lbfgs lbfgs;
    private final PublishedRuns published = PublishedRuns.load();

    private ProblemSets(PrintStream out, int maxEvaluations) {
        this.out = out;
        this.lbfgs = Lbfgs.DEFAULT.withMaxIterations(maxEvaluations).withMaxEvaluations(maxEvaluations);
    }

    static void main(String[] arguments) throws IOException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path directory = Files.createDirectories(Path.of(arguments.length > 0 ? arguments[0] : "docs/figures"));
        run(out, directory, PublishedRuns.MAX_EVALUATIONS);
    }

    /// Prints the tables and writes the figure.
    static void run(PrintStream out, Path directory, int maxEvaluations) throws IOException {
        var sets = new ProblemSets(out, maxEvaluations);
        sets.small("Moré, Garbow, Hillstrom: defaults", Lbfgs.DEFAULT, MoreGarbowHillstrom.all());
        sets.small("Precision limit: memory 6, tolerance 1e-5", Lbfgs.DEFAULT.withMemory(6).withGradientTolerance(1e-5),
                PrecisionLimit.all());
        Comparison comparison = sets.large();
        sets.sums(comparison);
        for (Path file : profile(comparison).write(directory, "profile")) {
            out.println("  " + file);
        }
    }

    private void small(String title, Lbfgs settings, List<Published> problems) {
        out.println(title);
        var table = new Table("problem", "n", "status", "f", "published", "‖∇f‖∞", "evaluations");
        for (Published problem : problems) {
            Solution s = settings.minimize(problem.formula(), problem.start());
            boolean known = problem.isMinimum(s.value(), 1e-7);
            table.row(problem.name(), "" + problem.n(), s.status().name(), digits(s.value()),
                    known ? nearest(problem, s.value()) : digits(problem.minima()[0]) + " ✗",
                    norm(s.gradientNorm()), "" + s.evaluations());
        }
        table.print(out);
    }

    private static String nearest(Published problem, double value) {
        return digits(Arrays.stream(problem.minima()).boxed()
                .min(Comparator.comparingDouble(m -> Math.abs(m - value))).orElseThrow());
    }

    private Comparison large() {
        out.println("Kanzow, Steck: memory 5, tolerance 1e-4; evaluations, ✗ where the gradient is not small");
        List<Scalable> problems = KanzowSteck.all();
        var comparison = new Comparison(problems.stream().map(Scalable::name).toList());
        var table = new Table("problem", "n", "status", "f", "‖∇f‖∞", "HagerZhang", "StrongWolfe", "Wolfe", "reg. nm",
                "f like");
        for (Scalable problem : problems) {
            Solution s = solve(problem, HagerZhang.DEFAULT);
            Solution w = solve(problem, StrongWolfe.DEFAULT);
            comparison.add(DEFAULT, problem.name(), outcome(s));
            comparison.add(WOLFE, problem.name(), outcome(w));
            for (String solver : published.solvers()) {
                Run run = published.of(problem.name(), solver);
                comparison.add(NAMES.getOrDefault(solver, solver), problem.name(), outcome(run));
            }
            table.row(problem.name(), "" + problem.size(), s.status().name(), digits(s.value()), norm(s.gradientNorm()),
                    cell(outcome(s)), cell(outcome(w)),
                    cell(outcome(published.of(problem.name(), PublishedRuns.WOLFE))),
                    cell(outcome(published.of(problem.name(), PublishedRuns.REGULARISED))),
                    agreeing(problem, s.value()));
        }
        table.print(out);
        return comparison;
    }

    private Solution solve(Scalable problem, LineSearch search) {
        return lbfgs.withMemory(5).withGradientTolerance(PublishedRuns.TOLERANCE).withLineSearch(search)
                .minimize(problem.formula(problem.size()), problem.start().apply(problem.size()));
    }

    private static Outcome outcome(Solution s) {
        return new Outcome(s.gradientNorm() <= PublishedRuns.TOLERANCE, s.evaluations(), s.value());
    }

    private static Outcome outcome(Run run) {
        return new Outcome(run.solved(), run.evaluations(), run.value());
    }

    private static String cell(Outcome outcome) {
        return outcome.evaluations() + (outcome.solved() ? "  " : " ✗");
    }

    /// How many of the published runs that solved the problem ended at this value.
    private String agreeing(Scalable problem, double value) {
        List<Run> solved = published.solvers().stream()
                .map(s -> published.of(problem.name(), s))
                .filter(Run::solved)
                .toList();
        return solved.stream().filter(run -> run.agrees(value)).count() + " of " + solved.size();
    }

    private void sums(Comparison comparison) {
        for (String ours : List.of(DEFAULT, WOLFE)) {
            out.println("Evaluations on the problems solved in common: " + ours + ", which solves "
                    + comparison.solved(ours) + " of " + KanzowSteck.all().size());
            var table = new Table("against", "solves", "common", "ours", "theirs", "ratio", "geom. mean",
                    "same f", "ours", "theirs", "ratio");
            for (String theirs : comparison.solvers()) {
                Common common = comparison.common(ours, theirs, false);
                Common alike = comparison.common(ours, theirs, true);
                table.row(theirs, "" + comparison.solved(theirs), "" + common.problems(), "" + common.ours(),
                        "" + common.theirs(), ratio(common), number(common.ratio()), "" + alike.problems(),
                        "" + alike.ours(), "" + alike.theirs(), ratio(alike));
            }
            table.print(out);
        }
    }

    private static Plot profile(Comparison comparison) {
        List<String> named = List.of(
                DEFAULT, WOLFE, NAMES.get(PublishedRuns.REGULARISED), NAMES.get(PublishedRuns.WOLFE));
        var plot = new Plot("Who solves how many, and how fast",
                KanzowSteck.all().size() + " CUTEst problems, memory 5, ‖∇f‖∞ ≤ 10⁻⁴; grey: eleven other published solvers",
                720, 460);
        for (String solver : comparison.solvers()) {
            if (!named.contains(solver)) {
                Plot.Series curve = comparison.profile(solver, DOUBLINGS);
                plot.mark("path", curve.x(), curve.y(), line("#cccccc", 0.7));
            }
        }
        List<Plot.Series> curves = named.stream().map(s -> comparison.profile(s, DOUBLINGS)).toList();
        return plot.paths("path", curves.reversed(), options("size", 1.2, "tooltips", "none", "sampling", "none"))
                .colours(curves, "#000000", "#d95f02", "#1b9e77", "#2a78b5")
                .axes("x", "share solved within 2ˣ times the fewest evaluations")
                .window("cartesian", new Plot.Window(0, DOUBLINGS, 0, 1))
                .legendInside(0.98, 0.03, "#333333", "white");
    }

    private static Map<String, Object> line(String colour, double size) {
        return options("color", colour, "size", size, "tooltips", "none", "sampling", "none");
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.7g", value);
    }

    private static String norm(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }

    private static String ratio(Common sums) {
        return number((double) sums.ours() / sums.theirs());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
