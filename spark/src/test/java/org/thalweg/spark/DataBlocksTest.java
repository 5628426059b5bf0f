package org.thalweg.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class DataBlocksTest {
    @Test
    void rowsAreCutInOrderAndSizesArePowersOfTwo() {
        try (JavaSparkContext context = new JavaSparkContext(new SparkConf().setAppName("test").setMaster("local[1]")
                .set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"))) {
            for (int count : new int[] {0, 1, 8, 13, 31}) {
                List<double[]> rows = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    rows.add(new double[] {i, 10 + i, 20 + i});
                }
                List<DataBlock> blocks = DataBlocks
                        .cut(context.parallelize(rows, 1), 8, new Column("y", 1), new Column("X", 2)).collect();
                int at = 0;
                for (DataBlock block : blocks) {
                    for (int i = 0; i < block.rows(); i++) {
                        assertEquals(at, block.data().get("y")[i]);
                        assertEquals(10 + at, block.data().get("X")[2 * i]);
                        assertEquals(20 + at, block.data().get("X")[2 * i + 1]);
                        at++;
                    }
                }
                assertEquals(count, at);
                assertEquals(count / 8 + Integer.bitCount(count % 8), blocks.size());
                assertTrue(blocks.stream().allMatch(b -> Integer.bitCount(b.rows()) == 1));
            }
            Exception e = assertThrows(Exception.class, () -> DataBlocks
                    .cut(context.parallelize(List.of(new double[2]), 1), 8, new Column("X", 3)).collect());
            assertTrue(e.getMessage().contains("row: must have 3 elements, had 2"), e::getMessage);
            assertThrows(IllegalArgumentException.class, () -> DataBlocks.cut(null, 12, new Column("y", 1)));
            assertThrows(IllegalArgumentException.class, () -> DataBlocks.cut(null, 8));
            assertThrows(IllegalArgumentException.class,
                    () -> DataBlocks.cut(null, 8, new Column("y", 1), new Column("y", 2)));
        }
    }

    @Test
    void blocksAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new DataBlock(0, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new DataBlock(2, Map.of("y", new double[3])));
        assertThrows(IllegalArgumentException.class, () -> new DataBlock(2, Map.of("y", new double[0])));
        assertThrows(IllegalArgumentException.class, () -> new Column("y", 0));
        assertArrayEquals(new double[] {1, 2}, new DataBlock(2, Map.of("y", new double[] {1, 2})).data().get("y"));
    }
}
