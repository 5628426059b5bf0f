package org.thalweg.examples.latency;

import module java.base;

import org.thalweg.Objective;

/// Starts fresh virtual machines that solve Rosenbrock's function ([ColdStart]), with and without vectors and caches of
/// classes, by turns, and prints the medians as a table in Markdown.
///
/// ```
/// mvn -q test-compile exec:exec -Dexample="org.thalweg.examples.latency.ColdStarts 11"
/// ```
///
/// The argument is the number of machines of each kind. They run from a jar, since caches know no directories.
final class ColdStarts {
    private static final List<String> VECTORS = List.of("--add-modules=jdk.incubator.vector");

    private final Path directory;
    private final Path jar;

    /// One kind of virtual machine.
    ///
    /// @param name for the table
    /// @param options of Java
    /// @param function `formula` or `hand`
    private record Kind(String name, List<String> options, String function) {}

    private ColdStarts(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        jar = directory.resolve("cold.jar");
        java("jar", List.of("--create", "--file", jar.toString(), "-C", root(Objective.class), ".",
                "-C", root(ColdStart.class), ColdStart.class.getPackageName().replace('.', '/')));
    }

    static void main(String[] arguments) throws IOException, InterruptedException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 11;
        Path directory = Files.createTempDirectory("cold");
        try {
            new ColdStarts(directory).print(out, rounds);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private void print(PrintStream out, int rounds) throws IOException, InterruptedException {
        List<Kind> kinds = kinds();
        out.println("Medians of " + rounds + " fresh virtual machines, Rosenbrock n = 2: ms from the start of the process to main "
                + "and to the end of the first solve; of this, ms in main; ms that warmUp takes after it, and how often it "
                + "succeeded; µs of the first solve after it, of the median of the first thousand, and of the steady state; "
                + "bytes allocated for the first solve and by the next hundred.\n");
        out.println("| | to main | to first solve | in main | warmUp | succeeded | first after | first 1000 | steady "
                + "| bytes, first | bytes, next 100 |");
        out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        Map<Kind, List<double[]>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : kinds) {
                times.computeIfAbsent(kind, _ -> new ArrayList<>()).add(numbers(kind, "warm"));
            }
        }
        for (Kind kind : kinds) {
            double[] bytes = numbers(kind, "bytes");
            List<double[]> runs = times.get(kind);
            double[] m = new double[8];
            Arrays.setAll(m, i -> runs.stream().mapToDouble(run -> run[i]).sorted().toArray()[runs.size() / 2]);
            long succeeded = runs.stream().filter(run -> run[4] == 1).count();
            out.printf(Locale.ROOT, "| %s | %.0f | %.0f | %.0f | %.0f | %d/%d | %.1f | %.1f | %.1f | %.0f | %.0f |%n",
                    kind.name(), m[0], m[1], m[2], m[3], succeeded, runs.size(), m[5], m[6], m[7], bytes[0], bytes[1]);
        }
    }

    private List<Kind> kinds() throws IOException, InterruptedException {
        List<Kind> kinds = new ArrayList<>();
        for (String function : List.of("formula", "hand")) {
            for (List<String> modules : List.of(VECTORS, List.<String>of())) {
                String name = function + (modules.isEmpty() ? ", scalar" : ", vectors");
                String file = directory.resolve(function + modules.size()).toString();
                java("java", with(modules, function, "-XX:AOTCacheOutput=" + file + ".aot"));
                java("java", with(modules, function, "-XX:ArchiveClassesAtExit=" + file + ".jsa"));
                kinds.add(new Kind(name, modules, function));
                kinds.add(new Kind(name + ", AOT cache", and(modules, "-XX:AOTCache=" + file + ".aot"), function));
                kinds.add(new Kind(name + ", CDS archive", and(modules, "-XX:SharedArchiveFile=" + file + ".jsa"), function));
            }
        }
        return kinds;
    }

    private static List<String> and(List<String> options, String option) {
        return Stream.concat(options.stream(), Stream.of(option)).toList();
    }

    /// The training run: to the steady state.
    private List<String> with(List<String> modules, String function, String option) {
        return Stream.concat(and(modules, option).stream(),
                Stream.of("-cp", jar.toString(), ColdStart.class.getName(), "0", function, "warm")).toList();
    }

    private double[] numbers(Kind kind, String what) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(kind.options());
        arguments.addAll(List.of("-cp", jar.toString(), ColdStart.class.getName(), Long.toString(System.nanoTime()),
                kind.function(), what));
        String line = java("java", arguments).lines().filter(l -> l.matches("[-0-9.E ]+")).findFirst().orElseThrow();
        return Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /// Runs a program of this JDK; what it prints.
    private static String java(String program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/" + program));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + "\n" + output);
        }
        return output;
    }

    private static String root(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
