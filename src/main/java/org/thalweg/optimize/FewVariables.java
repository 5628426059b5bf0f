package org.thalweg.optimize;

/// The arithmetic of [DenseDirection] and [Sprint] in plain code: for two, three or four variables written out, as loops that
/// short are mostly bookkeeping, and the update in loops for any other number.
///
/// ```
/// H_{k+1} = H_k + s·wᵀ + w·sᵀ,   w = −ρ·(H_k·y − ½(τ + ρ·yᵀH_k·y)·s)
/// p       = −H_{k+1}·g = −H_k·g + ρ·sᵀg·H_k·y + (ρ·(yᵀH_k·g − τ·sᵀg) − ρ·yᵀH_k·y·ρ·sᵀg)·s
/// ```
///
/// where H_k may have grown before. The direction does not wait for the new matrix, and hardly for `1/yᵀs`: all products are
/// under way while it is divided.
/// H stands row by row, symmetric to the bit. Written out or in loops, the bits are the same, but for the sign of a zero. What is written out comes in
/// methods of at most 325 bytes, which the compiler puts into one: a call would send every number through memory.
///
/// **Allocation**: none. **Threads**: stateless.
final class FewVariables {
    /// The largest factor by which H is multiplied at once.
    static final double MOST_GROWTH = 2;

    private FewVariables() {}

    /// The matrix learns a pair, and gives the direction.
    ///
    /// @param n the number of variables
    /// @param h H, n·n numbers
    /// @param rows where s and y stand
    /// @param s where s begins
    /// @param y where y begins
    /// @param rho `1/yᵀs`
    /// @param tau see [EndCurvature]
    /// @param least where `yᵀHy` is less, H grows first, but not to more than [#MOST_GROWTH] times itself
    /// @param g the gradient
    /// @param p overwritten
    /// @param w room for n numbers
    /// @return `pᵀg`
    static double update(int n, double[] h, double[] rows, int s, int y, double rho, double tau, double least, double[] g,
            double[] p, double[] w) {
        return switch (n) {
            case 2 -> two(h, rows[s], rows[s + 1], rows[y], rows[y + 1], rho, tau, least, g[0], g[1], p);
            case 3 -> three(h, rows[s], rows[s + 1], rows[s + 2], rows[y], rows[y + 1], rows[y + 2], rho, tau, least, g[0], g[1],
                    g[2], p);
            case 4 -> four(h, rows[s], rows[s + 1], rows[s + 2], rows[s + 3], rows[y], rows[y + 1], rows[y + 2], rows[y + 3],
                    rho, tau, least, g[0], g[1], g[2], g[3], p);
            default -> any(n, h, rows, s, y, rho, tau, least, g, p, w);
        };
    }

    /// `aᵀb` of two to four elements, as the kernel has it.
    static double dot(double[] a, double[] b, int n) {
        double t0 = a[0] * b[0];
        double t1 = a[1] * b[1];
        if (n > 2) {
            t0 += a[2] * b[2];
            t1 += n > 3 ? a[3] * b[3] : 0;
        }
        return (t0 + t1) + 0.0;
    }

    /// `‖a‖∞` of two to four elements, none of them NaN.
    static double normInf(double[] a, int n) {
        double norm = larger(Math.abs(a[0]), a[1]);
        norm = n > 2 ? larger(norm, a[2]) : norm;
        return n > 3 ? larger(norm, a[3]) : norm;
    }

    private static double larger(double norm, double a) {
        double size = Math.abs(a);
        return size > norm ? size : norm;
    }

    /// `out ← x + αp`, two to four elements.
    static void step(double[] x, double alpha, double[] p, double[] out, int n) {
        out[0] = Math.fma(alpha, p[0], x[0]);
        out[1] = Math.fma(alpha, p[1], x[1]);
        if (n > 2) {
            out[2] = Math.fma(alpha, p[2], x[2]);
        }
        if (n > 3) {
            out[3] = Math.fma(alpha, p[3], x[3]);
        }
    }

    static double any(int n, double[] h, double[] rows, int s, int y, double rho, double tau, double least, double[] g,
            double[] p, double[] w) {
        double yhy = 0;
        double yhg = 0;
        double sg = 0;
        for (int i = 0; i < n; i++) {
            double hg = 0;
            double hy = 0;
            for (int j = 0; j < n; j++) {
                double hij = h[i * n + j];
                hg = Math.fma(hij, g[j], hg);
                hy = Math.fma(hij, rows[y + j], hy);
            }
            p[i] = hg;
            w[i] = hy;
            yhy = Math.fma(rows[y + i], hy, yhy);
            yhg = Math.fma(g[i], hy, yhg);
            sg = Math.fma(rows[s + i], g[i], sg);
        }
        double growth = growth(yhy, least);
        double rhoYhy = rho * (growth * yhy);
        double half = half(tau, rhoYhy);
        double alongW = rho * sg;
        double alongS = alongS(rho, tau, rhoYhy, alongW, growth * yhg);
        double pg = 0;
        for (int i = 0; i < n; i++) {
            double hy = growth * w[i];
            p[i] = p(alongW, hy, alongS, rows[s + i], growth * p[i]);
            pg = Math.fma(p[i], g[i], pg);
            w[i] = w(rho, half, rows[s + i], hy);
        }
        for (int i = 0; i < n; i++) {
            double si = rows[s + i];
            double wi = w[i];
            for (int j = 0; j < n; j++) {
                h[i * n + j] = learned(growth, h[i * n + j], si, w[j], wi, rows[s + j]);
            }
        }
        return pg;
    }

    static double two(double[] h, double s0, double s1, double y0, double y1, double rho, double tau, double least, double g0,
            double g1, double[] p) {
        double h00 = h[0];
        double h10 = h[2];
        double h11 = h[3];
        double hy0 = chain(h00, y0, h10, y1);
        double hy1 = chain(h10, y0, h11, y1);
        double yhy = chain(y0, hy0, y1, hy1);
        double growth = growth(yhy, least);
        double rhoYhy = rho * (growth * yhy);
        double sg = chain(s0, g0, s1, g1);
        double alongW = rho * sg;
        double alongS = alongS(rho, tau, rhoYhy, alongW, growth * chain(g0, hy0, g1, hy1));
        hy0 *= growth;
        hy1 *= growth;
        double half = half(tau, rhoYhy);
        double w0 = w(rho, half, s0, hy0);
        double w1 = w(rho, half, s1, hy1);
        h[0] = learned(growth, h00, s0, w0, w0, s0);
        h[1] = h[2] = learned(growth, h10, s1, w0, w1, s0);
        h[3] = learned(growth, h11, s1, w1, w1, s1);
        double p0 = p(alongW, hy0, alongS, s0, growth * chain(h00, g0, h10, g1));
        double p1 = p(alongW, hy1, alongS, s1, growth * chain(h10, g0, h11, g1));
        p[0] = p0;
        p[1] = p1;
        return chain(p0, g0, p1, g1);
    }

    static double three(double[] h, double s0, double s1, double s2, double y0, double y1, double y2, double rho, double tau,
            double least, double g0, double g1, double g2, double[] p) {
        double h00 = h[0];
        double h10 = h[3];
        double h11 = h[4];
        double h20 = h[6];
        double h21 = h[7];
        double h22 = h[8];
        double hy0 = chain(h00, y0, h10, y1, h20, y2);
        double hy1 = chain(h10, y0, h11, y1, h21, y2);
        double hy2 = chain(h20, y0, h21, y1, h22, y2);
        double yhy = chain(y0, hy0, y1, hy1, y2, hy2);
        double growth = growth(yhy, least);
        double hg0 = growth * chain(h00, g0, h10, g1, h20, g2);
        double hg1 = growth * chain(h10, g0, h11, g1, h21, g2);
        double hg2 = growth * chain(h20, g0, h21, g1, h22, g2);
        double yhg = growth * chain(g0, hy0, g1, hy1, g2, hy2);
        return three(h, growth, s0, s1, s2, growth * hy0, growth * hy1, growth * hy2, hg0, hg1, hg2, rho, tau,
                rho * (growth * yhy), yhg, g0, g1, g2, p);
    }

    private static double three(double[] h, double growth, double s0, double s1, double s2, double hy0, double hy1, double hy2,
            double hg0, double hg1, double hg2, double rho, double tau, double rhoYhy, double yhg, double g0, double g1,
            double g2, double[] p) {
        double half = half(tau, rhoYhy);
        rankTwo(h, 3, growth, s0, s1, s2, w(rho, half, s0, hy0), w(rho, half, s1, hy1), w(rho, half, s2, hy2));
        double sg = chain(s0, g0, s1, g1, s2, g2);
        double alongW = rho * sg;
        double alongS = alongS(rho, tau, rhoYhy, alongW, yhg);
        double p0 = p(alongW, hy0, alongS, s0, hg0);
        double p1 = p(alongW, hy1, alongS, s1, hg1);
        double p2 = p(alongW, hy2, alongS, s2, hg2);
        p[0] = p0;
        p[1] = p1;
        p[2] = p2;
        return chain(p0, g0, p1, g1, p2, g2);
    }

    /// Of three variables, or the first three.
    private static void rankTwo(double[] h, int n, double growth, double s0, double s1, double s2, double w0, double w1,
            double w2) {
        h[0] = learned(growth, h[0], s0, w0, w0, s0);
        h[1] = h[n] = learned(growth, h[n], s1, w0, w1, s0);
        h[n + 1] = learned(growth, h[n + 1], s1, w1, w1, s1);
        h[2] = h[2 * n] = learned(growth, h[2 * n], s2, w0, w2, s0);
        h[n + 2] = h[2 * n + 1] = learned(growth, h[2 * n + 1], s2, w1, w2, s1);
        h[2 * n + 2] = learned(growth, h[2 * n + 2], s2, w2, w2, s2);
    }

    static double four(double[] h, double s0, double s1, double s2, double s3, double y0, double y1, double y2, double y3,
            double rho, double tau, double least, double g0, double g1, double g2, double g3, double[] p) {
        double hy0 = chain(h[0], y0, h[4], y1, h[8], y2, h[12], y3);
        double hy1 = chain(h[4], y0, h[5], y1, h[9], y2, h[13], y3);
        double hy2 = chain(h[8], y0, h[9], y1, h[10], y2, h[14], y3);
        double hy3 = chain(h[12], y0, h[13], y1, h[14], y2, h[15], y3);
        double hg0 = chain(h[0], g0, h[4], g1, h[8], g2, h[12], g3);
        double hg1 = chain(h[4], g0, h[5], g1, h[9], g2, h[13], g3);
        double hg2 = chain(h[8], g0, h[9], g1, h[10], g2, h[14], g3);
        double hg3 = chain(h[12], g0, h[13], g1, h[14], g2, h[15], g3);
        double yhy = chain(y0, hy0, y1, hy1, y2, hy2, y3, hy3);
        double yhg = chain(g0, hy0, g1, hy1, g2, hy2, g3, hy3);
        return four(h, growth(yhy, least), s0, s1, s2, s3, hy0, hy1, hy2, hy3, hg0, hg1, hg2, hg3, rho, tau, yhy, yhg, g0, g1,
                g2, g3, p);
    }

    private static double four(double[] h, double growth, double s0, double s1, double s2, double s3, double hy0, double hy1,
            double hy2, double hy3, double hg0, double hg1, double hg2, double hg3, double rho, double tau, double yhy,
            double yhg, double g0, double g1, double g2, double g3, double[] p) {
        hy0 *= growth;
        hy1 *= growth;
        hy2 *= growth;
        hy3 *= growth;
        double rhoYhy = rho * (growth * yhy);
        double half = half(tau, rhoYhy);
        rankTwo(h, growth, s0, s1, s2, s3, w(rho, half, s0, hy0), w(rho, half, s1, hy1), w(rho, half, s2, hy2),
                w(rho, half, s3, hy3));
        double sg = chain(s0, g0, s1, g1, s2, g2, s3, g3);
        double alongW = rho * sg;
        double alongS = alongS(rho, tau, rhoYhy, alongW, growth * yhg);
        double p0 = p(alongW, hy0, alongS, s0, growth * hg0);
        double p1 = p(alongW, hy1, alongS, s1, growth * hg1);
        double p2 = p(alongW, hy2, alongS, s2, growth * hg2);
        double p3 = p(alongW, hy3, alongS, s3, growth * hg3);
        p[0] = p0;
        p[1] = p1;
        p[2] = p2;
        p[3] = p3;
        return chain(p0, g0, p1, g1, p2, g2, p3, g3);
    }

    private static void rankTwo(double[] h, double growth, double s0, double s1, double s2, double s3, double w0, double w1,
            double w2, double w3) {
        rankTwo(h, 4, growth, s0, s1, s2, w0, w1, w2);
        h[3] = h[12] = learned(growth, h[12], s3, w0, w3, s0);
        h[7] = h[13] = learned(growth, h[13], s3, w1, w3, s1);
        h[11] = h[14] = learned(growth, h[14], s3, w2, w3, s2);
        h[15] = learned(growth, h[15], s3, w3, w3, s3);
    }

    /// The factor by which H grows, from `yᵀHy` and what it should be at least.
    static double growth(double yhy, double least) {
        if (yhy < least && yhy > 0) {
            double growth = least / yhy;
            return growth < MOST_GROWTH ? growth : MOST_GROWTH;
        }
        return 1;
    }

    /// An element of H.
    private static double learned(double growth, double h, double si, double wj, double wi, double sj) {
        return Math.fma(growth, h, si * wj + wi * sj);
    }

    private static double alongS(double rho, double tau, double rhoYhy, double alongW, double yhg) {
        return Math.fma(-tau, alongW, Math.fma(-rhoYhy, alongW, rho * yhg));
    }

    private static double half(double tau, double rhoYhy) {
        return 0.5 * (tau + rhoYhy);
    }

    private static double w(double rho, double half, double s, double hy) {
        return rho * Math.fma(half, s, -hy);
    }

    private static double p(double alongW, double hy, double alongS, double s, double hg) {
        return Math.fma(alongS, s, Math.fma(alongW, hy, -hg));
    }

    private static double chain(double a0, double b0, double a1, double b1) {
        return Math.fma(a1, b1, a0 * b0);
    }

    private static double chain(double a0, double b0, double a1, double b1, double a2, double b2) {
        return Math.fma(a2, b2, chain(a0, b0, a1, b1));
    }

    private static double chain(double a0, double b0, double a1, double b1, double a2, double b2, double a3, double b3) {
        return Math.fma(a3, b3, chain(a0, b0, a1, b1, a2, b2));
    }
}
