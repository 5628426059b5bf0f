package org.thalweg.optimize;

/// State on its way to an array of doubles, or back.
///
/// Whoever has state states it once, in the form `f = tape.keep(f)`: when saving, that writes f and gives it back; when
/// restoring, it reads what was written; when measuring, it only counts.
///
/// **Allocation**: none after construction. **Threads**: one at a time.
final class Tape {
    /// Something with state.
    interface Kept {
        void keep(Tape tape);
    }

    private enum Use { MEASURE, SAVE, RESTORE }

    private static final double[] NOTHING = {};

    private double[] data = NOTHING;
    private Use use = Use.MEASURE;
    private int at;

    int measure(Kept kept) {
        return run(kept, NOTHING, Use.MEASURE);
    }

    void save(Kept kept, double[] to) {
        run(kept, to, Use.SAVE);
    }

    void restore(Kept kept, double[] from) {
        run(kept, from, Use.RESTORE);
    }

    private int run(Kept kept, double[] array, Use how) {
        data = array;
        use = how;
        at = 0;
        kept.keep(this);
        data = NOTHING;
        return at;
    }

    double keep(double value) {
        int here = at++;
        switch (use) {
            case SAVE -> data[here] = value;
            case RESTORE -> {
                return data[here];
            }
            default -> {}
        }
        return value;
    }

    int keep(int value) {
        return (int) keep((double) value);
    }

    boolean keep(boolean value) {
        return keep(value ? 1.0 : 0.0) != 0;
    }

    /// One of several constants.
    @SuppressWarnings("EnumOrdinal") // a state is read by the version that wrote it
    <E extends Enum<E>> E keep(E value, E[] all) {
        return all[keep(value.ordinal())];
    }

    /// The first n elements.
    void keep(double[] array, int n) {
        switch (use) {
            case SAVE -> System.arraycopy(array, 0, data, at, n);
            case RESTORE -> System.arraycopy(data, at, array, 0, n);
            default -> {}
        }
        at += n;
    }

    /// The first n elements.
    void keep(float[] array, int n) {
        for (int i = 0; i < n; i++) {
            array[i] = (float) keep((double) array[i]);
        }
    }
}
