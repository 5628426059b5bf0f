package org.thalweg.examples;

import static org.thalweg.examples.Plot.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.thalweg.examples.Plot.Grid;
import org.thalweg.examples.Plot.Series;
import org.thalweg.examples.Plot.Window;

/// The pictures of the walkthrough, one method each.
final class Figures {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 640;
    private static final int CURVES_HEIGHT = 460;
    private static final int GRID = 181;
    private static final String VALLEY_FORMULA = "f(x) = (1 − x₁)² + 5 (x₂ − x₁²)², minimum at (1, 1)";
    private static final String DARK = "#20304f";
    private static final String[] ON_WHITE = {"#000000", "#d95f02", "#2a78b5", "#1b9e77", "#a0529b"};
    private static final Map<String, Object> CURVE = options("size", 1.1, "tooltips", "none", "sampling", "none");
    /// Colours that stand out from viridis and from each other: white, orange, pink.
    private static final String[] ON_DARK = {"#ffffff", "#ff9a1f", "#ff5ea8"};
    private static final Map<String, Object> LINE = options("size", 0.9, "tooltips", "none", "sampling", "none");
    private static final Map<String, Object> DOTS = options("size", 1.8, "tooltips", "none", "sampling", "none");
    private static final Map<String, Object> START =
            options("size", 5, "shape", 21, "color", "white", "fill", "black", "stroke", 1.2, "tooltips", "none");
    private static final Map<String, Object> END =
            options("size", 6, "shape", 23, "color", "black", "fill", "white", "stroke", 1.2, "tooltips", "none");

    private final Path directory;
    private final Consumer<Path> written;

    /// @param directory where the figures go
    /// @param written told of each file once it is there
    Figures(Path directory, Consumer<Path> written) {
        this.directory = directory;
        this.written = written;
    }

    /// The article's first picture: 50 levels, evenly spaced on the logarithmic scale from 10⁻³ to 10³.
    void rosenbrock() throws IOException {
        write("rosenbrock", valley("Rosenbrock’s function", VALLEY_FORMULA, 6.0 / 49, true));
    }

    /// The article's second picture.
    void flower() throws IOException {
        write("flower", petals(
                "The flower function", "f(x) = ‖x‖ + sin(4 atan2(x₂, x₁))", Window.around(3), 0.2, true));
    }

    /// Three ways down the same valley.
    void rosenbrockPaths(Trace descent, Trace adam, Trace lbfgs) throws IOException {
        List<Series> paths = List.of(lbfgs.path(), adam.path(), descent.path());
        write("rosenbrock-paths", valley("Three ways down the valley", VALLEY_FORMULA, 0.24, false)
                .paths("path", paths.reversed(), LINE)
                .paths("point", List.of(adam.path(), lbfgs.path()), DOTS)
                .colours(paths, ON_DARK)
                .mark("point", List.of(-1.0), List.of(1.0), START)
                .mark("point", List.of(1.0), List.of(1.0), END)
                .legendInside(0.02, 0.03, "white", DARK));
    }

    /// Without a line search the steps follow the curvature out of the picture.
    void flowerPaths(Trace without, Trace with) throws IOException {
        List<Series> paths = List.of(with.path(), without.path());
        double[] lost = without.last().x();
        String subtitle = "L-BFGS from (20, 20); without a search, point %d is (%.0f, %.0f)"
                .formatted(without.points().size(), lost[0], lost[1]);
        write("flower-paths", petals("Why a line search", subtitle, Window.around(30), 2, false)
                .paths("path", paths.reversed(), LINE)
                .paths("point", paths, DOTS)
                .colours(paths, ON_DARK)
                .mark("point", List.of(20.0), List.of(20.0), START)
                .mark("point", List.of(0.0), List.of(0.0), END)
                .legendInside(0.02, 0.97, "white", DARK));
    }

    /// The last steps towards the origin, where the petals meet and no gradient exists.
    void flowerOrigin(Trace torch, Trace ours) throws IOException {
        List<Series> paths = List.of(ours.path(), torch.path());
        write("flower-origin", petals("Closing in on a point without a gradient", "flower function, infimum −1",
                        Window.around(1), 0.15, false)
                .paths("path", paths.reversed(), LINE)
                .paths("point", paths, DOTS)
                .colours(paths, ON_DARK)
                .mark("point", List.of(0.0), List.of(0.0), END)
                .legendInside(0.02, 0.03, "white", DARK));
    }

    /// The same runs by their distance from the origin: one leaves by powers of ten, the others come closer by them.
    void flowerDistance(List<Trace> traces) throws IOException {
        List<Series> curves = traces.stream().map(Trace::distance).toList();
        write("flower-distance", new Plot("With and without a line search", "distance to the infimum of the flower",
                        WIDTH, CURVES_HEIGHT)
                .paths("line", curves, CURVE)
                .colours(curves, ON_WHITE)
                .axes("evaluations", "log₁₀ ‖x‖")
                .window("cartesian", new Window(0, 280, -17, 20))
                .legendInside(0.4, 0.97, "#333333", "white"));
    }

    /// Out of the circle: the first round goes almost all the way, the others close the gap.
    void penalty(Trace firstRound, Trace rounds) throws IOException {
        Series path = firstRound.path();
        write("penalty", circled("Staying outside a circle", Window.around(2), 0.25)
                .mark("path", path.x(), path.y(), options("color", ON_DARK[1], "size", 1.1, "tooltips", "none"))
                .mark("point", List.of(0.5), List.of(0.5), START)
                .mark("point", List.of(rounds.last().x()[0]), List.of(rounds.last().x()[1]), END));
    }

    /// The same near its end, one dot per round.
    void penaltyRounds(Trace rounds) throws IOException {
        Series dots = rounds.path();
        Plot plot = circled("The gap closes like 1/ρ", new Window(0.48, 0.60, 1.225, 1.345), 0.005)
                .mark("path", dots.x(), dots.y(), options("color", ON_DARK[1], "size", 0.9, "tooltips", "none"))
                .mark("point", dots.x(), dots.y(), options("color", ON_DARK[1], "size", 4, "tooltips", "none"))
                .mark("point", List.of(rounds.last().x()[0]), List.of(rounds.last().x()[1]), END);
        for (int round = 0; round < 4; round++) {
            plot.label(dots.x().get(round) + 0.002, dots.y().get(round), "ρ = " + (1 << round),
                    options("color", "white", "size", 7, "hjust", 0.0, "vjust", 0.6));
        }
        write("penalty-rounds", plot);
    }

    /// How far each optimiser is above the minimum after so many evaluations.
    void convergence(List<Trace> traces) throws IOException {
        List<Series> curves = traces.stream().map(t -> t.convergence(0)).toList();
        write("convergence", new Plot("What an evaluation buys", "Rosenbrock’s function (a = 1, b = 5) from (−1, 1)",
                        WIDTH, CURVES_HEIGHT)
                .paths("line", curves, CURVE)
                .colours(curves, ON_WHITE)
                .logarithmic("evaluations", "log₁₀ (f − f*)")
                .legendInside(0.02, 0.04, "#333333", "white"));
    }

    private static Plot valley(String title, String subtitle, double spacing, boolean bar) {
        var window = Window.around(2);
        return new Plot(title, subtitle, WIDTH, HEIGHT)
                .filledContours(Grid.over(Figures::logRosenbrock, window, GRID), spacing, "log₁₀ f", bar)
                .axes("x₁", "x₂")
                .square(window);
    }

    private static Plot petals(String title, String subtitle, Window window, double spacing, boolean bar) {
        return new Plot(title, subtitle, WIDTH, HEIGHT)
                .filledContours(Grid.over(Figures::flowerAt, window, GRID), spacing, "f", bar)
                .axes("x₁", "x₂")
                .square(window);
    }

    /// The flower with the forbidden disc dimmed.
    private static Plot circled(String title, Window window, double spacing) {
        List<Double> angles = IntStream.rangeClosed(0, 720).mapToObj(i -> Math.toRadians(0.5 * i)).toList();
        List<Double> x = angles.stream().map(t -> Math.sqrt(2) * Math.cos(t)).toList();
        List<Double> y = angles.stream().map(t -> Math.sqrt(2) * Math.sin(t)).toList();
        return petals(title, "flower function + ρ max(2 − ‖x‖², 0)²", window, spacing, false)
                .mark("polygon", x, y, options("fill", "black", "alpha", 0.3, "size", 0, "tooltips", "none"))
                .mark("path", x, y, options("color", "white", "size", 1.2, "linetype", "dashed", "tooltips", "none"));
    }

    private void write(String name, Plot plot) throws IOException {
        plot.write(directory, name).forEach(written);
    }

    private static double logRosenbrock(double x, double y) {
        double f = (1 - x) * (1 - x) + 5 * (y - x * x) * (y - x * x);
        return Math.clamp(Math.log10(f), -3, 3);
    }

    private static double flowerAt(double x, double y) {
        return Math.hypot(x, y) + Math.sin(4 * Math.atan2(y, x));
    }
}
