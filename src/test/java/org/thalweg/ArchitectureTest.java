package org.thalweg;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rules that `docs/README.md` states about the structure of the library, held against its class files.
class ArchitectureTest {
    private static final String VECTORS = "jdk.incubator.vector";

    /// Which packages of ours a package may use, beside itself; data flows downwards.
    private static final Map<String, String[]> ARROWS = Map.of(
            "org.thalweg", new String[] {},
            "org.thalweg.autodiff", new String[] {"org.thalweg", "org.thalweg.internal.."},
            "org.thalweg.optimize",
            new String[] {"org.thalweg", "org.thalweg.internal.lanes", "org.thalweg.internal.kernel"},
            "org.thalweg.constrain",
            new String[] {"org.thalweg", "org.thalweg.optimize", "org.thalweg.internal.kernel"},
            "org.thalweg.check", new String[] {"org.thalweg"},
            "org.thalweg.internal.kernel", new String[] {},
            "org.thalweg.internal.lanes", new String[] {"org.thalweg.internal.kernel"},
            "org.thalweg.internal.graph", new String[] {"org.thalweg.internal.kernel"},
            "org.thalweg.internal.plan", new String[] {"org.thalweg.internal.graph", "org.thalweg.internal.kernel"},
            "org.thalweg.internal.run",
            new String[] {
                "org.thalweg.internal.plan", "org.thalweg.internal.graph", "org.thalweg.internal.lanes",
                "org.thalweg.internal.kernel"
            });

    private static final Set<String> THREAD_MAKERS = Set.of("start", "startVirtualThread", "ofVirtual", "ofPlatform");

    private static final Set<String> ELEMENTARY = Set.of(
            "exp", "expm1", "log", "log1p", "log10", "pow", "cbrt", "hypot", "sin", "cos", "tan", "asin", "acos", "atan",
            "atan2", "sinh", "cosh", "tanh");

    private static final JavaClasses LIBRARY = library();

    /// The classes of src/main alone, found beside a class that is certainly there, on a class or a module path.
    private static JavaClasses library() {
        try {
            Path root = Path.of(Objective.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return new ClassFileImporter().importPath(root);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theLibraryIsSeenAndNothingElse() {
        assertTrue(LIBRARY.contain(Objective.class));
        assertTrue(!LIBRARY.contain(ArchitectureTest.class));
    }

    @Test
    void everyPackageHasItsPlaceInThePicture() {
        check(classes().should().resideInAnyPackage(ARROWS.keySet().toArray(String[]::new)));
    }

    @TestFactory
    Stream<DynamicTest> dataFlowsDownwards() {
        return ARROWS.keySet().stream().sorted().map(name -> DynamicTest.dynamicTest(name, () -> {
            String[] allowed = Stream.concat(Stream.of(name), Stream.of(ARROWS.get(name))).toArray(String[]::new);
            check(noClasses().that().resideInAPackage(name).should().dependOnClassesThat(
                    resideInAnyPackage("org.thalweg..").and(
                            not(resideInAnyPackage(allowed)))));
        }));
    }

    @Test
    void solversDoNotKnowWhereGradientsComeFrom() {
        check(noClasses().that().resideInAnyPackage("org.thalweg.optimize..", "org.thalweg.constrain..").should().dependOnClassesThat().resideInAPackage("org.thalweg.autodiff.."));
    }

    @Test
    void onlyKernelsAndTheCompilerUseVectors() {
        check(noClasses().that().resideOutsideOfPackages("org.thalweg.internal.kernel", "org.thalweg.internal.run")
                .should().dependOnClassesThat().resideInAPackage(VECTORS));
    }

    @Test
    void theLibraryNeedsTheJdkAlone() {
        check(classes().should().onlyDependOnClassesThat().resideInAnyPackage(
                "org.thalweg..", "java..", VECTORS, "jdk.jfr", "com.sun.management", "org.jspecify.annotations"));
    }

    @Test
    void noVectorCrossesAMethodBoundary() {
        check(methods().should(new ArchCondition<JavaMethod>("neither take nor return vectors") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                forbidVectors(method, events);
            }
        }));
    }

    @Test
    void noVectorLivesInAField() {
        check(fields().should(new ArchCondition<JavaField>("be of a vector type only as constant species, operator or shuffle") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean constant = field.getModifiers().contains(STATIC) && field.getModifiers().contains(FINAL);
                String type = field.getRawType().getSimpleName();
                boolean harmless = type.equals("VectorSpecies")
                        || type.equals("VectorShuffle")
                        || type.startsWith("VectorOperators")
                        || field.getRawType().getFullName().startsWith(VECTORS + ".VectorOperators");
                if (ofVectors(field.getRawType()) && !(constant && harmless)) {
                    events.add(SimpleConditionEvent.violated(field, field.getDescription() + " is a vector"));
                }
            }
        }));
    }

    @Test
    void staticsDoNotChange() {
        check(fields().that().areStatic().should().beFinal());
    }

    @Test
    void nothingIsKeptPerThread() {
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class));
    }

    @Test
    void noMethodIsSynchronized() {
        check(noMethods().should().haveModifier(SYNCHRONIZED));
    }

    @Test
    void noLockIsUsed() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.concurrent.locks"));
    }

    @Test
    void noBlockIsSynchronized() {
        check(noClasses().should(new ArchCondition<JavaClass>("contain synchronized blocks") {
            @Override
            public void check(JavaClass owner, ConditionEvents events) {
                if (entersMonitors(owner)) {
                    events.add(SimpleConditionEvent.satisfied(owner, owner.getFullName() + " enters a monitor"));
                }
            }
        }));
    }

    @Test
    void noThreadIsMade() {
        check(noClasses().should().callConstructorWhere(
                describe("a thread is made", call -> call.getTargetOwner().isAssignableTo(Thread.class))));
        check(noClasses().should().callMethodWhere(describe(
                "a thread is made or started",
                call -> call.getTargetOwner().isAssignableTo(Thread.class)
                        && THREAD_MAKERS.contains(call.getTarget().getName()))));
    }

    @Test
    void noPoolOfThreadsIsUsed() {
        check(noClasses().should().dependOnClassesThat().belongToAnyOf(
                Executors.class, ForkJoinPool.class, CompletableFuture.class, Timer.class));
    }

    /// Square roots, remainders and the like round exactly and are the same everywhere; these are not. A check of
    /// gradients is no part of a solve and may choose its step as it likes.
    @Test
    void elementaryFunctionsComeThroughOneDoor() {
        check(noClasses().that().doNotHaveSimpleName("Elementary").and().resideOutsideOfPackage("org.thalweg.check")
                .should().callMethodWhere(describe(
                "an elementary function of the JDK is called",
                call -> call.getTargetOwner().isEquivalentTo(StrictMath.class)
                        || call.getTargetOwner().isEquivalentTo(Math.class)
                                && ELEMENTARY.contains(call.getTarget().getName()))));
    }

    @Test
    void nothingIsPrinted() {
        check(noClasses().should().accessField(System.class, "out"));
        check(noClasses().should().accessField(System.class, "err"));
    }

    private static void forbidVectors(JavaCodeUnit unit, ConditionEvents events) {
        if (ofVectors(unit.getRawReturnType()) || unit.getRawParameterTypes().stream().anyMatch(
                ArchitectureTest::ofVectors)) {
            events.add(SimpleConditionEvent.violated(unit, unit.getDescription() + " has a vector in its signature"));
        }
    }

    /// Looks for `monitorenter`, which ArchUnit does not see.
    private static boolean entersMonitors(JavaClass owner) {
        try (InputStream bytes = owner.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(bytes.readAllBytes()).methods().stream()
                    .flatMap(method -> method.code().stream())
                    .flatMap(CodeModel::elementStream)
                    .anyMatch(MonitorInstruction.class::isInstance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ofVectors(JavaClass type) {
        return type.getBaseComponentType().getPackageName().equals(VECTORS);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(LIBRARY);
    }
}
