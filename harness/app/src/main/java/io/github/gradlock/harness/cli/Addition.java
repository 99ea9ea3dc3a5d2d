package io.github.gradlock.harness.cli;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.ShellArgument;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.LockFile;
import io.github.gradlock.harness.lock.LockMode;
import io.github.gradlock.harness.lock.LockUpdate;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** An environment of somewhere else that is added to those of this project, with its lock. */
final class Addition {
    private final EnvCreateCommand command;
    private final Path file;
    private final EnvironmentSpec spec;
    private final Path target;
    private final Path ours;

    /**
     * Reads the environment.
     *
     * @param from its file, or the folder that holds it
     */
    Addition(EnvCreateCommand command, Path from) {
        this.command = command;
        this.file = Files.isDirectory(from) ? inFolder(from) : from;
        this.spec = EnvironmentSpecReader.read(file);
        this.target =
                command.common.environmentsDirectory().resolve(spec.name()).resolve(EnvironmentSpecReader.FILE_NAME);
        this.ours = target.resolveSibling(EnvironmentLock.FILE_NAME);
    }

    private static Path inFolder(Path folder) {
        Path file = folder.resolve(EnvironmentSpecReader.FILE_NAME);
        if (!Files.isRegularFile(file)) {
            throw GradlockException.badInput(
                    folder.toString(),
                    "this is a folder without an " + EnvironmentSpecReader.FILE_NAME,
                    "name the file of an environment, or a folder that holds one");
        }
        return file;
    }

    /** Adds it, unless it is there already; returns its name. */
    String add(Console console) throws IOException {
        boolean known = Files.exists(target);
        if (known && Files.isSameFile(target, file)) {
            return spec.name();
        }
        if (known && Files.mismatch(target, file) >= 0) {
            throw GradlockException.badInput(
                    target.toString(),
                    "there is another environment of the name \"" + spec.name() + "\" here",
                    "give one of them another name");
        }
        LockUpdate theirs = LockUpdate.of(spec);
        if (theirs.fault() != null) {
            // One that was changed by hand is refused, not replaced.
            throw theirs.fault();
        }
        if (known && Files.exists(ours)) {
            requireSamePins(theirs);
            return spec.name();
        }
        if (known && theirs.before() == null && !isToBeLocked(theirs)) {
            return spec.name();
        }
        if (command.dryRun) {
            throw GradlockException.badInput(
                    null,
                    "--dry-run cannot look at a " + (known ? "lock" : "file") + " that is not in the project yet",
                    hint("env show", ""));
        }
        write(console, theirs);
        return spec.name();
    }

    /** It was added before, and its pins stay; a lock beside the file that says otherwise is not passed over. */
    private void requireSamePins(LockUpdate theirs) {
        EnvironmentLock held = LockFile.read(ours);
        // What is resolved anew for the file, since its lock does not do, is what was made then.
        Optional<EnvironmentLock> meant = theirs.unresolved();
        if (meant.isPresent() && !meant.get().platforms().equals(held.platforms())) {
            throw GradlockException.badInput(
                    ours.toString(),
                    "the lock of \"" + spec.name() + "\" here has other pins than the one beside " + file,
                    hint("env diff " + ShellArgument.quoted(String.valueOf(ours.getParent())), " shows them")
                            + "; remove the lock here to take the other one over");
        }
    }

    private boolean isToBeLocked(LockUpdate theirs) {
        return LockUpdate.isNeeded(spec) && !theirs.isCurrent() && command.locks.mode() != LockMode.FROZEN;
    }

    /** Returns a command on the environment where it is, as far as one can name it: commands take folders. */
    private String hint(String words, String then) {
        return file.endsWith(EnvironmentSpecReader.FILE_NAME)
                ? "gradlock " + words + " " + spec.argument() + then
                : words.replaceFirst("(env [a-z]+).*", "$1") + " takes a folder with an "
                        + EnvironmentSpecReader.FILE_NAME + ": give the file this name";
    }

    private void write(Console console, LockUpdate theirs) throws IOException {
        boolean needed = isToBeLocked(theirs);
        if (needed && (command.offline || command.locks.locked)) {
            throw GradlockException.badInput(
                    file.toString(),
                    spec.name() + (theirs.before() == null ? " has no lock" : " has a stale lock") + ", and "
                            + (command.offline ? "--offline" : "--locked") + " forbids to make one",
                    hint("lock", ", where there is a network"));
        }
        EnvironmentLock lock = theirs.before();
        if (needed) {
            console.progress("locking " + spec.name() + " …");
            // Resolved where it is: what cannot be locked is not added.
            lock = theirs.after(command.locking.get());
        }
        Files.createDirectories(target.resolveSibling("."));
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        if (lock != null) {
            LockFile.write(ours, lock);
        }
        console.remark("added " + target + (needed ? ", and locked it" : ""));
        if (command.common.isOfInstallation()) {
            console.remark("warning: there is no folder environments here, so it was added to gradlock's own, "
                    + command.common.environmentsDirectory() + "; --environments DIR names another");
        }
    }
}
