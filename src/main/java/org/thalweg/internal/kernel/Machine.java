package org.thalweg.internal.kernel;

import org.jspecify.annotations.Nullable;

/// What the choice of kernels depends on.
///
/// @param request the system property `org.thalweg.kernels`, or null
/// @param feature the feature version of Java
/// @param vectorModule whether the module `jdk.incubator.vector` is there
/// @param vmName the name of the virtual machine
/// @param vmInfo how it runs: mixed, interpreted, …
/// @param compiler which compiler it was started with, as far as it tells
record Machine(
        @Nullable String request,
        int feature,
        boolean vectorModule,
        String vmName,
        String vmInfo,
        String compiler) {

    /// This machine.
    static Machine here() {
        return new Machine(
                System.getProperty("org.thalweg.kernels"),
                Runtime.version().feature(),
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                System.getProperty("java.vm.name", ""),
                System.getProperty("java.vm.info", ""),
                System.getProperty("jvmci.Compiler", "") + System.getProperty("jdk.internal.vm.ci.enabled", ""));
    }
}
