package org.thalweg.autodiff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.thalweg.support.ChildJvm;

/// One digest over kernels, elementary functions, derivatives and whole solves, whatever the virtual machine does.
class SameBitsTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    /// Options, how often each derivative is evaluated (hot code must agree with cold), and the kernels expected.
    @ParameterizedTest
    @CsvSource({
        "-Dorg.thalweg.formulas=compiled,       1500, simd",
        "-Dorg.thalweg.formulas=interpreted,    1500, simd",
        "-XX:MaxVectorSize=16,                   300, simd-128",
        "-XX:MaxVectorSize=32,                   300, simd",
        "-XX:TieredStopAtLevel=1,                100, scalar",
        "-Xint,                                    1, scalar",
        "-Dorg.thalweg.kernels=scalar,           300, scalar",
        "'-Xint -Dorg.thalweg.kernels=simd',       1, simd",
        "no module,                              300, scalar",
        "no module -Dorg.thalweg.formulas=interpreted, 100, scalar"
    })
    void everyVirtualMachineGivesTheSameBits(String options, String repeats, String kernels)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        if (!options.startsWith("no module")) {
            all.add(MODULE);
        }
        for (String option : options.split(" ")) {
            if (option.startsWith("-")) {
                all.add(option);
            }
        }
        String output = ChildJvm.run(BitDigest.class, all, repeats).strip();
        String last = output.substring(output.lastIndexOf('\n') + 1);
        assertTrue(last.startsWith(kernels) && last.endsWith(" " + BitDigest.of(1)), last);
    }
}
