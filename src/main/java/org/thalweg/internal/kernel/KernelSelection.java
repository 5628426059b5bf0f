package org.thalweg.internal.kernel;

/// Chooses the set of kernels for this virtual machine.
final class KernelSelection {
    private KernelSelection() {}

    static KernelSet choose() {
        return new ScalarKernels();
    }
}
