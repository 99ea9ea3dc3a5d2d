package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JdkInstallersTests {
    @Test
    void namesTheCommandsOfTheToolsThatASystemHas() {
        assertEquals(
                List.of("sdk install java 21.0.4-tem", "mise install java@temurin-21.0.4+7"),
                JdkInstallers.of("Eclipse Adoptium", "21.0.4+7", "Linux"));
        assertEquals(
                List.of("mise install java@zulu-17.0.15+6", "winget install Azul.Zulu.17.JDK"),
                JdkInstallers.of("Azul Systems, Inc.", "17.0.15+6", "Windows 11"));
        assertEquals(List.of("apt-get install openjdk-17-jdk"), JdkInstallers.of("Debian", "17.0.15+6", "Linux"));
        assertEquals(List.of(), JdkInstallers.of("somebody", "17.0.15+6", "Linux"));
        assertEquals(
                List.of("brew install openjdk@25", "mise install java@temurin-25"), JdkInstallers.of(25, "Mac OS X"));
        assertEquals(": a, or b", JdkInstallers.sentence(List.of("a", "b")));
    }
}
