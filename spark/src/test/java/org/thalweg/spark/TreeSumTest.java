package org.thalweg.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.thalweg.Objective;
import org.thalweg.ParallelObjective;

class TreeSumTest {
    /// Constants of many magnitudes, so that every order of summation has bits of its own.
    private static double[] terms(long seed, int count) {
        return new SplittableRandom(seed).doubles(count, -8, 8).map(e -> Math.signum(e) * Math.pow(10, e)).toArray();
    }

    @Test
    void anyOrderAndAnyGroupingGivesTheBitsOfOneMachine() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int count = 1 + random.nextInt(90);
            double[] terms = terms(seed, count);
            List<Objective> blocks = new ArrayList<>();
            for (double term : terms) {
                blocks.add((_, g) -> {
                    g[0] = term;
                    return -term;
                });
            }
            double[] gradient = new double[1];
            double value = ParallelObjective.of(Runnable::run, 1, blocks).valueAndGradient(new double[1], gradient);
            List<TreeSum> sums = new ArrayList<>();
            int groups = 1 + random.nextInt(count);
            for (int k = 0; k < groups; k++) {
                sums.add(new TreeSum(count));
            }
            List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
            Collections.shuffle(order, random);
            for (int term : order) {
                sums.get(random.nextInt(groups)).add(term, -terms[term], new double[] {terms[term]});
            }
            while (sums.size() > 1) {
                TreeSum other = sums.remove(random.nextInt(sums.size()));
                sums.get(random.nextInt(sums.size())).addAll(other);
            }
            assertEquals(value, sums.getFirst().value(), "seed " + seed);
            assertArrayEquals(gradient, sums.getFirst().gradient(), "seed " + seed);
        }
    }

    @Test
    void aRunOfNeighboursIsKeptAsFewSums() {
        for (int first = 0; first < 40; first++) {
            for (int length = 1; first + length <= 1000; length += 37) {
                TreeSum sum = new TreeSum(1000);
                for (int k = 0; k < length; k++) {
                    sum.add(first + k, 1, new double[1]);
                }
                int most = 2 * (32 - Integer.numberOfLeadingZeros(length));
                assertTrue(sum.parts() <= most, () -> sum.parts() + " parts");
            }
        }
    }

    @Test
    void termsThatAreMissingOrComeTwiceAreFound() {
        TreeSum sum = new TreeSum(3).add(0, 1, new double[1]).add(2, 1, new double[1]);
        String message = assertThrows(IllegalStateException.class, sum::value).getMessage();
        assertTrue(message.contains("all of 3 terms, has [0, 2]"), message);
        assertThrows(IllegalStateException.class, () -> sum.add(2, 1, new double[1]));
        assertEquals(3, sum.add(1, 1, new double[1]).value());
        assertThrows(IllegalStateException.class, () -> new TreeSum(2).value());
    }
}
