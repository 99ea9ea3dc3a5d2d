package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTests {
    @TempDir
    Path folder;

    @Test
    void takesTheFirstChannelThatSupplies() throws IOException {
        Catalogue.Assignment both = assign("channels: [nvidia, temurin, debian]\ndependencies: [jdk=21]\n");
        assertEquals(Optional.of("temurin"), both.channelOf("jdk"));
        assertEquals(List.of(), both.refusals());
        Catalogue.Assignment debian =
                assign("channels: [debian, temurin]\ndependencies: [debian=trixie, jdk=21, apt: [libgomp1]]\n");
        assertEquals(
                List.of("debian", "debian", "debian"),
                List.copyOf(debian.channels().values()));
        assertEquals(
                Optional.of("oci:ghcr.io/a/b"),
                assign("channels: ['oci:ghcr.io/a/b']\ndependencies: [image=1]\n")
                        .channelOf("image"));
    }

    @Test
    void saysOfEachRefusalWhatWouldSupplyIt() throws IOException {
        Catalogue.Assignment assignment = assign("""
                channels: ['oci:ghcr.io/a/b']
                dependencies:
                  - python=3.10
                  - pytorch=2.3.0
                  - jdk=21
                  - openjdk=21
                  - cuda=12.8
                  - python3-numpy
                  - pip: [numpy]
                  - maven: [a:b:1]
                """);
        List<String> refusals =
                assignment.refusals().stream().map(Object::toString).toList();
        List<String> wanted = List.of(
                ":3:5: python=3.10: add a channel of conda's, conda-forge for instance",
                ":4:5: pytorch=2.3.0: add the channel conda-forge; Debian's package",
                ":5:5: jdk=21: add the channel temurin",
                ":6:5: openjdk=21: write it as jdk",
                ":7:5: cuda=12.8: add the channel nvidia",
                ":8:5: python3-numpy: write it under apt:",
                ":9:11: pip: numpy: needs PyPI",
                ":10:13: maven: a:b==1: add the channel maven-central");
        assertEquals(wanted.size(), refusals.size());
        for (int index = 0; index < wanted.size(); index++) {
            assertTrue(refusals.get(index).contains(wanted.get(index)), refusals.get(index));
        }
    }

    @Test
    void aFileOfCondaIsSuppliedByItsChannels() throws IOException {
        Catalogue.Assignment assignment = assign("""
                channels: [pytorch, nvidia, conda-forge, defaults]
                dependencies: [python=3.10, pytorch=2.3.0, cuda=12.1, jdk=21, pip: [wandb]]
                """);
        assertEquals(Optional.of(Catalogue.CONDA), assignment.channelOf("python"));
        assertEquals(Optional.of(Catalogue.CONDA), assignment.channelOf("cuda"), "nvidia is conda's here");
        assertEquals(
                List.of("jdk", "wandb"),
                assignment.refusals().stream()
                        .map(refusal -> refusal.dependency().name())
                        .toList());
        assertEquals(
                Optional.of("nvidia"),
                assign("channels: [nvidia]\ndependencies: [cuda=12.8]\n").channelOf("cuda"));
    }

    @Test
    void withoutAnImageThereAreNoPackages() throws IOException {
        List<Catalogue.Refusal> refusals = assign("channels: [maven-central]\ndependencies: [apt: [libgomp1]]\n")
                .refusals();
        assertEquals(
                "add a channel with a base image: debian, temurin or nvidia",
                refusals.get(0).advice());
    }

    @Test
    void theHostSuppliesAJdkAndArtifacts() throws IOException {
        Catalogue.Assignment assignment = assign("channels: [host, debian, maven-central]\n"
                + "dependencies: [jdk, python, apt: [x1], maven: ['a:b:1:c']]\ngradlock: {runtime: host}\n");
        assertEquals(
                List.of("host", "maven-central"),
                List.copyOf(assignment.channels().values()));
        assertEquals(2, assignment.refusals().size());
        assertTrue(assignment.refusals().get(1).advice().contains("pins a JDK and Maven artifacts"));
    }

    private Catalogue.Assignment assign(String text) throws IOException {
        EnvironmentSpec spec = EnvironmentSpecReader.read(Files.writeString(folder.resolve("environment.yml"), text));
        return Catalogue.assign(spec);
    }
}
