package org.thalweg.optimize;

/// The update of [DenseDirection] in plain code: for two, three or four variables written out, as loops that short are mostly
/// bookkeeping, and in loops for any other number.
///
/// ```
/// H_{k+1} = H_k + s·wᵀ + w·sᵀ,   w = −ρ·(H_k·y − ½(1 + ρ·yᵀH_k·y)·s)
/// p       = −H_{k+1}·g = −H_k·g + ρ·sᵀg·H_k·y + (ρ·(yᵀH_k·g − sᵀg) − ρ·yᵀH_k·y·ρ·sᵀg)·s
/// ```
///
/// The direction does not wait for the new matrix, and hardly for `1/yᵀs`: all products are under way while it is divided.
/// H stands row by row, symmetric to the bit. Written out or in loops, the bits are the same.
///
/// **Allocation**: none. **Threads**: stateless.
final class FewVariables {
    private FewVariables() {}

    /// The matrix learns a pair, and gives the direction.
    ///
    /// @param n the number of variables
    /// @param h H, n·n numbers
    /// @param rows where s and y stand
    /// @param s where s begins
    /// @param y where y begins
    /// @param rho `1/yᵀs`
    /// @param g the gradient
    /// @param p overwritten
    /// @param w room for n numbers
    /// @return `pᵀg`
    static double update(int n, double[] h, double[] rows, int s, int y, double rho, double[] g, double[] p, double[] w) {
        return switch (n) {
            case 2 -> two(h, rows, s, y, rho, g, p);
            case 3 -> three(h, rows, s, y, rho, g, p);
            case 4 -> four(h, rows, s, y, rho, g, p);
            default -> any(n, h, rows, s, y, rho, g, p, w);
        };
    }

    static double any(int n, double[] h, double[] rows, int s, int y, double rho, double[] g, double[] p, double[] w) {
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
        double rhoYhy = rho * yhy;
        double half = 0.5 * (1 + rhoYhy);
        double alongW = rho * sg;
        double alongS = Math.fma(-rhoYhy, alongW, rho * (yhg - sg));
        double pg = 0;
        for (int i = 0; i < n; i++) {
            double hy = w[i];
            p[i] = Math.fma(alongW, hy, Math.fma(alongS, rows[s + i], -p[i]));
            pg = Math.fma(p[i], g[i], pg);
            w[i] = rho * Math.fma(half, rows[s + i], -hy);
        }
        for (int i = 0; i < n; i++) {
            double si = rows[s + i];
            double wi = w[i];
            for (int j = 0; j < n; j++) {
                h[i * n + j] += si * w[j] + wi * rows[s + j];
            }
        }
        return pg;
    }

    private static double two(double[] h, double[] rows, int s, int y, double rho, double[] g, double[] p) {
        double h00 = h[0];
        double h10 = h[2];
        double h11 = h[3];
        double s0 = rows[s];
        double s1 = rows[s + 1];
        double y0 = rows[y];
        double y1 = rows[y + 1];
        double g0 = g[0];
        double g1 = g[1];
        double hg0 = Math.fma(h10, g1, Math.fma(h00, g0, 0));
        double hg1 = Math.fma(h11, g1, Math.fma(h10, g0, 0));
        double hy0 = Math.fma(h10, y1, Math.fma(h00, y0, 0));
        double hy1 = Math.fma(h11, y1, Math.fma(h10, y0, 0));
        double yhy = Math.fma(y1, hy1, Math.fma(y0, hy0, 0));
        double yhg = Math.fma(g1, hy1, Math.fma(g0, hy0, 0));
        double sg = Math.fma(s1, g1, Math.fma(s0, g0, 0));
        double rhoYhy = rho * yhy;
        double half = 0.5 * (1 + rhoYhy);
        double alongW = rho * sg;
        double alongS = Math.fma(-rhoYhy, alongW, rho * (yhg - sg));
        double p0 = Math.fma(alongW, hy0, Math.fma(alongS, s0, -hg0));
        double p1 = Math.fma(alongW, hy1, Math.fma(alongS, s1, -hg1));
        p[0] = p0;
        p[1] = p1;
        double w0 = rho * Math.fma(half, s0, -hy0);
        double w1 = rho * Math.fma(half, s1, -hy1);
        h[0] = h00 + (s0 * w0 + w0 * s0);
        h10 += s1 * w0 + w1 * s0;
        h[2] = h10;
        h[1] = h10;
        h[3] = h11 + (s1 * w1 + w1 * s1);
        return Math.fma(p1, g1, Math.fma(p0, g0, 0));
    }

    private static double three(double[] h, double[] rows, int s, int y, double rho, double[] g, double[] p) {
        double h00 = h[0];
        double h10 = h[3];
        double h11 = h[4];
        double h20 = h[6];
        double h21 = h[7];
        double h22 = h[8];
        double s0 = rows[s];
        double s1 = rows[s + 1];
        double s2 = rows[s + 2];
        double y0 = rows[y];
        double y1 = rows[y + 1];
        double y2 = rows[y + 2];
        double g0 = g[0];
        double g1 = g[1];
        double g2 = g[2];
        double hg0 = Math.fma(h20, g2, Math.fma(h10, g1, Math.fma(h00, g0, 0)));
        double hg1 = Math.fma(h21, g2, Math.fma(h11, g1, Math.fma(h10, g0, 0)));
        double hg2 = Math.fma(h22, g2, Math.fma(h21, g1, Math.fma(h20, g0, 0)));
        double hy0 = Math.fma(h20, y2, Math.fma(h10, y1, Math.fma(h00, y0, 0)));
        double hy1 = Math.fma(h21, y2, Math.fma(h11, y1, Math.fma(h10, y0, 0)));
        double hy2 = Math.fma(h22, y2, Math.fma(h21, y1, Math.fma(h20, y0, 0)));
        double yhy = Math.fma(y2, hy2, Math.fma(y1, hy1, Math.fma(y0, hy0, 0)));
        double yhg = Math.fma(g2, hy2, Math.fma(g1, hy1, Math.fma(g0, hy0, 0)));
        double sg = Math.fma(s2, g2, Math.fma(s1, g1, Math.fma(s0, g0, 0)));
        double rhoYhy = rho * yhy;
        double half = 0.5 * (1 + rhoYhy);
        double alongW = rho * sg;
        double alongS = Math.fma(-rhoYhy, alongW, rho * (yhg - sg));
        double p0 = Math.fma(alongW, hy0, Math.fma(alongS, s0, -hg0));
        double p1 = Math.fma(alongW, hy1, Math.fma(alongS, s1, -hg1));
        double p2 = Math.fma(alongW, hy2, Math.fma(alongS, s2, -hg2));
        p[0] = p0;
        p[1] = p1;
        p[2] = p2;
        double w0 = rho * Math.fma(half, s0, -hy0);
        double w1 = rho * Math.fma(half, s1, -hy1);
        double w2 = rho * Math.fma(half, s2, -hy2);
        h[0] = h00 + (s0 * w0 + w0 * s0);
        h10 += s1 * w0 + w1 * s0;
        h[3] = h10;
        h[1] = h10;
        h[4] = h11 + (s1 * w1 + w1 * s1);
        h20 += s2 * w0 + w2 * s0;
        h[6] = h20;
        h[2] = h20;
        h21 += s2 * w1 + w2 * s1;
        h[7] = h21;
        h[5] = h21;
        h[8] = h22 + (s2 * w2 + w2 * s2);
        return Math.fma(p2, g2, Math.fma(p1, g1, Math.fma(p0, g0, 0)));
    }

    private static double four(double[] h, double[] rows, int s, int y, double rho, double[] g, double[] p) {
        double h00 = h[0];
        double h10 = h[4];
        double h11 = h[5];
        double h20 = h[8];
        double h21 = h[9];
        double h22 = h[10];
        double h30 = h[12];
        double h31 = h[13];
        double h32 = h[14];
        double h33 = h[15];
        double s0 = rows[s];
        double s1 = rows[s + 1];
        double s2 = rows[s + 2];
        double s3 = rows[s + 3];
        double y0 = rows[y];
        double y1 = rows[y + 1];
        double y2 = rows[y + 2];
        double y3 = rows[y + 3];
        double g0 = g[0];
        double g1 = g[1];
        double g2 = g[2];
        double g3 = g[3];
        double hg0 = Math.fma(h30, g3, Math.fma(h20, g2, Math.fma(h10, g1, Math.fma(h00, g0, 0))));
        double hg1 = Math.fma(h31, g3, Math.fma(h21, g2, Math.fma(h11, g1, Math.fma(h10, g0, 0))));
        double hg2 = Math.fma(h32, g3, Math.fma(h22, g2, Math.fma(h21, g1, Math.fma(h20, g0, 0))));
        double hg3 = Math.fma(h33, g3, Math.fma(h32, g2, Math.fma(h31, g1, Math.fma(h30, g0, 0))));
        double hy0 = Math.fma(h30, y3, Math.fma(h20, y2, Math.fma(h10, y1, Math.fma(h00, y0, 0))));
        double hy1 = Math.fma(h31, y3, Math.fma(h21, y2, Math.fma(h11, y1, Math.fma(h10, y0, 0))));
        double hy2 = Math.fma(h32, y3, Math.fma(h22, y2, Math.fma(h21, y1, Math.fma(h20, y0, 0))));
        double hy3 = Math.fma(h33, y3, Math.fma(h32, y2, Math.fma(h31, y1, Math.fma(h30, y0, 0))));
        double yhy = Math.fma(y3, hy3, Math.fma(y2, hy2, Math.fma(y1, hy1, Math.fma(y0, hy0, 0))));
        double yhg = Math.fma(g3, hy3, Math.fma(g2, hy2, Math.fma(g1, hy1, Math.fma(g0, hy0, 0))));
        double sg = Math.fma(s3, g3, Math.fma(s2, g2, Math.fma(s1, g1, Math.fma(s0, g0, 0))));
        double rhoYhy = rho * yhy;
        double half = 0.5 * (1 + rhoYhy);
        double alongW = rho * sg;
        double alongS = Math.fma(-rhoYhy, alongW, rho * (yhg - sg));
        double p0 = Math.fma(alongW, hy0, Math.fma(alongS, s0, -hg0));
        double p1 = Math.fma(alongW, hy1, Math.fma(alongS, s1, -hg1));
        double p2 = Math.fma(alongW, hy2, Math.fma(alongS, s2, -hg2));
        double p3 = Math.fma(alongW, hy3, Math.fma(alongS, s3, -hg3));
        p[0] = p0;
        p[1] = p1;
        p[2] = p2;
        p[3] = p3;
        double w0 = rho * Math.fma(half, s0, -hy0);
        double w1 = rho * Math.fma(half, s1, -hy1);
        double w2 = rho * Math.fma(half, s2, -hy2);
        double w3 = rho * Math.fma(half, s3, -hy3);
        h[0] = h00 + (s0 * w0 + w0 * s0);
        h10 += s1 * w0 + w1 * s0;
        h[4] = h10;
        h[1] = h10;
        h[5] = h11 + (s1 * w1 + w1 * s1);
        h20 += s2 * w0 + w2 * s0;
        h[8] = h20;
        h[2] = h20;
        h21 += s2 * w1 + w2 * s1;
        h[9] = h21;
        h[6] = h21;
        h[10] = h22 + (s2 * w2 + w2 * s2);
        h30 += s3 * w0 + w3 * s0;
        h[12] = h30;
        h[3] = h30;
        h31 += s3 * w1 + w3 * s1;
        h[13] = h31;
        h[7] = h31;
        h32 += s3 * w2 + w3 * s2;
        h[14] = h32;
        h[11] = h32;
        h[15] = h33 + (s3 * w3 + w3 * s3);
        return Math.fma(p3, g3, Math.fma(p2, g2, Math.fma(p1, g1, Math.fma(p0, g0, 0))));
    }
}
