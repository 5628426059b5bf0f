package org.thalweg.internal.run;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.thalweg.internal.kernel.Elementwise;
import org.thalweg.internal.kernel.Kernels;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Plan;
import org.thalweg.internal.plan.Step;

/// Tells a person what a program does: its parts in order, what each reads and writes, and what an evaluation costs.
///
/// Operations count once per element, a fused multiply-add of a reduction twice; elementary functions are counted apart.
/// Bytes are those of vectors that a pass reads or writes, each once per pass; blocks that stay in cache are not counted.
public final class Explanation {
    private final Outline outline;
    private final int arrays;
    private final List<String> names;
    private final StringBuilder text = new StringBuilder();
    private long operations;
    private long functions;
    private long bytes;

    private Explanation(Plan plan, int arrays, List<String> names) {
        this.outline = Outline.of(plan);
        this.arrays = arrays;
        this.names = names;
    }

    /// Explains the compiled program of a plan.
    ///
    /// @param plan the plan
    /// @param arrays the number of arrays before the exchange arrays of users' operations
    /// @param names of the arrays from [Address#X] on
    /// @return lines of text
    public static String of(Plan plan, int arrays, List<String> names) {
        return new Explanation(plan, arrays, names).explain();
    }

    private String explain() {
        int number = 0;
        for (Part part : outline.parts()) {
            switch (part) {
                case Part.Straight straight -> straight(++number, straight);
                case Part.Left(Step step) -> line(++number, "interpreted: " + left(step));
                case Part.Fused fused -> {
                    for (LoopPass pass : Outline.passes(fused).toList()) {
                        pass(++number, pass);
                    }
                }
            }
        }
        line("per evaluation: %,d operations, %,d elementary functions, %,d bytes of vectors"
                .formatted(operations, functions, bytes));
        line("memory: %,d doubles".formatted(outline.arena()));
        if (!outline.isEmpty()) {
            code();
        }
        return text.toString();
    }

    private void code() {
        int methods = 0;
        int total = 0;
        int longest = 0;
        for (var method : ClassFile.of().parse(Compiler.write(outline, arrays)).methods()) {
            int length = method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
            methods++;
            total += length;
            longest = Math.max(longest, length);
        }
        line("code: %,d bytes in %d methods, the longest of %,d; vectors of %d doubles"
                .formatted(total, methods, longest, Kernels.width()));
    }

    private void straight(int number, Part.Straight straight) {
        long called = straight.items().stream()
                .filter(item -> item instanceof Part.Operation(Step.ScalarOperation op) && isFunction(op.function()))
                .count();
        functions += called;
        operations += straight.size() - called;
        line(number, "straight code: " + count(straight.size(), "operation on scalars", "operations on scalars"));
    }

    private static boolean isFunction(@Nullable Elementwise f) {
        return f != null && !VectorBody.hasInstruction(f);
    }

    private String left(Step step) {
        return switch (step) {
            case Step.Assemble a -> "%d pieces added up to %,d elements".formatted(a.pieces().size(), a.length());
            case Step.Concat c -> "%d pieces in a row".formatted(c.pieces().size());
            case Step.Copy c -> "a copy of %,d elements".formatted(c.length());
            case Step.MatrixProduct p -> {
                operations += 2L * p.rows() * p.columns();
                bytes += 8L * p.rows() * p.columns();
                yield matrix(p);
            }
            case Step.Call _ -> "a user's operation";
            case Step.Scalars _, Step.Loop _ -> throw new AssertionError(step);
        };
    }

    private String matrix(Step.MatrixProduct p) {
        return "%s%s, %,d × %,d".formatted(name(p.matrix()), p.transposed() ? "ᵀ·w" : "·v", p.rows(), p.columns());
    }

    private void pass(int number, LoopPass pass) {
        long length = pass.loop().longest();
        List<Integer> needed = pass.graph().needed(pass.loop().roots());
        long perIndex = 0;
        long called = 0;
        Set<String> reads = new TreeSet<>();
        for (int v : needed) {
            switch (pass.graph().value(v)) {
                case LoopGraph.Apply(Elementwise f, _, _, _) -> {
                    called += isFunction(f) ? 1 : 0;
                    perIndex += isFunction(f) ? 0 : 1;
                }
                case LoopGraph.Load load -> reads.add(element(load.array(), load.offset(), load.step()));
                case LoopGraph.Gather gather -> reads.add(name(gather.array()) + "[index[i]]");
                case LoopGraph.Splat _, LoopGraph.Constant _ -> {}
            }
        }
        Set<String> writes = new TreeSet<>();
        int reductions = 0;
        for (Root root : pass.loop().roots()) {
            switch (root) {
                case Root.Store(_, Address out, _) -> writes.add(element(out.array(), out.offset(), 1));
                case Root.Pairs(_, _, Address out, _) -> {
                    writes.add(element(out.array(), out.offset(), 2));
                    writes.add(element(out.array(), out.offset() + 1, 2));
                }
                case Root.Reduce reduce -> {
                    reductions++;
                    perIndex += reduce.kind() == Step.Kind.DOT ? 2 : 1;
                }
            }
        }
        operations += perIndex * length;
        functions += called * length;
        bytes += 8 * length * (distinct(reads) + writes.size());
        line(number, "pass over %s: %s and %s each, %s; %s"
                .formatted(
                        count(length, "index", "indices"),
                        count(perIndex, "operation", "operations"),
                        count(called, "function", "functions"),
                        count(reductions, "reduction", "reductions"),
                        shape(pass)));
        matrices(pass);
        list("reads ", reads);
        list("writes", writes);
    }

    private void matrices(LoopPass pass) {
        long columns = 0;
        for (List<Step.MatrixProduct> some : List.of(pass.loop().products(), pass.loop().back())) {
            for (Step.MatrixProduct product : some) {
                line("       strip by strip " + matrix(product));
                operations += 2L * product.rows() * product.columns();
            }
            columns = Math.max(columns, some.stream().mapToLong(Step.MatrixProduct::columns).sum());
        }
        bytes += 8 * columns * pass.loop().longest();
    }

    /// Neighbouring elements come from one stream.
    private static long distinct(Set<String> elements) {
        return elements.stream().map(element -> element.replaceAll("\\[.*", "")).distinct().count();
    }

    private static String shape(LoopPass pass) {
        if (pass.isSingle()) {
            int unroll = pass.width() == 1
                    ? 1
                    : pass.unroll((Segments.Segment) pass.segments().stages().getFirst());
            return pass.width() == 1 ? "scalar" : "%d vectors per turn".formatted(unroll);
        }
        return "strips of %d in %d stages over %d blocks"
                .formatted(pass.strip(), pass.segments().stages().size(), pass.segments().blocks());
    }

    private String element(int array, int offset, int step) {
        String index = step == 1 ? "i" : step + "i";
        return name(array) + "[" + (offset == 0 ? index : index + " + " + offset) + "]";
    }

    private String name(int array) {
        return array == Address.ARENA ? "memory" : names.get(array - Address.X);
    }

    private static String count(long n, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", n, n == 1 ? one : many);
    }

    private void list(String what, Set<String> elements) {
        if (!elements.isEmpty()) {
            List<String> some = elements.stream().limit(8).toList();
            String more = elements.size() > 8 ? " and %d more".formatted(elements.size() - 8) : "";
            line("       " + what + " " + String.join(", ", some) + more);
        }
    }

    private void line(int number, String words) {
        line(String.format(Locale.ROOT, "%5d. %s", number, words));
    }

    private void line(String words) {
        text.append(words.startsWith(" ") ? words : "       " + words).append('\n');
    }
}
