package org.thalweg.optimize;

/// What a step teaches a [DenseDirection] with two, three or four variables, and the direction after it, in one go: pair,
/// products and matrix without a detour through memory.
///
/// Only the last pair is written to the history, at the end: the matrix has learned those before.
///
/// The bits are those of [History#add] and [DenseDirection#choose()], with sums in the order of the kernels.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class Lesson {
    private final int n;
    private final DenseDirection line;
    private final History history;
    private final double[] h;
    private double slope;
    /// The last pair, s and y, and its numbers.
    private final double[] pair;
    private double sy;
    private double rho;
    private double yy;
    private double tau;

    Lesson(int n, DenseDirection line, History history) {
        this.n = n;
        this.line = line;
        this.history = history;
        h = line.matrix();
        pair = new double[2 * n];
    }

    /// Learns the pair of a step and writes the direction.
    ///
    /// @param decrease what f has lost, as [EndCurvature#decrease] has it
    /// @param promised the slope at the beginning, times the step
    /// @return false if the curvature of the pair is not safely positive: then nothing has changed
    boolean learn(double[] x1, double[] x0, double[] g1, double[] g0, double decrease, double promised) {
        return switch (n) {
            case 2 -> two(x1, x0, g1, g0, decrease, promised);
            case 3 -> three(x1, x0, g1, g0, decrease, promised);
            default -> four(x1, x0, g1, g0, decrease, promised);
        };
    }

    /// `pᵀg`.
    double slope() {
        return slope;
    }

    private boolean two(double[] x1, double[] x0, double[] g1, double[] g0, double decrease, double promised) {
        double s0 = x1[0] - x0[0];
        double s1 = x1[1] - x0[1];
        double y0 = g1[0] - g0[0];
        double y1 = g1[1] - g0[1];
        double sy = s0 * y0 + s1 * y1;
        double rho = 1 / sy;
        double tau = EndCurvature.ratio(decrease, promised, sy);
        double yy = y0 * y0 + y1 * y1;
        if (!History.isCurved(sy, rho, yy, s0 * s0 + s1 * s1)) {
            return false;
        }
        note(sy, rho, yy, tau);
        put(0, s0, s1);
        put(2, y0, y1);
        double least = line.prepare(sy, yy);
        slope = FewVariables.two(h, s0, s1, y0, y1, rho, tau, least, g1[0], g1[1], line.p);
        return true;
    }

    private boolean three(double[] x1, double[] x0, double[] g1, double[] g0, double decrease, double promised) {
        double s0 = x1[0] - x0[0];
        double s1 = x1[1] - x0[1];
        double s2 = x1[2] - x0[2];
        double y0 = g1[0] - g0[0];
        double y1 = g1[1] - g0[1];
        double y2 = g1[2] - g0[2];
        double sy = tree(s0, y0, s1, y1, s2, y2);
        double rho = 1 / sy;
        double tau = EndCurvature.ratio(decrease, promised, sy);
        double yy = tree(y0, y0, y1, y1, y2, y2);
        if (!History.isCurved(sy, rho, yy, tree(s0, s0, s1, s1, s2, s2))) {
            return false;
        }
        note(sy, rho, yy, tau);
        put(0, s0, s1, s2);
        put(3, y0, y1, y2);
        double least = line.prepare(sy, yy);
        slope = FewVariables.three(h, s0, s1, s2, y0, y1, y2, rho, tau, least, g1[0], g1[1], g1[2], line.p);
        return true;
    }

    private boolean four(double[] x1, double[] x0, double[] g1, double[] g0, double decrease, double promised) {
        double s0 = x1[0] - x0[0];
        double s1 = x1[1] - x0[1];
        double s2 = x1[2] - x0[2];
        double s3 = x1[3] - x0[3];
        double y0 = g1[0] - g0[0];
        double y1 = g1[1] - g0[1];
        double y2 = g1[2] - g0[2];
        double y3 = g1[3] - g0[3];
        double sy = tree(s0, y0, s1, y1, s2, y2, s3, y3);
        double rho = 1 / sy;
        double tau = EndCurvature.ratio(decrease, promised, sy);
        double yy = tree(y0, y0, y1, y1, y2, y2, y3, y3);
        if (!History.isCurved(sy, rho, yy, tree(s0, s0, s1, s1, s2, s2, s3, s3))) {
            return false;
        }
        note(sy, rho, yy, tau);
        put(0, s0, s1, s2, s3);
        put(4, y0, y1, y2, y3);
        double least = line.prepare(sy, yy);
        slope = FewVariables.four(h, s0, s1, s2, s3, y0, y1, y2, y3, rho, tau, least, g1[0], g1[1], g1[2], g1[3], line.p);
        return true;
    }

    /// Adds the last pair to the history.
    void remember() {
        DoubleRows rows = history.doubles();
        System.arraycopy(pair, 0, rows.numbers(), rows.s(history.next()), n);
        System.arraycopy(pair, n, rows.numbers(), rows.y(history.next()), n);
        history.keep(sy, rho, yy, tau);
        line.learned();
    }

    private void note(double sy, double rho, double yy, double tau) {
        this.sy = sy;
        this.rho = rho;
        this.yy = yy;
        this.tau = tau;
    }

    private void put(int row, double a0, double a1) {
        pair[row] = a0;
        pair[row + 1] = a1;
    }

    private void put(int row, double a0, double a1, double a2) {
        put(row, a0, a1);
        pair[row + 2] = a2;
    }

    private void put(int row, double a0, double a1, double a2, double a3) {
        put(row, a0, a1, a2);
        pair[row + 3] = a3;
    }

    /// A dot product but for the sign of a zero, which no pair that is kept has.
    private static double tree(double a0, double b0, double a1, double b1, double a2, double b2) {
        return (a0 * b0 + a2 * b2) + a1 * b1;
    }

    private static double tree(double a0, double b0, double a1, double b1, double a2, double b2, double a3, double b3) {
        return (a0 * b0 + a2 * b2) + (a1 * b1 + a3 * b3);
    }
}
