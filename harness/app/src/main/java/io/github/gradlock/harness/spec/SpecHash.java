package io.github.gradlock.harness.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * The hash of a spec: SHA-256 over what was parsed, so that comments, order of keys and layout do not count.
 *
 * <p>Every text is written as {@code length:text,} (a netstring of UTF-8), every list as its length and its items. Lists whose order
 * means nothing (dependencies, platforms, variants) are sorted; channels and JVM options keep theirs.
 */
final class SpecHash {
    private final StringBuilder canonical = new StringBuilder();

    private SpecHash() {}

    static String of(EnvironmentSpec spec) {
        SpecHash hash = new SpecHash();
        hash.text(spec.name());
        hash.list(spec.channels());
        hash.list(spec.dependencies().stream()
                .map(dependency -> dependency.manager() + "\0" + dependency.name() + "\0" + dependency.constraint()
                        + (dependency.channel().isEmpty() ? "" : "\0" + dependency.channel()))
                .sorted()
                .toList());
        hash.list(spec.variables().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList());
        hash.list(spec.platforms());
        hash.text(spec.runtime().name());
        hash.text(spec.gpu().name());
        hash.list(spec.jvm());
        hash.text(Long.toString(spec.limits().memoryBytes()));
        hash.text(Double.toString(spec.limits().cpus()));
        hash.text(Integer.toString(spec.limits().pids()));
        hash.text(Long.toString(spec.limits().timeout().toSeconds()));
        hash.list(spec.variants().stream().map(Variant::toString).sorted().toList());
        hash.text(Boolean.toString(spec.eachInstalledJdk()));
        return "v1:" + sha256(hash.canonical.toString());
    }

    private void text(String text) {
        canonical
                .append(text.getBytes(StandardCharsets.UTF_8).length)
                .append(':')
                .append(text)
                .append(',');
    }

    private void list(Collection<String> items) {
        text(Integer.toString(items.size()));
        items.forEach(this::text);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
