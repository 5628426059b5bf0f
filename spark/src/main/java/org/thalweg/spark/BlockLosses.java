package org.thalweg.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.thalweg.autodiff.Evaluator;

/// What a task does: value and gradient of each block of its partition at the point, as one partial sum.
final class BlockLosses implements Function2<Integer, Iterator<DataBlock>, Iterator<TreeSum>> {
    private static final long serialVersionUID = 1;

    private final Broadcast<Plan> plan;
    private final Broadcast<double[]> point;

    /// What an executor has to know, the same in all evaluations.
    ///
    /// @param formulas as bytes, by rows of a block
    /// @param first the number of the first block of each partition, and behind them the number of all blocks
    /// @param rows of each block
    /// @param terms of the sum
    record Plan(Map<Integer, byte[]> formulas, int[] first, int[] rows, int terms) implements Serializable {}

    BlockLosses(Broadcast<Plan> plan, Broadcast<double[]> point) {
        this.plan = plan;
        this.point = point;
    }

    @Override
    public Iterator<TreeSum> call(Integer partition, Iterator<DataBlock> blocks) {
        Plan all = plan.value();
        double[] x = point.value();
        TreeSum sum = new TreeSum(all.terms);
        Map<Integer, Evaluator> evaluators = new HashMap<>();
        int number = all.first[partition];
        int end = all.first[partition + 1];
        while (blocks.hasNext()) {
            DataBlock block = blocks.next();
            if (number == end || block.rows() != all.rows[number]) {
                throw changed(partition, all, number, block.rows() + " rows");
            }
            double[] gradient = new double[x.length];
            Evaluator e = evaluators.computeIfAbsent(
                    block.rows(), rows -> Formulas.of(all.formulas.get(rows)).evaluator());
            block.data().forEach(e::bind);
            sum.add(number, e.valueAndGradient(x, gradient), gradient);
            number++;
        }
        if (number < end) {
            throw changed(partition, all, number, "no rows");
        }
        return List.of(sum).iterator();
    }

    private static IllegalStateException changed(int partition, Plan all, int number, String now) {
        int[] rows = Arrays.copyOfRange(all.rows, all.first[partition], all.first[partition + 1]);
        return new IllegalStateException(("partition %d: must have the same blocks in every evaluation; "
                + "it had blocks of %s rows, and now block %d has %s")
                .formatted(partition, Arrays.toString(rows), number - all.first[partition], now));
    }
}
