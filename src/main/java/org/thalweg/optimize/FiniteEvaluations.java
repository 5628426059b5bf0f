package org.thalweg.optimize;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.thalweg.Objective;
import org.thalweg.internal.kernel.Kernels;

/// The evaluations of a method that goes wherever its rule takes it: counted, and the best finite one remembered.
///
/// Values of different objectives are not comparable: another objective starts another record of the best.
///
/// **Allocation**: one array of length n at the start. **Threads**: one at a time.
final class FiniteEvaluations {
    private final long began = System.nanoTime();
    private final double[] best;
    private double bestValue = Double.NaN;
    private double bestNorm = Double.NaN;
    private boolean found;
    private boolean lastFinite;
    private int count;
    private @Nullable Objective objective;
    private @Nullable Objective confined;

    FiniteEvaluations(double[] x0) {
        best = x0.clone();
    }

    /// Evaluates `f` at `x`; if it throws, nothing is counted or remembered.
    @SuppressWarnings("ReferenceEquality") // equal objectives may still hold memory or data of their own
    double at(Objective f, double[] x, double[] gradient) {
        Objective evaluator = confined;
        if (evaluator == null || f != objective) {
            evaluator = f.confined();
            objective = f;
            confined = evaluator;
            bestValue = Double.NaN;
            bestNorm = Double.NaN;
            found = false;
        }
        double value = evaluator.valueAndGradient(x, gradient);
        count++;
        double norm = Kernels.normInf(gradient, 0, gradient.length);
        lastFinite = Double.isFinite(value) && Double.isFinite(norm) && allFinite(x);
        if (lastFinite && !(found && value >= bestValue)) {
            take(x, value, norm);
        }
        return value;
    }

    /// Makes a finite point the result, also if a lower one was evaluated: a stationary point goes before a low one.
    void take(double[] x, double value, double norm) {
        System.arraycopy(x, 0, best, 0, best.length);
        bestValue = value;
        bestNorm = norm;
        found = true;
    }

    int count() {
        return count;
    }

    /// Whether point, value and gradient of the latest evaluation were finite.
    boolean lastFinite() {
        return lastFinite;
    }

    /// How a method that met a NaN or infinity ended.
    Status notFinite() {
        return found ? Status.NOT_FINITE : Status.NOT_FINITE_AT_START;
    }

    Solution solution(Status status, int iterations) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        return new Solution(best.clone(), bestValue, bestNorm, status, iterations, count, elapsed);
    }

    static boolean allFinite(double[] x) {
        for (double xi : x) {
            if (!Double.isFinite(xi)) {
                return false;
            }
        }
        return true;
    }
}
