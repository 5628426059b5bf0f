package org.thalweg.optimize;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// A million solves with every status, free, in a box and with a penalty, some of them saved and restored half-way: what
/// [EpsilonTest] runs in a heap that nobody cleans up.
///
/// Prints how often each status came and how much of the heap is used. Arguments: number of solves, then bytes to waste in
/// each of them, to see that the heap is too small for that.
final class MillionSolves {
    private static final int SAVED = 97;

    private final List<Scenario> scenarios = new ArrayList<>();
    private final long[] counts = new long[Status.values().length];
    private byte[] wasted = {};

    private MillionSolves() {
        for (int n : new int[] {2, 16}) {
            for (Scenario.Place place : Scenario.Place.values()) {
                for (Status ending : Scenario.POSSIBLE) {
                    if (Scenario.canEnd(place, ending)) {
                        scenarios.add(new Scenario(ending, place, n));
                    }
                }
            }
        }
    }

    static void main(String[] arguments) {
        long solves = Long.parseLong(arguments[0]);
        int waste = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        var program = new MillionSolves();
        long warm = program.warmUp();
        program.run(solves, waste);
        program.print(warm);
    }

    /// The same objectives as later: one that is new makes compiled code give way to the interpreter, whose vectors are
    /// garbage.
    private long warmUp() {
        for (int round = 0; round < 100; round++) {
            for (Scenario scenario : scenarios) {
                scenario.solve();
                scenario.solveInTwo();
            }
        }
        return used();
    }

    private void run(long solves, int waste) {
        int next = 0;
        for (long i = 0; i < solves; i++) {
            Scenario scenario = scenarios.get(next);
            next = next + 1 == scenarios.size() ? 0 : next + 1;
            Status status = i % SAVED == 0 ? scenario.solveInTwo() : scenario.solve();
            counts[status.ordinal()]++;
            if (waste > 0) {
                wasted = new byte[waste];
            }
        }
    }

    private void print(long warm) {
        EnumSet<Status> missing = EnumSet.copyOf(Scenario.POSSIBLE);
        for (Status status : Scenario.POSSIBLE) {
            System.out.printf("%-22s %8d%n", status, counts[status.ordinal()]);
            if (counts[status.ordinal()] > 0) {
                missing.remove(status);
            }
        }
        System.out.printf("scenarios %d, heap used warm %.1f MB, at the end %.1f MB%n", scenarios.size(), warm / 1e6,
                used() / 1e6);
        System.out.println("missing " + missing);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
