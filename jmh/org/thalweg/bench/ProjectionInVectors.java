package org.thalweg.bench;

import static jdk.incubator.vector.DoubleVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [BundleAdjustment] in vectors over observations: a scalar gather, one vector of each adjoint, and a scalar scatter of its
/// lanes, since several lanes may mean one camera. Where the width does not divide their number, the last vector
/// overlaps the one before.
final class ProjectionInVectors {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();
    private static final int SLOTS = 17;

    private final BundleAdjustment b;
    private final Rotations rotations;
    private final int[] cameraAt;
    private final int[] rotationAt;
    private final int[] pointAt;
    private final double[] gathered = new double[SLOTS * W];
    private final double[] adjoint = new double[SLOTS * W];

    ProjectionInVectors(BundleAdjustment b) {
        this.b = b;
        rotations = new Rotations(b.cameras);
        cameraAt = new int[b.observations];
        rotationAt = new int[b.observations];
        pointAt = new int[b.observations];
        for (int i = 0; i < b.observations; i++) {
            cameraAt[i] = b.camera[i] * BundleAdjustment.CAMERA;
            rotationAt[i] = b.camera[i] * 9;
            pointAt[i] = b.pointsAt + 3 * b.point[i];
        }
    }

    double valueAndGradient(double[] x, double[] gradient) {
        Arrays.fill(gradient, 0);
        rotations.unpack(x);
        double f = 0;
        // Lanes of the last vector that were counted before are skipped.
        for (int i = 0; i < b.observations; i += W) {
            int at = Math.min(i, b.observations - W);
            gather(x, at);
            f += vector(x, gradient, at, i - at);
            scatter(gradient, at, i - at);
        }
        rotations.pullBack(x, gradient);
        return 0.5 * f;
    }

    /// Point minus centre, rotation, focal length, principal point and distortion of W observations, one behind the other.
    private void gather(double[] x, int i) {
        double[] r = rotations.matrix;
        for (int lane = 0; lane < W; lane++) {
            int c = cameraAt[i + lane], o = rotationAt[i + lane], at = pointAt[i + lane];
            for (int k = 0; k < 3; k++) {
                gathered[k * W + lane] = x[at + k] - x[c + 3 + k];
            }
            for (int k = 0; k < 9; k++) {
                gathered[(3 + k) * W + lane] = r[o + k];
            }
            for (int k = 0; k < 5; k++) {
                gathered[(12 + k) * W + lane] = x[c + 6 + k];
            }
        }
    }

    private double vector(double[] x, double[] gradient, int i, int skip) {
        DoubleVector s0 = fromArray(S, gathered, 0), s1 = fromArray(S, gathered, W), s2 = fromArray(S, gathered, 2 * W);
        DoubleVector r0 = fromArray(S, gathered, 3 * W), r1 = fromArray(S, gathered, 4 * W);
        DoubleVector r2 = fromArray(S, gathered, 5 * W), r3 = fromArray(S, gathered, 6 * W);
        DoubleVector r4 = fromArray(S, gathered, 7 * W), r5 = fromArray(S, gathered, 8 * W);
        DoubleVector r6 = fromArray(S, gathered, 9 * W), r7 = fromArray(S, gathered, 10 * W);
        DoubleVector r8 = fromArray(S, gathered, 11 * W);
        DoubleVector inverse = DoubleVector.broadcast(S, 1).div(r6.mul(s0).add(r7.mul(s1)).add(r8.mul(s2)));
        DoubleVector p = r0.fma(s0, r1.fma(s1, r2.mul(s2))).mul(inverse);
        DoubleVector q = r3.fma(s0, r4.fma(s1, r5.mul(s2))).mul(inverse);
        DoubleVector rho = p.fma(p, q.mul(q));
        DoubleVector k1 = fromArray(S, gathered, 15 * W), k2 = fromArray(S, gathered, 16 * W);
        DoubleVector focal = fromArray(S, gathered, 12 * W);
        DoubleVector distortion = k2.fma(rho, k1).fma(rho, DoubleVector.broadcast(S, 1));
        DoubleVector scale = distortion.mul(focal);
        DoubleVector eu = p.fma(scale, fromArray(S, gathered, 13 * W)).sub(fromArray(S, b.u, i));
        DoubleVector ev = q.fma(scale, fromArray(S, gathered, 14 * W)).sub(fromArray(S, b.v, i));
        DoubleVector w = fromArray(S, x, b.weightsAt + i);
        DoubleVector ww = w.mul(w), squares = eu.fma(eu, ev.mul(ev));
        DoubleVector off = DoubleVector.broadcast(S, 1).sub(ww);
        w.mul(off.mul(-2).add(squares)).intoArray(gradient, b.weightsAt + i);
        DoubleVector au = ww.mul(eu), av = ww.mul(ev);
        DoubleVector along = p.fma(au, q.mul(av)), alongFocal = along.mul(focal);
        DoubleVector aRho = alongFocal.mul(2).mul(k2.mul(rho).mul(2).add(k1));
        DoubleVector ap = scale.fma(au, aRho.mul(p)).mul(inverse), aq = scale.fma(av, aRho.mul(q)).mul(inverse);
        DoubleVector az = ap.fma(p, aq.mul(q)).neg();
        along.mul(distortion).intoArray(adjoint, 3 * W);
        au.intoArray(adjoint, 4 * W);
        av.intoArray(adjoint, 5 * W);
        DoubleVector a1 = alongFocal.mul(rho);
        a1.intoArray(adjoint, 6 * W);
        a1.mul(rho).intoArray(adjoint, 7 * W);
        ap.fma(r0, aq.fma(r3, az.mul(r6))).intoArray(adjoint, 0);
        ap.fma(r1, aq.fma(r4, az.mul(r7))).intoArray(adjoint, W);
        ap.fma(r2, aq.fma(r5, az.mul(r8))).intoArray(adjoint, 2 * W);
        ap.mul(s0).intoArray(adjoint, 8 * W);
        ap.mul(s1).intoArray(adjoint, 9 * W);
        ap.mul(s2).intoArray(adjoint, 10 * W);
        aq.mul(s0).intoArray(adjoint, 11 * W);
        aq.mul(s1).intoArray(adjoint, 12 * W);
        aq.mul(s2).intoArray(adjoint, 13 * W);
        az.mul(s0).intoArray(adjoint, 14 * W);
        az.mul(s1).intoArray(adjoint, 15 * W);
        az.mul(s2).intoArray(adjoint, 16 * W);
        DoubleVector f = ww.fma(squares, off.mul(off));
        return f.reduceLanes(VectorOperators.ADD, VectorMask.fromLong(S, -1L << skip));
    }

    private void scatter(double[] gradient, int i, int skip) {
        double[] ra = rotations.adjoint;
        for (int lane = skip; lane < W; lane++) {
            int c = cameraAt[i + lane], o = rotationAt[i + lane], at = pointAt[i + lane];
            for (int k = 0; k < 3; k++) {
                double a = adjoint[k * W + lane];
                gradient[at + k] += a;
                gradient[c + 3 + k] -= a;
            }
            for (int k = 0; k < 5; k++) {
                gradient[c + 6 + k] += adjoint[(3 + k) * W + lane];
            }
            for (int k = 0; k < 9; k++) {
                ra[o + k] += adjoint[(8 + k) * W + lane];
            }
        }
    }
}
