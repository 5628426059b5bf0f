package org.thalweg.examples;

import static org.thalweg.examples.Table.number;
import static org.thalweg.examples.Table.pair;

import module java.base;
import module org.thalweg;

/// The runs of the article, each printed as a table: what Thalweg computes, and what the article printed.
///
/// The article computed with floats of 32 bits, this with 64: figures agree to the digits that a float has, until a run
/// becomes sensitive to rounding.
final class ArticleRuns {
    private final PrintStream out;

    ArticleRuns(PrintStream out) {
        this.out = out;
    }

    /// Gradient descent with a fixed learning rate on Rosenbrock's function.
    Trace descent() {
        out.println("1. Gradient descent, learning rate 0.01, on Rosenbrock's function (a = 1, b = 5) from (-1, 1)");
        var f = new Recorder(ArticleFunctions.rosenbrock(1, 5));
        new GradientDescent(0.01).withMaxIterations(1000).minimize(f, -1, 1);
        evaluations("iteration", f, List.of(
                new Printed(100, "0.3502924", "(-0.667685, -0.5771312)"),
                new Printed(200, "0.07398106", "(-0.1603189, -0.2532476)"),
                new Printed(900, "0.0001532408", "(-0.004811743, -0.009894371)"),
                new Printed(1000, "6.962555e-05", "(-0.003222887, -0.006653666)")));
        return f.trace("descent, 1000 evaluations").first(1000);
    }

    /// Adam on the same function.
    Trace adam() {
        out.println("2. Adam, learning rate 1, on the same function from the same start");
        var f = new Recorder(ArticleFunctions.rosenbrock(1, 5));
        new Adam(1).withMaxIterations(100).minimize(f, -1, 1);
        evaluations("iteration", f, List.of(
                new Printed(10, "0.8559565", "(-1.732036, -0.5898831)"),
                new Printed(20, "0.1282992", "(-3.22681, 1.577383)"),
                new Printed(90, "4.003079e-05", "(-0.05383469, 0.02346456)"),
                new Printed(100, "6.937736e-05", "(-0.003240437, -0.006630421)")));
        return f.trace("Adam, 100 evaluations").first(100);
    }

    /// Torch's L-BFGS as it comes, without a line search.
    Trace torchOnRosenbrock() {
        out.println("3. L-BFGS as torch has it, without line search, three steps on the same function");
        var f = new Recorder(ArticleFunctions.rosenbrock(1, 5));
        TorchLbfgs.Run run = TorchLbfgs.DEFAULT.start(-1, 1);
        for (int step = 1; step <= 3; step++) {
            run.step(f);
        }
        evaluations("evaluation", f, List.of(
                new Printed(1, "4", "(-4, 0)"),
                new Printed(2, "6", "(-2, 10)"),
                new Printed(19, "0.04880721", "(-0.262119, -0.1132655)"),
                new Printed(20, "0.0302862", "(1.293824, -0.7403332)"),
                new Printed(21, "0.01697086", "(0.3468466, -0.3173429)"),
                new Printed(22, "0.01124081", "(0.2420997, -0.2347881)"),
                new Printed(26, "1.111701e-09", ""),
                new Printed(27, "4.547474e-12", "(-1.907349e-05, 9.536743e-06)")));
        return f.trace("TorchLbfgs, no line search");
    }

    /// The same on the flower function: the steps leave for infinity.
    Trace torchOnFlower() {
        out.println("4. L-BFGS as torch has it, without line search, three steps on the flower function from (20, 20)");
        var f = new Recorder(ArticleFunctions.flower());
        TorchLbfgs.Run run = TorchLbfgs.DEFAULT.start(20, 20);
        for (int step = 1; step <= 3; step++) {
            run.step(f);
        }
        values(f, List.of(
                new Printed(1, "28.28427", "(20, 20)"),
                new Printed(10, "19.33546", "(12.957, 14.68274)"),
                new Printed(11, "18.29546", "(12.14691, 14.06392)"),
                new Printed(19, "9.853705", "(5.763702, 8.895616)"),
                new Printed(20, "2635.866", "(-1949.697, -1773.551)"),
                new Printed(21, "1333.113", ""),
                new Printed(22, "30.16862", ""),
                new Printed(23, "1281.39", ""),
                new Printed(24, "628.1306", ""),
                new Printed(25, "4965690", ""),
                new Printed(26, "2482306", ""),
                new Printed(27, "8.61863e+11", ""),
                new Printed(28, "430929412096", ""),
                new Printed(29, "Inf", "")));
        int articleEnds = f.evaluations();
        for (int step = 4; step <= 20 && run.status() != Status.NOT_FINITE; step++) {
            run.step(f);
        }
        out.println("  It runs off to infinity: the article's floats overflow at evaluation 29, doubles at evaluation "
                + f.evaluations() + ".");
        status(run.status());
        return f.trace("no line search").first(articleEnds);
    }

    /// The same with the strong Wolfe search: closing in on the origin.
    Trace torchOnFlowerWithSearch() {
        out.println("5. The same with the strong Wolfe line search, five steps and on");
        var f = new Recorder(ArticleFunctions.flower());
        TorchLbfgs.Run run = TorchLbfgs.DEFAULT.withStrongWolfe().start(20, 20);
        String[] article = {"-0.928809", "-0.9992246", "-0.9998025", "-0.9999923", "-0.9999999"};
        var table = new Table("step", "evaluations", "value", "the article's", "x");
        Trace.Point best = null;
        for (int step = 1; step <= 5 || step <= 10 && best.value() > -0.9999999; step++) {
            run.step(f);
            best = f.trace("").improvements().last();
            table.row("" + step, "" + f.evaluations(), String.format(Locale.ROOT, "%.10f", best.value()),
                    step <= 5 ? article[step - 1] : "", pair(best.x()));
        }
        table.print(out);
        out.println("  The gradient grows like 1/‖x‖ towards the infimum -1 at the origin, and with it what a last bit does:");
        out.println("  32 and 64 bits part early, and so would two programs that round differently.");
        status(run.status());
        return f.trace("TorchLbfgs, strong Wolfe");
    }

    /// The article's penalty loop: one step of the same optimizer per round, on a growing penalty.
    Trace penalty(List<Trace> pathOfFirstRound) {
        out.println("6. Outside the circle of radius √2: flower + ρ·max(2 - ‖x‖², 0)² from (0.5, 0.5), ρ doubling");
        double[] rho = {1};
        Evaluator penalized = ArticleFunctions.penalized().evaluator().bind("rho", rho);
        Formula flower = ArticleFunctions.flower();
        Formula inside = ArticleFunctions.insideCircle();
        Map<Integer, String[]> article = Map.of(
                1, new String[] {"0.3469974", "0.03444662", "(0.5154735, 1.244463)"},
                2, new String[] {"0.3818618", "0.008182613", "(0.5288152, 1.276674)"},
                3, new String[] {"0.3983252", "0.001996888", "(0.5351116, 1.291886)"},
                20, new String[] {"0.4142133", "3.552714e-13", "(0.5411959, 1.306563)"},
                21, new String[] {"0.4142134", "1.278977e-13", "(0.5411956, 1.306563)"},
                22, new String[] {"0.4142135", "0", "(0.5411962, 1.306563)"});
        var table = new Table(
                "round", "ρ", "flower", "the article's", "penalty", "the article's", "x", "the article's");
        TorchLbfgs.Run run = TorchLbfgs.DEFAULT.withStrongWolfe().withChangeTolerance(1e-20).start(0.5, 0.5);
        List<Trace.Point> rounds = new ArrayList<>();
        double penalty = Double.POSITIVE_INFINITY;
        for (int round = 1; round <= 30 && penalty > 0; round++) {
            var f = new Recorder(penalized);
            run.step(f);
            if (round == 1) {
                pathOfFirstRound.add(f.trace("first round").improvements());
            }
            double[] x = run.point();
            double violation = Math.max(inside.value(x), 0);
            penalty = violation * violation;
            rounds.add(new Trace.Point(run.evaluations(), x, flower.value(x), new double[2]));
            String[] printed = article.get(round);
            if (printed != null || round == 30) {
                printed = printed == null ? new String[] {"", "", ""} : printed;
                table.row("" + round, String.format(Locale.ROOT, "%.0f", rho[0]), number(flower.value(x)), printed[0],
                        number(penalty), printed[1], pair(x), printed[2]);
            }
            rho[0] *= 2;
        }
        table.print(out);
        out.println("  The penalty of a float becomes 0; that of a double shrinks to a quarter each round, never to 0.");
        out.println();
        return new Trace("one dot per round", rounds);
    }

    private void status(Status status) {
        out.println("  " + status + ": " + status.message());
        out.println();
    }

    private void evaluations(String unit, Recorder f, List<Printed> article) {
        var table = new Table(unit, "value", "the article's", "gradient", "the article's");
        for (Printed p : article) {
            Trace.Point here = f.evaluation(p.evaluation());
            table.row("" + p.evaluation(), number(here.value()), p.value(), pair(here.gradient()), p.pair());
        }
        table.print(out);
    }

    private void values(Recorder f, List<Printed> article) {
        var table = new Table("evaluation", "value", "the article's", "x", "the article's");
        for (Printed p : article) {
            Trace.Point here = f.evaluation(p.evaluation());
            table.row("" + p.evaluation(), number(here.value()), p.value(), pair(here.x()), p.pair());
        }
        table.print(out);
    }

    /// What the article shows of one evaluation; empty where it shows nothing.
    private record Printed(int evaluation, String value, String pair) {}
}
