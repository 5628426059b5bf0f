package org.thalweg.optimize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.thalweg.Objective;

/// A recorded run of torch.
record TorchTrace(JsonNode options, double[] x0, int steps, List<Evaluation> evaluations, List<JsonNode> stepStates,
        JsonNode end) {
    /// One evaluation.
    record Evaluation(int step, double[] x, double f, double[] g) {}

    static TorchTrace read(String name) {
        try (var in = Objects.requireNonNull(TorchTrace.class.getResourceAsStream("/torch-traces/" + name + ".jsonl"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            ObjectMapper json = new ObjectMapper();
            JsonNode meta = json.readTree(lines.readLine());
            List<Evaluation> evaluations = new ArrayList<>();
            List<JsonNode> states = new ArrayList<>();
            JsonNode end = meta;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = json.readTree(line);
                switch (node.get("type").asText()) {
                    case "eval" -> evaluations.add(new Evaluation(
                            node.get("step").asInt(), vector(node.get("x")), number(node.get("f")),
                            vector(node.get("g"))));
                    case "step" -> states.add(node);
                    default -> end = node;
                }
            }
            return new TorchTrace(meta.get("options"), vector(meta.get("x0")), meta.get("steps").asInt(), evaluations,
                    states, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.doubleValue();
    }

    static double[] vector(JsonNode node) {
        double[] v = new double[node.size()];
        for (int i = 0; i < v.length; i++) {
            v[i] = number(node.get(i));
        }
        return v;
    }

    /// The evaluations that one step makes.
    int evaluationsOf(int step) {
        return (int) evaluations.stream().filter(e -> e.step() == step).count();
    }

    /// How far two vectors are apart, relative to the larger of their norms; both not finite in the same way is 0.
    static double distance(double[] a, double[] b) {
        double difference = 0;
        double norm = Double.MIN_NORMAL;
        for (int i = 0; i < a.length; i++) {
            if (Double.compare(a[i], b[i]) != 0) {
                difference = Math.max(difference, Math.abs(a[i] - b[i]));
            }
            norm = Math.max(norm, Math.max(Math.abs(a[i]), Math.abs(b[i])));
        }
        return difference / norm;
    }

    /// The largest of the distances of point, value and gradient.
    static double distance(Evaluation a, Evaluation b) {
        double values = distance(new double[] {a.f}, new double[] {b.f});
        return Math.max(values, Math.max(distance(a.x, b.x), distance(a.g, b.g)));
    }

    /// Notes down what is asked of an objective.
    static final class Recorder implements Objective {
        private final Objective f;
        final List<Evaluation> seen = new ArrayList<>();

        Recorder(Objective f) {
            this.f = f;
        }

        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
            double value = f.valueAndGradient(x, gradient);
            seen.add(new Evaluation(-1, x.clone(), value, gradient.clone()));
            return value;
        }
    }

    /// Answers with what torch recorded, evaluation by evaluation, and notes down how far the points asked for are from
    /// torch's. No difference of rounding grows: each point follows from torch's own numbers.
    final class Teacher implements Objective {
        private int next;
        double worst;
        int worstAt;

        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
            Evaluation e = evaluations.get(next);
            double distance = distance(x, e.x);
            if (!(distance <= worst)) {
                worst = distance;
                worstAt = next;
            }
            next++;
            System.arraycopy(e.g, 0, gradient, 0, gradient.length);
            return e.f;
        }

        int asked() {
            return next;
        }
    }
}
