package org.thalweg.spark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.thalweg.autodiff.Formula;

/// The formulas that a virtual machine has received, so that each is derived and compiled once, whatever the number of
/// tasks, and stays warm from one evaluation to the next. The least recently used are dropped.
///
/// **Threads**: any; the first to ask for a formula compiles it, the others wait.
final class Formulas {
    private static final int KEPT = 64;

    private static final AtomicLong COMPILED = new AtomicLong();

    private static final Map<Key, Formula> KNOWN = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Formula> eldest) {
            return size() > KEPT;
        }
    };

    private record Key(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private Formulas() {}

    static Formula of(byte[] bytes) {
        synchronized (KNOWN) {
            return KNOWN.computeIfAbsent(new Key(bytes), key -> {
                COMPILED.incrementAndGet();
                return Formula.fromBytes(key.bytes);
            });
        }
    }

    /// How many formulas this virtual machine has compiled.
    static long compiled() {
        return COMPILED.get();
    }
}
