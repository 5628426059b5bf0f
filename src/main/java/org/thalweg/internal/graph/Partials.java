package org.thalweg.internal.graph;

import org.thalweg.internal.kernel.Elementwise;

/// The partial derivatives of elementwise functions, each stated once, as an expression in the inputs and in the
/// function's own output. Forward and reverse mode both use them.
///
/// With `y = f(a)` or `y = f(a, b)`; at kinks the published convention holds (see `docs/derivatives.md`):
///
/// | f | ∂f/∂a | ∂f/∂b | because |
/// |---|---|---|---|
/// | −a | −1 | | |
/// | \|a\| | sign a | | convex: 0 is the subgradient of least norm at 0 |
/// | sign a | 0 | | constant on both sides |
/// | a² | 2a | | |
/// | √a | ½/y | | y² = a, so 2y·y′ = 1; ∞ at 0 by continuity |
/// | 1/a | −y² | | |
/// | eᵃ | y | | |
/// | eᵃ − 1 | y + 1 | | |
/// | ln a | 1/a | | |
/// | ln(1+a) | 1/(1+a) | | |
/// | sin a | cos a | | |
/// | cos a | −sin a | | |
/// | tan a | 1 + y² | | (sin/cos)′ = 1/cos² = 1 + tan² |
/// | arcsin a | 1/√((1−a)(1+a)) | | sin y = a, so y′·cos y = 1 |
/// | arccos a | −1/√((1−a)(1+a)) | | arccos = π/2 − arcsin |
/// | arctan a | 1/(1+a²) | | tan y = a, so y′·(1 + tan²y) = 1 |
/// | sinh a | cosh a | | |
/// | cosh a | sinh a | | |
/// | tanh a | 1 − y² | | |
/// | ∛a | 1/(3y²) | | y³ = a; ∞ at 0 by continuity |
/// | logistic a | y·(1−y) | | y = 1/(1+u), u = e⁻ᵃ: y′ = u·y² and u·y = 1 − y |
/// | softplus a | logistic a | | |
/// | erf a | 2/√π·e^−a² | | fundamental theorem of calculus |
/// | erfc a | −2/√π·e^−a² | | erfc = 1 − erf |
/// | Φ(a) | 1/√(2π)·e^−a²/2 | | Φ(a) = ½·erfc(−a/√2) |
/// | a + b | 1 | 1 | |
/// | a − b | 1 | −1 | |
/// | a·b | b | a | |
/// | a/b | 1/b | −y/b | |
/// | aᵇ | b·aᵇ⁻¹, 0 if b = 0 | y·ln a, 0 if a = 0 ≤ b | limits from inside the domain |
/// | atan2(a, b) | b/(a²+b²) | −a/(a²+b²) | NaN at the origin: no limit exists |
/// | hypot(a, b) | a/y, 0 at the origin | b/y, 0 at the origin | convex: least norm |
/// | comparisons | 0 | 0 | constant on both sides |
///
/// `min`, `max` and `select` choose between inputs; they are not sums over partials and stand in [Forward] and
/// [Reverse] as blends.
final class Partials {
    /// A derivative that is identically zero.
    static final int NONE = -1;

    /// `2/√π`
    private static final double TWO_OVER_ROOT_PI = 0x1.20dd750429b6dp+0;

    /// `1/√(2π)`
    private static final double ONE_OVER_ROOT_TWO_PI = 0x1.9884533d43651p-2;

    private Partials() {}

    /// The partial derivative of a node with respect to one of its inputs.
    ///
    /// @param g the graph, which grows by the derivative
    /// @param out an elementwise node
    /// @param i which input
    /// @return the node of the derivative, or [#NONE]
    static int of(Graph g, int out, int i) {
        Node node = g.node(out);
        Elementwise f = ((Op.Map) node.op()).function();
        int a = node.input(0);
        return f.arity() == 1 ? unary(g, f, a, out) : binary(g, f, a, node.input(1), out, i);
    }

    private static int unary(Graph g, Elementwise f, int a, int y) {
        return switch (f) {
            case NEGATE -> g.constant(-1);
            case ABS -> g.map(Elementwise.SIGN, a);
            case SIGN -> NONE;
            case SQUARE -> g.mul(g.constant(2), a);
            case SQRT -> g.div(g.constant(0.5), y);
            case RECIPROCAL -> g.negate(square(g, y));
            case EXP -> y;
            case EXPM1 -> g.add(y, g.constant(1));
            case LOG -> reciprocal(g, a);
            case LOG1P -> reciprocal(g, g.add(g.constant(1), a));
            case SIN -> g.map(Elementwise.COS, a);
            case COS -> g.negate(g.map(Elementwise.SIN, a));
            case TAN -> g.add(g.constant(1), square(g, y));
            case ASIN -> reciprocal(g, complement(g, a));
            case ACOS -> g.negate(reciprocal(g, complement(g, a)));
            case ATAN -> reciprocal(g, g.add(g.constant(1), square(g, a)));
            case SINH -> g.map(Elementwise.COSH, a);
            case COSH -> g.map(Elementwise.SINH, a);
            case TANH -> g.sub(g.constant(1), square(g, y));
            case CBRT -> reciprocal(g, g.mul(g.constant(3), square(g, y)));
            case LOGISTIC -> g.mul(y, g.sub(g.constant(1), y));
            case SOFTPLUS -> g.map(Elementwise.LOGISTIC, a);
            case ERF -> bell(g, TWO_OVER_ROOT_PI, -1, a);
            case ERFC -> bell(g, -TWO_OVER_ROOT_PI, -1, a);
            case NORMAL_CDF -> bell(g, ONE_OVER_ROOT_TWO_PI, -0.5, a);
            default -> throw new AssertionError(f);
        };
    }

    private static int binary(Graph g, Elementwise f, int a, int b, int y, int i) {
        return switch (f) {
            case ADD -> g.constant(1);
            case SUB -> g.constant(i == 0 ? 1 : -1);
            case MUL -> i == 0 ? b : a;
            case DIV -> i == 0 ? reciprocal(g, b) : g.negate(g.div(y, b));
            case POW -> i == 0 ? powerInBase(g, a, b) : powerInExponent(g, a, b, y);
            case ATAN2 -> {
                int squaredRadius = g.add(square(g, a), square(g, b));
                yield i == 0 ? g.div(b, squaredRadius) : g.negate(g.div(a, squaredRadius));
            }
            case HYPOT -> g.select(isZero(g, y), g.constant(0), g.div(i == 0 ? a : b, y));
            case LESS, LESS_OR_EQUAL, EQUAL -> NONE;
            default -> throw new AssertionError(f);
        };
    }

    private static int powerInBase(Graph g, int a, int b) {
        int general = g.mul(b, g.map(Elementwise.POW, a, g.sub(b, g.constant(1))));
        return g.select(isZero(g, b), g.constant(0), general);
    }

    private static int powerInExponent(Graph g, int a, int b, int y) {
        int flat = g.mul(isZero(g, a), g.map(Elementwise.LESS_OR_EQUAL, g.constant(0), b));
        return g.select(flat, g.constant(0), g.mul(y, g.map(Elementwise.LOG, a)));
    }

    /// `height·e^(c·a²)`.
    private static int bell(Graph g, double height, double c, int a) {
        return g.mul(g.constant(height), g.map(Elementwise.EXP, g.mul(g.constant(c), square(g, a))));
    }

    private static int isZero(Graph g, int a) {
        return g.map(Elementwise.EQUAL, a, g.constant(0));
    }

    private static int square(Graph g, int a) {
        return g.map(Elementwise.SQUARE, a);
    }

    private static int reciprocal(Graph g, int a) {
        return g.map(Elementwise.RECIPROCAL, a);
    }

    /// `√((1−a)(1+a))`, which keeps its digits where 1 − a² would lose them.
    private static int complement(Graph g, int a) {
        int one = g.constant(1);
        return g.map(Elementwise.SQRT, g.mul(g.sub(one, a), g.add(one, a)));
    }
}
