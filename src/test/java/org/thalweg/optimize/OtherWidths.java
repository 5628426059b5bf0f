package org.thalweg.optimize;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.thalweg.Objective;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Formula;
import org.thalweg.problems.Classics;
import org.thalweg.support.Allocations;

/// Warm-ups in a virtual machine in which others compute with vectors of every width: what [OtherWidthsTest] runs.
///
/// Methods of the Vector API are shared by all who call them, and so is what the compiler learns in them about the types of
/// vectors. Where it has met several, a call on a vector whose type it cannot derive from the code stays a call, and every
/// vector that passes it is an object.
final class OtherWidths {
    private static final int N = 1006;

    private static final int ROUNDS = 5_000;

    private static final List<VectorSpecies<Double>> WIDTHS = List.of(
            DoubleVector.SPECIES_64, DoubleVector.SPECIES_128, DoubleVector.SPECIES_256, DoubleVector.SPECIES_512);

    private OtherWidths() {}

    static void main() {
        double sum = 0;
        for (VectorSpecies<Double> species : WIDTHS) {
            for (int round = 0; species != DoubleVector.SPECIES_PREFERRED && round < ROUNDS; round++) {
                sum += others(species, new double[64]);
            }
        }
        System.out.println("others " + sum);
        report("free", Lbfgs.DEFAULT.solver(N), Classics.extendedRosenbrock(N).objective());
        report("recorded", Lbfgs.DEFAULT.solver(N), recorded());
        report("box", Lbfgs.DEFAULT.solver(Box.of(N, -2, 0.5)), recorded());
        report("penalty", OrthantWise.of(1e-3).solver(N), recorded());
    }

    private static Objective recorded() {
        return Formula.of(N, x -> {
            Expr head = x.slice(0, N - 1);
            Expr r = x.slice(1, N).minus(head);
            return r.square().plus(head.minus(1).abs().exp()).sum().plus(x.squaredNorm()).plus(x.max());
        }).confined();
    }

    private static void report(String name, LbfgsSolver solver, Objective objective) {
        double[] start = new double[N];
        Arrays.setAll(start, i -> i % 3 - 1.2);
        System.out.println(name + " warm " + solver.warmUp(objective, start, Allocations.PATIENCE));
    }

    /// Every operation that kernels use, on vectors of one width.
    private static double others(VectorSpecies<Double> s, double[] a) {
        DoubleVector acc = DoubleVector.zero(s);
        double sum = 0;
        for (int i = 0; i < a.length; i += s.length()) {
            VectorMask<Double> m = s.indexInRange(i, a.length - 1);
            DoubleVector v = DoubleVector.fromArray(s, a, i).add(1);
            acc = acc.add(v).sub(v.mul(v)).max(v.abs()).min(v).fma(v, v).div(v).neg().sqrt().blend(v, m);
            acc = acc.lanewise(VectorOperators.MAX, v).add(v, m).mul(2.0).blend(0.0, acc.compare(VectorOperators.NE, v));
            acc.intoArray(a, i);
            v.intoArray(a, i, m);
            sum += acc.lane(0) + acc.reduceLanes(VectorOperators.MAX) + (acc.compare(VectorOperators.EQ, 0).allTrue() ? 1 : 0);
        }
        return sum;
    }
}
