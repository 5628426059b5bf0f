package org.thalweg.examples.latency;

import module java.base;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;

/// How long solves take that begin at a fixed rate, as a table in Markdown: percentiles of the time from the intended start,
/// beside those of an idle job of the same length on the same thread at the same rate, in turns of a fifth of a second.
///
/// ```
/// mvn -q test-compile exec:exec -Dexample="org.thalweg.examples.latency.SolveLatency 10 0.2,0.5,0.8 5"
/// ```
///
/// Arguments: seconds per row for the solves, as many go to the idle job; loads, separated by commas; rounds into which the
/// seconds are divided.
///
/// The last columns are the tail that is the solver's own. The jitter of the machine, which the idle job sees as well, is taken
/// out as a difference:
///
/// ```
/// (p99.9 − (idle p99.9 − idle p50)) / p50
/// ```
///
/// A shared machine also has moments that only one of the two sees, and one of them is enough for a p99.9 of seconds. Therefore
/// the difference is taken in each round, and the least, the median and the largest are shown.
final class SolveLatency {
    private static final int[] SIZES = {2, 10, 100, 1000};
    private static final long TURN_NANOS = 200_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final LbfgsSolver solver;
    private final Formula formula;
    private final double[] start;
    private final double[] x;

    private SolveLatency(int n) {
        formula = Formula.of(n, v -> {
            Expr even = v.slice(0, n, 2);
            Expr odd = v.slice(1, n, 2);
            return odd.minus(even.square()).square().times(100).plus(even.minus(1).square()).sum();
        });
        start = new double[n];
        Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
        x = start.clone();
        solver = Lbfgs.DEFAULT.solver(n);
    }

    static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10;
        double[] loads = Stream.of((arguments.length > 1 ? arguments[1] : "0.2,0.5,0.8").split(","))
                .mapToDouble(Double::parseDouble).toArray();
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        out.println("Extended Rosenbrock by formula, µs from the intended start; p50, p99, p99.9, max.\n");
        out.println("| n | load | solves/s | solves | p50 | p99 | p99.9 | max | idle p50 | p99 | p99.9 | max "
                + "| bytes | p99.9 ÷ p50 | without jitter: least | median of rounds | most |");
        out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (int n : SIZES) {
            var job = new SolveLatency(n);
            long solve = job.warm();
            for (double load : loads) {
                out.println(job.row(solve, load, seconds, rounds));
            }
        }
    }

    private void solve() {
        System.arraycopy(start, 0, x, 0, x.length);
        solver.minimize(formula, x);
    }

    /// Until nothing is allocated, and then for a second at leisure.
    ///
    /// @return the median time of a solve, back to back
    private long warm() {
        solver.warmUp(formula, start);
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() - end < 0) {
            solve();
        }
        long[] one = new long[501];
        for (int i = 0; i < one.length; i++) {
            long began = System.nanoTime();
            solve();
            one[i] = System.nanoTime() - began;
        }
        Arrays.sort(one);
        return one[one.length / 2];
    }

    private String row(long solveNanos, double load, long seconds, int rounds) {
        long period = Math.max(1, Math.round(solveNanos / load));
        Runnable job = this::solve;
        Runnable idle = Idle.lasting(solveNanos);
        OpenLoop.run(job, period, TURN_NANOS, OpenLoop.histogram());
        OpenLoop.run(idle, period, TURN_NANOS, OpenLoop.histogram());
        Histogram solves = OpenLoop.histogram();
        Histogram idles = OpenLoop.histogram();
        double[] own = new double[rounds];
        long bytes = 0;
        for (int round = 0; round < rounds; round++) {
            Histogram busyRound = OpenLoop.histogram();
            Histogram idleRound = OpenLoop.histogram();
            for (long turn = 0; turn < seconds * 1_000_000_000L / TURN_NANOS / rounds; turn++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                OpenLoop.run(job, period, TURN_NANOS, busyRound);
                bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
                OpenLoop.run(idle, period, TURN_NANOS, idleRound);
            }
            own[round] = withoutJitter(busyRound, idleRound);
            solves.add(busyRound);
            idles.add(idleRound);
        }
        Arrays.sort(own);
        double tail = (double) solves.getValueAtPercentile(99.9) / solves.getValueAtPercentile(50);
        return String.format(Locale.ROOT, "| %d | %.0f %% | %.0f | %d | %s | %s | %.1f | %.2f | %.2f | %.2f | %.2f |", start.length,
                100 * load, 1e9 / period, solves.getTotalCount(), percentiles(solves), percentiles(idles),
                (double) bytes / solves.getTotalCount(), tail, own[0], own[rounds / 2], own[rounds - 1]);
    }

    private static double withoutJitter(Histogram solves, Histogram idles) {
        double p50 = solves.getValueAtPercentile(50);
        double jitter = idles.getValueAtPercentile(99.9) - idles.getValueAtPercentile(50);
        return (solves.getValueAtPercentile(99.9) - jitter) / p50;
    }

    private static String percentiles(Histogram times) {
        return DoubleStream.of(50, 99, 99.9, 100)
                .mapToObj(p -> String.format(Locale.ROOT, "%.1f", times.getValueAtPercentile(p) / 1000.0))
                .collect(Collectors.joining(" | "));
    }
}
