package org.thalweg.bench.solve;

import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import breeze.linalg.DenseVector;
import breeze.optimize.DiffFunction;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import scala.Tuple2;

/// Makes an instance of Breeze's trait, which no class in Java can implement: it has two methods `apply` that differ in
/// what they return only. What the Scala compiler would write is a class of this shape:
///
/// ```
/// type Vector = DenseVector[Double]
/// class Generated(f: Function[Vector, (Double, Vector)]) extends DiffFunction[Vector] {
///     def calculate(x: Vector) = f.apply(x)
/// }
/// ```
final class BreezeFunction {
    private static final ClassDesc THIS = ClassDesc.of("org.thalweg.bench.solve.GeneratedBreezeFunction");
    private static final ClassDesc FUNCTION = Function.class.describeConstable().orElseThrow();
    private static final ClassDesc TRAIT = DiffFunction.class.describeConstable().orElseThrow();
    private static final ClassDesc TUPLE = Tuple2.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc OBJECT_TO_OBJECT = MethodTypeDesc.of(CD_Object, CD_Object);

    private BreezeFunction() {}

    @SuppressWarnings("unchecked")
    static DiffFunction<DenseVector<Object>> of(Function<DenseVector<Object>, Tuple2<Object, DenseVector<Object>>> f) {
        byte[] bytes = ClassFile.of().build(THIS, BreezeFunction::write);
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (DiffFunction<DenseVector<Object>>) lookup
                    .findConstructor(lookup.lookupClass(), MethodType.methodType(void.class, Function.class))
                    .invoke(f);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(ClassBuilder c) {
        c.withFlags(ClassFile.ACC_FINAL).withInterfaceSymbols(TRAIT);
        c.withField("f", FUNCTION, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
        c.withMethodBody(INIT_NAME, MethodTypeDesc.of(CD_void, FUNCTION), 0, b -> b
                .aload(0)
                .invokespecial(CD_Object, INIT_NAME, MethodTypeDesc.of(CD_void))
                .aload(0)
                .aload(1)
                .putfield(THIS, "f", FUNCTION)
                .return_());
        c.withMethodBody("calculate", MethodTypeDesc.of(TUPLE, CD_Object), ClassFile.ACC_PUBLIC, b -> b
                .aload(0)
                .getfield(THIS, "f", FUNCTION)
                .aload(1)
                .invokeinterface(FUNCTION, "apply", OBJECT_TO_OBJECT)
                .checkcast(TUPLE)
                .areturn());
        c.withMethodBody("apply", OBJECT_TO_OBJECT, ClassFile.ACC_PUBLIC, b -> b
                .aload(0)
                .aload(1)
                .invokeinterface(TRAIT, "valueAt", MethodTypeDesc.of(CD_double, CD_Object))
                .invokestatic(CD_Double, "valueOf", MethodTypeDesc.of(CD_Double, CD_double))
                .areturn());
    }
}
