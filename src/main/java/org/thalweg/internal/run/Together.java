package org.thalweg.internal.run;

import java.util.ArrayList;
import java.util.List;
import org.thalweg.internal.plan.Address;
import org.thalweg.internal.plan.Step;

/// Steps at the beginning of a list that may be done together: the loops of one level, the vectors assembled from them, and
/// around them the products with matrices whose rows the loops run over.
///
/// @param count how many steps were taken
/// @param scalars scalar work between the products and the loops, to be done before everything else
/// @param products `M·v`, each read by the loops row by row
/// @param loops independent of each other
/// @param back `Mᵀ·w` of vectors that the loops write
/// @param assembles none takes pieces of another
record Together(
        int count,
        List<Step.Scalars> scalars,
        List<Step.MatrixProduct> products,
        List<Step.Loop> loops,
        List<Step.MatrixProduct> back,
        List<Step.Assemble> assembles) {

    /// Takes steps as long as they fit; a count of 0 says that the first does not.
    static Together of(List<Step> steps) {
        Together all = take(steps, true);
        return all.products.isEmpty() || all.reachesRows() ? all : take(steps, false);
    }

    private static Together take(List<Step> steps, boolean withProducts) {
        Together t = new Together(
                0, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int count = 0;
        for (Step step : steps) {
            boolean fits = switch (step) {
                case Step.MatrixProduct product -> withProducts && t.takes(product);
                case Step.Scalars some -> t.takes(some);
                case Step.Loop loop -> t.takes(loop);
                case Step.Assemble assemble -> t.takes(assemble);
                case Step.Concat _, Step.Copy _, Step.Call _ -> false;
            };
            if (!fits) {
                break;
            }
            count++;
        }
        return new Together(count, t.scalars, t.products, t.loops, t.back, t.assembles);
    }

    private boolean takes(Step.MatrixProduct product) {
        if (product.transposed()) {
            boolean ofLoop = assembles.isEmpty() && loops.stream().anyMatch(loop -> writes(loop, product.vector()));
            return ofLoop && back.add(product);
        }
        boolean ofInput = product.vector().array() != Address.ARENA;
        return ofInput && loops.isEmpty() && scalars.isEmpty() && assembles.isEmpty() && products.add(product);
    }

    private static boolean writes(Step.Loop loop, Address vector) {
        return loop.body().stream().anyMatch(op -> op.out().equals(vector));
    }

    /// Scalars go ahead of the products, if they do not read them.
    private boolean takes(Step.Scalars some) {
        boolean reads = some.operations().stream().anyMatch(op -> products.stream()
                .anyMatch(p -> within(op.a(), p) || within(op.b(), p) || within(op.c(), p)));
        return !products.isEmpty() && loops.isEmpty() && assembles.isEmpty() && !reads && scalars.add(some);
    }

    private static boolean within(Address a, Step.MatrixProduct product) {
        return overlap(a, product.out(), product.rows());
    }

    private static boolean overlap(Address a, Address start, int length) {
        return a.array() == start.array() && a.offset() >= start.offset() && a.offset() < start.offset() + length;
    }

    private boolean takes(Step.Loop loop) {
        return back.isEmpty()
                && assembles.isEmpty()
                && (loops.isEmpty() || loops.getFirst().level() == loop.level())
                && loops.add(loop);
    }

    private boolean takes(Step.Assemble assemble) {
        boolean level = (loops.isEmpty() || loops.getFirst().level() == assemble.level())
                && (assembles.isEmpty() || assembles.getFirst().level() == assemble.level());
        boolean bound = assemble.pieces().stream()
                .map(Step.Piece::source)
                .anyMatch(source -> assembles.stream().anyMatch(e -> overlap(source, e.out(), e.length()))
                        || back.stream().anyMatch(p -> overlap(source, p.out(), p.columns())));
        return products.isEmpty() && level && !bound && Part.items(assemble).isEmpty() && assembles.add(assemble);
    }

    /// Whether each product is read by a loop over its rows, and by loops nowhere but at the row that has been done.
    private boolean reachesRows() {
        for (Step.MatrixProduct product : products) {
            boolean used = false;
            for (Step.Loop loop : loops) {
                for (Step.BlockOperation op : loop.body()) {
                    for (Address a : List.of(op.a(), op.b(), op.c())) {
                        if (within(a, product)) {
                            boolean row = op.kind() != Step.Kind.GATHER && a.equals(product.out());
                            if (!row || loop.length() != product.rows()) {
                                return false;
                            }
                            used = true;
                        }
                    }
                }
            }
            if (!used) {
                return false;
            }
        }
        return true;
    }
}
