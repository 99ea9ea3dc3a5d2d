package io.github.gradlock.site;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the site; {@code ci/build-site} starts it. */
public final class Main {
    private static final String USAGE =
            "[--repository ADDRESS] --root PROJECT --commands FOLDER --out FOLDER; ci/build-site --help says more";

    private final Map<String, String> options = new TreeMap<>();

    private Main(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            boolean known =
                    List.of("--root", "--commands", "--out", "--repository").contains(name);
            if (!known || i + 1 == arguments.size()) {
                throw new SiteException(known ? "no value: " + name : "not an option: " + name, USAGE);
            }
            options.put(name, arguments.get(i + 1));
        }
    }

    /**
     * Builds the site and exits: 0 it is written, 2 something is wrong with the pages or the options, 3 a file cannot be read or written.
     *
     * @param arguments options with their values
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            return new Main(arguments).build(out, err);
        } catch (SiteException problem) {
            err.println("error: " + problem.getMessage() + "\n\nhint: " + problem.hint());
            return 2;
        } catch (IOException problem) {
            err.println("error: " + problem + "\n\nhint: look at the file that is named");
            return 3;
        }
    }

    private int build(PrintStream out, PrintStream err) throws IOException {
        Path root = Path.of(required("--root"));
        Path folder = Path.of(required("--out"));
        Map<String, String> texts = SourceTree.read(root);
        texts.putAll(CommandPages.read(Path.of(required("--commands"))));
        Contents contents = SourceTree.contents(root);
        Site site = Site.of(root, texts, contents, repository());
        if (!site.problems().isEmpty()) {
            site.problems().forEach(problem -> err.println(problem.text()));
            err.println("nothing was written: " + site.problems().size() + " found");
            return 2;
        }
        texts.keySet().stream()
                .filter(source -> !source.startsWith(CommandPages.FOLDER)
                        && !contents.files().contains(source))
                .forEach(source -> err.println("note: " + SourceTree.CONTENTS + " does not name " + source
                        + "; it stands at the end of " + Contents.FIRST));
        Map<String, byte[]> files = site.files();
        SiteFolder.write(folder, files);
        out.println(texts.size() + " pages, "
                + files.values().stream().mapToInt(file -> file.length).sum() / 1024 + " KB");
        out.println("site  " + folder.resolve("index.html"));
        return 0;
    }

    private String required(String name) {
        String value = options.get(name);
        if (value == null) {
            throw new SiteException(name + " is missing", USAGE);
        }
        return value;
    }

    private @Nullable String repository() {
        String address = options.get("--repository");
        if (address != null && !address.matches("https?://[^\\s\"<>]+")) {
            throw new SiteException(
                    "no address of a repository: " + address, "such as https://example.org/gradlock/blob/main/");
        }
        return address == null || address.endsWith("/") ? address : address + "/";
    }
}
