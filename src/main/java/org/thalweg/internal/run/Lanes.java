package org.thalweg.internal.run;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// What stands around passes that reduce: the running lanes are cleared before, and brought together after.
///
/// @param reductions the reductions
record Lanes(List<Step.Reduction> reductions) {
    /// Reductions in one method, with at most 20 bytes each.
    private static final int AT_ONCE = 150;

    private static final ClassDesc KERNELS = ClassDesc.of(Kernels.class.getName());
    private static final ClassDesc D = ConstantDescs.CD_double;
    private static final ClassDesc I = ConstantDescs.CD_int;
    private static final MethodTypeDesc FILL = MethodTypeDesc.of(ConstantDescs.CD_void, D.arrayType(), I, D, I);
    private static final MethodTypeDesc TOGETHER = MethodTypeDesc.of(D, D.arrayType(), I);

    /// A stretch of lanes with one beginning.
    private record Stretch(int from, int length, boolean largest) {}

    /// Writes the methods that clear the lanes.
    List<String> before(ClassBuilder type, MethodTypeDesc part, String name) {
        List<Stretch> stretches = stretches();
        List<String> names = new ArrayList<>();
        for (int from = 0; from < stretches.size(); from += AT_ONCE) {
            List<Stretch> some = stretches.subList(from, Math.min(from + AT_ONCE, stretches.size()));
            String own = name + "clear" + from;
            names.add(own);
            type.withMethodBody(own, part, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, code -> {
                for (Stretch stretch : some) {
                    code.aload(3).loadConstant(Address.ARENA).aaload().loadConstant(stretch.from());
                    code.loadConstant(stretch.largest() ? Double.NEGATIVE_INFINITY : 0.0);
                    code.loadConstant(stretch.length()).invokestatic(KERNELS, "fill", FILL);
                }
                code.return_();
            });
        }
        return names;
    }

    /// Writes the methods that bring the lanes together.
    List<String> after(ClassBuilder type, MethodTypeDesc part, String name) {
        List<String> names = new ArrayList<>();
        for (int from = 0; from < reductions.size(); from += AT_ONCE) {
            List<Step.Reduction> some = reductions.subList(from, Math.min(from + AT_ONCE, reductions.size()));
            String own = name + "total" + from;
            names.add(own);
            type.withMethodBody(own, part, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, code -> {
                code.aload(3).loadConstant(Address.ARENA).aaload().astore(4);
                for (Step.Reduction reduction : some) {
                    code.aload(4).loadConstant(reduction.out()).aload(4).loadConstant(reduction.lanes());
                    code.invokestatic(KERNELS, reduction.largest() ? "maxLanes" : "sumLanes", TOGETHER).dastore();
                }
                code.return_();
            });
        }
        return names;
    }

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (Step.Reduction r : reductions) {
            Stretch last = stretches.isEmpty() ? null : stretches.getLast();
            if (last != null && last.largest() == r.largest() && last.from() + last.length() == r.lanes()) {
                stretches.removeLast();
                stretches.add(new Stretch(last.from(), last.length() + Kernels.LANES, r.largest()));
            } else {
                stretches.add(new Stretch(r.lanes(), Kernels.LANES, r.largest()));
            }
        }
        return stretches;
    }
}
