package io.github.gradlock.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pages about commands, made of what {@code --help} prints. */
final class CommandPages {
    /** The folder that these pages are said to lie in; there is no such folder. */
    static final String FOLDER = "commands/";

    private CommandPages() {}

    /**
     * Returns the Markdown of a page for each command.
     *
     * @param folder a file a command: its name in the first line, then its help
     */
    static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> helps = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                int end = text.indexOf('\n');
                if (end < 0 || !text.startsWith("gradlock")) {
                    throw new SiteException("no help of a command: " + file, "ci/build-site writes these files");
                }
                helps.put(text.substring(0, end), text.substring(end + 1).stripTrailing());
            }
        }
        if (helps.isEmpty()) {
            throw new SiteException("no help of any command in " + folder, "ci/build-site writes these files");
        }
        Map<String, String> pages = new TreeMap<>();
        helps.forEach((name, help) -> pages.put(source(name), page(name, help, List.copyOf(helps.keySet()))));
        return pages;
    }

    /** Returns the file that a command's page is said to be made of. */
    static String source(String name) {
        return FOLDER + name.replace(' ', '-') + ".md";
    }

    private static String page(String name, String help, List<String> all) {
        StringBuilder page =
                new StringBuilder("# " + name + "\n\nWhat `" + name + " --help` prints:\n```text\n" + help + "\n```\n");
        int parent = name.lastIndexOf(' ');
        List<String> below = all.stream()
                .filter(other -> other.startsWith(name + " ") && other.lastIndexOf(' ') == name.length())
                .toList();
        if (!below.isEmpty()) {
            page.append("## Its commands\n");
            below.forEach(child -> page.append("- ").append(link(child)).append('\n'));
        }
        if (parent > 0) {
            page.append("\nPart of ").append(link(name.substring(0, parent))).append(".\n");
        }
        return page.toString();
    }

    private static String link(String name) {
        return "[" + name + "](" + name.replace(' ', '-') + ".md)";
    }
}
