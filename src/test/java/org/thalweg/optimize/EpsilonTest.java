package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.thalweg.support.ChildJvm;

/// A million solves in 64 MB without a garbage collector: 68 bytes per solve would be too many.
///
/// ```
/// java -XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC -Xms64m -Xmx64m -XX:CompileThresholdScaling=0.1 -Xbatch \
///     --add-modules jdk.incubator.vector -cp target/classes:target/test-classes org.thalweg.optimize.MillionSolves 1000000
/// ```
class EpsilonTest {
    private static final List<String> NO_COLLECTOR =
            List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xms64m", "-Xmx64m");

    /// Until C2 has compiled them, vectors are objects. With its usual patience 260 MB of them come together here, most of it
    /// while the compiler works behind the solves; this lets it begin early, and the solves wait for it.
    private static final List<String> VECTORS =
            List.of("--add-modules=jdk.incubator.vector", "-XX:CompileThresholdScaling=0.1", "-Xbatch");

    private static String run(List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(NO_COLLECTOR);
        all.addAll(options);
        return ChildJvm.run(MillionSolves.class, all, arguments);
    }

    @Test
    void aMillionSolvesNeedNoGarbageCollector() throws IOException, InterruptedException {
        String output = run(VECTORS, "1000000");
        assertTrue(output.contains("missing []"), output);
    }

    @Test
    void scalarLoopsNeedNoWarmUpForThat() throws IOException, InterruptedException {
        String output = run(List.of("-Dorg.thalweg.kernels=scalar"), "200000");
        assertTrue(output.contains("missing []"), output);
    }

    @Test
    void theHeapIsTooSmallForSolvesThatAllocate() {
        AssertionError dead = assertThrows(AssertionError.class, () -> run(VECTORS, "1000000", "1000"));
        assertTrue(String.valueOf(dead.getMessage()).contains("OutOfMemoryError"), dead::getMessage);
    }
}
