package org.thalweg.examples.smile;

import module java.base;

/// Runs the service until it is told to end (SIGTERM or Ctrl-C), which it does gracefully. The argument is the port.
///
/// ```
/// mvn -q test-compile exec:exec -Dexample=org.thalweg.examples.smile.SmileService
/// curl -i localhost:8080/ready
/// curl -i localhost:8080/calibrate -d '{"k": [-0.2, -0.1, 0, 0.1, 0.2], "w": [0.061, 0.047, 0.040, 0.038, 0.041]}'
/// ```
final class SmileService {
    private SmileService() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SmileServer.Settings.DEFAULT.port();
        long began = System.nanoTime();
        var server = new SmileServer(SmileServer.Settings.DEFAULT.withPort(port));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        int quiet = server.awaitReady();
        IO.println("ready at %s after %.1f s; %d of %d workers solve without allocating".formatted(
                server.uri("/calibrate"), (System.nanoTime() - began) / 1e9, quiet,
                SmileServer.Settings.DEFAULT.workers()));
    }

    private static void close(SmileServer server) {
        try {
            server.close();
            IO.println("closed: " + server.tally());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
