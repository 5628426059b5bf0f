package org.thalweg.internal.lanes;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A program that is interpreted by scalar kernels until its vector code is as fast, which before HotSpot has compiled it takes
/// a hundred times as long and makes an object per operation.
///
/// The bits are the same either way, so they take turns: whoever solves one batch gets by without vectors, and for whoever goes
/// on they are compiled little by little. Until then runs take three times as long as the interpreter's, on average.
///
/// **Allocation**: the vector code and its memory, when it is first needed; nothing beyond what the two do. **Threads**: one at
/// a time.
final class GraduallyCompiled implements LaneProgram {
    /// The interpreter is alone for so long, or for so many runs: to load the Vector API takes as much.
    private static final int ALONE_NANOS = 200_000_000;

    private static final int ALONE_RUNS = 2000;

    /// So many times the interpreter's time may go into vector code.
    private static final int SHARE = 2;

    /// So many more runs of vector code must have been faster than the interpreter's last one than slower.
    private static final int LEAD = 16;

    /// Runs of vector code after which compilers are done.
    private static final int ENOUGH = 20_000;

    private @Nullable LaneCode code;
    private @Nullable LaneProgram interpreter;
    private @Nullable LaneProgram vectors;
    /// The time that the interpreter has to run before vector code has its turn.
    private long due = ALONE_NANOS;
    private long last;
    private int interpreted;
    private int compiled;
    private int lead;

    GraduallyCompiled(LaneCode code) {
        this.code = code;
        interpreter = new LaneInterpreter(code, true);
    }

    @Override
    public void run(double[][] memory) {
        LaneProgram slow = interpreter;
        if (slow == null) {
            vectors().run(memory);
        } else {
            takeTurns(slow, memory);
        }
    }

    private void takeTurns(LaneProgram slow, double[][] memory) {
        long began = System.nanoTime();
        if (due > 0) {
            slow.run(memory);
            last = System.nanoTime() - began;
            interpreted++;
            due = interpreted == ALONE_RUNS ? 0 : due - last;
        } else {
            vectors().run(memory);
            long took = System.nanoTime() - began;
            compiled++;
            due += took / SHARE;
            lead = took < last ? lead + 1 : Math.max(0, lead - 1);
            if (lead == LEAD || compiled == ENOUGH) {
                interpreter = null;
            }
        }
    }

    private LaneProgram vectors() {
        LaneProgram made = vectors;
        if (made == null) {
            made = LaneCompiler.compile(Objects.requireNonNull(code));
            vectors = made;
            code = null;
        }
        return made;
    }

    @Override
    public void hurry() {
        interpreter = null;
    }
}
