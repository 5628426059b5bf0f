package org.thalweg.internal.run;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.thalweg.internal.plan.Address;

/// The parameters and arrays of a generated method over a range of indices: `(x, v, out, memory, first, from, to)`, where
/// blocks of a strip begin at index `first`, and the method is to do the indices `from … to − 1`.
final class Frame {
    /// The type of such a method.
    static final MethodTypeDesc RANGE = MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_double.arrayType(),
            ConstantDescs.CD_double.arrayType(),
            ConstantDescs.CD_double.arrayType(),
            ConstantDescs.CD_double.arrayType().arrayType(),
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int);

    static final int MEMORY = 3;
    static final int FIRST = 4;
    /// The running index.
    static final int INDEX = 5;
    static final int TO = 6;

    private final CodeBuilder code;
    private final Map<Integer, Integer> arrays = new HashMap<>();

    /// Begins a method: brings the arrays it uses into local variables.
    Frame(CodeBuilder code, Set<Integer> used) {
        this.code = code;
        for (int array : used) {
            switch (array) {
                case Address.X -> arrays.put(array, 0);
                case Address.DIRECTION -> arrays.put(array, 1);
                case Address.OUT -> arrays.put(array, 2);
                default -> {
                    int local = code.allocateLocal(TypeKind.REFERENCE);
                    code.aload(MEMORY).loadConstant(array).aaload().astore(local);
                    arrays.put(array, local);
                }
            }
        }
    }

    /// Pushes an array.
    void array(int array) {
        Integer local = arrays.get(array);
        if (local == null) {
            throw new AssertionError("array " + array + " was not announced");
        }
        code.aload(local);
    }

    /// Pushes `offset + (i + ahead)·step`.
    void index(int offset, int step, int ahead) {
        code.iload(INDEX);
        if (step != 1) {
            code.loadConstant(step).imul();
        }
        add(offset + ahead * step);
    }

    /// Pushes the place of element `i + ahead` in a block that begins at an offset.
    void inBlock(int offset, int ahead) {
        code.iload(INDEX).iload(FIRST).isub();
        add(offset + ahead);
    }

    /// Pushes the place of the lane of element `i + ahead`.
    void lane(int lanes, int ahead) {
        code.iload(INDEX);
        add(ahead);
        code.loadConstant(31).iand();
        add(lanes);
    }

    private void add(int amount) {
        if (amount != 0) {
            code.loadConstant(amount).iadd();
        }
    }

    /// Pushes a scalar that stands in memory.
    void scalar(Address a) {
        array(a.array());
        code.loadConstant(a.offset()).daload();
    }
}
