package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.thalweg.support.ChildJvm;

/// Solves become free of garbage also where others compute with vectors of every width.
class OtherWidthsTest {
    @Test
    void vectorsOfOthersDoNotTurnOursIntoObjects() throws IOException, InterruptedException {
        String output = ChildJvm.run(OtherWidths.class, List.of("--add-modules=jdk.incubator.vector"));
        assertTrue(output.contains("penalty warm"), output);
        assertFalse(output.contains("false"), output);
    }
}
