package org.thalweg.examples.smile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;

/// Calibrates SVI smiles over HTTP on the loopback interface.
///
/// | | |
/// |---|---|
/// | `POST /calibrate` | the smile as JSON: 200 with parameters and status, 400 if it is none, 413 if it is too long, 503 with `Retry-After` if the queue is full, 504 if the time was up before the first evaluation |
/// | `GET /ready` | 200 once everything is warm, 503 before that and while closing |
///
/// A deadline that passes during the solve is a 200 with status DEADLINE and the best smile found in time.
///
/// **Threads**: requests are read and answers written by a virtual thread each, so that slow clients hold up nobody;
/// solves happen on the [Workers] alone, so that there are never more of them than processors.
final class SmileServer implements AutoCloseable {
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int GRACE_SECONDS = 2;
    private static final byte[] READY = "{\"ready\":true}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer http;
    private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();
    private final Settings settings;
    private final Workers workers;
    private final LongSupplier nanoClock;
    private final Tally tally = new Tally();
    private volatile boolean ready;

    /// What may be chosen.
    ///
    /// @param port 0 for any that is free
    /// @param workers threads that solve, at most as many as processors
    /// @param waiting longest queue before requests are turned away
    /// @param warmUp longest time each worker takes to warm up
    /// @param rehearsals requests that the service sends itself before it is ready
    record Settings(int port, int workers, int waiting, Duration warmUp, int rehearsals) {
        static final Settings DEFAULT =
                new Settings(8080, Math.max(1, Runtime.getRuntime().availableProcessors() / 2), 64,
                        Duration.ofSeconds(10), 2000);

        Settings withPort(int other) {
            return new Settings(other, workers, waiting, warmUp, rehearsals);
        }
    }

    SmileServer(Settings settings) throws IOException {
        this(settings, UnaryOperator.identity(), System::nanoTime);
    }

    /// With something around each worker's loss, and a clock of yours.
    SmileServer(Settings settings, UnaryOperator<Objective> around, LongSupplier nanoClock) throws IOException {
        // Without this the JDK's server lets Nagle's algorithm wait for the client's delayed acknowledgements.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.settings = settings;
        this.nanoClock = nanoClock;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 1024);
        http.setExecutor(exchanges);
        http.createContext("/calibrate", this::calibrate);
        http.createContext("/ready", this::readiness);
        http.createContext("/", this::notFound);
        workers = new Workers(settings.workers(), settings.waiting(), settings.warmUp(), around, nanoClock);
        http.start();
    }

    /// Returns when the service is warm, and ready.
    ///
    /// @return how many of the workers solve without allocating
    int awaitReady() throws IOException, InterruptedException {
        int quiet = workers.awaitWarm();
        Rehearsal.run(uri("/calibrate"), settings.rehearsals());
        ready = true;
        return quiet;
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + http.getAddress().getPort() + path);
    }

    Tally tally() {
        return tally;
    }

    int waiting() {
        return workers.waiting();
    }

    /// What is written back.
    private record Reply(int code, byte[] body) {
        static Reply error(int code, String message) {
            return new Reply(code, Json.error(message));
        }
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (reply.code() == 503) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        exchange.sendResponseHeaders(reply.code(), reply.body().length);
        // Closed here, since the exchange's own close keeps the failure of a late write to itself.
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply.body());
        }
    }

    private void notFound(HttpExchange exchange) throws IOException {
        try (exchange) {
            write(exchange, Reply.error(404, "path: must be /calibrate or /ready, was " + exchange.getRequestURI()));
        }
    }

    private void readiness(HttpExchange exchange) throws IOException {
        try (exchange) {
            write(exchange, ready ? new Reply(200, READY) : Reply.error(503, "not ready"));
        }
    }

    private void calibrate(HttpExchange exchange) throws IOException {
        try (exchange) {
            Job job = accept(exchange);
            if (job == null) {
                return;
            }
            try {
                write(exchange, reply(job.answer().join()));
                tally.answered.increment();
            } catch (IOException e) {
                tally.abandoned.increment();
                throw e;
            }
        }
    }

    /// Reads a request and gives it to the workers, or answers at once.
    ///
    /// @return the job that was accepted, or null
    private @Nullable Job accept(HttpExchange exchange) throws IOException {
        long arrived = nanoClock.getAsLong();
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            write(exchange, Reply.error(405, "method: must be POST, was " + exchange.getRequestMethod()));
            return null;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            tally.bad.increment();
            write(exchange, Reply.error(413, "body: must have at most " + LONGEST_BODY + " bytes, had more"));
            return null;
        }
        try {
            Job job = new Job(Json.smile(body), arrived);
            if (workers.offer(job)) {
                tally.accepted.increment();
                return job;
            }
            tally.refused.increment();
            write(exchange, Reply.error(503, ready ? "the queue is full; try again" : "closing, or not yet warm"));
        } catch (BadRequest e) {
            tally.bad.increment();
            write(exchange, Reply.error(400, e.getMessage()));
        }
        return null;
    }

    private static Reply reply(Answer answer) {
        return switch (answer) {
            case Answer.Calibrated calibrated -> new Reply(200, Json.of(calibrated));
            case Answer.Late _ -> Reply.error(504, "budgetMillis passed before the first evaluation");
            case Answer.Broken(Throwable reason) -> {
                System.getLogger(SmileServer.class.getName()).log(System.Logger.Level.ERROR, "a solve failed", reason);
                yield Reply.error(500, "the solve failed; this has been logged");
            }
        };
    }

    /// Turns new requests away, answers those that were accepted, and ends.
    @Override
    public void close() throws InterruptedException {
        ready = false;
        workers.close();
        http.stop(GRACE_SECONDS);
        exchanges.close();
    }
}
