package org.thalweg.problems;

import java.util.Arrays;
import java.util.List;

/// Classic problems with gradients by hand, from their standard starts.
///
/// **Source**: J. J. Moré, B. S. Garbow, K. E. Hillstrom, "Testing unconstrained optimization software", *ACM TOMS* 7
/// (1981) 17–41; the numbers in brackets are theirs.
public final class Classics {
    private Classics() {}

    /// The small ones, in the order of the collection.
    ///
    /// @return problems with n from 2 to 4
    public static List<Problem> small() {
        return List.of(
                new Problem("Rosenbrock [1]", new Rosenbrock(1, 100), new double[] {-1.2, 1}, 0),
                new Problem("Freudenstein-Roth [2]", Classics::freudensteinRoth, new double[] {0.5, -2},
                        48.984253679240),
                new Problem("Beale [5]", Classics::beale, new double[] {1, 1}, 0),
                new Problem("Helical valley [7]", Classics::helicalValley, new double[] {-1, 0, 0}, 0),
                new Problem("Powell singular [13]", Classics::powellSingular, new double[] {3, -1, 0, 1}, 0),
                new Problem("Wood [14]", Classics::wood, new double[] {-3, -1, -3, -1}, 0),
                new Problem("Brown-Dennis [16]", Classics::brownDennis, new double[] {25, 5, -5, -1},
                        85822.20162635628));
    }

    /// Extended Rosenbrock [21]: n/2 independent valleys.
    ///
    /// @param n number of variables, even
    /// @return the problem
    public static Problem extendedRosenbrock(int n) {
        return new Problem("Extended Rosenbrock [21]", Classics::extendedRosenbrock, alternating(n, -1.2, 1), 0);
    }

    /// Chained Rosenbrock: every variable is tied to the next.
    ///
    /// @param n number of variables, at least 2
    /// @return the problem
    public static Problem chainedRosenbrock(int n) {
        return new Problem("Chained Rosenbrock", Classics::chainedRosenbrock, alternating(n, -1.2, 1), 0);
    }

    private static double[] alternating(int n, double even, double odd) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> i % 2 == 0 ? even : odd);
        return x;
    }

    /// `(−13 + x₁ + ((5 − x₂)x₂ − 2)x₂)² + (−29 + x₁ + ((x₂ + 1)x₂ − 14)x₂)²`; the start leads to the local minimum.
    static double freudensteinRoth(double[] x, double[] g) {
        double t = x[1];
        double r = -13 + x[0] + ((5 - t) * t - 2) * t;
        double s = -29 + x[0] + ((t + 1) * t - 14) * t;
        g[0] = 2 * r + 2 * s;
        g[1] = 2 * r * (10 * t - 3 * t * t - 2) + 2 * s * (3 * t * t + 2 * t - 14);
        return r * r + s * s;
    }

    /// `Σ (yᵢ − x₁(1 − x₂ⁱ))²`, y = 1.5, 2.25, 2.625.
    static double beale(double[] x, double[] g) {
        double f = 0;
        double power = 1;
        g[0] = 0;
        g[1] = 0;
        for (int i = 1; i <= 3; i++) {
            double derivative = i * power;
            power *= x[1];
            double r = (i == 1 ? 1.5 : i == 2 ? 2.25 : 2.625) - x[0] * (1 - power);
            f += r * r;
            g[0] -= 2 * r * (1 - power);
            g[1] += 2 * r * x[0] * derivative;
        }
        return f;
    }

    /// `100((x₃ − 10θ)² + (r − 1)²) + x₃²` in cylindrical coordinates, θ in turns.
    static double helicalValley(double[] x, double[] g) {
        double r2 = x[0] * x[0] + x[1] * x[1];
        double r = Math.sqrt(r2);
        double theta = Math.atan(x[1] / x[0]) / (2 * Math.PI) + (x[0] < 0 ? 0.5 : 0);
        double u = x[2] - 10 * theta;
        double v = r - 1;
        double thetaX = -x[1] / (2 * Math.PI * r2);
        double thetaY = x[0] / (2 * Math.PI * r2);
        g[0] = 200 * (-10 * u * thetaX + v * x[0] / r);
        g[1] = 200 * (-10 * u * thetaY + v * x[1] / r);
        g[2] = 200 * u + 2 * x[2];
        return 100 * (u * u + v * v) + x[2] * x[2];
    }

    /// `(x₁ + 10x₂)² + 5(x₃ − x₄)² + (x₂ − 2x₃)⁴ + 10(x₁ − x₄)⁴`: the Hessian at the minimum is singular.
    static double powellSingular(double[] x, double[] g) {
        double a = x[0] + 10 * x[1];
        double b = x[2] - x[3];
        double c = x[1] - 2 * x[2];
        double d = x[0] - x[3];
        double c3 = 4 * c * c * c;
        double d3 = 40 * d * d * d;
        g[0] = 2 * a + d3;
        g[1] = 20 * a + c3;
        g[2] = 10 * b - 2 * c3;
        g[3] = -10 * b - d3;
        return a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d;
    }

    /// Two Rosenbrock valleys tied together.
    static double wood(double[] x, double[] g) {
        double a = x[1] - x[0] * x[0];
        double b = 1 - x[0];
        double c = x[3] - x[2] * x[2];
        double d = 1 - x[2];
        double e = x[1] + x[3] - 2;
        double h = x[1] - x[3];
        g[0] = -400 * x[0] * a - 2 * b;
        g[1] = 200 * a + 20 * e + 0.2 * h;
        g[2] = -360 * x[2] * c - 2 * d;
        g[3] = 180 * c + 20 * e - 0.2 * h;
        return 100 * a * a + b * b + 90 * c * c + d * d + 10 * e * e + 0.1 * h * h;
    }

    /// `Σ ((x₁ + tᵢx₂ − eᵗⁱ)² + (x₃ + x₄ sin tᵢ − cos tᵢ)²)²`, tᵢ = i/5, 20 terms: a large minimum.
    static double brownDennis(double[] x, double[] g) {
        Arrays.fill(g, 0);
        double f = 0;
        for (int i = 1; i <= 20; i++) {
            double t = i / 5.0;
            double a = x[0] + t * x[1] - Math.exp(t);
            double b = x[2] + x[3] * Math.sin(t) - Math.cos(t);
            double r = a * a + b * b;
            f += r * r;
            g[0] += 4 * r * a;
            g[1] += 4 * r * a * t;
            g[2] += 4 * r * b;
            g[3] += 4 * r * b * Math.sin(t);
        }
        return f;
    }

    private static double extendedRosenbrock(double[] x, double[] g) {
        double f = 0;
        for (int i = 0; i < x.length; i += 2) {
            double u = x[i + 1] - x[i] * x[i];
            double v = 1 - x[i];
            g[i] = -400 * x[i] * u - 2 * v;
            g[i + 1] = 200 * u;
            f += 100 * u * u + v * v;
        }
        return f;
    }

    private static double chainedRosenbrock(double[] x, double[] g) {
        double f = 0;
        g[0] = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double u = x[i + 1] - x[i] * x[i];
            double v = x[i] - 1;
            g[i] += -400 * x[i] * u + 2 * v;
            g[i + 1] = 200 * u;
            f += 100 * u * u + v * v;
        }
        return f;
    }
}
