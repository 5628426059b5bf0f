package org.thalweg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.thalweg.bench.work.Work;

/// Runs [GradientBenchmark] and the plain C of `perf-results/c`, work by work, and prints one table.
///
/// `mvn -Pjmh test-compile exec:exec -Djmh.main=org.thalweg.bench.GradientReport -Djmh.args="5 1000 target/gradients"`:
/// forks, milliseconds per iteration, a directory for the raw results, and the names of works if not all are wanted. Without gcc
/// the columns of C stay empty.
public final class GradientReport {
    private static final List<String> WORKS = List.of(
            "rosenbrock-2", "chained-10", "chained-1000", "chained-100000", "extended-10", "extended-1000",
            "extended-100000", "separable-1000", "decay-64", "decay-1000", "decay-10000", "lse-1000", "lse-100000",
            "llsq-1000", "logistic-10000", "logistic-400000", "gmm-2-5", "gmm-10-25");

    private final int forks;
    private final TimeValue time;
    private final Path directory;

    private GradientReport(int forks, TimeValue time, Path directory) {
        this.forks = forks;
        this.time = time;
        this.directory = directory;
    }

    /// Prints the table.
    ///
    /// @param args forks, milliseconds, directory, names
    /// @throws RunnerException if a benchmark fails
    /// @throws IOException if nothing can be written
    public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(args[2]));
        GradientReport report = new GradientReport(
                Integer.parseInt(args[0]), TimeValue.milliseconds(Integer.parseInt(args[1])), directory);
        List<String> works = args.length > 3 ? List.of(args).subList(3, args.length) : WORKS;
        Path c = report.buildC();
        List<String> lines = new ArrayList<>();
        lines.add("| work | formula ns | ÷ vectors | ÷ loops | ÷ value | ÷ interpreted | C ÷ formula | bytes |");
        lines.add("|---|---|---|---|---|---|---|---|");
        for (String work : works) {
            lines.add(report.line(work, c));
        }
        Files.write(directory.resolve("gradients.md"), lines);
        lines.forEach(System.out::println);
    }

    /// The executable, or null where there is no compiler.
    private Path buildC() throws IOException, InterruptedException {
        Path program = directory.resolve("gradients").toAbsolutePath();
        try {
            Process gcc = new ProcessBuilder(
                            "gcc", "-O3", "-march=native", "-o", program.toString(), "perf-results/c/gradients.c", "-lm")
                    .inheritIO()
                    .start();
            return gcc.waitFor() == 0 ? program : null;
        } catch (IOException missing) {
            System.err.println("no C to compare with: " + missing.getMessage());
            return null;
        }
    }

    private String line(String work, Path c) throws RunnerException, IOException, InterruptedException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("GradientBenchmark")
                        .param("work", work)
                        .forks(forks)
                        .warmupTime(time)
                        .measurementTime(time)
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend("-Xmx4g", "--add-modules=jdk.incubator.vector")
                        .resultFormat(ResultFormatType.JSON)
                        .result(directory.resolve(work + ".json").toString())
                        .output(directory.resolve(work + ".txt").toString())
                        .build())
                .run();
        Map<String, Double> times = new HashMap<>();
        double bytes = 0;
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            times.put(name.substring(name.lastIndexOf('.') + 1), result.getPrimaryResult().getScore());
            if (name.endsWith(".formula")) {
                bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            }
        }
        double formula = times.get("formula");
        String plainC = c == null ? "" : String.format(Locale.ROOT, "%.2f", c(work, c) / formula);
        return String.format(Locale.ROOT, "| %s | %.1f | %.2f | %.2f | %.2f | %.2f | %s | %.1f |",
                work, formula, formula / times.get("vectors"), formula / times.get("loops"),
                formula / times.get("value"), formula / times.get("interpreted"), plainC, bytes);
    }

    /// Nanoseconds of the C program, whose value and norm must be ours.
    private static double c(String work, Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), work).redirectErrorStream(true).start();
        String[] words = new String(process.getInputStream().readAllBytes()).strip().split(" ");
        process.waitFor();
        Work functions = Work.of(work);
        double[] gradient = new double[functions.point().length];
        double value = functions.bind(functions.formula()).valueAndGradient(functions.point(), gradient);
        double norm = 0;
        for (double gi : gradient) {
            norm = Math.max(norm, Math.abs(gi));
        }
        agree(work + ": value", value, Double.parseDouble(words[2]));
        agree(work + ": norm", norm, Double.parseDouble(words[3]));
        return Double.parseDouble(words[1]);
    }

    private static void agree(String what, double ours, double theirs) {
        if (!(Math.abs(ours - theirs) <= 1e-10 * Math.abs(ours))) {
            throw new IllegalStateException(what + ": must agree with C, was " + ours + " and " + theirs);
        }
    }
}
