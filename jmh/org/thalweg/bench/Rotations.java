package org.thalweg.bench;

import java.util.Arrays;

/// The rotation matrices of the cameras of [BundleAdjustment] and their adjoints, row by row, camera by camera.
final class Rotations {
    final double[] matrix;
    final double[] adjoint;
    private final int cameras;

    Rotations(int cameras) {
        this.cameras = cameras;
        matrix = new double[9 * cameras];
        adjoint = new double[9 * cameras];
    }

    /// Computes the matrices and clears the adjoints.
    void unpack(double[] x) {
        Arrays.fill(adjoint, 0);
        for (int i = 0; i < cameras; i++) {
            int o = i * BundleAdjustment.CAMERA;
            double theta = Math.sqrt(x[o] * x[o] + x[o + 1] * x[o + 1] + x[o + 2] * x[o + 2]);
            double a = x[o] / theta, b = x[o + 1] / theta, c = x[o + 2] / theta;
            double cos = Math.cos(theta), sin = Math.sin(theta), k = 1 - cos;
            int m = 9 * i;
            matrix[m] = k * a * a + cos;
            matrix[m + 1] = k * a * b - sin * c;
            matrix[m + 2] = k * a * c + sin * b;
            matrix[m + 3] = k * a * b + sin * c;
            matrix[m + 4] = k * b * b + cos;
            matrix[m + 5] = k * b * c - sin * a;
            matrix[m + 6] = k * a * c - sin * b;
            matrix[m + 7] = k * b * c + sin * a;
            matrix[m + 8] = k * c * c + cos;
        }
    }

    /// Turns the adjoint of each matrix into the derivatives of its rotation vector.
    void pullBack(double[] x, double[] gradient) {
        double[] r = adjoint;
        for (int i = 0; i < cameras; i++) {
            int o = i * BundleAdjustment.CAMERA, m = 9 * i;
            double theta = Math.sqrt(x[o] * x[o] + x[o + 1] * x[o + 1] + x[o + 2] * x[o + 2]);
            double a = x[o] / theta, b = x[o + 1] / theta, c = x[o + 2] / theta;
            double cos = Math.cos(theta), sin = Math.sin(theta), k = 1 - cos;
            double ra = 2 * r[m] * a + (r[m + 1] + r[m + 3]) * b + (r[m + 2] + r[m + 6]) * c;
            double rb = (r[m + 1] + r[m + 3]) * a + 2 * r[m + 4] * b + (r[m + 5] + r[m + 7]) * c;
            double rc = (r[m + 2] + r[m + 6]) * a + (r[m + 5] + r[m + 7]) * b + 2 * r[m + 8] * c;
            double skewA = r[m + 7] - r[m + 5], skewB = r[m + 2] - r[m + 6], skewC = r[m + 3] - r[m + 1];
            double cosBar = r[m] + r[m + 4] + r[m + 8] - 0.5 * (a * ra + b * rb + c * rc);
            double sinBar = a * skewA + b * skewB + c * skewC;
            double aBar = sin * skewA + k * ra, bBar = sin * skewB + k * rb, cBar = sin * skewC + k * rc;
            double along = cos * sinBar - sin * cosBar - (aBar * a + bBar * b + cBar * c) / theta;
            gradient[o] = aBar / theta + along * a;
            gradient[o + 1] = bBar / theta + along * b;
            gradient[o + 2] = cBar / theta + along * c;
        }
    }
}
