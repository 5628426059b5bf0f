package org.thalweg.examples.smile;

import static org.thalweg.examples.Plot.options;

import module java.base;

import org.thalweg.examples.Plot;
import org.thalweg.examples.Plot.Series;
import org.thalweg.examples.Plot.Window;
import org.thalweg.optimize.BatchSolver;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.Status;

/// Ten thousand smiles fitted in one call, one in each lane of the vectors; beside it the same smiles one after another, and a
/// figure of a few of them.
///
/// ```
/// mvn -q test-compile exec:exec -Dexample="org.thalweg.examples.smile.SmileBatch 10000"
/// ```
///
/// Arguments: number of smiles; the directory for the figure. Every smile has quotes of its own, with noise, and five bounded
/// parameters.
public final class SmileBatch {
    private static final Lbfgs SETTINGS =
            Lbfgs.DEFAULT.withGradientTolerance(1e-8).withMaxIterations(1000).withMaxEvaluations(2000);
    private static final int ROUNDS = 5;
    private static final double NOISE = 0.02;
    private static final int[] SHOWN = {0, 6, 11, 20, 33};
    private static final String[] COLOURS = {"#d95f02", "#2a78b5", "#1b9e77", "#a0529b", "#000000"};

    private final int count;
    private final List<Smile> smiles = new ArrayList<>();
    private final List<Scaling> scalings = new ArrayList<>();
    private final double[] starts;
    private final double[] xs;
    private final BatchSolver batch;

    SmileBatch(int count) {
        this.count = count;
        double[] k = new double[count * Svi.QUOTES];
        double[] w = new double[count * Svi.QUOTES];
        double[] weight = new double[count * Svi.QUOTES];
        starts = new double[count * Svi.PARAMETERS];
        xs = starts.clone();
        for (int i = 0; i < count; i++) {
            Smile smile = noisy(i);
            var scaling = new Scaling();
            scaling.load(smile, k, w, weight, i * Svi.QUOTES);
            Scaling.start(k, w, i * Svi.QUOTES, starts, i * Svi.PARAMETERS);
            smiles.add(smile);
            scalings.add(scaling);
        }
        batch = SETTINGS.batch(Svi.LOSS, Svi.BOX, count);
        batch.bindEach("k", k).bindEach("w", w).bindEach("weight", weight);
    }

    static void main(String[] arguments) throws IOException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Path figures = Path.of(arguments.length > 1 ? arguments[1] : "docs/figures");
        var program = new SmileBatch(count);
        program.batch.warmUp(program.starts);
        double together = program.fastest(program::fit);
        double alone = program.fastest(new OneByOne(program.smiles)::fit);
        out.printf(Locale.ROOT, "%d smiles: %.1f ms in one call, %.0f smiles/ms; one after another %.1f ms; ratio %.1f%n",
                count, together / 1e6, count / (together / 1e6), alone / 1e6, alone / together);
        out.println("ended: " + program.tally());
        out.printf(Locale.ROOT, "median error of a fit %.2g, in total variance%n", program.medianError());
        program.figure(figures).forEach(path -> out.println("figure " + path));
    }

    /// A typical smile whose quotes are off by some percent.
    static Smile noisy(int i) {
        Smile smile = Calibrator.typical(i);
        var random = new SplittableRandom(i);
        for (int j = 0; j < smile.w().length; j++) {
            smile.w()[j] *= 1 + NOISE * random.nextDouble(-1, 1);
        }
        return smile;
    }

    private double fastest(Runnable fit) {
        return IntStream.range(0, ROUNDS).mapToDouble(_ -> {
            long began = System.nanoTime();
            fit.run();
            return System.nanoTime() - began;
        }).min().orElseThrow();
    }

    /// All smiles, from their starts.
    void fit() {
        System.arraycopy(starts, 0, xs, 0, starts.length);
        batch.minimize(xs);
    }

    /// How many smiles ended how.
    Map<Status, Long> tally() {
        return IntStream.range(0, count).mapToObj(batch::status)
                .collect(Collectors.groupingBy(status -> status, () -> new EnumMap<>(Status.class), Collectors.counting()));
    }

    Svi fitted(int i) {
        return scalings.get(i).smile(xs, i * Svi.PARAMETERS);
    }

    double error(int i) {
        return scalings.get(i).error(batch.value(i));
    }

    private double medianError() {
        double[] errors = IntStream.range(0, count).mapToDouble(this::error).sorted().toArray();
        return errors[count / 2];
    }

    /// Quotes and fitted smiles as implied volatilities of a maturity of one year.
    List<Path> figure(Path directory) throws IOException {
        List<Series> quotes = new ArrayList<>();
        List<Series> curves = new ArrayList<>();
        for (int i : SHOWN) {
            if (i < count) {
                Smile smile = smiles.get(i);
                Svi svi = fitted(i);
                String name = "smile " + i;
                List<Double> k = DoubleStream.of(smile.k()).boxed().toList();
                quotes.add(new Series(name, k, DoubleStream.of(smile.w()).map(Math::sqrt).boxed().toList()));
                List<Double> fine = IntStream.rangeClosed(0, 100).mapToObj(j -> -0.52 + 0.0094 * j).toList();
                curves.add(new Series(name, fine, fine.stream().map(x -> Math.sqrt(svi.w(x))).toList()));
            }
        }
        String subtitle = "%d of %d SVI smiles fitted in one call; quotes with noise as points".formatted(curves.size(), count);
        return new Plot("Smiles, one per lane", subtitle, 720, 460)
                .paths("line", curves, options("size", 1.1, "tooltips", "none", "sampling", "none"))
                .paths("point", quotes, options("size", 2.4, "tooltips", "none", "sampling", "none"))
                .colours(curves, COLOURS)
                .axes("log-moneyness k", "implied volatility √w")
                .window("cartesian", new Window(-0.53, 0.43, 0.12, 0.48))
                .write(directory, "smiles");
    }

    /// The same smiles by a solver of one problem.
    private static final class OneByOne {
        private final List<Smile> smiles;
        private final Calibrator calibrator = new Calibrator(f -> f, System::nanoTime);

        OneByOne(List<Smile> smiles) {
            this.smiles = smiles;
            calibrator.warmUp(Duration.ofSeconds(10));
        }

        void fit() {
            long never = System.nanoTime() + Duration.ofHours(1).toNanos();
            smiles.forEach(smile -> calibrator.calibrate(smile, never));
        }
    }
}
