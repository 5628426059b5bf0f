package org.thalweg.optimize;

import java.lang.management.ManagementFactory;

/// Bytes allocated by the current thread, as the JVM counts them.
final class ThreadAllocation {
    private ThreadAllocation() {}

    /// Whether this JVM counts.
    static boolean counted() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
                && bean.isThreadAllocatedMemorySupported()
                && bean.isThreadAllocatedMemoryEnabled();
    }

    /// The bytes since the thread began; -1 where the JVM does not count. Allocates nothing itself once it has run.
    static long bytes() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
                ? bean.getCurrentThreadAllocatedBytes()
                : -1;
    }
}
