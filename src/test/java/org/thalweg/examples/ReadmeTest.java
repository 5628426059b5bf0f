package org.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.thalweg.Objective;

/// The program on the README's first screen runs as it stands there, and prints what stands below it.
class ReadmeTest {
    @Test
    void theFirstProgramPrintsWhatTheReadmeShows(@TempDir Path temporary) throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        Path program = Files.writeString(temporary.resolve("Valley.java"), block(readme, "java"));
        Path library = Path.of(Objective.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path printed = temporary.resolve("out");
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p", library.toString(), "--add-modules", "org.thalweg", program.toString()))
                .redirectOutput(printed.toFile())
                .redirectError(temporary.resolve("err").toFile())
                .start();
        assertTrue(java.waitFor(60, TimeUnit.SECONDS), "the program of the README does not end");
        assertEquals(0, java.exitValue(), () -> read(temporary.resolve("err")));
        assertEquals(timeless(block(readme, "")), timeless(read(printed)));
    }

    /// The first fenced block in a language.
    private static String block(String markdown, String language) {
        var m = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$").matcher(markdown).results()
                .filter(r -> r.group(1).equals(language)).findFirst();
        return m.orElseThrow(() -> new AssertionError("no block ```" + language)).group(2);
    }

    /// Only the time may differ; line breaks are the README's own.
    private static String timeless(String text) {
        return text.replaceAll("elapsed=[^]]*", "elapsed=…").replaceAll("\\s+", " ").strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
