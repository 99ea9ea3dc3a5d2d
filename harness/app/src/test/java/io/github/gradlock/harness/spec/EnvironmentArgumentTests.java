package io.github.gradlock.harness.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentArgumentTests {
    @ParameterizedTest
    @CsvSource({
        "environments/torch, torch, torch",
        "environments/torch, my-torch, environments/torch",
        "other/torch, torch, other/torch",
        "torch, torch, ./torch",
        "../torch, torch, ../torch",
        "my envs/torch, torch, '''my envs/torch'''",
        "envs[1]/torch, torch, '''envs[1]/torch'''",
    })
    void isWhatFindsItAgain(String folder, String name, String expected) {
        String argument = EnvironmentArgument.of(Path.of(folder).resolve("environment.yml"), name);
        assertEquals(expected, argument.replace('\\', '/'));
    }

    @org.junit.jupiter.api.Test
    void isADotWhereOneStands() {
        assertEquals(".", EnvironmentArgument.of(Path.of("environment.yml"), "torch"));
    }
}
