package org.thalweg.internal.run;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;

/// Watches the length of generated methods: HotSpot interprets a method over 8000 bytes for ever, without a word.
final class Sizes {
    private Sizes() {}

    /// Checks every method of a class; a class within the limit has none beyond it.
    ///
    /// @throws IllegalStateException if one is longer than the limit
    static void check(byte[] bytes, int limit) {
        if (bytes.length <= limit) {
            return;
        }
        for (var method : ClassFile.of().parse(bytes).methods()) {
            int length = method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
            if (length > limit) {
                throw new IllegalStateException("compiled formula: method %s must have at most %d bytes, had %d"
                        .formatted(method.methodName().stringValue(), limit, length));
            }
        }
    }
}
