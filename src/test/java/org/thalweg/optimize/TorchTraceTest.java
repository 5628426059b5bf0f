package org.thalweg.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.thalweg.Objective;

/// Our optimisers beside every evaluation that torch made.
class TorchTraceTest {
    private static final double AGREES = 1e-9;

    /// The runs; the number of evaluations up to which a free run agrees with torch (all, where rounding allows it); and
    /// how far a point may be from torch's when everything before it was torch's. See `docs/torch-traces.md`.
    enum Run {
        DESCENT("i_sgd_rosen1_5_lr0.01", 1000, 0, k -> ArticleFunctions::rosenbrock),
        ADAM("ii_adam_rosen1_5_lr1", 100, 0, k -> ArticleFunctions::rosenbrock),
        ADAM_W("adamw_rosen1_5", 200, 0, k -> ArticleFunctions::rosenbrock),
        RMS_PROP("rmsprop_rosen1_5", 200, 0, k -> ArticleFunctions::rosenbrock),
        LBFGS_ROSENBROCK("iii_lbfgs_rosen1_5_default", 28, 0, k -> ArticleFunctions::rosenbrock),
        LBFGS_FLOWER("iv_lbfgs_flower_nols", 60, 0, k -> ArticleFunctions::flower),
        WOLFE_ROSENBROCK("v_lbfgs_rosen1_5_wolfe", 26, 0, k -> ArticleFunctions::rosenbrock),
        WOLFE_FLOWER("v_lbfgs_flower_wolfe", 65, 2e-9, k -> ArticleFunctions::flower),
        PENALTY("vi_penalty_flower_wolfe", 36, 0, k -> ArticleFunctions.penalised(Math.scalb(1, k)));

        final TorchTrace trace;
        final int agreeing;
        final double tolerance;
        final IntFunction<Objective> objective;

        Run(String name, int agreeing, double tolerance, IntFunction<Objective> objective) {
            this.trace = TorchTrace.read(name);
            this.agreeing = agreeing;
            this.tolerance = tolerance;
            this.objective = objective;
        }

        boolean lbfgs() {
            return trace.options().has("history_size");
        }

        FirstOrderRun firstOrder() {
            JsonNode o = trace.options();
            double lr = o.get("lr").asDouble();
            return switch (this) {
                case DESCENT -> new GradientDescent(lr).start(trace.x0());
                case ADAM -> new Adam(lr).start(trace.x0());
                case ADAM_W -> new AdamW(lr).start(trace.x0());
                case RMS_PROP -> new RmsProp(lr).start(trace.x0());
                default -> throw new AssertionError(this);
            };
        }

        boolean wholeTraceAgrees() {
            return agreeing == trace.evaluations().size();
        }

        TorchLbfgs.Run torch(double... x0) {
            JsonNode o = trace.options();
            TorchLbfgs torch = new TorchLbfgs(
                    o.get("lr").asDouble(), o.get("max_iter").asInt(), o.get("max_eval").asInt(),
                    o.get("tolerance_grad").asDouble(), o.get("tolerance_change").asDouble(),
                    o.get("history_size").asInt(), !o.get("line_search_fn").isNull());
            return torch.start(x0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPointFollowsFromTorchsOwnNumbers(Run run) {
        TorchTrace.Teacher teacher = run.trace.new Teacher();
        if (run.lbfgs()) {
            TorchLbfgs.Run torch = run.torch(run.trace.x0());
            for (int k = 0; k < run.trace.steps(); k++) {
                int before = teacher.asked();
                torch.step(teacher);
                assertEquals(run.trace.evaluationsOf(k), teacher.asked() - before, "evaluations of step " + k);
                assertState(run, run.trace.stepStates().get(k), torch);
            }
        } else {
            FirstOrderRun first = run.firstOrder();
            for (int k = 0; k < run.trace.steps(); k++) {
                first.step(teacher);
            }
            assertClose(run, run.trace.end().get("x"), first.point());
        }
        assertEquals(run.trace.evaluations().size(), teacher.asked());
        assertTrue(
                teacher.worst <= run.tolerance, () -> "evaluation " + teacher.worstAt + " is off by " + teacher.worst);
    }

    private static void assertState(Run run, JsonNode state, TorchLbfgs.Run torch) {
        assertEquals(state.get("n_iter").asInt(), torch.iterations());
        assertEquals(state.get("func_evals").asInt(), torch.evaluations());
        assertClose(run, state.get("x"), torch.point());
        assertClose(run, state.get("d"), torch.direction());
        double[] scalars = {TorchTrace.number(state.get("t"))};
        assertTrue(TorchTrace.distance(scalars, new double[] {torch.stepLength()}) <= run.tolerance);
        scalars[0] = TorchTrace.number(state.get("H_diag"));
        assertTrue(TorchTrace.distance(scalars, new double[] {torch.inverseHessianScale()}) <= run.tolerance);
    }

    private static void assertClose(Run run, JsonNode theirs, double[] ours) {
        double distance = TorchTrace.distance(TorchTrace.vector(theirs), ours);
        assertTrue(distance <= run.tolerance, () -> "off by " + distance);
    }

    @ParameterizedTest
    @EnumSource
    void freeRunMakesTheSameEvaluations(Run run) {
        List<TorchTrace.Evaluation> ours = evaluate(run, run.trace.x0());
        int agreeing = agreeing(ours, run.trace.evaluations());
        assertTrue(agreeing >= run.agreeing, () -> agreeing + " evaluations agree");
        if (run.wholeTraceAgrees()) {
            assertEquals(run.trace.evaluations().size(), ours.size());
        }
    }

    /// Where a free run parts from torch, it is not the port: one ulp in the start parts it from itself earlier.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = {"WOLFE_FLOWER", "PENALTY"})
    void oneUlpInTheStartPartsARunFromItselfEarlier(Run run) {
        double[] x0 = run.trace.x0().clone();
        x0[0] = Math.nextUp(x0[0]);
        int agreeing = agreeing(evaluate(run, x0), evaluate(run, run.trace.x0()));
        assertTrue(agreeing < run.agreeing, () -> agreeing + " evaluations agree");
    }

    private static int agreeing(List<TorchTrace.Evaluation> a, List<TorchTrace.Evaluation> b) {
        int k = 0;
        while (k < Math.min(a.size(), b.size()) && TorchTrace.distance(a.get(k), b.get(k)) <= AGREES) {
            k++;
        }
        return k;
    }

    private static List<TorchTrace.Evaluation> evaluate(Run run, double[] x0) {
        List<TorchTrace.Evaluation> seen = new ArrayList<>();
        ToDoubleFunction<Objective> step = run.lbfgs() ? run.torch(x0)::step : run.firstOrder()::step;
        for (int k = 0; k < run.trace.steps(); k++) {
            TorchTrace.Recorder recorder = new TorchTrace.Recorder(run.objective.apply(k));
            step.applyAsDouble(recorder);
            seen.addAll(recorder.seen);
        }
        return seen;
    }
}
