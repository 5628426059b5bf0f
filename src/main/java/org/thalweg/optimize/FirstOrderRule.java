package org.thalweg.optimize;

/// One update of a first-order method, with the memory it keeps from update to update.
interface FirstOrderRule {
    /// Moves x.
    ///
    /// @param x overwritten with the next point
    /// @param g the gradient at x, read only
    void update(double[] x, double[] g);
}
