package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkDiscoveryTests {
    @TempDir
    Path folder;

    @Test
    void findsEachJdkOnceTheRunningOneFirst() throws IOException {
        Path jvm = folder.resolve("jvm");
        Path seventeen = FakeJdk.make(jvm.resolve("java-17"), "Debian", "17.0.15+6-Debian-1deb12u1");
        FakeJdk.make(jvm.resolve("java-21.0.4"), "Eclipse Adoptium", "21.0.4+7-LTS");
        FakeJdk.make(jvm.resolve("java-21.0.12"), "Eclipse Adoptium", "21.0.12+8-LTS");
        FakeJdk.make(jvm.resolve("mac.jdk/Contents/Home"), "Azul", "25-ea+35");
        FakeJdk.make(jvm.resolve("old"), "Oracle", "1.8.0_392-b08");
        Files.createSymbolicLink(jvm.resolve("default"), seventeen);
        Files.createDirectories(jvm.resolve("empty"));
        List<InstalledJdk> found = JdkDiscovery.of(seventeen, List.of(jvm, folder.resolve("absent")))
                .find();
        assertEquals(
                List.of(
                        "17.0.15+6 Debian 17 true",
                        "25-ea+35 Azul 25 false",
                        "21.0.12+8 Eclipse Adoptium 21 false",
                        "21.0.4+7 Eclipse Adoptium 21 false"),
                found.stream()
                        .map(jdk -> jdk.version() + " " + jdk.vendor() + " " + jdk.feature() + " " + jdk.running())
                        .toList());
        assertEquals(seventeen.toRealPath(), found.get(0).home());
    }

    @Test
    void looksWhereVariablesAndUsersPutThem() throws IOException {
        Path running = FakeJdk.make(folder.resolve("a"), "V", "17.0.1+1");
        Path home = FakeJdk.make(folder.resolve("b"), "V", "21.0.1+1");
        Path action = FakeJdk.make(folder.resolve("c"), "V", "22.0.1+1");
        Path user = folder.resolve("user");
        FakeJdk.make(user.resolve(".sdkman/candidates/java/23-open"), "V", "23.0.1+1");
        FakeJdk.make(user.resolve(".jdks/24"), "V", "24.0.1+1");
        FakeJdk.make(folder.resolve("programs/Java/jdk-26"), "V", "26.0.1+1");
        List<Integer> features = JdkDiscovery.of(
                        running,
                        user,
                        Map.of(
                                "JAVA_HOME", home.toString(),
                                "JAVA_HOME_22_X64", action.toString(),
                                "ProgramFiles", folder.resolve("programs").toString()))
                .find()
                .stream()
                .filter(jdk -> jdk.home().startsWith(folder) || jdk.vendor().equals("V"))
                .map(InstalledJdk::feature)
                .toList();
        assertEquals(List.of(17, 26, 24, 23, 22, 21), features);
    }

    @Test
    void looksWhereToolsPutThem() throws IOException {
        Path running = FakeJdk.make(folder.resolve("a"), "V", "17.0.1+1");
        Path user = folder.resolve("user");
        Path asdf = FakeJdk.make(user.resolve(".asdf/installs/java/temurin-18"), "V", "18.0.1+1");
        FakeJdk.make(user.resolve(".local/share/mise/installs/java/19"), "V", "19.0.1+1");
        Files.createDirectories(user.resolve(".jenv/versions"));
        Files.createSymbolicLink(user.resolve(".jenv/versions/18"), asdf);
        FakeJdk.make(folder.resolve("brew/opt/openjdk@20/libexec/openjdk.jdk/Contents/Home"), "V", "20.0.1+1");
        FakeJdk.make(folder.resolve("brew/opt/openjdk@21/libexec"), "V", "21.0.1+1");
        FakeJdk.make(user.resolve("scoop/apps/temurin-jdk/current"), "V", "22.0.1+1");
        FakeJdk.make(user.resolve(".jabba/jdk/zulu@23"), "V", "23.0.1+1");
        FakeJdk.make(folder.resolve("gradle/jdks/24"), "V", "24.0.1+1");
        List<Integer> features = JdkDiscovery.of(
                        running,
                        user,
                        Map.of(
                                "HOMEBREW_PREFIX", folder.resolve("brew").toString(),
                                "GRADLE_USER_HOME", folder.resolve("gradle").toString(),
                                "JAVA_HOME", " "))
                .find()
                .stream()
                .filter(jdk -> jdk.vendor().equals("V"))
                .map(InstalledJdk::feature)
                .toList();
        assertEquals(List.of(17, 24, 23, 22, 21, 20, 19, 18), features, "18 once, although two tools have it");
    }

    @Test
    void findsTheJdkOfThisTest() {
        InstalledJdk first = JdkDiscovery.ofThisMachine().find().get(0);
        assertTrue(first.running());
        assertEquals(Runtime.version().feature(), first.feature());
    }
}
