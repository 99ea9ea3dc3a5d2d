package io.github.gradlock.harness.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileTests {
    private static final String ZEROS = "0".repeat(64);
    private static final String TEXT = """
            # Written by "gradlock lock debian-17"; do not edit it, change environment.yml.
            # "gradlock lock debian-17 --update" moves the pins to what is current.
            lock-version: 1
            spec-hash: v1:ZEROS
            name: debian-17
            platforms:
              linux-64:
                image:
                  repository: debian
                  tag: bookworm
                  index-digest: sha256:ZEROS
                  manifest-digest: sha256:ZEROS
                  note: "said \\"so\\": yes"
                jdk:
                  vendor: "Eclipse Adoptium"
                  version: "17.0.15+6"
                packages:
                  - manager: apt
                    name: libnss3
                    version: 2:3.87.1-1+deb12u1
                    file: pool/main/n/nss/libnss3_3.87.1-1+deb12u1_amd64.deb
                    size: 12
                    sha256: "ZEROS"
                  - manager: apt
                    name: openjdk-17-jre-headless
                    version: 17.0.15+6-1~deb12u1
                    file: pool/main/o/openjdk.deb
                    size: 3
                    sha256: "ZEROS"
              linux-aarch64:
                image:
                  repository: debian
                  tag: bookworm
                  manifest-digest: sha256:ZEROS
                packages: []
            """.replace("ZEROS", ZEROS);

    @TempDir
    Path folder;

    @Test
    void writesSortedAndReadsTheSame() throws IOException {
        EnvironmentLock lock = lock();
        assertEquals(TEXT, LockText.of(lock));
        Path file = folder.resolve("environment.lock.yml");
        assertTrue(LockFile.write(file, lock));
        assertEquals(TEXT + "# sha256:" + lock.hash() + "\n", Files.readString(file));
        assertEquals(lock, LockFile.read(file));
        assertFalse(LockFile.write(file, lock), "the same lock must not be written twice");
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void hashesTheContentAndNotTheLayout() throws IOException {
        Path file = folder.resolve("environment.lock.yml");
        Files.writeString(file, TEXT.replaceAll("(?m)^#.*\n", "").replace("tag: bookworm", "tag:   'bookworm' # x"));
        assertEquals(lock().hash(), LockFile.read(file).hash());
        Files.writeString(file, TEXT.replace("size: 12", "size: 13"));
        assertFalse(lock().hash().equals(LockFile.read(file).hash()));
    }

    @Test
    void noticesPinsThatWereChangedByHand() throws IOException {
        Path file = folder.resolve("environment.lock.yml");
        LockFile.write(file, lock());
        String written = Files.readString(file);
        long last = written.lines().count();
        Files.writeString(file, written.replace("size: 12", "size: 13"));
        GradlockException problem = assertThrows(GradlockException.class, () -> LockFile.read(file));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals(file + ":" + last + ":1", problem.location());
        assertTrue(String.valueOf(problem.getMessage()).startsWith("the lock was changed by hand"));
        assertTrue(String.valueOf(problem.getMessage()).contains(lock().hash()));
        assertTrue(problem.hint().contains("gradlock lock " + folder + " --update"), problem.hint());

        Files.writeString(file, written.replace("tag: bookworm", "tag:   'bookworm' # the same"));
        assertEquals(lock(), LockFile.read(file), "another layout is no change");
        Files.writeString(file, written.replace("do not edit it", "please do not edit it") + "# reviewed\n\n");
        assertEquals(lock(), LockFile.read(file), "comments are no change");
        Files.writeString(file, written.replace("size: 12", "size: 13") + "# reviewed\n\n");
        assertEquals(
                file + ":" + last + ":1",
                assertThrows(GradlockException.class, () -> LockFile.read(file)).location());
        Files.writeString(file, TEXT.replace("size: 12", "size: 13"));
        assertFalse(
                lock().hash().equals(LockFile.read(file).hash()), "of a lock without a checksum nothing can be said");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lock-version: 1 | lock-version: 2 | 3:15 | this lock has version 2 | update gradlock",
                "lock-version: 1 | lock-version: x | 3:15 | \"lock-version\" must be a whole number | 1",
                "spec-hash: v1: | spec-hash: v2: | 4:12 | \"spec-hash\" must be v1: | --update",
                "name: debian-17 | nam: debian-17 | 5:1 | unknown key \"nam\" in a lock | \"name\"?",
                "linux-64: | linux64: | 7:3 | a platform must be one of | \"linux-64\"?",
                "tag: bookworm | tag: -rm | 10:12 | \"tag\" must be a tag | --update",
                "index-digest: sha256:0 | index-digest: md5:0 | 11:21 | \"index-digest\" must be sha256: | --update",
                "size: 12 | size: -1 | 22:15 | \"size\" must be a whole number | 0",
                "file: pool/main/n | file: ../n | 21:15 | \"file\" must be a path without | --update",
                "file: pool/main/n | file: /etc/n | 21:15 | \"file\" must be a path | --update",
                "name: libnss3 | name: $(id) | 19:15 | \"name\" must be the name of a package | --update",
                "manager: apt | manager: rpm | 18:18 | \"manager\" must be one of apt, conda, maven | \"apt\"",
                "vendor: | vender: | 15:7 | unknown key \"vender\" | \"vendor\"?",
            })
    void namesThePlaceTheFaultAndTheRemedy(String before, String after, String place, String message, String hint)
            throws IOException {
        Path file = Files.writeString(
                folder.resolve("environment.lock.yml"), TEXT.replaceFirst(before, after.replace("$", "\\$")));
        GradlockException problem = assertThrows(GradlockException.class, () -> LockFile.read(file));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals(file + ":" + place, problem.location());
        assertTrue(String.valueOf(problem.getMessage()).contains(message), problem.getMessage());
        assertTrue(
                problem.hint().contains(hint.equals("--update") ? "lock " + folder + " --update" : hint),
                problem.hint());
    }

    @Test
    void refusesAnImageWithoutADigest() throws IOException {
        Path file = Files.writeString(
                folder.resolve("environment.lock.yml"), TEXT.replaceAll("      (index|manifest)-digest: .*\n", ""));
        GradlockException problem = assertThrows(GradlockException.class, () -> LockFile.read(file));
        assertEquals(file + ":9:7", problem.location());
        assertEquals(
                "a tag pins nothing: write the lock again with gradlock lock " + folder + " --update", problem.hint());
    }

    @Test
    void leavesNothingHalfWritten() throws IOException {
        Path file = folder.resolve("environment.lock.yml");
        Files.createDirectories(file.resolve("in the way"));
        assertThrows(GradlockException.class, () -> LockFile.write(file, lock()));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void tellsWhatMoved() {
        EnvironmentLock before = lock();
        PlatformLock pins = new PlatformLock(
                new ImageLock("debian", "bookworm", null, "sha256:" + "1".repeat(64), null),
                new JdkLock("Eclipse Adoptium", "17.0.16+8", null),
                List.of(new PackageLock("apt", "new", "1", "new.deb", 1, "a".repeat(64))));
        EnvironmentLock after = EnvironmentLock.of("debian-17", "v1:" + ZEROS, Map.of("linux-64", pins));
        List<String> moved = LockChanges.between(before, after);
        assertEquals(6, moved.size(), moved.toString());
        assertEquals(
                "linux-64: image debian:bookworm@sha256:" + ZEROS + " → debian:bookworm@sha256:" + "1".repeat(64),
                moved.get(0));
        assertEquals("linux-64: jdk 17.0.15+6 of Eclipse Adoptium → 17.0.16+8 of Eclipse Adoptium", moved.get(1));
        assertEquals("linux-64: libnss3 2:3.87.1-1+deb12u1 sha256:000000000000… (gone)", moved.get(2));
        assertEquals("linux-64: new 1 sha256:aaaaaaaaaaaa… (new)", moved.get(3));
        assertEquals(List.of(), LockChanges.between(before, before));
    }

    private static EnvironmentLock lock() {
        PackageLock jdk = new PackageLock(
                "apt", "openjdk-17-jre-headless", "17.0.15+6-1~deb12u1", "pool/main/o/openjdk.deb", 3, ZEROS);
        PackageLock nss = new PackageLock(
                "apt",
                "libnss3",
                "2:3.87.1-1+deb12u1",
                "pool/main/n/nss/libnss3_3.87.1-1+deb12u1_amd64.deb",
                12,
                ZEROS);
        return EnvironmentLock.of(
                "debian-17",
                "v1:" + ZEROS,
                Map.of(
                        "linux-aarch64",
                        new PlatformLock(
                                new ImageLock("debian", "bookworm", null, "sha256:" + ZEROS, null), null, List.of()),
                        "linux-64",
                        new PlatformLock(
                                new ImageLock(
                                        "debian", "bookworm", "sha256:" + ZEROS, "sha256:" + ZEROS, "said \"so\": yes"),
                                new JdkLock("Eclipse Adoptium", "17.0.15+6", null),
                                List.of(jdk, nss))));
    }
}
