package org.thalweg.examples.latency;

/// A job that takes a given time and does nothing that could go wrong: a chain of dependent additions in registers. What its
/// times scatter by is the machine's own jitter: interrupts, other processes, a hypervisor, safepoints, clock speeds.
///
/// It is not a spin on the clock, which would end in time although it had been interrupted.
final class Idle implements Runnable {
    private static final int PROBE = 200_000;

    private final int links;
    private double sum;

    private Idle(int links) {
        this.links = links;
    }

    /// A chain that takes a given time when nothing disturbs it.
    static Idle lasting(long nanos) {
        var probe = new Idle(PROBE);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long began = System.nanoTime();
            probe.run();
            least = Math.min(least, System.nanoTime() - began);
        }
        return new Idle((int) Math.max(1, Math.min(Integer.MAX_VALUE, nanos * PROBE / least)));
    }

    @Override
    public void run() {
        double s = sum;
        for (int i = 0; i < links; i++) {
            s += 1;
        }
        sum = s;
    }
}
