package org.thalweg.internal.run;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// The objects that a generated class holds as constants, each once.
final class ClassData {
    private final List<Object> objects = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

    /// Pushes an object as a constant.
    void push(CodeBuilder code, Object object, ClassDesc type) {
        int number = numbers.computeIfAbsent(object, added -> {
            objects.add(added);
            return objects.size() - 1;
        });
        code.loadConstant(DynamicConstantDesc.ofNamed(
                ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, number));
    }

    /// What the class is defined with.
    List<Object> objects() {
        return List.copyOf(objects);
    }
}
