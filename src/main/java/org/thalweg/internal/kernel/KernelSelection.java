package org.thalweg.internal.kernel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Chooses the set of kernels for this virtual machine: SIMD, unless there is a reason against it.
///
/// The ladder of reasons, each with its remedy, is [#refusal]. The reason that applies is logged once, when the kernels
/// are first used, by the logger `org.thalweg.kernel`. The system property `org.thalweg.kernels` decides otherwise:
/// `scalar` takes the scalar set without a word, `simd` insists on SIMD where it can be loaded at all, `auto` is the
/// default.
final class KernelSelection {
    /// The newest Java on which the SIMD set was tested; the Vector API may change until it leaves incubation.
    private static final int NEWEST_TESTED = 25;

    /// Why not SIMD, and what would help.
    ///
    /// @param reason a sentence
    /// @param remedy a sentence
    /// @param absolute whether a request for SIMD cannot overrule it
    record Refusal(String reason, String remedy, boolean absolute) {
        @Override
        public String toString() {
            return "Scalar kernels are in use, with the same results: " + reason + " " + remedy;
        }
    }

    private KernelSelection() {}

    static KernelSet choose() {
        Machine machine = Machine.here();
        Refusal refusal = refusal(machine);
        if (refusal == null) {
            refusal = tooNarrow(machine);
        }
        if (refusal == null) {
            return new SimdKernels();
        }
        if (!"scalar".equals(machine.request())) {
            System.getLogger("org.thalweg.kernel").log(System.Logger.Level.WARNING, refusal.toString());
        }
        return new ScalarKernels();
    }

    /// The first reason against SIMD that can be told without loading the Vector API, or null.
    ///
    /// @throws IllegalArgumentException if the request is none of auto, scalar and simd
    static @Nullable Refusal refusal(Machine m) {
        String request = m.request() == null ? "auto" : m.request().toLowerCase(Locale.ROOT);
        Refusal refusal = firstOf(m);
        return switch (request) {
            case "scalar" -> new Refusal("-Dorg.thalweg.kernels=scalar asks for them.", "Leave it out for SIMD.", true);
            case "simd" -> refusal != null && refusal.absolute ? refusal : null;
            case "auto" -> refusal;
            default -> throw new IllegalArgumentException(
                    "org.thalweg.kernels: must be auto, scalar or simd, was '" + m.request() + "'");
        };
    }

    private static @Nullable Refusal firstOf(Machine m) {
        if (!m.vectorModule()) {
            return new Refusal(
                    "the module jdk.incubator.vector is absent.",
                    "Start Java with --add-modules jdk.incubator.vector.",
                    true);
        }
        if (m.feature() > NEWEST_TESTED) {
            return new Refusal(
                    "the Vector API of Java " + m.feature() + " is newer than the one tested.",
                    "Try -Dorg.thalweg.kernels=simd, or a newer Thalweg.",
                    false);
        }
        if (!m.compiler().isEmpty() || m.vmName().contains("Graal")) {
            return new Refusal(
                    "a JVMCI compiler is in use, on which the Vector API can be many times slower than scalar code.",
                    "Use HotSpot's C2, or measure and set -Dorg.thalweg.kernels=simd.",
                    false);
        }
        if (m.vmInfo().contains("interpreted")) {
            return new Refusal(
                    "the virtual machine only interprets (-Xint), where each vector is an object.",
                    "Leave out -Xint.",
                    false);
        }
        if (m.vmName().contains("Client") || m.vmInfo().contains("emulated-client")) {
            return new Refusal(
                    "the virtual machine has no C2 compiler, without which each vector is an object.",
                    "Use a server virtual machine, and leave out -XX:TieredStopAtLevel.",
                    false);
        }
        return null;
    }

    /// Vectors of 64 bits are no vectors. Only called where the Vector API is there.
    private static @Nullable Refusal tooNarrow(Machine machine) {
        int bits = SimdKernels.BITS;
        return bits >= 128 || "simd".equals(machine.request())
                ? null
                : new Refusal(
                        "vectors have only " + bits + " bits.",
                        "Leave out -XX:MaxVectorSize, -XX:UseSSE and -XX:UseAVX.",
                        false);
    }
}
