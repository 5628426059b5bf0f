package org.thalweg.optimize;

/// How a solve in a lane has ended, as the number that its row holds.
enum Ending {
    RUNNING, SMALL_GRADIENT, SMALL_CHANGE, SMALL_STEP, ITERATIONS, EVALUATIONS, NOT_FINITE, NO_STEP, NO_PROGRESS, FALLING;

    private static final Ending[] ALL = values();

    /// The number that stands for it.
    @SuppressWarnings("EnumOrdinal") // a row of lanes holds numbers
    double number() {
        return ordinal();
    }

    static Ending of(double number) {
        return ALL[(int) number];
    }
}
