package io.github.gradlock.harness.runtime;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.spec.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Starts a program in any language; what is asked of it, it finds in variables whose names begin with {@code GRADLOCK_}.
 *
 * @param environment in which it runs
 * @param job what to run
 * @param program the program
 * @param jars of the environment, which are its {@code CLASSPATH}
 */
public record CommandStarter(ResolvedEnvironment environment, SuiteJob job, CommandProgram program, List<Path> jars)
        implements Starter {
    /** Folder that results go to. */
    public static final String OUT = "GRADLOCK_OUT";

    /** How the libraries that compute in threads are told how many. */
    private static final List<String> THREADS =
            List.of("GRADLOCK_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS");

    /**
     * Makes one for an environment.
     *
     * @throws UnavailableException if the variant asks for something that only a JVM has
     */
    public static CommandStarter of(
            ResolvedEnvironment environment, SuiteJob job, CommandProgram program, List<Path> jars)
            throws UnavailableException {
        for (String factor : environment.variant().factors().keySet()) {
            if (!factor.equals("threads") && !Variant.isVariable(factor)) {
                throw new UnavailableException("the factor " + factor
                        + " is one of the JVM, and this suite is a program; it can vary threads and environment variables,"
                        + " such as OMP_NUM_THREADS");
            }
        }
        return new CommandStarter(environment, job, program, jars);
    }

    /** Returns the variables by which libraries are told how many threads to use. */
    static Map<String, String> threads(String count) {
        return THREADS.stream().collect(Collectors.toMap(name -> name, name -> count));
    }

    @Override
    public Launch launch(SuiteProcess process, Place place) {
        Map<String, String> variables = ProcessVariables.of(environment, process, place);
        String threads = environment.variant().factors().get("threads");
        if (threads != null) {
            threads(threads).forEach(variables::putIfAbsent);
        }
        if (!jars.isEmpty()) {
            variables.put(
                    "CLASSPATH", jars.stream().map(place.entry()).collect(Collectors.joining(place.pathSeparator())));
        }
        variables.put(OUT, place.session());
        variables.put("GRADLOCK_SUITE", job.suite());
        variables.put("GRADLOCK_SEED", String.valueOf(job.seed()));
        variables.put("GRADLOCK_ITERATIONS", String.valueOf(job.iterations()));
        variables.put("GRADLOCK_RESTART", String.valueOf(process.restart()));
        // As the probe does: the first execution of the first process.
        boolean traced = job.trace().operations() && process.traced() && process.restart() == 0;
        variables.put("GRADLOCK_TRACE", traced ? "1" : "0");
        variables.put("GRADLOCK_CAPTURE", job.trace().capture() ? "1" : "0");
        variables.put("GRADLOCK_WARM_UP", String.valueOf(job.trace().warmUp()));
        variables.put("GRADLOCK_SELECT", String.join("\n", job.selects()));
        variables.put("GRADLOCK_SHARD", job.shard() == null ? "" : job.shard().toString());
        if (!process.profile().name().isEmpty()) {
            variables.put("GRADLOCK_STRESS", process.profile().name());
        }
        if (place.transplant() != null) {
            variables.put("GRADLOCK_TRANSPLANT", place.transplant());
        }
        // A program without files of its own has no folder of them either.
        return new Launch(program.command(), variables, program.files().isEmpty() ? place.session() : place.files());
    }
}
