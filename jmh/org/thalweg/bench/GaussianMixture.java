package org.thalweg.bench;

import java.util.Arrays;
import org.thalweg.autodiff.Evaluator;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.autodiff.Model;

/// GradBench's GMM: the log posterior of a mixture of k Gaussians in d dimensions at n points, with a Wishart prior.
///
/// ```
/// βᵢₖ = αₖ + Σⱼqₖⱼ − ½‖Q(qₖ, lₖ)(xᵢ − μₖ)‖²
/// F = −½nd·ln 2π − n·lse(α) + Σᵢ lse(βᵢ) + Σₖ (m·Σⱼqₖⱼ − ½γ²‖Q(qₖ, lₖ)‖²) + constant(γ, m)
/// ```
///
/// Q is lower triangular with `exp q` on the diagonal and l below it, column by column. Here `γ = 1` and `m = 0`, as GradBench
/// has by default, and the constant of the prior, which no derivative sees, is left out. The parameters are α (k), μ
/// (k × d), q (k × d), l (k × d(d − 1)/2), one behind the other; points are stored coordinate by coordinate.
final class GaussianMixture implements Workload {
    final int d;
    final int k;
    final int n;
    final int below;
    final int muAt;
    final int qAt;
    final int lAt;
    final int size;
    final double[] data;
    private final MixtureByHand scalar;
    private final MixtureInVectors vector;

    GaussianMixture(int d, int k, int n) {
        this.d = d;
        this.k = k;
        this.n = n;
        this.below = d * (d - 1) / 2;
        this.muAt = k;
        this.qAt = muAt + k * d;
        this.lAt = qAt + k * d;
        this.size = lAt + k * below;
        this.data = new Lcg(9).next(n * d, 0, 1);
        this.scalar = new MixtureByHand(this);
        this.vector = new MixtureInVectors(this);
    }

    @Override
    public double[] point() {
        Lcg random = new Lcg(10);
        double[] x = random.next(size, -0.5, 0.5);
        for (int i = muAt; i < qAt; i++) {
            x[i] += 0.5;
        }
        return x;
    }

    @Override
    public Evaluator formula() {
        Evaluator e = Formula.model(size, this::logPosterior).evaluator();
        for (int j = 0; j < d; j++) {
            e.bind("x" + j, Arrays.copyOfRange(data, j * n, (j + 1) * n));
        }
        return e;
    }

    private Expr logPosterior(Model m) {
        Expr x = m.x();
        Expr alpha = x.slice(0, k);
        Expr[] point = new Expr[d];
        for (int j = 0; j < d; j++) {
            point[j] = m.data("x" + j, n);
        }
        Expr[] beta = new Expr[k];
        for (int c = 0; c < k; c++) {
            beta[c] = component(x, point, c);
        }
        Expr likelihood = logSumExp(beta).sum().minus(alpha.logSumExp().times(n)).minus(constant());
        Expr norm = x.slice(qAt, lAt).exp().squaredNorm().plus(x.slice(lAt, size).squaredNorm());
        return likelihood.minus(norm.times(0.5));
    }

    /// `½nd·ln 2π`
    double constant() {
        return 0.5 * n * d * Math.log(2 * Math.PI);
    }

    private Expr component(Expr x, Expr[] point, int c) {
        Expr q = x.slice(qAt + c * d, qAt + (c + 1) * d);
        Expr diagonal = q.exp();
        Expr[] centred = new Expr[d];
        Expr[] product = new Expr[d];
        for (int j = 0; j < d; j++) {
            centred[j] = point[j].minus(x.at(muAt + c * d + j));
            product[j] = centred[j].times(diagonal.at(j));
        }
        int l = lAt + c * below;
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
                product[j] = product[j].plus(centred[i].times(x.at(l++)));
            }
        }
        Expr square = product[0].square();
        for (int j = 1; j < d; j++) {
            square = square.plus(product[j].square());
        }
        return x.at(c).plus(q.sum()).minus(square.times(0.5));
    }

    /// Element by element over several vectors.
    private static Expr logSumExp(Expr[] a) {
        Expr largest = a[0];
        for (int i = 1; i < a.length; i++) {
            largest = largest.max(a[i]);
        }
        Expr sum = a[0].minus(largest).exp();
        for (int i = 1; i < a.length; i++) {
            sum = sum.plus(a[i].minus(largest).exp());
        }
        return sum.log().plus(largest);
    }

    @Override
    public double vector(double[] x, double[] gradient) {
        return vector.valueAndGradient(x, gradient);
    }

    @Override
    public double scalar(double[] x, double[] gradient) {
        return scalar.valueAndGradient(x, gradient);
    }
}
