package org.thalweg.optimize;

/// Where the state of the solves lies, one row per number, one lane per problem.
///
/// @param n number of variables
/// @param matrix whether H is kept, as the rows of its lower triangle
record LaneRows(int n, boolean matrix) {
    /// What a lane is waiting for: [#IDLE], [#START], [#RETURN], [#SEARCH] or [#FIRST_SEARCH].
    static final int PHASE = 0;
    /// 0, or how the solve has ended: an [Ending].
    static final int STATUS = 1;
    /// f at the iterate.
    static final int F = 2;
    /// The largest coordinate of the gradient at the iterate, of its projection with bounds.
    static final int G_NORM = 3;
    /// α of the trial.
    static final int ALPHA = 4;
    /// φ′(0).
    static final int SLOPE = 5;
    /// The lower end of the interval: α, φ, φ′.
    static final int LOW = 6;
    /// The upper end: α, φ, φ′.
    static final int HIGH = 9;
    /// The lowest trial of the search: α, φ and the norm of the gradient; α is 0 if there is none below f.
    static final int BEST = 12;
    /// Trials of the search. Before the first the rows of the interval and of the lowest trial are those of an earlier search.
    static final int TRIALS = 15;
    static final int ITERATIONS = 16;
    static final int EVALUATIONS = 17;
    /// The largest norm of the gradient met.
    static final int G_LARGEST = 18;
    /// The lowest f and the smallest norm of accepted steps, and how many of them since then.
    static final int LOWEST = 19;
    static final int SMALLEST = 20;
    static final int SINCE = 21;
    /// α and φ′ of the last trial that was not taken.
    static final int TRIED = 22;
    /// γ, where pairs are kept: the first guess of H is γ·I.
    static final int GAMMA = 24;

    private static final int FIRST = 25;

    static final int IDLE = 0;
    static final int START = 1;
    static final int RETURN = 2;
    static final int SEARCH = 3;
    /// A search with nothing learnt since the start, or since a search has failed.
    static final int FIRST_SEARCH = 4;

    /// The iterate.
    int x() {
        return FIRST;
    }

    /// Its gradient.
    int g() {
        return FIRST + n;
    }

    /// The direction.
    int d() {
        return FIRST + 2 * n;
    }

    /// The lower triangle of H, row after row.
    int h(int i, int k) {
        int row = Math.max(i, k);
        return FIRST + 3 * n + row * (row + 1) / 2 + Math.min(i, k);
    }

    /// The number of rows.
    int size() {
        return FIRST + 3 * n + (matrix ? n * (n + 1) / 2 : 0);
    }
}
