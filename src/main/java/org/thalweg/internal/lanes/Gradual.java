package org.thalweg.internal.lanes;

/// What may begin without the code that is the fastest in the end, and can be told not to.
public interface Gradual {
    /// From now on only that code, however slow it still is: so that it is soon compiled.
    void hurry();
}
