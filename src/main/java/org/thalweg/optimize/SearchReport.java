package org.thalweg.optimize;

import java.util.Arrays;
import java.util.Locale;

/// The last line search of a solve, for a report of why it ended: every trial, and where the lowest one lies between others.
///
/// ```
/// φ(α) = f(x + αp),   φ′(α) = ∇f(x + αp)ᵀp
/// ```
///
/// **Allocation**: copies. **Threads**: immutable, but for its arrays.
///
/// @param state how the search ended, or SEARCHING
/// @param phi0 `φ(0)`
/// @param dphi0 `φ′(0)`
/// @param alpha the trials, in order, at most the first 64
/// @param phi the values there, as they were told
/// @param dphi the slopes there
@SuppressWarnings("ArrayRecordComponent") // a report, to be read and thrown away
public record SearchReport(
        StepSearch.State state, double phi0, double dphi0, double[] alpha, double[] phi, double[] dphi) {

    /// The step with the lowest finite value.
    ///
    /// @return α, 0 if no trial is below `φ(0)`
    public double best() {
        double best = 0;
        double lowest = phi0;
        for (int i = 0; i < alpha.length; i++) {
            if (phi[i] < lowest && Double.isFinite(phi[i]) && Double.isFinite(dphi[i])) {
                lowest = phi[i];
                best = alpha[i];
            }
        }
        return best;
    }

    /// The lower end of the bracket: the largest step tried below [#best()].
    ///
    /// @return α, at least 0; 0 also if `best` is 0
    public double lower() {
        double best = best();
        return Arrays.stream(alpha).filter(a -> a < best).max().orElse(0);
    }

    /// The upper end of the bracket: the smallest step tried above [#best()].
    ///
    /// @return α, +∞ if there is none
    public double upper() {
        double best = best();
        return Arrays.stream(alpha).filter(a -> a > best).min().orElse(Double.POSITIVE_INFINITY);
    }

    /// A table of the trials.
    ///
    /// @return one line per trial
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "%s, best step %.6g between %.6g and %.6g%n", state, best(), lower(),
                upper()));
        table.append(String.format(Locale.ROOT, "%12s %24s %12s%n", "α", "φ(α)", "φ′(α)"));
        table.append(line(0, phi0, dphi0));
        for (int i = 0; i < alpha.length; i++) {
            table.append(line(alpha[i], phi[i], dphi[i]));
        }
        return table.toString();
    }

    private static String line(double alpha, double phi, double dphi) {
        return String.format(Locale.ROOT, "%12.6g %24.17g %12.4g%n", alpha, phi, dphi);
    }
}
