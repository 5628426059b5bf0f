package org.thalweg.examples.latency;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.thalweg.Objective;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.optimize.Lbfgs;
import org.thalweg.optimize.LbfgsSolver;

/// One fresh virtual machine: the time to its first solve of Rosenbrock's function (n = 2), and on to the steady state.
///
/// ```
/// java … org.thalweg.examples.latency.ColdStart <System.nanoTime() of whoever starts it, or 0> formula|hand first|warm|bytes
/// ```
///
/// Prints one line of numbers: `first`, milliseconds to main, to the end of the first solve, and of this the solve itself;
/// `warm`, the same, then milliseconds of the warm-up, whether it succeeded, microseconds of the first solve after it, of the
/// median of the first thousand, and of the steady state (the median of a thousand after two seconds more); `bytes`, bytes
/// allocated by the main thread for the first solve, and for the hundred after it. Counting needs classes of
/// its own, so times and bytes are never taken in one run.
final class ColdStart {
    private static final int THOUSAND = 1000;

    private final Objective objective;
    private final double[] start = {-1.2, 1};
    private final double[] x = new double[2];
    private final LbfgsSolver solver = Lbfgs.DEFAULT.solver(2);

    private ColdStart(boolean byHand) {
        objective = byHand ? ColdStart::byHand : formula().evaluator();
    }

    public static void main(String[] arguments) {
        long main = System.nanoTime();
        long spawned = Long.parseLong(arguments[0]);
        boolean byHand = arguments[1].equals("hand");
        switch (arguments[2]) {
            case "bytes" -> bytes(byHand);
            default -> {
                var program = new ColdStart(byHand);
                program.solve();
                long first = System.nanoTime();
                String line = millis(main - spawned) + " " + millis(first - spawned) + " " + millis(first - main);
                System.out.println(arguments[2].equals("first") ? line : line + " " + program.warm());
            }
        }
    }

    private static void bytes(boolean byHand) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        var program = new ColdStart(byHand);
        program.solve();
        long first = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            program.solve();
        }
        long then = threads.getCurrentThreadAllocatedBytes();
        System.out.println((first - before) + " " + (then - first));
    }

    private String warm() {
        long began = System.nanoTime();
        boolean warm = solver.warmUp(objective, start);
        long warmed = System.nanoTime();
        double[] after = new double[THOUSAND];
        times(after);
        double first = after[0];
        double soon = median(after);
        long end = System.nanoTime() + 2_000_000_000L;
        while (System.nanoTime() - end < 0) {
            solve();
        }
        times(after);
        return millis(warmed - began) + " " + (warm ? 1 : 0) + " " + first + " " + soon + " " + median(after);
    }

    private void times(double[] micros) {
        for (int i = 0; i < micros.length; i++) {
            long began = System.nanoTime();
            solve();
            micros[i] = (System.nanoTime() - began) / 1e3;
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void solve() {
        System.arraycopy(start, 0, x, 0, x.length);
        solver.minimize(objective, x);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e4) / 100.0;
    }

    private static Formula formula() {
        return Formula.of(2, v -> {
            Expr across = v.at(1).minus(v.at(0).square());
            Expr along = v.at(0).minus(1);
            return across.square().times(100).plus(along.square());
        });
    }

    private static double byHand(double[] x, double[] g) {
        double across = x[1] - x[0] * x[0];
        double along = x[0] - 1;
        g[0] = -400 * x[0] * across + 2 * along;
        g[1] = 200 * across;
        return 100 * across * across + along * along;
    }
}
