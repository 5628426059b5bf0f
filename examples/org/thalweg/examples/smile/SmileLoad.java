package org.thalweg.examples.smile;

import module java.base;
import module java.net.http;

import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/// Drives the service over loopback at fixed rates, whether or not it keeps up, and prints what came of it: requests are
/// sent when they are due, and timed from then.
///
/// ```
/// mvn -q test-compile exec:exec -Dexample="org.thalweg.examples.smile.SmileLoad 10 100,1000,4000"
/// ```
///
/// Arguments: seconds per rate; requests per second, separated by commas; the address of a service that runs elsewhere, else
/// one is started here and closed at the end. Requests are typical smiles and unruly ones by turns. Beside it a thread sleeps
/// for a millisecond again and again; how late it wakes up is what the machine itself adds to a time, the client's timer
/// included.
final class SmileLoad {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int SMILES = 286;

    /// When no connection can be had, since the machine cannot keep up with client and service, a request counts as failed.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<HttpRequest> requests = new ArrayList<>();

    private SmileLoad(URI calibrate) {
        for (int i = 0; i < SMILES; i++) {
            Smile smile = i % 2 == 0 ? Calibrator.typical(i) : Calibrator.unruly(i);
            requests.add(HttpRequest.newBuilder(Rehearsal.request(calibrate, smile), (_, _) -> true)
                    .timeout(PATIENCE).build());
        }
    }

    static void main(String[] arguments) throws IOException, InterruptedException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10;
        double[] rates = Stream.of((arguments.length > 1 ? arguments[1] : "100,1000,4000").split(","))
                .mapToDouble(Double::parseDouble).toArray();
        if (arguments.length > 2) {
            new SmileLoad(URI.create(arguments[2])).print(out, rates, seconds);
            return;
        }
        long began = System.nanoTime();
        try (var server = new SmileServer(SmileServer.Settings.DEFAULT.withPort(0))) {
            int quiet = server.awaitReady();
            out.printf(Locale.ROOT, "Ready after %.1f s; %d of %d workers solve without allocating.%n%n",
                    (System.nanoTime() - began) / 1e9, quiet, SmileServer.Settings.DEFAULT.workers());
            new SmileLoad(server.uri("/calibrate")).print(out, rates, seconds);
            server.close();
            out.println("\nIn all, with rehearsals: " + server.tally() + ".");
        }
    }

    private void print(PrintStream out, double[] rates, long seconds) throws InterruptedException {
        out.println("µs from when a request was due to its answer, for answers 200; beside it, how late a thread wakes up.\n");
        out.println("| requests/s | sent | 200 | 503 | 504 | failed | p50 | p99 | p99.9 | max | idle p50 | p99 | p99.9 | max |");
        out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (double rate : rates) {
            out.println(row(rate, seconds));
        }
    }

    private String row(double rate, long seconds) throws InterruptedException {
        Histogram times = new AtomicHistogram(LONGEST_NANOS, 3);
        Histogram idle = new Histogram(LONGEST_NANOS, 3);
        Map<Integer, LongAdder> codes = new ConcurrentHashMap<>();
        var sleeper = new AtomicBoolean(true);
        Thread monitor = Thread.ofPlatform().daemon().start(() -> sleep(sleeper, idle));
        long sent = send(rate, seconds, codes, times);
        sleeper.set(false);
        monitor.join();
        return String.format(Locale.ROOT, "| %.0f | %d | %d | %d | %d | %d | %s | %s |", rate, sent, count(codes, 200),
                count(codes, 503), count(codes, 504), sent - count(codes, 200) - count(codes, 503) - count(codes, 504),
                percentiles(times), percentiles(idle));
    }

    private static long count(Map<Integer, LongAdder> codes, int code) {
        return codes.getOrDefault(code, new LongAdder()).sum();
    }

    /// Sends when due, and returns when everything has been answered, or has failed.
    private long send(double rate, long seconds, Map<Integer, LongAdder> codes, Histogram times)
            throws InterruptedException {
        long count = Math.round(rate * seconds);
        var open = new CountDownLatch(Math.toIntExact(count));
        long began = System.nanoTime();
        for (long i = 0; i < count; i++) {
            long due = began + (long) (i * 1e9 / rate);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            client.sendAsync(requests.get((int) (i % SMILES)), HttpResponse.BodyHandlers.discarding())
                    .whenComplete((response, failure) -> {
                        int code = failure == null ? response.statusCode() : 0;
                        codes.computeIfAbsent(code, _ -> new LongAdder()).increment();
                        if (code == 200) {
                            times.recordValue(Math.min(System.nanoTime() - due, LONGEST_NANOS));
                        }
                        open.countDown();
                    });
        }
        open.await();
        return count;
    }

    private static void sleep(AtomicBoolean on, Histogram late) {
        while (on.get()) {
            long due = System.nanoTime() + 1_000_000;
            LockSupport.parkNanos(1_000_000);
            late.recordValue(Math.max(0, System.nanoTime() - due));
        }
    }

    private static String percentiles(Histogram times) {
        return DoubleStream.of(50, 99, 99.9, 100)
                .mapToObj(p -> String.format(Locale.ROOT, "%.0f", times.getValueAtPercentile(p) / 1000.0))
                .collect(Collectors.joining(" | "));
    }
}
