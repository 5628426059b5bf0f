package org.thalweg.optimize;

/// The six functions of one variable of J. J. Moré, D. J. Thuente, "Line search algorithms with guaranteed sufficient
/// decrease", ACM TOMS 20 (1994), section 5, with the constants of their tables I to VI.
enum MoreThuente {
    /// `φ(α) = −α/(α² + β)`, β = 2: concave far out.
    RATIONAL(1e-3, 1e-1) {
        @Override
        double phi(double a) {
            return -a / (a * a + 2);
        }

        @Override
        double dphi(double a) {
            double d = a * a + 2;
            return (a * a - 2) / (d * d);
        }
    },
    /// `φ(α) = (α + β)⁵ − 2(α + β)⁴`, β = 0.004.
    QUINTIC(1e-1, 1e-1) {
        @Override
        double phi(double a) {
            double t = a + 0.004;
            return Math.pow(t, 5) - 2 * Math.pow(t, 4);
        }

        @Override
        double dphi(double a) {
            double t = a + 0.004;
            return 5 * Math.pow(t, 4) - 8 * Math.pow(t, 3);
        }
    },
    /// A kink at 1, smoothed over β = 0.01 each side, with l = 39 waves: information on φ′ is unreliable.
    WAVES(1e-1, 1e-1) {
        private static final double BETA = 0.01;
        private static final double L = 39;

        @Override
        double phi(double a) {
            double wave = 2 * (1 - BETA) / (L * Math.PI) * Math.sin(L * Math.PI / 2 * a);
            if (a <= 1 - BETA) {
                return 1 - a + wave;
            }
            return a >= 1 + BETA ? a - 1 + wave : (a - 1) * (a - 1) / (2 * BETA) + BETA / 2 + wave;
        }

        @Override
        double dphi(double a) {
            double wave = (1 - BETA) * Math.cos(L * Math.PI / 2 * a);
            if (a <= 1 - BETA) {
                return -1 + wave;
            }
            return a >= 1 + BETA ? 1 + wave : (a - 1) / BETA + wave;
        }
    },
    /// Yanai, Ozawa and Kaneko with β₁ = β₂ = 0.001.
    YANAI_FLAT(1e-3, 1e-3) {
        @Override
        double phi(double a) {
            return yanai(a, 1e-3, 1e-3);
        }

        @Override
        double dphi(double a) {
            return yanaiSlope(a, 1e-3, 1e-3);
        }
    },
    /// The same with β₁ = 0.01, β₂ = 0.001.
    YANAI_LEFT(1e-3, 1e-3) {
        @Override
        double phi(double a) {
            return yanai(a, 1e-2, 1e-3);
        }

        @Override
        double dphi(double a) {
            return yanaiSlope(a, 1e-2, 1e-3);
        }
    },
    /// The same with β₁ = 0.001, β₂ = 0.01.
    YANAI_RIGHT(1e-3, 1e-3) {
        @Override
        double phi(double a) {
            return yanai(a, 1e-3, 1e-2);
        }

        @Override
        double dphi(double a) {
            return yanaiSlope(a, 1e-3, 1e-2);
        }
    };

    final double mu;
    final double eta;

    MoreThuente(double mu, double eta) {
        this.mu = mu;
        this.eta = eta;
    }

    abstract double phi(double a);

    abstract double dphi(double a);

    private static double gamma(double beta) {
        return Math.sqrt(1 + beta * beta) - beta;
    }

    private static double yanai(double a, double b1, double b2) {
        return gamma(b1) * Math.sqrt((1 - a) * (1 - a) + b2 * b2) + gamma(b2) * Math.sqrt(a * a + b1 * b1);
    }

    private static double yanaiSlope(double a, double b1, double b2) {
        return -gamma(b1) * (1 - a) / Math.sqrt((1 - a) * (1 - a) + b2 * b2)
                + gamma(b2) * a / Math.sqrt(a * a + b1 * b1);
    }
}
