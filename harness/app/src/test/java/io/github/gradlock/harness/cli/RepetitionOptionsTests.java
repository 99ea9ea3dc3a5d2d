package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.diff.DetectionGoal;
import io.github.gradlock.harness.lock.PlannedEnvironment;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.run.Conduct;
import io.github.gradlock.harness.runtime.TinySuite;
import io.github.gradlock.harness.spec.Repetitions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RepetitionOptionsTests {
    private static final ResolvedEnvironment ENVIRONMENT = TinySuite.host(Duration.ofMinutes(1), Map.of());

    @Test
    void withoutThemTheMatrixSaysHowOften() {
        RunCommand command = parse();

        assertEquals(new Repetitions(1, 2), repetitions(command));
        assertEquals(Conduct.USUAL, command.repetition.conduct());
        assertNull(command.repetition.goal());
    }

    @Test
    void confidenceChoosesTheProcessesAndLeavesTheIterations() {
        assertEquals(new Repetitions(1, 90), repetitions(parse("--until-confident", "0.99")));
        RunCommand command = parse("--until-confident", "0.95", "--at-least", "0.1");
        assertEquals(new Repetitions(1, 29), repetitions(command));
        assertEquals(new DetectionGoal(0.1, 0.95), command.repetition.goal());
        assertTrue(command.repetition.conduct().untilVaried());
    }

    @Test
    void stressTakesAProcessForEachProfile() {
        int profiles = new Conduct(true, true, false)
                .profiles(ENVIRONMENT, TinySuite.TESTS)
                .size();

        assertEquals(new Repetitions(1, profiles), repetitions(parse("--stress")));
        assertEquals(new Repetitions(2, 3), repetitions(parse("--stress", "--iterations", "2", "--restarts", "3")));
        assertEquals(new Repetitions(1, 90), repetitions(parse("--stress", "--until-confident", "0.99")));
        assertEquals(
                new Repetitions(1, profiles),
                repetitions(parse("--stress", "--until-confident", "0.5", "--at-least", "0.5")));
        assertFalse(parse("--no-trace").repetition.conduct().traced());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--until-confident 0.99 --iterations 3 | --until-confident chooses how often is run, and so does --iterations",
                "--until-confident 0.99 --restarts 3 | --until-confident chooses how often is run, and so does --restarts",
                "--until-confident 1 | --until-confident is between 0 and 1, not 1.0",
                "--until-confident 0 | --until-confident is between 0 and 1, not 0.0",
                "--until-confident NaN | --until-confident is between 0 and 1, not NaN",
                "--until-confident 0.9 --at-least 0 | --at-least is above 0 and at most 0.5, not 0.0",
                "--until-confident 0.9 --at-least 0.6 | --at-least is above 0 and at most 0.5, not 0.6",
                "--at-least 0.1 | --at-least says what --until-confident is to see, which is not given",
                "--until-confident 0.99 --at-least 0.0001 | --until-confident 0.99 --at-least 1.0E-4 takes more than 10000"
                        + " processes for each environment",
                "--until-confident 0.99 --at-least 1e-300 | --until-confident 0.99 --at-least 1.0E-300 takes more than 10000"
                        + " processes for each environment",
            })
    void refusesWhatCannotBe(String options, String message) {
        GradlockException problem = assertThrows(
                GradlockException.class, () -> repetitions(parse(options.strip().split(" "))));

        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals(message, problem.getMessage());
        assertFalse(problem.hint().isEmpty());
    }

    private static Repetitions repetitions(RunCommand command) {
        return command.repetition.repetitions(
                command.suite, TinySuite.TESTS, new PlannedEnvironment(ENVIRONMENT, new Repetitions(1, 2)));
    }

    private static RunCommand parse(String... arguments) {
        RunCommand command = new RunCommand();
        new CommandLine(command).parseArgs(arguments);
        return command;
    }
}
