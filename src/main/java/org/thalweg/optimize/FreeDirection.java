package org.thalweg.optimize;

/// Without bounds: quasi-Newton while the history gives a descent, else steepest descent.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class FreeDirection extends Direction {
    FreeDirection(int n, Iterates at, History history) {
        super(n, at, history);
    }

    @Override
    double choose() {
        steepest = history.count() == 0;
        if (!steepest) {
            dphi0 = history.direction(at.g, p, at.number);
            pNorm = history.pNorm();
            if (!isDescent()) {
                history.forget();
                steepest = true;
            }
        }
        return steepest ? straightDown() : 1;
    }
}
