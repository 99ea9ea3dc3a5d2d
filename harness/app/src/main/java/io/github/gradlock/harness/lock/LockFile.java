package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Reason;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentArgument;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import io.github.gradlock.harness.spec.Fields;
import io.github.gradlock.harness.spec.YamlFile;
import io.github.gradlock.harness.spec.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An {@code environment.lock.yml} on disk. */
public final class LockFile {
    private static final String DIGEST = "sha256:[0-9a-f]{64}";
    private static final String EDITED = "the lock was changed by hand";
    private static final String SHA256 = "[0-9a-f]{64}";

    /** The command that makes the lock anew. */
    private final String update;

    private LockFile(Path file) {
        this.update = update(file);
    }

    /** Names it by its folder: what it says itself may be what is wrong with it. */
    private static String update(Path file) {
        Path folder = file.getParent();
        Path name = folder == null ? null : folder.getFileName();
        return "gradlock lock " + EnvironmentArgument.of(file, name == null ? "" : name.toString()) + " --update";
    }

    /** Returns where the lock of a spec lies: beside it. */
    public static Path of(EnvironmentSpec spec) {
        return spec.file().resolveSibling(EnvironmentLock.FILE_NAME);
    }

    /** Reads the lock of a spec, or nothing if there is none. */
    public static Optional<EnvironmentLock> find(EnvironmentSpec spec) {
        Path file = of(spec);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /**
     * Reads a lock.
     *
     * @throws GradlockException with file, line and column, if it is not one
     */
    public static EnvironmentLock read(Path file) {
        YamlNode document = YamlFile.read(file, update(file) + " writes the lock anew");
        YamlNode version = version(document);
        if (version != null && Fields.count(version, "\"lock-version\"", 1, Integer.MAX_VALUE) > LockText.VERSION) {
            throw GradlockException.badInput(
                    version.location(),
                    "this lock has version " + Fields.text(version, "") + ", and this gradlock reads "
                            + LockText.VERSION,
                    "update gradlock; or delete the file, and gradlock lock pins anew");
        }
        Fields root = Fields.of(document, "a lock", List.of("lock-version", "spec-hash", "name", "platforms"));
        root.require("lock-version");
        LockFile reading = new LockFile(file);
        Map<String, PlatformLock> platforms = new TreeMap<>();
        Fields.mapping(root.require("platforms"), "\"platforms\"").entries().forEach((platform, entry) -> {
            Fields.word(
                    new YamlNode.Scalar(platform, true, entry.keyLocation()),
                    "a platform",
                    EnvironmentSpecReader.PLATFORMS);
            platforms.put(platform, reading.platform(entry.value()));
        });
        EnvironmentLock lock = EnvironmentLock.of(
                reading.checked(root, "name", "[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "a name"),
                reading.checked(root, "spec-hash", "v1:" + SHA256, "v1: and 64 hexadecimal digits"),
                platforms);
        rejectEdited(file, lock);
        return lock;
    }

    /** A newer one may have keys that are not known, so it is looked at before them. */
    private static @Nullable YamlNode version(YamlNode document) {
        if (!(document instanceof YamlNode.Mapping mapping)) {
            return null;
        }
        YamlNode.Entry entry = mapping.entries().get("lock-version");
        return entry == null ? null : entry.value();
    }

    /** Returns whether a file is the lock of a newer gradlock. */
    static boolean isNewer(Path file) {
        try {
            YamlNode version = version(YamlFile.read(file, ""));
            return version instanceof YamlNode.Scalar scalar
                    && scalar.text().matches("[0-9]{1,9}")
                    && Integer.parseInt(scalar.text()) > LockText.VERSION;
        } catch (GradlockException unreadable) {
            return false;
        }
    }

    /** Returns whether an error is that of a lock that somebody changed by hand. */
    static boolean isEdited(GradlockException problem) {
        return String.valueOf(problem.getMessage()).startsWith(EDITED);
    }

    /** A lock without a checksum was written by another program: of it nothing can be said. */
    private static void rejectEdited(Path file, EnvironmentLock lock) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            int at = lines.size() - 1;
            while (at >= 0 && !lines.get(at).startsWith(LockText.CHECKSUM)) {
                at--;
            }
            String noted = at < 0
                    ? lock.hash()
                    : lines.get(at).substring(LockText.CHECKSUM.length()).strip();
            if (!noted.equals(lock.hash())) {
                throw GradlockException.badInput(
                        file + ":" + (at + 1) + ":1",
                        EDITED + ": its pins have sha256:" + lock.hash() + ", this line says sha256:" + noted,
                        update(file) + " pins anew; if the change is meant, remove this line");
            }
        } catch (IOException problem) {
            throw GradlockException.badInput(
                    file.toString(), "the lock cannot be read: " + Reason.of(problem), "check its permissions");
        }
    }

    /**
     * Writes a lock: to a temporary file first, so that nobody ever sees half of it.
     *
     * @return whether the file changed
     */
    public static boolean write(Path file, EnvironmentLock lock) {
        byte[] bytes = LockText.withChecksum(lock).getBytes(StandardCharsets.UTF_8);
        Path temporary = file.resolveSibling("." + EnvironmentLock.FILE_NAME + ".part");
        try {
            if (Files.isRegularFile(file) && java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
                return false;
            }
            try {
                Files.write(temporary, bytes);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return true;
        } catch (IOException problem) {
            throw new GradlockException(
                    ExitStatus.INCOMPLETE,
                    file.toString(),
                    "the lock cannot be written: " + Reason.of(problem),
                    "check the folder's permissions and the disk",
                    problem);
        }
    }

    private PlatformLock platform(YamlNode node) {
        Fields fields =
                Fields.of(node, "the pins of a platform", List.of("image", "jdk", "cuda", "archive-date", "packages"));
        YamlNode image = fields.get("image");
        YamlNode jdk = fields.get("jdk");
        List<PackageLock> packages = new ArrayList<>();
        for (YamlNode item : fields.list("packages")) {
            packages.add(onePackage(item));
        }
        return new PlatformLock(
                image == null ? null : image(image),
                jdk == null ? null : jdk(jdk),
                checkedOrNull(fields, "cuda", "[0-9]+(\\.[0-9]+)*", "a version"),
                packages,
                checkedOrNull(fields, "archive-date", "[0-9]{8}T[0-9]{6}Z", "a time, 20261129T000000Z"));
    }

    private ImageLock image(YamlNode node) {
        Fields fields =
                Fields.of(node, "\"image\"", List.of("repository", "tag", "index-digest", "manifest-digest", "note"));
        String index = checkedOrNull(fields, "index-digest", DIGEST, "sha256: and 64 hexadecimal digits");
        String manifest = checkedOrNull(fields, "manifest-digest", DIGEST, "sha256: and 64 hexadecimal digits");
        if (index == null && manifest == null) {
            throw GradlockException.badInput(
                    node.location(),
                    "\"image\" has neither \"index-digest\" nor \"manifest-digest\"",
                    "a tag pins nothing: write the lock again with " + update);
        }
        return new ImageLock(
                checked(fields, "repository", "[a-z0-9][a-z0-9._:/-]{0,254}", "the name of a repository"),
                checked(fields, "tag", "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}", "a tag"),
                index,
                manifest,
                fields.textOrNull("note"));
    }

    private JdkLock jdk(YamlNode node) {
        Fields fields = Fields.of(node, "\"jdk\"", List.of("vendor", "version", "modules-sha256", "image"));
        YamlNode image = fields.get("image");
        return new JdkLock(
                fields.text("vendor"),
                checked(fields, "version", "[0-9][0-9A-Za-z.+_-]*", "a version"),
                checkedOrNull(fields, "modules-sha256", SHA256, "64 hexadecimal digits"),
                image == null ? null : image(image));
    }

    private PackageLock onePackage(YamlNode node) {
        Fields fields = Fields.of(node, "a package", List.of("manager", "name", "version", "file", "size", "sha256"));
        Fields.word(fields.require("manager"), "\"manager\"", List.of("apt", "conda", "maven"));
        return new PackageLock(
                fields.text("manager"),
                checked(fields, "name", "[A-Za-z0-9_][A-Za-z0-9.+:_-]*", "the name of a package"),
                checked(fields, "version", "[A-Za-z0-9][A-Za-z0-9.+:~_!=-]*", "a version"),
                checked(
                        fields,
                        "file",
                        "(?![A-Za-z]:)(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9.+:~_%/!-]*",
                        "a path without \"..\""),
                Fields.count(fields.require("size"), "\"size\"", 0, 1L << 40),
                checked(fields, "sha256", SHA256, "64 hexadecimal digits"));
    }

    private String checked(Fields fields, String key, String pattern, String expected) {
        YamlNode node = fields.require(key);
        String text = Fields.text(node, "\"" + key + "\"");
        if (!text.matches(pattern)) {
            throw Fields.wrong(node, "\"" + key + "\"", expected, "write the lock again with " + update);
        }
        return text;
    }

    private @Nullable String checkedOrNull(Fields fields, String key, String pattern, String expected) {
        return fields.get(key) == null ? null : checked(fields, key, pattern, expected);
    }
}
