package org.thalweg.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The reductions with vectors of 256 bits: eight accumulators hold the 32 logical lanes, `v4` those from 4 on, and so on.
///
/// The last, incomplete row of 32 is added one vector at a time, and only the last, incomplete vector under a mask, which is
/// slow to make: a lane without an element keeps its bits, also those of a −0. The accumulators move up by one place each
/// time, so that one copy of the code serves all of them. They need not come back to where they were: the tree is the same
/// for lanes that have moved by half of their round. (Written out for each accumulator, the method is too large for C2.)
///
/// **Allocation**: none once C2 has compiled it. **Threads**: stateless.
final class Reductions256 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_256;

    private Reductions256() {}

    /// `aᵀb`, by fma.
    static double dot(double[] a, int ao, double[] b, int bo, int n) {
        DoubleVector v0 = DoubleVector.zero(S), v4 = DoubleVector.zero(S);
        DoubleVector v8 = DoubleVector.zero(S), v12 = DoubleVector.zero(S);
        DoubleVector v16 = DoubleVector.zero(S), v20 = DoubleVector.zero(S);
        DoubleVector v24 = DoubleVector.zero(S), v28 = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 32; i += 32) {
            v0 = DoubleVector.fromArray(S, a, ao + i).fma(DoubleVector.fromArray(S, b, bo + i), v0);
            v4 = DoubleVector.fromArray(S, a, ao + i + 4).fma(DoubleVector.fromArray(S, b, bo + i + 4), v4);
            v8 = DoubleVector.fromArray(S, a, ao + i + 8).fma(DoubleVector.fromArray(S, b, bo + i + 8), v8);
            v12 = DoubleVector.fromArray(S, a, ao + i + 12).fma(DoubleVector.fromArray(S, b, bo + i + 12), v12);
            v16 = DoubleVector.fromArray(S, a, ao + i + 16).fma(DoubleVector.fromArray(S, b, bo + i + 16), v16);
            v20 = DoubleVector.fromArray(S, a, ao + i + 20).fma(DoubleVector.fromArray(S, b, bo + i + 20), v20);
            v24 = DoubleVector.fromArray(S, a, ao + i + 24).fma(DoubleVector.fromArray(S, b, bo + i + 24), v24);
            v28 = DoubleVector.fromArray(S, a, ao + i + 28).fma(DoubleVector.fromArray(S, b, bo + i + 28), v28);
        }
        int k = 0;
        for (; i <= n - 4; i += 4, k++) {
            DoubleVector next = DoubleVector.fromArray(S, a, ao + i).fma(DoubleVector.fromArray(S, b, bo + i), v0);
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector next = DoubleVector.fromArray(S, a, ao + i, m).fma(DoubleVector.fromArray(S, b, bo + i, m), v0);
            next = next.blend(v0, m.not());
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
            k++;
        }
        for (; k % 4 != 0; k++) {
            DoubleVector next = v0;
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
        }
        DoubleVector low = v0.add(v8).add(v16.add(v24));
        DoubleVector high = v4.add(v12).add(v20.add(v28));
        DoubleVector t = low.add(high);
        return (t.lane(0) + t.lane(2)) + (t.lane(1) + t.lane(3));
    }

    /// `Σaᵢ`.
    static double sum(double[] a, int ao, int n) {
        DoubleVector v0 = DoubleVector.zero(S), v4 = DoubleVector.zero(S);
        DoubleVector v8 = DoubleVector.zero(S), v12 = DoubleVector.zero(S);
        DoubleVector v16 = DoubleVector.zero(S), v20 = DoubleVector.zero(S);
        DoubleVector v24 = DoubleVector.zero(S), v28 = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 32; i += 32) {
            v0 = DoubleVector.fromArray(S, a, ao + i).add(v0);
            v4 = DoubleVector.fromArray(S, a, ao + i + 4).add(v4);
            v8 = DoubleVector.fromArray(S, a, ao + i + 8).add(v8);
            v12 = DoubleVector.fromArray(S, a, ao + i + 12).add(v12);
            v16 = DoubleVector.fromArray(S, a, ao + i + 16).add(v16);
            v20 = DoubleVector.fromArray(S, a, ao + i + 20).add(v20);
            v24 = DoubleVector.fromArray(S, a, ao + i + 24).add(v24);
            v28 = DoubleVector.fromArray(S, a, ao + i + 28).add(v28);
        }
        int k = 0;
        for (; i <= n - 4; i += 4, k++) {
            DoubleVector next = DoubleVector.fromArray(S, a, ao + i).add(v0);
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector next = DoubleVector.fromArray(S, a, ao + i, m).add(v0).blend(v0, m.not());
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
            k++;
        }
        for (; k % 4 != 0; k++) {
            DoubleVector next = v0;
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
        }
        DoubleVector low = v0.add(v8).add(v16.add(v24));
        DoubleVector high = v4.add(v12).add(v20.add(v28));
        DoubleVector t = low.add(high);
        return (t.lane(0) + t.lane(2)) + (t.lane(1) + t.lane(3));
    }

    /// `y ← fma(α, x, y)`, and the new `yᵀz`; z may be y.
    static double axpyDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
        DoubleVector va = DoubleVector.broadcast(S, alpha);
        DoubleVector v0 = DoubleVector.zero(S), v4 = DoubleVector.zero(S);
        DoubleVector v8 = DoubleVector.zero(S), v12 = DoubleVector.zero(S);
        DoubleVector v16 = DoubleVector.zero(S), v20 = DoubleVector.zero(S);
        DoubleVector v24 = DoubleVector.zero(S), v28 = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 32; i += 32) {
            DoubleVector u0 = DoubleVector.fromArray(S, x, xo + i)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i));
            u0.intoArray(y, yo + i);
            v0 = u0.fma(DoubleVector.fromArray(S, z, zo + i), v0);
            DoubleVector u4 = DoubleVector.fromArray(S, x, xo + i + 4)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i + 4));
            u4.intoArray(y, yo + i + 4);
            v4 = u4.fma(DoubleVector.fromArray(S, z, zo + i + 4), v4);
            DoubleVector u8 = DoubleVector.fromArray(S, x, xo + i + 8)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i + 8));
            u8.intoArray(y, yo + i + 8);
            v8 = u8.fma(DoubleVector.fromArray(S, z, zo + i + 8), v8);
            DoubleVector u12 = DoubleVector.fromArray(S, x, xo + i + 12)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i + 12));
            u12.intoArray(y, yo + i + 12);
            v12 = u12.fma(DoubleVector.fromArray(S, z, zo + i + 12), v12);
            DoubleVector u16 = DoubleVector.fromArray(S, x, xo + i + 16)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i + 16));
            u16.intoArray(y, yo + i + 16);
            v16 = u16.fma(DoubleVector.fromArray(S, z, zo + i + 16), v16);
            DoubleVector u20 = DoubleVector.fromArray(S, x, xo + i + 20)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i + 20));
            u20.intoArray(y, yo + i + 20);
            v20 = u20.fma(DoubleVector.fromArray(S, z, zo + i + 20), v20);
            DoubleVector u24 = DoubleVector.fromArray(S, x, xo + i + 24)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i + 24));
            u24.intoArray(y, yo + i + 24);
            v24 = u24.fma(DoubleVector.fromArray(S, z, zo + i + 24), v24);
            DoubleVector u28 = DoubleVector.fromArray(S, x, xo + i + 28)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i + 28));
            u28.intoArray(y, yo + i + 28);
            v28 = u28.fma(DoubleVector.fromArray(S, z, zo + i + 28), v28);
        }
        int k = 0;
        for (; i <= n - 4; i += 4, k++) {
            DoubleVector u = DoubleVector.fromArray(S, x, xo + i)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i));
            u.intoArray(y, yo + i);
            DoubleVector next = u.fma(DoubleVector.fromArray(S, z, zo + i), v0);
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector u = DoubleVector.fromArray(S, x, xo + i, m)
                    .fma(va, DoubleVector.fromArray(S, y, yo + i, m));
            u.intoArray(y, yo + i, m);
            DoubleVector next = u.fma(DoubleVector.fromArray(S, z, zo + i, m), v0).blend(v0, m.not());
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
            k++;
        }
        for (; k % 4 != 0; k++) {
            DoubleVector next = v0;
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
        }
        DoubleVector low = v0.add(v8).add(v16.add(v24));
        DoubleVector high = v4.add(v12).add(v20.add(v28));
        DoubleVector t = low.add(high);
        return (t.lane(0) + t.lane(2)) + (t.lane(1) + t.lane(3));
    }

    /// `y ← α·x`, and the new `yᵀz`; x, y and z may be one.
    static double scaleDot(double alpha, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
        DoubleVector va = DoubleVector.broadcast(S, alpha);
        DoubleVector v0 = DoubleVector.zero(S), v4 = DoubleVector.zero(S);
        DoubleVector v8 = DoubleVector.zero(S), v12 = DoubleVector.zero(S);
        DoubleVector v16 = DoubleVector.zero(S), v20 = DoubleVector.zero(S);
        DoubleVector v24 = DoubleVector.zero(S), v28 = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 32; i += 32) {
            DoubleVector u0 = DoubleVector.fromArray(S, x, xo + i).mul(va);
            u0.intoArray(y, yo + i);
            v0 = u0.fma(DoubleVector.fromArray(S, z, zo + i), v0);
            DoubleVector u4 = DoubleVector.fromArray(S, x, xo + i + 4).mul(va);
            u4.intoArray(y, yo + i + 4);
            v4 = u4.fma(DoubleVector.fromArray(S, z, zo + i + 4), v4);
            DoubleVector u8 = DoubleVector.fromArray(S, x, xo + i + 8).mul(va);
            u8.intoArray(y, yo + i + 8);
            v8 = u8.fma(DoubleVector.fromArray(S, z, zo + i + 8), v8);
            DoubleVector u12 = DoubleVector.fromArray(S, x, xo + i + 12).mul(va);
            u12.intoArray(y, yo + i + 12);
            v12 = u12.fma(DoubleVector.fromArray(S, z, zo + i + 12), v12);
            DoubleVector u16 = DoubleVector.fromArray(S, x, xo + i + 16).mul(va);
            u16.intoArray(y, yo + i + 16);
            v16 = u16.fma(DoubleVector.fromArray(S, z, zo + i + 16), v16);
            DoubleVector u20 = DoubleVector.fromArray(S, x, xo + i + 20).mul(va);
            u20.intoArray(y, yo + i + 20);
            v20 = u20.fma(DoubleVector.fromArray(S, z, zo + i + 20), v20);
            DoubleVector u24 = DoubleVector.fromArray(S, x, xo + i + 24).mul(va);
            u24.intoArray(y, yo + i + 24);
            v24 = u24.fma(DoubleVector.fromArray(S, z, zo + i + 24), v24);
            DoubleVector u28 = DoubleVector.fromArray(S, x, xo + i + 28).mul(va);
            u28.intoArray(y, yo + i + 28);
            v28 = u28.fma(DoubleVector.fromArray(S, z, zo + i + 28), v28);
        }
        int k = 0;
        for (; i <= n - 4; i += 4, k++) {
            DoubleVector u = DoubleVector.fromArray(S, x, xo + i).mul(va);
            u.intoArray(y, yo + i);
            DoubleVector next = u.fma(DoubleVector.fromArray(S, z, zo + i), v0);
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector u = DoubleVector.fromArray(S, x, xo + i, m).mul(va);
            u.intoArray(y, yo + i, m);
            DoubleVector next = u.fma(DoubleVector.fromArray(S, z, zo + i, m), v0).blend(v0, m.not());
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
            k++;
        }
        for (; k % 4 != 0; k++) {
            DoubleVector next = v0;
            v0 = v4;
            v4 = v8;
            v8 = v12;
            v12 = v16;
            v16 = v20;
            v20 = v24;
            v24 = v28;
            v28 = next;
        }
        DoubleVector low = v0.add(v8).add(v16.add(v24));
        DoubleVector high = v4.add(v12).add(v20.add(v28));
        DoubleVector t = low.add(high);
        return (t.lane(0) + t.lane(2)) + (t.lane(1) + t.lane(3));
    }
}
