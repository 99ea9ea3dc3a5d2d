import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Checks what services would only say when a workflow runs: pins, permissions, needs, inputs, scripts that are referred to, and that no
 * expression stands in a script. Writes the scripts of all steps to a folder, for shellcheck.
 *
 * <p>Arguments: the folder for scripts, and the workflows and actions. Run in the root of the repository.
 */
public final class CheckStructure {
    private static final Pattern USES = Pattern.compile("^\\s*(?:-\\s+)?uses:\\s*(\\S+)\\s*(#.*)?$");
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}");
    private static final Pattern SCRIPT =
            Pattern.compile("(bash +)?(?<![^\\s\"'])(?:\\.gradlock/)?((?:\\.ci|ci)/[\\w./-]+)");

    /** What a job may do beyond reading, by file and job. */
    private static final Map<String, Map<String, String>> MAY =
            Map.of("release.yml/release", Map.of("contents", "write", "packages", "write"));

    private final Path scripts;
    private final List<String> problems = new ArrayList<>();
    private int steps;

    private CheckStructure(Path scripts) {
        this.scripts = scripts;
    }

    public static void main(String[] args) throws IOException {
        CheckStructure check = new CheckStructure(Path.of(args[0]));
        Files.createDirectories(check.scripts);
        for (int i = 1; i < args.length; i++) {
            check.file(Path.of(args[i]));
        }
        check.problems.forEach(problem -> System.err.println("error: " + problem));
        System.out.println(check.steps + " scripts in " + (args.length - 1) + " files");
        System.exit(check.problems.isEmpty() && check.steps > 0 ? 0 : 1);
    }

    private void file(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher uses = USES.matcher(lines.get(i));
            if (uses.matches() && !uses.group(1).startsWith("./")) {
                require(PINNED.matcher(uses.group(1)).matches(), file + ":" + (i + 1) + ": not pinned: " + uses.group(1));
                require(
                        uses.group(2) != null && uses.group(2).matches("# v\\d.*"),
                        file + ":" + (i + 1) + ": the pin has no comment with its version");
            }
        }
        Map<?, ?> document = yaml(file);
        if (document.get("runs") instanceof Map<?, ?> runs) {
            inputsAreKnown(file, document.get("inputs"), lines);
            steps(file, "action", runs.get("steps"));
            return;
        }
        require(
                Map.of("contents", "read").equals(document.get("permissions")),
                file + ": permissions are not contents: read alone");
        Map<?, ?> jobs = (Map<?, ?>) document.get("jobs");
        jobs.forEach((name, job) -> job(file, (String) name, (Map<?, ?>) job, jobs.keySet()));
        // "on" is read as true.
        Object on = document.get(Boolean.TRUE);
        Object call = on instanceof Map<?, ?> triggers ? triggers.get("workflow_call") : null;
        if (call instanceof Map<?, ?> called) {
            inputsAreKnown(file, called.get("inputs"), lines);
        }
    }

    private void job(Path file, String name, Map<?, ?> job, Set<?> jobs) {
        Object permissions = job.get("permissions");
        require(
                permissions == null
                        || Map.of("contents", "read").equals(permissions)
                        || permissions.equals(MAY.get(file.getFileName() + "/" + name)),
                file + ": job " + name + " has permissions that are not listed for it here: " + permissions);
        Object needs = job.get("needs");
        for (Object need : needs instanceof List<?> list ? list : needs == null ? List.of() : List.of(needs)) {
            require(jobs.contains(need), file + ": job " + name + " needs " + need + ", which there is not");
        }
        if (job.get("uses") instanceof String called) {
            uses(file, name, called, job.get("with"));
            return;
        }
        require(job.get("timeout-minutes") != null, file + ": job " + name + " has no timeout-minutes");
        steps(file, name, job.get("steps"));
    }

    private void steps(Path file, String job, Object all) {
        int number = 0;
        for (Object each : (List<?>) all) {
            Map<?, ?> step = (Map<?, ?>) each;
            number++;
            if (step.get("uses") instanceof String used && used.startsWith("./")) {
                uses(file, job, used, step.get("with"));
            }
            if (step.get("uses") instanceof String used && used.startsWith("actions/checkout@")) {
                Object with = step.get("with");
                require(
                        with instanceof Map<?, ?> words && Boolean.FALSE.equals(words.get("persist-credentials")),
                        file + ": job " + job + ": a checkout keeps its credentials");
            }
            if (step.get("run") instanceof String script) {
                script(file, job + "-" + number, script);
            }
        }
    }

    private void script(Path file, String name, String script) {
        require(!script.contains("${{"), file + ": " + name + ": an expression in a script: take it from env");
        Matcher words = SCRIPT.matcher(script);
        while (words.find()) {
            Path called = Path.of(words.group(2));
            require(Files.isRegularFile(called), file + ": " + name + ": there is no " + called);
            require(
                    words.group(1) != null || !Files.isRegularFile(called) || Files.isExecutable(called),
                    file + ": " + name + ": not executable, and not called by bash: " + called);
        }
        try {
            String stem = file.getFileName().toString().replace(".yml", "");
            Files.writeString(scripts.resolve(stem + "-" + name + ".sh"), "#!/usr/bin/env bash\nset -eo pipefail\n" + script);
        } catch (IOException problem) {
            problems.add(problem.toString());
        }
        steps++;
    }

    /** An action or workflow of this repository: it has to be there, and to know what it is given. */
    private void uses(Path file, String job, String used, Object with) {
        Path target = Path.of(used.replaceFirst("^\\./(\\.gradlock/)?", ""));
        target = Files.isDirectory(target) ? target.resolve("action.yml") : target;
        if (!Files.isRegularFile(target)) {
            problems.add(file + ": job " + job + ": there is no " + target);
            return;
        }
        try {
            Map<?, ?> document = yaml(target);
            Object inputs = document.get("inputs");
            if (inputs == null) {
                inputs = ((Map<?, ?>) ((Map<?, ?>) document.get(Boolean.TRUE)).get("workflow_call")).get("inputs");
            }
            Map<?, ?> known = (Map<?, ?>) inputs;
            Map<?, ?> given = with instanceof Map<?, ?> words ? words : Map.of();
            for (Object name : given.keySet()) {
                require(known.containsKey(name), file + ": job " + job + ": " + target + " has no input " + name);
            }
            known.forEach((name, input) -> require(
                    !Boolean.TRUE.equals(((Map<?, ?>) input).get("required")) || given.containsKey(name),
                    file + ": job " + job + " does not give " + used + " its input " + name));
        } catch (IOException problem) {
            problems.add(problem.toString());
        }
    }

    private void inputsAreKnown(Path file, Object inputs, List<String> lines) {
        Set<String> used = new TreeSet<>();
        Matcher names = Pattern.compile("inputs\\.([\\w-]+)").matcher(String.join("\n", lines));
        while (names.find()) {
            used.add(names.group(1));
        }
        Set<?> known = ((Map<?, ?>) inputs).keySet();
        used.forEach(name -> require(known.contains(name), file + ": no input is called " + name));
        known.forEach(name -> require(used.contains(name), file + ": nothing uses the input " + name));
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
