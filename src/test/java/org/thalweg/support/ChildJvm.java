package org.thalweg.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs a program of the tests in a virtual machine of its own, without the options of this one.
public final class ChildJvm {
    private ChildJvm() {}

    /// What the program prints: logs first.
    ///
    /// @param program its main class
    /// @param options for the virtual machine
    /// @param arguments for the program
    /// @return standard output and error
    public static String run(Class<?> program, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options);
        String path = program.getProtectionDomain().getCodeSource().getLocation().getPath();
        String tests = path.contains("test-classes") ? path : System.getProperty("basedir") + "/target/test-classes";
        String classes = tests.replace("test-classes", "classes");
        command.addAll(List.of("-cp", classes + ":" + tests, program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
