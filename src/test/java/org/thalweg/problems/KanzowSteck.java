package org.thalweg.problems;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.thalweg.autodiff.Expr;
import org.thalweg.autodiff.Model;

/// 73 of the 77 large problems of CUTEst on which Kanzow and Steck compared regularised quasi-Newton methods, in the
/// sizes of their runs.
///
/// Functions and starts are those of the SIF files, their slips included: other sources correct a few (BRYBND,
/// SINQUAD), and runs on them are then of other problems. BOX, BROYDN7D, CHAINWOO, DQDRTIC, EIGENCLS and SROSENBR are
/// taken from other descriptions of their files, and held against the published minima alone; SROSENBR starts at
/// (1.2, 1), as one of them and the counts of the runs say. Missing are JIMACK, a finite element code; BOXPOWER and
/// TESTQUAD, whose files were not at hand; and MOREBV, whose standard start satisfies the tolerance of the published
/// runs, so that they must have begun elsewhere.
///
/// **Source**: C. Kanzow, D. Steck, "Regularization of limited memory quasi-Newton methods for large-scale nonconvex
/// minimization", *Mathematical Programming Computation* 15 (2023) 417–444; N. I. M. Gould, D. Orban, Ph. L. Toint,
/// "CUTEst: a constrained and unconstrained testing environment with safe threads", *Computational Optimization and
/// Applications* 60 (2015) 545–557. Where the functions come from is said in their SIF files.
public final class KanzowSteck {
    private KanzowSteck() {}

    /// All of them.
    ///
    /// @return 73 problems
    public static List<Scalable> all() {
        return Stream.of(
                        ChainProblems.all(), StarProblems.all(), GridProblems.all(), DixonMaany.all(),
                        BandProblems.all(), ScatterProblems.all(), MatrixProblems.all())
                .flatMap(List::stream)
                .toList();
    }

    /// One of them.
    ///
    /// @param name as in CUTEst
    /// @return the problem
    public static Scalable named(String name) {
        return all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    static Scalable of(String name, int size, IntFunction<double[]> start, Function<Model, Expr> function) {
        return new Scalable(name, size, start, function);
    }

    /// A start with equal coordinates.
    static IntFunction<double[]> filled(double value) {
        return n -> {
            double[] x = new double[n];
            Arrays.fill(x, value);
            return x;
        };
    }

    /// A start `f(1), …, f(n)`.
    static IntFunction<double[]> each(IntToDoubleFunction f) {
        return n -> MoreGarbowHillstrom.each(n, f);
    }

    /// A start that repeats a pattern.
    static IntFunction<double[]> repeat(double... pattern) {
        return each(i -> pattern[(i - 1) % pattern.length]);
    }

    /// A start with equal coordinates, but for the first few.
    static IntFunction<double[]> filled(double value, double... first) {
        return each(i -> i <= first.length ? first[i - 1] : value);
    }

    /// `f(from), …, f(from + count − 1)` as a constant.
    static Expr constants(Model m, int from, int count, IntToDoubleFunction f) {
        return m.constant(MoreGarbowHillstrom.each(count, i -> f.applyAsDouble(from + i - 1)));
    }

    /// The weights `1, …, count`.
    static Expr numbers(Model m, int count) {
        return constants(m, 1, count, i -> i);
    }

    static Expr cube(Expr a) {
        return a.square().times(a);
    }

    static Expr fourth(Expr a) {
        return a.square().square();
    }
}
