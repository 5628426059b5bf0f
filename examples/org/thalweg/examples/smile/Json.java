package org.thalweg.examples.smile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// Requests and answers as JSON.
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> NAMES = List.of("k", "w", "weight", "budgetMillis");
    private static final double BUDGET_MILLIS = 50;

    private Json() {}

    /// Reads `{"k": […], "w": […], "weight": […], "budgetMillis": 50}`; the last two may be left out.
    static Smile smile(byte[] body) throws BadRequest {
        JsonNode root = root(body);
        for (Iterator<String> names = root.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!NAMES.contains(name)) {
                throw new BadRequest("name", "be one of " + NAMES, "'" + name + "'");
            }
        }
        double[] k = numbers(root, "k");
        double[] w = numbers(root, "w");
        double[] weight = root.has("weight") ? numbers(root, "weight") : ones(k.length);
        double budget = root.has("budgetMillis") ? number("budgetMillis", root.get("budgetMillis")) : BUDGET_MILLIS;
        return Smile.of(k, w, weight, budget);
    }

    private static JsonNode root(byte[] body) throws BadRequest {
        try {
            JsonNode root = MAPPER.readTree(body);
            if (root.isObject()) {
                return root;
            }
            throw new BadRequest("body", "be a JSON object", root.isMissingNode() ? "empty" : root.getNodeType());
        } catch (JsonProcessingException e) {
            throw new BadRequest("body", "be a JSON object", e.getOriginalMessage());
        } catch (IOException e) {
            throw new AssertionError("an array of bytes cannot fail to be read", e);
        }
    }

    private static double[] numbers(JsonNode root, String name) throws BadRequest {
        JsonNode array = root.path(name);
        if (!array.isArray()) {
            throw new BadRequest(name, "be an array of numbers",
                    array.isMissingNode() ? "missing" : array.getNodeType());
        }
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(name + "[" + i + "]", array.get(i));
        }
        return numbers;
    }

    private static double number(String name, JsonNode node) throws BadRequest {
        if (!node.isNumber()) {
            throw new BadRequest(name, "be a number", node);
        }
        return node.doubleValue();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    static byte[] of(Smile smile) {
        ObjectNode node = MAPPER.createObjectNode();
        put(node, "k", smile.k());
        put(node, "w", smile.w());
        put(node, "weight", smile.weight());
        return bytes(node.put("budgetMillis", smile.budgetMillis()));
    }

    private static void put(ObjectNode node, String name, double[] values) {
        var array = node.putArray(name);
        for (double value : values) {
            array.add(value);
        }
    }

    static byte[] of(Answer.Calibrated answer) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("status", answer.status().name()).put("message", answer.status().message());
        Svi smile = answer.smile();
        node.put("a", smile.a()).put("b", smile.b()).put("rho", smile.rho()).put("m", smile.m());
        node.put("sigma", smile.sigma()).put("error", answer.error()).put("iterations", answer.iterations());
        node.put("evaluations", answer.evaluations()).put("solveMicros", answer.solveNanos() / 1000.0);
        return bytes(node);
    }

    static byte[] error(String message) {
        return bytes(MAPPER.createObjectNode().put("error", message));
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can always be written", e);
        }
    }
}
