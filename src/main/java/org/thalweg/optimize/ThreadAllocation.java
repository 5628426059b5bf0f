package org.thalweg.optimize;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/// Bytes allocated by the current thread, as the JVM counts them.
final class ThreadAllocation {
    /// Kept, because asking the factory for it allocates.
    private static final @Nullable ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                            && bean.isThreadAllocatedMemorySupported()
                            && bean.isThreadAllocatedMemoryEnabled()
                    ? bean
                    : null;

    private ThreadAllocation() {}

    /// Whether this JVM counts.
    static boolean counted() {
        return THREADS != null;
    }

    /// The bytes since the thread began; -1 where the JVM does not count.
    static long bytes() {
        return THREADS == null ? -1 : THREADS.getCurrentThreadAllocatedBytes();
    }
}
