package org.thalweg.bench.solve;

import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// Functions of any number of variables, by hand and as formulas; `perf-results/c/problems.c` has the same.
///
/// **Source**: J. J. Moré, B. S. Garbow, K. E. Hillstrom, *ACM TOMS* 7 (1981) 17–41; the numbers in brackets are
/// theirs.
final class LongProblems {
    private LongProblems() {}

    /// [21]: independent pairs, `Σ 100(x₂ᵢ₊₁ − x₂ᵢ²)² + (1 − x₂ᵢ)²`.
    record ExtendedRosenbrock() implements Valued {
        @Override
        public double value(double[] x) {
            double f = 0;
            for (int i = 0; i < x.length; i += 2) {
                double u = x[i + 1] - x[i] * x[i];
                double v = 1 - x[i];
                f += 100 * u * u + v * v;
            }
            return f;
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            double f = 0;
            for (int i = 0; i < x.length; i += 2) {
                double u = x[i + 1] - x[i] * x[i];
                double v = 1 - x[i];
                f += 100 * u * u + v * v;
                g[i] = -400 * x[i] * u - 2 * v;
                g[i + 1] = 200 * u;
            }
            return f;
        }
    }

    static Formula extendedRosenbrock(int n) {
        return Formula.of(n, x -> {
            Expr even = x.slice(0, n, 2);
            Expr odd = x.slice(1, n, 2);
            return odd.minus(even.square()).square().times(100).plus(even.minus(1).square()).sum();
        });
    }

    /// `Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²`: every variable is tied to the next.
    record ChainedRosenbrock() implements Valued {
        @Override
        public double value(double[] x) {
            double f = 0;
            for (int i = 0; i + 1 < x.length; i++) {
                double u = x[i + 1] - x[i] * x[i];
                double v = 1 - x[i];
                f += 100 * u * u + v * v;
            }
            return f;
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            double f = 0;
            double carried = 0;
            for (int i = 0; i + 1 < x.length; i++) {
                double u = x[i + 1] - x[i] * x[i];
                double v = 1 - x[i];
                f += 100 * u * u + v * v;
                g[i] = carried - 400 * x[i] * u - 2 * v;
                carried = 200 * u;
            }
            g[x.length - 1] = carried;
            return f;
        }
    }

    static Formula chainedRosenbrock(int n) {
        return Formula.of(n, x -> {
            Expr head = x.slice(0, n - 1);
            Expr tail = x.slice(1, n);
            return tail.minus(head.square()).square().times(100).plus(head.minus(1).square()).sum();
        });
    }

    /// [30]: `Σ rᵢ²` with `rᵢ = (3 − 2xᵢ)xᵢ − xᵢ₋₁ − 2xᵢ₊₁ + 1`, no variable beyond the ends.
    record BroydenTridiagonal() implements Valued {
        @Override
        public double value(double[] x) {
            double f = 0;
            double before = 0;
            for (int i = 0; i < x.length; i++) {
                double after = i + 1 < x.length ? x[i + 1] : 0;
                double r = (3 - 2 * x[i]) * x[i] - before - 2 * after + 1;
                f += r * r;
                before = x[i];
            }
            return f;
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            int n = x.length;
            double f = 0;
            double before = 0;
            double r = residual(x, 0);
            for (int i = 0; i < n; i++) {
                double next = i + 1 < n ? residual(x, i + 1) : 0;
                f += r * r;
                g[i] = 2 * r * (3 - 4 * x[i]) - 2 * next - 4 * before;
                before = r;
                r = next;
            }
            return f;
        }

        private static double residual(double[] x, int i) {
            double before = i > 0 ? x[i - 1] : 0;
            double after = i + 1 < x.length ? x[i + 1] : 0;
            return (3 - 2 * x[i]) * x[i] - before - 2 * after + 1;
        }
    }

    static Formula broydenTridiagonal(int n) {
        return Formula.of(n, x -> {
            Expr zero = x.constant(0);
            Expr before = zero.concat(x.slice(0, n - 1));
            Expr after = x.slice(1, n).concat(zero);
            return x.times(-2).plus(3).times(x).minus(before).minus(after.times(2)).plus(1).squaredNorm();
        });
    }

    /// [26]: `Σ rᵢ²` with `rᵢ = n − Σⱼ cos xⱼ + i(1 − cos xᵢ) − sin xᵢ`, i from 1. **Threads**: one at a time.
    static final class Trigonometric implements Valued {
        private final double[] sin;
        private final double[] cos;

        Trigonometric(int n) {
            sin = new double[n];
            cos = new double[n];
        }

        @Override
        public double value(double[] x) {
            int n = x.length;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                cos[i] = Math.cos(x[i]);
                sum += cos[i];
            }
            double f = 0;
            for (int i = 0; i < n; i++) {
                double r = n - sum + (i + 1) * (1 - cos[i]) - Math.sin(x[i]);
                f += r * r;
            }
            return f;
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            int n = x.length;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sin[i] = Math.sin(x[i]);
                cos[i] = Math.cos(x[i]);
                sum += cos[i];
            }
            double f = 0;
            double residuals = 0;
            for (int i = 0; i < n; i++) {
                double r = n - sum + (i + 1) * (1 - cos[i]) - sin[i];
                f += r * r;
                residuals += r;
                g[i] = 2 * r * ((i + 1) * sin[i] - cos[i]);
            }
            for (int i = 0; i < n; i++) {
                g[i] += 2 * residuals * sin[i];
            }
            return f;
        }
    }

    static Formula trigonometric(int n) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = i + 1;
        }
        return Formula.model(n, m -> {
            Expr cos = m.x().cos();
            Expr weighted = cos.negate().plus(1).times(m.constant(numbers));
            return weighted.minus(m.x().sin()).minus(cos.sum()).plus(n).squaredNorm();
        });
    }
}
