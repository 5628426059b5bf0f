package org.thalweg.internal.run;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// Emits scalar work as straight-line bytecode: values in local variables, constants as literals.
///
/// The arrays x, v, out and memory are parameters, in this order, from a first local variable on.
final class StraightCode {
    private final CodeBuilder code;
    private final Map<Integer, Double> constants;
    private final int first;
    private final boolean spill;
    private final Map<Integer, Integer> scalars = new HashMap<>();
    private final Map<Integer, Integer> arrays = new HashMap<>();

    /// @param code where the code goes
    /// @param constants the constants of the arena, by offset
    /// @param first the local variable that holds x
    /// @param spill whether results must also be stored in the arena
    StraightCode(CodeBuilder code, Map<Integer, Double> constants, int first, boolean spill) {
        this.code = code;
        this.constants = constants;
        this.first = first;
        this.spill = spill;
    }

    void emit(Part.Straight part) {
        for (Part.Item item : part.items()) {
            if (item instanceof Part.Element element) {
                element(element);
            } else {
                operation(((Part.Operation) item).operation());
            }
        }
    }

    private void operation(Step.ScalarOperation op) {
        Elementwise f = op.function();
        int arity = f == null ? 1 : f.arity();
        load(op.a());
        if (arity > 1) {
            load(op.b());
        }
        if (arity > 2) {
            load(op.c());
        }
        if (f != null) {
            ScalarFunctions.emit(code, f);
        }
        int local = code.allocateLocal(TypeKind.DOUBLE);
        code.dstore(local);
        scalars.put(op.out(), local);
        if (spill) {
            array(Address.ARENA);
            code.loadConstant(op.out()).dload(local).dastore();
        }
    }

    private void element(Part.Element element) {
        array(element.target().array());
        code.loadConstant(element.target().offset());
        List<Address> terms = element.terms();
        if (!element.begins()) {
            code.dup2().daload();
        } else if (element.covered()) {
            load(terms.getFirst());
            terms = terms.subList(1, terms.size());
        } else {
            code.loadConstant(0.0);
        }
        for (Address term : terms) {
            load(term);
            code.dadd();
        }
        code.dastore();
    }

    /// Pushes a scalar.
    void load(Address a) {
        boolean arena = a.array() == Address.ARENA;
        Integer local = arena ? scalars.get(a.offset()) : null;
        Double constant = arena ? constants.get(a.offset()) : null;
        if (local != null) {
            code.dload(local);
        } else if (constant != null) {
            code.loadConstant(constant);
        } else {
            array(a.array());
            code.loadConstant(a.offset()).daload();
        }
    }

    /// Pushes an array.
    private void array(int array) {
        switch (array) {
            case Address.X -> code.aload(first);
            case Address.DIRECTION -> code.aload(first + 1);
            case Address.OUT -> code.aload(first + 2);
            default -> {
                Integer local = arrays.get(array);
                if (local == null) {
                    local = code.allocateLocal(TypeKind.REFERENCE);
                    arrays.put(array, local);
                    code.aload(first + 3).loadConstant(array).aaload().astore(local);
                }
                code.aload(local);
            }
        }
    }
}
