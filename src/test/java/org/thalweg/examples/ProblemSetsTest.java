package org.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemSetsTest {
    @Test
    void theReportHasEveryProblemAndTheProfile(@TempDir Path temporary) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ProblemSets.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), temporary, 20);
        String output = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(73, rows(output, "Kanzow, Steck"));
        assertEquals(21, rows(output, "Precision limit"));
        assertTrue(Files.readString(temporary.resolve("profile.svg")).contains("HagerZhang"));
        assertTrue(Files.size(temporary.resolve("profile.png")) > 10_000);
    }

    private static long rows(String output, String title) {
        String section = output.substring(output.indexOf(title));
        return section.substring(0, section.indexOf("\n\n")).lines().count() - 2;
    }

    @Test
    void onlyProblemsThatBothSolveAreSummed() {
        var comparison = new Comparison(List.of("one", "two", "three"));
        int[][] spent = {{10, 20, 0}, {40, 0, 5}};
        List<String> problems = List.of("one", "two", "three");
        for (int k = 0; k < 3; k++) {
            comparison.add("ours", problems.get(k), outcome(spent[0][k], 1));
            comparison.add("theirs", problems.get(k), outcome(spent[1][k], 2));
        }
        assertEquals(2, comparison.solved("ours"));
        Comparison.Common common = comparison.common("ours", "theirs", false);
        assertEquals(1, common.problems());
        assertEquals(10, common.ours());
        assertEquals(40, common.theirs());
        assertEquals(0.25, common.ratio(), 1e-15);
        assertEquals(0, comparison.common("ours", "theirs", true).problems());
        assertEquals(2.0 / 3, comparison.profile("ours", 3).y().getLast());
        assertEquals(1.0 / 3, comparison.profile("theirs", 1).y().getLast());
    }

    private static Comparison.Outcome outcome(int evaluations, double value) {
        return new Comparison.Outcome(evaluations > 0, evaluations, value);
    }
}
