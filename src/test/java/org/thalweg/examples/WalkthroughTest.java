package org.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The walkthrough reaches what the article reached, and draws what the README shows.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalkthroughTest {
    /// By the program that `SmileBatchTest` is about.
    private static final String OF_THE_BATCH = "smiles";

    private static final List<String> FIGURES = List.of(
            "rosenbrock", "flower", "rosenbrock-paths", "convergence", "flower-paths", "flower-origin",
            "flower-distance", "penalty", "penalty-rounds");

    private String output = "";
    private Path directory = Path.of("");

    @BeforeAll
    void walk(@TempDir Path temporary) throws IOException {
        directory = temporary;
        var bytes = new ByteArrayOutputStream();
        Walkthrough.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), temporary);
        output = bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void descentIsWhereTheArticleWas() {
        assertEquals(0.3502924, cell("1.", "100", 1), 1e-6);
        assertEquals(0.07398106, cell("1.", "200", 1), 1e-7);
    }

    @Test
    void withoutASearchItRunsOff() {
        assertTrue(section("4.").contains("NOT_FINITE"));
    }

    /// In which step depends on the last bits of the gradient, which grows like 1/‖x‖ towards the infimum.
    @Test
    void withASearchItClosesInOnTheInfimum() {
        double torch = section("5.").lines().map(String::strip).filter(line -> line.matches("\\d+ .*"))
                .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[2])).min().orElseThrow();
        assertTrue(torch < -0.9999998 && torch >= -1, () -> "reached " + torch);
        double ours = cell("7.", "flower", 1);
        assertTrue(ours < -0.9999998 && ours >= -1, () -> "reached " + ours);
    }

    @Test
    void thePenaltyEndsOnTheCircle() {
        assertTrue(section("6.").lines().anyMatch(
                line -> line.startsWith("  30 ") && line.contains("(0.5411961, 1.306563)")), () -> section("6."));
    }

    @Test
    void everyFigureIsWrittenTwice() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(2 * FIGURES.size(), files.count());
        }
        for (String name : FIGURES) {
            assertTrue(Files.readString(directory.resolve(name + ".svg")).contains("</svg>"), name);
            byte[] png = Files.readAllBytes(directory.resolve(name + ".png"));
            assertEquals(1440, ByteBuffer.wrap(png).getInt(16), name);
        }
    }

    @Test
    void theReadmeShowsOnlyFiguresThatAreWritten() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        var links = Pattern.compile("docs/figures/([a-z-]+)\\.(?:png|svg)").matcher(readme).results().toList();
        assertTrue(links.size() >= 2);
        for (var link : links) {
            boolean written = FIGURES.contains(link.group(1)) || link.group(1).equals(OF_THE_BATCH);
            assertTrue(written && Files.exists(Path.of(link.group())), link.group());
        }
    }

    /// A number of the table in a section: the row that begins with a word, the column counted from 0.
    private double cell(String section, String row, int column) {
        String line = section(section).lines().filter(l -> l.startsWith("  " + row + " ")).findFirst().orElseThrow();
        return Double.parseDouble(line.strip().split("\\s+")[column]);
    }

    private String section(String number) {
        int from = output.indexOf("\n" + number) < 0 ? 0 : output.indexOf("\n" + number) + 1;
        int to = Pattern.compile("\n(\\d\\.|Figures)").matcher(output).results()
                .mapToInt(m -> m.start()).filter(at -> at > from).findFirst().orElse(output.length());
        return output.substring(from, to);
    }
}
