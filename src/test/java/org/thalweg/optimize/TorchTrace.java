package org.thalweg.optimize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.thalweg.Objective;

/// A recorded run: every evaluation that torch made, and its state after every step.
record TorchTrace(
        String name, String optimizer, JsonNode options, double[] x0, List<Evaluation> evaluations, List<Step> steps) {

    record Evaluation(int step, double[] x, double f, double[] g) {}

    /// The state after a step; all but x and loss are NaN or -1 for first-order methods.
    record Step(double[] x, double loss, int iterations, int evaluations, double t, double hDiag, double[] d) {}

    static TorchTrace read(String name) {
        ObjectMapper mapper = new ObjectMapper();
        List<Evaluation> evaluations = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        JsonNode meta = mapper.nullNode();
        try (InputStream in = TorchTrace.class.getResourceAsStream("/torch-traces/" + name + ".jsonl");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = mapper.readTree(line);
                switch (row.get("type").asText()) {
                    case "meta" -> meta = row;
                    case "eval" -> evaluations.add(new Evaluation(
                            row.get("step").asInt(), vector(row.get("x")), number(row.get("f")), vector(row.get("g"))));
                    case "step" -> steps.add(new Step(
                            vector(row.get("x")), number(row.get("loss")), row.path("n_iter").asInt(-1),
                            row.path("func_evals").asInt(-1), number(row.path("t")), number(row.path("H_diag")),
                            vector(row.path("d"))));
                    default -> { }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TorchTrace(name, meta.get("optimizer").asText(), meta.get("options"), vector(meta.get("x0")),
                evaluations, steps);
    }

    private static double[] vector(JsonNode node) {
        double[] out = new double[node.size()];
        Arrays.setAll(out, i -> number(node.get(i)));
        return out;
    }

    private static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble(Double.NaN);
    }

    /// The function of this trace in the given step, in the order of operations of its definition.
    Objective function(int step) {
        if (name.contains("rosen")) {
            return TorchTrace::rosenbrock;
        }
        return name.startsWith("vi_") ? penalized(Math.scalb(1.0, step)) : TorchTrace::flower;
    }

    static double rosenbrock(double[] x, double[] g) {
        double u = x[1] - x[0] * x[0];
        double v = 1 - x[0];
        g[0] = -2 * v + 5 * 2 * u * (-2 * x[0]);
        g[1] = 5 * 2 * u;
        return v * v + 5 * (u * u);
    }

    /// `‖x‖ + sin(4·atan2(x₂, x₁))`, rounded as torch's own derivatives round it, but for sine, cosine and arctangent,
    /// where every library has last bits of its own.
    static double flower(double[] x, double[] g) {
        double r = Math.sqrt(Math.fma(x[1], x[1], x[0] * x[0]));
        double angle = 4 * StrictMath.atan2(x[1], x[0]);
        double turn = 4 * StrictMath.cos(angle);
        double reciprocal = 1 / (x[1] * x[1] + x[0] * x[0]);
        g[0] = x[0] / r + turn * -x[1] * reciprocal;
        g[1] = x[1] / r + turn * x[0] * reciprocal;
        return r + StrictMath.sin(angle);
    }

    static Objective penalized(double rho) {
        return (x, g) -> {
            double f = flower(x, g);
            double c = Math.max(2 - (x[0] * x[0] + x[1] * x[1]), 0);
            g[0] += rho * 2 * c * (-2 * x[0]);
            g[1] += rho * 2 * c * (-2 * x[1]);
            return f + rho * (c * c);
        };
    }

    /// A run of ours with the settings of this trace.
    Steps start(double... x0) {
        double lr = options.get("lr").asDouble();
        return switch (optimizer) {
            case "SGD" -> new FirstOrderSteps(new GradientDescent(lr).start(x0));
            case "Adam" -> new FirstOrderSteps(new Adam(lr).start(x0));
            case "AdamW" -> new FirstOrderSteps(new AdamW(lr)
                    .withWeightDecay(options.get("weight_decay").asDouble()).start(x0));
            case "RMSprop" -> new FirstOrderSteps(new RmsProp(lr).start(x0));
            default -> new LbfgsSteps(new TorchLbfgs(
                    lr, options.get("max_iter").asInt(), options.get("max_eval").asInt(),
                    options.get("tolerance_grad").asDouble(), options.get("tolerance_change").asDouble(),
                    options.get("history_size").asInt(), !options.get("line_search_fn").isNull()).start(x0));
        };
    }

    /// What a run of either kind offers.
    interface Steps {
        double step(Objective objective);

        /// Its state, to be compared with a recorded one.
        Step state(double loss);
    }

    private record FirstOrderSteps(FirstOrderRun run) implements Steps {
        @Override
        public double step(Objective objective) {
            return run.step(objective);
        }

        @Override
        public Step state(double loss) {
            return new Step(run.point(), loss, -1, -1, Double.NaN, Double.NaN, new double[0]);
        }
    }

    private record LbfgsSteps(TorchLbfgs.Run run) implements Steps {
        @Override
        public double step(Objective objective) {
            return run.step(objective);
        }

        @Override
        public Step state(double loss) {
            return new Step(run.point(), loss, run.iterations(), run.evaluations(), run.stepLength(),
                    run.inverseHessianScale(), run.direction());
        }
    }

    /// The difference of two vectors in the largest component, relative to the largest component of the reference.
    ///
    /// By vector and not by component: a component that passes through zero has no relative accuracy, neither here nor
    /// there. A reference of zero asks for zero.
    static double difference(double[] reference, double[] ours) {
        double scale = 0;
        double most = 0;
        for (int i = 0; i < reference.length; i++) {
            scale = Math.max(scale, Math.abs(reference[i]));
            most = Math.max(most, reference[i] == ours[i] ? 0 : Math.abs(reference[i] - ours[i]));
        }
        return most == 0 ? 0 : most / Math.max(scale, Double.MIN_NORMAL);
    }

    static double difference(double reference, double ours) {
        return difference(new double[] {reference}, new double[] {ours});
    }
}
