package org.thalweg.bench;

import java.util.Arrays;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;

/// The objective of GradBench's BA as one number: half the sum of squared reprojection errors and weight errors,
/// `½Σ wᵢ²‖proj(cameraᵢ, pointᵢ) − featureᵢ‖² + ½Σ(1 − wᵢ²)²`.
///
/// A camera has 11 parameters: rotation r (axis times angle, not 0), centre C, focal length f, principal point (u, v)
/// and distortion (k₁, k₂). With `P = R(r)(X − C)`, `p = (P₀, P₁)/P₂` and `ρ = ‖p‖²` the projection is `f·(1 + k₁ρ +
/// k₂ρ²)·p + (u, v)`. Parameters: cameras, then points (3 each), then weights. Every version computes a rotation once
/// per camera.
final class BundleAdjustment implements Workload {
    static final int CAMERA = 11;

    final int cameras;
    final int observations;
    final int pointsAt;
    final int weightsAt;
    final int size;
    final int[] camera;
    final int[] point;
    final double[] u;
    final double[] v;
    private final Rotations rotations;
    private final ProjectionInVectors vector;

    BundleAdjustment(int cameras, int points, int observations) {
        this.cameras = cameras;
        this.observations = observations;
        pointsAt = CAMERA * cameras;
        weightsAt = pointsAt + 3 * points;
        size = weightsAt + observations;
        camera = new int[observations];
        point = new int[observations];
        Arrays.setAll(camera, i -> i % cameras);
        Arrays.setAll(point, i -> i % points);
        Lcg random = new Lcg(11);
        u = random.next(observations, -0.5, 0.5);
        v = random.next(observations, -0.5, 0.5);
        rotations = new Rotations(cameras);
        vector = new ProjectionInVectors(this);
    }

    @Override
    public double[] point() {
        Lcg random = new Lcg(12);
        double[] x = random.next(size, -0.2, 0.2);
        for (int c = 0; c < cameras; c++) {
            x[c * CAMERA] += 0.5;
            x[c * CAMERA + 5] -= 4;
            x[c * CAMERA + 6] += 1;
        }
        for (int i = weightsAt; i < size; i++) {
            x[i] += 0.9;
        }
        return x;
    }

    @Override
    public Evaluator formula() {
        return Formula.model(size, m -> {
            Expr x = m.x();
            Expr w = x.slice(weightsAt, size);
            Expr[] rotation = rotation(part(x, 0), part(x, 1), part(x, 2));
            Expr[] seen = new Expr[3];
            for (int i = 0; i < 3; i++) {
                Expr centre = part(x, 3 + i).gather(camera);
                seen[i] = x.slice(pointsAt + i, weightsAt, 3).gather(point).minus(centre);
            }
            Expr[] turned = new Expr[3];
            for (int i = 0; i < 3; i++) {
                turned[i] = rotation[3 * i].gather(camera).times(seen[0])
                        .plus(rotation[3 * i + 1].gather(camera).times(seen[1]))
                        .plus(rotation[3 * i + 2].gather(camera).times(seen[2]));
            }
            Expr p = turned[0].div(turned[2]);
            Expr q = turned[1].div(turned[2]);
            Expr rho = p.square().plus(q.square());
            Expr k1 = part(x, 9).gather(camera);
            Expr k2 = part(x, 10).gather(camera);
            Expr scale = k2.times(rho).plus(k1).times(rho).plus(1).times(part(x, 6).gather(camera));
            Expr eu = p.times(scale).plus(part(x, 7).gather(camera)).minus(m.data("u", observations)).times(w);
            Expr ev = q.times(scale).plus(part(x, 8).gather(camera)).minus(m.data("v", observations)).times(w);
            Expr weightError = w.square().negate().plus(1);
            return eu.squaredNorm().plus(ev.squaredNorm()).plus(weightError.squaredNorm()).times(0.5);
        }).evaluator().bind("u", u).bind("v", v);
    }

    /// One parameter of all cameras.
    private Expr part(Expr x, int i) {
        return x.slice(i, pointsAt, CAMERA);
    }

    /// `R = cos θ·I + sin θ·[a]ₓ + (1 − cos θ)·aaᵀ` with `r = θa`, row by row, for all cameras.
    private static Expr[] rotation(Expr r0, Expr r1, Expr r2) {
        Expr theta = r0.square().plus(r1.square()).plus(r2.square()).sqrt();
        Expr a0 = r0.div(theta);
        Expr a1 = r1.div(theta);
        Expr a2 = r2.div(theta);
        Expr c = theta.cos();
        Expr s = theta.sin();
        Expr k = c.negate().plus(1);
        Expr ab = a0.times(a1).times(k);
        Expr ac = a0.times(a2).times(k);
        Expr bc = a1.times(a2).times(k);
        return new Expr[] {
            a0.square().times(k).plus(c), ab.minus(a2.times(s)), ac.plus(a1.times(s)),
            ab.plus(a2.times(s)), a1.square().times(k).plus(c), bc.minus(a0.times(s)),
            ac.minus(a1.times(s)), bc.plus(a0.times(s)), a2.square().times(k).plus(c)
        };
    }

    @Override
    public double vector(double[] x, double[] gradient) {
        return vector.valueAndGradient(x, gradient);
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        Arrays.fill(gradient, 0);
        rotations.unpack(x);
        double f = 0;
        for (int i = 0; i < observations; i++) {
            f += observation(x, gradient, i);
        }
        rotations.pullBack(x, gradient);
        return 0.5 * f;
    }

    /// Adds one observation to the gradient; twice its value.
    private double observation(double[] x, double[] gradient, int i) {
        double[] r = rotations.matrix, ra = rotations.adjoint;
        int c = camera[i] * CAMERA, o = camera[i] * 9, at = pointsAt + 3 * point[i];
        double w = x[weightsAt + i];
        double s0 = x[at] - x[c + 3], s1 = x[at + 1] - x[c + 4], s2 = x[at + 2] - x[c + 5];
        double depth = r[o + 6] * s0 + r[o + 7] * s1 + r[o + 8] * s2;
        double p = (r[o] * s0 + r[o + 1] * s1 + r[o + 2] * s2) / depth;
        double q = (r[o + 3] * s0 + r[o + 4] * s1 + r[o + 5] * s2) / depth;
        double rho = p * p + q * q;
        double distortion = 1 + rho * (x[c + 9] + rho * x[c + 10]);
        double scale = distortion * x[c + 6];
        double eu = p * scale + x[c + 7] - u[i], ev = q * scale + x[c + 8] - v[i];
        double au = w * w * eu, av = w * w * ev;
        double along = p * au + q * av;
        double aRho = 2 * along * x[c + 6] * (x[c + 9] + 2 * rho * x[c + 10]);
        double ap = (scale * au + aRho * p) / depth, aq = (scale * av + aRho * q) / depth;
        double az = -(ap * p + aq * q);
        double weight = 1 - w * w;
        gradient[weightsAt + i] = w * (eu * eu + ev * ev) - 2 * w * weight;
        gradient[c + 6] += along * distortion;
        gradient[c + 7] += au;
        gradient[c + 8] += av;
        gradient[c + 9] += along * x[c + 6] * rho;
        gradient[c + 10] += along * x[c + 6] * rho * rho;
        double a0 = ap * r[o] + aq * r[o + 3] + az * r[o + 6];
        double a1 = ap * r[o + 1] + aq * r[o + 4] + az * r[o + 7];
        double a2 = ap * r[o + 2] + aq * r[o + 5] + az * r[o + 8];
        gradient[at] += a0;
        gradient[at + 1] += a1;
        gradient[at + 2] += a2;
        gradient[c + 3] -= a0;
        gradient[c + 4] -= a1;
        gradient[c + 5] -= a2;
        ra[o] += ap * s0;
        ra[o + 1] += ap * s1;
        ra[o + 2] += ap * s2;
        ra[o + 3] += aq * s0;
        ra[o + 4] += aq * s1;
        ra[o + 5] += aq * s2;
        ra[o + 6] += az * s0;
        ra[o + 7] += az * s1;
        ra[o + 8] += az * s2;
        return w * w * (eu * eu + ev * ev) + weight * weight;
    }
}
