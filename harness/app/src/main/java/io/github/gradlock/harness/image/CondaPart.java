package io.github.gradlock.harness.image;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.image.DerivedImage.Workshop;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Packages of conda.
 *
 * @param environment its name, for hints
 * @param base micromamba's image, {@code repository@digest}
 * @param packages all of them, sorted
 */
record CondaPart(String environment, String base, List<PackageLock> packages) implements ImagePart {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9._/:+~%!-]+\\.(conda|tar\\.bz2)");
    private static final String FORMAT = "1";

    /** What becomes a name of a file is looked at first. */
    CondaPart {
        packages.forEach(pinned -> {
            if (!FILE.matcher(pinned.file()).matches()) {
                throw GradlockException.badInput(
                        null,
                        "not a pinned package of conda: " + pinned.name() + " " + pinned.version() + " "
                                + pinned.file(),
                        "gradlock lock " + environment + " --update writes the lock anew");
            }
        });
    }

    @Override
    public String inputs() {
        return "conda " + FORMAT + " on " + ImagePart.digest(base) + "\n" + ImagePart.lines(packages)
                + CondaLayer.recipe();
    }

    @Override
    public Layer make(Workshop workshop, Path work) throws IOException, InterruptedException, UnavailableException {
        Map<String, Path> files = new CondaFiles(workshop, base).provide(packages);
        return new CondaLayer(workshop.containers(), base).make(packages, files, work, workshop.says());
    }

    /** conda knows a package by the name of its file: name, version, build. */
    @Override
    public Map<PackageLock, String> otherVersions(@Nullable Path layer) {
        Map<PackageLock, String> others = new LinkedHashMap<>();
        for (PackageLock pinned : packages) {
            String file = PackageFiles.content(pinned).name().replaceFirst("\\.(conda|tar\\.bz2)$", "");
            if (!file.equals(pinned.name() + "-" + pinned.version().replace('=', '-'))) {
                others.put(pinned, file);
            }
        }
        return others;
    }

    /** What activating the environment would set; scripts of packages are not run. */
    @Override
    public Map<String, String> variables(Workshop workshop, String path) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("CONDA_PREFIX", CondaLayer.PREFIX);
        variables.put("PATH", CondaLayer.PREFIX + "/bin:" + path);
        if (packages.stream().anyMatch(one -> one.name().equals("openjdk"))) {
            variables.put("JAVA_HOME", CondaLayer.PREFIX + "/lib/jvm");
        }
        return variables;
    }
}
