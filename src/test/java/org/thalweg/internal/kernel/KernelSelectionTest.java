package org.thalweg.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thalweg.support.ChildJvm;

class KernelSelectionTest {
    private static final String C2 = "OpenJDK 64-Bit Server VM";

    private static Machine machine(String request, int feature, boolean module, String name, String info, String jvmci) {
        return new Machine(request, feature, module, name, info, jvmci);
    }

    private static String reason(Machine machine) {
        KernelSelection.Refusal refusal = KernelSelection.refusal(machine);
        return refusal == null ? "" : refusal.toString();
    }

    @Test
    void ordinaryMachinesTakeSimd() {
        assertNull(KernelSelection.refusal(machine(null, 25, true, C2, "mixed mode, sharing", "")));
        assertNull(KernelSelection.refusal(machine("auto", 25, true, C2, "mixed mode, sharing", "")));
    }

    @Test
    void everyRefusalNamesItsRemedy() {
        assertTrue(reason(machine(null, 25, false, C2, "mixed mode", "")).contains("--add-modules jdk.incubator.vector"));
        assertTrue(reason(machine(null, 26, true, C2, "mixed mode", "")).contains("-Dorg.thalweg.kernels=simd"));
        assertTrue(reason(machine(null, 25, true, C2, "mixed mode", "graal")).contains("C2"));
        assertTrue(reason(machine(null, 25, true, "GraalVM", "mixed mode", "")).contains("C2"));
        assertTrue(reason(machine(null, 25, true, C2, "interpreted mode", "")).contains("-Xint"));
        assertTrue(reason(machine(null, 25, true, C2, "mixed mode, emulated-client", "")).contains("TieredStopAtLevel"));
    }

    @Test
    void requestsOverruleWhatCanBeOverruled() {
        assertNull(KernelSelection.refusal(machine("simd", 30, true, C2, "interpreted mode", "graal")));
        assertTrue(reason(machine("simd", 25, false, C2, "mixed mode", "")).contains("absent"));
        assertTrue(reason(machine("scalar", 25, true, C2, "mixed mode", "")).contains("scalar"));
    }

    @Test
    void otherRequestsAreRefusedByName() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> KernelSelection.refusal(machine("fast", 25, true, C2, "mixed mode", "")));
        assertEquals("org.thalweg.kernels: must be auto, scalar or simd, was 'fast'", e.getMessage());
    }

    private static String child(String... options) throws IOException, InterruptedException {
        return ChildJvm.run(KernelDigest.class, List.of(options));
    }

    private static String digest() {
        return Long.toHexString(KernelDigest.of());
    }

    @Test
    void withoutTheModuleItIsScalarAndSaysWhatHelps() throws IOException, InterruptedException {
        String output = child();
        assertTrue(output.contains("--add-modules jdk.incubator.vector"), output);
        assertTrue(output.strip().endsWith("scalar " + digest()), output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32", "-XX:MaxVectorSize=64",
        "-XX:TieredStopAtLevel=1", "-Xint", "-Dorg.thalweg.kernels=scalar"})
    void everyVirtualMachineGivesTheSameBits(String option) throws IOException, InterruptedException {
        String output = child("--add-modules=jdk.incubator.vector", option);
        assertTrue(output.strip().endsWith(" " + digest()), output);
    }

    @Test
    void widthsAreWhatWasAskedFor() throws IOException, InterruptedException {
        assertTrue(child("--add-modules=jdk.incubator.vector", "-XX:MaxVectorSize=16").contains("simd-128 "));
    }
}
