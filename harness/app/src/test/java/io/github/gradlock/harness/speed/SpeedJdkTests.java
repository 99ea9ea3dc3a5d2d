package io.github.gradlock.harness.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.JdkDiscovery;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedJdkTests {
    private static final Path RUNNING = Path.of(System.getProperty("java.home"));

    @Test
    void findsAJdkByNumberAndByFolder() {
        JdkDiscovery discovery = JdkDiscovery.of(RUNNING, List.of());
        String number = String.valueOf(Runtime.version().feature());
        assertEquals(SpeedJdk.find(RUNNING.toString(), discovery), SpeedJdk.find(number, discovery));
    }

    @Test
    void namesWhatThereIs() {
        JdkDiscovery discovery = JdkDiscovery.of(RUNNING, List.of());
        GradlockException problem = assertThrows(GradlockException.class, () -> SpeedJdk.find("99", discovery));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals("no JDK is called 99", problem.getMessage());
        assertEquals(
                "name the folder of one, or a number: here are "
                        + Runtime.version().feature(),
                problem.hint());
    }
}
