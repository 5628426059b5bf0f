package org.thalweg.examples.smile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The service answers every request that it accepts exactly once, whatever clients, clocks and objectives do.
@Timeout(60)
class SmileServerTest {
    private static final SmileServer.Settings ONE_WORKER =
            new SmileServer.Settings(0, 1, 2, Duration.ofMillis(200), 0);
    private static final Svi MARKET = new Svi(0.02, 0.2, -0.4, 0.05, 0.1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Weir weir = new Weir();

    private SmileServer started() throws IOException, InterruptedException {
        SmileServer server = new SmileServer(ONE_WORKER, weir::before, weir::nanoTime);
        server.awaitReady();
        return server;
    }

    private static Smile market(double budgetMillis) {
        return Smile.on(MARKET, 21, -0.5, 0.4, budgetMillis);
    }

    private HttpResponse<String> send(SmileServer server, Smile smile) throws IOException, InterruptedException {
        return client.send(Rehearsal.request(server.uri("/calibrate"), smile), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> sendAsync(SmileServer server) {
        return client.sendAsync(
                Rehearsal.request(server.uri("/calibrate"), market(1000)), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI uri, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1); // the class's timeout ends this
        }
    }

    /// Accepted jobs without answer do not exist once the server is closed.
    private static void closeAndSettle(SmileServer server, int answered, int abandoned) throws InterruptedException {
        server.close();
        assertEquals(answered + abandoned, server.tally().accepted.sum(), server.tally()::toString);
        assertEquals(answered, server.tally().answered.sum(), server.tally()::toString);
        assertEquals(abandoned, server.tally().abandoned.sum(), server.tally()::toString);
    }

    @Test
    void aSmileIsFoundAgain() throws Exception {
        SmileServer server = started();
        HttpResponse<String> response = send(server, market(1000));
        assertEquals(200, response.statusCode(), response::body);
        JsonNode fit = json(response);
        assertEquals("GRADIENT_TOLERANCE", fit.get("status").textValue());
        assertEquals(MARKET.a(), fit.get("a").doubleValue(), 1e-4);
        assertEquals(MARKET.b(), fit.get("b").doubleValue(), 1e-4);
        assertEquals(MARKET.rho(), fit.get("rho").doubleValue(), 1e-4);
        assertEquals(MARKET.m(), fit.get("m").doubleValue(), 1e-4);
        assertEquals(MARKET.sigma(), fit.get("sigma").doubleValue(), 1e-4);
        assertTrue(fit.get("error").doubleValue() < 1e-5, response::body);
        closeAndSettle(server, 1, 0);
    }

    @Test
    void itIsReadyOnlyAfterTheWarmUp() throws Exception {
        weir.close();
        SmileServer server = new SmileServer(ONE_WORKER, weir::before, weir::nanoTime);
        HttpRequest ready = HttpRequest.newBuilder(server.uri("/ready")).build();
        assertEquals(503, client.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode());
        weir.open();
        server.awaitReady();
        assertEquals(200, client.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode());
        server.close();
    }

    @Test
    void moreThanTheQueueHoldsIsTurnedAwayAndTheRestIsAnswered() throws Exception {
        SmileServer server = started();
        weir.close();
        List<CompletableFuture<HttpResponse<String>>> accepted = new ArrayList<>();
        accepted.add(sendAsync(server));
        await(() -> weir.waiting() == 1);
        for (int i = 1; i <= ONE_WORKER.waiting(); i++) {
            accepted.add(sendAsync(server));
            int queued = i;
            await(() -> server.waiting() == queued);
        }
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> refused = send(server, market(1000));
            assertEquals(503, refused.statusCode());
            assertEquals("1", refused.headers().firstValue("Retry-After").orElse("none"));
        }
        weir.open();
        for (var answer : accepted) {
            assertEquals(200, answer.join().statusCode(), () -> answer.join().body());
        }
        assertEquals(200, send(server, market(1000)).statusCode());
        assertEquals(5, server.tally().refused.sum());
        closeAndSettle(server, 4, 0);
    }

    @Test
    void aDeadlineGivesTheBestSmileInTime() throws Exception {
        SmileServer server = started();
        weir.tick(Duration.ofMillis(10));
        HttpResponse<String> response = send(server, market(45));
        assertEquals(200, response.statusCode(), response::body);
        JsonNode fit = json(response);
        assertEquals("DEADLINE", fit.get("status").textValue());
        assertEquals(5, fit.get("evaluations").intValue(), "ticks of 10 ms each, the last one after 40 ms");
        assertTrue(fit.get("b").doubleValue() >= 0 && fit.get("error").doubleValue() < MARKET.w(-0.5), response::body);
        weir.tick(Duration.ZERO);
        assertEquals("GRADIENT_TOLERANCE", json(send(server, market(45))).get("status").textValue());
        closeAndSettle(server, 2, 0);
    }

    @Test
    void whoWaitedTooLongIsToldSo() throws Exception {
        SmileServer server = started();
        weir.close();
        var first = sendAsync(server);
        await(() -> weir.waiting() == 1);
        var second = sendAsync(server);
        await(() -> server.waiting() == 1);
        weir.advance(Duration.ofSeconds(2));
        weir.open();
        assertEquals(200, first.join().statusCode(), first.join()::body);
        assertEquals("DEADLINE", json(first.join()).get("status").textValue());
        assertEquals(504, second.join().statusCode(), second.join()::body);
        assertEquals(200, send(server, market(1000)).statusCode());
        closeAndSettle(server, 3, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            ''                                              | body: must be a JSON object, was empty
            [1]                                             | body: must be a JSON object, was ARRAY
            {"w": [1]}                                      | k: must be an array of numbers, was missing
            {"k": 3, "w": [1]}                              | k: must be an array of numbers, was NUMBER
            {"k": [0, 1], "w": [1, 1]}                      | k: must have between 5 and 64 elements, was 2
            {"k": [0, 1, 2, 3, "x"], "w": [1, 1, 1, 1, 1]}  | k[4]: must be a number, was "x"
            {"k": [0, 1, 2, 2, 4], "w": [1, 1, 1, 1, 1]}    | k[3]: must exceed k[2] = 2.0, was 2.0
            {"k": [0, 1, 2, 3, 4], "w": [1, 1, 1, 1]}       | w: must have as many elements as k, 5, was 4
            {"k": [0, 1, 2, 3, 4], "w": [1, 1, -1, 1, 1]}   | w[2]: must be between 1.0E-12 and 100.0, was -1.0
            {"k": [0, 1, 2, 3, 1e999], "w": [1, 1, 1, 1, 1]} | k[4]: must be between -100.0 and 100.0, was Infinity
            {"k": [0, 1e-9, 2e-9, 3e-9, 4e-9], "w": [1, 1, 1, 1, 1]} | k: must span at least 0.001, was 4.0E-9
            {"k": [0, 1, 2, 3, 4], "w": [1, 1, 1, 1, 1], "weight": [0, 0, 0, 0, 0]} | weight: must have an element above 1.0E-12, was 0.0
            {"k": [0, 1, 2, 3, 4], "w": [1, 1, 1, 1, 1], "budgetMillis": 0} | budgetMillis: must be above 0 and at most 10000.0, was 0.0
            {"q": 1}                                        | name: must be one of [k, w, weight, budgetMillis], was 'q'
            """)
    void badInputIsNamed(String body, String message) throws Exception {
        SmileServer server = started();
        HttpResponse<String> response = post(server.uri("/calibrate"), body);
        assertEquals(400, response.statusCode(), response::body);
        assertEquals(message, json(response).get("error").textValue());
        assertEquals(200, send(server, market(1000)).statusCode());
        closeAndSettle(server, 1, 0);
    }

    @Test
    void otherRequestsAreRefused() throws Exception {
        SmileServer server = started();
        assertEquals(400, post(server.uri("/calibrate"), "{\"k\": [").statusCode());
        assertEquals(413, post(server.uri("/calibrate"), " ".repeat(70_000)).statusCode());
        assertEquals(404, post(server.uri("/elsewhere"), "").statusCode());
        HttpRequest get = HttpRequest.newBuilder(server.uri("/calibrate")).build();
        assertEquals(405, client.send(get, HttpResponse.BodyHandlers.ofString()).statusCode());
        closeAndSettle(server, 0, 0);
    }

    @Test
    void clientsThatLeaveTakeNothingWithThem() throws Exception {
        SmileServer server = started();
        weir.close();
        leave(server, new String(Json.of(market(1000)), StandardCharsets.UTF_8), () -> weir.waiting() == 1);
        leave(server, "{\"k\": [", () -> true);
        weir.open();
        await(() -> server.tally().abandoned.sum() == 1);
        assertEquals(200, send(server, market(1000)).statusCode());
        closeAndSettle(server, 1, 1);
    }

    /// Announces a long body, sends some of it, and is gone, with a reset, as soon as a condition holds.
    private static void leave(SmileServer server, String body, BooleanSupplier when) throws Exception {
        URI uri = server.uri("/calibrate");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            int length = body.endsWith("}") ? body.length() : 1000;
            String head = "POST /calibrate HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            socket.setSoLinger(true, 0);
            await(when);
        }
    }

    @Test
    void anExceptionIsAnAnswerAndTheWorkerLivesOn() throws Exception {
        SmileServer server = started();
        weir.burst();
        HttpResponse<String> broken = send(server, market(1000));
        assertEquals(500, broken.statusCode());
        assertFalse(broken.body().contains("burst"), "what broke is the log's business");
        assertEquals(200, send(server, market(1000)).statusCode());
        closeAndSettle(server, 2, 0);
    }

    @Test
    void closingAnswersWhatWasAcceptedAndTurnsAwayTheRest() throws Exception {
        SmileServer server = started();
        weir.close();
        var solving = sendAsync(server);
        await(() -> weir.waiting() == 1);
        var queued = sendAsync(server);
        await(() -> server.waiting() == 1);
        Thread closing = Thread.ofVirtual().start(() -> {
            try {
                server.close();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        await(() -> server.waiting() == 2); // the worker's notice to go home
        assertEquals(503, send(server, market(1000)).statusCode());
        weir.open();
        closing.join();
        assertEquals(200, solving.join().statusCode());
        assertEquals(200, queued.join().statusCode());
        assertEquals(2, server.tally().answered.sum());
        assertEquals(2, server.tally().accepted.sum());
    }

    @Test
    void everySolveIsAnEvent(@TempDir Path directory) throws Exception {
        SmileServer server = started();
        Path file = directory.resolve("solves.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(SolveEvent.class);
            recording.start();
            for (int i = 0; i < 3; i++) {
                send(server, market(1000));
            }
            recording.stop();
            recording.dump(file);
        }
        server.close();
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getEventType().getName().equals("org.thalweg.examples.Solve")).toList();
        assertEquals(3, events.size());
        for (RecordedEvent event : events) {
            assertEquals(21, event.getInt("quotes"));
            assertEquals("GRADIENT_TOLERANCE", event.getString("status"));
            assertTrue(event.getInt("evaluations") > 5);
        }
    }
}
