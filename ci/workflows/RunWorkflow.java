import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Runs a workflow of GitHub on this machine, as far as gradlock.yml goes: jobs in the order of their needs, a matrix, the scripts of the steps as
 * they stand, files in the place of GITHUB_OUTPUT and its like, folders in the place of artifacts.
 *
 * <p>Arguments: the workflow, the caller's sources, a folder for everything, then {@code NAME=VALUE} for inputs, and {@code --lose ARTIFACT} for a
 * machine that is lost before it uploads. With {@code --cached} jobs that run the action have fresh sources of gradlock, and what it keeps of a
 * build is taken from here; else they have this folder, and caches are empty. Ends with 1 if a job failed. Summaries are in {@code summary.md} of the folder.
 */
public final class RunWorkflow {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*(.*?)\\s*}}");
    private static final long MINUTES = 10;

    private final Path gradlock = Path.of("").toAbsolutePath();
    private final Path caller;
    private final Path root;
    private final List<String> lost = new ArrayList<>();
    private final Map<String, Object> inputs = new HashMap<>();
    private final Map<String, Object> needs = new HashMap<>();
    private boolean cached;
    private boolean failed;

    private RunWorkflow(Path caller, Path root) {
        this.caller = caller;
        this.root = root;
    }

    public static void main(String[] args) throws Exception {
        RunWorkflow run = new RunWorkflow(Path.of(args[1]).toAbsolutePath(), Path.of(args[2]).toAbsolutePath());
        Map<?, ?> workflow = yaml(Path.of(args[0]));
        Map<?, ?> declared = map(map(map(workflow.get(Boolean.TRUE)).get("workflow_call")).get("inputs"));
        declared.forEach((name, input) -> run.inputs.put((String) name, map(input).get("default")));
        for (int i = 3; i < args.length; i++) {
            if (args[i].equals("--lose")) {
                run.lost.add(args[++i]);
            } else if (args[i].equals("--cached")) {
                run.cached = true;
            } else {
                String[] pair = args[i].split("=", 2);
                run.inputs.put(pair[0], pair[1]);
            }
        }
        Files.createDirectories(run.root.resolve("artifacts"));
        for (Map.Entry<?, ?> job : map(workflow.get("jobs")).entrySet()) {
            run.job((String) job.getKey(), map(job.getValue()));
        }
        System.exit(run.failed ? 1 : 0);
    }

    /** Jobs stand in the order of their needs. */
    private void job(String name, Map<?, ?> job) throws Exception {
        Map<String, Object> context = new HashMap<>(Map.of("inputs", inputs, "needs", needs));
        context.put("github", Map.of("repository", "owner/caller", "sha", "0".repeat(40)));
        context.put("runner", Map.of("os", "Linux", "arch", "X64"));
        boolean ready = needs.values().stream().allMatch(need -> "success".equals(map(need).get("result")));
        if (!wanted(job.get("if"), context, ready)) {
            System.out.println("= " + name + ": skipped");
            needs.put(name, Map.of("result", "skipped", "outputs", Map.of()));
            return;
        }
        List<Object> members = new ArrayList<>(List.of(Map.of()));
        if (job.get("strategy") instanceof Map<?, ?> strategy) {
            members = new ArrayList<>(list(map(value((String) strategy.get("matrix"), context)).get("include")));
        }
        boolean success = true;
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (Object member : members) {
            context.put("matrix", member);
            context.put("steps", new HashMap<String, Object>());
            Path workspace = Files.createTempDirectory(root, name + "-");
            System.out.println("= " + name + " " + Objects.requireNonNullElse(map(member).get("artifact"), ""));
            success &= new Job(workspace, context).steps(list(job.get("steps")), Map.of());
            for (Map.Entry<?, ?> output : map(job.get("outputs")).entrySet()) {
                outputs.put((String) output.getKey(), text((String) output.getValue(), context));
            }
        }
        System.out.println("= " + name + ": " + (success ? "success" : "failure"));
        failed |= !success;
        needs.put(name, Map.of("result", success ? "success" : "failure", "outputs", outputs));
    }

    /** One machine. */
    private final class Job {
        private final Path workspace;
        private final Map<String, Object> context;
        private final Map<String, String> variables = new HashMap<>();
        private final List<String> paths = new ArrayList<>();
        private boolean fresh;

        Job(Path workspace, Map<String, Object> context) {
            this.workspace = workspace;
            this.context = context;
        }

        boolean steps(List<?> steps, Map<String, String> around) throws Exception {
            boolean success = true;
            fresh = cached && steps.stream().anyMatch(step -> String.valueOf(map(step).get("uses")).startsWith("./"));
            for (Object each : steps) {
                Map<?, ?> step = map(each);
                if (wanted(step.get("if"), context, success)) {
                    success &= step.containsKey("run") ? script(step, around) : uses(step);
                }
            }
            return success;
        }

        private boolean script(Map<?, ?> step, Map<String, String> around) throws Exception {
            Path script = Files.writeString(Files.createTempFile(root, "step", ".sh"), (String) step.get("run"));
            ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString());
            builder.directory(workspace.toFile()).redirectErrorStream(true).inheritIO();
            Map<String, String> env = builder.environment();
            // As images of macOS write it, the second spelling that ci/choose-jdk knows.
            String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "X64";
            env.put("JAVA_HOME_" + inputs.get("java-version") + "_" + arch, System.getProperty("java.home"));
            env.putAll(variables);
            env.put("PATH", String.join(":", paths) + (paths.isEmpty() ? "" : ":") + System.getenv("PATH"));
            env.put("GITHUB_ACTIONS", "true");
            env.putAll(around);
            for (Map.Entry<?, ?> each : map(step.get("env")).entrySet()) {
                env.put((String) each.getKey(), text(String.valueOf(each.getValue()), context));
            }
            Map<String, Path> files = new HashMap<>();
            for (String file : List.of("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")) {
                files.put(file, Files.createTempFile(root, file, ""));
                env.put(file, files.get(file).toString());
            }
            Process process = builder.start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            pairs(files.get("GITHUB_ENV")).forEach((name, value) -> variables.put(name, (String) value));
            paths.addAll(0, Files.readAllLines(files.get("GITHUB_PATH")));
            @SuppressWarnings("unchecked")
            Map<String, Object> steps = (Map<String, Object>) context.get("steps");
            steps.put(String.valueOf(step.get("id")), Map.of("outputs", pairs(files.get("GITHUB_OUTPUT"))));
            summary(files.get("GITHUB_STEP_SUMMARY"));
            System.out.println("  " + (ended && process.exitValue() == 0 ? "ok      " : "failed  ") + step.get("name"));
            return ended && process.exitValue() == 0;
        }

        private boolean uses(Map<?, ?> step) throws Exception {
            String used = (String) step.get("uses");
            Map<String, String> with = new HashMap<>();
            for (Map.Entry<?, ?> each : map(step.get("with")).entrySet()) {
                with.put((String) each.getKey(), text(String.valueOf(each.getValue()), context));
            }
            if (used.startsWith("./")) {
                return composite(workspace.resolve(used), with);
            }
            return switch (used.replaceFirst("@.*", "")) {
                case "actions/checkout" -> checkout(with.get("path"));
                case "actions/cache" -> cache(String.valueOf(step.get("id")), with.get("path"));
                case "actions/upload-artifact" -> upload(with);
                case "actions/download-artifact" -> download(with);
                default -> throw new IllegalStateException("not known here: " + used);
            };
        }

        private boolean composite(Path action, Map<String, String> with) throws Exception {
            Map<?, ?> document = yaml(action.resolve("action.yml"));
            Map<String, Object> given = new HashMap<>();
            map(document.get("inputs")).forEach((name, input) -> given.put((String) name, map(input).get("default")));
            given.putAll(with);
            Map<String, Object> inner = new HashMap<>(context);
            inner.put("inputs", given);
            inner.put("steps", new HashMap<String, Object>());
            Job same = new Job(workspace, inner);
            same.variables.putAll(variables);
            same.paths.addAll(paths);
            return same.steps(
                    list(map(document.get("runs")).get("steps")), Map.of("GITHUB_ACTION_PATH", action.toString()));
        }

        private boolean checkout(String path) throws Exception {
            if (path == null) {
                copy(caller, workspace);
            } else if (fresh) {
                return shell(gradlock, "ci/copy-sources \"$1\"", workspace.resolve(path).toString());
            } else {
                Files.createSymbolicLink(workspace.resolve(path), gradlock);
            }
            return true;
        }

        /** Hits if it is for a build: what its patterns name here is put, with its times, where they say. */
        private boolean cache(String id, String path) throws Exception {
            Path home = workspace.resolve(".gradlock");
            boolean hit = cached && path.contains(home.toString());
            @SuppressWarnings("unchecked")
            Map<String, Object> steps = (Map<String, Object>) context.get("steps");
            steps.put(id, Map.of("outputs", Map.of("cache-hit", String.valueOf(hit))));
            String patterns = path.replace(home + "/", "").strip().replace('\n', ' ');
            return !hit || shell(gradlock, "tar -cf - $2 | tar -xf - -C \"$1\"", home.toString(), patterns);
        }

        private boolean shell(Path folder, String script, String... words) throws Exception {
            List<String> command = new ArrayList<>(List.of("bash", "-eo", "pipefail", "-c", script, "bash"));
            command.addAll(List.of(words));
            return new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor() == 0;
        }

        private boolean upload(Map<String, String> with) throws IOException {
            Path from = workspace.resolve(with.get("path").strip());
            Path to = root.resolve("artifacts").resolve(with.get("name"));
            if (!Files.exists(from)) {
                System.out.println("  no files for the artifact " + with.get("name"));
                return !"error".equals(with.get("if-no-files-found"));
            }
            if (with.get("name").matches(".*[\":<>|*?\\\\/\\r\\n].*") || Files.exists(to)) {
                System.out.println("  no name for an artifact, or one that is taken: " + with.get("name"));
                return false;
            }
            if (!lost.contains(with.get("name"))) {
                copy(from, to);
            }
            return true;
        }

        private boolean download(Map<String, String> with) throws IOException {
            Pattern wanted = Pattern.compile(Arrays.stream(with.get("pattern").split("\\*", -1))
                    .map(Pattern::quote)
                    .reduce((one, two) -> one + ".*" + two)
                    .orElseThrow());
            try (Stream<Path> all = Files.list(root.resolve("artifacts"))) {
                for (Path artifact : all.toList()) {
                    String name = artifact.getFileName().toString();
                    if (wanted.matcher(name).matches()) {
                        copy(artifact, workspace.resolve(with.get("path")).resolve(name));
                    }
                }
            }
            return true;
        }
    }

    private void summary(Path file) throws IOException {
        Path all = root.resolve("summary.md");
        Files.writeString(all, (Files.exists(all) ? Files.readString(all) : "") + Files.readString(file));
    }

    private static Map<String, Object> pairs(Path file) throws IOException {
        Map<String, Object> pairs = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] pair = line.split("=", 2);
            if (pair.length != 2) {
                throw new IllegalStateException("no NAME=VALUE: " + line);
            }
            pairs.put(pair[0], pair[1]);
        }
        return pairs;
    }

    private static boolean wanted(Object condition, Map<String, Object> context, boolean success) {
        if (condition == null) {
            return success;
        }
        String text = condition.toString();
        boolean whatever = text.contains("always()");
        return (whatever || success) && truth(value(text, context));
    }

    private static String text(String template, Map<String, Object> context) {
        return EXPRESSION.matcher(template).replaceAll(found -> {
            Object value = value(found.group(1), context);
            return Matcher.quoteReplacement(value == null ? "" : value.toString());
        });
    }

    /** The part of GitHub's expressions that is used: alternatives, comparisons, names, three functions. */
    private static Object value(String written, Map<String, Object> context) {
        String text = EXPRESSION.matcher(written).replaceAll("$1").strip();
        for (String operator : List.of("||", "&&", "==", "!=")) {
            int at = text.indexOf(operator);
            if (at > 0) {
                Object left = value(text.substring(0, at), context);
                String rest = text.substring(at + 2);
                return switch (operator) {
                    case "||" -> truth(left) ? left : value(rest, context);
                    case "&&" -> truth(left) ? value(rest, context) : left;
                    default -> String.valueOf(left).equals(String.valueOf(value(rest, context))) == operator.equals("==");
                };
            }
        }
        if (text.startsWith("'")) {
            return text.substring(1, text.length() - 1);
        }
        if (text.equals("always()")) {
            return true;
        }
        if (text.startsWith("hashFiles(")) {
            return "0";
        }
        if (text.startsWith("fromJSON(")) {
            // A document of JSON is one of YAML.
            return load((String) value(text.substring("fromJSON(".length(), text.length() - 1), context));
        }
        Object value = context;
        for (String part : text.split("\\.")) {
            value = value instanceof Map<?, ?> fields ? fields.get(part) : null;
        }
        return value;
    }

    private static boolean truth(Object value) {
        return value != null && !value.equals(false) && !value.equals("");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each));
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        return map(load(Files.readString(file)));
    }

    private static Object load(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Map<?, ?> map(Object value) {
        return value == null ? Map.of() : (Map<?, ?>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
