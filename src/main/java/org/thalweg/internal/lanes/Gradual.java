package org.thalweg.internal.lanes;

/// What may begin without the code that is the fastest in the end, and can be told not to.
public interface Gradual {
    /// From now on only that code, however slow it still is: so that it is soon compiled.
    void hurry();

    /// Runs functions out of their common range, by themselves, so that code which is warmed up meets its rare branches, too:
    /// one that is taken for the first time takes compiled code back to the interpreter.
    ///
    /// @param round how often that has been done; other numbers come together each time
    void rehearse(int round);
}
