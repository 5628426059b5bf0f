package org.thalweg.bench.solve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One method on one problem in a virtual machine of its own: warm-up, timed blocks of solves from fresh copies of the
/// start, then one solve whose evaluations are counted, and the gradient where it ended, measured by this class.
///
/// The objective of the timed solves is the plain one, so that nothing but the method and the function is on the path.
///
/// @param problem name of the problem
/// @param solver name of the method
/// @param n variables
/// @param status in the method's own words
/// @param converged whether `gradientNorm` is at most 10⁻⁶
/// @param value f where the method ended
/// @param gradientNorm `‖∇f‖∞` there
/// @param startValue f at the start, by which drivers in several languages show that they mean the same function
/// @param startNorm `‖∇f‖∞` there
/// @param iterations as the method counts them; −1 if it does not tell
/// @param values evaluations of the value alone
/// @param gradients evaluations of value and gradient
/// @param bytes allocated per solve, the median of the blocks
/// @param warmUpSolves solves before the first block
/// @param solvesPerBlock solves in a block
/// @param seconds per solve, one number for every block
record SolveRun(
        String problem,
        String solver,
        int n,
        String status,
        boolean converged,
        double value,
        double gradientNorm,
        double startValue,
        double startNorm,
        int iterations,
        int values,
        int gradients,
        double bytes,
        int warmUpSolves,
        int solvesPerBlock,
        double[] seconds) {

    /// The tolerance of every method.
    static final double TOLERANCE = 1e-6;

    private static final double BLOCK_SECONDS = 0.01;
    private static final int LEAST_BLOCKS = 3;
    private static final int MOST_BLOCKS = 51;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Runs. `-Dwarmup` and `-Dmeasure` are seconds.
    static SolveRun of(String name, SolveProblem problem, Solver solver, Solver counting, Counted counted) {
        return of(name, problem, solver, counting, counted, Double.parseDouble(System.getProperty("warmup", "2")),
                Double.parseDouble(System.getProperty("measure", "0.6")));
    }

    static SolveRun of(String name, SolveProblem problem, Solver solver, Solver counting, Counted counted,
            double warmUp, double measure) {
        double[] x = new double[problem.n()];
        WarmUp warm = WarmUp.of(() -> block(problem, solver, x, 1), warmUp);
        int perBlock = (int) Math.clamp(BLOCK_SECONDS / warm.seconds(), 1, 1_000_000);
        int blocks = (int) Math.clamp(measure / (perBlock * warm.seconds()), LEAST_BLOCKS, MOST_BLOCKS);
        double[] seconds = new double[blocks];
        double[] bytes = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long before = System.nanoTime();
            block(problem, solver, x, perBlock);
            seconds[i] = (System.nanoTime() - before) * 1e-9 / perBlock;
            bytes[i] = (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / perBlock;
        }
        String thrown = block(problem, counting, x, 1);
        Valued function = problem.byHand().get();
        double[] g = new double[x.length];
        double f = function.valueAndGradient(x, g);
        double norm = norm(g);
        double f0 = function.valueAndGradient(problem.start(), g);
        return new SolveRun(problem.name(), name, problem.n(), thrown.isEmpty() ? counting.status() : thrown,
                norm <= TOLERANCE, f, norm, f0, norm(g), counting.iterations(), counted.values(), counted.gradients(),
                median(bytes), warm.solves(), perBlock, seconds);
    }

    /// Solves until they have stopped becoming faster: at least so many seconds, and half of that again without a solve
    /// faster by a fiftieth than the fastest before; at most four times as long.
    ///
    /// @param solves how many
    /// @param seconds the fastest of them
    private record WarmUp(int solves, double seconds) {
        static WarmUp of(Runnable solve, double least) {
            int solves = 0;
            double fastest = Double.POSITIVE_INFINITY;
            long began = System.nanoTime();
            long improved = began;
            long now = began;
            double elapsed;
            do {
                long before = now;
                solve.run();
                solves++;
                now = System.nanoTime();
                double last = (now - before) * 1e-9;
                if (last < 0.98 * fastest) {
                    fastest = last;
                    improved = now;
                }
                elapsed = (now - began) * 1e-9;
            } while (solves < 2 || elapsed < least || elapsed < 4 * least && (now - improved) * 1e-9 < 0.5 * least);
            return new WarmUp(solves, fastest);
        }
    }

    /// Solves from fresh copies of the start; what was thrown, if anything.
    private static String block(SolveProblem problem, Solver solver, double[] x, int count) {
        try {
            for (int i = 0; i < count; i++) {
                System.arraycopy(problem.start(), 0, x, 0, x.length);
                solver.solve(x);
            }
            return "";
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    /// `‖g‖∞`
    static double norm(double[] g) {
        double norm = 0;
        for (double component : g) {
            // A NaN stays.
            norm = Math.max(norm, Math.abs(component));
        }
        return norm;
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// Prints one line of JSON.
    void print() {
        try {
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println(new ObjectMapper().writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
