package org.thalweg.bench.solve;

import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// Functions of two to four variables, by hand and as formulas; `perf-results/c/problems.c` has the same.
///
/// **Source**: J. J. Moré, B. S. Garbow, K. E. Hillstrom, *ACM TOMS* 7 (1981) 17–41; the numbers in brackets are
/// theirs.
final class SmallProblems {
    private SmallProblems() {}

    /// `(1 − x₀)² + b(x₁ − x₀²)²`, [1] with b = 100.
    record Rosenbrock(double b) implements Valued {
        @Override
        public double value(double[] x) {
            double u = x[1] - x[0] * x[0];
            double v = 1 - x[0];
            return b * u * u + v * v;
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            double u = x[1] - x[0] * x[0];
            double v = 1 - x[0];
            g[0] = -4 * b * x[0] * u - 2 * v;
            g[1] = 2 * b * u;
            return b * u * u + v * v;
        }
    }

    static Formula rosenbrock(double b) {
        return Formula.of(2, x -> {
            Expr u = x.at(1).minus(x.at(0).square());
            return u.square().times(b).plus(x.at(0).minus(1).square());
        });
    }

    /// [5]: `Σ (yᵢ − x₀(1 − x₁ⁱ))²`, y = 1.5, 2.25, 2.625.
    record Beale() implements Valued {
        @Override
        public double value(double[] x) {
            double q = x[1] * x[1];
            double r = 1.5 - x[0] * (1 - x[1]);
            double s = 2.25 - x[0] * (1 - q);
            double t = 2.625 - x[0] * (1 - q * x[1]);
            return r * r + s * s + t * t;
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            double q = x[1] * x[1];
            double r = 1.5 - x[0] * (1 - x[1]);
            double s = 2.25 - x[0] * (1 - q);
            double t = 2.625 - x[0] * (1 - q * x[1]);
            g[0] = -2 * (r * (1 - x[1]) + s * (1 - q) + t * (1 - q * x[1]));
            g[1] = 2 * x[0] * (r + 2 * s * x[1] + 3 * t * q);
            return r * r + s * s + t * t;
        }
    }

    static Formula beale() {
        return Formula.of(2, x -> {
            Expr a = x.at(0);
            Expr b = x.at(1);
            Expr q = b.square();
            return term(a, b, 1.5).plus(term(a, q, 2.25)).plus(term(a, q.times(b), 2.625));
        });
    }

    private static Expr term(Expr a, Expr power, double y) {
        return a.times(power.minus(1)).plus(y).square();
    }

    /// [7]: `100((x₂ − 10θ)² + (r − 1)²) + x₂²` in cylindrical coordinates, θ in turns.
    record HelicalValley() implements Valued {
        @Override
        public double value(double[] x) {
            double r = Math.sqrt(x[0] * x[0] + x[1] * x[1]);
            double theta = Math.atan(x[1] / x[0]) / (2 * Math.PI) + (x[0] < 0 ? 0.5 : 0);
            double u = x[2] - 10 * theta;
            double v = r - 1;
            return 100 * (u * u + v * v) + x[2] * x[2];
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            double square = x[0] * x[0] + x[1] * x[1];
            double r = Math.sqrt(square);
            double theta = Math.atan(x[1] / x[0]) / (2 * Math.PI) + (x[0] < 0 ? 0.5 : 0);
            double u = x[2] - 10 * theta;
            double v = r - 1;
            double turn = 1000 * u / (Math.PI * square);
            g[0] = turn * x[1] + 200 * v * x[0] / r;
            g[1] = -turn * x[0] + 200 * v * x[1] / r;
            g[2] = 200 * u + 2 * x[2];
            return 100 * (u * u + v * v) + x[2] * x[2];
        }
    }

    static Formula helicalValley() {
        return Formula.of(3, x -> {
            Expr a = x.at(0);
            Expr b = x.at(1);
            Expr c = x.at(2);
            Expr right = b.div(a).atan().times(1 / (2 * Math.PI));
            Expr theta = a.lessThan(0).select(right.plus(0.5), right);
            Expr u = c.minus(theta.times(10));
            Expr v = a.square().plus(b.square()).sqrt().minus(1);
            return u.square().plus(v.square()).times(100).plus(c.square());
        });
    }

    /// [13], and [22] for n a larger multiple of four:
    /// `(x₀ + 10x₁)² + 5(x₂ − x₃)² + (x₁ − 2x₂)⁴ + 10(x₀ − x₃)⁴`. The Hessian at the minimum is singular.
    record Powell() implements Valued {
        @Override
        public double value(double[] x) {
            double f = 0;
            for (int i = 0; i < x.length; i += 4) {
                double a = x[i] + 10 * x[i + 1];
                double b = x[i + 2] - x[i + 3];
                double c = x[i + 1] - 2 * x[i + 2];
                double d = x[i] - x[i + 3];
                f += a * a + 5 * b * b + c * c * (c * c) + 10 * (d * d) * (d * d);
            }
            return f;
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
            double f = 0;
            for (int i = 0; i < x.length; i += 4) {
                double a = x[i] + 10 * x[i + 1];
                double b = x[i + 2] - x[i + 3];
                double c = x[i + 1] - 2 * x[i + 2];
                double d = x[i] - x[i + 3];
                double c3 = 4 * c * c * c;
                double d3 = 40 * d * d * d;
                f += a * a + 5 * b * b + c * c * (c * c) + 10 * (d * d) * (d * d);
                g[i] = 2 * a + d3;
                g[i + 1] = 20 * a + c3;
                g[i + 2] = 10 * b - 2 * c3;
                g[i + 3] = -10 * b - d3;
            }
            return f;
        }
    }

    static Formula powell(int n) {
        return n == 4
                ? Formula.of(4, x -> powell(x.at(0), x.at(1), x.at(2), x.at(3)))
                : Formula.of(n, x -> powell(x.slice(0, n, 4), x.slice(1, n, 4), x.slice(2, n, 4), x.slice(3, n, 4)).sum());
    }

    private static Expr powell(Expr a, Expr b, Expr c, Expr d) {
        return a.plus(b.times(10)).square()
                .plus(c.minus(d).square().times(5))
                .plus(b.minus(c.times(2)).square().square())
                .plus(a.minus(d).square().square().times(10));
    }

    /// [14]: two Rosenbrock valleys tied together.
    record Wood() implements Valued {
        @Override
        public double value(double[] x) {
            double a = x[1] - x[0] * x[0];
            double b = 1 - x[0];
            double c = x[3] - x[2] * x[2];
            double d = 1 - x[2];
            double e = x[1] + x[3] - 2;
            double h = x[1] - x[3];
            return 100 * a * a + b * b + 90 * c * c + d * d + 10 * e * e + 0.1 * h * h;
        }

        @Override
        public double valueAndGradient(double[] x, double[] g) {
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
    }

    static Formula wood() {
        return Formula.of(4, x -> {
            Expr a = x.at(1).minus(x.at(0).square());
            Expr c = x.at(3).minus(x.at(2).square());
            return a.square().times(100)
                    .plus(x.at(0).minus(1).square())
                    .plus(c.square().times(90))
                    .plus(x.at(2).minus(1).square())
                    .plus(x.at(1).plus(x.at(3)).minus(2).square().times(10))
                    .plus(x.at(1).minus(x.at(3)).square().times(0.1));
        });
    }
}
