package io.github.gradlock.harness.run;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.StressProfile;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.SuiteProgram;
import java.util.List;

/**
 * How the processes of a run are run.
 *
 * @param traced whether the first execution may be traced
 * @param stressed whether each process gets another stress profile, the first one none
 * @param untilVaried whether an environment is done with early, once every case has been seen to vary in it
 */
public record Conduct(boolean traced, boolean stressed, boolean untilVaried) {
    /** Traced, without stress, as many processes as were asked for. */
    public static final Conduct USUAL = new Conduct(true, false, false);

    /** Returns the profiles that the processes of an environment take in turn. */
    public List<StressProfile> profiles(ResolvedEnvironment environment, SuiteProgram program) {
        return stressed
                ? StressProfile.of(environment.spec(), environment.variant(), program)
                : List.of(StressProfile.NONE);
    }

    /** Returns a process of an environment. */
    SuiteProcess process(ResolvedEnvironment environment, SuiteProgram program, int restart) {
        List<StressProfile> profiles = profiles(environment, program);
        return new SuiteProcess(restart, traced, profiles.get(restart % profiles.size()));
    }
}
