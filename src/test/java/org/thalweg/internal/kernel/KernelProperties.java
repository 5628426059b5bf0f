package org.thalweg.internal.kernel;

import static org.thalweg.internal.kernel.Twins.agree;
import static org.thalweg.internal.kernel.Twins.silent;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// SIMD ≡ scalar to the bit, on random lengths, offsets and values of all kinds.
class KernelProperties {
    @Property(tries = 500)
    void twinsAgree(
            @ForAll long seed,
            @ForAll @IntRange(max = 600) int n,
            @ForAll @IntRange(max = 9) int first,
            @ForAll @IntRange(max = 9) int second,
            @ForAll double alpha) {
        int x = first;
        int y = x + n + second;
        int z = y + n + first;
        double[] memory = Twins.values(seed, z + n + 50);
        agree("dot", memory, (k, a) -> k.dot(a, x, a, y, n));
        agree("sum", memory, (k, a) -> k.sum(a, x, n));
        agree("normInf", memory, (k, a) -> k.normInf(a, x, n));
        agree("allFinite", memory, (k, a) -> k.allFinite(a, x, n) ? 1 : 0);
        agree("axpyDot", memory, (k, a) -> k.axpyDot(alpha, a, x, a, y, a, z, n));
        agree("scaleDot", memory, (k, a) -> k.scaleDot(alpha, a, x, a, y, a, z, n));
        agree("step", memory, silent((k, a) -> k.step(a, x, alpha, a, y, a, z, n)));
        agree("select", memory, silent((k, a) -> k.select(a, x, a, y, a, z, a, z, n)));
    }
}
