package org.thalweg.examples.smile;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// One calibration, for Flight Recorder: how it ended, what it took, and how long it had waited.
@Name("org.thalweg.examples.Solve")
@Label("Solve")
@Category({"Thalweg", "Smile"})
@Description("One calibration of a smile")
@StackTrace(false)
final class SolveEvent extends Event {
    @Label("Quotes")
    int quotes;

    @Label("Status")
    String status = "";

    @Label("Iterations")
    int iterations;

    @Label("Evaluations")
    int evaluations;

    @Label("Root Mean Square Error")
    double error;

    @Label("Waited")
    @Timespan(Timespan.NANOSECONDS)
    long waited;

    @Label("Allocated")
    @Description("By the solving thread, during the solve")
    @DataAmount
    long allocated;
}
