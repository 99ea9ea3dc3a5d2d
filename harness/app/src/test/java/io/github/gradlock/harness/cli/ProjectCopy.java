package io.github.gradlock.harness.cli;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.github.gradlock.harness.docs.CodeBlock;
import io.github.gradlock.harness.docs.DocumentedPage;
import io.github.gradlock.harness.docs.ShellWords;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a user has, fresh: the project with environments that may be changed, and a launcher that starts the classes under test. The real one
 * would build, which a test of the build must not; {@code LauncherTests} has it.
 */
record ProjectCopy(Path folder) implements Closeable {
    private static final int LIMIT_MINUTES = 8;
    private static final String MARK = "@@ended with ";
    private static final Pattern ENDED = Pattern.compile("(?s)(.*?)\n" + MARK + "(\\d+)\n");
    private static final List<String> CHANGED = List.of("environments", "target", "gradlock");

    /** What a command printed, on both streams, and how it ended. */
    record Outcome(int status, List<String> lines) {}

    /** Makes the copy. */
    static ProjectCopy in(Path folder) throws IOException {
        Path home = DocumentedPage.HOME;
        try (Stream<Path> entries = Files.list(home)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && !CHANGED.contains(name)) {
                    Files.createSymbolicLink(folder.resolve(name), entry);
                }
            }
        }
        try (Stream<Path> files = Files.walk(home.resolve("environments"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(home.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path launcher = folder.resolve("gradlock");
        Files.writeString(launcher, """
                #!/bin/sh
                exec '%s' -XX:+UseSerialGC -Dgradlock.home='%s' -Dgradlock.terminal.in=false -cp '%s' %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        home,
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName()));
        Files.setPosixFilePermissions(launcher, fromString("rwxr-xr-x"));
        return new ProjectCopy(folder);
    }

    /** Takes the links away, so that whoever clears the folder meets nothing of the project. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(Files::isSymbolicLink).toList()) {
                Files.delete(entry);
            }
        }
    }

    /** Puts a block where people put it. */
    void write(String name, String text) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException("not in the project: " + name);
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Runs the commands of a block in one shell, in their order, with the options that its marks add. */
    List<Outcome> run(CodeBlock block) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (CodeBlock.Step step : block.steps()) {
            script.append(withOptions(step.command(), block.marks().runWith()))
                    .append("\nprintf '\\n" + MARK + "%d\\n' $?\n");
        }
        Path output = folder.resolve(".output");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script.toString());
        builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        String first = folder + ":" + Path.of(System.getProperty("java.home"), "bin");
        builder.environment().merge("PATH", first, (path, ours) -> ours + ":" + path);
        builder.environment().put("NO_COLOR", "1");
        // Annotations are for a service, and no part of what a person sees.
        builder.environment().remove("GITHUB_ACTIONS");
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(block.place() + " did not end:\n" + Files.readString(output));
        }
        List<Outcome> outcomes = new ArrayList<>();
        Matcher matcher = ENDED.matcher(Files.readString(output));
        while (matcher.find()) {
            outcomes.add(new Outcome(
                    Integer.parseInt(matcher.group(2)), matcher.group(1).lines().toList()));
        }
        return outcomes;
    }

    private static String withOptions(String command, String options) {
        boolean isOurs = ShellWords.commands(command).stream()
                .anyMatch(words -> words.get(0).matches("(\\./)?gradlock"));
        return options.isEmpty() || !isOurs ? command : ShellWords.withoutComment(command) + " " + options;
    }
}
