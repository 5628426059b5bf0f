package org.thalweg.examples;

import module java.base;

/// Every run of the article that Thalweg grew out of, computed by Thalweg's own derivatives and solvers, beside the
/// numbers the article printed; then the figures, under `docs/figures` or the directory given.
///
/// ```
/// mvn -q test-compile exec:exec
/// ```
final class Walkthrough {
    private Walkthrough() {}

    static void main(String[] arguments) throws IOException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        run(out, Files.createDirectories(Path.of(arguments.length > 0 ? arguments[0] : "docs/figures")));
    }

    /// Prints the tables and writes the figures.
    static void run(PrintStream out, Path directory) throws IOException {
        var article = new ArticleRuns(out);
        Trace descent = article.descent();
        Trace adam = article.adam();
        Trace torch = article.torchOnRosenbrock();
        Trace lost = article.torchOnFlower();
        Trace searched = article.torchOnFlowerWithSearch();
        List<Trace> firstRound = new ArrayList<>();
        Trace rounds = article.penalty(firstRound);

        var own = new OwnRuns();
        Trace rosenbrock = own.rosenbrock();
        Trace flower = own.flower();
        own.penalty();
        own.print(out);

        out.println("Figures");
        var figures = new Figures(directory, written -> out.println("  " + written));
        figures.rosenbrock();
        figures.flower();
        figures.rosenbrockPaths(descent, adam, rosenbrock);
        figures.convergence(List.of(rosenbrock, torch, adam, descent));
        figures.flowerPaths(lost.first(20), searched.improvements());
        figures.flowerOrigin(searched.improvements(), flower);
        figures.flowerDistance(List.of(flower, searched.improvements(), lost));
        figures.penalty(firstRound.getFirst(), rounds);
        figures.penaltyRounds(rounds);
    }
}
