package org.thalweg.examples.smile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Requests that a service sends itself before anybody else does: solvers warm up in milliseconds, but the server, the
/// parser and the hand-over between threads are code that must be compiled as well.
final class Rehearsal {
    private Rehearsal() {}

    static void run(URI calibrate, int requests) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < requests; i++) {
                Smile smile = i % 2 == 0 ? Calibrator.typical(i) : Calibrator.unruly(i);
                client.send(request(calibrate, smile), HttpResponse.BodyHandlers.ofByteArray());
            }
        }
    }

    static HttpRequest request(URI calibrate, Smile smile) {
        return HttpRequest.newBuilder(calibrate).version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.of(smile))).build();
    }
}
