package org.thalweg.internal.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.thalweg.internal.graph.Graph;
import org.thalweg.internal.graph.Node;
import org.thalweg.internal.graph.Op;
import org.thalweg.internal.kernel.Elementwise;

/// When each node is computed, and which vectors must be stored.
///
/// Work goes in levels. Within a level the scalars come first, then one loop per vector length, then vectors made as a
/// whole. A node takes the first level in which its inputs are ready: what is computed in a loop is ready at once for the
/// same loop and for the wholes behind it, and in the next level for everybody else. The adjoint of a sum does not
/// depend on the sum, so its loop is the loop of the sum itself: value and gradient in one pass.
///
/// A vector of a loop is stored if anything but a loop of its length reads it, or if a later loop does and computing it
/// again is not cheap.
final class Schedule {
    /// Work at least this cheap is done again in a later loop rather than stored.
    private static final int CHEAP = 3;

    private static final int DEAR = 1_000_000;

    private final Graph graph;
    private final Role[] roles;
    private final int[] level;
    private final int[] cost;
    private final boolean[] stored;
    private final boolean[] loaded;
    private final int vectorOutput;
    private final List<List<Integer>> readers = new ArrayList<>();
    private final List<List<Integer>> nodesOf = new ArrayList<>();
    private final List<SortedMap<Integer, List<Integer>>> loopsOf = new ArrayList<>();

    Schedule(Graph graph, int vectorOutput) {
        this.graph = graph;
        int size = graph.size();
        this.roles = new Role[size];
        this.level = new int[size];
        this.cost = new int[size];
        this.stored = new boolean[size];
        this.loaded = new boolean[size];
        this.vectorOutput = vectorOutput;
        for (int v = 0; v < size; v++) {
            readers.add(new ArrayList<>());
            for (int i = 0; i < graph.node(v).arity(); i++) {
                readers.get(graph.node(v).input(i)).add(v);
            }
            roles[v] = Role.of(graph.node(v));
            level[v] = levelOf(v);
            cost[v] = costOf(v);
            while (nodesOf.size() <= level[v]) {
                nodesOf.add(new ArrayList<>());
            }
            nodesOf.get(level[v]).add(v);
        }
        for (int v = 0; v < size; v++) {
            store(v);
        }
        if (vectorOutput >= 0) {
            storeSource(vectorOutput);
        }
        for (int l = 0; l < nodesOf.size(); l++) {
            loopsOf.add(findLoops(l));
            for (List<Integer> loop : loopsOf.getLast().values()) {
                markLoads(loop);
            }
        }
    }

    int levels() {
        return nodesOf.size();
    }

    Role role(int v) {
        return roles[v];
    }

    int level(int v) {
        return level[v];
    }

    /// Whether the node is a vector in memory after its level.
    boolean stored(int v) {
        return stored[v];
    }

    /// Whether an input of a whole is a value of a loop of the same level that nothing reads but that loop and this whole.
    boolean fleeting(int u, int whole) {
        if (roles[u] != Role.LOOP || level[u] != level[whole] || u == vectorOutput || loaded[u]) {
            return false;
        }
        for (int reader : readers.get(u)) {
            boolean sameLoop = (roles[reader] == Role.LOOP || roles[reader] == Role.REDUCTION)
                    && level[reader] == level[u]
                    && !readsWhole(graph.node(reader));
            if (!sameLoop && reader != whole) {
                return false;
            }
        }
        return true;
    }

    /// The vector in which a view looks.
    int source(int v) {
        int source = v;
        while (roles[source] == Role.VIEW) {
            source = graph.node(source).input(0);
        }
        return source;
    }

    /// Whether an input of a loop node must be in memory, because other elements of it are read.
    boolean readsWhole(Node node) {
        return node.op() instanceof Op.Slice || node.op() instanceof Op.Gather;
    }

    /// The nodes that one level computes in the role given, in order.
    List<Integer> at(int wanted, Role role) {
        List<Integer> some = new ArrayList<>();
        for (int v : nodesOf.get(wanted)) {
            if (roles[v] == role) {
                some.add(v);
            }
        }
        return some;
    }

    /// The scalars that one level computes one by one, in order.
    List<Integer> scalars(int wanted) {
        List<Integer> some = new ArrayList<>();
        for (int v : nodesOf.get(wanted)) {
            if (roles[v] == Role.SCALAR || roles[v] == Role.ELEMENT) {
                some.add(v);
            }
        }
        return some;
    }

    /// The vectors that one level computes and stores, in order.
    List<Integer> vectors(int wanted) {
        List<Integer> some = new ArrayList<>();
        for (int v : nodesOf.get(wanted)) {
            if (stored[v] && (roles[v] == Role.LOOP || roles[v] == Role.WHOLE)) {
                some.add(v);
            }
        }
        return some;
    }

    /// The loops of a level: for each length the nodes that the loop computes, in order. Beside its own they are those of
    /// earlier levels that are computed again.
    SortedMap<Integer, List<Integer>> loops(int wanted) {
        return loopsOf.get(wanted);
    }

    private SortedMap<Integer, List<Integer>> findLoops(int wanted) {
        TreeMap<Integer, List<Integer>> roots = new TreeMap<>();
        for (int v : nodesOf.get(wanted)) {
            if (roles[v] == Role.REDUCTION || (roles[v] == Role.LOOP && stored[v])) {
                roots.computeIfAbsent(loopLength(v), _ -> new ArrayList<>()).add(v);
            }
        }
        for (Map.Entry<Integer, List<Integer>> loop : roots.entrySet()) {
            loop.setValue(close(loop.getValue(), wanted));
        }
        return roots;
    }

    private List<Integer> close(List<Integer> roots, int wanted) {
        TreeSet<Integer> body = new TreeSet<>(roots);
        ArrayDeque<Integer> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Node node = graph.node(open.pop());
            for (int i = 0; i < node.arity() && !readsWhole(node); i++) {
                int u = node.input(i);
                boolean computedHere = roles[u] == Role.LOOP && (level[u] == wanted || !stored[u]);
                if (computedHere && body.add(u)) {
                    open.push(u);
                }
            }
        }
        return List.copyOf(body);
    }

    /// Marks the stored values that a loop reads without computing them. A later loop may do so for the sake of a cheap value
    /// that it computes again, although nothing of its own level reads them.
    private void markLoads(List<Integer> nodes) {
        Set<Integer> here = new HashSet<>(nodes);
        for (int v : nodes) {
            Node node = graph.node(v);
            for (int i = 0; i < node.arity(); i++) {
                loaded[node.input(i)] |= !here.contains(node.input(i));
            }
        }
    }

    private int loopLength(int v) {
        return roles[v] == Role.REDUCTION ? graph.length(graph.node(v).input(0)) : graph.length(v);
    }

    private int levelOf(int v) {
        Node node = graph.node(v);
        int ready = 0;
        for (int i = 0; i < node.arity(); i++) {
            ready = Math.max(ready, readyFor(v, node.input(i)));
        }
        return ready;
    }

    private int readyFor(int v, int u) {
        int source = source(u);
        boolean there = roles[source] == Role.LEAF || roles[source] == Role.CONSTANT;
        if (there) {
            return 0;
        }
        return switch (roles[v]) {
            case VIEW, WHOLE -> level[source];
            case SCALAR -> level[u] + (roles[u] == Role.REDUCTION ? 1 : 0);
            case ELEMENT -> level[source] + 1;
            case LOOP, REDUCTION -> {
                boolean sameLoop = roles[u] == Role.LOOP && !readsWhole(graph.node(v));
                yield level[source] + (sameLoop || roles[u] == Role.SCALAR || roles[u] == Role.ELEMENT ? 0 : 1);
            }
            case LEAF, CONSTANT -> throw new AssertionError(roles[v]);
        };
    }

    private int costOf(int v) {
        Node node = graph.node(v);
        if (roles[v] != Role.LOOP) {
            return 0;
        }
        if (!(node.op() instanceof Op.Map(Elementwise f) && f.cheap()) && !(node.op() instanceof Op.Broadcast)) {
            return DEAR;
        }
        int total = 1;
        for (int i = 0; i < node.arity(); i++) {
            total = Math.min(DEAR, total + cost[node.input(i)]);
        }
        return total;
    }

    private void store(int v) {
        Node node = graph.node(v);
        stored[v] |= roles[v] == Role.WHOLE || roles[v] == Role.LEAF;
        for (int i = 0; i < node.arity(); i++) {
            int u = node.input(i);
            boolean inLoop = roles[u] == Role.LOOP
                    && (roles[v] == Role.LOOP || roles[v] == Role.REDUCTION)
                    && !readsWhole(node);
            if (!inLoop || (level[u] != level[v] && cost[u] > CHEAP)) {
                storeSource(u);
            }
        }
    }

    private void storeSource(int u) {
        int source = source(u);
        stored[source] |= roles[source] == Role.LOOP;
    }
}
