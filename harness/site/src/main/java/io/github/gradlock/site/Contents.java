package io.github.gradlock.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sections of the navigation.
 *
 * @param sections files by the names of sections, both in their order
 */
record Contents(Map<String, List<String>> sections) {
    /** The section of pages that the list does not name. */
    static final String FIRST = "Guides";

    /** The section of the pages about commands. */
    static final String COMMANDS = "Commands";

    /**
     * Reads the list: a line a section, {@code Guides:}, and below it a line a file, indented; {@code #} begins a comment.
     *
     * @param text of the list
     * @param name of its file, for messages
     */
    static Contents parse(String text, String name) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        Set<String> known = new HashSet<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            boolean isFile = line.startsWith("  ");
            if (isFile == line.endsWith(":") || isFile && sections.isEmpty()) {
                throw new SiteException(
                        name + ":" + number + ": neither a section nor a file of one: " + line.strip(),
                        "a section ends with a colon, and its files stand below it, indented by two blanks");
            }
            String entry = isFile ? line.strip() : line.substring(0, line.length() - 1);
            if (!known.add(isFile + entry)) {
                throw new SiteException(
                        name + ":" + number + ": named twice: " + entry, "leave one line of the two, it has one place");
            }
            if (isFile) {
                section.add(entry);
            } else {
                section = new ArrayList<>();
                sections.put(entry, section);
            }
        }
        return new Contents(sections);
    }

    /** Returns these contents with the pages that they do not name at the end of the first section. */
    Contents with(Iterable<String> sources) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        sections.forEach((name, files) -> all.put(name, new ArrayList<>(files)));
        for (String source : sources) {
            boolean named = all.values().stream().anyMatch(files -> files.contains(source));
            if (!named) {
                String section = source.startsWith(CommandPages.FOLDER) ? COMMANDS : FIRST;
                all.computeIfAbsent(section, none -> new ArrayList<>()).add(source);
            }
        }
        return new Contents(all);
    }

    /** Returns all files in the order of the site. */
    List<String> files() {
        return sections.values().stream().flatMap(List::stream).toList();
    }
}
