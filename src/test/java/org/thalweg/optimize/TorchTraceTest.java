package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.thalweg.Objective;

/// The recorded runs of torch 2.13 in double precision, evaluation by evaluation, in two ways.
///
/// **Led**: the objective gives what torch recorded for the k-th evaluation, whatever is asked. What our method asks
/// next then depends on its own arithmetic alone, and no difference is amplified by f: every point of every evaluation
/// has to be torch's, to the last bit.
///
/// **Free**: the objective is computed here. Sine, cosine and arctangent have other last bits here than there, and
/// where the run is chaotic these grow. The table says from which evaluation on; before it nothing may differ by more
/// than 10⁻⁹. `docs/torch-traces.md` has the measurements.
class TorchTraceTest {
    private static final double TOLERANCE = 1e-9;
    private static final int NEVER = Integer.MAX_VALUE;

    /// @param name the trace
    /// @param x the first evaluation whose point may differ
    /// @param f the first evaluation whose value may differ
    /// @param g the first evaluation whose gradient may differ
    /// @param states the first step after which t, H and d may differ
    /// @param counts the first step after which the number of evaluations may differ
    record Free(String name, int x, int f, int g, int states, int counts) {
        static Free whole(String name) {
            return new Free(name, NEVER, NEVER, NEVER, NEVER, NEVER);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Free> freeRuns() {
        return Stream.of(
                Free.whole("i_sgd_rosen1_5_lr0.01"),
                Free.whole("ii_adam_rosen1_5_lr1"),
                Free.whole("adamw_rosen1_5"),
                Free.whole("rmsprop_rosen1_5"),
                Free.whole("iii_lbfgs_rosen1_5_default"),
                Free.whole("v_lbfgs_rosen1_5_wolfe"),
                // After evaluation 19 it escapes: steps of ever growing length with nothing that brings them back.
                new Free("iv_lbfgs_flower_nols", 28, 28, 38, 1, NEVER),
                // The kink at the origin: the gradient grows as 1/‖x‖ and turns with every digit of x.
                new Free("v_lbfgs_flower_wolfe", 75, 117, 75, 3, 3),
                // Near the minimum of a round the gradient is a difference of large terms (from 24 on its own size is
                // 10⁻⁶); at 51 the sign under the root of the cubic, zero but for rounding, chooses the branch.
                new Free("vi_penalty_flower_wolfe", 51, 51, 24, 4, 9));
    }

    static Stream<String> names() {
        return freeRuns().map(Free::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void ledByTorchsValuesEveryPointIsTorchs(String name) {
        TorchTrace trace = TorchTrace.read(name);
        TorchTrace.Steps run = trace.start(trace.x0());
        List<double[]> asked = new ArrayList<>();
        Objective recorded = (x, g) -> {
            TorchTrace.Evaluation next = trace.evaluations().get(asked.size());
            asked.add(x.clone());
            System.arraycopy(next.g(), 0, g, 0, g.length);
            return next.f();
        };
        // One bit of the direction, in a recursion over 17 pairs at the kink, is not torch's; it grows from there.
        boolean kink = name.equals("v_lbfgs_flower_wolfe");
        for (int s = 0; s < trace.steps().size(); s++) {
            TorchTrace.Step ours = run.state(run.step(recorded));
            TorchTrace.Step theirs = trace.steps().get(s);
            assertEquals(theirs.iterations(), ours.iterations(), "iterations after step " + s);
            assertEquals(theirs.evaluations(), ours.evaluations(), "evaluations after step " + s);
            assertEquals(theirs.loss(), ours.loss());
            assertStates(theirs, ours, kink && s >= 3 ? TOLERANCE : 0, "step " + s);
        }
        assertEquals(trace.evaluations().size(), asked.size());
        for (int k = 0; k < asked.size(); k++) {
            double[] theirs = trace.evaluations().get(k).x();
            if (kink && k >= 94) {
                assertTrue(TorchTrace.difference(theirs, asked.get(k)) <= 2e-9, "evaluation " + k);
            } else {
                assertArrayEquals(theirs, asked.get(k), "evaluation " + k);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("freeRuns")
    void onItsOwnEveryEvaluationIsTorchsUntilRoundingIsAmplified(Free limits) {
        TorchTrace trace = TorchTrace.read(limits.name());
        List<TorchTrace.Step> states = new ArrayList<>();
        List<TorchTrace.Evaluation> ours = run(trace, trace.x0(), states);
        for (int k = 0; k < Math.min(ours.size(), trace.evaluations().size()); k++) {
            TorchTrace.Evaluation t = trace.evaluations().get(k);
            TorchTrace.Evaluation o = ours.get(k);
            assertClose(k < limits.x(), t.x(), o.x(), "x at " + k);
            assertClose(k < limits.f(), new double[] {t.f()}, new double[] {o.f()}, "f at " + k);
            assertClose(k < limits.g(), t.g(), o.g(), "g at " + k);
        }
        for (int s = 0; s < trace.steps().size(); s++) {
            TorchTrace.Step t = trace.steps().get(s);
            if (s < limits.counts()) {
                assertEquals(t.iterations(), states.get(s).iterations(), "iterations after step " + s);
                assertEquals(t.evaluations(), states.get(s).evaluations(), "evaluations after step " + s);
            }
            if (s < limits.states()) {
                assertClose(true, new double[] {t.loss()}, new double[] {states.get(s).loss()}, "loss " + s);
                assertStates(t, states.get(s), TOLERANCE, "step " + s);
            }
        }
        if (limits.counts() == NEVER) {
            assertEquals(trace.evaluations().size(), ours.size());
        }
    }

    @ParameterizedTest
    @MethodSource("freeRuns")
    void whereItPartsFromTorchARunOneUnitAwayPartsFromItToo(Free limits) {
        TorchTrace trace = TorchTrace.read(limits.name());
        double[] beside = trace.x0().clone();
        beside[1] = Math.nextUp(beside[1]);
        List<TorchTrace.Evaluation> ours = run(trace, trace.x0(), new ArrayList<>());
        List<TorchTrace.Evaluation> others = run(trace, beside, new ArrayList<>());
        int parted = 0;
        while (parted < Math.min(ours.size(), others.size())
                && TorchTrace.difference(ours.get(parted).x(), others.get(parted).x()) <= TOLERANCE) {
            parted++;
        }
        if (limits.x() != NEVER) {
            assertTrue(parted <= limits.x(), "parted at " + parted);
        } else if (trace.optimizer().equals("LBFGS") || trace.optimizer().equals("SGD")) {
            // The others start with a gradient of zero, which one unit turns into something of size one.
            assertEquals(trace.evaluations().size(), parted);
        }
    }

    private static List<TorchTrace.Evaluation> run(TorchTrace trace, double[] x0, List<TorchTrace.Step> states) {
        List<TorchTrace.Evaluation> evaluations = new ArrayList<>();
        TorchTrace.Steps run = trace.start(x0);
        for (int s = 0; s < trace.steps().size(); s++) {
            int step = s;
            Objective f = trace.function(s);
            double loss = run.step((x, g) -> {
                double value = f.valueAndGradient(x, g);
                evaluations.add(new TorchTrace.Evaluation(step, x.clone(), value, g.clone()));
                return value;
            });
            states.add(run.state(loss));
        }
        return evaluations;
    }

    private static void assertStates(TorchTrace.Step theirs, TorchTrace.Step ours, double tolerance, String when) {
        assertDifference(tolerance, theirs.x(), ours.x(), "x after " + when);
        if (theirs.iterations() >= 0) {
            assertDifference(tolerance, theirs.d(), ours.d(), "d after " + when);
            assertDifference(tolerance, new double[] {theirs.t()}, new double[] {ours.t()}, "t after " + when);
            assertDifference(tolerance, new double[] {theirs.hDiag()}, new double[] {ours.hDiag()}, "H after " + when);
        }
    }

    private static void assertClose(boolean asked, double[] theirs, double[] ours, String what) {
        if (asked) {
            assertDifference(TOLERANCE, theirs, ours, what);
        }
    }

    private static void assertDifference(double tolerance, double[] theirs, double[] ours, String what) {
        double difference = TorchTrace.difference(theirs, ours);
        assertTrue(difference <= tolerance, () -> what + " differs by " + difference);
    }
}
