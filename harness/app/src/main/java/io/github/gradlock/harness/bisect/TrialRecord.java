package io.github.gradlock.harness.bisect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trial of a search.
 *
 * @param run its number, from 1
 * @param atMost number of runs, if no more factors work together than were known to by then
 * @param factors taken into the reference from the other environment
 * @param what that makes, for people
 * @param outcome what it gave
 * @param cached whether it had been run before
 * @param seconds it took
 * @param reason why it is unresolved; null if it is not
 */
public record TrialRecord(
        int run,
        int atMost,
        List<Factor> factors,
        String what,
        Outcome outcome,
        boolean cached,
        double seconds,
        @Nullable String reason) {}
